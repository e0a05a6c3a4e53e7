package edition

import (
	"cmp"
	"slices"

	"backpay/aggregate"
)

// leftDifferences are those between what every two places leave of their
// medians, each with an interval from the same draws as that of the medians:
// what is left is a function of the median, so a draw of the one is a draw of
// the other.
func (c contrast) leftDifferences(draws [][]float64, opt Options) (out []aggregate.Figure) {
	type place struct {
		median aggregate.Figure
		draws  []float64
	}
	var places []place
	for i, m := range c.members {
		if m.Place == "" || workplaces[m.Place] {
			continue
		}
		left := opt.left(m)
		if left == nil {
			continue
		}
		p := place{m, make([]float64, len(draws[i]))}
		p.median.Value = left(m.Value)
		for k, v := range draws[i] {
			p.draws[k] = left(v) // what is no number stays none
		}
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(b.median.Value, a.median.Value), cmp.Compare(a.median.Place, b.median.Place))
	})
	var pairs []compared
	for i, a := range places {
		for _, b := range places[i+1:] {
			pairs = append(pairs, compared{fa: a.median, fb: b.median, da: a.draws, db: b.draws})
		}
	}
	for i, f := range c.together(pairs, opt.Resamples) {
		f.Measure, f.Statistic = aggregate.MeasureCity, aggregate.LeftMinus+c.name(pairs[i].fb)
		out = append(out, f)
	}
	return out
}
