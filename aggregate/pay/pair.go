package pay

// pair is two amounts in a row that may be the ends of one range.
type pair struct {
	a, b   *amount
	lo, hi float64 // with multipliers, which one end may lend the other
	k      bool
}

// pairRule is a reason why two amounts are no range.
type pairRule struct {
	id   string
	when func(p *parser, x *pair) bool
}

// pairRules are asked in order; any of them parts the two.
var pairRules = []pairRule{
	{
		"bad-end",
		func(_ *parser, x *pair) bool { // a date or a version is no end; what looks like a year or a name may be
			return x.a.bad != "" && x.a.bad != "a year" && x.a.bad != partOfName || x.b.bad != "" && x.b.bad != "a year"
		},
	},
	{"name-end", func(p *parser, x *pair) bool { // "B100 - 200"
		return x.a.bad == partOfName &&
			!(p.at(x.a.last+1).kind == kDash && x.a.mult == 0 && x.a.cur == 0 && x.a.value >= 1000)
	}},
	{"apart", func(p *parser, x *pair) bool { return !p.connected(x.a, x.b) }},
	{"two-currencies", func(_ *parser, x *pair) bool { return x.a.cur > 0 && x.b.cur > 0 && x.a.cur != x.b.cur }},
	{"level-number", func(_ *parser, x *pair) bool { // "Level 6 - $81,222"
		return x.a.cur == 0 && x.b.curLeft && !x.a.grouped && x.a.mult == 0 && x.a.value < 1000 && x.b.mult == 0
	}},
	{"counted-end", func(p *parser, x *pair) bool { // "$50 - 10 days"
		return x.a.cur != 0 && x.b.cur == 0 && x.b.mult == 0 && x.b.period == "" && p.counts(x.b.last+1)
	}},
	{"too-wide", func(_ *parser, x *pair) bool { return x.lo <= 0 || x.hi <= 0 || x.hi > 25*x.lo || x.lo > 4*x.hi }},
	{"two-years", func(_ *parser, x *pair) bool { return x.a.yearLike() && x.b.yearLike() }}, // 2021-2024
}

func (a *amount) yearLike() bool { return a.bare >= 1900 && a.bare <= 2100 && a.cur == 0 }

const partOfName = "part of a name"

// join makes a range of two amounts when what stands between them says so and
// their sizes agree.
func (p *parser) join(a, b amount) (figure, bool) {
	p.hand.ends = [2]amount{a, b}
	x := &p.hand.pair
	*x = pair{a: &p.hand.ends[0], b: &p.hand.ends[1]}
	x.scale(p.off)
	for i := range pairRules {
		if r := &pairRules[i]; r.id != p.off && r.when(p, x) {
			return figure{}, false
		}
	}
	f := figure{
		first: a.first, last: b.last, a: a, two: true, min: min(x.lo, x.hi), max: max(x.lo, x.hi),
		cur: b.cur, period: b.period, tax: b.tax, k: x.k,
	}
	if f.cur == 0 || f.cur < 0 && a.cur > 0 {
		f.cur = a.cur
	}
	if f.period == "" {
		f.period = a.period
	}
	if f.tax == "" {
		f.tax = a.tax
	}
	f.bare = !x.k && f.cur == 0
	f.a.plus, f.a.unknownUnit = b.plus, b.unknownUnit
	if f.a.mult == 0 {
		f.a.mult = b.mult // "10-15 LPA"
	}
	f.rules = append(f.rules, "range")
	if x.lo > x.hi {
		f.rules = append(f.rules, "reversed")
	}
	return f, true
}

// scale multiplies the ends. A multiplier after the second is often meant for
// both: 95-120k, 25-30,000.
func (x *pair) scale(off string) {
	a, b := x.a, x.b
	x.lo, x.hi = a.value, b.value
	switch {
	case a.mult > 0 && b.mult > 0:
		x.lo, x.hi, x.k = x.lo*a.mult, x.hi*b.mult, true
	case b.mult > 0:
		x.hi, x.k = x.hi*b.mult, true
		if x.lo < shares(b.mult, off) && (x.lo <= b.value || x.lo*b.mult <= 3*x.hi) && x.lo*b.mult*30 > x.hi {
			x.lo *= b.mult
		}
	case a.mult > 0:
		x.lo, x.k = x.lo*a.mult, true
		if x.hi < 1000 {
			x.hi *= a.mult
		}
	case a.decade || b.decade:
		if x.lo < 1000 && x.hi < 1000 {
			x.lo, x.hi, x.k = x.lo*1000, x.hi*1000, true
		}
	case x.lo < 1000 && x.hi >= 10000 && x.lo*1000 <= x.hi*1.5 && x.lo*1000*20 >= x.hi && a.decimals != 1:
		x.lo *= 1000
	}
}

