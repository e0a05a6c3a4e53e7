package main

import (
	"path/filepath"
	"testing"

	"backpay/store"
)

// Saved boards of two months, and answers of two years, make no trend: nobody
// watched between, and what is still up of the earlier month is not what was up
// then. A survey's figures are of its newest year alone.
func TestNoTrendFromFiles(t *testing.T) {
	dir := corpus(t)
	t.Chdir(t.TempDir()) // where the archive goes
	for _, file := range []string{"ramp-full-112-other-date.json.gz", "ramp-full-120-2026-08.json.gz"} {
		backpay(t, nil, exitDone, "--db", "b.db", "import", "--source", "ashby", "--company", "Ramp", filepath.Join(dir, "sources", "ashby", file))
	}
	survey := filepath.Join(dir, "salary", "stackoverflow-survey")
	backpay(t, nil, exitDone, "--db", "b.db", "import", filepath.Join(survey, "2024-pay-columns-16143rows.csv.gz"), filepath.Join(survey, "2025-salary-role-country.csv.gz"))
	backpay(t, nil, exitDone, "--db", "b.db", "aggregate")
	db, err := store.Open(t.Context(), "b.db", store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	all, err := db.Editions(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatalf("%d editions: %v", len(all), err)
	}
	figures, err := db.Figures(t.Context(), all[len(all)-1].Name)
	if err != nil {
		t.Fatal(err)
	}
	adverts, answers := 0, 0
	for _, f := range figures {
		switch {
		case f.Measure == "growth":
			t.Errorf("a trend: %+v", f)
		case f.Measure == "level" && f.Source == "ashby":
			adverts++
		case f.Measure == "level" && f.Source == "stackoverflow-survey":
			if answers++; f.Statistic == "count" && f.Note != "answers of 2025" {
				t.Errorf("%s in %s: %q", f.Role, f.Country, f.Note)
			}
		}
	}
	if adverts == 0 || answers == 0 {
		t.Errorf("%d figures of adverts, %d of answers", adverts, answers)
	}
}
