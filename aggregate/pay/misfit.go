package pay

// misfit is a reason why a number can't be money whatever stands round it.
type misfit struct {
	id, why string
	when    func(p *parser, a *amount) bool
}

const perPiece = "a price for something else than time"

// misfits are asked in order; the first that applies decides.
var misfits = []misfit{
	{"percent", "a percentage", func(p *parser, a *amount) bool {
		return p.at(a.last+1).kind == kPercent || p.at(a.num+1).kind == kPercent
	}},
	{"millions", "millions", func(p *parser, a *amount) bool {
		return a.mult >= 1e6 && !p.smallUnit(a) && a.mult != 1e7 &&
			!(a.period == "year" && p.usd(a) < 1e6) && // R1.1m per annum
			!(a.mult == 1e6 && (p.afterThousands(a) || p.fewMillions(a)))
	}},
	{"401k", "401(k)", func(p *parser, a *amount) bool {
		k := p.at(a.num + 1)
		return (a.bare == 401 || a.bare == 403 || a.bare == 457) && a.cur == 0 && !k.spaced &&
			(k.kind == kWord || k.kind == kOpen)
	}},
	{
		"calendar-year",
		"a year",
		func(_ *parser, a *amount) bool { return a.naked() && a.bare >= 1900 && a.bare <= 2100 },
	},
	{"duration", "a time", func(p *parser, a *amount) bool { // 5 years
		w := p.at(a.last + 1)
		return a.naked() && w.kind == kWord && a.last == a.num && p.d.info[w.id].unit != "" && w.end-w.start > 1
	}},
	{"glued", partOfName, func(p *parser, a *amount) bool { // 1000px
		w := p.at(a.last + 1)
		return a.cur == 0 && a.mult == 0 && w.kind == kWord && !w.spaced && !w.upper && a.last == a.num &&
			!p.d.joinTo[key([]int32{w.id})] // 12000到18000
	}},
	{"piece", perPiece, func(p *parser, a *amount) bool { return a.period == "" && p.perThing(a.last+1) }},
}

// naked reports whether the number has no currency, multiplier or period.
func (a *amount) naked() bool { return a.cur == 0 && a.mult == 0 && a.period == "" }

// misfit says why a number can't be money, or "".
func (p *parser) misfit(a *amount) string {
	for i := range misfits {
		if m := &misfits[i]; m.id != p.off && m.when(p, a) {
			return m.why
		}
	}
	return ""
}

// afterThousands reports whether the amount is the upper end of a range whose lower one
// counts thousands: "$600k - $1.2m".
func (p *parser) afterThousands(a *amount) bool {
	b := p.lowerEnd(a)
	if b == nil || b.mult != 1000 {
		return false
	}
	up := a.value * a.mult / (b.value * b.mult)
	return up > 1 && up <= 5
}

// lowerEnd is the amount that a dash sets before this one, or nil.
func (p *parser) lowerEnd(a *amount) *amount {
	if len(p.amounts) == 0 || p.at(a.first-1).kind != kDash {
		return nil
	}
	if b := &p.amounts[len(p.amounts)-1]; b.last+2 == a.first {
		return b
	}
	return nil
}

// fewMillions reports whether a million or some are a year's pay in the amount's
// currency, of which a dollar buys ten or more: "NT$ 1.5M", "NT$ 1.5 - 2M".
func (p *parser) fewMillions(a *amount) bool {
	cur := a.cur
	if b := p.lowerEnd(a); cur == 0 && b != nil {
		cur = b.cur
	}
	if code := Currency(p.land()); cur == 0 && code != "" {
		cur = p.d.byCode[code]
	}
	if cur <= 0 {
		return false
	}
	perUSD := p.d.money[cur-1].perUSD
	return perUSD >= 10 && a.value*a.mult/perUSD < 2e5
}
