package pay

import (
	"unicode/utf8"
)

const (
	// leftReach and rightReach are how much text round a figure is read to
	// judge it, in bytes: two long sentences before it, one after.
	leftReach, rightReach = 320, 200
)

// span is a part of the text.
type span struct{ start, end int }

// regions finds digits and written numbers that may be money and adds the parts of the text to
// be read round them to out, in order, never overlapping.
func regions(d *dict, text string, out []span) []span {
	add := func(start, end int) {
		floor := 0
		if n := len(out); n > 0 {
			floor = out[n-1].end
		}
		lo, hi := max(floor, start-leftReach), min(len(text), end+rightReach)
		lo, hi = wordStart(text, lo, floor), wordEnd(text, max(hi, floor))
		if n := len(out); n > 0 && lo <= floor {
			out[n-1].end = hi
		} else {
			out = append(out, span{lo, hi})
		}
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !telling[c] {
			continue
		}
		if c > '9' {
			if at := closesAt(text, i); at >= 0 {
				if k := spelledAt(d, text, at); k >= 0 {
					add(k, at)
				}
			}
			continue
		}
		end, big := digits(text, i)
		if big || hot(d, text, i, end) {
			add(i, end)
		}
		i = end - 1
	}
	return out
}

// telling are the bytes at which a sum may be: digits, and the letters by which
// spelledAt knows a sum that is written out. One at an e has a u behind it, which
// is four times rarer.
var telling = [256]bool{
	'0': true,
	'1': true,
	'2': true,
	'3': true,
	'4': true,
	'5': true,
	'6': true,
	'7': true,
	'8': true,
	'9': true,
	'd': true,
	'D': true,
	'u': true,
}

// closesAt returns the byte at which spelledAt is to be asked for the letter d or u at
// byte i, -1 where it says no by the letters beside it, as it does to all but few.
func closesAt(text string, i int) int {
	if text[i] == 'u' {
		if i > 0 && text[i-1]|0x20 == 'e' {
			return i - 1
		}
		return -1
	}
	next := byte(0)
	if i+1 < len(text) {
		next = text[i+1]
	}
	if next == 'o' || i >= 4 && (text[i-1] == 'n' && (text[i-3] == 's' || next == 's') || text[i-1] == 'e' && text[i-2] == 'r') {
		return i
	}
	return -1
}

// longWord is how far a cut looks for white space; a longer run is no word.
const longWord = 80

// wordStart moves i back to white space, not below floor.
func wordStart(text string, i, floor int) int {
	for n := 0; i > floor && (n < longWord && !blank(text[i]) || !utf8.RuneStart(text[i])); n++ {
		i--
	}
	return i
}

// wordEnd moves i on to white space.
func wordEnd(text string, i int) int {
	for n := 0; i < len(text) && (n < longWord && !blank(text[i]) || !utf8.RuneStart(text[i])); n++ {
		i++
	}
	return i
}

