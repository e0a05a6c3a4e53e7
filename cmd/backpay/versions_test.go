package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backpay/scraper/testenv"
	"backpay/store"
)

// A database that an earlier build wrote, of each version of the schema, is
// brought to today's, counted and reported, and keeps its postings, their ids
// and their pay. Each file is of the last build of its version, and holds one
// made-up board. A new migration comes with a file of the version before it.
// With -short it is the second version, whose claims lacked a column, and one
// more.
func TestEarlierVersions(t *testing.T) {
	kept, err := filepath.Abs(filepath.Join("..", "..", "store", "testdata", "versions"))
	if err != nil {
		t.Fatal(err)
	}
	for v := 1; v < schemaToday(t); v++ {
		if testing.Short() && v != 2 && v != 15 {
			continue
		}
		t.Run(fmt.Sprintf("v%02d", v), func(t *testing.T) {
			t.Chdir(t.TempDir()) // where the report goes
			file := testenv.Unzipped(t, filepath.Join(kept, fmt.Sprintf("v%02d.db.gz", v)))
			if err := os.WriteFile("b.db", file, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := rowsOf(t, "b.db", "PRAGMA user_version"); !slices.Equal(got, []string{fmt.Sprint(v)}) {
				t.Fatalf("the kept file is of version %s", got)
			}
			postings, pay := rowsOf(t, "b.db", postingsKept), rowsOf(t, "b.db", payKept)
			if len(postings) != 5 || len(pay) != 4 {
				t.Fatalf("the kept file has %d postings and %d ranges of pay, want 5 and 4", len(postings), len(pay))
			}
			same := func(after string) {
				t.Helper()
				if got := rowsOf(t, "b.db", postingsKept); !slices.Equal(got, postings) {
					t.Errorf("postings after %s:\n%q\nbefore:\n%q", after, got, postings)
				}
				if got := rowsOf(t, "b.db", payKept); !slices.Equal(got, pay) {
					t.Errorf("pay after %s:\n%q\nbefore:\n%q", after, got, pay)
				}
			}
			db, err := store.Open(t.Context(), "b.db", store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			same("the migration")
			backpay(t, nil, exitDone, "--db", "b.db", "aggregate")
			backpay(t, nil, exitDone, "--db", "b.db", "report", "--format", "md,json")
			same("aggregate and report")
			if bad := rowsOf(t, "b.db", "SELECT \"table\", rowid FROM pragma_foreign_key_check"); len(bad) > 0 {
				t.Errorf("rows that name nothing: %q", bad)
			}
		})
	}
}

// What of a posting and its pay stands in every version under the same names.
const (
	postingsKept = `SELECT id, source, source_id, title, company, url, place_text, posted_at, first_seen_at
		FROM posting ORDER BY id`
	payKept = `SELECT posting_id, ord, min, max, currency, period, kind, origin, annual_min, annual_max
		FROM posting_pay ORDER BY posting_id, ord`
)

// schemaToday returns the version of a database that is made anew.
func schemaToday(t *testing.T) int {
	t.Helper()
	file := filepath.Join(t.TempDir(), "new.db")
	db, err := store.Open(t.Context(), file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	var v int
	if _, err := fmt.Sscan(rowsOf(t, file, "PRAGMA user_version")[0], &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// rowsOf returns the rows of a query, each as one text.
func rowsOf(t *testing.T, file, query string) []string {
	t.Helper()
	text := sqlite(t, file, query)
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
