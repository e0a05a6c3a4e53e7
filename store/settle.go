package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"backpay/scraper"
)

// Settle keeps a batch of outcomes in one transaction: the answers' places in
// the archive, the postings, claims and observations, what has gone, the
// states of the requests, the requests that the pages brought, and the counts
// of source_run.
//
// Observations that end in an error break their page: nothing of it is kept
// but its place in the archive, and its outcome's State, Status and Err say so
// afterwards, in the caller's slice too. The other pages are kept.
//
// An outcome without a lease (ID 0) is a page that was not asked for by this
// frontier, such as an imported file.
func (f *Frontier) Settle(ctx context.Context, outcomes []scraper.Outcome) error {
	err := f.db.write(ctx, func(t *txn) error {
		s := settling{run: f.run, sources: map[string]*tally{}, met: map[string]*met{}}
		if err := s.look(t, outcomes); err != nil {
			return err
		}
		for i := range outcomes {
			o := &outcomes[i]
			if err := f.settleWhole(t, &s, o); err != nil {
				return fmt.Errorf("%s %s: %w", o.Lease.Source, o.Lease.Request.URL, err)
			}
		}
		return s.end(t, stamp(f.db.now()))
	})
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	for i := range outcomes {
		f.leave(outcomes[i].Lease.ID)
	}
	return nil
}

// tally is what one outcome adds to its source_run.
type tally struct {
	requests, notModified int
	bytes                 int64
	records               int
	fresh, changed        int
	unchanged, gone       int
	done, failed          int
	doubted               int // boards whose list was not read whole
	failure               string
	problem               error
	claims                claims // their counts are in those above too
	observations          observations
	references            references
}

// figures keeps the claims, observations and reference values of an outcome, with the postings'
// fetch and time, and counts them.
func (n *tally) figures(t *txn, run Run, o *scraper.Outcome, b *batch) error {
	if len(o.Result.Claims) > 0 {
		how, err := obtainedBy(t, run, b.source)
		if err != nil {
			return err
		}
		c := claims{run: run, source: b.source, fetch: b.fetch, seen: b.seen, how: how}
		c.url, c.file = where(o)
		if err := c.put(t, o.Result.Claims); err != nil {
			return err
		}
		n.claims = c
		n.count(len(o.Result.Claims), c.fresh, c.changed, c.unchanged, c.problem)
	}
	if o.Result.Observations != nil {
		v := observations{source: b.source, fetch: b.fetch}
		if err := v.put(t, o.Result.Observations); err != nil {
			return err
		}
		if alone := o.Result.Alone; alone != nil {
			v.alone = *alone
		}
		o.Unit = v.unit
		n.observations = v
		n.count(v.read, v.fresh, v.changed, v.unchanged, errors.Join(v.problem, v.unit.Doubt()))
	}
	if len(o.Result.References) > 0 {
		r := references{source: b.source, fetch: b.fetch}
		if err := r.put(t, o.Result.References); err != nil {
			return err
		}
		n.references = r
		n.count(r.fresh+r.changed+r.unchanged, r.fresh, r.changed, r.unchanged, r.problem)
	}
	return nil
}

func (n *tally) count(records, fresh, changed, unchanged int, problem error) {
	n.records += records
	n.fresh += fresh
	n.changed += changed
	n.unchanged += unchanged
	n.problem = errors.Join(n.problem, problem)
}

// settleWhole settles an outcome, or, where its observations are broken, the
// failure that it then is.
func (f *Frontier) settleWhole(t *txn, s *settling, o *scraper.Outcome) error {
	if o.Result.Observations == nil {
		return f.settle(t, s, o)
	}
	if _, err := t.exec("SAVEPOINT outcome"); err != nil {
		return err
	}
	err := f.settle(t, s, o)
	var broken brokenError
	if errors.As(err, &broken) {
		if _, err := t.exec("ROLLBACK TO outcome"); err != nil {
			return err
		}
		o.State, o.Err, o.Result = scraper.Failed, broken.error, scraper.Result{}
		o.Status = StatusFailed
		if errors.Is(broken, scraper.ErrDrift) {
			o.Status = StatusDrift
		}
		err = f.settle(t, s, o)
	}
	if err != nil {
		return err
	}
	_, err = t.exec("RELEASE outcome")
	return err
}

