package mapping

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

// Observations makes what a row says of one person's pay: one observation for
// each kind of pay that it states. A person is named by what is said of them,
// so that two files with the same people count them once, whatever their form;
// of two people who say the same the second is named by its number.
func (r *Reader) Observations(row rows.Row) (all []scraper.Observation, err error) {
	c := &r.columns
	base := scraper.Observation{
		Title: r.line(row, c.title), Company: r.company(row), Level: r.line(row, c.level), Years: -1,
		CompanySize: r.line(row, c.companySize), AsOf: r.asOf(row), Row: r.where(row),
		Skills: tags(r.raw(row, c.tags)),
	}
	base.Place, base.Country = r.place(row)
	if n, ok := leading(r.raw(row, c.years)); ok {
		base.Years = n
	}
	if n, ok := amount(r.raw(row, c.weight), r.habits.decimal); ok && n > 0 {
		base.Weight = n
	}
	odd := ""
	for i := range r.pay {
		p := &r.pay[i]
		if holds(p.ignore, row) {
			continue
		}
		o := base
		if o.Amount, o.Currency, err = r.paid(row, p); err != nil {
			odd = err.Error()
			continue
		}
		if o.Amount <= 0 {
			continue
		}
		o.Period, o.PayKind = period(r.raw(row, p.period)), r.raw(row, p.kind)
		if o.PayKind == "" {
			o.PayKind = "base"
		}
		if n, ok := amount(r.raw(row, p.usd), r.habits.decimal); ok && n > 0 {
			o.USD = n
		}
		all = append(all, o)
	}
	if len(all) == 0 {
		if odd != "" {
			return nil, errors.New(odd)
		}
		return nil, nil
	}
	id := r.seen.Of(r.line(row, r.columns.id), all...)
	for i := range all {
		all[i].ID = id + "/" + all[i].PayKind
	}
	return all, nil
}

// paid reads the amount of one kind of pay.
func (r *Reader) paid(row rows.Row, p *payPlan) (n float64, unitOf string, err error) {
	unitOf = currency(r.raw(row, p.currency))
	for _, f := range []field{p.amount, p.text, p.middle} {
		s := r.line(row, f)
		if s == "" || !digit.MatchString(s) {
			continue
		}
		n, ok := amount(s, r.habits.decimal)
		if !ok {
			return 0, "", fmt.Errorf("%.40q is no amount", s)
		}
		if unitOf == "" {
			unitOf = currency(sign.FindString(s))
		}
		if unitOf == "" {
			unitOf = p.sign
		}
		return cleaned(n * unit(r.raw(row, p.unit))), unitOf, nil
	}
	return 0, unitOf, nil
}

var firstNumber = pattern.New(`\d+(?:[.,]\d+)?`)

// leading reads the first number of a cell such as "5 - 7 years".
func leading(s string) (float64, bool) {
	m := firstNumber.FindString(s)
	if m == "" || len(s) > 60 {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(m, ",", "."), 64)
	return f, err == nil && f >= 0 && f < 80
}

// asOf is the day, month or year of a row.
func (r *Reader) asOf(row rows.Row) string {
	s := htmltext.Line(r.raw(row, r.columns.asOf))
	if len(s) == 4 && strings.Trim(s, "0123456789") == "" {
		return s
	}
	if t, _, ok := date(s, r.habits.order, r.ctx.AsOf); ok {
		return t.Format("2006-01-02")
	}
	if s != "" {
		r.Odd++
	}
	if !r.ctx.AsOf.IsZero() {
		return r.ctx.AsOf.Format("2006-01-02")
	}
	return ""
}
