package pay

// step is a place on a scale of pay that a word names.
type step uint8

const (
	stepNone step = iota
	stepMin
	stepMid
	stepMax
)

// stepAt returns the step that the word at token i names.
func (p *parser) stepAt(i int) step {
	t := p.at(i)
	if t.kind != kWord || t.end-t.start < 3 {
		return stepNone
	}
	switch s := p.d.info[t.id].sets; {
	case s&setLowest != 0:
		return stepMin
	case s&setMiddle != 0:
		return stepMid
	case s&setHighest != 0:
		return stepMax
	}
	return stepNone
}

// scaleWords is how many tokens may stand between a step and its amount.
const scaleWords = 4

// scale joins amounts that words set on a scale, two or three of them, into one
// range: "Minimum $96,400 / Midpoint $120,500 / Maximum $144,600". It returns
// how many amounts it took, or 0.
func (p *parser) scale(i int) (figure, int) {
	for _, label := range []func(amount) (step, int){p.stepBefore, p.stepAfter} {
		var steps [3]step
		n, first, last := 0, 0, 0
		for ; n < len(steps) && i+n < len(p.amounts); n++ {
			a := p.amounts[i+n]
			s, at := label(a)
			if s == stepNone || n == 0 && s != stepMin || n > 0 && s <= steps[n-1] || a.bad != "" {
				break
			}
			if steps[n] = s; n == 0 {
				first = min(at, a.first)
			}
			last = max(at, a.last)
		}
		if n > 1 && steps[n-1] == stepMax {
			return p.scaled(i, n, first, last)
		}
	}
	if n := p.stepsAbove(p.amounts[i].first); n > 1 && p.row(i, n) {
		return p.scaled(i, n, p.amounts[i].first, p.amounts[i+n-1].last)
	}
	return figure{}, 0
}

// scaled makes the range of n amounts when their sizes rise.
func (p *parser) scaled(i, n, first, last int) (figure, int) {
	a, b := p.amounts[i], p.amounts[i+n-1]
	cur := a.cur
	for j := i; j < i+n-1; j++ {
		x, y := p.amounts[j], p.amounts[j+1]
		if cur == 0 || cur < 0 && y.cur > 0 {
			cur = y.cur
		}
		if y.first-x.last > 2*scaleWords+2 || x.value > y.value || x.mult != y.mult ||
			x.cur > 0 && y.cur > 0 && x.cur != y.cur {
			return figure{}, 0
		}
	}
	k := max(a.mult, 1)
	f := figure{
		first:  first,
		last:   last,
		a:      a,
		two:    true,
		min:    a.value * k,
		max:    b.value * k,
		cur:    cur,
		period: b.period,
		tax:    b.tax,
		k:      a.mult > 0,
	}
	if f.min <= 0 || f.max > 25*f.min {
		return figure{}, 0
	}
	if f.period == "" {
		f.period = a.period
	}
	f.bare = !f.k && f.cur == 0
	f.rules = append(f.rules, "range", "scale")
	return f, n
}

// stepBefore finds the step that stands before an amount: "min base pay: $90k".
func (p *parser) stepBefore(a amount) (step, int) {
	for i, n := a.first-1, 0; n < scaleWords; i, n = i-1, n+1 {
		if s := p.stepAt(i); s != stepNone {
			return s, i
		}
		switch t := p.at(i); {
		case t.kind == kColon, t.kind == kDash, t.kind == kOpen, t.kind == kOther, t.kind == kWord && p.filler(i):
		case (t.kind == kSlash || p.unitAt(i) != "") && p.off != "time-of-step": // "Minimum/yr: $90,000"
		default:
			return stepNone, 0
		}
	}
	return stepNone, 0
}

// stepAfter finds the step that stands right after an amount: "$90k (min)".
func (p *parser) stepAfter(a amount) (step, int) {
	i := a.last + 1
	if p.at(i).kind == kOpen {
		i++
	}
	return p.stepAt(i), i
}

// filler tells the words that may stand between a step and its amount.
func (p *parser) filler(i int) bool {
	return p.is(i, setFiller) || p.classAt(i).isPay()
}

// stepsAbove counts the steps of a table's head that ends before token i:
// "Min | Mid | Max".
func (p *parser) stepsAbove(i int) int {
	n, later := 0, step(stepMax+1)
	for i--; n < 3; i-- {
		switch t := p.at(i); {
		case t.kind == kLine,
			t.kind == kPipe,
			t.kind == kSlash,
			t.kind == kDash,
			t.kind == kColon,
			t.kind == kWord && p.stepAt(i) == stepNone && p.filler(i):
			if i < 0 {
				return 0
			}
			continue
		}
		s := p.stepAt(i)
		if s == stepNone || s >= later || n == 0 && s != stepMax {
			return 0
		}
		n, later = n+1, s
		if s == stepMin {
			return n
		}
	}
	return 0
}

// row reports whether nothing but marks stands between n amounts from the ith.
func (p *parser) row(i, n int) bool {
	if i+n > len(p.amounts) {
		return false
	}
	for k := i; k < i+n; k++ {
		if p.amounts[k].bad != "" {
			return false
		}
		if k > i {
			for j := p.amounts[k-1].last + 1; j < p.amounts[k].first; j++ {
				if t := p.toks[j].kind; t != kPipe && t != kSlash && t != kLine && t != kDash {
					return false
				}
			}
		}
	}
	return true
}
