package store_test

import (
	"testing"

	"backpay/scraper"
	"backpay/store"
)

// What is read of a page when it is leased is not what LastFetch says of it after
// another page of the batch changed what it rests on.
func TestLookAhead(t *testing.T) {
	for name, c := range map[string]struct {
		settled func() scraper.Outcome
		id      int64
		reader  string
	}{
		"nothing came between": {func() scraper.Outcome { return board("hutch", "other", false) }, 1, "x text/html"},
		"a posting that another page changed": {func() scraper.Outcome {
			o := board("hutch", "otter", false, ranged(posting("3", "Dyer"), 1, 2))
			o.Fetch.URL += "/3"
			return o
		}, 1, ""},
		"the page itself": {func() scraper.Outcome {
			return readBy("y text/html", board("hutch", "otter", true, many(0, 20)...))
		}, 2, "y text/html"},
	} {
		db := open(t, newClock())
		pass(t, db, store.Scrape, readBy("x text/html", board("hutch", "otter", true, many(0, 20)...)))
		run, _, err := db.StartRun(t.Context(), store.Scrape, "test")
		if err != nil {
			t.Fatal(err)
		}
		f := db.Frontier(run)
		if err := f.Add(t.Context(), "hutch", []scraper.Request{{URL: boardPage}, {URL: boardPage + "/new"}}); err != nil {
			t.Fatal(err)
		}
		leases, err := f.Lease(t.Context(), 2, nil)
		if err != nil || len(leases) != 2 || leases[0].Request.URL != boardPage {
			t.Fatalf("leased %+v, %v", leases, err)
		}
		if err := f.Settle(t.Context(), []scraper.Outcome{c.settled()}); err != nil {
			t.Fatal(err)
		}
		for range 2 { // from what was read ahead, and from the file
			if last := known(t, db); last.ID != c.id || last.Reader != c.reader {
				t.Errorf("%s: answer %d by %q, want %d by %q", name, last.ID, last.Reader, c.id, c.reader)
			}
			if _, ok, err := db.LastFetch(t.Context(), "hutch", boardPage+"/new"); ok || err != nil {
				t.Errorf("%s: a page that was never asked for: %v, %v", name, ok, err)
			}
		}
	}
}
