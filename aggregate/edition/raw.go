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
	asked := map[rawCell]*rawPay{}
	for i := range figures {
		if c, is := rawCellOf(&figures[i]); is {
			asked[c] = &rawPay{}
		}
	}
	w := jobpay.NewWidths(opt.MinWidths)
	var oneSided []aggregate.Row // they are counted once the usual widths are known
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
		if r.Pay > 0 {
			countRaw(asked, w, &r)
		} else {
			oneSided = append(oneSided, r)
		}
	}
	w.Settle()
	for i := range oneSided {
		countRaw(asked, w, &oneSided[i])
	}
	var out []aggregate.Figure
	for _, f := range figures {
		c, is := rawCellOf(&f)
		if !is || len(asked[c].pays) == 0 {
			continue
		}
		out = append(out, asked[c].figure(f))
	}
	return out, nil
}

// rawCell is what a median of adverts is about.
type rawCell struct {
	cell
	currency string
}

// rawCellOf is that of a median of pay which a median of adverts stands beside.
func rawCellOf(f *aggregate.Figure) (c rawCell, is bool) {
	is = f.Measure == aggregate.MeasureLevel && f.Statistic == "median" && f.Place == "" && f.Skill == "" &&
		f.Population == aggregate.FullTime
	return rawCell{cell{side: f.Side, source: f.Source, role: f.Role, country: f.Country, seniority: f.Seniority}, f.Unit}, is
}

// countRaw counts an advert in each cell of it that is asked for.
func countRaw(asked map[rawCell]*rawPay, w *jobpay.Widths, r *aggregate.Row) {
	j, ok := jobOf(w, r)
	if !ok {
		return
	}
	for _, source := range []string{r.Source, aggregate.All} {
		c := rawCell{cell{side: r.Side, source: source, role: r.Role, country: r.Country}, r.Currency}
		asked[c].add(j)
		if c.seniority = r.Seniority; c.seniority != "" {
			asked[c].add(j)
		}
	}
}

// rawPay is the pay of adverts and their employers; nil counts nothing.
type rawPay struct {
	pays      []float64
	employers []int64
}

func (p *rawPay) add(j job) {
	if p != nil {
		p.pays, p.employers = append(p.pays, j.pay), append(p.employers, j.employer)
	}
}

// figure is the median of the adverts, where f is that of their jobs.
func (p *rawPay) figure(f aggregate.Figure) aggregate.Figure {
	slices.Sort(p.pays)
	slices.Sort(p.employers)
	n := len(p.pays)
	f.Statistic, f.Value, f.CILow, f.CIHigh = aggregate.MedianRaw, cents(stat.Quantile(p.pays, 0.5)), 0, 0
	f.NPostings, f.NJobs, f.NEmployers, f.NEffective = n, n, len(slices.Compact(p.employers)), 0
	if f.Grade != aggregate.Withheld { // without an interval there is nothing to grade by
		f.Grade, f.Reason = "", aggregate.Reason{}
	}
	f.Interval, f.Filled = aggregate.IntervalNone, aggregate.Filled{}
	f.Zoned, f.Unmatched, f.Older = 0, 0, 0
	f.Note = "each advert counted as a job of its own, copies again and again; a comparison, not the answer"
	return f
}
