package pay

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// spelledEnds are the ends of the words that close a number which is written
// out, without the first letter, whose case varies.
var spelledEnds = []string{"housand", "undred", "ollars", "ounds", "uros"}

// spelledAt returns where sums are written out, in order: "forty-five
// thousand", "thirty-two dollars".
func spelledAt(d *dict, text string) []int {
	var out []int
	for _, end := range spelledEnds {
		for i := 0; ; {
			n := strings.Index(text[i:], end)
			if n < 0 {
				break
			}
			if i += n; i == 0 {
				i += len(end)
				continue
			}
			j := i - 1 // the word's first letter, then the word before it
			for j > 0 && !letter(text[j-1]) && text[j-1] < utf8.RuneSelf && i-j < 4 {
				j--
			}
			k := j
			for k > 0 && letter(text[k-1]) && j-k < 12 {
				k--
			}
			if in := d.lookup(text[k:j]); in != nil && (in.numeral > 0 || in.mult == 1000 && j-k > 1) {
				out = append(out, k)
			}
			i += len(end)
		}
	}
	slices.Sort(out)
	return out
}

// spelled makes one number of the words of a number: "one hundred and twenty"
// before "thousand". A thousand with more behind it is taken in, else it stays
// a multiplier of its own, as it is after digits. Small numbers that count no
// money stay words.
func (p *parser) spelled() {
	out := p.toks[:0]
	for i := 0; i < len(p.toks); i++ {
		t := p.toks[i]
		if t.kind == kWord && p.d.info[t.id].numeral > 0 {
			if value, next := p.numeral(i); value >= 10 || p.currencyAt(next) != 0 || p.d.info[p.at(next).id].mult == 1000 {
				if rest, end := p.afterThousand(next); rest > 0 {
					value, next = value*1000+rest, end
				}
				t.kind, t.num, t.id, t.stem = kNumber, int32(len(p.nums)), 0, 0
				t.end = p.toks[next-1].end
				p.nums = append(p.nums, number{value: float64(value), whole: 4, words: true})
				i = next - 1
			}
		}
		out = append(out, t)
	}
	p.toks = out
}

// numeral reads a number under a thousand at token i and returns it and the
// token after it.
func (p *parser) numeral(i int) (value, next int) {
	last := 1000 // a smaller word may follow a larger one: twenty two
	for {
		t := p.at(i)
		n := p.d.info[t.id].numeral
		if t.kind != kWord || n == 0 || n >= last && n != 100 || last < 20 && n != 100 {
			break
		}
		if n == 100 {
			if value >= 100 {
				break
			}
			value = max(value, 1) * 100
		} else {
			value += n
		}
		last = n
		i++
		next = i
		switch t := p.at(i); {
		case t.kind == kDash && !t.spaced, t.kind == kWord && n == 100 && p.text[t.start:t.end] == "and":
			i++
		}
	}
	return value, next
}

// afterThousand reads what follows a spelled thousand: "five hundred".
func (p *parser) afterThousand(i int) (value, next int) {
	t := p.at(i)
	if t.kind != kWord || p.d.info[t.id].mult != 1000 || t.end-t.start == 1 {
		return 0, i
	}
	i++
	if t := p.at(i); t.kind == kWord && p.text[t.start:t.end] == "and" {
		i++
	}
	if p.at(i).kind != kWord || p.d.info[p.at(i).id].numeral == 0 {
		return 0, i
	}
	value, next = p.numeral(i)
	if p.d.info[p.at(next).id].mult != 0 { // "ninety thousand and one hundred thousand": two sums
		return 0, i
	}
	return value, next
}
