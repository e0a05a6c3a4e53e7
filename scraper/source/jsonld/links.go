package jsonld

import (
	"bytes"
	"fmt"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"backpay/scraper/extract/weburl"
)

// selector is a CSS selector that was found to be sound.
type selector struct{ css cascadia.Selector }

// compileSelector reads a CSS selector ("a.job, li.opening a").
func compileSelector(s string) (selector, error) {
	css, err := cascadia.Compile(s)
	if err != nil {
		return selector{}, fmt.Errorf("%q is no CSS selector: %w", s, err)
	}
	return selector{css}, nil
}

// document is a parsed page to take links from by several selectors.
type document struct {
	doc  *goquery.Document
	base string
}

// parseDocument parses a page. address is the page's own, against which, or
// against its base element, links are resolved.
func parseDocument(body []byte, address string) (document, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return document{}, fmt.Errorf("is no HTML: %w", err)
	}
	base := address
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u := weburl.Resolve(address, href); u != "" {
			base = u
		}
	}
	return document{doc, base}, nil
}

// Links returns the addresses that the elements chosen lead to, or the links
// within them: absolute, without fragments, each once, in the page's order.
func (d document) Links(s selector) []string {
	var links []string
	seen := map[string]bool{}
	add := func(_ int, a *goquery.Selection) {
		if u := weburl.Resolve(d.base, a.AttrOr("href", "")); u != "" && !seen[u] {
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
