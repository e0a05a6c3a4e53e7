package main

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"backpay/aggregate"
	"backpay/store"
)

type aggregateCmd struct {
	All bool `help:"Normalise every posting again, not only what is new or changed."`
}

func (cmd aggregateCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	db, done, err := a.openDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, done()) }()
	n, err := a.aggregate(db, cmd.All)
	if err != nil {
		return err
	}
	figures, err := a.figures(db, c)
	if err != nil {
		return err
	}
	a.log.Info(fmt.Sprintf("%d postings normalised, %d figures computed", n, len(figures.figures)))
	return nil
}

// saidBatch is how many postings are normalised and kept at a time.
const saidBatch = 256

// aggregate normalises what is new or changed, or everything, on all cores,
// and returns how many postings it was.
func (a *app) aggregate(db *store.DB, all bool) (n int, err error) {
	for batch, err := range chunks(db.Said(a.ctx, all), saidBatch) {
		if err != nil {
			return n, fmt.Errorf("aggregate: %w", err)
		}
		if err := db.PutBeliefs(a.ctx, normaliseAll(a.ctx, batch)); err != nil {
			return n, fmt.Errorf("aggregate: %w", err)
		}
		n += len(batch)
		if a.ctx.Err() != nil {
			return n, a.ctx.Err()
		}
	}
	return n, nil
}

// normaliseAll keeps the order, so that the result doesn't depend on cores.
func normaliseAll(ctx context.Context, batch []aggregate.Said) []aggregate.Posting {
	out := make([]aggregate.Posting, len(batch))
	var wg sync.WaitGroup
	step := (len(batch) + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0)
	for from := 0; from < len(batch); from += step {
		to := min(from+step, len(batch))
		wg.Go(func() {
			for i := from; i < to && ctx.Err() == nil; i++ {
				out[i] = aggregate.Normalise(batch[i])
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
