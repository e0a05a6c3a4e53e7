package extract

import (
	"bytes"
	"fmt"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
)

// Selector is a CSS selector that was found to be sound.
type Selector struct{ css cascadia.Selector }

// CompileSelector reads a CSS selector ("a.job, li.opening a").
func CompileSelector(s string) (Selector, error) {
	css, err := cascadia.Compile(s)
	if err != nil {
		return Selector{}, fmt.Errorf("%q is no CSS selector: %w", s, err)
	}
	return Selector{css}, nil
}

// Document is a parsed page to take links from by several selectors.
type Document struct {
	doc  *goquery.Document
	base string
}

// ParseDocument parses a page. address is the page's own, against which, or
// against its base element, links are resolved.
func ParseDocument(body []byte, address string) (Document, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return Document{}, fmt.Errorf("is no HTML: %w", err)
	}
	base := address
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u := Resolve(address, href); u != "" {
			base = u
		}
	}
	return Document{doc, base}, nil
}

// Links returns the addresses that the elements chosen lead to, or the links
// within them: absolute, without fragments, each once, in the page's order.
func (d Document) Links(s Selector) []string {
	var links []string
	seen := map[string]bool{}
	add := func(_ int, a *goquery.Selection) {
		if u := Resolve(d.base, a.AttrOr("href", "")); u != "" && !seen[u] {
			seen[u] = true
			links = append(links, u)
		}
	}
	d.doc.FindMatcher(s.css).Each(func(i int, el *goquery.Selection) {
		if _, ok := el.Attr("href"); ok {
			add(i, el)
		} else {
			el.Find("a[href]").Each(add)
		}
	})
	return links
}
