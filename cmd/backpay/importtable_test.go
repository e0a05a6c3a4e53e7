package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"backpay/scraper/testenv"
	"backpay/scraper/warc"
)

func manyJobs(t *testing.T, rows int) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("title,company,location,salary_min,salary_max,currency,job_url\n")
	for i := range rows {
		fmt.Fprintf(&b, "Weaver %d,Otter %d,Leeds,30000,40000,GBP,https://jobs.example/%d\n", i, i%50, i)
	}
	path := filepath.Join(t.TempDir(), "jobs.csv")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// An import that is interrupted keeps whole batches, and what is missing comes
// with the next.
func TestInterruptedImportKeepsWholeBatches(t *testing.T) {
	testenv.Long(t)
	path, db := manyJobs(t, 60_000), filepath.Join(t.TempDir(), "b.db")
	cmd := program(t, "--db", db, "import", path)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if st, err := os.Stat(db + "-wal"); err == nil && st.Size() > 1<<20 {
			break
		}
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != int(exitPartial) {
		t.Fatalf("ended with %v, want exit code %d", err, exitPartial)
	}
	n, err := strconv.Atoi(sqlite(t, db, "SELECT COUNT(*) FROM posting"))
	if err != nil || n == 0 || n == 60_000 || n%batchRows != 0 {
		t.Errorf("%d postings are kept (%v), want some whole batches of %d", n, err, batchRows)
	}
	backpay(t, nil, exitDone, "--db", db, "import", path)
	if got := sqlite(t, db, "SELECT COUNT(*) FROM posting"); got != "60000" {
		t.Errorf("%s postings after the second import", got)
	}
}

// expected is a row of a real table as a person read it.
type expected struct {
	File, Title, Company, Place, Currency, Period, Origin, Posted string
	Row                                                           int
	Min, Max                                                      float64
}

// explainedRows are the rows that are read otherwise, and why that is right.
var explainedRows = map[string]string{
	"o04_jobspy_indeed_manchester_nopay.csv 22": "the text states base pay by the hour beside on-target earnings: base goes first",
	"o06_jobspy_linkedin.xlsx 13":               "another row of the same advert has the date",
	"o06_jobspy_linkedin.xlsx 15":               "another row of the same advert has the date",
	"o16_adzuna_raw.json 1":                     "the cells are an estimate, and the advert's text states pay",
	"o16_adzuna_raw.json 2":                     "the cells are an estimate, and the advert's text states pay",
	"o16_adzuna_raw.json 3":                     "the cells are an estimate, and the advert's text states pay",
}

