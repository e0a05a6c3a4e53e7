package extract

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
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
					return Line(string(z.Text()))
				}
				return ""
			case "body":
				return ""
			}
		}
	}
}

// blockTitles are titles of pages that stand in a page's place. They are
// matched whole or as a beginning, as job titles may hold any word.
var blockTitles = []string{
	"Just a moment", "Security | ", "Attention Required!", "Access Denied", "Access to this page has been denied",
	"Pardon Our Interruption", "Are you a robot", "Verify you are human", "Please verify you are a human",
	"Robot Check", "Human Verification", "403 Forbidden", "Captcha",
}

// Blocked returns the title of a page that is a challenge or a refusal in
// place of what was asked for, or "".
func Blocked(body []byte) string {
	if b := bytes.TrimSpace(body[:min(len(body), 512)]); len(b) == 0 || b[0] != '<' {
		return ""
	}
	title := Title(body)
	for _, begin := range blockTitles {
		if len(title) >= len(begin) && strings.EqualFold(title[:len(begin)], begin) {
			return "the page " + `"` + shorten(title) + `"`
		}
	}
	return ""
}

// savedFrom is the mark that Chrome and Edge write into a page they save; the
// number is the length of the address.
var savedFrom = regexp.MustCompile(`<!--\s*saved from url=\(\d+\)(\S+)\s*-->`)

// SavedFrom returns the address that a page was saved from by a browser that
// writes it down, or "".
func SavedFrom(body []byte) string {
	if m := savedFrom.FindSubmatch(body[:min(len(body), 4096)]); m != nil {
		return webAddress(string(m[1]))
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
			a := attributes(z, more)
			if tag == "link" && strings.EqualFold(a["rel"], "canonical") {
				if u := Resolve(base, a["href"]); u != "" {
					return u
				}
			}
			if tag == "meta" && strings.EqualFold(a["property"], "og:url") && og == "" {
				og = Resolve(base, a["content"])
			}
		}
	}
}

// attributes returns the attributes of the tag that z stands at, the first of
// each name as in a browser.
func attributes(z *html.Tokenizer, more bool) map[string]string {
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

// Resolve returns ref made absolute with base and without its fragment, or ""
// when it is no address of the web.
func Resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ""
	}
	return webAddress(u.String())
}

func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// ViewSource recovers the page whose source a browser showed and a user
// saved: its markup is then text in elements of the viewer. It knows the
// viewers of Firefox (body#viewsource) and Chrome (td.line-content). The
// address is that of the inner page, "" when the viewer doesn't say; ok is
// false when body is no such page.
func ViewSource(body []byte) (inner []byte, address string, ok bool) {
	firefox := bytes.Contains(body[:min(len(body), 4096)], []byte(`id="viewsource"`))
	chrome := !firefox && bytes.Contains(body, []byte(`class="line-content"`))
	if !firefox && !chrome {
		return nil, "", false
	}
	address = webAddress(strings.TrimPrefix(Title(body), "view-source:"))
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
				in = chrome && attributes(z, more)["class"] == "line-content"
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
