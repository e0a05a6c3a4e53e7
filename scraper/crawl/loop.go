package crawl

import (
	"context"
	"slices"
	"time"

	"backpay/scraper"
)

// batchSize bounds the pages that one transaction keeps, and with it what is in
// memory; of pages that nobody had to read it takes batchLight, of long ones
// batchBytes. batchWait bounds how long a finished page may be lost to a crash.
const (
	batchSize  = 32
	batchLight = 8 * batchSize
	batchBytes = 4 << 20
	batchWait  = 200 * time.Millisecond
)

// How many requests are asked of the frontier at once, for each worker: more
// where no other fetcher waits for them.
const (
	ahead       = 8
	aheadShared = 2
)

// loop is the coordinator of a run. It alone touches its fields: workers get
// leases by one channel and answer by another, and a settler keeps one batch
// of outcomes while the next one gathers.
type loop struct {
	*engine
	queue   *hostQueue
	busy    int               // leases that workers hold
	batch   []scraper.Outcome // done, not yet given to the settler
	read    int               // of batch: those that brought something
	bytes   int64             // of batch: the bodies of those
	keeping []scraper.Outcome // with the settler
	back    []scraper.Lease   // not begun or broken off: for a later run
	drained bool              // the frontier has nothing for us, as far as is known
	passed  []string          // hosts that the last look at the frontier left out
	late    bool              // batch has waited for batchWait
	room    int64             // that pages of batch have of the room for large ones
	kept    int64             // that those of keeping have of it
	spent   *spending
	doubt   suspects
	sum     Progress
	failure error // of the frontier: ends the run
}

func (l *loop) run(ctx context.Context) error {
	var (
		work    = make(chan scraper.Lease)
		results = make(chan answer)
		settle  = make(chan []scraper.Outcome)
		settled = make(chan error)
	)
	defer close(work)
	defer close(settle)
	l.start(ctx, work, results)
	go func() {
		for b := range settle { // what is done is kept, even of a cancelled run
			settled <- l.Frontier.Settle(context.WithoutCancel(ctx), b)
		}
	}()
	tick := time.NewTicker(batchWait)
	defer tick.Stop()
	for {
		stopping := ctx.Err() != nil || l.failure != nil
		if !stopping && !l.drained && l.queue.ready() < l.Workers-l.busy {
			l.lease(ctx)
			continue
		}
		var next scraper.Lease
		var toWork chan scraper.Lease
		if !stopping && l.busy < l.Workers && !l.full(4) && l.queue.ready() > 0 {
			next = l.queue.peek()
			if err := l.spent.forbids(next); err != nil {
				l.queue.take()
				l.free(next)
				l.gather(refused(next, err))
				continue
			}
			toWork = work
		}
		stuck := toWork == nil && l.busy == 0 // only a settled page can bring more
		var toSettle chan []scraper.Outcome
		if l.due(stuck) {
			toSettle = settle
		}
		if stuck && len(l.batch) == 0 && l.keeping == nil {
			if !stopping && len(l.doubt.pages) > 0 {
				l.gather(l.doubt.release()...)
				continue
			}
			return l.end(ctx)
		}
		select {
		case toWork <- next:
			l.queue.take()
			l.spent.begin(next)
			l.busy++
		case o := <-results:
			l.busy--
			l.free(o.Lease)
			l.room += o.room
			l.take(o.Outcome)
		case toSettle <- l.batch:
			l.keeping, l.batch, l.read, l.bytes, l.late = l.batch, nil, 0, 0, false
			l.kept, l.room = l.room, 0
		case err := <-settled:
			if err != nil {
				l.failure = err
			} else {
				l.report()
			}
			if l.shared() || slices.ContainsFunc(l.keeping, func(o scraper.Outcome) bool { return len(o.Result.Requests) > 0 }) {
				l.drained = false
			}
			l.keeping = nil
			if l.kept > 0 {
				l.leaveRoom(l.kept)
				l.kept = 0
			}
		case <-tick.C:
			l.late = true
		}
	}
}

