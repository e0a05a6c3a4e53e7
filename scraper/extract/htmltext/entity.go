package htmltext

import (
	"strings"

	"golang.org/x/net/html"
)

// maxEntity is the length of the longest named entity with its & and ;
// ("&CounterClockwiseContourIntegral;").
const maxEntity = 33

// Unescape decodes the entities of s, one level of meaning however often the
// ampersand itself was escaped ("&amp;amp;lt;" is "<"). Unlike a browser it
// leaves entities without a semicolon alone, so that an address in a text
// ("?a=1&copy=2") stays whole.
func Unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		b.WriteString(s[:i])
		s = s[i:]
		if n := entity(s); n > 0 {
			end := n + entityEnd(s[n:])
			b.WriteString(decode(s[n:end]))
			s = s[end:]
		} else if n < 0 { // an escaped ampersand before what is no entity
			b.WriteByte('&')
			s = s[-n:]
		} else {
			b.WriteByte('&')
			s = s[1:]
		}
		if i = strings.IndexByte(s, '&'); i < 0 {
			b.WriteString(s)
			return b.String()
		}
	}
}

// entity looks at the & that s begins with. It returns where the entity's
// name begins, past all escapes of the ampersand; or minus where the text
// goes on when only an ampersand was escaped; or 0 when there is no entity.
func entity(s string) int {
	n := 1
	for {
		e := entityEnd(s[n:])
		if e == 0 {
			break
		}
		if decode(s[n:n+e]) != "&" {
			return n
		}
		n += e
	}
	if n == 1 {
		return 0
	}
	return -n
}

// entityEnd returns the length of the entity's name and semicolon that s
// begins with ("lt;", "#39;"), or 0.
func entityEnd(s string) int {
	for i := 0; i < len(s) && i < maxEntity; i++ {
		switch c := s[i]; {
		case c == ';':
			if i == 0 || decode(s[:i+1]) == "" {
				return 0
			}
			return i + 1
		case c == '#' && i == 0, c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z':
		default:
			return 0
		}
	}
	return 0
}

// decode returns what the entity of that name, with its semicolon, stands
// for, or "" when there is none.
func decode(name string) string {
	switch name { // those that make up escaped markup
	case "lt;":
		return "<"
	case "gt;":
		return ">"
	case "amp;":
		return "&"
	case "quot;":
		return `"`
	case "nbsp;":
		return "\u00a0"
	}
	text := html.UnescapeString("&" + name)
	// A browser reads "&notit;" as "¬it;"; to us it is no entity.
	if text == "&"+name || name[0] != '#' && strings.HasSuffix(text, ";") {
		return ""
	}
	return text
}

// hasEntity reports whether s holds an entity that Unescape would decode.
func hasEntity(s string) bool {
	for i := strings.IndexByte(s, '&'); i >= 0; {
		if entityEnd(s[i+1:]) > 0 {
			return true
		}
		next := strings.IndexByte(s[i+1:], '&')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// hasElement reports whether s holds a tag of one of the elements.
func hasElement(s string, of map[string]bool) bool {
	for i := strings.IndexByte(s, '<'); i >= 0; {
		if tagAt(s[i+1:], of) {
			return true
		}
		next := strings.IndexByte(s[i+1:], '<')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// tagAt reports whether s, which follows a "<", goes on as a tag of one of the
// elements.
func tagAt(s string, of map[string]bool) bool {
	s = strings.TrimPrefix(s, "/")
	var name [10]byte
	n := 0
	for n < len(s) && n < len(name) {
		c := s[n]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			break
		}
		name[n] = c
		n++
	}
	return n > 0 && n < len(s) && strings.IndexByte(" \t\r\n/>", s[n]) >= 0 && of[string(name[:n])]
}

// neutralise takes the sign off whatever still looks like an entity or a tag
// after all levels, which only text made to do so does. It goes from the end, so
// that what a sign would begin is settled when it is met: a sign that goes may make
// an entity of what stands before it.
func neutralise(s string) string {
	const reach = 64 // longer than any entity and any name of an element
	b := make([]byte, len(s))
	at := len(s)
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '&' || s[i] == '<' {
			after := string(b[at:min(len(b), at+reach)])
			if s[i] == '&' && entityEnd(after) > 0 || s[i] == '<' && tagAt(after, elements) {
				continue
			}
		}
		at--
		b[at] = s[i]
	}
	return string(b[at:])
}
