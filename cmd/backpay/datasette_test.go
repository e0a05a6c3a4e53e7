package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backpay/scraper/testenv"
)

// datasetteForm are the keys that Datasette documents, at each level, of those
// that files are likely to have.
type datasetteForm struct {
	Title, Description string
	About              string `json:"about"`
	AboutURL           string `json:"about_url"`
	License            string `json:"license"`
	LicenseURL         string `json:"license_url"`
	Source             string `json:"source"`
	SourceURL          string `json:"source_url"`
	Databases          map[string]struct {
		Title, Description string
		Tables             map[string]struct {
			Title, Description string
			Columns, Units     map[string]string
			Hidden             bool
			FTSTable           string `json:"fts_table"`
			FTSPk              string `json:"fts_pk"`
		}
		Queries map[string]struct {
			Title, Description, SQL string
		}
	}
}

// Beside a copy lies metadata in the form that Datasette documents: it explains
// what the file holds and nothing else, and a user's sqlite3 runs its queries.
func TestDatasetteMetadata(t *testing.T) {
	testenv.Tool(t, "sqlite3")
	demo := sharedDemo(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "pay.db")
	backpay(t, nil, exitDone, "--db", filepath.Join(demo, "backpay.db"), "snapshot", file)
	text, err := os.ReadFile(filepath.Join(dir, "pay-metadata.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m datasetteForm
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		t.Fatal(err)
	}
	db, ok := m.Databases["pay"]
	if !ok || m.Title == "" || len(db.Queries) != 11 {
		t.Fatalf("title %q, %d databases, %d queries of pay", m.Title, len(m.Databases), len(db.Queries))
	}
	var explained []string
	for name, table := range db.Tables {
		if table.Description == "" || len(table.Columns) == 0 {
			t.Errorf("table %s is not explained", name)
		}
		for column, words := range table.Columns {
			if words == "" {
				t.Errorf("column %s.%s is not explained", name, column)
			}
			explained = append(explained, name+"|"+column)
		}
	}
	slices.Sort(explained)
	there := rowsOf(t, file, `SELECT s.name, c.name FROM sqlite_schema s JOIN pragma_table_xinfo(s.name) c
		WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite_%' AND s.name NOT LIKE 'posting_text%'
			OR s.name = 'posting_text_print' ORDER BY s.name || '|' || c.name`)
	if !slices.Equal(explained, there) {
		t.Errorf("%d columns are explained, %d are there", len(explained), len(there))
	}
	for name, q := range db.Queries {
		if q.Title == "" || q.SQL == "" {
			t.Errorf("query %s: title %q", name, q.Title)
		}
		for _, role := range []string{"", "backend"} {
			got := asked(t, file, q.SQL, role)
			if got == "" || role != "" && !strings.Contains(got, "backend") && name != "search_adverts" {
				t.Errorf("query %s of role %q: %s", name, role, got)
			}
		}
	}
	posting := db.Tables["posting"]
	if n := rowsOf(t, file, fmt.Sprintf(`SELECT COUNT(*) > 0 FROM posting WHERE %s IN (SELECT rowid FROM %s WHERE %s MATCH 'kubernetes')`,
		posting.FTSPk, posting.FTSTable, posting.FTSTable)); n[0] != "1" {
		t.Error("the search that posting names finds nothing")
	}
}

// asked answers a query with the parameter role as sqlite3 does, the others
// empty.
func asked(t *testing.T, file, query, role string) string {
	t.Helper()
	cmd := exec.Command("sqlite3", "-readonly", "-bail", file)
	cmd.Stdin = strings.NewReader(fmt.Sprintf(".parameter set :role \"'%s'\"\n%s\n LIMIT 20;\n", role, strings.TrimSuffix(query, "\n LIMIT 100")))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("sqlite3 %s: %v\n%s", query, err, out)
	}
	return string(out)
}
