package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"backpay/scraper"
)

// RunKind is what a run does.
type RunKind string

// The kinds of runs. A scrape sees what stands on the boards now; an import
// may bring old recordings, in any order and more than once.
const (
	Scrape RunKind = "scrape"
	Import RunKind = "import"
)

// Run is one run of scrape or import.
type Run struct {
	ID        int64
	Kind      RunKind
	Version   string // of the program
	StartedAt time.Time
	// Fetcher names the program among those that share a frontier, for
	// source_run; "" where it works alone.
	Fetcher string
}

// The statuses of a source in a run, and of a run.
const (
	StatusOK      = "ok"
	StatusPartial = "partial" // some pages failed, the rest is kept
	StatusEmpty   = "empty"   // no page failed and none held a record
	StatusBlocked = "blocked"
	StatusDrift   = "drift"
	StatusFailed  = "failed"
	StatusSkipped = "skipped"
	StatusOffline = "offline"
	// StatusKilled is of a run only: it never finished and was too old, or of
	// the wrong kind, to be resumed.
	StatusKilled = "killed"
)

// resumeWithin is how old a killed scrape may be to be resumed: the same
// night's. What an older one had finished is no longer news.
const resumeWithin = 6 * time.Hour

// StartRun begins a run. A scrape that was killed within the last six hours is
// resumed instead, which the second result tells: what it had leased is queued
// still, what it had settled stays settled.
func (db *DB) StartRun(ctx context.Context, kind RunKind, version string) (Run, bool, error) {
	now := db.now().UTC().Truncate(time.Second)
	run := Run{Kind: kind, Version: version, StartedAt: now}
	resumed := false
	err := db.write(ctx, func(t *txn) error {
		if kind == Scrape {
			var id int64
			var started sql.NullString
			found, err := t.get([]any{&id, &started}, `SELECT run_id, started_at FROM run
				WHERE finished_at IS NULL AND kind = 'scrape' AND started_at > ? AND started_at <= ?
					ORDER BY run_id DESC LIMIT 1`, stamp(now.Add(-resumeWithin)), stamp(now))
			if err != nil {
				return err
			}
			if found {
				resumed = true
				run.ID = id
				if run.StartedAt, err = parseStamp(started); err != nil {
					return err
				}
				_, err = t.exec(`UPDATE run SET version = ? WHERE run_id = ?`, version, id)
				return err
			}
		}
		if _, err := t.exec(`DELETE FROM frontier WHERE run_id IN (SELECT run_id FROM run WHERE finished_at IS NULL
			AND kind = ?)`, string(kind)); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE run SET status = 'killed', finished_at = ? WHERE finished_at IS NULL AND kind = ?`, stamp(now), string(kind)); err != nil {
			return err
		}
		var err error
		run.ID, err = t.insert(`INSERT INTO run (kind, started_at, version, newest_posting_id) VALUES (?, ?, ?,
			(SELECT COALESCE(MAX(id), 0) FROM posting))`, string(kind), stamp(now), version)
		return err
	})
	if err != nil {
		return Run{}, false, fmt.Errorf("start run: %w", err)
	}
	return run, resumed, nil
}

// Starts returns when the newest scrapes before a run began, at most n, the
// newest first.
func (db *DB) Starts(ctx context.Context, run Run, n int) ([]time.Time, error) {
	rows, err := db.query(ctx, `SELECT started_at FROM run WHERE kind = 'scrape' AND run_id < ?
		ORDER BY run_id DESC LIMIT ?`, run.ID, n)
	if err != nil {
		return nil, fmt.Errorf("earlier runs: %w", err)
	}
	var out []time.Time
	err = eachRow(rows, func(r *sql.Rows) error {
		var s sql.NullString
		if err := r.Scan(&s); err != nil {
			return err
		}
		at, err := parseStamp(s)
		out = append(out, at)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("earlier runs: %w", err)
	}
	return out, nil
}

// statusOfPages is how a source went, by its pages.
const statusOfPages = `CASE
	WHEN pages_failed = 0 AND records = 0 THEN 'empty'
	WHEN pages_failed = 0 AND doubted = 0 THEN 'ok'
	WHEN failure = 'blocked' AND pages_failed > pages_done THEN 'blocked'
	WHEN pages_done > 0 THEN 'partial'
	ELSE COALESCE(failure, 'failed') END`

// FinishRun ends a run. Sources of it that have no status yet get theirs from
// how their pages went; a run's empty status is worked out from its sources'.
// The frontier of a run that went well is deleted. It returns the status.
func (db *DB) FinishRun(ctx context.Context, run Run, status string) (string, error) {
	err := db.write(ctx, func(t *txn) error {
		if err := expire(t, db.now()); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE source_run SET status = `+statusOfPages+` WHERE run_id = ? AND status IS NULL`, run.ID); err != nil {
			return err
		}
		if status == "" {
			var sources, good, bad int
			if _, err := t.get([]any{&sources, &good, &bad}, `SELECT COUNT(*),
					COUNT(*) FILTER (WHERE status IN ('ok', 'empty', 'offline')),
					COUNT(*) FILTER (WHERE status IN ('failed', 'blocked', 'drift'))
				FROM source_run WHERE run_id = ? AND status <> 'skipped'`, run.ID); err != nil {
				return err
			}
			switch {
			case good == sources:
				status = StatusOK
			case bad == sources:
				status = StatusFailed
			default:
				status = StatusPartial
			}
		}
		if _, err := t.exec(`UPDATE run SET finished_at = ?, status = ? WHERE run_id = ?`, stamp(db.now()), status, run.ID); err != nil {
			return err
		}
		if status == StatusFailed {
			return nil // its requests and their errors are worth a look
		}
		_, err := t.exec(`DELETE FROM frontier WHERE run_id <= ?`, run.ID)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("finish run %d: %w", run.ID, err)
	}
	return status, nil
}