// expectedRows are the rows of real tables that a person read, by file.
func expectedRows(t *testing.T) (dir string, byFile map[string][]expected) {
	t.Helper()
	dir = filepath.Join(testenv.Corpus(t), "tables")
	text, err := os.ReadFile(filepath.Join(dir, "EXPECT.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	byFile = map[string][]expected{}
	for line := range strings.Lines(string(text)) {
		var e expected
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		byFile[e.File] = append(byFile[e.File], e)
	}
	return dir, byFile
}

// imported imports and aggregates a table into a database of its own.
func imported(t *testing.T, args ...string) (db string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "b.db")
	backpay(t, nil, exitDone, append([]string{"--db", db, "import"}, args...)...)
	backpay(t, nil, exitDone, "--db", db, "aggregate")
	return db
}

// Real tables, read with nothing said about them, give what a person read in
// them: title, employer, date and pay of three rows each.
func TestTablesAsAPersonReadThem(t *testing.T) {
	dir, byFile := expectedRows(t)
	right, all := 0, 0
	for file, rows := range byFile {
		t.Run(file, func(t *testing.T) {
			db := imported(t, filepath.Join(dir, file))
			for _, e := range rows {
				all++
				problem := e.differs(t, db)
				if problem == "" {
					right++
				} else if explainedRows[e.key()] == "" {
					t.Errorf("row %d: %s", e.Row, problem)
				}
			}
		})
	}
	t.Logf("%d of %d rows as a person read them, %d explained", right, all, len(explainedRows))
}

// suggestedRight is how many of the 20 real tables are at least read rightly by
// the mapping that --suggest-map writes, which knows no shape. Two of the others
// name no currency, and one calls an amount a median that is none.
const suggestedRight = 17

// The mapping that --suggest-map writes for a table is one that reads it: the
// expected rows come out as they do where the table's shape is known.
func TestSuggestedMappingsRead(t *testing.T) {
	dir, byFile := expectedRows(t)
	right := 0
	for file, rows := range byFile {
		t.Run(file, func(t *testing.T) {
			table, written := filepath.Join(dir, file), filepath.Join(t.TempDir(), "map.yaml")
			text := backpay(t, nil, exitDone, "import", "--suggest-map", table)
			if err := os.WriteFile(written, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			db := imported(t, "--map", written, table)
			wrong := 0
			for _, e := range rows {
				if problem := e.differs(t, db); problem != "" && explainedRows[e.key()] == "" {
					wrong++
					t.Logf("row %d: %s", e.Row, problem)
				}
			}
			if wrong == 0 {
				right++
			}
		})
	}
	if t.Logf("%d of %d tables read rightly", right, len(byFile)); right < suggestedRight {
		t.Errorf("%d of %d tables are read rightly by the suggested mapping, want at least %d", right, len(byFile), suggestedRight)
	}
}

func (e *expected) key() string { return fmt.Sprintf("%s %d", e.File, e.Row) }

// differs says what of a row is read otherwise than a person read it.
func (e *expected) differs(t *testing.T, db string) string {
	t.Helper()
	quoted := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	where := fmt.Sprintf(" FROM posting p WHERE title = %s AND COALESCE(company, '') = %s", quoted(strings.Join(strings.Fields(e.Title), " ")), quoted(e.Company))
	at := sqlite(t, db, "SELECT id, COALESCE(SUBSTR(posted_at, 1, 10), '')"+where+fmt.Sprintf(" ORDER BY json_extract(record, '$.path') LIKE '%%row %d' DESC LIMIT 1", e.Row))
	id, posted, ok := strings.Cut(at, "|")
	if !ok {
		return "no such posting: " + e.Title
	}
	if posted != e.Posted {
		return fmt.Sprintf("posted %q, want %q", posted, e.Posted)
	}
	var got, want string
	pay := sqlite(t, db, "SELECT printf('%.2f-%.2f %s %s', min, max, currency, period) || CASE WHEN rule LIKE '% middle%' THEN ' midpoint' ELSE '' END FROM posting_pay WHERE origin <> 'predicted' AND posting_id = "+id+" ORDER BY ord LIMIT 1")
	got = pay
	switch e.Origin {
	case "employer":
		want = fmt.Sprintf("%.2f-%.2f %s %s", e.Min, e.Max, e.Currency, e.Period)
	case "midpoint":
		want = fmt.Sprintf("%.2f-%.2f %s %s midpoint", e.Min, e.Max, e.Currency, e.Period)
	default: // an estimate, nothing, or amounts that are kept with a flag
		got = sqlite(t, db, "SELECT COUNT(*) FROM posting_pay WHERE flag IS NULL AND origin <> 'predicted' AND posting_id = "+id)
		want = "0"
	}
	if got != want {
		return fmt.Sprintf("pay %q, want %q (%s)", got, want, e.Origin)
	}
	return ""
}

// A page of a recording that no source knows is no table of the user's, unless
// the user says so.
func TestRecordedPageIsNoTable(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "crawl.warc.gz")
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	w, err := warc.Create(path, at, map[string]string{"software": "test"})
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(`[{"title":"Weaver","company":"Otter","salary":"£30,000 a year"},{"title":"Dyer","company":"Badger","salary":""}]`)
	header := http.Header{"Content-Type": {"application/json"}}
	if _, err := w.Write(warc.NewResponse("https://board.example/v9/jobs", at, http.StatusOK, header, body)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "b.db")
	said := backpay(t, nil, exitUsage, "--db", db, "import", path)
	if !strings.Contains(said, "no source knows a page like this") || !strings.Contains(said, "--map") {
		t.Errorf("said %q", said)
	}
	mapped := filepath.Join(dir, "jobs.yaml")
	if err := os.WriteFile(mapped, []byte("kind: postings\ncolumns: {title: title, company: company}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	backpay(t, nil, exitDone, "--db", db, "import", "--map", mapped, path)
}
