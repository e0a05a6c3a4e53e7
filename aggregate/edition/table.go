package edition

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/jobpay"
)

// table is the rows that figures are computed from: those of the sources, then
// one of "all" for each job of a side.
type table struct {
	opt    Options
	rows   []entry
	stated int // how many of rows are those of the sources
	widths *jobpay.Widths
}

// entry is a row under the name of its source or "all". Most jobs are shown by one
// source: their row is in the table under both.
type entry struct {
	Source string // in place of that of Row
	*aggregate.Row
}

// gather makes the table of rows. An error is a row that can't be: one that
// comes twice, a source of no name or named "all", no side, a pay below zero or
// no number. Errors of rows are returned as they are.
func gather(rows iter.Seq2[aggregate.Row, error], opt Options) (*table, error) {
	t := &table{opt: opt, widths: jobpay.NewWidths(opt.MinWidths)}
	var room []aggregate.Row // rows lie in blocks: one slice of them all would be copied whenever it grows
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		if err := check(r); err != nil {
			return nil, err
		}
		if len(room) == cap(room) {
			room = make([]aggregate.Row, 0, 512)
		}
		room = append(room, r)
		t.rows = append(t.rows, entry{r.Source, &room[len(room)-1]})
		widen(t.widths, &r)
	}
	t.widths.Settle()
	t.stated = len(t.rows)
	all := make([]*aggregate.Row, len(t.rows))
	for i, r := range t.rows {
		all[i] = r.Row
	}
	t.rows = slices.Grow(t.rows, len(all))
	for of := range byJob(all) {
		if err := once(of); err != nil {
			return nil, err
		}
		for _, r := range merge(of) {
			t.rows = append(t.rows, entry{aggregate.All, r})
		}
	}
	return t, nil
}

// byJob sorts rows and yields those of each job of a side.
func byJob(rows []*aggregate.Row) iter.Seq[[]*aggregate.Row] {
	compare := func(a, b *aggregate.Row) int {
		return cmp.Or(cmp.Compare(a.Job, b.Job), cmp.Compare(a.Side, b.Side))
	}
	slices.SortFunc(rows, compare)
	return func(yield func([]*aggregate.Row) bool) {
		for first, i := 0, 1; i <= len(rows); i++ {
			if i < len(rows) && compare(rows[first], rows[i]) == 0 {
				continue
			}
			if !yield(rows[first:i:i]) {
				return
			}
			first = i
		}
	}
}

// once returns an error where a source shows the job twice.
func once(of []*aggregate.Row) error {
	for i, r := range of {
		for _, o := range of[:i] {
			if r.Source == o.Source && r.Population == o.Population {
				return fmt.Errorf("job %d of source %q comes twice", r.Job, r.Source)
			}
		}
	}
	return nil
}

func check(r aggregate.Row) error {
	switch {
	case r.Source == "" || r.Source == aggregate.All:
		return fmt.Errorf("job %d: %q is no name of a source", r.Job, r.Source)
	case r.Side == "":
		return fmt.Errorf("job %d of source %q has no side", r.Job, r.Source)
	}
	for _, v := range []float64{r.Pay, r.Low, r.High} {
		if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
			return fmt.Errorf("job %d of source %q: pay %v is no amount", r.Job, r.Source, v)
		}
	}
	return nil
}
