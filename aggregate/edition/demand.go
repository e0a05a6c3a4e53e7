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
func (t *table) demand(cells map[cell][]int32, order []cell) parts {
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
	var out parts
	count := func(c cell, at []int32, least int) {
		if len(at) < max(1, least) {
			return
		}
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
		f.Value, f.NEmployers = float64(f.NJobs), len(size)
		f.Disclosure = new(float64(disclosed) / float64(f.NJobs))
		f.Seen = len(sees[place{c.source, c.side}])
		f.Note = fmt.Sprintf("open on the boards of the %s that %s shows", employers(f.Seen), sourceWords(c.source))
		out.add(f)
	}
	narrow := map[cell][]int32{}
	var all *shown // of the role and country that the cell is in
	for _, c := range order {
		if !c.narrow() {
			all = nil
		}
		if least := 1; c.source == aggregate.All {
			if c.narrow() {
				least = t.opt.MinCell
			}
			count(c, cells[c], least)
			if c.skill != "" {
				if all == nil {
					all = t.shown(cells[cell{side: c.side, source: c.source, role: c.role, country: c.country}])
				}
				for _, f := range t.share(c, cells[c], all) {
					out.add(f)
				}
			}
			continue
		}
		count(c, cells[c], 1)
		for _, i := range cells[c] { // of a source, only counts go so deep
			r := &t.rows[i]
			for d := range c.within(r.Row) {
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

// shown is how the open jobs of a role and country lie over employers.
type shown struct {
	number        map[int64]int // of each employer
	sizes         []int         // the jobs of each, by its number
	jobs, largest int
	atLeast       int // as in Figure
}

func (t *table) shown(at []int32) *shown {
	s := &shown{number: map[int64]int{}, jobs: len(at)}
	for _, i := range at {
		r := &t.rows[i]
		j, met := s.number[r.Employer]
		if !met {
			j = len(s.sizes)
			s.number[r.Employer] = j
			s.sizes = append(s.sizes, 0)
		}
		s.sizes[j]++
		s.largest = max(s.largest, s.sizes[j])
	}
	s.atLeast = t.opt.atLeast(s.number)
	return s
}

// share is that of a role's open jobs that name the cell's skill, the rows at
// these positions, with an interval that allows for one employer's jobs being
// alike.
func (t *table) share(c cell, at []int32, of *shown) []aggregate.Figure {
	n := len(at)
	if n < t.opt.MinCell {
		return nil
	}
	hits, sizes := make([]int, len(of.sizes)), of.sizes
	for _, i := range at {
		hits[of.number[t.rows[i].Employer]]++
	}
	f := aggregate.Figure{
		Measure: aggregate.MeasureShare, Source: c.source, Side: c.side, Role: c.role, Country: c.country, Skill: c.skill,
		Statistic: "share_pct", Unit: "percent", NEmployers: len(sizes), NJobs: of.jobs, AtLeast: of.atLeast,
	}
	few := f.FewestEmployers()
	low, high, ok := stat.ShareInterval(hits, sizes, level95)
	f.Value, f.CILow, f.CIHigh = tenth(100*float64(n)/float64(f.NJobs)), tenth(100*low), tenth(100*high)
	f.Hits = n
	f.Note = fmt.Sprintf("%d of %d open jobs name it", f.Hits, f.NJobs)
	switch {
	case !ok || few < t.opt.MinEmployers:
		f.Grade, f.Reason = aggregate.Withheld, fewEmployers(few, t.opt.MinEmployers)
		f.Note = f.Reason.String()
	case float64(of.largest) > t.opt.MaxShare*float64(f.NJobs):
		f.Grade = aggregate.Withheld
		f.Reason = aggregate.Reason{
			Code:  aggregate.ReasonOneEmployer,
			Found: float64(of.largest) / float64(f.NJobs),
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
