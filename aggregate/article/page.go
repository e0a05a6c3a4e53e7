package article

import (
	"bytes"
	"html"
	"strings"

	"backpay/scraper/pattern"

	nethtml "golang.org/x/net/html"
)

// pageStart is how a whole HTML page begins, behind blanks and comments.
var pageStart = pattern.New(`(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b`)

// pageDate is where a page's head says when it was published.
var pageDate = pattern.New(
	`(?i)(?:article:(?:published|modified)_time|datePublished|dateModified|` +
		`"date")["']?[^>\d]{0,40}(\d{4}-\d{2}-\d{2})`,
)

// skippedTags hold no text of an article.
var skippedTags = map[string]bool{
	"script":   true,
	"style":    true,
	"pre":      true,
	"code":     true,
	"head":     true,
	"nav":      true,
	"footer":   true,
	"noscript": true,
	"template": true,
	"svg":      true,
	"form":     true,
	"aside":    true,
}

// blockTags begin a new piece of text and end the one before.
var blockTags = map[string]bool{
	"p":          true,
	"div":        true,
	"li":         true,
	"ul":         true,
	"ol":         true,
	"section":    true,
	"article":    true,
	"main":       true,
	"header":     true,
	"body":       true,
	"blockquote": true,
	"dd":         true,
	"dt":         true,
	"dl":         true,
	"figure":     true,
	"figcaption": true,
	"h1":         true,
	"h2":         true,
	"h3":         true,
	"h4":         true,
	"h5":         true,
	"h6":         true,
}

// parsePage splits a whole HTML page into blocks.
func parsePage(source []byte) document {
	d := document{notes: map[string]inline{}}
	if m := pageDate.FindSubmatch(source); m != nil {
		d.date = string(m[1])
	}
	w := newWalk(&d, source, pageTitle(source))
	h := htmlReader{w: w, line: 1, at: 1, text: &writer{mdWalk: w, last: -1}, page: true}
	h.read(source)
	return d
}

var titleTag = pattern.New(`(?is)<title[^>]*>(.{0,300}?)</title>`)

// pageTitle returns the title of a page's head without the site's name behind it.
func pageTitle(source []byte) string {
	m := titleTag.FindSubmatch(source)
	if m == nil {
		return ""
	}
	title := html.UnescapeString(string(bytes.TrimSpace(m[1])))
	for _, mark := range []string{" | ", " – ", " — "} {
		title, _, _ = strings.Cut(title, mark)
	}
	return title
}

// blockTag ends the text before a tag that begins or ends a block, and keeps a
// heading for what follows it.
func (h *htmlReader) blockTag(name string, opens bool) {
	level := 0
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		level = int(name[1] - '0')
	}
	switch {
	case h.inTable: // blocks in a cell are its text
		h.text.WriteByte(' ')
	case level > 0 && !opens:
		t := h.take()
		if strings.TrimSpace(t.text) != "" {
			h.w.headed(h.line, t, level)
		}
	default:
		h.paragraph()
	}
	if (name == "ul" || name == "ol") && !h.inTable {
		h.inList = opens
	}
}

// read goes through HTML.
func (h *htmlReader) read(raw []byte) {
	z := nethtml.NewTokenizer(bytes.NewReader(raw))
	for {
		kind := z.Next()
		if kind == nethtml.ErrorToken {
			break
		}
		h.token(z, kind)
	}
	h.paragraph()
}
