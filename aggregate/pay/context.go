package pay

// around is what the words near a figure say.
type around struct {
	pay        int // words to the nearest word of pay before it, in its clause; far when none
	payColon   bool
	count      int   // words back to the nearest thing that is counted
	payAcross  bool  // another amount stands between
	heading    bool  // a short line above names pay
	earlier    bool  // the sentence before speaks of pay
	other      class // what the nearest such word before it says
	otherDist  int
	otherEnd   int  // words to the end of its phrase
	otherComma bool // a comma stands between
	others     bool // the sentence is about averages, wishes or what others earn
	listed     bool // the words of pay and of other things make one label: "Salary + bonus:"
	kind       class
	period     string
	verb       bool

	after          class // what the words right after it say
	afterDist      int
	payAfter       int
	payAcrossAfter bool // a comma or a plus stands before that word
	kindAfter      class
	perAfter       string
	perCrossed     bool // a comma or a plus stands before that time
	estimate       bool
	contract       string
}

const far = 99

// classAt returns the class of the longest phrase that begins at token i.
func (p *parser) classAt(i int) class {
	c, _ := p.classLen(i)
	return c
}

func (p *parser) classLen(i int) (class, int) {
	t := p.at(i)
	if t.kind == kNumber && p.nums[t.num].bare >= 401 {
		if b := p.nums[t.num].bare; (b == 401 || b == 403 || b == 457) && p.at(i+1).end > 0 &&
			(p.at(i+1).kind == kWord && !p.at(i+1).spaced || p.at(i+1).kind == kOpen) {
			return classBenefit, 1
		}
		return none, 1
	}
	if t.kind != kWord {
		return none, 1
	}
	if ph, n := p.phraseAfter(p.d.context, i); n > 0 {
		return ph.class, n
	}
	switch {
	case t.stem > 0:
		s := &p.d.stems[t.stem-1]
		if s.class != none {
			return s.class, 1
		}
		if t.end-t.start >= len(s.text)+3 { // Jahresbrutto, Stundenlohn; not Stunden by itself
			return classPay, 1
		}
	case t.stem < 0:
		return p.d.suffix[-t.stem-1].class, 1
	}
	return none, 1
}

// periodAt returns the period that the word at i names by itself.
func (p *parser) periodAt(i int) string {
	t := p.at(i)
	if t.kind != kWord {
		return ""
	}
	if t.id == 0 || t.stem > 0 && p.d.info[t.id].adverb == "" {
		if t.stem > 0 {
			return p.d.stems[t.stem-1].period
		}
		return ""
	}
	in := &p.d.info[t.id]
	if in.adverb != "" && (t.end-t.start > 3 || t.end-t.start == 3 && t.id != p.d.ids["pa"]) {
		return in.adverb
	}
	if in.unit != "" && (p.d.info[p.at(i-1).id].per && p.at(i-1).kind == kWord && t.end-t.start >= 3) {
		return in.unit
	}
	if in.unit == "day" || in.unit == "hour" {
		if w := p.at(
			i + 1,
		); w.kind == kWord && t.end-t.start >= 3 &&
			(p.text[w.start:w.end] == "rate" || p.text[w.start:w.end] == "Rate") {
			return in.unit
		}
	}
	return ""
}

// sentenceEnd reports whether the point at token i ends a sentence.
func (p *parser) sentenceEnd(i int) bool {
	before, next := p.at(i-1), p.at(i+1)
	if before.kind == kDot || next.kind == kDot {
		return false
	}
	switch {
	case next.kind == kLine:
		return before.kind != kWord || p.classAt(i-1) != classEstimate
	case p.abbreviates(i):
		return false
	case next.kind == kNumber || next.kind == kSign:
		return before.kind == kWord && (before.end-before.start > 4 || before.upper && p.currencyAt(i-1) == 0) ||
			before.kind == kClose
	case !next.spaced:
		return next.kind == kWord && next.upper && before.kind == kWord && before.end-before.start >= 3 && !before.caps
	}
	return next.kind != kWord || next.upper
}

// abbreviates reports whether the point at token i belongs to the word or number before it.
func (p *parser) abbreviates(i int) bool {
	if p.at(i-1).kind == kNumber {
		return p.at(i+1).upper && p.ordinal(i-1) // "im 1. Lehrjahr"
	}
	if p.is(i-1, setPoint) {
		return p.off != "abbreviation" // "p. ex."
	}
	if p.initial(i-1) && p.initial(i+1) && p.at(i+2).kind == kDot {
		return p.off != "initials" // "i. H. v."
	}
	return p.at(i-1).kind == kWord && p.classAt(i-1) == classEstimate
}

