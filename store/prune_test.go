package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"backpay/aggregate"
	"backpay/store"
)

// Of an unchanged market's answers the last of each page stays, and what a
// record was read from; the evidence of what has ended goes in time.
func TestPrune(t *testing.T) {
	c := newClock()
	db := open(t, c)
	keep := store.Retention{Evidence: 30 * 24 * time.Hour, Editions: 2}
	for night := range 40 {
		ps := many(0, 20)
		if night > 0 {
			ps = ps[1:] // the first posting ends on the second night
		}
		o := board("hutch", "otter", true, ps...)
		o.Fetch.File, o.Fetch.Offset, o.Fetch.SHA256 = "a.warc.gz", int64(night), fmt.Sprint(night)
		pass(t, db, store.Scrape, o)
		name := fmt.Sprintf("e%02d", night)
		if err := db.PutFigures(t.Context(), name, []aggregate.Figure{
			{Edition: name, Measure: aggregate.MeasureLevel, Statistic: "median"}, {Edition: name, Measure: aggregate.MeasureGrowth, Statistic: "pct"},
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.PutEdition(t.Context(), name, "1"); err != nil {
			t.Fatal(err)
		}
		before := query(t, db, `SELECT (SELECT COUNT(*) FROM fetch), (SELECT COUNT(*) FROM figure)`)
		dry, err := db.Prune(t.Context(), store.Retention{Evidence: keep.Evidence, Editions: keep.Editions, DryRun: true})
		if err != nil {
			t.Fatal(err)
		}
		if after := query(t, db, `SELECT (SELECT COUNT(*) FROM fetch), (SELECT COUNT(*) FROM figure)`); after[0] != before[0] {
			t.Fatalf("a dry run left %s of %s", after, before)
		}
		got, err := db.Prune(t.Context(), keep)
		if err != nil || got != dry {
			t.Fatalf("night %d: %+v, %v; the dry run said %+v", night, got, err, dry)
		}
		c.add(24 * time.Hour)
	}
	// All postings were read from the first answer, which is kept with the last.
	if got := query(t, db, `SELECT archive_offset FROM fetch ORDER BY id`); strings.Join(got, " ") != "0 39" {
		t.Errorf("answers kept: %v", got)
	}
	// March has 31 days and the clock begins on the first: e30 is its last edition.
	if got := query(t, db, `SELECT edition FROM figure WHERE measure = 'level' ORDER BY 1`); strings.Join(got, " ") != "e30 e38 e39" {
		t.Errorf("editions with levels: %v", got)
	}
	if got := query(t, db, `SELECT COUNT(*) FROM figure WHERE measure = 'growth'`); got[0] != "40" {
		t.Errorf("%s editions keep their growth", got[0])
	}
}
