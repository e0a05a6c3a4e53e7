package pay

import (
	"sync"
	"unicode/utf8"
)

// parser reads one text. Its tokens are those of one region at a time.
type parser struct {
	d       *dict
	text    string
	hint    Hint
	explain bool
	trace   bool   // keep every figure and its features, for training
	off     string // the id of a rule that is left out, for tests

	toks    []token
	nums    []number
	amounts []amount
	figures []figure
	here    int    // the token in hand, whose line tells the language
	guess   string // the country that its script points to
	guessAt int    // the line, plus 1, that guess is of
	whole   struct {
		letters letters
		counted bool
	}
	claimed int // the token of a place that belongs to the figure before it

	regions []span
	// What is in hand while it is judged: rules are handed pointers to it.
	hand struct {
		amount amount
		ends   [2]amount
		pair   pair
		figure figure
		view   view
	}
}

// parsers are kept for their room: tokens were a third of what a text cost in memory.
var parsers = sync.Pool{New: func() any { return new(parser) }}

// release gives the parser back without anything of the text.
func (p *parser) release() {
	clear(p.amounts[:cap(p.amounts)])
	clear(p.figures[:cap(p.figures)])
	*p = parser{
		toks: p.toks[:0], nums: p.nums[:0], amounts: p.amounts[:0], figures: p.figures[:0], regions: p.regions[:0],
	}
	parsers.Put(p)
}

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
