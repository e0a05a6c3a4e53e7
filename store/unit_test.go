package store_test

import (
	"fmt"
	"testing"

	"backpay/scraper"
	"backpay/store"
)

// A source's run says what its rows look like as the pay of persons.
func TestUnitOfRows(t *testing.T) {
	db := open(t, newClock())
	o := page("hutch", "https://pay.example/rows.csv")
	alone := 0
	o.Result.Alone = &alone
	o.Result.Observations = func(yield func(scraper.Observation, error) bool) {
		for i := range 60 {
			for k, amount := range []float64{90, 70} {
				row := scraper.Observation{
					ID: fmt.Sprintf("%d-%d", i, k), Title: fmt.Sprint("weaver ", i), Amount: amount, Currency: "EUR",
					Period: "year", PayKind: "base", Years: -1, Row: fmt.Sprintf("row %d-%d", i, k),
				}
				if !yield(row, nil) {
					return
				}
			}
		}
		alone = 3
	}
	pass(t, db, store.Scrape, o)
	got := query(t, db, "SELECT status, rows_twin, rows_repeated, rows_alone, error FROM source_run")
	want := "ok|120|0|3|120 of 120 rows are equal to the next but for pay: they look like the ends of ranges, not the pay of persons"
	if len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
	if q, err := db.Quality(t.Context()); err != nil || q.Alone != 3 {
		t.Errorf("%d rows without their other end, error %v; want 3", q.Alone, err)
	}
}
