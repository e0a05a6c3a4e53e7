package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"sync"

	"backpay/scraper"
)

// Frontier is the queue of one run's requests. It is a scraper.Frontier.
type Frontier struct {
	db      *DB
	run     Run
	sources string // as a JSON list; "[]" for all

	mu   sync.Mutex
	held map[int64]bool // leases that are neither settled nor released
}

var _ scraper.Frontier = (*Frontier)(nil)

// Frontier returns the frontier of a run. Where sources are named, it leases
// only theirs, so that a resumed run can be told to leave others alone.
func (db *DB) Frontier(run Run, sources ...string) *Frontier {
	names, _ := list(sources) // texts always marshal
	return &Frontier{db: db, run: run, sources: names, held: map[int64]bool{}}
}

// Add queues requests; one that the run has had before is left as it is.
func (f *Frontier) Add(ctx context.Context, source string, reqs []scraper.Request) error {
	err := f.db.write(ctx, func(t *txn) error {
		if err := touchSourceRun(t, f.run, source); err != nil {
			return err
		}
		bad, err := f.add(t, source, reqs)
		return errors.Join(err, bad)
	})
	if err != nil {
		return fmt.Errorf("frontier: add requests of %s: %w", source, err)
	}
	return nil
}

// add answers in bad what is no request: a page may bring anything, and the
// rest of it counts.
func (f *Frontier) add(t *txn, source string, reqs []scraper.Request) (bad, err error) {
	for _, r := range reqs {
		u, err := url.Parse(r.URL)
		if err != nil || u.Host == "" {
			bad = errors.Join(bad, fmt.Errorf("request to %q: not an address", r.URL))
			continue
		}
		if r.Method == "" {
			r.Method = "GET"
		}
		whole, err := json.Marshal(r)
		if err != nil {
			return bad, fmt.Errorf("request %s: %w", r.URL, err)
		}
		if _, err := t.exec(`INSERT INTO frontier (run_id, source, method, url, body, host, request, state)
			VALUES (?, ?, ?, ?, ?, ?, ?, 'queued') ON CONFLICT DO NOTHING`, f.run.ID, source, r.Method, r.URL, r.Body, u.Host, string(whole)); err != nil {
			return bad, fmt.Errorf("request %s: %w", r.URL, err)
		}
	}
	return bad, nil
}

