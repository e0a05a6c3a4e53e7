package city

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/reference"
)

// bedrooms is the size of the home whose rent is counted: a single filer's.
const bedrooms = 1

// Books are what the figures are worked out with.
type Books struct {
	Set *reference.Set
	// Year is the year of tax: of its brackets, or the newest before it.
	Year int
	// Title is the title of a metropolitan area by its CBSA code,
	// "Boston-Cambridge-Newton, MA-NH", or "".
	Title func(metro string) string
}

// Tax is what is taken of a year's pay of a single filer.
type Tax struct {
	Federal, Payroll, State reference.Tax
}

// Sum is all of it, in US dollars: the sum of what is printed, to the cent.
func (t Tax) Sum() float64 {
	return cents(t.Federal.Amount) + cents(t.Payroll.Amount) + cents(t.State.Amount)
}

// Tax returns the tax on a year's pay in US dollars in a metropolitan area, by
// its CBSA code: that of the state which its title names first, where its
// principal town lies. ok is false where brackets are missing.
func (b Books) Tax(metro string, pay float64) (t Tax, ok bool) {
	states := b.states(metro)
	if len(states) == 0 {
		return t, false
	}
	var of [3]bool
	t.Federal, of[0] = b.Set.IncomeTax("US", pay, b.Year)
	t.Payroll, of[1] = b.Set.PayrollTax(pay, b.Year)
	t.State, of[2] = b.Set.IncomeTax("US-"+states[0], pay, b.Year)
	return t, of[0] && of[1] && of[2]
}

// states are those that an area's title names, the principal one first.
func (b Books) states(metro string) []string {
	_, states, ok := strings.Cut(b.Title(metro), ", ")
	if !ok {
		return nil
	}
	return strings.Split(states, "-")
}

// Left returns what a year's pay leaves after tax and rent where a median is
// of, or nil where a table lacks the place. Tables are of the United States
// and in its dollars.
func (b Books) Left(median aggregate.Figure) func(pay float64) float64 {
	if median.Country != "US" || median.Unit != "USD" {
		return nil
	}
	rent, known := b.Set.Rent(median.Place, bedrooms)
	if _, taxed := b.Tax(median.Place, median.Value); !known || !taxed {
		return nil
	}
	year := yearly(rent)
	return func(pay float64) float64 {
		// An end of an interval may lie below zero, where nothing is taken.
		t, _ := b.Tax(median.Place, max(pay, 0))
		return pay - t.Sum() - year
	}
}

// yearly is twelve months of a rent that is printed to the cent.
func yearly(r reference.Rent) float64 { return 12 * cents(r.Value) }

// Figures returns what can be said of the place of each median, in their
// order; nothing of a place that no table knows.
func (b Books) Figures(medians []aggregate.Figure) (out []aggregate.Figure) {
	for _, m := range medians {
		if m.Country == "US" && m.Unit == "USD" {
			out = append(out, b.of(m)...)
		}
	}
	return out
}