// shares is below what a number may share the multiplier that stands behind the second
// end: "95-120k", and "4000~5000万" where one counts by ten thousands.
func shares(mult float64, off string) float64 {
	if (mult == 1e4 || mult == 1e8) && off != "shared-myriads" {
		return 1e4
	}
	return 1000
}

// counts reports whether the word at i is a thing or a time that a number counts.
func (p *parser) counts(i int) bool {
	t := p.at(i)
	return t.kind == kWord && (p.d.info[t.id].unit != "" && t.end-t.start > 1 || p.classAt(i) == classCount)
}

// gap is what stands between two amounts.
type gap struct {
	ids                    [6]int32 // of the words
	n                      int      // how many words
	dashes, lines, slashes int
}

// connected reports whether the tokens between two amounts join them.
func (p *parser) connected(a, b *amount) bool {
	from, to := a.last+1, b.first
	from = p.pastBracket(from, to)
	if c, n := p.classLen(from); (c == classOTE || c == classBase || c == classTotal) && p.classAt(b.last+1) == c &&
		p.off != "kind-at-both-ends" {
		from += n // "$120,000 OTE - $160,000 OTE"
	}
	if w := p.at(
		to - 1,
	); to > from && a.cur > 0 && b.cur < 0 && w.kind == kWord && w.caps &&
		p.signOf(w, b.first) == a.cur {
		to-- // "CA$ 140,000 to CA $190,000"
	}
	if to < from || to-from > 7 {
		return false
	}
	if to == from && from == a.last+1 { // "$88,000.- $104,000": the dash stands for no cents elsewhere
		return a.curLeft && b.curLeft && a.last == a.num && p.text[p.toks[a.num].end-1] == '-'
	}
	var g gap
	for i := from; i < to; i++ {
		if !p.bridges(i, &g) {
			return false
		}
	}
	return p.joins(a, b, &g, from)
}

// joins reports whether what stands between two amounts, from token from on,
// makes a range of them.
func (p *parser) joins(a, b *amount, g *gap, from int) bool {
	switch {
	case g.lines > 2 || g.lines > 0 && g.dashes == 0 && g.n == 0 || g.lines == 2 && g.n > 0:
		return false
	case g.n == 0 && g.slashes == 1 && g.dashes == 0: // "$90k/110k"
		r := a.value / b.value
		return ((a.cur != 0 || b.cur != 0) && a.grouped == b.grouped || b.mult > 0) && r > 0.5 && r <= 1
	case g.slashes > 0:
		return false
	case g.n == 0:
		return g.dashes > 0 && !(p.at(from).kind == kPlus && p.at(from).spaced)
	}
	k := key(g.ids[:g.n])
	if p.d.joinTo[k] {
		return true
	}
	before := a.first - 1
	if p.at(before).kind == kColon { // Min: 88,000 Max: 112,000
		before--
	}
	return p.d.joinAnd[k] && p.hasBefore(p.d.between, before)
}

// pastBracket passes a bracket without a number that stands between two
// amounts: "between $110,000 [lowest market] to $180,000".
func (p *parser) pastBracket(from, to int) int {
	if p.at(from).kind != kOpen {
		return from
	}
	for i := from + 1; i < to && i < from+14; i++ {
		switch p.at(i).kind {
		case kNumber, kSign, kOpen, kLine:
			return from
		case kClose:
			return i + 1
		}
	}
	return from
}

// signOf is the currency of a word and the sign at token i together, as CA $.
func (p *parser) signOf(w token, i int) int32 {
	in := p.d.lookup(p.text[w.start:w.end] + p.text[p.at(i).start:p.at(i).end])
	if in == nil {
		return 0
	}
	return in.cur
}

// bridges adds token i to what stands between two amounts. It reports whether
// the token may stand there at all.
func (p *parser) bridges(i int, g *gap) bool {
	t, next := p.at(i), p.at(i+1)
	switch t.kind {
	case kDash:
		g.dashes++
		return g.lines != 1 || next.kind == kLine // else the bullet of the next item
	case kMore:
		return g.dashes > 0
	case kLine:
		g.lines++
	case kPlus:
	case kSlash:
		if a, b := p.at(i-1), next; a.kind == kWord && b.kind == kWord && a.end-a.start == 1 && b.end-b.start == 1 { // s/d
			return true
		}
		g.slashes++
	case kDot:
		if next.kind == kDot || p.at(i-1).kind == kDot {
			g.dashes++
		} else if t.spaced || next.kind == kNumber {
			return false
		}
	case kComma:
		return next.kind == kWord || next.kind == kDash
	case kColon:
		return g.n > 0
	case kWord:
		if g.n == len(g.ids) || t.id == 0 {
			return false
		}
		g.ids[g.n] = t.id
		g.n++
	default:
		return false
	}
	return true
}
