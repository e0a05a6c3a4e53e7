package pay

// tail reads multiplier, currency, tax and period after the number.
func (p *parser) tail(a *amount) {
	i := a.last + 1
	i = p.multiplier(a, i)
	a.last = i - 1
	for n := 0; n < 8; n++ {
		next := p.tailPart(a, i)
		if next == i {
			break
		}
		i = next
		a.last = i - 1
	}
}

// tailPart reads one part of the tail at token i and returns the token after
// it, or i when there is none.
func (p *parser) tailPart(a *amount, i int) int {
	t := p.at(i)
	switch t.kind {
	case kPlus:
		if !a.plus && p.plusEnds(i) {
			a.plus = true
			return i + 1
		}
		return i
	case kSlash: // 10k+/USD
		if c := p.currencyAt(i + 1); c != 0 && a.cur == 0 && !p.at(i+1).spaced {
			a.cur = c
			return i + 2
		}
	case kComma:
		if a.cur == 0 && p.codeCloses(i+1) {
			a.cur = p.currencyAt(i + 1)
			return i + 2
		}
		return i
	case kSign, kWord:
		if next := p.pastProRata(i); next > i {
			return next
		}
		if next, ok := p.tailCurrency(a, i); ok {
			return next
		}
		if tax, n := p.tax(i); n > 0 {
			if a.tax == "" {
				a.tax = tax
			}
			return i + n
		}
	case kOpen:
		return p.tailBracket(a, i)
	}
	if a.period != "" {
		return i
	}
	return p.tailPeriod(a, i)
}

// codeCloses reports whether token i, behind a comma, is the code of the amount
// before it, which nothing follows: "120k a year, USD" in a row of cells.
func (p *parser) codeCloses(i int) bool {
	t, next := p.at(i), p.at(i+1)
	ends := next.kind == kLine || next.kind == kClose || next.kind == kDot
	return ends && p.d.byCode[p.text[t.start:t.end]] > 0 && p.off != "code-behind-comma"
}

// plusEnds reports whether the + at token i means "or more": it is glued to the
// amount, or the amount's period or end follows.
func (p *parser) plusEnds(i int) bool {
	next := p.at(i + 1)
	if (next.kind == kLine || i+1 >= len(p.toks)) && p.off != "plus-at-end" {
		return true // "$100,000 +"
	}
	if !p.at(i).spaced {
		return next.kind != kNumber && !p.addsBenefit(i+1)
	}
	return next.kind == kSlash || next.kind == kWord && p.d.info[next.id].per && p.unitAt(i+2) != ""
}

// addsBenefit reports whether token i, glued to a +, is what the + adds to the amount:
// 6000元+提成.
func (p *parser) addsBenefit(i int) bool {
	t := p.at(i)
	return t.kind == kWord && !t.spaced && p.off != "added-benefit" &&
		(p.classAt(i) == classBenefit || p.ideographic(t) && p.currencyAt(i) == 0)
}

// tailCurrency reads a sign or code after the number. It reports whether there
// was one, ours or another figure's.
func (p *parser) tailCurrency(a *amount, i int) (int, bool) {
	t := p.at(i)
	if w := p.text[t.start:t.end]; (w == "F" || w == "f") && a.cur == 0 && p.currencyAt(i+1) != 0 &&
		p.folded(i+1) == "cfa" {
		a.cur = p.currencyAt(i + 1)
		return i + 2, true
	}
	c := p.gluedCurrency(a, i)
	if c == 0 {
		return i, false
	}
	if !p.ownSign(a, i) {
		return i, false
	}
	if a.cur != 0 && a.cur != c && (a.cur > 0) == (c > 0) {
		return i, true
	}
	if a.cur <= 0 {
		a.cur = c
	}
	i++
	if dot := p.at(i); dot.kind == kDot && !dot.spaced && t.kind == kWord && !p.sentenceEnd(i) {
		i++
	}
	return i, true
}

// ownSign reports whether the sign or code at token i belongs to the amount before it
// and not to a number that follows.
func (p *parser) ownSign(a *amount, i int) bool {
	t, next := p.at(i), p.at(i+1)
	if next.kind != kNumber {
		return true
	}
	return a.cur == 0 && (next.spaced || !t.spaced || t.kind == kWord && !a.curLeft)
}

