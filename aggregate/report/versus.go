package report

import (
	"math"

	"backpay/aggregate"
	"backpay/scraper"
)

// compare is the difference of row r from row of, nil where there is none.
func (b *builder) compare(r, of Row) *Versus {
	name := func(r Row) string {
		switch {
		case r.Place != "":
			return r.Place
		case r.Seniority != "":
			return r.Seniority
		}
		return r.Role
	}
	f, ok := b.diffs[diffKey{r.Role, r.Seniority, r.Place, name(of)}]
	sign := 1.0
	if !ok {
		if f, ok = b.diffs[diffKey{of.Role, of.Seniority, of.Place, name(r)}]; !ok {
			return nil
		}
		sign = -1
	}
	code := b.in.Options.Currency
	v := &Versus{
		Of:    of.Label,
		Value: sign * f.Value,
		Low:   sign * f.CILow,
		High:  sign * f.CIHigh,
		Grade: f.Grade,
		Told:  toldTie,
		Words: "no clear difference",
	}
	if sign < 0 {
		v.Low, v.High = v.High, v.Low
	}
	switch {
	case v.Low > 0:
		v.Told, v.Words = toldMore, signedMoney(v.Value, code)
	case v.High < 0:
		v.Told, v.Words = toldLess, signedMoney(v.Value, code)
	}
	v.Text = signedMoney(v.Value, code)
	v.Interval = signedAmounts(v.Low, v.High, code)
	o := b.in.Options
	v.Where = conditions([][2]string{
		{"edition", o.Edition},
		{"measure", aggregate.MeasureDifference},
		{"source", aggregate.All},
		{"side", string(scraper.Posted)},
		{"role", f.Role},
		{"seniority", f.Seniority},
		{"country", f.Country},
		{"place", f.Place},
		{"statistic", f.Statistic},
		{"unit", f.Unit},
	})
	return v
}

// against compares every printed row with the one at the index that base gives
// for it, -1 for none. A row that is its own base is the yardstick of all.
func (b *builder) against(c *Chart, head string, base func(i int) int) {
	if len(c.Groups) == 0 {
		return
	}
	rows := c.Groups[0].Rows
	for i := range rows {
		if k := base(i); k >= 0 && k != i && rows[i].Amounts != nil && rows[k].Amounts != nil {
			if rows[i].Versus = b.compare(rows[i], rows[k]); rows[i].Versus != nil {
				c.Versus = head
			}
		}
	}
	for i := range rows {
		switch {
		case c.Versus == "" || rows[i].Amounts == nil || rows[i].Versus != nil:
		case base(i) == i:
			c.Yardstick, rows[i].Text.Compared = rows[i].Amounts.Median, "the yardstick"
		default:
			rows[i].Text.Compared = "not compared"
		}
	}
}

// signedMoney is an amount with its sign, signedAmounts an interval of such,
// widened to whole units.
func signedMoney(v float64, code string) string {
	switch s := money(math.Abs(v), code); {
	case v > 0:
		return "+" + s
	case v < 0:
		return "−" + s
	default:
		return s
	}
}

func signedAmounts(low, high float64, code string) string {
	return signedMoney(math.Floor(low), code) + " to " + signedMoney(math.Ceil(high), code)
}