func (b Books) of(m aggregate.Figure) (out []aggregate.Figure) {
	m.Measure = aggregate.MeasureCity
	follow := func(statistic, note string, of func(pay float64) float64) {
		f := m
		f.Statistic, f.Note = statistic, note
		f.Value, f.CILow, f.CIHigh = cents(of(m.Value)), cents(of(m.CILow)), cents(of(m.CIHigh))
		out = append(out, f)
	}
	table := func(statistic, unit, note string, value float64) {
		out = append(out, aggregate.Figure{
			Measure: aggregate.MeasureCity, Source: m.Source, Side: m.Side, Role: m.Role, Country: m.Country, Place: m.Place,
			Statistic: statistic, Unit: unit, Value: cents(value), Note: note,
		})
	}
	on := func(part func(Tax) float64) func(float64) float64 {
		return func(pay float64) float64 {
			t, _ := b.Tax(m.Place, pay)
			return part(t)
		}
	}
	if t, ok := b.Tax(m.Place, m.Value); ok {
		follow(
			aggregate.FederalTax,
			fmt.Sprintf(
				"federal income tax of %s, single filer, standard deduction of %.0f USD",
				t.Federal.Year,
				t.Federal.Deduction,
			),
			on(func(t Tax) float64 { return t.Federal.Amount }),
		)
		follow(
			aggregate.PayrollTax,
			fmt.Sprintf("social security and Medicare of %s, the worker's share", t.Payroll.Year),
			on(func(t Tax) float64 { return t.Payroll.Amount }),
		)
		follow(aggregate.StateTax, b.stateNote(m.Place, t.State), on(func(t Tax) float64 { return t.State.Amount }))
		follow(aggregate.AfterTax, b.taxNote(m.Place, t), func(pay float64) float64 { return pay - on(Tax.Sum)(pay) })
	}
	if r, ok := b.Set.Rent(m.Place, bedrooms); ok {
		note := rentNote(r)
		table(aggregate.RentMonth, m.Unit, note, r.Value)
		table(aggregate.Rent, m.Unit, "twelve months: "+note, yearly(r))
	}
	if v, ok := b.Set.AskingRent(b.Title(m.Place)); ok {
		table(
			aggregate.AskingRent,
			m.Unit,
			fmt.Sprintf(
				"Zillow's index of asking rents, homes of all sizes, a month, %s; not counted in what is left",
				v.Date,
			),
			v.Value,
		)
	}
	if v, ok := b.Set.PriceParity(m.Place, "all"); ok {
		table(
			aggregate.PriceLevel,
			"percent",
			"regional price parity of the Bureau of Economic Analysis, all items with rents, "+v.Date+"; the United States are 100",
			v.Value,
		)
	}
	if left := b.Left(m); left != nil {
		follow(
			aggregate.Left,
			"after tax and twelve months of rent; all else that life costs is still to be paid",
			left,
		)
	}
	return out
}

// stateNote says whose income tax is counted, and of when.
func (b Books) stateNote(metro string, t reference.Tax) string {
	states := b.states(metro)
	note := fmt.Sprintf("income tax of %s by its brackets of %s, single filer", states[0], t.Year)
	if t.Deduction > 0 {
		note += fmt.Sprintf(", standard deduction of %.0f USD", t.Deduction)
	}
	if len(states) > 1 {
		note += fmt.Sprintf(
			"; the area, %s, lies in %s too, whose tax is another",
			b.Title(metro),
			strings.Join(states[1:], ", "),
		)
	}
	return note
}

// taxNote says what is counted and what isn't.
func (b Books) taxNote(metro string, t Tax) string {
	state := b.states(metro)[0]
	not := []string{"deductions beyond the standard one", "credits", "state insurance"}
	if who := reference.LocalTax("US-" + state); who != "" {
		not = slices.Insert(not, 0, "tax of "+who)
	}
	return fmt.Sprintf(
		"tax on the median of a single filer: federal income tax and payroll tax of %s, income tax of %s of %s; "+
			"not counted: %s",
		t.Federal.Year,
		state,
		t.State.Year,
		strings.Join(not, ", "),
	)
}

// rentNote says whose rent it is, and which.
func rentNote(r reference.Rent) string {
	note := fmt.Sprintf(
		"Fair Market Rent of HUD, %dth percentile of one-bedroom homes rented lately, with utilities, a month, "+
			"fiscal year %s",
		r.Percentile,
		r.Year,
	)
	if len(r.Parts) > 1 {
		note += fmt.Sprintf(
			"; mean of %d parts of the area, by their people, %s to %s USD",
			len(r.Parts),
			extreme(r, slices.Min[[]float64]),
			extreme(r, slices.Max[[]float64]),
		)
	}
	return note
}

func extreme(r reference.Rent, of func([]float64) float64) string {
	values := make([]float64, len(r.Parts))
	for i, p := range r.Parts {
		values[i] = p.Value
	}
	return fmt.Sprintf("%.0f", of(values))
}

func cents(v float64) float64 { return math.Round(v*100) / 100 }
