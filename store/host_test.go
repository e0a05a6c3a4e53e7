package store_test

import (
	"slices"
	"testing"
	"time"

	"backpay/scraper"
)

// The hosts to be left alone are those of the last run, and no others.
func TestClosedHosts(t *testing.T) {
	db := open(t, newClock())
	until := time.Date(2026, 11, 30, 4, 0, 0, 0, time.UTC)
	for _, want := range [][]scraper.ClosedHost{
		{{Host: "a.example", Until: until}, {Host: "b.example:8080", Until: until, Failing: true}},
		{{Host: "c.example", Until: until.Add(time.Hour)}},
		nil,
	} {
		if err := db.PutClosedHosts(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		got, err := db.ClosedHosts(t.Context())
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("got %v, %v; want %v", got, err, want)
		}
	}
}
