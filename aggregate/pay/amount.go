package pay

import "unicode/utf8"

// amount is a number with what belongs to it.
type amount struct {
	first, last int // tokens, the sign, the multiplier and the period included
	num         int // the number's token
	number
	mult    float64
	cur     int32 // as info.cur; 0 when none is by the number
	curLeft bool
	period  string
	tax     string
	plus    bool // a + is glued to it
	decade  bool // "$80s"
	perLakh bool // LPA
	// unknownUnit says that an unknown word follows a stroke: "$45/unit".
	unknownUnit bool
	paid        bool // a word of pay stands in its tail: "$90k salary per year"
	// payments is how many months' pay a year holds, when the text says so.
	payments int
}

// amountsOf reads every number of the region as an amount.
func (p *parser) amountsOf() {
	p.amounts = p.amounts[:0]
	for i := 0; i < len(p.toks); i++ {
		if p.toks[i].kind != kNumber {
			continue
		}
		p.here = i
		a := &p.hand.amount
		*a = amount{first: i, last: i, num: i, number: p.nums[p.toks[i].num]}
		p.head(a)
		p.mend(a)
		p.tail(a)
		if a.decade {
			p.decadeHead(a)
		}
		if a.bad == "" {
			a.bad = p.misfit(a)
		}
		p.amounts = append(p.amounts, *a)
		for j := a.first; j <= a.last; j++ {
			p.toks[j].amount = int32(len(p.amounts))
		}
		i = max(i, a.last)
	}
	p.priced()
}

// priced carries the price of a piece of work back to the amount before it:
// "$32 and $19 per page".
func (p *parser) priced() {
	for i := len(p.amounts) - 2; i >= 0; i-- {
		a, b := &p.amounts[i], &p.amounts[i+1]
		if b.bad != perPiece || a.bad != "" || a.period != "" || b.first != a.last+2 {
			continue
		}
		switch t := p.at(a.last + 1); p.text[t.start:t.end] {
		case "and", "or", "to", "/", "-", "–":
			a.bad = perPiece
		}
	}
}

func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.toks) {
		return token{kind: kLine, spaced: true}
	}
	return p.toks[i]
}

// currencyAt tells the currency that a token names. Codes count in capitals.
func (p *parser) currencyAt(i int) int32 {
	t := p.at(i)
	if t.kind != kSign && t.kind != kWord || t.id == 0 {
		return 0
	}
	in := &p.d.info[t.id]
	switch {
	case in.cur == 0, in.code && !t.caps:
		return 0
	case t.kind == kWord && t.end-t.start <= 3 && in.cur > 0 && !in.code && in.short && !shortMoney(p.text[t.start:t.end]):
		if Currency(p.land()) != p.d.money[in.cur-1].code { // FT, TL, KC are other things elsewhere
			return 0
		}
	}
	return in.cur
}

// ideographic tells words of scripts that set no space before a number.
func (p *parser) ideographic(t token) bool {
	r, _ := utf8.DecodeRuneInString(p.text[t.start:t.end])
	return ideograph(r)
}

// shortMoney tells the words of two letters that mean money in small letters.
func shortMoney(w string) bool {
	switch w {
	case "zl", "zł", "ZŁ", "Rs", "rs", "Kč", "kč", "KČ", "Ft", "Rp", "RM":
		return true
	}
	return false
}

// head reads the signs and codes before the number.
func (p *parser) head(a *amount) {
	for n := 0; n < 4; n++ {
		j := a.first - 1
		glued := !p.at(a.first).spaced
		if p.endsSign(j) {
			j--
			glued = true
		}
		c := p.currencyAt(j)
		if d := p.dollarBehind(j); c == 0 && d > 0 {
			c, j = d, j-1
		}
		if c == 0 {
			if c = p.rand(a, j, glued); c == 0 {
				break
			}
		}
		if a.cur == 0 || a.cur < 0 && c > 0 {
			a.cur = c
		}
		a.curLeft = true
		a.first = j
	}
	if a.cur == 0 && a.bad != partOfName {
		p.notMoney(a)
	}
}

