// Package webpage reads what a page of HTML says of itself: its title, its
// heading and its address, also where a browser saved it.
package webpage

import (
	"bytes"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/weburl"
)

// Title returns the text of the page's title element, or "".
func Title(body []byte) string {
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "title":
				if z.Next() == html.TextToken {
					return htmltext.Line(string(z.Text()))
				}
				return ""
			case "body":
				return ""
			}
		}
	}
}

// savedFrom is the mark that Chrome and Edge write into a page they save; the
// number is the length of the address.
var savedFrom = regexp.MustCompile(`<!--\s*saved from url=\(\d+\)(\S+)\s*-->`)

// SavedFrom returns the address that a page was saved from by a browser that
// writes it down, or "".
func SavedFrom(body []byte) string {
	if m := savedFrom.FindSubmatch(body[:min(len(body), 4096)]); m != nil {
		return weburl.Web(string(m[1]))
	}
	return ""
}

// Canonical returns the address that the page calls its own, by its canonical
// link or og:url, made absolute with base; "" when it names none.
func Canonical(body []byte, base string) string {
	z := html.NewTokenizer(bytes.NewReader(body))
	og := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return og
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			if tag == "body" {
				return og
			}
			if tag != "link" && tag != "meta" {
				continue
			}
			a := Attributes(z, more)
			if tag == "link" && strings.EqualFold(a["rel"], "canonical") {
				if u := weburl.Resolve(base, a["href"]); u != "" {
					return u
				}
			}
			if tag == "meta" && strings.EqualFold(a["property"], "og:url") && og == "" {
				og = weburl.Resolve(base, a["content"])
			}
		}
	}
}

// Attributes returns the attributes of the tag that z stands at, the first of
// each name as in a browser.
func Attributes(z *html.Tokenizer, more bool) map[string]string {
	m := map[string]string{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if _, twice := m[string(k)]; !twice {
			m[string(k)] = string(v)
		}
	}
	return m
}

// ViewSource recovers the page whose source a browser showed and a user
// saved: its markup is then text in elements of the viewer. It knows the
// viewers of Firefox (body#viewsource) and Chrome (td.line-content). The
// address is that of the inner page, "" when the viewer doesn't say; ok is
// false when body is no such page.
func ViewSource(body []byte) (inner []byte, address string, ok bool) {
	firefox := bytes.Contains(body[:min(len(body), 4096)], []byte(`id="viewsource"`))
	chrome := !firefox && bytes.Contains(body[:min(len(body), 4096)], []byte(`class="line-content"`))
	if !firefox && !chrome {
		return nil, "", false
	}
	address = weburl.Web(strings.TrimPrefix(Title(body), "view-source:"))
	z := html.NewTokenizer(bytes.NewReader(body))
	in := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return inner, address, len(inner) > 0
		case html.StartTagToken:
			name, more := z.TagName()
			switch string(name) {
			case "body":
				in = firefox
			case "td":
				in = chrome && Attributes(z, more)["class"] == "line-content"
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); chrome && in && string(name) == "td" {
				inner, in = append(inner, '\n'), false
			}
		case html.TextToken:
			if in {
				inner = append(inner, z.Text()...)
			}
		}
	}
}
