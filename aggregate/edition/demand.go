package edition

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
	"backpay/scraper"
)

// demand counts open jobs. A count says only what a source can see, so each
// note says of how many employers the source shows anything.
func (t *table) demand(cells map[cell][]int32, order []cell) []aggregate.Figure {
	type place struct {
		source string
		side   scraper.Side
	}
	sees := map[place]map[int64]bool{}
	for i := range t.rows {
		r := &t.rows[i]
		if !r.Open {
			continue
		}
		p := place{r.Source, r.Side}
		if sees[p] == nil {
			sees[p] = map[int64]bool{}
		}
		sees[p][r.Employer] = true
	}
	var out []aggregate.Figure
	count := func(c cell, at []int32, least int) {
		size := map[int64]int{}
		f := aggregate.Figure{
			Measure: aggregate.MeasureDemand, Source: c.source, Side: c.side, Role: c.role, Country: c.country, Place: c.place, Skill: c.skill,
			Statistic: "count", Unit: "count",
		}
		disclosed := 0
		for _, i := range at {
			r := &t.rows[i]
			f.NJobs++
			f.NPostings += r.Postings
			size[r.Employer]++
			if r.Disclosed {
				disclosed++
			}
		}
		if f.NJobs < least || f.NJobs == 0 {
			return
		}
		f.Value, f.NEmployers = float64(f.NJobs), len(size)
		f.Disclosure = new(float64(disclosed) / float64(f.NJobs))
		f.Seen = len(sees[place{c.source, c.side}])
		f.Note = fmt.Sprintf("open on the boards of the %s that %s shows", employers(f.Seen), sourceWords(c.source))
		out = append(out, f)
	}
	narrow := map[cell][]int32{}
	for _, c := range order {
		if least := 1; c.source == aggregate.All {
			if c.narrow() {
				least = t.opt.MinCell
			}
			count(c, cells[c], least)
			if c.skill != "" {
				out = append(out, t.share(c, cells)...)
			}
			continue
		}
		count(c, cells[c], 1)
		for _, i := range cells[c] { // of a source, only counts go so deep
			r := &t.rows[i]
			for d := range c.within(r) {
				narrow[d] = append(narrow[d], i)
			}
		}
	}
	more := make([]cell, 0, len(narrow))
	for c := range narrow {
		more = append(more, c)
	}
	slices.SortFunc(more, cell.compare)
	for _, c := range more {
		count(c, narrow[c], t.opt.MinCell)
	}
	return out
}

func sourceWords(source string) string {
	if source == aggregate.All {
		return "any source"
	}
	return "the source"
}

// share is that of a role's open jobs that name the cell's skill, with an
// interval that allows for one employer's jobs being alike.
func (t *table) share(c cell, cells map[cell][]int32) []aggregate.Figure {
	whole := c
	whole.skill = ""
	at := map[int64]int{}
	var hits, sizes []int
	for _, i := range cells[whole] {
		r := &t.rows[i]
		j, met := at[r.Employer]
		if !met {
			j = len(sizes)
			at[r.Employer] = j
			hits, sizes = append(hits, 0), append(sizes, 0)
		}
		sizes[j]++
		if _, named := slices.BinarySearch(r.Skills, c.skill); named {
			hits[j]++
		}
	}
	f := aggregate.Figure{
		Measure: aggregate.MeasureShare, Source: c.source, Side: c.side, Role: c.role, Country: c.country, Skill: c.skill,
		Statistic: "share_pct", Unit: "percent", NEmployers: len(sizes),
		AtLeast: t.opt.atLeast(at),
	}
	few := f.FewestEmployers()
	n, largest := 0, 0
	for j := range sizes {
		n += hits[j]
		f.NJobs += sizes[j]
		largest = max(largest, sizes[j])
	}
	if n < t.opt.MinCell {
		return nil
	}
	low, high, ok := stat.ShareInterval(hits, sizes, level95)
	f.Value, f.CILow, f.CIHigh = tenth(100*float64(n)/float64(f.NJobs)), tenth(100*low), tenth(100*high)
	f.Hits = n
	f.Note = fmt.Sprintf("%d of %d open jobs name it", f.Hits, f.NJobs)
	switch {
	case !ok || few < t.opt.MinEmployers:
		f.Grade, f.Reason = aggregate.Withheld, fewEmployers(few, t.opt.MinEmployers)
		f.Note = f.Reason.String()
	case float64(largest) > t.opt.MaxShare*float64(f.NJobs):
		f.Grade = aggregate.Withheld
		f.Reason = aggregate.Reason{
			Code:  aggregate.ReasonOneEmployer,
			Found: float64(largest) / float64(f.NJobs),
			Limit: t.opt.MaxShare,
		}
		f.Note = "one employer has too many of the jobs"
	case few < t.opt.GoodEmployers:
		f.Grade, f.Reason = aggregate.Rough, fewEmployers(few, t.opt.GoodEmployers)
	default:
		f.Grade = aggregate.Good
	}
	return []aggregate.Figure{f}
}

func tenth(v float64) float64 { return cmp.Or(math.Round(10*v)/10, 0) }
