package report

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths, in characters, that texts from outside are cut to.
const (
	roleLength   = 60
	nameLength   = 100
	titleLength  = 140
	quoteLength  = 200
	errorLength  = 300
	creditLen    = 600
	methodLength = 1500
	linkLength   = 2000 // bytes; a longer address is no link
)

// clean makes a text from outside fit to be printed in a line: valid UTF-8,
// every run of white space one space, no control characters, none that turn
// the direction of what follows or that can't be seen, at most limit
// characters. What is left still has to be escaped.
func clean(s string, limit int) string {
	var b strings.Builder
	n, space := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = n > 0
			continue
		case r == utf8.RuneError, unicode.Is(unicode.C, r), invisible(r):
			continue // C: control, format (direction, zero width), private use
		}
		if n+1 >= limit {
			b.WriteRune('…')
			return b.String()
		}
		if space {
			b.WriteByte(' ')
			n++
			space = false
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// invisible tells of letters that Unicode doesn't class as format characters
// and that show nothing all the same: fillers and the blank of Braille.
func invisible(r rune) bool {
	switch r {
	case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0:
		return true
	}
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// link returns a web address that a page may link to, or "".
func link(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > linkLength {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
		return ""
	}
	for _, r := range u.Host {
		if unicode.Is(unicode.C, r) || unicode.IsSpace(r) || r > unicode.MaxASCII {
			return "" // a look-alike name; honest ones come in punycode
		}
	}
	return u.String()
}

// slug makes an identifier of letters, digits and hyphens.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case b.Len() >= 40:
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if out := strings.Trim(b.String(), "-"); out != "" {
		return out
	}
	return "x"
}