// SetSourceStatus says how a source went where its pages don't: skipped,
// offline, or failed before it asked for any.
func (db *DB) SetSourceStatus(ctx context.Context, run Run, source, status string, cause error) error {
	var words any
	if cause != nil {
		words = cause.Error()
	}
	err := db.write(ctx, func(t *txn) error {
		_, err := t.exec(`INSERT INTO source_run (run_id, source, status, error) VALUES (?, ?, ?, ?)
			ON CONFLICT (run_id, source) DO UPDATE SET status = excluded.status, error = COALESCE(excluded.error,
				error)`, run.ID, source, status, words)
		return err
	})
	if err != nil {
		return fmt.Errorf("source %s of run %d: %w", source, run.ID, err)
	}
	return nil
}

// SourceRun is how one source went in one run.
type SourceRun struct {
	Source      string
	Status      string // "" while the run is under way
	Requests    int    // answered, by the network
	NotModified int    // of them 304
	Bytes       int64  // of new bodies, decoded
	Records     int    // postings, claims, observations and reference values read, each time they were read
	New         int
	Changed     int
	Unchanged   int
	Gone        int
	Error       string // the first one
	// Claims, Observations and References count what of Records they are.
	Claims       Records
	Observations Records
	References   Records // values of reference tables
}

// Records counts records of one kind.
type Records struct{ Read, New, Changed int }

// Postings counts the records that are postings.
func (s SourceRun) Postings() Records {
	return Records{
		Read:    s.Records - s.Claims.Read - s.Observations.Read - s.References.Read,
		New:     s.New - s.Claims.New - s.Observations.New - s.References.New,
		Changed: s.Changed - s.Claims.Changed - s.Observations.Changed - s.References.Changed,
	}
}

