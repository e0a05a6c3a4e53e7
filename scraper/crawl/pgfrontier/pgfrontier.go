// Package pgfrontier is a frontier in PostgreSQL that several fetchers share. It
// leases hosts, never pages: one fetcher at a time asks a host, at the host's
// pace. What keeps two from asking it at once, whatever stalls or dies:
//
//   - a lease ends by the database's clock, and is renewed by what is settled
//   - no request leaves after half the lease, by the fetcher's own monotonic
//     clock, counted from before the lease was asked for (Permit)
//   - what is settled counts only while the lease is still the fetcher's own,
//     which the settling transaction looks at (the fence)
//   - when the host may be asked next goes with its row to the next holder
//
// Records are kept by an inner frontier, each fetcher's own: they are committed
// while the settling transaction is open, so that a page that is done has its
// records, and one whose fetcher died in between is read again.
package pgfrontier

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"sync"
	"time"

	"backpay/scraper"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed schema.sql
var schema string

// ErrNotHeld: the fetcher holds no lease of the host, or not for long enough.
var ErrNotHeld = errors.New("the host's lease is not held")

// Options are what a fetcher says of itself.
type Options struct {
	Fetcher string           // its name, unlike any other's
	Span    time.Duration    // of a lease; a minute when zero
	Delay   time.Duration    // least time between two requests to a host, over holders
	Hosts   int              // most hosts held at a time, so that others have some; zero is no limit
	Inner   scraper.Frontier // keeps the records; nil keeps none
	// NextAt returns when a host may be asked again, as its pace and its
	// Retry-After have it; the zero time is at once.
	NextAt func(host string) time.Time
}

// Frontier is a scraper.Frontier.
type Frontier struct {
	Options
	pool *pgxpool.Pool
	run  int64

	mu   sync.Mutex
	held map[string]lease
	out  map[int64]string // pages that were handed out, by id, with their host
}

// lease is a host that the fetcher holds. until is by its own clock.
type lease struct {
	token int64
	until time.Time // no request leaves after it: half the lease
}

var _ scraper.Frontier = (*Frontier)(nil)

// Open joins the run that is under way, or begins one.
func Open(ctx context.Context, address string, o Options) (*Frontier, error) {
	if o.Span == 0 {
		o.Span = time.Minute
	}
	if o.Fetcher == "" || o.Span < 2*o.Delay {
		return nil, fmt.Errorf(
			"frontier: fetcher %q, lease %s, delay %s: want a name, and a lease of two delays at least",
			o.Fetcher,
			o.Span,
			o.Delay,
		)
	}
	pool, err := pgxpool.New(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("frontier: %w", err)
	}
	f := &Frontier{Options: o, pool: pool, held: map[string]lease{}, out: map[int64]string{}}
	err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(7217)`); err != nil { // one at a time makes the tables
			return err
		}
		var made bool // making an index anew, even one that is there, waits for those who write
		if err := tx.QueryRow(ctx, `SELECT to_regclass('backpay_page_queue') IS NOT NULL`).Scan(&made); err != nil {
			return err
		}
		if !made {
			if _, err := tx.Exec(ctx, schema); err != nil {
				return err
			}
		}
		if err := tx.QueryRow(ctx, `SELECT id FROM backpay_run WHERE finished_at IS NULL`).Scan(&f.run); !errors.Is(
			err,
			pgx.ErrNoRows,
		) {
			return err
		}
		return tx.QueryRow(ctx, `INSERT INTO backpay_run DEFAULT VALUES RETURNING id`).Scan(&f.run)
	})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("frontier: %w", err)
	}
	return f, nil
}

// Close gives up what is held and ends the connections.
func (f *Frontier) Close(ctx context.Context) error {
	_, err := f.pool.Exec(ctx, `UPDATE backpay_host SET leased_until = '-infinity', leased_by = '',
		next_at = GREATEST(next_at, clock_timestamp() + $3::interval) WHERE run_id = $1 AND leased_by = $2`, f.run, f.Fetcher, f.Delay)
	f.pool.Close()
	return err
}

// Permit returns an error unless a request to the host may leave now.
func (f *Frontier) Permit(host string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if l, ok := f.held[host]; ok && time.Now().Before(l.until) {
		return nil
	}
	return fmt.Errorf("%s: %w", host, ErrNotHeld)
}

// Add queues requests.
func (f *Frontier) Add(ctx context.Context, source string, reqs []scraper.Request) error {
	err := pgx.BeginFunc(ctx, f.pool, func(tx pgx.Tx) error { return f.add(ctx, tx, source, reqs) })
	if err != nil {
		return fmt.Errorf("frontier: add requests of %s: %w", source, err)
	}
	return nil
}

func (f *Frontier) add(ctx context.Context, tx pgx.Tx, source string, reqs []scraper.Request) error {
	var hosts, keys, whole []string
	for _, r := range reqs {
		u, err := url.Parse(r.URL)
		if err != nil || u.Host == "" {
			continue // a page may bring anything, and the rest of it counts
		}
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", source, r.Method, r.URL, r.Body))
		hosts, keys, whole = append(hosts, u.Host), append(keys, hex.EncodeToString(sum[:16])),
			append(whole, string(b))
	}
	if len(hosts) == 0 {
		return nil
	}
	// Rows are locked in one order, or two fetchers could wait for each other.
	names := slices.Compact(slices.Sorted(slices.Values(hosts)))
	if _, err := tx.Exec(ctx, `INSERT INTO backpay_host (run_id, host) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`, f.run, names); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO backpay_page (run_id, source, host, key, request)
		SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[]) AS p (host, key, request) ORDER BY key
		ON CONFLICT DO NOTHING`, f.run, source, hosts, keys, whole)
	return err
}