// initial reports whether token i is one letter.
func (p *parser) initial(i int) bool {
	t := p.at(i)
	return t.kind == kWord && t.end-t.start == 1
}

// ordinal reports whether the number at token i counts in German: "im 1. Jahr".
func (p *parser) ordinal(i int) bool {
	if b := p.nums[p.at(i).num].bare; b < 1 || b > 31 || p.off == "ordinal" {
		return false
	}
	switch p.folded(i - 1) {
	case "im", "am", "zum", "dem", "der", "ab", "seit", "vom":
		return p.at(i-1).kind == kWord
	}
	return false
}

// hard reports whether token i ends a clause.
func (p *parser) hard(i int) bool {
	switch t := p.at(i); t.kind {
	case kLine, kPipe, kSemi:
		return true
	case kDot:
		return p.sentenceEnd(i)
	}
	return false
}

type hit struct {
	class    class
	at, dist int
	size     int // tokens of its phrase
	comma    bool
	amount   bool
}

// look reads the words round a figure.
func (p *parser) look(f *figure) around {
	a := around{count: far, pay: far, otherDist: far, payAfter: far, afterDist: far}
	p.lookBack(f, &a)
	p.lookOn(f, &a)
	return a
}

// reachWords is how many words before a figure may still name it.
const reachWords = 26

// reachTokens bounds the same walk where there are no words.
const reachTokens = 150

// reread is a rule that reads a word by what stands by it.
type reread struct {
	id   string
	when func(p *parser, i int, c class) bool
	to   class
}

// rereads are asked for every word of pay or of another thing before a figure.
var rereads = []reread{
	{"share-of-pay", func(p *parser, i int, c class) bool { return c.isPay() && p.shareOf(i) }, classBenefit},
	{
		"others-earn",
		func(p *parser, i int, c class) bool { return (c == classPay || c == classVerb) && p.theirs(i) },
		classOther,
	},
	{"averaged", func(p *parser, i int, c class) bool { return c.isPay() && p.averaged(i) }, classOther},
	{"own-fee", func(p *parser, i int, c class) bool { return c == classOther && p.ownFee(i) }, classPay},
}

// back walks from a figure to what stands before it and gathers the words that
// say something.
type back struct {
	hits          [reachWords + 2]hit
	n, dist, hard int
	comma, amount bool
	at            int // the token where the walk ended
}

func (b *back) add(h hit) {
	if b.n < len(b.hits) {
		b.hits[b.n] = h
		b.n++
	}
}

func (p *parser) lookBack(f *figure, a *around) {
	var b back
	p.walkBack(f, a, &b)
	hits := b.hits[:b.n]
	if b.hard > 0 { // nothing but a line break before the figure: the line above is its heading
		p.heading(f, a, &b)
		return
	}
	colon := p.at(f.first-1).kind == kColon
	for _, h := range hits {
		switch {
		case h.class == classVerb:
			a.verb = true
		case h.class == classOthers:
			a.others = true
		case h.class == classEstimate:
			if h.dist <= 1 && !p.payBetween(b.at+1, h.at) {
				a.estimate = a.pay == far
			}
		case h.class.isPay():
			a.named(h, colon)
		case h.class == classCount: // counts stand before what they count
			a.count = min(a.count, h.dist)
		case h.dist >= a.otherDist:
		case h.class == classOther && h.dist <= 8 || !h.amount && (!h.comma || !f.two):
			a.other, a.otherDist, a.otherEnd, a.otherComma = h.class, h.dist, h.dist-h.size+1, h.comma
		}
	}
	if a.other != none && a.pay < far && colon && a.otherDist < a.pay {
		a.listed = p.oneLabel(f.first-1, hits)
	}
	// The sentence or part before may speak of pay.
	for i, k := b.at, 0; i >= 0 && k < 14 && i > f.first-2*reachTokens; i-- {
		if p.toks[i].kind == kWord {
			k++
			if c := p.classAt(i); c.isPay() {
				a.earlier = true
				break
			}
		}
	}
}

// named takes in a word of pay before the figure.
func (a *around) named(h hit, colon bool) {
	if h.dist < a.pay {
		a.pay, a.payColon, a.payAcross = h.dist, colon, h.amount
	}
	if (a.kind == none || a.kind == classPay) && !h.amount || h.class == classBase && a.kind == classPay {
		a.kind = h.class
	}
}

