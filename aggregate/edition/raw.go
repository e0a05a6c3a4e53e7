package edition

import (
	"fmt"
	"iter"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/jobpay"
	"backpay/aggregate/stat"
)

// computeRaw returns a figure of MedianRaw for each median of pay of levels
// of all of a role, a country and a seniority, at a source or at "all". rows
// are open adverts, each as a job of its own (Job is posting.id), under its own
// role, seniority, country and pay: one end of pay that is not stated is filled
// from the usual width over adverts, see the view posting_pay_filled.
//
// It has no interval: one that took copies for independent jobs would be far
// too narrow. Its grade is that of the median beside it.
func computeRaw(
	rows iter.Seq2[aggregate.Row, error],
	figures []aggregate.Figure,
	opt Options,
) ([]aggregate.Figure, error) {
	opt = opt.withDefaults()
	w := jobpay.NewWidths(opt.MinWidths)
	var all []aggregate.Row
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		if err := check(r); err != nil {
			return nil, fmt.Errorf("adverts: %w", err)
		}
		if r.Role == "" || r.Country == "" || r.Currency == "" {
			continue
		}
		widen(w, &r)
		all = append(all, r)
	}
	w.Settle()
	type payOf struct {
		cell
		currency string
	}
	adverts := map[payOf][]job{}
	for i := range all {
		r := &all[i]
		j, ok := jobOf(w, r)
		if !ok {
			continue
		}
		for _, source := range []string{r.Source, aggregate.All} {
			c := payOf{cell{side: r.Side, source: source, role: r.Role, country: r.Country}, r.Currency}
			adverts[c] = append(adverts[c], j)
			if c.seniority = r.Seniority; c.seniority != "" {
				adverts[c] = append(adverts[c], j)
			}
		}
	}
	var out []aggregate.Figure
	for _, f := range figures {
		if f.Measure != aggregate.MeasureLevel || f.Statistic != "median" || f.Place != "" || f.Skill != "" ||
			f.Population != aggregate.FullTime {
			continue
		}
		of := adverts[payOf{cell{side: f.Side, source: f.Source, role: f.Role, country: f.Country, seniority: f.Seniority}, f.Unit}]
		if len(of) == 0 {
			continue
		}
		values := make([]float64, len(of))
		employers := map[int64]bool{}
		for i, j := range of {
			values[i] = j.pay
			employers[j.employer] = true
		}
		slices.Sort(values)
		f.Statistic, f.Value, f.CILow, f.CIHigh = aggregate.MedianRaw, cents(stat.Quantile(values, 0.5)), 0, 0
		f.NPostings, f.NJobs, f.NEmployers, f.NEffective = len(of), len(of), len(employers), 0
		if f.Grade != aggregate.Withheld { // without an interval there is nothing to grade by
			f.Grade, f.Reason = "", aggregate.Reason{}
		}
		f.Interval, f.Filled = aggregate.IntervalNone, aggregate.Filled{}
		f.Zoned, f.Unmatched, f.Older = 0, 0, 0
		f.Note = "each advert counted as a job of its own, copies again and again; a comparison, not the answer"
		out = append(out, f)
	}
	return out, nil
}
