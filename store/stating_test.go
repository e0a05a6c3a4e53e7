package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/scraper"
	"backpay/store"
)

// Jobs are counted once, by all states of their places; those of another country
// and part-time ones are not.
func TestStating(t *testing.T) {
	c := newClock()
	db := open(t, c)
	var ps []scraper.Posting
	for id, p := range map[string]struct {
		title, states, country string
		paid                   bool
	}{
		"1": {"Weaver", "CA NY", "US", true}, "2": {"Dyer", "CA NY", "US", false}, "3": {"Miller", "TX", "US", false},
		"4": {"Cooper", "", "US", true}, "5": {"Baker", "BE", "DE", true}, "6": {"Part-time Tanner", "TX", "US", false},
	} {
		a := posting(id, p.title)
		if p.paid {
			a = ranged(a, 100_000, 120_000)
		}
		a.Place, a.Country = p.states, p.country
		ps = append(ps, a)
	}
	pass(t, db, store.Scrape, board("hutch", "otter", true, ps...))
	var batch []aggregate.Posting
	for s, err := range db.Said(t.Context(), false) {
		if err != nil {
			t.Fatal(err)
		}
		p := believe(s)
		p.Places = nil
		for state := range strings.FieldsSeq(s.Posting.Place) {
			p.Places = append(p.Places, aggregate.Place{Country: s.Posting.Country, Region: state, City: state + " town"})
		}
		if strings.HasPrefix(s.Posting.Title, "Part-time") {
			p.Population = aggregate.PartTime
		}
		batch = append(batch, p)
	}
	if err := db.PutBeliefs(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if _, err := dedupe.Match(t.Context(), db.Identities(), dedupe.Rulings{}, false); err != nil {
		t.Fatal(err)
	}
	rows(t, db, "GBP")
	check := func(want []store.Stating) {
		t.Helper()
		got, err := db.Stating(t.Context(), "backend", "US")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
	check([]store.Stating{{nil, 1, 1}, {[]string{"CA", "NY"}, 2, 1}, {[]string{"TX"}, 1, 0}})
}
