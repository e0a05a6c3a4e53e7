package figure

import (
	"cmp"
	"slices"

	"backpay/aggregate"
)

// The statistics of what the place of a median takes of it and leaves, which
// package city computes; amounts are of a year, in the median's currency. Those that follow from pay carry the interval of
// the median before tax, each end led the same way; those of a table carry
// none.
const (
	FederalTax = "federal_tax"
	PayrollTax = "payroll_tax" // social security and Medicare
	StateTax   = "state_tax"
	AfterTax   = "after_tax"
	RentMonth  = "rent_month"  // of a month
	Rent       = "rent"        // twelve times that
	AskingRent = "asking_rent" // of a month, of another publisher; counted in nothing else
	PriceLevel = "price_level" // in percent of the country's
	Left       = "left"        // after tax and rent
)

// LeftMinus begins the statistic of a difference between what two places leave
// ("left_minus:35620"). The row is about the place that leaves more.
const LeftMinus = "left_minus:"

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
		left := opt.Left(m)
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
	for i, a := range places {
		for _, b := range places[i+1:] {
			f := c.minus(a.median, b.median, a.draws, b.draws, opt.Resamples)
			f.Measure, f.Statistic = aggregate.MeasureCity, LeftMinus+c.name(b.median)
			out = append(out, f)
		}
	}
	return out
}
