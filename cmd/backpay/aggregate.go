package main

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"backpay/aggregate/normalise"
	"backpay/store"
)

type aggregateCmd struct {
	All bool `help:"Normalise every posting again, not only new and changed ones."`
}

func (cmd aggregateCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if len(c.Citations) == 0 { // nothing to begin with
		if err := a.needDB(c); err != nil {
			return err
		}
	}
	db, done, err := a.openDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	n, err := a.aggregate(db, c, cmd.All)
	if err != nil {
		return err
	}
	figures, err := a.countFigures(db, c)
	if err != nil {
		return err
	}
	a.log.Info(fmt.Sprintf("%s normalised, %d figures computed", n, figures))
	return nil
}

// saidBatch is how many records are normalised and kept at a time.
const saidBatch = 256

// counts is how many records were normalised.
type counts struct{ postings, claims, observations int }

func (n counts) String() string {
	s := fmt.Sprintf("%d postings", n.postings)
	if n.claims > 0 {
		s += fmt.Sprintf(", %d claims", n.claims)
	}
	if n.observations > 0 {
		s += fmt.Sprintf(", %d observations", n.observations)
	}
	return s
}

// aggregate normalises what is new or changed, or everything, on all cores.
// The configuration's citations come first.
func (a *app) aggregate(db *store.DB, c *config, all bool) (n counts, err error) {
	if n.postings, err = believe(a.ctx, shown(a, db, "posting", all, db.Said(a.ctx, all)), normalise.Posting, db.PutBeliefs); err != nil {
		return n, fmt.Errorf("aggregate: %w", err)
	}
	if err := a.rematch(db, c, all); err != nil {
		return n, fmt.Errorf("aggregate: %w", err)
	}
	n.claims, n.observations, err = a.aggregateFigures(db, c, all)
	return n, err
}

// aggregateFigures is aggregate without the postings.
func (a *app) aggregateFigures(db *store.DB, c *config, all bool) (claims, observations int, err error) {
	if err := a.cite(db, c); err != nil {
		return 0, 0, fmt.Errorf("aggregate: %w", err)
	}
	if claims, err = believe(a.ctx, shown(a, db, "claim", all, db.SaidClaims(a.ctx, all)), normalise.Claim, db.PutClaimBeliefs); err != nil {
		return claims, 0, fmt.Errorf("aggregate: %w", err)
	}
	said := shown(a, db, "observation", all, db.SaidObservations(a.ctx, all))
	if observations, err = believe(a.ctx, said, normalise.Observation, db.PutObservationBeliefs); err != nil {
		return claims, observations, fmt.Errorf("aggregate: %w", err)
	}
	return claims, observations, nil
}

// shown shows how many records of a table were normalised.
func shown[S any](a *app, db *store.DB, table string, all bool, said iter.Seq2[S, error]) iter.Seq2[S, error] {
	total := func() (int, error) { return db.SaidCount(a.ctx, table, all) }
	return metered(a.screen, "normalising", table+"s", total, said)
}

// believe reads records, works out what we believe of them and keeps it, a
// batch at a time: one is read and worked out while the one before is written.
// It returns how many records it was.
func believe[S, B any](
	ctx context.Context,
	said iter.Seq2[S, error],
	read func(S) B,
	put func(context.Context, []B) error,
) (n int, err error) {
	reading, stop := context.WithCancel(ctx)
	type believed struct {
		rows []B
		err  error
	}
	done := make(chan believed)
	defer func() { // what reads the database has ended when believe returns
		stop()
		for range done {
		}
	}()
	go func() {
		defer close(done)
		for batch, err := range chunks(said, saidBatch) {
			b := believed{err: err}
			if err == nil {
				b.rows = inParallel(reading, batch, read)
				b.err = reading.Err() // then not all of them were read
			}
			select {
			case done <- b:
			case <-reading.Done():
				return
			}
			if b.err != nil {
				return
			}
		}
	}()
	for b := range done {
		if b.err != nil {
			return n, b.err
		}
		if err := put(ctx, b.rows); err != nil {
			return n, err
		}
		n += len(b.rows)
	}
	return n, ctx.Err()
}

// inParallel keeps the order, so that the result doesn't depend on cores.
func inParallel[S, B any](ctx context.Context, batch []S, read func(S) B) []B {
	out := make([]B, len(batch))
	var wg sync.WaitGroup
	step := (len(batch) + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0)
	for from := 0; from < len(batch); from += step {
		to := min(from+step, len(batch))
		wg.Go(func() {
			for i := from; i < to && ctx.Err() == nil; i++ {
				out[i] = read(batch[i])
			}
		})
	}
	wg.Wait()
	return out
}

// chunks gathers up to n values at a time. The error comes last.
func chunks[T any](seq iter.Seq2[T, error], n int) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		var chunk []T
		for v, err := range seq {
			if err != nil {
				yield(nil, err)
				return
			}
			if chunk = append(chunk, v); len(chunk) == n {
				if !yield(chunk, nil) {
					return
				}
				chunk = nil
			}
		}
		if len(chunk) > 0 {
			yield(chunk, nil)
		}
	}
}

// firstError is the error to tell of two: what went wrong first.
func firstError(first, then error) error {
	if first != nil {
		return first
	}
	return then
}
