package aggregate

import (
	"cmp"

	"backpay/scraper"
)

// Columns are the values of a row of the table posting_pay under its published
// names, from min to counts in this order: min, max, currency, period, kind,
// origin, quote, quote_start, quote_end, rule, annual_min, annual_max,
// annual_factor, flag, tax, place_ord, payments, confidence, counts. nil is NULL.
func (p *Pay) Columns() []any {
	var start, end, place any
	if p.QuoteStart >= 0 && p.Origin == scraper.Text && !p.InTitle {
		start, end = int64(p.QuoteStart), int64(p.QuoteEnd)
	}
	if len(p.Places) > 0 {
		place = int64(p.Places[0])
	}
	counts := int64(0)
	if p.Counts {
		counts = 1
	}
	return []any{
		known(p.Min), known(p.Max), known(p.Currency), known(p.Period), p.Kind, string(p.Origin), known(p.Quote), start, end,
		known(p.Rule), known(p.AnnualMin), known(p.AnnualMax), known(p.AnnualFactor), known(p.Flag), cmp.Or(p.Tax, "unknown"),
		place, known(int64(p.Payments)), known(p.Confidence), counts,
	}
}

// Columns are the values of a row of the table posting_skill: skill, quote_start,
// kind.
func (s *Skill) Columns() []any {
	var start any
	if s.QuoteStart >= 0 && !s.InTitle {
		start = int64(s.QuoteStart)
	}
	return []any{s.Name, start, known(s.Kind)}
}

// Columns are the values of a row of the table posting_place: country, region,
// city, metro.
func (p Place) Columns() []any {
	return []any{known(p.Country), known(p.Region), known(p.City), known(p.Metro)}
}

// known is a value for a column in which NULL means unknown.
func known[T string | int64 | float64](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}