// gluedCurrency is the currency of token i, which may be a letter that is one
// only behind a number: dong, and the tether that Chinese adverts write as U.
func (p *parser) gluedCurrency(a *amount, i int) int32 {
	t := p.at(i)
	if t.spaced {
		return p.currencyAt(i)
	}
	switch w := p.text[t.start:t.end]; {
	case (w == "U" || w == "u") && a.cur == 0 && p.land() == "CN":
		return p.d.byCode["USD"]
	case w == "đ" || w == "Đ":
		return p.d.byCode["VND"]
	}
	return p.currencyAt(i)
}

// tailBracket reads a bracket that holds nothing but parts of a tail.
func (p *parser) tailBracket(a *amount, i int) int {
	if next := p.taxInBracket(a, i); next > i {
		return next
	}
	j := i + 1
	for n := 0; n < 4 && p.at(j).kind != kClose && p.at(j).kind != kOpen; n++ {
		k := p.tailPart(a, j)
		if k == j {
			return i
		}
		j = k
	}
	if p.at(j).kind == kClose && j > i+1 {
		return j + 1
	}
	return i
}

// tailPeriod reads the time that the amount is for.
func (p *parser) tailPeriod(a *amount, i int) int {
	t, next := p.at(i), p.at(i+1)
	if w := p.text[t.start:t.end]; t.kind == kWord && (w == "x" || w == "X") && next.kind == kNumber && a.cur != 0 {
		if b := p.nums[next.num].bare; b >= 12 && b <= 16 { // CHF 9'200 x 13
			a.period, a.payments = "month", b
			return i + 2
		}
	}
	if p.folded(i) == "ctc" && t.kind == kWord { // "CTC per month"
		if per, j := p.period(i+1, a); per != "" {
			a.period, a.paid = per, true
			return j
		}
	}
	if per, j := p.period(i, a); per != "" {
		a.period = per
		return j
	}
	// "base per year", "salary a year": a word may stand between.
	if t.kind == kWord && (p.classAt(i).isPay() || p.text[t.start:t.end] == "super") {
		if per, j := p.period(i+1, a); per != "" && j > i+2 {
			a.period, a.paid = per, true
			return j
		}
	}
	return i
}

// tax reads "gross", "netto", "+ VAT" and their like.
func (p *parser) tax(i int) (string, int) {
	t := p.at(i)
	if t.kind != kWord {
		return "", 0
	}
	switch s := p.d.info[t.id].sets; {
	case s&setGross != 0:
		return "gross", 1
	case s&setNet != 0:
		return "net", 1
	}
	return "", 0
}

// perThing reports whether a price follows for a piece of something: "per page",
// "/ 100 words". Pay is for time.
func (p *parser) perThing(i int) bool {
	t := p.at(i)
	w := p.at(i + 1)
	if t.kind != kWord || w.kind != kWord && w.kind != kNumber {
		return false
	}
	switch p.text[t.start:t.end] {
	case "per":
		return (!w.upper || w.kind == kNumber) && !p.is(i+2, setPayments) // "1.850 euro per 14 mensilità"
	case "for":
		return w.kind == kWord && (p.text[w.start:w.end] == "every" || p.text[w.start:w.end] == "each" || p.task(i+1))
	}
	return false
}

// task reports whether the words from token i on name one piece of work: "the initial
// screening task", "a trial project".
func (p *parser) task(i int) bool {
	if p.off == "one-task" {
		return false
	}
	for j := i; j < i+5 && p.at(j).kind == kWord; j++ {
		if p.is(j, setTask) {
			return true
		}
	}
	return false
}

// usd is the amount in dollars, to one digit; 1e9 where the currency is unknown.
func (p *parser) usd(a *amount) float64 {
	if a.cur <= 0 {
		return 1e9
	}
	return a.value * a.mult / p.d.money[a.cur-1].perUSD
}

// smallUnit reports whether millions are ordinary pay in the amount's currency.
func (p *parser) smallUnit(a *amount) bool {
	if a.cur > 0 {
		return p.d.money[a.cur-1].perUSD >= 100
	}
	code := Currency(p.land())
	if a.cur < 0 { // "6 millones de pesos"
		code = p.d.signs[-a.cur-1].byLand[p.land()]
	}
	return code != "" && p.d.money[p.d.byCode[code]-1].perUSD >= 100
}