func (f *Frontier) settle(t *txn, s *settling, o *scraper.Outcome) error {
	source := o.Lease.Source
	now := f.db.now()
	b := batch{run: f.run, source: source, seen: stamp(now), snapshot: o.Result.Snapshot}
	n := tally{records: len(o.Result.Postings), problem: o.Err}
	if o.Fetch != nil {
		id, err := putFetch(t, f.run, o, now)
		if err != nil {
			return err
		}
		b.fetch = id
		if f.run.Kind == Import {
			if !o.Fetch.FetchedAt.IsZero() {
				b.seen = stamp(o.Fetch.FetchedAt)
			}
		} else {
			n.requests = 1
		}
		if o.Fetch.NotModified {
			n.notModified = 1
		} else {
			n.bytes = o.Fetch.Bytes
		}
	}
	if o.Fetch != nil && o.Fetch.Same {
		known, err := b.again(t, s, o.Fetch)
		if err != nil {
			return err
		}
		s.seen = append(s.seen, known...)
		o.Kept, b.unchanged = len(known), len(known)
		n.records = o.Kept
	}
	if err := b.put(t, o.Result.Postings); err != nil {
		return err
	}
	n.fresh, n.changed, n.unchanged = b.fresh, b.changed, b.unchanged
	n.problem = errors.Join(n.problem, b.problem)
	if err := errors.Join(n.figures(t, f.run, o, &b), b.replace(t, o)); err != nil {
		return err
	}
	if o.State == scraper.Failed && missing(o) {
		settled, err := settledGone(t, source, o.Lease.Request.Board)
		if err != nil {
			return err
		}
		if settled {
			o.State, o.Status = scraper.Skipped, StatusSkipped
		}
	}
	if err := b.note(t, o, &n); err != nil {
		return err
	}
	if err := b.read(t, o, &n); err != nil {
		return err
	}
	s.meet(&b)
	bad, err := f.add(t, source, o.Result.Requests)
	if err != nil {
		return err
	}
	n.problem = errors.Join(n.problem, bad)
	switch o.State {
	case scraper.Done:
		n.done = 1
	case scraper.Failed:
		n.failed, n.failure = 1, o.Status
		if n.failure == "" {
			n.failure = StatusFailed
		}
	}
	for _, p := range o.Result.Problems {
		if errors.Is(p, scraper.ErrBound) {
			n.doubt(p)
		}
	}
	if n.problem == nil && len(o.Result.Problems) > 0 {
		n.problem = o.Result.Problems[0]
	}
	if err := s.answered(t, o); err != nil {
		return err
	}
	s.count(source, n)
	f.db.ahead.forget(source, o.Fetch, &b)
	return nil
}

func words(err error) any {
	if err == nil {
		return nil
	}
	return err.Error()
}

// putFetch keeps one answer and sets its ID.
func putFetch(t *txn, run Run, o *scraper.Outcome, now time.Time) (int64, error) {
	a := o.Fetch
	at := a.FetchedAt
	if at.IsZero() {
		at = now
	}
	method := o.Lease.Request.Method
	if method == "" {
		method = "GET"
	}
	var offset any
	if a.File != "" {
		offset = a.Offset
	}
	id, err := t.insert(
		`INSERT INTO fetch (run_id, source, method, url, status, fetched_at, etag, last_modified,
		sha256, bytes, not_modified, archive_file, archive_offset)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		run.ID,
		o.Lease.Source,
		method,
		a.URL,
		a.Status,
		stamp(at),
		text(a.ETag),
		text(a.LastModified),
		text(a.SHA256),
		a.Bytes,
		a.NotModified,
		text(a.File),
		offset,
	)
	if err != nil {
		return 0, fmt.Errorf("fetch: %w", err)
	}
	a.ID = id
	return id, nil
}

func touchSourceRun(t *txn, run Run, source string) error {
	_, err := t.exec(`INSERT INTO source_run (run_id, source, fetcher) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		run.ID, source, text(run.Fetcher))
	return err
}

