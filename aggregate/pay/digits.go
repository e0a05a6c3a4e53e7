package pay

import (
	"strings"
	"unicode/utf8"
)

// western returns a text in which the digits of other scripts stand as ours do, and
// for each of its bytes where that stood in the text; at is nil where there are none.
// Arabic and full-width Japanese adverts write pay so.
func western(text string) (plain string, at []int32) {
	first := foreignDigit(text)
	if first < 0 {
		return text, nil
	}
	out := make([]byte, 0, len(text))
	at = make([]int32, 0, len(text)+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if c := ascii(r, text[i+size:]); c != 0 {
			out, at = append(out, c), append(at, int32(i))
		} else {
			for k := range size {
				out, at = append(out, text[i+k]), append(at, int32(i+k))
			}
		}
		i += size
	}
	return string(out), append(at, int32(len(text)))
}

// leads are the first bytes of the characters that foreignDigit looks for.
var leads = []byte{0xD9, 0xDB, 0xE0, 0xEF}

// foreignDigit returns where the first digit of another script stands, or -1.
func foreignDigit(text string) int {
	for _, lead := range leads {
		for i := strings.IndexByte(text, lead); i >= 0 && i < len(text); {
			if r, _ := utf8.DecodeRuneInString(text[i:]); digit(r) != 0 {
				return i
			}
			next := strings.IndexByte(text[i+1:], lead)
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
	return -1
}

// digit returns the digit that r is in Arabic, Persian, Devanagari or full width, else 0.
func digit(r rune) byte {
	for _, zero := range [...]rune{0x0660, 0x06F0, 0x0966, 0xFF10} {
		if r >= zero && r <= zero+9 {
			return '0' + byte(r-zero)
		}
	}
	return 0
}

// ascii is the digit or the separator within a number that r is, or 0; rest follows it.
func ascii(r rune, rest string) byte {
	switch r {
	case 0x066B:
		return '.'
	case 0x066C:
		return ','
	case 0xFF0C, 0xFF0E: // the comma and point of a sentence too
		if next, _ := utf8.DecodeRuneInString(rest); digit(next) == 0 {
			return 0
		}
		if r == 0xFF0E {
			return '.'
		}
		return ','
	}
	return digit(r)
}
