package report

import (
	"cmp"
	"slices"
	"time"

	"backpay/aggregate"

	"backpay/aggregate/report/document"
)

// monthsShown bounds the months of a trend.
const monthsShown = 12

// trendSection says how pay grew.
func (b *builder) trendSection() part {
	e := b.trend()
	return part{[]datum{{"trend", e, false}}, b.effects(e, 0)}
}

// trend is how pay grew, a row a month: the last edition of each month that
// has a figure, and a gap where none has one. A line through a few points
// would say more than they do, so none is drawn.
func (b *builder) trend() Effects {
	o := b.in.Options
	e := Effects{
		ID: "trend", Section: "Trend", Title: "Growth of advertised pay", Head: "Measured in", Value: "Growth",
		Rows: []Effect{}, Axis: document.Axis{Ticks: []document.Tick{}}, Source: b.adverts(),
		Subtitle: "How advertised pay of " + inSentence(roleLabel(o.Role)) + " jobs in " + country(o.Country) +
			" moved from one three months to the next, in percent: the median over cells alike in source, level " +
			"and workplace",
		Note: "Only sources that were read well in every month count, so that a source that failed, came or went " +
			"makes no trend.",
	}
	all := slices.Clone(b.in.Growth)
	slices.SortStableFunc(all, func(x, y Growth) int {
		return cmp.Or(x.MadeAt.Compare(y.MadeAt), cmp.Compare(x.Figure.Edition, y.Figure.Edition))
	})
	byMonth := map[string]Growth{}
	for _, g := range all {
		if finite(g.Figure) && !g.MadeAt.IsZero() {
			byMonth[g.MadeAt.UTC().Format("2006-01")] = g
		}
	}
	if len(byMonth) == 0 {
		e.Empty = "There is no trend yet: growth compares three months with the three before, over sources that " +
			"ran well in every one of them."
		return e
	}
	last := o.AsOf.UTC()
	printed, id := 0, idsOf(e.ID)
	for i := monthsShown - 1; i >= 0; i-- {
		at := time.Date(last.Year(), last.Month()-time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		g, ok := byMonth[at.Format("2006-01")]
		if !ok && len(e.Rows) == 0 {
			continue // before the first
		}
		r := Effect{
			ID:      id(at.Format("2006-01")),
			Label:   at.Format("January 2006"),
			Verdict: "gap",
			Text:    EffectText{Words: "no figure", Jobs: "no job", Employers: "no employer"},
		}
		if ok {
			r = b.growth(r, g)
		}
		if r.Percent != nil {
			printed++
		}
		e.Rows = append(e.Rows, r)
	}
	if printed == 0 {
		e.Empty = "There is no trend yet: too few jobs at too few employers in both periods that growth compares."
		e.Rows = []Effect{}
		return e
	}
	if r := e.Rows[len(e.Rows)-1]; r.Percent != nil {
		switch {
		case r.Verdict == "unclear":
			e.Title = "No clear change in advertised pay"
		case r.Grade == aggregate.Good:
			e.Title = "Advertised pay for the same kinds of job " + map[string]string{"higher": "rose", "lower": "fell"}[r.Verdict]
		}
	}
	e.Axis = percentAxis(e)
	return e
}

// growth is one month's row.
func (b *builder) growth(r Effect, g Growth) Effect {
	f := g.Figure
	r.Jobs, r.Employers, r.Grade, r.Reason = f.NJobs, f.NEmployers, f.Grade, f.Note
	r.Text.Jobs, r.Text.Employers = plural(f.NJobs, "job", "jobs"), plural(f.NEmployers, "employer", "employers")
	r.Text.Where = b.whereOf(f)
	if !printable(f) {
		r.Verdict, r.Text.Words = aggregate.Withheld, "too few to say ("+r.Text.Jobs+" at "+r.Text.Employers+")"
		return r
	}
	r.Percent = &Percents{Value: f.Value, Low: f.CILow, High: f.CIHigh}
	r.Text.Value, r.Text.Interval = signed(f.Value), signedSpan(f.CILow, f.CIHigh)
	switch {
	case f.CILow > 0:
		r.Verdict, r.Text.Words = "higher", "a rise"
	case f.CIHigh < 0:
		r.Verdict, r.Text.Words = "lower", "a fall"
	default:
		r.Verdict, r.Text.Words = "unclear", "no clear change"
	}
	return r
}