func blank(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

// digits returns the end of the digits at i and the commas, points and
// apostrophes within, and whether they look like a sum of a thousand or more.
func digits(text string, i int) (end int, big bool) {
	run, first := 0, text[i]
	groups := false
	for end = i; end < len(text); end++ {
		c := text[end]
		if c-'0' <= 9 {
			run++
			continue
		}
		if (c == ',' || c == '.' || c == '\'') && end+1 < len(text) && text[end+1]-'0' <= 9 {
			groups = groups || run == 3 && end-i > 3
			run = 0
			continue
		}
		break
	}
	switch {
	case groups || run == 3 && end-i > 3:
		return end, true
	case run == end-i && run <= 3 && thousands(text[end:]):
		return end, true
	case run == 4:
		return end, first > '2' || first == '1' && text[i+1] != '9' || first == '2' && text[i+1] != '0'
	case run >= 5:
		return end, first != '0'
	}
	return end, false
}

// thousands reports whether a space and three digits follow: 620 000.
func thousands(s string) bool {
	sep, n := separator(s)
	if sep != ' ' || len(s) < n+3 {
		return false
	}
	for _, c := range []byte(s[n : n+3]) {
		if c-'0' > 9 {
			return false
		}
	}
	return len(s) == n+3 || s[n+3]-'0' > 9
}

// hot reports whether the number from i to end has money or time beside it. It
// may say yes too often, and must not say no to money.
func hot(d *dict, text string, i, end int) bool {
	return hotBefore(d, text, i) || hotAfter(d, text, i, end)
}

// mark reports whether c is a mark of Markdown that may stand between a number
// and its sign.
func mark(c byte) bool { return c == '*' || c == '_' || c == '\\' || c == '`' }

// setsApart reports whether c may stand between a sign and its number.
func setsApart(c byte) bool { return c == ' ' || c == '.' || c == '(' || mark(c) }

func hotBefore(d *dict, text string, i int) bool {
	j := i
	for j > 0 && j > i-6 && setsApart(text[j-1]) {
		j--
	}
	if j == 0 {
		return false
	}
	switch c := text[j-1]; {
	case c == ':':
		return rateBefore(d, text, j-1)
	case c == '$' || c == ';': // an entity, perhaps &euro;
		return true
	case c >= utf8.RuneSelf:
		r, _ := utf8.DecodeLastRuneInString(text[:j])
		if !isDash(r) && r != '\u2019' && r != '•' && r != '·' {
			return true
		}
	case letter(c):
		k := j
		for k > 0 && (letter(text[k-1]) || text[k-1] >= utf8.RuneSelf) && j-k < 8 {
			k--
		}
		return d.isMoney(text[k:j])
	}
	return false
}

// rateBefore reports whether a word of a rate stands before the colon at byte i: "TJM: 500",
// "(TJM): 500", "Day rate: 450".
func rateBefore(d *dict, text string, i int) bool {
	if i > 0 && (text[i-1] == ')' || text[i-1] == ' ') {
		i--
	}
	k := i
	for k > 0 && letter(text[k-1]) && i-k < 12 {
		k--
	}
	in := d.lookup(text[k:i])
	return in != nil && (in.sets&setRate != 0 || in.adverb != "")
}

func hotAfter(d *dict, text string, i, end int) bool {
	k := end
	for k < len(text) && k < end+6 && (text[k] == ' ' || mark(text[k]) || text[k] == '+') {
		k++
	}
	if k == len(text) {
		return end-i == len(text)
	}
	switch c := text[k]; {
	case c == '$' || c == '/':
		return true
	case c >= utf8.RuneSelf:
		r, _ := utf8.DecodeRuneInString(text[k:])
		return !isDash(r) && r != '\u2019' && r != '•' && r != '·'
	case letter(c):
		return hotWord(d, text, k, k == end)
	}
	return false
}

// hotWord reports whether the word at k multiplies, is money or names a rate;
// glued says that the number stands right before it.
func hotWord(d *dict, text string, k int, glued bool) bool {
	w := k
	for w < len(text) && letter(text[w]) && w-k < 12 {
		w++
	}
	word := text[k:w]
	c := word[0] | 0x20
	switch {
	case c == 'k' && glued, len(word) <= 2 && (c == 'p' || c == 'k'):
		return true
	case len(word) == 1 && (glued && (c == 's' || c == 'm' || c == 'w' || c == 'l') || word == "T"):
		return true
	case d.thousandsOf(word) > 0, d.isMoneyOrRate(word):
		return true
	}
	if w == len(text) || text[w] < utf8.RuneSelf {
		return false
	}
	for w < len(text) && (letter(text[w]) || text[w] >= utf8.RuneSelf) && w-k < 12 {
		w++
	}
	return d.isMoneyOrRate(text[k:w])
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDash(r rune) bool {
	return r >= '\u2010' && r <= '\u2015' || r == '\u2212' || r == '\u2e3a' || r == '\ufe58' || r == '\uff0d'
}

func (d *dict) lookup(word string) *info {
	var buf [24]byte
	if len(word) > len(buf) {
		return nil
	}
	id := d.idOf(d.foldTo(buf[:0], word))
	if id == 0 {
		return nil
	}
	return &d.info[id]
}

func (d *dict) isMoney(word string) bool {
	in := d.lookup(word)
	return in != nil && in.cur != 0
}

func (d *dict) isMoneyOrRate(word string) bool {
	in := d.lookup(word)
	return in != nil &&
		(in.cur != 0 || in.adverb != "" || (in.mult != 0 || in.multOf != nil) && len(word) > 1 || in.per && word != "in" && word != "the")
}
