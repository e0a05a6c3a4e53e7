package jsonld

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"backpay/scraper/extract/htmltext"
)

// Node is one thing that a page describes in the words of schema.org, from
// JSON-LD or from microdata. Its values are texts, numbers (json.Number),
// bools, nil, lists ([]any) and further things (map[string]any).
type Node struct {
	// Path is where the thing stands in the page ("script[1].@graph[0]").
	Path   string
	Values map[string]any
}

// Value returns the first value of a property, nil when there is none.
func (n Node) Value(name string) any {
	if list := n.List(name); len(list) > 0 {
		return list[0]
	}
	return nil
}

// List returns all values of a property, which may be one value or a list.
func (n Node) List(name string) []any {
	switch v := n.Values[name].(type) {
	case nil:
		return nil
	case []any:
		return slices.DeleteFunc(slices.Clone(v), func(v any) bool { return v == nil })
	default:
		return []any{v}
	}
}

// Text returns the text of a property as one line: its first value that is a
// text, a number, or a thing with a name.
func (n Node) Text(name string) string { return htmltext.Line(n.Raw(name)) }

// Raw is Text as the page has it, markup and all.
func (n Node) Raw(name string) string {
	for _, v := range n.List(name) {
		if s := Word(v); s != "" {
			return s
		}
	}
	return ""
}

// Node returns the first value of a property that is a thing; its Values are
// nil when there is none.
func (n Node) Node(name string) Node {
	for i, v := range n.List(name) {
		if t := AsNode(v); t.Values != nil {
			t.Path = fmt.Sprintf("%s.%s[%d]", n.Path, name, i)
			return t
		}
	}
	return Node{}
}

// AsNode returns v as a thing; its Values are nil when it isn't one.
func AsNode(v any) Node {
	m, _ := v.(map[string]any)
	return Node{Values: m}
}

// Word returns a value as text: a text, a number, or a thing's name or value.
func Word(v any) string {
	for range maxDepth {
		switch x := v.(type) {
		case string:
			return strings.TrimSpace(x)
		case json.Number:
			return x.String()
		case map[string]any:
			v = x["name"]
			for _, key := range []string{"@value", "value"} {
				if v == nil {
					v = x[key]
				}
			}
		case []any:
			if len(x) == 0 {
				return ""
			}
			v = x[0]
		default:
			return ""
		}
	}
	return ""
}

// Is reports whether the thing is of a schema.org type, however that is spelt.
func (n Node) Is(typ string) bool {
	for _, v := range n.List("@type") {
		s, _ := v.(string)
		s = strings.TrimSpace(s)
		if i := strings.LastIndexAny(s, "/#:"); i >= 0 {
			switch strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(s[:i], "http://"), "https://")) {
			case "schema.org", "www.schema.org", "schema":
				s = s[i+1:]
			}
		}
		if s == typ {
			return true
		}
	}
	return false
}
