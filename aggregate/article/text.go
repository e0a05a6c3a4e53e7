package article

import (
	"bytes"
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain writes text with its escapes and entities undone.
func (b *writer) plain(s []byte) {
	for len(s) > 0 {
		switch c := s[0]; {
		case c == '\\' && len(s) > 1 && s[1] < utf8.RuneSelf && (unicode.IsPunct(rune(s[1])) || unicode.IsSymbol(rune(s[1]))):
			b.WriteByte(s[1])
			s = s[2:]
		case c == '&' && bytes.IndexByte(s[:min(len(s), 12)], ';') > 0:
			end := bytes.IndexByte(s, ';')
			for _, r := range html.UnescapeString(string(s[:end+1])) {
				b.rune(r)
			}
			s = s[end+1:]
		default:
			r, n := utf8.DecodeRune(s)
			b.rune(r)
			s = s[n:]
		}
	}
}

// rune writes blanks of any width as one and leaves marks out.
func (b *writer) rune(r rune) {
	switch {
	case r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\u2007':
		b.WriteByte(' ')
	case unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\n' && r != '\t':
	default:
		b.WriteRune(r)
	}
}

// mark notes the host of a web address.
func (t *inline) mark(from, at int, address string) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	t.marks = append(t.marks, link{from: from, at: at, host: host(u), path: u.Path})
}

func host(u *url.URL) string {
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// clip bounds how far a search looks.
func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWord(c byte) bool { return isLetter(c) || c >= '0' && c <= '9' || c >= 0x80 }

func or(s, other string) string {
	if s != "" {
		return s
	}
	return other
}
