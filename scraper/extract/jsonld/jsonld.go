// Package jsonld reads what pages say in the words of schema.org, as JSON-LD or
// as microdata: things (Node) and the adverts and occupations among them.
package jsonld

import (
	"fmt"
)

// maxDepth bounds how deep things may stand in things.
const maxDepth = 32

// Read returns the things of a schema.org type ("JobPosting") in the page's
// script elements of type application/ld+json, wherever a script may hold
// them: alone, in a list, in @graph, as the main entity of a page or as an
// item of a list. Scripts that are not JSON are mended where they can be (see
// repair); one that can't is a problem, and the others count.
func Read(body []byte, typ string) (nodes []Node, problems []error) {
	for i, script := range ldScripts(body) {
		path := fmt.Sprintf("script[%d]", i)
		values, err := decodeLoose(script)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: is no JSON-LD: %w", path, err))
			continue
		}
		w := ldWalk{typ: typ, ids: map[string]map[string]any{}}
		for k, v := range values {
			at := path
			if len(values) > 1 {
				at = fmt.Sprintf("%s(%d)", path, k)
			}
			w.walk(v, at, 0)
		}
		for _, n := range w.nodes {
			w.link(n)
		}
		nodes = append(nodes, w.nodes...)
	}
	return nodes, problems
}

// containers are the properties in which a page's postings may stand. Others,
// such as relatedLink, hold things that the page is not about.
var containers = []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"}

type ldWalk struct {
	typ   string
	nodes []Node
	ids   map[string]map[string]any // things by @id
}

func (w *ldWalk) walk(v any, path string, depth int) {
	if depth > maxDepth {
		return
	}
	switch x := v.(type) {
	case []any:
		for i, e := range x {
			w.walk(e, fmt.Sprintf("%s[%d]", path, i), depth+1)
		}
	case map[string]any:
		if id, ok := x["@id"].(string); ok && len(x) > 1 {
			w.ids[id] = x
		}
		if n := (Node{path, x}); n.Is(w.typ) {
			w.nodes = append(w.nodes, n)
			return
		}
		for _, c := range containers {
			if x[c] != nil {
				w.walk(x[c], path+"."+c, depth+1)
			}
		}
	}
}

// link puts things of the same script in the place of references to them
// ({"@id": "#employer"}), one level deep.
func (w *ldWalk) link(n Node) {
	for k, v := range n.Values {
		ref, ok := v.(map[string]any)
		if !ok || len(ref) != 1 {
			continue
		}
		id, _ := ref["@id"].(string)
		if thing := w.ids[id]; thing != nil && !(Node{Values: thing}).Is(w.typ) {
			n.Values[k] = thing
		}
	}
}