// heading reads the line above a figure that begins its own.
func (p *parser) heading(f *figure, a *around, b *back) {
	hits := b.hits[:b.n]
	for _, h := range hits {
		a.others = a.others || h.class == classOthers
	}
	a.heading = b.n > 0 && b.dist <= 8 && p.headingPay(hits)
	if a.heading {
		a.kind = kindOf(hits)
		return
	}
	if b.n > 0 && hits[0].class.isOther() && b.dist <= 6 && p.at(f.first-2).kind == kColon {
		a.other, a.otherDist, a.otherEnd = hits[0].class, hits[0].dist, hits[0].dist
	}
	a.period = ""
}

// walkBack gathers what the words before the figure say, up to the end of its
// clause, or the line above where the figure begins one.
func (p *parser) walkBack(f *figure, a *around, b *back) {
	for b.at = f.first - 1; b.at >= 0 && b.dist < reachWords && b.at > f.first-reachTokens; b.at-- {
		i := b.at
		t := p.toks[i]
		if p.hard(i) {
			if t.kind != kLine || b.dist > 0 {
				if b.hard == 0 {
					return
				}
			}
			if b.hard++; b.hard > 2 || t.kind != kLine || b.hard > 1 {
				return
			}
			continue
		}
		switch t.kind {
		case kComma:
			b.comma = b.comma || !p.exampleAt(i+1)
		case kNumber, kSign:
			b.amount = b.amount || t.kind == kSign || p.amountAt(i)
			if c := p.classAt(i); c != none {
				b.add(hit{c, i, b.dist, 1, b.comma, b.amount})
			}
		case kWord:
			b.dist++
			p.wordBefore(f, a, b)
		}
	}
}

// wordBefore takes in the word at which the walk stands.
func (p *parser) wordBefore(f *figure, a *around, b *back) {
	i := b.at
	c, size := p.classLen(i)
	for k := range rereads {
		if r := &rereads[k]; c != none && r.id != p.off && r.when(p, i, c) {
			c = r.to
			break
		}
	}
	if c != none {
		for b.n > 0 && b.hits[b.n-1].at < i+size {
			b.n--
		}
		if i+size > f.first {
			return
		}
		b.add(hit{c, i, b.dist, size, b.comma, b.amount})
	}
	if per := p.periodAt(i); per != "" && a.period == "" && !b.amount && !c.isOther() {
		a.period = per
	}
}

// shareOf reports whether the word of pay at token i is only a measure of something
// else: "60% of salary", "2x salary", "4 times annual salary".
func (p *parser) shareOf(i int) bool {
	if p.off != "share-is-behind" && p.ideographic(p.at(i)) { // "상여 200% 시급 10,000원": there it is 시급의 20%
		return false
	}
	i--
	if t := p.at(i); t.kind == kWord {
		if p.is(i, setShare) {
			i--
			if w := p.at(i); w.kind == kWord && p.text[w.start:w.end] == "of" {
				i--
			}
		}
	}
	t := p.at(i)
	if t.kind == kWord && p.at(i-1).kind == kNumber {
		w := p.text[t.start:t.end]
		return w == "x" || w == "times"
	}
	return t.kind == kPercent
}

// payBetween reports whether a word of pay stands from token i up to j.
func (p *parser) payBetween(i, j int) bool {
	for ; i < j; i++ {
		if p.classAt(i).isPay() {
			return true
		}
	}
	return false
}

func (p *parser) headingPay(hits []hit) bool {
	for _, h := range hits {
		if h.class.isOther() && h.class != classBenefit {
			return false
		}
	}
	for _, h := range hits {
		if h.class.isPay() {
			return true
		}
	}
	return false
}

func kindOf(hits []hit) class {
	k := none
	for _, h := range hits {
		if h.class.isPay() && (k == none || k == classPay) {
			k = h.class
		}
	}
	return k
}

// oneLabel reports whether the words before the colon are one label with pay in
// it: "Salary + equity:", "Pay (base, bonus):".
func (p *parser) oneLabel(colon int, hits []hit) bool {
	nearest := hits[0]
	for _, h := range hits {
		if !h.class.isPay() {
			continue
		}
		for i := h.at; i < nearest.at; i++ {
			switch t := p.at(i); t.kind {
			case kPlus, kSlash, kComma, kOpen:
				return true
			case kOther:
				if p.text[t.start] == '&' {
					return true
				}
			case kWord:
				if w := p.text[t.start:t.end]; w == "and" || w == "und" || w == "et" || w == "y" || w == "plus" ||
					w == "incl" ||
					w == "including" ||
					w == "excluding" {
					return true
				}
			}
		}
		return false
	}
	return false
}

// amountAt reports whether the number at token i is money.
func (p *parser) amountAt(i int) bool {
	if k := p.toks[i].amount; k > 0 {
		a := &p.amounts[k-1]
		return a.bad == "" && (a.cur != 0 || a.mult > 0)
	}
	return false
}
