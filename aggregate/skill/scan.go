package skill

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// find is one name found in the text.
type find struct {
	start, end int
	form       int32
	ok         bool // it names the skill
}

// Bits of the class of a byte. A lower-case letter has lower and under, so
// that two shifts tell a change of case between two bytes.
const (
	wordByte = 1
	lowerBit = 2
	upperBit = 4
	underBit = 8
	digitBit = 16
)

// kinds and folded are tables over bytes, made once and only read.
var kinds, folded = func() (k [256]uint8, f [256]uint8) {
	for i := range f {
		f[i] = uint8(i)
		switch {
		case i >= 'a' && i <= 'z':
			k[i] = wordByte | lowerBit | underBit
		case i >= 'A' && i <= 'Z':
			k[i] = wordByte | upperBit
			f[i] = uint8(i) + 32
		case i >= '0' && i <= '9':
			k[i] = wordByte | digitBit
		}
	}
	return k, f
}()

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// hashOf is the hash (FNV-1a) of a word without regard to case.
func hashOf(w string) uint64 {
	h := uint64(hashSeed)
	for i := range len(w) {
		h = (h ^ uint64(folded[w[i]])) * hashPrime
	}
	return h
}

// equalFold compares a lower-case word with one of the text.
func equalFold(low, w string) bool {
	if len(low) != len(w) {
		return false
	}
	for i := range len(w) {
		if folded[w[i]] != low[i] {
			return false
		}
	}
	return true
}

// scan finds every name of the dictionary in text, longest first at each
// word, without judging any.
func (d *dict) scan(text string, finds []find) []find {
	i := 0
	for i < len(text) {
		b := text[i]
		k := kinds[b]
		if k == 0 {
			switch {
			case b >= utf8.RuneSelf:
				if _, w := letterAt(text, i); w > 0 {
					e := wordEnd(text, i)
					if f, ok := d.longest(text, i, e); ok {
						finds = append(finds, f)
						e = f.end
					}
					i = e
					continue
				}
				_, w := utf8.DecodeRuneInString(text[i:])
				i += w
				continue
			case b == '.':
				if isNet(text, i) {
					if f, ok := d.longest(text, i, i+4); ok {
						finds = append(finds, f)
						i = f.end
						continue
					}
				} else if e := hostEnd(text, i); e > 0 {
					finds = dropFrom(finds, i)
					i = e
					continue
				}
			case b == ':':
				if strings.HasPrefix(text[i:], "://") {
					finds = dropFrom(finds, i) // the scheme is no skill
					i = spaceAfter(text, i)
					continue
				}
			case b == '@' && i > 0 && kinds[text[i-1]] != 0:
				finds = dropFrom(finds, i)
				i = spaceAfter(text, i)
				continue
			}
			i++
			continue
		}
		start := i
		h := (uint64(hashSeed) ^ uint64(folded[b])) * hashPrime
		last := k &^ upperBit
		change := uint8(0)
		for i++; i < len(text); i++ {
			c := text[i]
			k = kinds[c]
			if k == 0 {
				break
			}
			change |= (last<<1 | last>>2) & k
			last = k
			h = (h ^ uint64(folded[c])) * hashPrime
		}
		if i < len(text) {
			if c := text[i]; c == '+' || c == '#' || c >= utf8.RuneSelf {
				if e := wordEnd(text, start); e != i {
					i = e
					h = hashOf(text[start:i])
				}
			}
		}
		if bits := bloomBits(h); d.bloom[h>>52]&bits == bits {
			if f, ok := d.longestOf(h, text, start, i); ok {
				finds = append(finds, f)
				i = f.end
				continue
			}
		}
		if last&digitBit != 0 {
			if f, ok := d.versioned(text, start, i); ok {
				finds = append(finds, f)
				i = f.end
				continue
			}
		}
		if change&(upperBit|underBit) != 0 && i-start > 4 {
			finds, i = d.unglue(text, start, i, finds)
		}
	}
	return finds
}

// wordEnd returns the end of the word that begins at i: letters and digits,
// with the signs of "C++" and "C#".
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		if kinds[text[i]] != 0 {
			i++
		} else if text[i] >= utf8.RuneSelf {
			_, w := letterAt(text, i)
			if w == 0 {
				return i
			}
			i += w
		} else {
			break
		}
	}
	if i-start == 1 && kinds[text[start]]&digitBit == 0 {
		switch {
		case strings.HasPrefix(text[i:], "++"):
			return i + 2
		case strings.HasPrefix(text[i:], "#"):
			return i + 1
		}
	}
	return i
}

// letterAt decodes a letter beyond ASCII; width 0 when there is none at i.
// The letters that a bad decoding makes of bullets and quotes ("â¢") are
// letters too, but never part of a name, so it doesn't matter.
func letterAt(text string, i int) (rune, int) {
	r, w := utf8.DecodeRuneInString(text[i:])
	if r < utf8.RuneSelf || r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
		return r, 0
	}
	if r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
		return r, 0 // written without spaces: "Python開発" names Python
	}
	return r, w
}

// wordAt returns the bounds of the first word at or after pos; start is -1
// when there is none.
func (d *dict) wordAt(text string, pos int) (start, end int) {
	for i := pos; i < len(text); {
		switch {
		case kinds[text[i]] != 0:
			return i, wordEnd(text, i)
		case text[i] == '.' && isNet(text, i):
			return i, i + 4
		case text[i] >= utf8.RuneSelf:
			if _, w := letterAt(text, i); w > 0 {
				return i, wordEnd(text, i)
			}
			_, w := utf8.DecodeRuneInString(text[i:])
			i += w
		default:
			i++
		}
	}
	return -1, -1
}

