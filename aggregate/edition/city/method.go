package city

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/reference"
)

// Method says in sentences what the figures among all rest on: whose tax, rent
// and prices, and of when. It is "" without such figures.
func (b Books) Method(all []aggregate.Figure) string {
	states, local, percentiles, rents, prices := set{}, set{}, set{}, set{}, set{}
	federal, parts := "", false
	for _, f := range all {
		if f.Measure != aggregate.MeasureCity {
			continue
		}
		switch f.Statistic {
		case aggregate.AfterTax:
			t, _ := b.Tax(f.Place, f.Value)
			federal = t.Federal.Year
			states.add(t.State.Year)
			local.add(reference.LocalTax("US-" + b.states(f.Place)[0]))
		case aggregate.Rent:
			r, _ := b.Set.Rent(f.Place, bedrooms)
			rents.add(r.Year)
			percentiles.add(fmt.Sprintf("%dth", r.Percentile))
			parts = parts || len(r.Parts) > 1
		case aggregate.PriceLevel:
			v, _ := b.Set.PriceParity(f.Place, "all")
			prices.add(v.Date)
		}
	}
	var out []string
	if federal != "" {
		s := fmt.Sprintf(
			"Tax is that of a single filer with the standard deduction, taken of the median: federal income tax "+
				"and payroll tax (social security, Medicare) of %s, "+
				"and income tax of the state in which the area’s principal town lies, by brackets of %s.",
			federal,
			states.list(),
		)
		if states[stale] {
			s += " Those are the newest held, and some of them are really of the year before."
		}
		not := append(slices.Sorted(maps.Keys(local)), "other deductions", "credits", "state insurance")
		if len(local) > 0 {
			not[0] = "the tax of " + not[0]
		}
		out = append(out, s+" Not counted: "+strings.Join(not, ", ")+".")
	}
	if len(rents) > 0 {
		s := fmt.Sprintf(
			"Rent is twelve months of HUD’s Fair Market Rent of a one-bedroom home, fiscal year %s: the %s "+
				"percentile of homes rented lately, with utilities, which is no median",
			rents.list(),
			percentiles.list(),
		)
		if parts {
			s += "; of an area for whose parts there are rents, the mean of them by their people"
		}
		out = append(out, s+".")
	}
	if len(prices) > 0 {
		out = append(
			out,
			fmt.Sprintf(
				"Prices are regional price parities of the Bureau of Economic Analysis, %s, all items with rents; "+
					"they are in nothing else.",
				prices.list(),
			),
		)
	}
	if len(out) > 0 {
		out = append(out, "Each is of its own year: nothing is carried forward.")
	}
	return strings.Join(out, " ")
}

// stale is the year of the states' brackets that are built in. Their file says
// that it gives some states those of the year before.
const stale = "2020"

// set is a set of words.
type set map[string]bool

func (s set) add(word string) {
	if word != "" {
		s[word] = true
	}
}

func (s set) list() string { return strings.Join(slices.Sorted(maps.Keys(s)), ", ") }
