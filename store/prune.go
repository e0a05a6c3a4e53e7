package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"backpay/scraper"
)

// Retention says what Prune keeps.
type Retention struct {
	// Evidence is for how long what a posting was read from is kept after the
	// posting has ended.
	Evidence time.Duration
	// Editions is how many of the newest editions keep all of their figures.
	// Of older ones the last of each month does, and every edition its growth,
	// which the report's trend is drawn from.
	Editions int
	// DryRun counts, and takes everything back.
	DryRun bool
}

// Pruned counts what Prune took out.
type Pruned struct {
	Fetches int // rows of answers
	Figures int // rows of figures
}

// errDry ends a transaction whose work is not to be kept.
var errDry = errors.New("dry run")

// pinned are the answers that something rests on: the latest good answer to
// each page that the latest run of its source asked for, or that came since
// ?1; and what a record was read from, a posting's until it has ended before ?1.
const pinned = `SELECT MAX(id) AS id FROM fetch WHERE status = 200 AND method = 'GET' AND not_modified = 0
	GROUP BY source, url
		HAVING MAX(fetched_at) >= ?1 OR (source, url) IN (SELECT source, url FROM fetch WHERE (source,
			run_id) IN temp.latest_run)
	UNION SELECT fetch_id FROM posting WHERE fetch_id IS NOT NULL AND (ended_at IS NULL OR ended_at >= ?1)
	UNION SELECT fetch_id FROM claim WHERE fetch_id IS NOT NULL
	UNION SELECT fetch_id FROM observation WHERE fetch_id IS NOT NULL
	UNION SELECT fetch_id FROM reference WHERE fetch_id IS NOT NULL`

// Prune deletes the rows of answers that nothing rests on, but those of the
// latest run of their source, and the figures of old editions.
func (db *DB) Prune(ctx context.Context, keep Retention) (Pruned, error) {
	var p Pruned
	err := db.write(ctx, func(t *txn) error {
		since := stamp(db.now().Add(-keep.Evidence))
		for _, do := range []struct {
			count *int
			query string
			args  []any
		}{
			{new(int), `CREATE TEMP TABLE latest_run AS SELECT source, MAX(run_id) AS run_id FROM fetch GROUP BY source`, nil},
			{new(int), `CREATE TEMP TABLE kept_fetch (id INTEGER PRIMARY KEY)`, nil},
			{new(int), `INSERT INTO temp.kept_fetch ` + pinned, []any{since}},
			{new(int), `UPDATE posting_head SET fetch_id = NULL WHERE fetch_id IS NOT NULL AND ended_at < ?
				AND fetch_id NOT IN temp.kept_fetch`, []any{since}},
			{&p.Fetches, `DELETE FROM fetch WHERE (source, run_id) NOT IN temp.latest_run AND id NOT IN temp.kept_fetch`, nil},
			{new(int), `DROP TABLE temp.kept_fetch`, nil},
			{new(int), `DROP TABLE temp.latest_run`, nil},
			{&p.Figures, `DELETE FROM figure WHERE measure <> 'growth' AND edition IN (
				SELECT name FROM edition WHERE seq NOT IN (SELECT seq FROM edition ORDER BY seq DESC LIMIT ?)
					AND seq NOT IN (SELECT MAX(seq) FROM edition GROUP BY SUBSTR(made_at, 1, 7)))`, []any{keep.Editions}},
			{new(int), `DELETE FROM made WHERE edition <> '' AND NOT EXISTS (SELECT 1 FROM figure f
				WHERE f.edition = made.edition AND f.measure <> 'growth')`, nil},
		} {
			n, err := t.exec(do.query, do.args...)
			if err != nil {
				return err
			}
			*do.count = n
		}
		if keep.DryRun {
			return errDry
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDry) {
		return Pruned{}, fmt.Errorf("prune: %w", err)
	}
	return p, nil
}

// FetchesIn returns the answers that lie in one of the archive files.
func (db *DB) FetchesIn(ctx context.Context, files []string) ([]scraper.Fetch, error) {
	names, err := list(files)
	if err != nil {
		return nil, err
	}
	rows, err := db.query(ctx, `SELECT id, archive_file, archive_offset FROM fetch WHERE archive_file IN (SELECT value
		FROM json_each(?)) ORDER BY archive_file, archive_offset`, names)
	if err != nil {
		return nil, fmt.Errorf("answers in the archive: %w", err)
	}
	var out []scraper.Fetch
	err = eachRow(rows, func(r *sql.Rows) error {
		var f scraper.Fetch
		err := r.Scan(&f.ID, &f.File, &f.Offset)
		out = append(out, f)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("answers in the archive: %w", err)
	}
	return out, nil
}

// Moved keeps where answers lie in the archive now. An answer without a file is
// one whose bytes are lost.
func (db *DB) Moved(ctx context.Context, fetches []scraper.Fetch) error {
	err := db.write(ctx, func(t *txn) error {
		for _, f := range fetches {
			var offset any
			if f.File != "" {
				offset = f.Offset
			}
			if _, err := t.exec(`UPDATE fetch SET archive_file = ?, archive_offset = ? WHERE id = ?`, text(f.File), offset, f.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("answers moved in the archive: %w", err)
	}
	return nil
}
