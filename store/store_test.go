package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/doubt"
	"backpay/store"
)

// clock is a fixed time that a test moves on.
type clock struct{ t time.Time }

func newClock() *clock { return &clock{time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time      { return c.t }
func (c *clock) add(d time.Duration) { c.t = c.t.Add(d) }

// open opens a new database that knows the sources of these tests.
func open(t *testing.T, c *clock) *store.DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "backpay.db"), c)
}

func openAt(t *testing.T, path string, c *clock) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.PutSources(t.Context(), []scraper.About{
		{Name: "hutch", Title: "Hutch", Kind: scraper.Listing, Side: scraper.Posted, Access: scraper.API},
		{Name: "burrow", Title: "Burrow", Kind: scraper.Listing, Side: scraper.Posted, Access: scraper.Pages},
	}); err != nil {
		t.Fatal(err)
	}
	return db
}

func start(t *testing.T, db *store.DB, kind store.RunKind) store.Run {
	t.Helper()
	run, resumed, err := db.StartRun(t.Context(), kind, "test")
	if err != nil {
		t.Fatal(err)
	}
	if resumed {
		t.Fatal("the run was resumed, and none was killed")
	}
	return run
}

// finish ends a run as the program does: it judges the night of each source,
// ends postings, and finishes.
func finish(t *testing.T, db *store.DB, run store.Run, boards ...string) {
	t.Helper()
	nights, err := db.Nights(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := db.SourceRuns(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	var read []store.Reading
	for _, r := range runs {
		reading := store.Reading{Source: r.Source, Boards: boards}
		if n := nights[r.Source]; run.Kind == store.Scrape && len(n) > 0 {
			reading.Doubts = doubt.Judge(n[:len(n)-1], n[len(n)-1])
		}
		read = append(read, reading)
	}
	if run.Kind == store.Scrape {
		if err := db.EndPostings(t.Context(), run, read); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.FinishRun(t.Context(), run, ""); err != nil {
		t.Fatal(err)
	}
}

// board is an outcome: one page that listed these postings of a board.
func board(source, name string, whole bool, ps ...scraper.Posting) scraper.Outcome {
	for i := range ps {
		ps[i].Board = name
	}
	o := scraper.Outcome{
		Lease:  scraper.Lease{Source: source, Request: scraper.Request{URL: "https://boards.example/" + name, Board: name}},
		State:  scraper.Done,
		Fetch:  &scraper.Fetch{URL: "https://boards.example/" + name, Status: 200, Bytes: 1000},
		Result: scraper.Result{Postings: ps},
	}
	if whole {
		o.Result.Whole = name
	}
	return o
}

// pass is one whole run that sees these pages; it returns how the source went.
func pass(t *testing.T, db *store.DB, kind store.RunKind, outcomes ...scraper.Outcome) store.SourceRun {
	t.Helper()
	run := start(t, db, kind)
	if err := db.Frontier(run).Settle(t.Context(), outcomes); err != nil {
		t.Fatal(err)
	}
	finish(t, db, run)
	runs, err := db.SourceRuns(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if len(runs) != 1 {
		t.Fatalf("%d sources ran, want one", len(runs))
	}
	return runs[0]
}

// query runs a statement on a database file as a user would, and returns the
// rows as text, columns joined by "|".
func query(t *testing.T, db *store.DB, statement string, args ...any) []string {
	t.Helper()
	rows, err := store.Reader(db).QueryContext(context.Background(), statement, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		vals := make([]sql.NullString, len(cols))
		dest := make([]any, len(cols))
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		words := make([]string, len(cols))
		for i, v := range vals {
			words[i] = v.String
			if !v.Valid {
				words[i] = "NULL"
			}
		}
		out = append(out, strings.Join(words, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// dump is every row of the tables that runs alone don't own. When a page was
// last read is no news either.
func dump(t *testing.T, db *store.DB) string {
	t.Helper()
	var b strings.Builder
	for _, table := range query(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
		AND name NOT IN ('run', 'source_run', 'fetch', 'frontier', 'page_read', 'change', 'made', 'holder') ORDER BY name`) {
		fmt.Fprintf(&b, "%s\n", table)
		for _, row := range query(t, db, "SELECT * FROM "+table+" ORDER BY 1, 2") {
			fmt.Fprintf(&b, "  %s\n", row)
		}
	}
	return b.String()
}

// fataler is a test or a property's draw.
type fataler interface {
	Context() context.Context
	Fatal(args ...any)
}
