package pay

import "strings"

// near enough to a figure that is pay for a list of figures: bytes.
const listReach = 60

// choose settles what the figures of the text mean together.
func (p *parser) choose() ([]Range, []Rejected) {
	p.vouch()
	p.drop()
	var out []Range
	var rejected []Rejected
	for i := range p.figures {
		f := &p.figures[i]
		if !f.accepted {
			if p.explain {
				rejected = append(rejected, Rejected{
					Quote: p.text[f.start:f.end], Start: f.start, End: f.end, Reason: f.reason, Rule: f.decided,
				})
			}
			continue
		}
		r := Range{
			Min:        f.min,
			Max:        f.max,
			Currency:   f.code,
			Period:     f.period,
			Kind:       f.kind,
			Tax:        f.tax,
			Contract:   f.contract,
			Payments:   f.payments,
			Quote:      p.text[f.start:f.end],
			Start:      f.start,
			End:        f.end,
			Rules:      f.rules,
			Confidence: f.confidence,
		}
		if p.explain {
			r.Facts = facts(f.features)
		}
		switch f.bound {
		case boundFrom:
			r.Max = 0
			r.Rules = append(r.Rules, "from")
		case boundUpTo:
			r.Min = 0
			r.Rules = append(r.Rules, "up-to")
		}
		out = append(out, r)
	}
	return out, rejected
}

// vouch accepts figures that lack a word of pay but stand in a list with one
// that is pay, of the same currency and size: "$13.00 ... $14.00 bilingual".
func (p *parser) vouch() {
	for i := range p.figures {
		f := &p.figures[i]
		if f.accepted || !f.listed {
			continue
		}
		for _, j := range []int{i - 1, i + 1} {
			if j < 0 || j >= len(p.figures) {
				continue
			}
			g := &p.figures[j]
			gap := f.start - g.end
			if j > i {
				gap = g.start - f.end
			}
			if g.accepted && g.cur == f.cur && gap <= listReach && f.max <= 2*g.max && g.min <= 2*f.min {
				f.accepted, f.reason, f.kind, f.period = true, "", g.kind, g.period
				f.rules = append(f.rules, "list")
				f.features = append([]string{"beside pay"}, g.features...)
				f.confidence = confidence(f.features)
				break
			}
		}
	}
}

// repeat is a reason why a figure that is pay is left out beside another one.
type repeat struct {
	id, why string
	when    func(p *parser, f, g *figure) bool // f goes because of g
}

// repeats are asked for every two figures of one currency that are pay.
var repeats = []repeat{
	{"said-before", "said before", func(_ *parser, f, g *figure) bool {
		return g.min == f.min && g.max == f.max && g.bound == f.bound &&
			(g.start < f.start && g.period == f.period || f.period == "" && g.period != "")
	}},
	{"end-of-range", "an end of a range that is stated", func(_ *parser, f, g *figure) bool {
		return !f.two && g.two && g.period == f.period &&
			(f.max == g.max && f.bound != boundFrom || f.min == g.min && f.bound != boundUpTo)
	}},
	{"mid-point", "the middle of a range that is stated", func(_ *parser, f, g *figure) bool {
		return f.middle && g.two && g.min <= f.min && f.max <= g.max
	}},
	{"other-period", "the same pay in another period", func(p *parser, f, g *figure) bool {
		return f.period != g.period && (g.period == "year" || g.start < f.start && f.period != "year") &&
			samePay(f, g) &&
			!p.otherTerms(f, g)
	}},
}

// drop rejects on-target and total pay beside base pay, repeats, and the same
// pay in another period: the year stays, else what stands first.
func (p *parser) drop() {
	base := false
	for i := range p.figures {
		base = base || p.figures[i].accepted && p.figures[i].kind == "base"
	}
	for i := range p.figures {
		f := &p.figures[i]
		if !f.accepted {
			continue
		}
		if base && f.kind != "base" && p.off != "base-first" {
			f.accepted, f.reason = false, "on-target or total pay beside base pay"
			continue
		}
		if why := p.repeated(i); why != "" {
			f.accepted, f.reason = false, why
		}
	}
}

// repeated says beside which other figure the ith is left out, or "".
func (p *parser) repeated(i int) string {
	f := &p.figures[i]
	for j := range p.figures {
		g := &p.figures[j]
		if j == i || !g.accepted || g.code != f.code {
			continue
		}
		for k := range repeats {
			if r := &repeats[k]; r.id != p.off && r.when(p, f, g) {
				return r.why
			}
		}
	}
	return ""
}

// otherTerms reports whether two figures are offered for two kinds of contract:
// "$60/hr on W2, or $125,000 as an employee".
func (p *parser) otherTerms(f, g *figure) bool {
	if f.start > g.start {
		f, g = g, f
	}
	if f.end > g.start || g.start-f.end > 2*listReach {
		return false
	}
	between := strings.ToLower(p.text[f.end:g.start])
	if !strings.Contains(between, "or ") {
		return false
	}
	for _, w := range []string{"w2", "w-2", "c2c", "1099", "contract", "freelance", "employee", "permanent"} {
		if strings.Contains(between, w) {
			return true
		}
	}
	return false
}

// samePay reports whether two figures state one pay in two periods.
func samePay(f, g *figure) bool {
	if f.two != g.two {
		return false
	}
	year := func(f *figure) (float64, float64) {
		_, k, _ := Annual(1, f.period, "")
		return f.min * k, f.max * k
	}
	a, b := year(f)
	c, d := year(g)
	close := func(x, y float64) bool { return x > 0 && y > 0 && x/y > 0.93 && x/y < 1.07 }
	return close(a, c) && close(b, d)
}
