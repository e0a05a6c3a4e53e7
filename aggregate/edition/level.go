package edition

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"backpay/aggregate"
	"backpay/scraper"
)

// Options says when figures may be printed, and how they are made.
type Options struct {
	aggregate.Thresholds
	// MinWidths is the least number of jobs with a range from which a usual
	// width is taken (5).
	MinWidths int
	// Resamples is how many draws of employers a bootstrap makes (999).
	Resamples int
	// Month is the month in which the figures are made, "2026-11", and Live the
	// months in which each source had a run that ended well. Without Month
	// there is no growth.
	Month string
	Live  map[string][]string
	// Likely holds for each employer, by its rank from 1, the one that it is
	// likely the same as though nothing proves it, counted from 0.
	Likely []int

	// review holds for each job that may be a copy of another the first of them.
	review map[int64]int64

	// left returns what a year's pay leaves after tax and rent where a median
	// is of, or nil where that isn't known; it grows with pay.
	left func(median aggregate.Figure) func(pay float64) float64
}

func (o Options) withDefaults() Options {
	o.Thresholds = o.OrDefault()
	o.MinWidths = cmp.Or(o.MinWidths, 5)
	o.Resamples = cmp.Or(o.Resamples, 999)
	return o
}

// cell is what one set of figures is about; a word that is "" stands for all.
type cell struct {
	side                                           scraper.Side
	source, role, country, seniority, place, skill string
	// population is "" where jobs of all populations count.
	population aggregate.Population
}

// narrow reports whether the cell is a place's, a workplace's or a skill's.
func (c cell) narrow() bool { return c.place != "" || c.skill != "" }

func (c cell) compare(d cell) int {
	return cmp.Or(
		cmp.Compare(c.side, d.side),
		cmp.Compare(c.source, d.source),
		cmp.Compare(c.role, d.role),
		cmp.Compare(c.country, d.country),
		cmp.Compare(c.seniority, d.seniority),
		cmp.Compare(c.place, d.place),
		cmp.Compare(c.skill, d.skill),
		cmp.Compare(c.population, d.population),
	)
}

// levels returns the figures over a table's rows, each job once a source: for every
// source, and "all" of a side, for every role in every country and again for
// every seniority within it, the number of jobs (unit "count") and, a set for
// each currency, the mean, median and quantiles of annual base pay (unit: the
// currency). "all" has them also for every place, workplace (as a place) and
// skill of MinCell jobs. Jobs in one currency are never mixed with those in
// another.
//
// A job that states one end of its pay counts with the other end filled from
// the usual width of the same role, country and currency (see the view
// job_pay_filled); the note says how many. Beside the median of a role and
// country stand other readings of one-sided pay and other intervals. After the
// levels come differences between medians, demand, shares of skills and growth.
//
// Values are rounded to the cent. The median carries the score interval, and
// so do the quantiles; the mean that of its linearised error. All of a set
// share the median's grade. A withheld figure keeps its value, since
// a query over the database finds it anyway; it isn't to be printed.
// Rows without a role or a country are in no figure; pay of which
// the currency is unknown stands in none.
//
// For "all", a job that several sources show counts once: its pay is the mean
// of what the sources state in the currency that most of them use, its postings
// theirs together.
//
// Levels are of open jobs that are full-time, and permanent or of an unsaid
// term; pay older than the age limit is left out of them and counted. The other
// populations have a set of a role and country each. Pay of a place is that of
// the ranges which are for it.
func (t *table) levels() []aggregate.Figure {
	cells := t.cells()
	pay := t.pay(cells)
	groups := contrasts(pay)
	return joined(
		pay,
		inOrder(len(groups), func(i int) []aggregate.Figure { return groups[i].differences(t, cells.full) }),
		parts{t.flow()},
		t.demand(cells.open, sortedCells(cells.open)),
		parts{t.growth()},
	)
}

