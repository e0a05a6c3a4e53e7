// Package htmltext turns HTML, escaped or not, into plain text.
package htmltext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// maxLevels bounds how often text is decoded again: content escaped twice
// inside JSON escaped once is the deepest that services have been seen to send.
const maxLevels = 3

// Text turns HTML into plain text: one block a line, list items after "- ",
// table cells parted by " | ", scripts and styles dropped, white space
// collapsed, no empty line. Content that was escaped once or twice on its way
// is decoded first, and what it yields holds neither entity nor markup.
//
// Text without any block element keeps its own line breaks, as it was written
// as plain text; "<" before a word that is no HTML element is kept too.
func Text(s string) string {
	s = unwrap(s)
	s = render(s, !hasElement(s, blocks))
	for range maxLevels {
		if !hasElement(s, elements) && !hasEntity(s) {
			return s
		}
		s = render(s, true) // its line breaks are ours by now
	}
	return neutralise(s)
}

// unwrap decodes text that is all escaped markup until the markup shows.
func unwrap(s string) string {
	level := s
	for range maxLevels {
		if hasElement(level, elements) {
			return level
		}
		level = Unescape(level)
	}
	if hasElement(level, elements) {
		return level
	}
	return s // no markup on any level: its entities are left to render
}

// render is one pass from markup to text. Line breaks of the input count
// where hard is set.
func render(s string, hard bool) string {
	w := textWriter{hard: hard, buf: make([]byte, 0, len(s))}
	if !hasElement(s, elements) {
		w.text([]byte(Unescape(s)))
		return string(w.buf)
	}
	z := html.NewTokenizer(strings.NewReader(s))
	skip, depth := "", 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return string(w.buf)
		}
		if kind == html.TextToken {
			if depth == 0 {
				w.text(z.Text())
			}
			continue
		}
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tag, _ := z.TagName()
		name := string(tag)
		switch {
		case depth > 0:
			// Elements that hold no text may hold themselves (svg in svg).
			if name == skip && kind == html.StartTagToken {
				depth++
			} else if name == skip && kind == html.EndTagToken {
				depth--
			}
		case silent[name] && kind == html.StartTagToken:
			skip, depth = string(tag), 1 // name itself is no copy that lasts, and needs no room
		default:
			w.tag(name, kind != html.EndTagToken)
		}
	}
}

// textWriter writes words with as little between them as the markup asks for.
type textWriter struct {
	buf    []byte
	hard   bool // line breaks of the input count
	pre    int  // depth of pre elements, in which they always do
	space  bool // a space is due
	brk    bool // a line break is due
	cell   bool // a cell separator is due
	bullet bool // the item's "- " is due
}

func (w *textWriter) tag(name string, start bool) {
	switch name {
	case "li":
		w.brk, w.bullet = true, start
	case "td", "th":
		w.cell = w.cell || start
	case "pre":
		w.brk = true
		if start {
			w.pre++
		} else if w.pre > 0 {
			w.pre--
		}
	case "ul", "ol":
		w.brk, w.bullet = true, false
	default:
		if blocks[name] {
			w.brk = true
		}
	}
	if name == "tr" || name == "table" {
		w.cell = false
	}
}

func (w *textWriter) text(s []byte) {
	for i := 0; i < len(s); {
		c := s[i]
		if c > ' ' && c < utf8.RuneSelf && c != 0x7f { // the common run, at once
			j := i + 1
			for j < len(s) && s[j] > ' ' && s[j] < utf8.RuneSelf && s[j] != 0x7f {
				j++
			}
			w.due()
			w.buf = append(w.buf, s[i:j]...)
			i = j
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		i += n
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			if w.hard || w.pre > 0 {
				w.brk = true
			}
			w.space = true
		case unicode.IsSpace(r):
			w.space = true
		case r == utf8.RuneError && n == 1, unicode.IsControl(r),
			r == '\u200b', r == '\u2060', r == '\ufeff', r == '\u00ad':
			// Bytes that are no text, and marks that no reader sees.
		case w.bullet && strings.ContainsRune("•·▪●○◦", r):
			// A bullet typed into an item that has one already.
		default:
			w.due()
			w.buf = utf8.AppendRune(w.buf, r)
		}
	}
}

// due writes what stands between the last word and the next.
func (w *textWriter) due() {
	fresh := len(w.buf) == 0
	switch {
	case w.brk && !fresh:
		w.buf = append(w.buf, '\n')
		fresh = true
	case w.brk:
	case w.cell && !fresh:
		w.buf = append(w.buf, " | "...)
	case w.space && !fresh:
		w.buf = append(w.buf, ' ')
	}
	if w.bullet && fresh {
		w.buf = append(w.buf, "- "...)
	}
	w.brk, w.space, w.cell, w.bullet = false, false, false, false
}

// Line is Text for a field of one line: its blocks are joined by a space.
func Line(s string) string {
	if !strings.ContainsAny(s, "<&\n\r\t") && !strings.Contains(s, "  ") && utf8.ValidString(s) {
		s = strings.TrimSpace(s)
		if !strings.ContainsAny(s, "\u00a0\u00ad\u200b\ufeff") {
			return s
		}
	}
	return strings.ReplaceAll(Text(s), "\n", " ")
}

func set(names string) map[string]bool {
	m := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		m[name] = true
	}
	return m
}

// The elements of HTML that text services let employers use, by what they do
// to text. A word in angle brackets that is none of them is text.
var (
	blocks = set(`address article aside blockquote body br center dd details dialog div dl dt
		fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li
		main nav ol option p pre section summary table tbody tfoot thead title tr ul`)
	silent   = set(`script style template svg iframe noframes noembed object audio video`)
	elements = func() map[string]bool {
		m := set(`a abbr b big button cite code del em font head i img input ins kbd label link
			mark meta q s samp small span strike strong sub sup td th time tt u var wbr`)
		for _, more := range []map[string]bool{blocks, silent} {
			for name := range more {
				m[name] = true
			}
		}
		return m
	}()
)
