package edition

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
	"backpay/scraper"
)

// minObserved is the least number of observations of a figure: of fewer, a
// figure tells of persons.
const minObserved = 5

// maxWritten bounds the values that weights are written out to for an interval.
const maxWritten = 4 << 20

// observed is what the figures of one stretch of rows are about.
type observed struct {
	source  string
	side    scraper.Side
	payKind string
	role    string
	country string
}

// computeObserved returns the figures over observations, which come in the order of
// source, pay kind, role and country (store.ObservationRows), so that no more
// than one role of a country is held at a time: for each, and again for every
// seniority and every size of employers (MinCell observations) within it, the number of observations
// (unit "count"; its value is the people they stand for) and, a set for each currency, the mean, median,
// p25 and p75 of a year's pay. Pay kinds and currencies are never mixed. The
// set in US dollars holds also those that the publisher converted, and its
// note says how many. Weights are respected.
//
// Where the employer of every observation is known, the median's interval is
// the one that allows for clusters, and its grade the one of adverts. Else the
// observations are taken for independent, and the interval is the plain one of
// order statistics; the note says so, and NEmployers is 0.
func computeObserved(rows iter.Seq2[aggregate.ObservationRow, error], opt Options) ([]aggregate.Figure, error) {
	opt = opt.withDefaults()
	var figures []aggregate.Figure
	var at observed
	var part []aggregate.ObservationRow
	done := map[observed]bool{}
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		if err := checkObserved(r); err != nil {
			return nil, err
		}
		o := observed{r.Source, r.Side, r.PayKind, r.Role, r.Country}
		if o != at {
			figures = append(figures, at.figures(countOnce(part), opt)...)
			done[at] = true
			if done[o] {
				return nil, fmt.Errorf(
					"observations of %s: %s %s in %s come apart",
					o.source,
					o.role,
					o.payKind,
					o.country,
				)
			}
			at, part = o, part[:0]
		}
		part = append(part, r)
	}
	return append(figures, at.figures(countOnce(part), opt)...), nil
}

func checkObserved(r aggregate.ObservationRow) error {
	switch {
	case r.Source == "" || r.Source == aggregate.All || r.Side == "":
		return fmt.Errorf("an observation of source %q, side %q", r.Source, r.Side)
	case r.Role == "" || r.Country == "" || r.PayKind == "":
		return errors.New("an observation without role, country or pay kind")
	case !(r.Weight > 0) || math.IsInf(r.Weight, 0):
		return fmt.Errorf("an observation of source %q: weight %v", r.Source, r.Weight)
	}
	for _, v := range []float64{r.Pay, r.USD} {
		if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
			return fmt.Errorf("an observation of source %q: pay %v is no amount", r.Source, v)
		}
	}
	return nil
}

// figures returns those of all rows, then of each seniority's and of each size
// of employers.
func (o observed) figures(rows []aggregate.ObservationRow, opt Options) []aggregate.Figure {
	figures := o.level("", "", rows, opt)
	parts := func(of func(aggregate.ObservationRow) string) (names []string, by map[string][]aggregate.ObservationRow) {
		by = map[string][]aggregate.ObservationRow{}
		for _, r := range rows {
			if name := of(r); name != "" {
				by[name] = append(by[name], r)
			}
		}
		return slices.Sorted(maps.Keys(by)), by
	}
	names, by := parts(func(r aggregate.ObservationRow) string { return r.Seniority })
	for _, s := range names {
		figures = append(figures, o.level(s, "", by[s], opt)...)
	}
	names, by = parts(func(r aggregate.ObservationRow) string { return r.CompanySize })
	for _, s := range names {
		if len(by[s]) >= opt.MinCell {
			figures = append(figures, o.level("", aggregate.SizePrefix+s, by[s], opt)...)
		}
	}
	return figures
}

func (o observed) level(seniority, place string, rows []aggregate.ObservationRow, opt Options) []aggregate.Figure {
	if len(rows) < minObserved {
		return nil
	}
	f := aggregate.Figure{
		Measure: aggregate.MeasureLevel, Source: o.source, Side: o.side, Role: o.role, Seniority: seniority,
		Country: o.country, Place: place, PayKind: o.payKind, AsOfFrom: rows[0].Year, AsOfTo: rows[0].Year,
	}
	count := f
	count.Statistic, count.Unit, count.NJobs, count.Note = "count", "count", len(rows), o.window(rows)
	byCurrency := map[string][]aggregate.ObservationRow{}
	for _, r := range rows {
		count.Value += r.Weight
		if r.Pay > 0 && r.Currency != "" && r.Currency != "USD" {
			byCurrency[r.Currency] = append(byCurrency[r.Currency], r)
		}
		if r.USD > 0 {
			if r.Currency == "USD" {
				r.Converted = false
			}
			r.Pay = r.USD
			byCurrency["USD"] = append(byCurrency["USD"], r)
		}
	}
	figures := []aggregate.Figure{count}
	currencies := make([]string, 0, len(byCurrency))
	for code := range byCurrency {
		currencies = append(currencies, code)
	}
	slices.Sort(currencies)
	for _, code := range currencies {
		if len(byCurrency[code]) >= minObserved {
			f.Unit = code
			figures = append(figures, o.pay(f, byCurrency[code], opt)...)
		}
	}
	return figures
}

// pay returns the statistics of rows whose Pay is all in one currency.
func (o observed) pay(f aggregate.Figure, rows []aggregate.ObservationRow, opt Options) []aggregate.Figure {
	values := make([]stat.Weighted, len(rows))
	for i, r := range rows {
		values[i] = stat.Weighted{Value: r.Pay, Weight: r.Weight}
	}
	stat.SortWeighted(values)
	f.NJobs = len(rows)
	f.NEffective = math.Round(10*stat.KishN(values)) / 10
	m := f
	m.Statistic, m.Value = "median", cents(stat.WeightedQuantile(values, 0.5))
	o.interval(&m, rows, values, opt)
	rest := func(name string, value float64) aggregate.Figure {
		g := m
		g.CILow, g.CIHigh = 0, 0
		g.Statistic, g.Value = name, cents(value)
		return g
	}
	return []aggregate.Figure{
		rest("mean", stat.WeightedMean(values)),
		m,
		rest("p25", stat.WeightedQuantile(values, 0.25)),
		rest("p75", stat.WeightedQuantile(values, 0.75)),
	}
}
