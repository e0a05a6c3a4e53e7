package pay

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// number is the value of a run of digits and separators.
type number struct {
	value    float64
	whole    int  // digits before the decimal mark
	decimals int  // digits after it
	grouped  bool // thousands are set apart
	bare     int  // the value as an integer when the digits stand alone, else 0
	words    bool // it is written out
	bad      string
}

// number reads digits with the separators of any country: 120,000.00
// 120.000,00 120 000 120'000 1,20,000 and the dash of "2.800,-".
func (p *parser) number(t *token, end int) {
	text, i := p.text, t.start
	t.kind, t.num = kNumber, int32(len(p.nums))
	var buf [24]byte
	var n number
	raw := buf[:0]
	for i < end && text[i]-'0' <= 9 {
		raw = append(raw, text[i])
		i++
	}
	n.whole = len(raw)
	g := groups{zero: text[t.start] == '0', points: -1}
	for g.points < 0 {
		sep, size := separator(text[i:end])
		if size == 0 {
			break
		}
		j := i + size
		k := j
		for k < end && text[k]-'0' <= 9 {
			k++
		}
		if !g.take(&n, sep, k-j, text[k:end], len(raw)) {
			break
		}
		raw = append(raw, text[j:k]...)
		g.last, i = sep, k
		if len(raw) > 20 {
			n.bad = "not an amount"
		}
	}
	if g.points >= 0 {
		n.decimals = len(raw) - g.points
	} else {
		n.whole = len(raw)
	}
	s := string(raw)
	if g.points >= 0 {
		s = s[:g.points] + "." + s[g.points:]
	}
	n.value, _ = strconv.ParseFloat(s, 64)
	if g.last == 0 && n.whole <= 9 {
		n.bare = int(n.value)
	}
	if g.zero && n.whole > 1 || n.whole > 12 || i+1 < end && text[i] == '.' && text[i+1]-'0' <= 9 {
		n.bad = "not an amount"
	}
	t.end = i
	n.afterDash(t, text[:end])
	p.nums = append(p.nums, n)
}

// groups are what is known of a number's groups while it is read.
type groups struct {
	last   byte // the separator before the digits read last
	points int  // where the decimals begin, -1 before
	zero   bool // the number begins with a zero
}

// take reports whether run digits after a separator belong to the number. rest
// is what follows them, and read how many digits are read before.
func (g *groups) take(n *number, sep byte, run int, rest string, read int) bool {
	switch {
	case run == 0:
		return false
	case run == 3 && n.whole <= 3 && (g.last == 0 || g.last == sep) && !g.zero:
		n.grouped = true
	case run == 3 && sep == ',' && g.last == ',' && n.grouped:
	case run == 2 && sep == ',' && n.whole <= 2 && indian(rest):
		n.grouped = true
	case run == 3 && sep == '.' && n.whole <= 3 && g.zero:
		g.points = read // 0.125
	case (sep == ',' || sep == '.') && run <= 2 && g.last != sep:
		g.points = read
	default:
		if sep == '.' || sep == ',' && g.last == ',' {
			n.bad = "not an amount" // a date, a version, an address
		}
		return false
	}
	// "up to 5 300x": the second is a word of its own
	return sep != ' ' || rest == "" || !letter(rest[0]) || letterAfterNumber(rest[0])
}

// letterAfterNumber tells the letters that multiply or name a rate.
func letterAfterNumber(c byte) bool { return strings.IndexByte("kKmMpPzZeEhHsSdDcCnNuU", c) >= 0 }

// afterDash takes in the dash for "no cents": 2.800,- 45.000.- 500,--
func (n *number) afterDash(t *token, text string) {
	rest := text[t.end:]
	if len(rest) < 2 || rest[0] != ',' && rest[0] != '.' {
		return
	}
	j := 1
	for j < len(rest) && j < 3 && rest[j] == '-' {
		j++
	}
	if j == 1 {
		if r, size := utf8.DecodeRuneInString(rest[1:]); isDash(r) {
			j += size
		}
	}
	if j > 1 && (j == len(rest) || rest[j]-'0' > 9) {
		t.end += j
	}
}

// separator returns the separator at the beginning of s: itself when it is a
// comma or a point, ' for all apostrophes, a space for all spaces, 0 for none;
// and its length.
func separator(s string) (byte, int) {
	if len(s) < 2 {
		return 0, 0
	}
	c := s[0]
	switch {
	case c == ',' || c == '.' || c == '\'':
		return c, 1
	case c == ' ':
		return ' ', 1
	case c == '\\': // escaped in Markdown, sometimes twice
		n := 1
		if s[1] == '\\' {
			n = 2
		}
		if len(s) > n && (s[n] == ',' || s[n] == '.') {
			return s[n], n + 1
		}
		return 0, 0
	case c == '&':
		return ' ', spaceEntity(s)
	case c < utf8.RuneSelf:
		return 0, 0
	}
	switch r, n := utf8.DecodeRuneInString(s); r {
	case '\u00a0', '\u202f', '\u2009', '\u2007', '\u2008', '\u2005':
		return ' ', n
	case '’', 'ʼ', '´', '‘':
		return '\'', n
	case 'Â':
		if strings.HasPrefix(s[n:], "\u00a0") {
			return ' ', n + 2
		}
	}
	return 0, 0
}

// indian reports whether a group of two digits goes on as 1,20,000 does.
func indian(s string) bool {
	for len(s) >= 3 && s[0] == ',' {
		k := 1
		for k < len(s) && s[k]-'0' <= 9 {
			k++
		}
		switch k - 1 {
		case 3:
			return true
		case 2:
			s = s[k:]
		default:
			return false
		}
	}
	return false
}
