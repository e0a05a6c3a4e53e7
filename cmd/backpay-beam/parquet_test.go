package main

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/scraper/rows"
)

// ofDatabase are the columns that only a database knows, or that number its own
// rows.
var ofDatabase = []string{
	"id", "posting_id", "last_run_id", "fetch_id", "job_id", "place_id", "stale", "sha256", "first_seen_at", "last_seen_at",
	"ended_at",
}

// checkTables holds the Parquet files of a demo's postings against its database,
// as an export writes it: the columns and their types, and the rows.
func checkTables(t *testing.T, dir, demo string) {
	t.Helper()
	for table, cols := range tables {
		var schema []rows.Column
		sql(t, demo, &schema, fmt.Sprintf(`SELECT name AS Name, CASE name WHEN 'sha256' THEN 'TEXT' ELSE type END AS Kind
			FROM pragma_table_xinfo('%s') WHERE hidden = 0 AND name NOT IN ('state', 'gone_at')`, table)) // an export has no digest's expression and no state
		byName := func(a, b rows.Column) int { return strings.Compare(a.Name, b.Name) }
		cols = slices.Clone(cols)
		slices.SortFunc(cols, byName)
		slices.SortFunc(schema, byName)
		if diff := cmp.Diff(schema, cols); diff != "" {
			t.Errorf("%s: columns %s", table, diff)
		}
		var kept []map[string]any
		sql(t, demo, &kept, "SELECT * FROM "+table)
		want, got := lines(kept, cols), lines(parquetRows(t, filepath.Join(dir, table)), cols)
		if diff := cmp.Diff(want, got); diff != "" || len(got) < 1000 {
			t.Errorf("%s: %d rows, want %d: %.2000s", table, len(got), len(want), diff)
		}
	}
}

// lines are rows as sorted texts, without what is the database's.
func lines(all []map[string]any, cols []rows.Column) (out []string) {
	for _, r := range all {
		var b strings.Builder
		for _, c := range cols {
			v := r[c.Name]
			if c.Name == "record" {
				var parsed map[string]any
				if json.Unmarshal([]byte(v.(string)), &parsed) == nil {
					delete(parsed, "path") // where it stood when the database last changed it
					text, _ := json.Marshal(parsed)
					v = string(text)
				}
			}
			if n, ok := v.(int64); ok {
				v = float64(n)
			}
			if !slices.Contains(ofDatabase, c.Name) {
				fmt.Fprintf(&b, " %s=%v", c.Name, v)
			}
		}
		out = append(out, b.String())
	}
	slices.Sort(out)
	return out
}

// sql asks the demo's database.
func sql(t *testing.T, demo string, into any, query string) {
	t.Helper()
	out, err := exec.Command("sqlite3", "-json", filepath.Join(demo, "backpay.db"), query).Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatal(err)
	}
}

// parquetRows are all rows of the files under a folder.
func parquetRows(t *testing.T, dir string) (all []map[string]any) {
	t.Helper()
	for _, path := range filesUnder(t, dir) {
		if err := rows.ReadParquet(path, func(names []string, values []any) error {
			r := map[string]any{}
			for i, n := range names {
				r[n] = values[i]
			}
			all = append(all, r)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
