package store_test

import (
	"slices"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/store"
)

func bracket(from, percent float64) scraper.ReferenceRow {
	return scraper.ReferenceRow{Table: "income_tax", Area: "US-CA", AreaName: "California", Item: "single", From: from, Date: "2020", Value: percent, Unit: "percent", Path: "b"}
}

func rate(date string, v float64) scraper.ReferenceRow {
	return scraper.ReferenceRow{Table: "fx_rate", Area: "EUR", Item: "USD", Date: date, Value: v, Unit: "USD for 1 EUR", Path: "row 2"}
}

func TestReferences(t *testing.T) {
	db := open(t, newClock())
	read := func(rows ...scraper.ReferenceRow) store.SourceRun {
		t.Helper()
		p := page("hutch", "https://tables.example/all.csv")
		p.Result.References = rows
		return pass(t, db, store.Import, p)
	}
	kept := func() (list []scraper.ReferenceRow) {
		t.Helper()
		for r, err := range db.References(t.Context(), "hutch") {
			if err != nil {
				t.Fatal(err)
			}
			r.Path = "b"
			list = append(list, r)
		}
		slices.SortFunc(list, func(a, b scraper.ReferenceRow) int { return strings.Compare(a.Table+a.Date, b.Table+b.Date) })
		return list
	}
	first := read(rate("2026-04-10", 1.17), rate("2026-04-13", 1.16), bracket(0, 1), bracket(100, 2), bracket(200, 3))
	if first.References != (store.Records{Read: 5, New: 5}) || first.Postings() != (store.Records{}) || first.Status != "ok" {
		t.Errorf("the first time: %+v", first)
	}
	if again := read(rate("2026-04-10", 1.17), bracket(0, 1), bracket(100, 2), bracket(200, 3)); again.References != (store.Records{Read: 4}) {
		t.Errorf("again: %+v", again)
	}
	// A corrected value, and brackets of which one is gone.
	corrected := read(rate("2026-04-10", 1.18), bracket(0, 1), bracket(150, 4))
	if corrected.References.New != 1 || corrected.References.Changed != 3 {
		t.Errorf("corrected: %+v", corrected)
	}
	b := rate("2026-04-10", 1.18)
	c := rate("2026-04-13", 1.16)
	b.Path, c.Path = "b", "b"
	if got, want := kept(), []scraper.ReferenceRow{b, c, bracket(0, 1), bracket(150, 4)}; !slices.Equal(got, want) {
		t.Errorf("kept %+v\nwant %+v", got, want)
	}
	bad := read(scraper.ReferenceRow{Table: "rent", Area: "METRO1", Path: "row 9", Value: 1})
	if bad.References.Read != 0 || !strings.Contains(bad.Error, `rent of "METRO1" at "row 9": has no table, area or date`) {
		t.Errorf("without a date: %+v", bad)
	}
	names, err := db.ReferenceSources(t.Context())
	if err != nil || !slices.Equal(names, []string{"hutch"}) {
		t.Errorf("sources %q, %v", names, err)
	}
}
