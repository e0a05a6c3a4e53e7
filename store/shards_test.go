package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
)

// Every table of the schema has a line that says what a merge does with it.
func TestMergeKnowsEveryTable(t *testing.T) {
	db := openTest(t)
	rows, err := db.query(t.Context(), `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var tables, known []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	for _, p := range mergeParts {
		known = append(known, p.table)
	}
	slices.Sort(known)
	if !slices.Equal(tables, known) {
		t.Errorf("the file has the tables\n%s\na merge knows\n%s", strings.Join(tables, " "), strings.Join(known, " "))
	}
}

// shardOf makes a shard with a run that settled some postings.
func shardOf(t *testing.T, name string, at time.Time, finish bool, ps ...scraper.Posting) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	db, err := Open(t.Context(), path, Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.PutSources(t.Context(), []scraper.About{{Name: "lever", Kind: scraper.Listing, Side: scraper.Posted, Access: scraper.API}}); err != nil {
		t.Fatal(err)
	}
	run, _, err := db.StartRun(t.Context(), Scrape, "1")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Frontier(run).Settle(t.Context(), []scraper.Outcome{{
		Lease: scraper.Lease{Source: "lever", Request: scraper.Request{URL: "http://" + name}}, State: scraper.Done,
		Fetch:  &scraper.Fetch{URL: "http://" + name, Status: 200, File: name + ".warc.gz", Offset: 7, FetchedAt: at},
		Result: scraper.Result{Postings: ps},
	}}); err != nil {
		t.Fatal(err)
	}
	if finish {
		if _, err := db.FinishRun(t.Context(), run, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A posting that two shards met is one, in its newer words and with its older
// beginning, and names the answer that it was read from.
func TestMergePosting(t *testing.T) {
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	a := shardOf(t, "a.db", day, true, scraper.Posting{ID: "1", Title: "old words"}, scraper.Posting{ID: "2", Title: "of a"})
	b := shardOf(t, "b.db", day.Add(time.Hour), true, scraper.Posting{ID: "1", Title: "new words"}, scraper.Posting{ID: "3", Title: "of b"})
	for _, order := range [][]string{{a, b}, {b, a}} {
		db := openTest(t)
		if err := db.Merge(t.Context(), order); err != nil {
			t.Fatal(err)
		}
		rows, err := db.query(t.Context(), `SELECT p.source_id || ' ' || p.title || ' ' || p.first_seen_at || ' ' || f.archive_file || ' ' || p.last_run_id
			FROM posting p JOIN fetch f ON f.id = p.fetch_id ORDER BY 1`)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			got = append(got, s)
		}
		rows.Close()
		want := []string{
			"1 new words 2026-11-01T00:00:00Z b.db.warc.gz 1", "2 of a 2026-11-01T00:00:00Z a.db.warc.gz 1", "3 of b 2026-11-01T01:00:00Z b.db.warc.gz 1",
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		var runs, records, requests int
		var status string
		if err := db.r.QueryRow(`SELECT (SELECT COUNT(*) FROM run), records, requests, status FROM source_run`).Scan(&runs, &records, &requests, &status); err != nil {
			t.Fatal(err)
		}
		if runs != 1 || records != 4 || requests != 2 || status != "ok" {
			t.Errorf("%d runs, %d records, %d requests, %s; want 1, 4, 2, ok", runs, records, requests, status)
		}
		if err := db.Merge(t.Context(), order); err == nil {
			t.Error("a second merge into the file is taken")
		}
	}
}

// A shard whose run is broken off is not merged: its next scrape goes on.
func TestMergeUnfinished(t *testing.T) {
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	a := shardOf(t, "a.db", day, true, scraper.Posting{ID: "1", Title: "x"})
	b := shardOf(t, "b.db", day, false, scraper.Posting{ID: "2", Title: "y"})
	if err := openTest(t).Merge(t.Context(), []string{a, b}); err == nil || !strings.Contains(err.Error(), "b.db: its last run is not finished") {
		t.Errorf("got %v", err)
	}
}

func openTest(t *testing.T) *DB {
	t.Helper()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "merged.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
