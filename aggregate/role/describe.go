package role

import "strings"

// enough is how often a description must say the kind of engineer before it
// overrules a title that says only "Software Engineer".
const enough = 2

// fromDescription returns the family that a description names for the job
// itself, or "". Only the singular counts ("as a backend engineer"): in the
// plural they are colleagues ("you will work with frontend engineers"). The
// first family must be named twice as often as any other.
func fromDescription(v *vocab, text string) string {
	counts := map[string]int{}
	for pos := 0; pos < len(text); {
		i := nextNoun(text, pos)
		if i < 0 {
			break
		}
		from := max(0, i-40)
		if cut := strings.LastIndexAny(text[from:i], ".\n,;:()"); cut >= 0 {
			from += cut + 1
		}
		end := i
		for end < len(text) && wordByte(text[end]) {
			end++
		}
		toks := tokenise(text[from:end])
		for _, h := range v.find("kind", toks) {
			if h.weight == weights["sure"] && h.pos+h.n >= len(toks)-2 {
				counts[h.value]++
			}
		}
		pos = end
	}
	best, first, second := "", 0, 0
	for _, f := range families {
		if n := counts[f]; n > first {
			best, second, first = f, first, n
		} else if n > second {
			second = n
		}
	}
	if first < enough || first < 2*second {
		return ""
	}
	return best
}

// nextNoun returns where the next "engineer" or "developer" in the singular
// begins, or -1.
func nextNoun(text string, pos int) int {
	for i := pos; i < len(text); i++ {
		b := text[i] | 0x20
		if b != 'e' && b != 'd' || i > 0 && wordByte(text[i-1]) {
			continue
		}
		if i+1 == len(text) || text[i+1]|0x20 != 'n' && text[i+1]|0x20 != 'e' {
			continue
		}
		if w := word(text, i); w == "engineer" || w == "developer" || w == "entwickler" {
			return i
		}
	}
	return -1
}