// Lease takes hosts that are free and due, and hands out up to n pages of the
// hosts that it holds, none of a busy one.
func (f *Frontier) Lease(ctx context.Context, n int, busy []string) ([]scraper.Lease, error) {
	if n <= 0 {
		return nil, nil
	}
	asked := time.Now() // before asking: the answer may come late
	most := n
	if f.Options.Hosts > 0 {
		most = max(0, min(n, f.Options.Hosts-f.holds()))
	}
	rows, err := f.pool.Query(
		ctx,
		`UPDATE backpay_host SET leased_by = $2, leased_until = clock_timestamp() + $3::interval, token = token + 1
		WHERE run_id = $1 AND host IN (SELECT host FROM backpay_host h WHERE run_id = $1 AND next_at <= clock_timestamp()
			AND leased_until < clock_timestamp() AND EXISTS (SELECT FROM backpay_page p WHERE p.run_id = $1 AND p.host = h.host AND p.state = 'queued')
			ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED)
		RETURNING host, token`,
		f.run,
		f.Fetcher,
		f.Span,
		most,
	)
	if err != nil {
		return nil, fmt.Errorf("frontier: lease: %w", err)
	}
	type row struct {
		Host  string
		Token int64
	}
	fresh, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if err != nil {
		return nil, fmt.Errorf("frontier: lease: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range fresh {
		f.held[r.Host] = lease{r.Token, asked.Add(f.Span / 2)}
		for id, host := range f.out { // handed out under an earlier lease, and void
			if host == r.Host {
				delete(f.out, id)
			}
		}
	}
	var hosts []string
	for h, l := range f.held {
		if time.Now().Before(l.until) && !slices.Contains(busy, h) {
			hosts = append(hosts, h)
		}
	}
	return f.pages(ctx, n, hosts)
}

// holds counts the hosts that may be asked, and forgets those that may not.
func (f *Frontier) holds() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	maps.DeleteFunc(f.held, func(_ string, l lease) bool { return time.Now().After(l.until) })
	return len(f.held)
}

// pages hands out pages of hosts that are held, some of each.
func (f *Frontier) pages(ctx context.Context, n int, hosts []string) (out []scraper.Lease, err error) {
	if len(hosts) == 0 {
		return nil, nil
	}
	slices.Sort(hosts)
	rows, err := f.pool.Query(ctx, `SELECT p.id, p.source, p.host, p.request FROM unnest($2::text[]) AS h (host),
		LATERAL (SELECT * FROM backpay_page q WHERE q.run_id = $1 AND q.host = h.host AND q.state = 'queued' AND q.id <> ALL ($4)
			ORDER BY q.id LIMIT $3) p`, f.run, hosts, max(1, n/len(hosts)), slices.AppendSeq([]int64{}, maps.Keys(f.out)))
	if err != nil {
		return nil, fmt.Errorf("frontier: pages: %w", err)
	}
	defer rows.Close()
	for rows.Next() && len(out) < n {
		var l scraper.Lease
		var host, whole string
		if err := rows.Scan(&l.ID, &l.Source, &host, &whole); err != nil {
			return nil, fmt.Errorf("frontier: pages: %w", err)
		}
		if err := json.Unmarshal([]byte(whole), &l.Request); err != nil {
			return nil, fmt.Errorf("frontier: page %d: %w", l.ID, err)
		}
		f.out[l.ID] = host
		out = append(out, l)
	}
	return out, rows.Err()
}