// Lease takes up to n queued requests, oldest first, none of a busy host. Nothing
// of it is written: one program has the file, and what it held when it was killed
// is queued still.
func (f *Frontier) Lease(ctx context.Context, n int, busy []string) ([]scraper.Lease, error) {
	if n <= 0 {
		return nil, nil
	}
	hosts, err := list(busy)
	if err != nil {
		return nil, fmt.Errorf("frontier: lease: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []scraper.Lease
	err = f.db.write(ctx, func(t *txn) error {
		ids, err := f.oldest(t, n, hosts)
		if err != nil {
			return err
		}
		out, err = f.take(t, ids)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("frontier: lease: %w", err)
	}
	for _, l := range out {
		f.held[l.ID] = true
	}
	return out, nil
}

// leave gives up leases: they are settled, or queued again.
func (f *Frontier) leave(ids ...int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range ids {
		delete(f.held, id)
	}
}

// Waiting counts the requests that are not done yet.
func (f *Frontier) Waiting(ctx context.Context) (n int, err error) {
	err = f.db.r.QueryRowContext(ctx, `SELECT COUNT(*) FROM frontier WHERE run_id = ? AND state = 'queued'
		AND (?2 = '[]' OR source IN (SELECT value FROM json_each(?2)))`, f.run.ID, f.sources).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("frontier: count what waits: %w", err)
	}
	return n, nil
}

// take returns requests, oldest first.
func (f *Frontier) take(t *txn, ids []int64) (out []scraper.Lease, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	arg, err := list(ids)
	if err != nil {
		return nil, err
	}
	err = t.each(func(r *sql.Rows) error {
		var l scraper.Lease
		var whole []byte
		if err := r.Scan(&l.ID, &l.Source, &whole); err != nil {
			return err
		}
		if err := json.Unmarshal(whole, &l.Request); err != nil {
			return fmt.Errorf("request %d: %w", l.ID, err)
		}
		out = append(out, l)
		return nil
	}, `SELECT id, source, request FROM frontier WHERE id IN (SELECT value FROM json_each(?))`, arg)
	if err == nil {
		err = f.db.ahead.look(t, arg)
	}
	slices.SortFunc(out, func(a, b scraper.Lease) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// errEnough ends a read early.
var errEnough = errors.New("enough")

// window is how many of the oldest requests are looked at one by one.
const window = 200

// oldest returns the oldest queued requests of hosts that aren't busy, and none
// that is held. It looks
// at the head of the queue first; where busy hosts fill that, it goes from host
// to host, so that ten thousand requests to one busy host cost nothing.
func (f *Frontier) oldest(t *txn, n int, busy string) ([]int64, error) {
	var ids []int64
	seen := 0
	err := t.each(func(r *sql.Rows) error {
		var id int64
		var free bool
		if err := r.Scan(&id, &free); err != nil {
			return err
		}
		if f.held[id] {
			return nil
		}
		seen++
		if free {
			ids = append(ids, id)
		}
		if len(ids) == n || seen == window {
			return errEnough
		}
		return nil
	}, `SELECT id, host NOT IN (SELECT value FROM json_each(?2)) FROM frontier
		WHERE run_id = ?1 AND state = 'queued' AND (?3 = '[]' OR source IN (SELECT value FROM json_each(?3)))
		ORDER BY id LIMIT ?4`, f.run.ID, busy, f.sources, window+len(f.held))
	switch {
	case err != nil && !errors.Is(err, errEnough):
		return nil, err
	case len(ids) == n || seen < window:
		return ids, nil
	}
	return f.oldestByHost(t, n, busy)
}

// oldestByHost is oldest where busy hosts have the head of the queue.
func (f *Frontier) oldestByHost(t *txn, n int, busy string) ([]int64, error) {
	held, err := list(slices.Collect(maps.Keys(f.held)))
	if err != nil {
		return nil, err
	}
	var ids []int64
	err = t.each(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	}, `WITH RECURSIVE h (host) AS (
			SELECT MIN(host) FROM frontier WHERE run_id = ?1 AND state = 'queued'
			UNION ALL
			SELECT (SELECT MIN(host) FROM frontier WHERE run_id = ?1 AND state = 'queued' AND host > h.host) FROM h
				WHERE h.host IS NOT NULL)
		SELECT f.id FROM h JOIN frontier f ON f.id IN (
			SELECT id FROM frontier q WHERE q.run_id = ?1 AND q.state = 'queued' AND q.host = h.host
				AND (?3 = '[]' OR q.source IN (SELECT value FROM json_each(?3)))
				AND q.id NOT IN (SELECT value FROM json_each(?5)) ORDER BY q.id LIMIT ?4)
		WHERE h.host NOT IN (SELECT value FROM json_each(?2))
		ORDER BY f.id LIMIT ?4`, f.run.ID, busy, f.sources, n, held)
	slices.Sort(ids)
	return ids, err
}

// Release puts leases back that were not begun.
func (f *Frontier) Release(_ context.Context, leases []scraper.Lease) error {
	for _, l := range leases {
		f.leave(l.ID)
	}
	return nil
}

// Left counts the requests of the run by state.
func (f *Frontier) Left(ctx context.Context) (map[scraper.State]int, error) {
	rows, err := f.db.query(ctx, `SELECT state, COUNT(*) FROM frontier WHERE run_id = ? GROUP BY state`, f.run.ID)
	if err != nil {
		return nil, fmt.Errorf("frontier: %w", err)
	}
	out := map[scraper.State]int{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var s scraper.State
		var n int
		err := r.Scan(&s, &n)
		out[s] = n
		return err
	})
	return out, err
}
