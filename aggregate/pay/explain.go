package pay

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// mostNamed is how many facts and lines an explanation names.
const mostNamed = 5

// facts returns the features that weigh most in a figure's confidence.
func facts(features []string) []Fact {
	var all []Fact
	for _, name := range features {
		if w := weights()[name]; w != 0 && name != "always" {
			all = append(all, Fact{name, w})
		}
	}
	slices.SortStableFunc(all, func(a, b Fact) int {
		return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight))
	})
	return all[:min(len(all), mostNamed)]
}

// longLine is how much of a line is looked at, and quoted.
const longLine = 400

// silent returns the lines of a text that name pay without an amount that can be
// read: those with a number first, since there something may have been missed.
func silent(text string) []Rejected {
	d := words()
	var numbers, bare []Rejected
	for start := 0; start < len(text) && len(numbers) < mostNamed; {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		cut := wordEnd(text, min(end, start+longLine))
		p := parser{d: d, text: text}
		p.tokenise(span{start, cut})
		for i := range p.toks {
			if !p.classAt(i).isPay() {
				continue
			}
			r := Rejected{Quote: text[start:cut], Start: start, End: cut}
			if len(p.nums) > 0 {
				r.Reason = "names pay, and its numbers have no sign, code, unit or thousands"
				numbers = append(numbers, r)
			} else if len(bare) < mostNamed {
				r.Reason = "names pay and no amount"
				bare = append(bare, r)
			}
			break
		}
		start = end + 1
	}
	if len(numbers) > 0 {
		return numbers
	}
	return bare
}