// isNet reports whether ".NET" stands at i, not as the end of a host name.
func isNet(text string, i int) bool {
	if i+4 > len(text) || folded[text[i+1]] != 'n' || folded[text[i+2]] != 'e' || folded[text[i+3]] != 't' {
		return false
	}
	if i+4 < len(text) && kinds[text[i+4]]&^digitBit != 0 && text[i+1:i+4] != "NET" && text[i+1:i+4] != "Net" {
		return false
	}
	if i+4 < len(text) && kinds[text[i+4]]&lowerBit != 0 {
		return false
	}
	return i == 0 || kinds[text[i-1]] == 0 && text[i-1] < utf8.RuneSelf
}

// bloomBits are the bits of dict.bloom that a hash sets.
func bloomBits(h uint64) uint64 { return 1<<(h>>46&63) | 1<<(h>>40&63) }

// longest returns the longest form that begins with the word at start:end.
func (d *dict) longest(text string, start, end int) (find, bool) {
	return d.longestOf(hashOf(text[start:end]), text, start, end)
}

// longestOf is longest for a word whose hash is known.
func (d *dict) longestOf(h uint64, text string, start, end int) (find, bool) {
	t := d.find(h, text[start:end])
	if t < 0 || d.terms[t].root == 0 {
		return find{}, false
	}
	node := d.terms[t].root
	best := find{start: start, end: end, form: d.nodes[node] - 1}
	slash, amp := false, false
	for d.inner[node] {
		s := joint(text, end)
		if s < 0 {
			break
		}
		e := wordEnd(text, s)
		if e == s {
			if !isNet(text, s) {
				break
			}
			e = s + 4
		}
		t = d.find(hashOf(text[s:e]), text[s:e])
		if t < 0 {
			break
		}
		if node = d.next[uint64(node)<<32|uint64(t)]; node == 0 {
			break
		}
		gap := text[end:s]
		slash = slash || strings.IndexByte(gap, '/') >= 0
		amp = amp || strings.IndexByte(gap, '&') >= 0
		end = e
		if n := d.nodes[node]; n != 0 && (!slash || d.forms[n-1].slash) && (!amp || d.forms[n-1].amp) {
			best.end, best.form = end, n-1
		}
	}
	return best, best.form >= 0
}

// joint returns where the next word of a phrase begins after end: the words
// of a phrase are joined by a space, hyphen, dot, slash or underscore. It is
// -1 where the phrase is broken.
func joint(text string, end int) int {
	i, marks := end, 0
	for i < len(text) && i-end < 5 {
		switch b := text[i]; {
		case b == ' ':
			i++
		case b == '-' || b == '_' || b == '/' || b == '.' || b == '&' || b == '\'':
			if b == '.' && isNet(text, i) {
				return i
			}
			if marks++; marks > 1 || b == '.' && i+1 < len(text) && text[i+1] == ' ' {
				return -1
			}
			i++
		case b == 0xC2 && i+1 < len(text) && text[i+1] == 0xA0: // no-break space
			i += 2
		case b == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0x90 || text[i+2] == 0x91): // hyphens
			i += 3
		default:
			if i == end || kinds[b] == 0 && b < utf8.RuneSelf {
				return -1
			}
			return i
		}
	}
	return -1
}

// versioned finds a name with its version written on: "Python3", "Java17".
func (d *dict) versioned(text string, start, end int) (find, bool) {
	stem := end
	for stem > start && kinds[text[stem-1]]&digitBit != 0 {
		stem--
	}
	if stem-start < 3 || end-stem > 2 {
		return find{}, false
	}
	t := d.find(hashOf(text[start:stem]), text[start:stem])
	if t < 0 || d.terms[t].root == 0 || d.nodes[d.terms[t].root] == 0 {
		return find{}, false
	}
	f := find{start: start, end: end, form: d.nodes[d.terms[t].root] - 1}
	return f, d.forms[f.form].tech
}

// dropFrom takes back a find that ends at end, which proved to be part of an
// address.
func dropFrom(finds []find, end int) []find {
	for len(finds) > 0 && finds[len(finds)-1].end == end {
		finds = finds[:len(finds)-1]
	}
	return finds
}

// isDomain reports whether a label ends host names.
func isDomain(label string) bool {
	return len(label) > 1 && len(label) <= 7 && strings.Contains(domains, " "+label+" ")
}

// domains are the ends of host names that adverts show without a scheme.
const domains = " com io org net dev ai co sh app uk de so tech xyz gg us eu cloud in fr nl pl me info jobs " +
	"careers health inc ly fm tv "

// hostEnd returns the end of the address whose dot is at i, or 0 when the
// dot is none of an address. An address reaches to the next space.
func hostEnd(text string, i int) int {
	if i == 0 || i+2 >= len(text) || kinds[text[i-1]] == 0 || kinds[text[i+1]]&lowerBit == 0 {
		return 0
	}
	e, last := i+1, i+1 // last is where the last label begins
	for e < len(text) && e-i < 80 {
		switch b := text[e]; {
		case kinds[b]&(lowerBit|digitBit) != 0, b == '-':
		case b == '.' && e+1 < len(text) && kinds[text[e+1]]&(lowerBit|digitBit) != 0:
			last = e + 1
		default:
			goto end
		}
		e++
	}
end:
	if e < len(text) && kinds[text[e]] != 0 || !isDomain(text[last:e]) {
		return 0
	}
	if e < len(text) && text[e] == '/' {
		return spaceAfter(text, e)
	}
	return e
}

// spaceAfter returns the next white space or bracket after i.
func spaceAfter(text string, i int) int {
	for i < len(text) && text[i] > ' ' && text[i] != ')' && text[i] != '>' && text[i] != ']' && text[i] != '"' {
		i++
	}
	return i
}
