package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/store"
)

// BenchmarkBoard is the cost of one board of 100 postings of 3 KB: new, seen
// again without news, and aggregated.
func BenchmarkBoard(b *testing.B) {
	text := strings.Repeat("We mend rivers and weave cloth for whoever asks. ", 61)
	page := func(i int) scraper.Outcome {
		var ps []scraper.Posting
		for n := range 100 {
			p := ranged(posting(fmt.Sprintf("%d-%d", i, n), fmt.Sprintf("Weaver %d", n)), 30000, 40000)
			p.Company, p.Description, p.Tags = fmt.Sprintf("Mill %d", i), fmt.Sprint(n, text), []string{"Loom", "Wool", "Dye", "Go", "SQL", "Linux"}
			ps = append(ps, p)
		}
		return board("hutch", fmt.Sprint(i), true, ps...)
	}
	begin := func(b *testing.B) (*store.DB, *store.Frontier) {
		db, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "backpay.db"), store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = db.Close() })
		if err := db.PutSources(b.Context(), []scraper.About{{Name: "hutch", Kind: scraper.Listing, Side: scraper.Posted, Access: scraper.API}}); err != nil {
			b.Fatal(err)
		}
		run, _, err := db.StartRun(b.Context(), store.Scrape, "bench")
		if err != nil {
			b.Fatal(err)
		}
		return db, db.Frontier(run)
	}
	settle := func(b *testing.B, f *store.Frontier, o scraper.Outcome) {
		if err := f.Settle(b.Context(), []scraper.Outcome{o}); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("new", func(b *testing.B) {
		_, f := begin(b)
		for i := 0; b.Loop(); i++ {
			settle(b, f, page(i))
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		_, f := begin(b)
		settle(b, f, page(0))
		for b.Loop() {
			settle(b, f, page(0))
		}
	})
	b.Run("believed", func(b *testing.B) {
		db, f := begin(b)
		settle(b, f, page(0))
		for b.Loop() {
			var ps []aggregate.Posting
			for s, err := range db.Said(b.Context(), true) {
				if err != nil {
					b.Fatal(err)
				}
				ps = append(ps, believe(s))
			}
			if err := db.PutBeliefs(b.Context(), ps); err != nil {
				b.Fatal(err)
			}
		}
	})
}