// notMoney says why a number without a sign is none of money, by the mark before it.
func (p *parser) notMoney(a *amount) {
	t, before := p.at(a.num), p.at(a.num-1)
	switch {
	case t.spaced:
	case before.kind == kHash:
		a.bad = partOfName
	case before.kind == kPlus:
		a.bad = "a phone number or an addition"
	case (before.kind == kDash || before.kind == kSlash) && !before.spaced && p.at(a.num-2).kind == kWord && a.value < 1000 && p.at(a.num-2).id == 0:
		a.bad = partOfName
	}
}

// dollarBehind is the dollar that a letter behind the sign names, as in "$C260,000" and
// "$US 90,000"; token i is the letter's.
func (p *parser) dollarBehind(i int) int32 {
	t := p.at(i)
	if t.kind != kWord || !t.caps || t.spaced || t.end-t.start > 2 || p.at(i-1).kind != kSign ||
		p.off == "letter-behind-sign" {
		return 0
	}
	return p.signOf(t, i-1)
}

// endsSign reports whether token i is the point or the colon of the sign or code before
// it: "Rs. 500", "R$: 1.480,00".
func (p *parser) endsSign(i int) bool {
	t := p.at(i)
	if t.spaced || p.currencyAt(i-1) == 0 {
		return false
	}
	return t.kind == kDot && p.at(i-1).kind == kWord || t.kind == kColon && p.off != "sign-colon"
}

// rand reads the R of a South African amount at token j. A word glued to the
// number is else a part of its name.
func (p *parser) rand(a *amount, j int, glued bool) int32 {
	t, num := p.at(j), p.at(a.first)
	if t.kind != kWord || num.kind != kNumber {
		return 0
	}
	r := p.text[t.start:t.end] == "R"
	if glued && t.end == num.start && !p.ideographic(t) {
		if r && (a.value >= 1000 || p.land() == "ZA" && a.value >= 1) {
			return p.d.byCode["ZAR"]
		}
		if p.text[t.start:t.end] == "N" && p.land() == "NG" && a.value >= 1 {
			return p.d.byCode["NGN"]
		}
		if !p.lostSpace(a, t) {
			a.bad = partOfName
		}
		return 0
	}
	if r && a.grouped && a.value >= 1000 {
		return p.d.byCode["ZAR"]
	}
	return 0
}

// lostSpace reports whether a number stands glued to a word because a line break was
// lost, as in "Flexible75k - 85k per annum": no name of a thing ends so.
func (p *parser) lostSpace(a *amount, word token) bool {
	k := p.at(a.num + 1)
	return word.end-word.start >= 4 && !word.caps && p.off != "lost-space" && !k.spaced &&
		(p.text[k.start:k.end] == "k" || p.text[k.start:k.end] == "K") && p.at(a.num+2).kind == kDash
}

// decadeHead takes in the words before a decade: "the low $140s", "mid-$80s".
func (p *parser) decadeHead(a *amount) {
	i := a.first - 1
	if p.at(i).kind == kDash && !p.at(i).spaced {
		i--
	}
	if p.is(i, setDecade) {
		a.first = i
		if a.bad == partOfName { // mid-80s
			a.bad = ""
		}
	}
	if t := p.at(a.first - 1); t.kind == kWord && p.text[t.start:t.end] == "the" {
		a.first--
	}
}

// mend joins a number that was torn at its comma: "$113, 343".
func (p *parser) mend(a *amount) {
	if !a.curLeft || a.grouped || a.decimals > 0 || a.whole > 3 || a.value == 0 {
		return
	}
	comma, rest := p.at(a.num+1), p.at(a.num+2)
	if comma.kind != kComma && comma.kind != kDot || rest.kind != kNumber || !rest.spaced && !comma.spaced {
		return
	}
	if comma.kind == kDot && rest.spaced {
		return // the end of a sentence
	}
	n := p.nums[rest.num]
	if n.whole != 3 || n.grouped || n.bad != "" && n.bad != "not an amount" || rest.end-rest.start < 3 {
		return
	}
	a.value = a.value*1000 + n.value
	a.grouped, a.bare, a.decimals = true, 0, n.decimals
	a.num += 2
	a.last = a.num
}