// join adds the counts of a later outcome of the same source; the first problem
// and the gravest failure stand, as in add.
func (n *tally) join(m tally) {
	n.requests, n.notModified, n.bytes = n.requests+m.requests, n.notModified+m.notModified, n.bytes+m.bytes
	n.records, n.fresh, n.changed = n.records+m.records, n.fresh+m.fresh, n.changed+m.changed
	n.unchanged, n.gone, n.doubted = n.unchanged+m.unchanged, n.gone+m.gone, n.doubted+m.doubted
	n.done, n.failed = n.done+m.done, n.failed+m.failed
	if n.failure == "" || m.failure != "" && m.failure < n.failure {
		n.failure = m.failure
	}
	if n.problem == nil {
		n.problem = m.problem
	}
	n.claims.fresh, n.claims.changed = n.claims.fresh+m.claims.fresh, n.claims.changed+m.claims.changed
	n.claims.unchanged += m.claims.unchanged
	n.observations.read, n.observations.fresh = n.observations.read+m.observations.read, n.observations.fresh+m.observations.fresh
	n.observations.changed += m.observations.changed
	n.observations.alone += m.observations.alone
	n.observations.unit.Twins += m.observations.unit.Twins
	n.observations.unit.Repeated += m.observations.unit.Repeated
	n.references.fresh, n.references.changed = n.references.fresh+m.references.fresh, n.references.changed+m.references.changed
	n.references.unchanged += m.references.unchanged
}

// add adds the tally to the source's row. Of several failures the gravest word
// stands, which happens to be the first by alphabet: blocked, drift, failed.
func (n *tally) add(t *txn, run Run, source string) error {
	if err := touchSourceRun(t, run, source); err != nil {
		return fmt.Errorf("source_run: %w", err)
	}
	_, err := t.exec(
		`UPDATE source_run SET requests = requests + ?, not_modified = not_modified + ?,
		bytes = bytes + ?, records = records + ?,
			new = new + ?, changed = changed + ?, unchanged = unchanged + ?, gone = gone + ?, pages_done = pages_done + ?, pages_failed = pages_failed + ?,
			failure = MIN(COALESCE(failure, ?11), COALESCE(?11, failure)), error = COALESCE(error, ?),
			doubted = doubted + ?, claims = claims + ?, claims_new = claims_new + ?, claims_changed = claims_changed + ?,
			observations = observations + ?, observations_new = observations_new + ?, observations_changed = observations_changed + ?,
			reference_values = reference_values + ?, reference_values_new = reference_values_new + ?, reference_values_changed = reference_values_changed + ?,
			rows_twin = rows_twin + ?, rows_repeated = rows_repeated + ?, rows_alone = rows_alone + ?
		WHERE run_id = ? AND source = ?`,
		n.requests,
		n.notModified,
		n.bytes,
		n.records,
		n.fresh,
		n.changed,
		n.unchanged,
		n.gone,
		n.done,
		n.failed,
		text(n.failure),
		words(n.problem),
		n.doubted,
		n.claims.fresh+n.claims.changed+n.claims.unchanged,
		n.claims.fresh,
		n.claims.changed,
		n.observations.read,
		n.observations.fresh,
		n.observations.changed,
		n.references.fresh+n.references.changed+n.references.unchanged,
		n.references.fresh,
		n.references.changed,
		n.observations.unit.Twins,
		n.observations.unit.Repeated,
		n.observations.alone,
		run.ID,
		source,
	)
	if err != nil {
		return fmt.Errorf("source_run: %w", err)
	}
	return nil
}
