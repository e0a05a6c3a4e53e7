package figure

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/scraper"
)

// All is the source's name in figures over one side's canonical jobs together.
const All = "all"

// Level is the measure of every figure made here: the level of pay, with the
// count of the jobs that it is the level of.
const Level = "level"

// The grades.
const (
	Good     = "good"
	Rough    = "rough"
	Withheld = "withheld"
)

// Options says which edition the figures belong to and when they may be
// printed. A threshold left at zero has the value named at it.
type Options struct {
	Edition string
	// MinEmployers is the least number of employers of a printed figure (20):
	// below it, printing the intervals that happen to be narrow covers the
	// truth too seldom.
	MinEmployers int
	// GoodEmployers is the least number of employers of a good figure (40).
	GoodEmployers int
	// MaxShare is the largest share of a figure's jobs that one employer may
	// have (0.25).
	MaxShare float64
	// GoodWidth and RoughWidth are the largest half-widths of the median's
	// interval, as a share of the median, of a good figure (0.10) and of a
	// printed one (0.20).
	GoodWidth, RoughWidth float64
}

func (o Options) withDefaults() Options {
	o.MinEmployers = cmp.Or(o.MinEmployers, 20)
	o.GoodEmployers = cmp.Or(o.GoodEmployers, 40)
	o.MaxShare = cmp.Or(o.MaxShare, 0.25)
	o.GoodWidth = cmp.Or(o.GoodWidth, 0.10)
	o.RoughWidth = cmp.Or(o.RoughWidth, 0.20)
	return o
}

// cell is what one set of figures is about. Seniority is "" for all.
type cell struct {
	side                             scraper.Side
	source, role, country, seniority string
}

func (c cell) compare(d cell) int {
	return cmp.Or(
		cmp.Compare(c.side, d.side),
		cmp.Compare(c.source, d.source),
		cmp.Compare(c.role, d.role),
		cmp.Compare(c.country, d.country),
		cmp.Compare(c.seniority, d.seniority),
	)
}

// key is the identity of a job at a source.
type key struct {
	source string
	side   scraper.Side
	job    int64
}

// Compute returns the figures over rows, each job once a source: for every
// source, and "all" of a side, for every role in every country and again for
// every seniority within it, the number of jobs (unit "count") and, a set for
// each currency, the mean, median, p25 and p75 of annual base pay (unit: the
// currency). Jobs in one currency are never mixed with those in another.
//
// Values are rounded to the cent. The median carries the score interval; the
// others of its set share its grade. A withheld figure keeps its value, since
// a query over the database finds it anyway; it isn't to be printed.
// Rows without a role or a country are in no figure; pay of which
// the currency is unknown stands in none.
//
// For "all", a job that several sources show counts once: its pay is the mean
// of what the sources state in the currency that most of them use, its role,
// seniority and country those that most of them give (ties: the first in the
// alphabet), its postings theirs together.
//
// An error is a row that can't be: one that comes twice, a source of no name
// or named "all", no side, a pay below zero or no number. Errors of rows are
// returned as they are.
func Compute(rows iter.Seq2[aggregate.Row, error], opt Options) ([]aggregate.Figure, error) {
	opt = opt.withDefaults()
	cells := map[cell][]aggregate.Row{}
	put := func(r aggregate.Row) {
		if r.Role == "" || r.Country == "" {
			return
		}
		c := cell{source: r.Source, side: r.Side, role: r.Role, country: r.Country}
		cells[c] = append(cells[c], r)
		if c.seniority = r.Seniority; c.seniority != "" {
			cells[c] = append(cells[c], r)
		}
	}
	seen := map[key]bool{}
	type sideJob struct {
		side scraper.Side
		job  int64
	}
	jobs := map[sideJob][]aggregate.Row{}
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		if err := check(r); err != nil {
			return nil, err
		}
		k := key{r.Source, r.Side, r.Job}
		if seen[k] {
			return nil, fmt.Errorf("job %d of source %q comes twice", r.Job, r.Source)
		}
		seen[k] = true
		put(r)
		sj := sideJob{r.Side, r.Job}
		jobs[sj] = append(jobs[sj], r)
	}
	for _, rs := range jobs {
		put(merge(rs))
	}

	order := make([]cell, 0, len(cells))
	for c := range cells {
		order = append(order, c)
	}
	slices.SortFunc(order, cell.compare)
	figures := make([]aggregate.Figure, 0, 6*len(order))
	for _, c := range order {
		figures = append(figures, c.figures(cells[c], opt)...)
	}
	return figures, nil
}

func check(r aggregate.Row) error {
	switch {
	case r.Source == "" || r.Source == All:
		return fmt.Errorf("job %d: %q is no name of a source", r.Job, r.Source)
	case r.Side == "":
		return fmt.Errorf("job %d of source %q has no side", r.Job, r.Source)
	case math.IsNaN(r.Pay) || math.IsInf(r.Pay, 0) || r.Pay < 0:
		return fmt.Errorf("job %d of source %q: pay %v is no amount", r.Job, r.Source, r.Pay)
	}
	return nil
}