// start sets the workers to work, until there is none.
func (l *loop) start(ctx context.Context, work <-chan scraper.Lease, results chan<- answer) {
	for range l.Workers {
		go func() {
			w := newWorker(ctx, l.engine)
			for lease := range work {
				results <- w.visit(lease)
			}
		}()
	}
}

// due reports whether what is done goes to the settler now: when it is free, and
// the batch is full, has waited, has a large page or is all that there is to do.
func (l *loop) due(stuck bool) bool {
	return len(l.batch) > 0 && l.keeping == nil && (l.full(1) || l.late || l.room > 0 || stuck)
}

// full reports whether the batch has the pages of n transactions.
func (l *loop) full(n int) bool {
	return l.read >= n*batchSize || len(l.batch) >= n*batchLight || l.bytes >= int64(n)*batchBytes
}

// gather adds outcomes to the batch.
func (l *loop) gather(done ...scraper.Outcome) {
	l.batch = append(l.batch, done...)
	for _, o := range done {
		if o.Fetch == nil || !o.Fetch.Same {
			l.read++
		}
		if o.Fetch != nil && !o.Fetch.Same {
			l.bytes += o.Fetch.Bytes
		}
	}
}

// take puts an outcome where it belongs: to be settled, to be given back, or to
// wait until it is plain whose trouble it is.
func (l *loop) take(o scraper.Outcome) {
	l.spent.end(o)
	if o.State == scraper.Queued {
		l.back = append(l.back, o.Lease)
		if o.Err != nil && l.failure == nil {
			l.failure = o.Err
		}
		return
	}
	held, err := l.doubt.hold(o)
	if err != nil && l.failure == nil {
		l.failure = err
	}
	if !held {
		l.gather(o)
	}
	if l.doubt.answered {
		l.gather(l.doubt.release()...)
	}
}

// free gives the place of a lease back to its host, which may have more.
func (l *loop) free(lease scraper.Lease) {
	h := l.queue.done(lease)
	if l.queue.wants(h) && (l.shared() || slices.Contains(l.passed, h)) {
		l.drained = false
	}
}

// shared reports whether other fetchers bring and take requests too.
func (l *loop) shared() bool {
	_, shared := l.Frontier.(Shared)
	return shared
}

// lease fetches more requests than there are free workers, to ask seldom. When
// they are fewer than were asked for, those of hosts that are passed over now are
// all that is left, until a page brings more.
func (l *loop) lease(ctx context.Context) {
	n := ahead * l.Workers
	if l.shared() {
		n = aheadShared * l.Workers
	}
	l.passed = l.queue.full()
	leases, err := l.Frontier.Lease(ctx, n, l.passed)
	if err != nil && ctx.Err() == nil {
		l.failure = err
	}
	l.queue.push(leases)
	l.drained = len(leases) < n && (!l.shared() || len(leases) == 0)
}

// end gives back what was not begun.
func (l *loop) end(ctx context.Context) error {
	l.back = append(l.back, l.queue.rest()...)
	for _, o := range l.doubt.pages {
		l.back = append(l.back, o.Lease)
	}
	if len(l.back) > 0 {
		if err := l.Frontier.Release(context.WithoutCancel(ctx), l.back); err != nil && l.failure == nil {
			l.failure = err
		}
		l.back = nil
	}
	if l.failure != nil {
		return l.failure
	}
	return ctx.Err()
}

// report adds the kept batch to the progress and tells it.
func (l *loop) report() {
	l.sum.Problems = nil
	for _, o := range l.keeping {
		switch o.State {
		case scraper.Done:
			l.sum.Done++
		case scraper.Skipped:
			l.sum.Skipped++
		case scraper.Failed:
			l.sum.Failed++
		}
		l.sum.Postings += len(o.Result.Postings) + o.Kept
		if o.Err != nil {
			l.problem(o, o.Status, o.Err)
		}
		for _, err := range o.Result.Problems {
			l.problem(o, "partial", err)
		}
	}
	if l.Progress != nil {
		l.Progress(l.sum)
	}
}

func (l *loop) problem(o scraper.Outcome, status string, err error) {
	l.sum.Problems = append(l.sum.Problems, Problem{o.Lease.Source, o.Lease.Request.URL, status, err})
}