// Settle marks pages as done, queues what they brought and renews or ends the
// leases of their hosts, in one transaction. Outcomes of a host whose lease was
// lost are dropped: its next holder reads the pages again.
func (f *Frontier) Settle(ctx context.Context, outcomes []scraper.Outcome) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked := time.Now()
	var mine, lost map[string]bool
	given := map[string]bool{} // hosts of which nothing is left to ask
	err := pgx.BeginFunc(ctx, f.pool, func(tx pgx.Tx) (err error) {
		if mine, lost, err = f.fence(ctx, tx, outcomes); err != nil {
			return err
		}
		var keep []scraper.Outcome
		for _, o := range outcomes {
			if !mine[f.out[o.Lease.ID]] {
				continue
			}
			var words *string
			if o.Err != nil {
				s := o.Err.Error()
				words = &s
			}
			tag, err := tx.Exec(
				ctx,
				`UPDATE backpay_page SET state = $2, error = $3, fetcher = $4 WHERE id = $1 AND state = 'queued'`,
				o.Lease.ID,
				string(o.State),
				words,
				f.Fetcher,
			)
			if err != nil {
				return err
			}
			if tag.RowsAffected() == 0 {
				continue
			}
			if err := f.add(ctx, tx, o.Lease.Source, o.Result.Requests); err != nil {
				return err
			}
			o.Result.Requests, o.Lease.ID = nil, 0 // the inner frontier asked for none
			keep = append(keep, o)
		}
		if err := f.pass(ctx, tx, mine, given); err != nil {
			return err
		}
		if f.Inner == nil || len(keep) == 0 {
			return nil
		}
		return f.Inner.Settle(ctx, keep)
	})
	if err != nil {
		return fmt.Errorf("frontier: settle: %w", err)
	}
	for _, o := range outcomes {
		delete(f.out, o.Lease.ID)
	}
	for h := range mine {
		f.held[h] = lease{f.held[h].token, asked.Add(f.Span / 2)}
	}
	for _, gone := range []map[string]bool{lost, given} {
		for h := range gone {
			delete(f.held, h)
		}
	}
	return nil
}

// fence locks the rows of the outcomes' hosts and returns those that are still
// the fetcher's from those that are not.
func (f *Frontier) fence(
	ctx context.Context,
	tx pgx.Tx,
	outcomes []scraper.Outcome,
) (mine, lost map[string]bool, err error) {
	mine, lost = map[string]bool{}, map[string]bool{}
	for _, o := range outcomes {
		if h, ok := f.out[o.Lease.ID]; ok {
			lost[h] = true
		}
	}
	rows, err := tx.Query(
		ctx,
		`SELECT host, token FROM backpay_host WHERE run_id = $1 AND host = ANY ($2) AND leased_by = $3
		AND leased_until > clock_timestamp() ORDER BY host FOR UPDATE`,
		f.run,
		slices.Collect(maps.Keys(lost)),
		f.Fetcher,
	)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var host string
		var token int64
		if err := rows.Scan(&host, &token); err != nil {
			return nil, nil, err
		}
		if f.held[host].token == token {
			mine[host] = true
			delete(lost, host)
		}
	}
	return mine, lost, rows.Err()
}

// pass renews the leases of hosts with more to do and ends those of the others,
// which may be asked again when their delay has passed.
func (f *Frontier) pass(ctx context.Context, tx pgx.Tx, mine, given map[string]bool) error {
	for _, h := range slices.Sorted(maps.Keys(mine)) {
		var until time.Time
		if f.NextAt != nil {
			until = f.NextAt(h)
		}
		var ended bool
		if err := tx.QueryRow(ctx, `UPDATE backpay_host h SET next_at = GREATEST($4, clock_timestamp() + $5::interval),
			leased_until = CASE WHEN EXISTS (SELECT FROM backpay_page p WHERE p.run_id = $1 AND p.host = $2 AND p.state = 'queued')
				THEN clock_timestamp() + $3::interval ELSE '-infinity' END WHERE run_id = $1 AND host = $2
			RETURNING leased_until = '-infinity'`, f.run, h, f.Span, until, f.Delay).Scan(&ended); err != nil {
			return err
		}
		if ended {
			given[h] = true
		}
	}
	return nil
}

// Release forgets pages that were not begun: they are handed out again.
func (f *Frontier) Release(_ context.Context, leases []scraper.Lease) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, l := range leases {
		delete(f.out, l.ID)
	}
	return nil
}

// Left counts the pages of the run that wait, for whichever fetcher.
func (f *Frontier) Left(ctx context.Context) (n int, err error) {
	err = f.pool.QueryRow(ctx, `SELECT COUNT(*) FROM backpay_page WHERE run_id = $1 AND state = 'queued'`, f.run).
		Scan(&n)
	return n, err
}

// Finish ends the run when nothing is left of it.
func (f *Frontier) Finish(ctx context.Context) error {
	_, err := f.pool.Exec(
		ctx,
		`UPDATE backpay_run SET finished_at = clock_timestamp() WHERE id = $1 AND finished_at IS NULL
		AND NOT EXISTS (SELECT FROM backpay_page WHERE run_id = $1 AND state = 'queued')`,
		f.run,
	)
	return err
}
