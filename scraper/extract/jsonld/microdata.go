package jsonld

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Microdata returns the things of a schema.org type that the page marks up
// with itemscope and itemprop, in the shape that Read gives them. The value
// of a property without a machine-readable form is its HTML, as Node.Text and
// htmltext.Text expect. Properties that itemref adds from elsewhere are not read.
func Microdata(body []byte, typ string) ([]Node, error) {
	if !bytes.Contains(body, []byte("itemscope")) || !bytes.Contains(body, []byte(typ)) {
		return nil, nil
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("is no HTML: %w", err)
	}
	var nodes []Node
	for _, el := range doc.Find("[itemscope][itemtype]").Nodes {
		n := Node{fmt.Sprintf("microdata[%d]", len(nodes)), map[string]any{"@type": types(el)}}
		if n.Is(typ) {
			properties(el, n.Values, 0)
			nodes = append(nodes, n)
		}
	}
	return nodes, nil
}

func types(el *html.Node) []any {
	var list []any
	for t := range strings.FieldsSeq(attr(el, "itemtype")) {
		list = append(list, t)
	}
	return list
}

// properties gathers the properties of the item that el belongs to.
func properties(el *html.Node, into map[string]any, depth int) {
	for c := el.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		scope := hasAttr(c, "itemscope")
		names := strings.Fields(attr(c, "itemprop"))
		if len(names) > 0 {
			value := propertyValue(c, scope, depth)
			for _, name := range names {
				switch old := into[name].(type) {
				case nil:
					into[name] = value
				case []any:
					into[name] = append(old, value)
				default:
					into[name] = []any{old, value}
				}
			}
		}
		if !scope {
			properties(c, into, depth) // html.Parse bounds how deep elements nest
		}
	}
}

func propertyValue(el *html.Node, scope bool, depth int) any {
	if scope {
		item := map[string]any{"@type": types(el)}
		if depth < maxDepth {
			properties(el, item, depth+1)
		}
		return item
	}
	if hasAttr(el, "content") {
		return attr(el, "content")
	}
	for _, a := range valueAttrs[el.Data] {
		if hasAttr(el, a) {
			return attr(el, a)
		}
	}
	inner, err := goquery.NewDocumentFromNode(el).Html()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(inner)
}

// valueAttrs are the attributes that hold an element's value, by the HTML
// standard (5.2.4 Values).
var valueAttrs = map[string][]string{
	"a": {"href"}, "area": {"href"}, "link": {"href"}, "img": {"src"}, "iframe": {"src"},
	"embed": {"src"}, "audio": {"src"}, "video": {"src"}, "source": {"src"}, "object": {"data"},
	"time": {"datetime"}, "data": {"value"}, "meter": {"value"},
}

func attr(el *html.Node, name string) string {
	for _, a := range el.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(el *html.Node, name string) bool {
	for _, a := range el.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
