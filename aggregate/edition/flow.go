package edition

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"backpay/aggregate"
)

// medianFlow is the statistic of a median over the jobs that came up in the last
// flowMonths whole months and since, whether they are open still or not. The
// median beside it is of the stock: what is open now, in which jobs that are
// hard to fill stand longer and count more. Of the closed ones those count that
// were seen to come up: of others nobody knows what closed before them. An open
// one counts by its own date, or a source would be missing while it is new and
// the two medians be of other sources.
const (
	medianFlow = "median_flow"
	flowMonths = 12
)

// flow returns the medians of the flow, of every role and country of a side, in
// each currency.
func (t *table) flow() []aggregate.Figure {
	at, err := time.Parse("2006-01", t.opt.Month)
	if err != nil {
		return nil
	}
	from := at.AddDate(0, -flowMonths, 0).Format("2006-01")
	type about struct {
		cell
		currency string
	}
	jobs := map[about][]job{}
	ended := map[about]int{}
	for i := range t.rows {
		r := &t.rows[i]
		if r.Source != aggregate.All || r.Role == "" || r.Country == "" || r.Currency == "" ||
			r.Population != aggregate.FullTime ||
			r.Seen < from && (!r.Open || r.Month < from) {
			continue
		}
		if j, ok := jobOf(t.widths, r.Row); ok {
			a := about{cell{source: r.Source, side: r.Side, role: r.Role, country: r.Country}, r.Currency}
			jobs[a] = append(jobs[a], j)
			if !r.Open {
				ended[a]++
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(jobs), func(a, b about) int {
		if c := a.compare(b.cell); c != 0 {
			return c
		}
		return strings.Compare(a.currency, b.currency)
	})
	return joined(inOrder(len(order), func(i int) []aggregate.Figure {
		a := order[i]
		of := jobs[a]
		sortJobs(of)
		f := aggregate.Figure{
			Measure: aggregate.MeasureLevel, Source: a.source, Side: a.side, Population: aggregate.FullTime, Role: a.role, Country: a.country,
			Unit: a.currency, PayKind: "base", AsOfFrom: from, AsOfTo: t.opt.Month,
		}
		note := fmt.Sprintf("jobs first seen since %s, %d of them closed since", from, ended[a])
		return t.opt.other(nil, f, medianFlow, note, of, func(j job) float64 { return j.pay })
	}))
}
