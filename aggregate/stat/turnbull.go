package stat

import (
	"cmp"
	"math"
	"slices"
)

// Within is what is known of a value: that it lies from Low to High, both
// included. High may be +Inf.
type Within struct{ Low, High float64 }

// Mass is the probability that Turnbull puts on values from Low to High.
type Mass struct{ Low, High, P float64 }

// Turnbull returns the non-parametric maximum-likelihood estimate of the
// distribution of values known to lie within intervals (Turnbull 1976, JRSS B
// 38), by self-consistency: masses in ascending order over the innermost
// intervals, summing to 1. Of exact values it is the empirical distribution.
// Iteration ends when no mass moves by 1e-7, or after 2,000 steps.
func Turnbull(xs []Within) []Mass {
	cells := innermost(xs)
	if len(cells) == 0 {
		return nil
	}
	// from and to are the cells that lie inside each interval: they are
	// neighbours, so the sums are differences of running sums.
	type span struct{ from, to, n int }
	spans := make([]span, 0, len(xs))
	for _, x := range xs {
		from, _ := slices.BinarySearchFunc(cells, x.Low, func(m Mass, v float64) int { return cmp.Compare(m.Low, v) })
		to, _ := slices.BinarySearchFunc(cells, x.High, func(m Mass, v float64) int {
			if m.High <= v {
				return -1
			}
			return 1
		})
		spans = append(spans, span{from, to, 1})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	kept := spans[:0]
	for _, s := range spans {
		if n := len(kept); n > 0 && kept[n-1].from == s.from && kept[n-1].to == s.to {
			kept[n-1].n++
			continue
		}
		kept = append(kept, s)
	}
	for i := range cells {
		cells[i].P = 1 / float64(len(cells))
	}
	sum := make([]float64, len(cells)+1)
	share := make([]float64, len(cells)+1)
	n := float64(len(xs))
	for range 2000 {
		for i, c := range cells {
			sum[i+1] = sum[i] + c.P
		}
		clear(share)
		for _, s := range kept {
			w := float64(s.n) / max(sum[s.to]-sum[s.from], 1e-300)
			share[s.from] += w
			share[s.to] -= w
		}
		var weight, moved float64
		for i := range cells {
			weight += share[i]
			p := cells[i].P * max(weight, 0) / n
			moved = max(moved, math.Abs(p-cells[i].P))
			cells[i].P = p
		}
		if moved < 1e-7 {
			break
		}
	}
	return cells
}

// innermost returns the intervals that begin at a lower end and end at an
// upper one without another end between: only they can have mass.
func innermost(xs []Within) []Mass {
	type end struct {
		at    float64
		upper bool
	}
	ends := make([]end, 0, 2*len(xs))
	for _, x := range xs {
		ends = append(ends, end{x.Low, false}, end{x.High, true})
	}
	// At one value lower ends go first: intervals are closed.
	slices.SortFunc(ends, func(a, b end) int {
		if c := cmp.Compare(a.at, b.at); c != 0 {
			return c
		}
		switch {
		case a.upper == b.upper:
			return 0
		case a.upper:
			return 1
		}
		return -1
	})
	var out []Mass
	for i := 1; i < len(ends); i++ {
		if !ends[i-1].upper && ends[i].upper {
			out = append(out, Mass{Low: ends[i-1].at, High: ends[i].at})
		}
	}
	return out
}

// MassMedian is the median of such a distribution: the value at which the
// running mass reaches one half, a mass lying evenly over its interval. NaN
// where that falls into an interval without an end.
func MassMedian(ms []Mass) float64 {
	var below float64
	for _, m := range ms {
		if below+m.P >= 0.5-1e-9 && m.P > 0 {
			switch {
			case math.IsInf(m.High, 1):
				return math.NaN()
			case below+m.P <= 0.5+1e-9:
				return m.High
			}
			return m.Low + (m.High-m.Low)*min(max((0.5-below)/m.P, 0), 1)
		}
		below += m.P
	}
	return math.NaN()
}
