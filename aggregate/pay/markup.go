package pay

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// passed is what a piece of text that is passed over counts as.
type passed uint8

const (
	nothing passed = iota
	space
	lineBreak
)

// markup returns the length of markup at byte i and what it counts as: the
// emphasis, escapes and code marks of Markdown, and tags. Markdown escapes
// split ranges (90,000 \- 110,000) and numbers (18\.55) in many real adverts.
func (p *parser) markup(i int, r span) (int, passed) {
	text := p.text
	next := byte(0)
	if i+1 < r.end {
		next = text[i+1]
	}
	switch text[i] {
	case '*': // a star that stands free multiplies, but for a bullet
		if next == ' ' && i > r.start && text[i-1] == ' ' && !p.lineBegins(i) {
			return 0, nothing
		}
		return 1, nothing
	case '_', '`':
		return 1, nothing
	case '\\':
		switch {
		case next == 'n': // a line break that was escaped twice
			return 2, lineBreak
		case next < utf8.RuneSelf && next != 0 && !letter(next) && next-'0' > 9:
			return 1, nothing
		}
	case '<':
		return tag(text[i:r.end])
	case '&':
		return spaceEntity(text[i:r.end]), space
	}
	return 0, nothing
}

// lineBegins reports whether nothing but blanks stands before byte i in its line.
func (p *parser) lineBegins(i int) bool {
	for i > 0 && (p.text[i-1] == ' ' || p.text[i-1] == '\t') {
		i--
	}
	return i == 0 || p.text[i-1] == '\n'
}

// longTag is how long a tag may be; what is longer is text.
const longTag = 200

// tag returns the length of the HTML tag at the beginning of s. Tags of blocks
// break the line.
func tag(s string) (int, passed) {
	i := 1
	if len(s) > 1 && s[1] == '/' {
		i++
	}
	if i >= len(s) || !letter(s[i]) {
		return 0, nothing
	}
	end := strings.IndexByte(s[:min(len(s), longTag)], '>')
	if end < 0 || strings.ContainsAny(s[1:end], "<\n") {
		return 0, nothing
	}
	j := i
	for j < end && (letter(s[j]) || s[j]-'0' <= 9) {
		j++
	}
	switch strings.ToLower(s[i:j]) {
	case "p", "br", "li", "ul", "ol", "div", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section":
		return end + 1, lineBreak
	}
	return end + 1, nothing
}

// entity reads an HTML entity in place of the & at the token's start.
func (p *parser) entity(t *token, end int) {
	s := p.text[t.start:min(end, t.start+10)]
	n := strings.IndexByte(s, ';')
	if n < 2 {
		return
	}
	r := rune(0)
	switch name := s[1:n]; name {
	case "ndash", "mdash", "minus":
		r = '–'
	case "euro":
		r = '€'
	case "pound":
		r = '£'
	case "yen":
		r = '¥'
	case "dollar":
		r = '$'
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	default:
		if name[0] == '#' {
			v, _ := strconv.ParseUint(name[1:], 10, 16)
			r = rune(v)
		}
	}
	switch {
	case r == 0:
		return
	case isDash(r) || r == '-':
		t.kind = kDash
	case r < utf8.RuneSelf && r != '$':
		t.kind = marks[r]
	default:
		id := p.d.ids[string(r)]
		if p.d.info[id].cur == 0 {
			return
		}
		t.kind, t.id = kSign, id
	}
	t.end = t.start + n + 1
}

// spaceEntity returns the length of an entity for white space at the start of s.
func spaceEntity(s string) int {
	for _, e := range [...]string{"&nbsp;", "&#160;", "&thinsp;", "&ensp;", "&emsp;"} {
		if strings.HasPrefix(s, e) {
			return len(e)
		}
	}
	return 0
}

// widthless reports whether a character takes no room.
func widthless(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
		return true
	}
	return false
}
