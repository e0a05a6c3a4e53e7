package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// All boards, pages and surveys of the corpus in one file, reported: by the
// usual rules, by which real boards as few as these leave most rows withheld,
// and by rules so lax that every chart has rows that are shown.
func TestRealReportProves(t *testing.T) {
	dir, work := corpus(t), t.TempDir()
	t.Chdir(work) // where the archive goes
	var folders []string
	for _, kind := range []string{"sources", "salary"} {
		all, err := filepath.Glob(filepath.Join(dir, kind, "*", "*"))
		if err != nil || len(all) < 20 {
			t.Fatalf("%d recordings in %s, error %v", len(all), kind, err)
		}
		folders = append(folders, all...)
	}
	db := filepath.Join(work, "b.db")
	// Among the recordings are pages that stand in the way, and files that
	// aren't pages of a source.
	t.Log(backpay(t, nil, exitPartial, append([]string{"--db", db, "import"}, folders...)...))
	backpay(t, nil, exitDone, "--db", db, "aggregate")
	quotesStand(t, db)
	for name, want := range map[string]struct {
		rules string
		least proof
	}{
		"usual": {"", proof{shown: 2, withheld: 10, observed: 1, claims: 100}},
		"lax": {
			"figures: {min_employers: 2, good_employers: 4, max_share: 0.9, rough_width: 0.9, min_cell: 2}\n",
			proof{shown: 8, observed: 1, claims: 100},
		},
	} {
		t.Run(name, func(t *testing.T) {
			config, out := filepath.Join(work, name+".yaml"), filepath.Join(work, name)
			if err := os.WriteFile(config, []byte(want.rules), 0o600); err != nil {
				t.Fatal(err)
			}
			backpay(t, nil, exitDone, "--config", config, "--db", db, "report", "--out", out)
			got, _ := prove(t, out, db)
			t.Logf("%+v", got)
			if l := want.least; got.shown < l.shown || got.withheld < l.withheld || got.observed < l.observed || got.claims < l.claims {
				t.Errorf("held against the database: %+v, want at least %+v", got, l)
			}
		})
	}
}

// quotesStand holds each quote of the file against the text that it was read
// from, as README says to: in characters.
func quotesStand(t *testing.T, db string) {
	t.Helper()
	for what, q := range map[string]string{
		"pay": `SELECT COUNT(*) FROM posting_pay y JOIN posting p ON p.id = y.posting_id
			WHERE y.origin = 'text' AND y.quote_start IS NOT NULL
			AND substr(p.description, y.quote_start + 1, y.quote_end - y.quote_start) IS NOT y.quote`,
		"pay of titles": `SELECT COUNT(*) FROM posting_pay y JOIN posting p ON p.id = y.posting_id
			WHERE y.origin = 'text' AND y.quote_start IS NULL AND NOT (instr(p.title, y.quote) > 0 AND y.rule LIKE '%title%')`,
		"evidence": `SELECT COUNT(*) FROM pay_evidence WHERE stands_in IN ('description', 'title')
			AND NOT (instr(surroundings, quote) > 0 AND length(surroundings) <= 600)`,
		"skills": `SELECT COUNT(*) FROM posting_skill s JOIN posting p ON p.id = s.posting_id
			WHERE s.quote_start NOT BETWEEN 0 AND length(p.description) - 1`,
	} {
		if got := sqlite(t, db, q); got != "0" {
			t.Errorf("%s quotes of %s don't stand in the text", got, what)
		}
	}
	got := sqlite(t, db, `SELECT COUNT(*) FROM posting_pay WHERE origin = 'text' AND quote_start IS NOT NULL`)
	if n, err := strconv.Atoi(got); err != nil || n < 350 {
		t.Errorf("%s quotes of descriptions, want at least 350", got)
	}
}
