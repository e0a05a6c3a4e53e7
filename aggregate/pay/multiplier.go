package pay

import (
	"strings"
	"unicode/utf8"
)

// multiplier reads "k", "tys.", 万 and their like at token i, or the s of a
// decade, and returns the token after it.
func (p *parser) multiplier(a *amount, i int) int {
	i = p.beforeMultiplier(a, i)
	t := p.at(i)
	if t.kind != kWord {
		return i
	}
	w := p.text[t.start:t.end]
	if (w == "s" || w == "S") && !t.spaced && a.decimals == 0 && a.bare >= 10 && a.bare%10 == 0 {
		a.decade = true
		return i + 1
	}
	if c := p.d.thousandsOf(w); c > 0 {
		a.mult, a.cur = 1000, c
		return i + 1
	}
	return p.multiplierWord(a, i, w)
}

// beforeMultiplier passes the mark at token i that stands between a number and what
// multiplies it: "the $130's", "280-400+ тысяч", "15+ LPA".
func (p *parser) beforeMultiplier(a *amount, i int) int {
	t, next := p.at(i), p.at(i+1)
	switch {
	case t.spaced:
	case t.kind == kOther && next.kind == kWord && !next.spaced && p.text[next.start:next.end] == "s" && a.bare%10 == 0:
		return i + 1
	case t.kind == kPlus && p.factor(i+1) > 0 && p.off != "plus-before-thousands":
		a.plus = true
		return i + 1
	}
	return i
}

// thousandsOf returns the currency of KEUR, TEUR, kCHF and KRMB, else 0.
func (d *dict) thousandsOf(w string) int32 {
	if strings.HasPrefix(w, "к") || strings.HasPrefix(w, "т") {
		return d.roublesOf(w[len("к"):])
	}
	if len(w) != 4 || w[0]|0x20 != 'k' && w[0]|0x20 != 't' {
		return 0
	}
	if c := d.byCode[w[1:]]; c > 0 {
		return c
	}
	if in := d.lookup(w[1:]); in != nil && in.cur > 0 && w[1:] == strings.ToUpper(w[1:]) {
		return in.cur
	}
	return 0
}

// multiplierWord reads the word w at token i as a multiplier.
func (p *parser) multiplierWord(a *amount, i int, w string) int {
	t := p.at(i)
	in := &p.d.info[t.id]
	mult := in.mult
	if in.multOf != nil && in.multOf[p.land()] > 0 {
		mult = in.multOf[p.land()]
	}
	if mult == 0 || t.id == 0 || utf8.RuneCountInString(w) == 1 && !p.multiplies(a, i, w) {
		return i
	}
	if mult == 1000 && a.grouped && a.value >= 10000 { // 135,000-165,000k: a slip of the pen
		return i + 1
	}
	a.mult = mult
	a.perLakh = w == "LPA" || w == "lpa" || w == "Lpa"
	i++
	if in.adverb != "" && a.period == "" {
		a.period = in.adverb
	}
	return p.multiplierEnd(a, i, w)
}

// multiplierEnd reads what belongs to the multiplier w before token i: a point,
// a second multiplier, the last digit of 1万2.
func (p *parser) multiplierEnd(a *amount, i int, w string) int {
	if t := p.at(i); t.kind == kDot && !t.spaced {
		switch {
		case len(w) > 2 && !p.sentenceEnd(i), p.currencyAt(i+1) != 0, p.roubles(i + 1): // "tys.", "т. руб.", т.р.
			i++
		}
	}
	if m := p.at(i); !m.spaced || a.mult == 1e8 && m.kind == kNumber {
		switch m.kind {
		case kWord:
			return p.secondMultiplier(a, i)
		case kNumber:
			return p.lowerDigits(a, i)
		}
	}
	return i
}

// secondMultiplier reads a multiplier at token i right behind the first: 500万円, 15
// Mio, 4천만.
func (p *parser) secondMultiplier(a *amount, i int) int {
	switch mult := p.d.info[p.at(i).id].mult; {
	case mult == 1000 && (a.mult == 10000 || a.mult >= 1e6), mult == 10000 && a.mult == 1000:
		a.mult *= mult
		return i + 1
	}
	return i
}

// factor is what the word at token i multiplies by, else 0.
func (p *parser) factor(i int) float64 {
	if t := p.at(i); t.kind == kWord {
		return p.d.info[t.id].mult
	}
	return 0
}

// lowerDigits reads the lower digits of a number, at token i, behind the myriads: 1万2,
// 28万5,000, 3億5,000万.
func (p *parser) lowerDigits(a *amount, i int) int {
	n := p.nums[p.at(i).num]
	switch {
	case n.value >= 10000 || n.decimals > 0 || a.decimals > 0:
	case a.mult == 1000 && n.bare > 0 && n.bare < 10 && p.factor(i+1) == 1e6: // 3천5백만
		a.value, a.mult = a.value+n.value/10, 1e7
		return i + 2
	case a.mult == 1e8 && p.factor(i+1) == 10000: // 3億5,000万
		a.value += n.value / 10000
		return i + 2
	case a.mult == 1e8 && p.factor(i+1) == 1000 && p.factor(i+2) == 10000: // 1억 2천만
		a.value += n.value / 10
		return i + 3
	case a.mult == 10000 && n.bare > 0 && n.bare < 10:
		a.value += n.value / 10
		return i + 1
	case a.mult == 10000 && n.value >= 100:
		a.value += n.value / 10000
		return i + 1
	}
	return i
}

// roubles reports whether token i is the р of т.р. and makes it a currency.
func (p *parser) roubles(i int) bool {
	t := p.at(i)
	return t.kind == kWord && p.text[t.start:t.end] == "р"
}

// multiplies reports whether the one letter at token i multiplies the number
// before it, and is no unit or name.
func (p *parser) multiplies(a *amount, i int, w string) bool {
	t := p.at(i)
	switch w {
	case "k", "K", "к", "К":
		return true
	case "l", "L":
		return !t.spaced && p.rupees(a, i) != 0
	case "w", "W":
		return !t.spaced && (p.currencyAt(i+1) != 0 || p.chinese())
	case "t", "T":
		return p.currencyAt(i+1) != 0
	case "т", "Т":
		return p.at(i+1).kind == kDot && (p.roubles(i+2) || p.currencyAt(i+2) != 0) || p.currencyAt(i+1) != 0
	}
	return !t.spaced || ideograph([]rune(w)[0])
}

// rupees reports whether L can mean lakh here: by sign, by country.
func (p *parser) rupees(a *amount, i int) int32 {
	inr := p.d.byCode["INR"]
	if a.cur == inr || p.land() == "IN" || p.currencyAt(i+1) == inr {
		return inr
	}
	for j := a.first; j > a.first-8 && j >= 0; j-- {
		if p.currencyAt(j) == inr {
			return inr
		}
	}
	return 0
}

// roublesOf returns the currency of a word of money in Cyrillic, glued to к or т for
// thousand: 200круб, 150тр.
func (d *dict) roublesOf(word string) int32 {
	if in := d.lookup(word); in != nil && in.cur > 0 && len(word) >= 4 {
		return in.cur
	}
	return 0
}
