package jsonld

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Microdata returns the things of a schema.org type that the page marks up
// with itemscope and itemprop, in the shape that Read gives them. The value
// of a property without a machine-readable form is its HTML, as Node.Text and
// htmltext.Text expect. Properties that itemref adds from elsewhere are not read.
func Microdata(body []byte, typ string) ([]Node, error) {
	return marks{"microdata", "itemscope", "itemtype", "itemprop"}.read(body, typ)
}

// RDFa is Microdata for pages that mark things up with typeof and property, as
// RDFa Lite has it (https://www.w3.org/TR/rdfa-lite/).
func RDFa(body []byte, typ string) ([]Node, error) {
	return marks{"rdfa", "typeof", "typeof", "property"}.read(body, typ)
}

// marks are the attributes of one way to mark up a page: what opens a thing,
// what says its type and what names a property.
type marks struct{ name, scope, typ, prop string }

func (m marks) read(body []byte, typ string) ([]Node, error) {
	if !bytes.Contains(body, []byte(m.typ)) || !bytes.Contains(body, []byte(typ)) {
		return nil, nil
	}
	// Where a page is cut off within a tag, the parser takes "<" and "</" for text; the
	// comment comes to stand in what was left open.
	whole := slices.Concat(bytes.TrimRight(body, "</"), []byte("<!--"+end+"-->"))
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(whole))
	if err != nil {
		return nil, fmt.Errorf("is no HTML: %w", err)
	}
	var nodes []Node
	for _, el := range doc.Find("[" + m.typ + "]").Nodes { // also of those that forget the scope
		n := Node{fmt.Sprintf("%s[%d]", m.name, len(nodes)), map[string]any{"@type": m.types(el)}}
		if n.Is(typ) {
			m.properties(el, n.Values, 0)
			nodes = append(nodes, n)
		}
	}
	return nodes, nil
}

func (m marks) types(el *html.Node) []any {
	var list []any
	for t := range strings.FieldsSeq(attr(el, m.typ)) {
		list = append(list, t)
	}
	return list
}

// prefixes are what RDFa writes before a property of schema.org where the page
// names no vocabulary, or another.
var prefixes = strings.NewReplacer("https://schema.org/", "", "http://schema.org/", "", "schema:", "")

// properties gathers the properties of the item that el belongs to.
func (m marks) properties(el *html.Node, into map[string]any, depth int) {
	for c := el.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		scope := hasAttr(c, m.scope)
		names := strings.Fields(attr(c, m.prop))
		if len(names) > 0 && !(slices.Contains(names, "title") && cutOff(c)) {
			value := m.value(c, scope, depth)
			if link, text := titled(c, names); link != "" {
				value, into[Link] = text, link
			}
			for _, name := range names {
				name = prefixes.Replace(name)
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
			m.properties(c, into, depth) // html.Parse bounds how deep elements nest
		}
	}
}

func (m marks) value(el *html.Node, scope bool, depth int) any {
	if scope {
		item := map[string]any{"@type": m.types(el)}
		if depth < maxDepth {
			m.properties(el, item, depth+1)
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

// end is the comment behind the last byte of a page.
const end = "end of the page"

// cutOff reports whether the page ends within an element.
func cutOff(el *html.Node) bool {
	for c := range el.Descendants() {
		if c.Type == html.CommentNode && c.Data == end {
			return true
		}
	}
	return false
}

// Link is the property of a thing that stands for the address to which its title
// leads, where the page says so in no property.
const Link = "@link"

// titled returns the address and the text of an element that is a thing's title, and
// is a link or holds one.
func titled(el *html.Node, names []string) (link, text string) {
	if !slices.Contains(names, "title") {
		return "", ""
	}
	a := goquery.NewDocumentFromNode(el).Selection
	text = a.Text()
	if el.Data != "a" {
		a = a.Find("a[href]").First()
	}
	link, _ = a.Attr("href")
	return strings.TrimSpace(link), strings.TrimSpace(text)
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
