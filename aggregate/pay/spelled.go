package pay

import (
	"strings"
	"unicode/utf8"
)

// spelledAt returns where a sum that is written out begins ("forty-five
// thousand", "thirty-two dollars"), when its closing word is at byte i of the
// text: thousand and hundred at their last d, dollars and euros at their first
// letter, pounds at its d. It returns -1 for any other byte.
func spelledAt(d *dict, text string, i int) int {
	j := -1 // the closing word's first letter
	switch {
	case text[i]|0x20 == 'e':
		if strings.HasPrefix(text[i+1:], "uros") {
			j = i
		}
	case strings.HasPrefix(text[i+1:], "ollars"):
		j = i
	case i >= 7 && text[i-6:i] == "housan":
		j = i - 7
	case i >= 6 && text[i-5:i] == "undre":
		j = i - 6
	case i >= 4 && text[i-3:i] == "oun" && i+1 < len(text) && text[i+1] == 's':
		j = i - 4
	}
	if j < 0 {
		return -1
	}
	// The word before it must be a number or, before money, a thousand.
	for n := 0; j > 0 && !letter(text[j-1]) && text[j-1] < utf8.RuneSelf && n < 4; n++ {
		j--
	}
	k := j
	for k > 0 && letter(text[k-1]) && j-k < 12 {
		k--
	}
	if in := d.lookup(text[k:j]); in != nil && (in.numeral > 0 || in.mult == 1000 && j-k > 1) {
		return k
	}
	return -1
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
			if value, next := p.numeral(
				i,
			); value >= 10 || p.currencyAt(next) != 0 ||
				p.d.info[p.at(next).id].mult == 1000 {
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
