package edition

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/stat"
	"backpay/scraper"
)

// periodMonths is the length of each of the two periods that growth compares.
const periodMonths = 3

// minSide is the least number of jobs on each side of a cell of growth.
const minSide = 5

// Periods are the two that growth compares when it is looked at in a month
// ("2026-11"): the three whole months before it, and the three before those.
// watched begins a month earlier still: a source must have been seen then too,
// so that what it held already isn't taken for new. ok is false for no month.
func Periods(month string) (before, recent, watched []string, ok bool) {
	at, err := time.Parse("2006-01", month)
	if err != nil {
		return nil, nil, nil, false
	}
	back := func(n int) string { return at.AddDate(0, -n, 0).Format("2006-01") }
	for n := 2*periodMonths + 1; n > 0; n-- {
		watched = append(watched, back(n))
	}
	return watched[1 : 1+periodMonths], watched[1+periodMonths:], watched, true
}

// growth returns, for every role in every country of a side, how posted pay
// moved from one period to the next, with the composition held: the median
// within each cell of source, seniority and workplace, then the median of the
// cells' growths (as the Indeed Wage Tracker does; Adrjan & Lydon 2022). Only
// sources with a good run in every month watched count: a failed run, or a
// source that came or went, makes no trend. Jobs are of the flow: those that
// came up in a period, whether they are open still or not. What is left of an
// earlier period's jobs would be those that are hard to fill.
func (t *table) growth() []aggregate.Figure {
	before, recent, watched, ok := Periods(t.opt.Month)
	if !ok {
		return nil
	}
	live, left := t.watched(watched)
	words := fmt.Sprintf("%s to %s against %s to %s; sources: %s", recent[0], recent[periodMonths-1],
		before[0], before[periodMonths-1], strings.Join(live, ", "))
	if len(left) > 0 {
		words += "; without a good run in each month, so left out: " + strings.Join(left, ", ")
	}
	groups := t.growthGroups(before, recent, live)
	order := slices.SortedFunc(maps.Keys(groups), func(a, b growthAbout) int {
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	return joined(inOrder(len(order), func(i int) []aggregate.Figure {
		a := order[i]
		f := aggregate.Figure{
			Measure: aggregate.MeasureGrowth, Source: aggregate.All, Side: a.side, Role: a.role, Country: a.country,
			Statistic: "growth_pct", Unit: "percent", PayKind: "base",
			AsOfFrom: recent[0], AsOfTo: recent[periodMonths-1], Note: words,
		}
		return t.opt.growthOf(f, a.unit, groups[a])
	}))
}

// watched parts the sources of the rows into those with a good run in each month,
// and the others.
func (t *table) watched(months []string) (live, left []string) {
	seen := map[string]bool{}
	for i := range t.rows {
		seen[t.rows[i].Source] = true
	}
	delete(seen, aggregate.All)
	for _, source := range slices.Sorted(maps.Keys(seen)) {
		if slices.ContainsFunc(months, func(m string) bool { return !slices.Contains(t.opt.Live[source], m) }) {
			left = append(left, source)
		} else {
			live = append(live, source)
		}
	}
	return live, left
}

// growthAbout is what a figure of growth is about.
type growthAbout struct {
	side                scraper.Side
	role, country, unit string
}

// growthCell is what is alike on both sides of a comparison.
type growthCell struct{ source, seniority, workplace string }

type growthSides [2][]job

// growthGroups are the jobs of the live sources that came up in either period, of
// each role and country in the one currency that most of its jobs state.
func (t *table) growthGroups(before, recent, live []string) map[growthAbout]map[growthCell]*growthSides {
	groups := map[growthAbout]map[growthCell]*growthSides{}
	jobs := map[growthAbout]int{}
	for i := range t.rows {
		r := &t.rows[i]
		if r.Role == "" || r.Country == "" || r.Currency == "" || r.Population != aggregate.FullTime || r.Extra ||
			!slices.Contains(live, r.Source) {
			continue
		}
		side := -1
		switch {
		case slices.Contains(before, r.Seen):
			side = 0
		case slices.Contains(recent, r.Seen):
			side = 1
		}
		j, known := jobOf(t.widths, r.Row)
		if side < 0 || !known {
			continue
		}
		a := growthAbout{r.Side, r.Role, r.Country, r.Currency}
		if groups[a] == nil {
			groups[a] = map[growthCell]*growthSides{}
		}
		k := growthCell{r.Source, r.Seniority, r.Workplace}
		if groups[a][k] == nil {
			groups[a][k] = &growthSides{}
		}
		jobs[a]++
		s := groups[a][k]
		s[side] = append(s[side], j)
	}
	for a := range groups {
		for b := range groups {
			if a.unit != b.unit && a.side == b.side && a.role == b.role && a.country == b.country &&
				(jobs[b] > jobs[a] || jobs[b] == jobs[a] && b.unit < a.unit) {
				delete(groups, a)
				break
			}
		}
	}
	return groups
}

// growthSample is the pay of a cell's jobs on both sides, with the numbers of their
// employers.
type growthSample struct {
	pays     [2][]float64
	clusters [2][]int
}

// of is the growth of the cell's median, in percent, with each employer counted so
// many times.
func (s growthSample) of(times []int) float64 {
	return 100 * (stat.TimesQuantile(s.pays[1], s.clusters[1], times, .5)/
		stat.TimesQuantile(s.pays[0], s.clusters[0], times, .5) - 1)
}

// growthSamples are the cells with enough jobs on both sides. It counts them into f;
// number is that of each employer.
func growthSamples(f *aggregate.Figure, cells map[growthCell]*growthSides) (out []growthSample, number map[int64]int) {
	keys := slices.SortedFunc(maps.Keys(cells), func(a, b growthCell) int {
		return strings.Compare(
			a.source+"\x00"+a.seniority+"\x00"+a.workplace,
			b.source+"\x00"+b.seniority+"\x00"+b.workplace,
		)
	})
	number = map[int64]int{}
	for _, k := range keys {
		sides := cells[k]
		if len(sides[0]) < minSide || len(sides[1]) < minSide {
			continue
		}
		var s growthSample
		for side := range sides {
			sortJobs(sides[side])
			for _, j := range sides[side] {
				n, met := number[j.employer]
				if !met {
					n = len(number)
					number[j.employer] = n
				}
				s.pays[side], s.clusters[side] = append(s.pays[side], j.pay), append(s.clusters[side], n)
				f.NJobs++
				f.NPostings += j.postings
			}
		}
		out = append(out, s)
	}
	return out, number
}

// growthOf is the figure of one group, or none where no cell is large enough.
func (o Options) growthOf(f aggregate.Figure, currency string, cells map[growthCell]*growthSides) []aggregate.Figure {
	samples, number := growthSamples(&f, cells)
	if len(samples) == 0 {
		return nil
	}
	of := func(times []int) float64 {
		var growths []float64
		for _, s := range samples {
			if g := s.of(times); !math.IsNaN(g) {
				growths = append(growths, g)
			}
		}
		slices.Sort(growths)
		return stat.Quantile(growths, 0.5)
	}
	once := slices.Repeat([]int{1}, len(number))
	f.Value, f.NEmployers, f.AtLeast = tenth(of(once)), len(number), o.atLeast(number)
	few := f.FewestEmployers()
	f.Note = joinNotes(
		fmt.Sprintf("median of %d cells of source, seniority and workplace with %d jobs or more on both sides, in %s",
			len(samples), minSide, currency), f.Note)
	draws := stat.Resample(len(number), o.Resamples, seedOf(f), of)
	low, high, ok := stat.WidenedInterval(draws, o.Resamples, few, level95)
	if ok {
		f.CILow, f.CIHigh = tenth(low), tenth(high)
	}
	switch {
	case few < o.MinEmployers:
		f.Grade, f.Reason = aggregate.Withheld, fewEmployers(few, o.MinEmployers)
	case !ok:
		f.Grade, f.Reason = aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonNoInterval}
	default:
		f.Grade, f.Reason = o.byHalfWidth((f.CIHigh-f.CILow)/200, fewEmployers(few, o.GoodEmployers))
	}
	if f.Grade == aggregate.Withheld {
		f.Note = joinNotes(f.Reason.String(), f.Note)
	}
	if ok && f.CILow <= 0 && f.CIHigh >= 0 {
		f.Note = joinNotes("no change can be told", f.Note)
	}
	return []aggregate.Figure{f}
}