// Levels returns the levels of pay alone, of the table's cells and of the flow:
// what an edition says under that measure of the jobs of sources. The rows of a
// role and country give their figures whatever rows of others there are, so that
// these may be counted on another machine; employers' ranks and likely names are
// then those of all.
func Levels(rows iter.Seq2[aggregate.Row, error], opt Options) ([]aggregate.Figure, error) {
	t, err := gather(rows, opt.withDefaults())
	if err != nil {
		return nil, fmt.Errorf("figures: %w", err)
	}
	return append(joined(t.pay(t.cells())), t.flow()...), nil
}

// pay returns the figures of each cell of full-time jobs, then of the other
// populations.
func (t *table) pay(cells cellRows) parts {
	all := func(of map[cell][]int32) parts {
		order := sortedCells(of)
		return inOrder(len(order), func(i int) []aggregate.Figure { return order[i].figures(t, of[order[i]]) })
	}
	return append(all(cells.full), all(cells.apart)...)
}

// cellRows are the rows of every cell, by their position: of full-time jobs, of
// the other populations apart, and all open jobs whatever their population.
type cellRows struct {
	full, apart, open map[cell][]int32
}

// cells gathers the open rows that have a role and a country.
func (t *table) cells() cellRows {
	all := cellRows{map[cell][]int32{}, map[cell][]int32{}, map[cell][]int32{}}
	for i := range t.rows {
		r := &t.rows[i]
		if r.Role == "" || r.Country == "" || !r.Open {
			continue
		}
		base := cell{source: r.Source, side: r.Side, role: r.Role, country: r.Country}
		put := func(to map[cell][]int32, c cell) { to[c] = append(to[c], int32(i)) }
		if r.Population != aggregate.FullTime {
			c := base
			c.population = r.Population
			put(all.apart, c)
		}
		narrower := func(to map[cell][]int32, seniority bool) {
			put(to, base)
			if d := base; seniority && r.Seniority != "" {
				d.seniority = r.Seniority
				put(to, d)
			}
			if r.Source == aggregate.All {
				for d := range base.within(r.Row) {
					put(to, d)
				}
			}
		}
		if r.Population == aggregate.FullTime {
			narrower(all.full, true)
		}
		if !r.Extra {
			narrower(all.open, false)
		}
	}
	return all
}

func sortedCells(cells map[cell][]int32) []cell {
	return slices.SortedFunc(maps.Keys(cells), cell.compare)
}

// within are the cells of a row's places, workplace and skills inside its cell.
func (c cell) within(r *aggregate.Row) iter.Seq[cell] {
	return func(yield func(cell) bool) {
		d := c
		for _, d.place = range r.Places {
			if !yield(d) {
				return
			}
		}
		if d.place = r.Workplace; d.place != "" && !slices.Contains(r.Places, d.place) && !yield(d) {
			return
		}
		d.place = ""
		for _, d.skill = range r.Skills {
			if !yield(d) {
				return
			}
		}
	}
}

// parts are figures in their order. They are large: one slice of them would be copied
// whenever it grows.
type parts [][]aggregate.Figure

// add appends a figure.
func (p *parts) add(f aggregate.Figure) {
	const block = 256
	last := len(*p) - 1
	if last < 0 || len((*p)[last]) == cap((*p)[last]) {
		*p = append(*p, make([]aggregate.Figure, 0, block))
		last++
	}
	(*p)[last] = append((*p)[last], f)
}

// all yields the figures.
func (p parts) all() iter.Seq[*aggregate.Figure] {
	return func(yield func(*aggregate.Figure) bool) {
		for i := range p {
			for k := range p[i] {
				if !yield(&p[i][k]) {
					return
				}
			}
		}
	}
}

// joined is the figures of all, with room for as many more as an edition has besides.
func joined(all ...parts) []aggregate.Figure {
	n := 0
	for _, p := range all {
		for _, of := range p {
			n += len(of)
		}
	}
	out := make([]aggregate.Figure, 0, n+n/4)
	for _, p := range all {
		for _, of := range p {
			out = append(out, of...)
		}
	}
	return out
}

// inOrder computes parts on all cores, in their order.
func inOrder(n int, part func(int) []aggregate.Figure) parts {
	all := make(parts, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				all[i] = part(i)
			}
		})
	}
	wg.Wait()
	return all
}
