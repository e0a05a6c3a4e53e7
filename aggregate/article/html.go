package article

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	nethtml "golang.org/x/net/html"
)

// maxCells is how many cells of a row are read.
const maxCells = 60

// htmlBlock adds what a piece of raw HTML says: its text, and its tables row by
// row.
func (w *mdWalk) htmlBlock(n *ast.HTMLBlock) {
	h := htmlReader{w: w, line: w.line(start(n)), at: w.line(start(n)), text: &writer{mdWalk: w, last: -1}}
	var raw []byte
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		raw = append(raw, s.Value(w.source)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(w.source)...)
	}
	h.read(raw)
}

// htmlReader goes through raw HTML.
type htmlReader struct {
	w        *mdWalk
	line     int // where the token stands
	at       int // where the text began
	text     *writer
	hidden   bool
	inTable  bool
	heads    []inline
	row      []inline
	headRow  bool // all cells so far are heads
	rowLine  int
	linkFrom int
	href     string

	page   bool   // a whole page, whose tags are its structure
	inList bool   // in a list of it
	skips  string // the tag whose end ends what is left out
}

func (h *htmlReader) token(z *nethtml.Tokenizer, kind nethtml.TokenType) {
	piece := z.Raw()
	lines := bytes.Count(piece, []byte("\n"))
	if kind == nethtml.TextToken && !h.hidden {
		h.text.plain(piece)
		h.line += lines
		return
	}
	if kind == nethtml.StartTagToken || kind == nethtml.EndTagToken {
		name, more := z.TagName()
		h.tag(string(name), kind == nethtml.StartTagToken, more, z)
	}
	h.text.WriteString(strings.Repeat("\n", lines))
	h.line += lines
}

func (h *htmlReader) tag(name string, opens, more bool, z *nethtml.Tokenizer) {
	switch {
	case h.skips != "":
		if name == h.skips && !opens {
			h.skips, h.hidden = "", false
		}
		return
	case h.page && skippedTags[name]:
		if opens {
			h.paragraph()
			h.skips, h.hidden = name, true
		}
		return
	case h.page && blockTags[name]:
		h.blockTag(name, opens)
		return
	}
	switch name {
	case "script", "style", "pre", "code":
		h.hidden = opens
	case "a":
		if !opens {
			if h.href != "" {
				h.text.out.mark(h.linkFrom, h.text.Len(), h.href)
			}
			h.href = ""
			return
		}
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			if string(key) == "href" {
				h.href, h.linkFrom = string(value), h.text.Len()
			}
		}
	case "caption":
		if t := strings.TrimSpace(h.take().text); !opens && t != "" {
			h.w.before = strings.TrimRight(lastSentence(h.w.before), ". ") + ", " + t
		}
	case "table":
		h.paragraph()
		h.inTable, h.heads = opens, nil
		if !opens {
			h.w.lead = ""
		}
	case "tr":
		h.endRow()
		h.row, h.headRow, h.rowLine = nil, true, h.line
	case "td", "th":
		if h.inTable && opens {
			h.text = &writer{mdWalk: h.w, last: -1}
			h.headRow = h.headRow && name == "th"
		} else if h.inTable && len(h.row) < maxCells {
			h.row = append(h.row, h.take())
		}
	}
}

// take is the text so far, which begins anew.
func (h *htmlReader) take() inline {
	h.text.out.text = h.text.String()
	out := h.text.out
	h.text, h.at = &writer{mdWalk: h.w, last: -1}, h.line
	return out
}

// endRow adds the row that ends. The first row is the heads, also where its
// cells are no heads by their tag.
func (h *htmlReader) endRow() {
	switch {
	case !h.inTable || len(h.row) == 0:
	case h.heads == nil:
		h.heads = h.row
	default:
		h.w.add(block{line: h.rowLine, cells: h.row, heads: h.heads})
	}
	h.row = nil
}

// paragraph adds the text outside tables.
func (h *htmlReader) paragraph() {
	line := h.at
	t := h.take()
	if strings.TrimSpace(t.text) == "" {
		return
	}
	if h.page {
		t, line = trimmed(t, line)
		h.w.said(line, t, h.inList)
		return
	}
	h.w.add(block{line: line, text: t})
}

// trimmed takes the blanks before a text away, and gives its line.
func trimmed(t inline, line int) (out inline, at int) {
	rest := strings.TrimLeft(t.text, " \t\n")
	cut := len(t.text) - len(rest)
	line += strings.Count(t.text[:cut], "\n")
	for i := range t.marks {
		t.marks[i].from, t.marks[i].at = max(0, t.marks[i].from-cut), max(0, t.marks[i].at-cut)
	}
	t.text = rest
	return t, line
}