// SourceRuns returns how the sources of a run went, by name.
func (db *DB) SourceRuns(ctx context.Context, run Run) ([]SourceRun, error) {
	rows, err := db.query(ctx, `SELECT source, COALESCE(status, ''), requests, not_modified, bytes, records,
		new, changed, unchanged, gone, COALESCE(error, ''), claims, claims_new, claims_changed,
		observations, observations_new, observations_changed, reference_values, reference_values_new,
			reference_values_changed FROM source_run WHERE run_id = ? ORDER BY source`, run.ID)
	if err != nil {
		return nil, fmt.Errorf("sources of run %d: %w", run.ID, err)
	}
	var out []SourceRun
	err = eachRow(rows, func(r *sql.Rows) error {
		var s SourceRun
		err := r.Scan(
			&s.Source,
			&s.Status,
			&s.Requests,
			&s.NotModified,
			&s.Bytes,
			&s.Records,
			&s.New,
			&s.Changed,
			&s.Unchanged,
			&s.Gone,
			&s.Error,
			&s.Claims.Read,
			&s.Claims.New,
			&s.Claims.Changed,
			&s.Observations.Read,
			&s.Observations.New,
			&s.Observations.Changed,
			&s.References.Read,
			&s.References.New,
			&s.References.Changed,
		)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sources of run %d: %w", run.ID, err)
	}
	return out, nil
}

// RefusedBefore returns the sources that refused programs when they were last
// asked before a run, and in which words.
func (db *DB) RefusedBefore(ctx context.Context, run Run) (map[string]string, error) {
	rows, err := db.query(ctx, `SELECT source, COALESCE(error, '') FROM source_run l
		WHERE status = 'blocked' AND run_id = (SELECT MAX(run_id) FROM source_run b
			WHERE b.source = l.source AND b.run_id < ? AND b.status NOT IN ('skipped', 'offline'))`, run.ID)
	if err != nil {
		return nil, fmt.Errorf("refusals before run %d: %w", run.ID, err)
	}
	refused := map[string]string{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var source, words string
		err := r.Scan(&source, &words)
		refused[source] = words
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("refusals before run %d: %w", run.ID, err)
	}
	return refused, nil
}

// PutSources keeps what the sources are. A source must be known before its
// requests, runs and postings are kept.
func (db *DB) PutSources(ctx context.Context, sources []scraper.About) error {
	return db.write(ctx, func(t *txn) error {
		for _, s := range sources {
			if _, err := t.exec(`INSERT INTO source (name, title, kind, side, access, homepage, terms, attribution,
				licence)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (name) DO UPDATE SET title = excluded.title, kind = excluded.kind, side = excluded.side,
					access = excluded.access,
					homepage = excluded.homepage, terms = excluded.terms, attribution = excluded.attribution, licence = excluded.licence
				WHERE (title, kind, side, access, homepage, terms, attribution, licence) IS NOT (excluded.title, excluded.kind,
					excluded.side, excluded.access, excluded.homepage, excluded.terms, excluded.attribution, excluded.licence)`,
				s.Name, s.Title, string(s.Kind), string(s.Side), string(s.Access), text(s.Homepage), text(s.Terms), text(s.Attribution), text(s.Licence)); err != nil {
				return fmt.Errorf("source %q: %w", s.Name, err)
			}
		}
		return nil
	})
}

// SourceState is how a source stands over all runs.
type SourceState struct {
	Source string
	// LastStatus, LastError and LastAt are of its latest run; LastAt is zero
	// when it never ran.
	LastStatus, LastError string
	LastAt                time.Time
	// LastGoodAt is when a run last began that read it, wholly or in part.
	LastGoodAt time.Time
	Postings   int // all that are kept
	Open       int // of them not gone
	WithPay    int // of all, those with pay that isn't an estimate
	// Claims counts those that stand, Observations all.
	Claims, Observations int
	// References counts the values of reference tables; ReferenceTo is the
	// newest date (a year, a month or a day) among them, "" without any.
	References  int
	ReferenceTo string
}

// LastGood returns when a run last had something of each source, or an answer
// without any, without counting what is there as SourceStates does.
func (db *DB) LastGood(ctx context.Context) (map[string]time.Time, error) {
	rows, err := db.query(ctx, `SELECT k.source, MAX(r.started_at) FROM source_run k JOIN run r USING (run_id)
		WHERE k.status IN ('ok', 'partial', 'empty') GROUP BY k.source`)
	if err != nil {
		return nil, fmt.Errorf("last good runs: %w", err)
	}
	last := map[string]time.Time{}
	err = eachRow(rows, func(r *sql.Rows) (err error) {
		var source string
		var at sql.NullString
		if err := r.Scan(&source, &at); err != nil {
			return err
		}
		last[source], err = parseStamp(at)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("last good runs: %w", err)
	}
	return last, nil
}

// LastDays returns of each source how its latest run read it, and on which day,
// without counting what is there as SourceStates does.
func (db *DB) LastDays(ctx context.Context) (out []SourceState, err error) {
	rows, err := db.query(ctx, `SELECT s.name, COALESCE(l.status, ''), COALESCE(l.error, ''), SUBSTR(r.started_at, 1, 10) || 'T00:00:00Z'
		FROM source s
		JOIN source_run l ON l.source = s.name AND l.run_id = (SELECT MAX(run_id) FROM source_run WHERE source = s.name)
		JOIN run r ON r.run_id = l.run_id ORDER BY s.name`)
	if err != nil {
		return nil, fmt.Errorf("last runs: %w", err)
	}
	err = eachRow(rows, func(r *sql.Rows) (err error) {
		var s SourceState
		var day sql.NullString
		if err := r.Scan(&s.Source, &s.LastStatus, &s.LastError, &day); err != nil {
			return err
		}
		s.LastAt, err = parseStamp(day)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("last runs: %w", err)
	}
	return out, nil
}

// SourceStates returns the state of every source the database knows, by name.
func (db *DB) SourceStates(ctx context.Context) ([]SourceState, error) {
	rows, err := db.query(ctx, `SELECT s.name, COALESCE(l.status, ''), COALESCE(l.error, ''), r.started_at,
			(SELECT MAX(g.started_at) FROM source_run k JOIN run g USING (run_id) WHERE k.source = s.name
				AND k.status IN ('ok', 'partial', 'empty')),
			(SELECT COUNT(*) FROM posting p WHERE p.source = s.name),
			(SELECT COUNT(*) FROM posting p WHERE p.source = s.name AND p.ended_at IS NULL),
			(SELECT COUNT(*) FROM posting p WHERE p.source = s.name AND EXISTS (SELECT 1 FROM posting_pay y
				WHERE y.posting_id = p.id AND y.origin <> 'predicted')),
			(SELECT COUNT(*) FROM claim c WHERE c.source = s.name AND c.superseded_at IS NULL),
			(SELECT COUNT(*) FROM observation o WHERE o.source = s.name),
			CASE s.kind WHEN 'reference' THEN (SELECT COUNT(*) FROM reference v
				WHERE v.source = s.name) + (SELECT COUNT(*) FROM fx_rate f WHERE f.origin = s.name) ELSE 0 END,
			CASE s.kind WHEN 'reference' THEN MAX(COALESCE((SELECT MAX(as_of) FROM reference v
				WHERE v.source = s.name), ''),
				COALESCE((SELECT MAX(as_of) FROM fx_rate f WHERE f.origin = s.name), '')) ELSE '' END
		FROM source s
		LEFT JOIN source_run l ON l.source = s.name AND l.run_id = (SELECT MAX(run_id) FROM source_run
			WHERE source = s.name)
		LEFT JOIN run r ON r.run_id = l.run_id
		ORDER BY s.name`)
	if err != nil {
		return nil, fmt.Errorf("states of sources: %w", err)
	}
	var out []SourceState
	err = eachRow(rows, func(r *sql.Rows) error {
		var s SourceState
		var last, good sql.NullString
		if err := r.Scan(&s.Source, &s.LastStatus, &s.LastError, &last, &good, &s.Postings, &s.Open, &s.WithPay, &s.Claims, &s.Observations, &s.References, &s.ReferenceTo); err != nil {
			return err
		}
		var err error
		if s.LastAt, err = parseStamp(last); err != nil {
			return err
		}
		s.LastGoodAt, err = parseStamp(good)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("states of sources: %w", err)
	}
	return out, nil
}

// LiveMonths returns, for each source, the months ("2026-11") in which a scrape
// of it ended well, in order: with ok, or with at most one page in twenty
// failed.
func (db *DB) LiveMonths(ctx context.Context) (map[string][]string, error) {
	rows, err := db.query(ctx, `SELECT DISTINCT sr.source, SUBSTR(r.started_at, 1, 7) FROM source_run sr JOIN run r
		ON r.run_id = sr.run_id
		WHERE r.kind = 'scrape' AND (sr.status = 'ok' OR sr.status = 'partial'
			AND sr.pages_failed * 20 <= sr.pages_done + sr.pages_failed)
		ORDER BY 1, 2`)
	if err != nil {
		return nil, fmt.Errorf("read runs: %w", err)
	}
	live := map[string][]string{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var source, month string
		err := r.Scan(&source, &month)
		live[source] = append(live[source], month)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read runs: %w", err)
	}
	return live, nil
}
