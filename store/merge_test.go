package store

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"backpay/scraper"
)

// drawPosting draws from few values, so that fields are often equal or empty.
func drawPosting(t *rapid.T, label string) scraper.Posting {
	word := func(field string) string {
		return rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, label+"."+field)
	}
	p := scraper.Posting{
		ID: "1", Title: word("title"), Company: word("company"), URL: word("url"), Place: word("place"), Country: word("country"),
		Workplace: word("workplace"), Employment: word("employment"), Department: word("department"), Level: word("level"),
		Description: word("description"), Path: word("path"),
	}
	if w := word("places"); w != "" {
		p.Places = []scraper.Address{{Locality: w}}
	}
	if w := word("tags"); w != "" {
		p.Tags = []string{w, "c"}
	}
	if w := word("pay"); w != "" {
		p.Pay = []scraper.Pay{{Text: w, Origin: scraper.Field}}
	}
	if w := word("posted"); w != "" {
		p.PostedAt = time.Date(2026, 1, len(w)+int(w[0]-'a'), 0, 0, 0, 0, time.UTC)
	}
	p.Omits = rapid.SliceOfDistinct(rapid.SampledFrom([]string{"pay", "description", "tags", "places"}), rapid.ID[string]).Draw(t, label+".omits")
	return p
}

func TestMergeRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, in := drawPosting(t, "old"), drawPosting(t, "in")
		m := scraper.Merge(old, in)

		if again := scraper.Merge(m, in); digest(&again) != digest(&m) {
			t.Fatalf("the same answer twice is no change: %+v, then %+v", m, again)
		}
		if same := scraper.Merge(old, old); digest(&same) != digest(&old) {
			t.Fatalf("an answer laid over itself changed it to %+v", same)
		}
		if fresh := scraper.Merge(scraper.Posting{}, in); digest(&fresh) != digest(&in) {
			t.Fatalf("an answer laid over nothing became %+v", fresh)
		}
		before, now, after := parts(&old), parts(&in), parts(&m)
		for i, p := range after {
			if p.name == "place" || p.name == "pay" {
				continue // below
			}
			if p.value == "" && before[i].value != "" {
				t.Fatalf("%s %q was erased", p.name, before[i].value)
			}
			omitted := slices.Contains(in.Omits, p.name)
			if now[i].value != "" && !omitted && p.value != now[i].value {
				t.Fatalf("%s is %q, and the answer says %q", p.name, p.value, now[i].value)
			}
		}
		switch {
		case slices.Contains(in.Omits, "pay") && len(old.Pay) > 0:
			if payWords(m.Pay) != payWords(old.Pay) {
				t.Fatal("pay was replaced by an answer that omits it")
			}
		case payWords(m.Pay) != payWords(in.Pay):
			t.Fatal("pay is not the answer's")
		}
		if len(m.Places) > 0 && len(in.Places) == 0 && m.Place != old.Place && !slices.Contains(in.Omits, "places") {
			t.Fatal("addresses were kept under another wording")
		}
	})
}

// What isn't said of the job makes no news; what is, does, and is named.
func TestWhatCountsAsChange(t *testing.T) {
	base := scraper.Posting{
		ID: "1", Title: "Weaver", Tags: []string{"loom", "wool"},
		Pay: []scraper.Pay{{Min: 1, Max: 2, Origin: scraper.Structured, Path: "jobs[1].pay"}},
	}
	for name, change := range map[string]func(*scraper.Posting){
		"":            func(p *scraper.Posting) { p.Path, p.ChangedAt, p.ValidThrough = "jobs[7]", time.Now(), time.Now() },
		"title":       func(p *scraper.Posting) { p.Title = "Dyer" },
		"company":     func(p *scraper.Posting) { p.Company = "Otter" },
		"place":       func(p *scraper.Posting) { p.Places = []scraper.Address{{Text: "Leeds"}} },
		"description": func(p *scraper.Posting) { p.Description = "." },
		"posted_at":   func(p *scraper.Posting) { p.PostedAt = time.Unix(1e9, 0) },
		"title, pay":  func(p *scraper.Posting) { p.Title, p.Pay = "x", nil },
	} {
		p := base
		change(&p)
		if got := differences(&base, &p); got != name {
			t.Errorf("differences %q, want %q", got, name)
		}
		if same := digest(&base) == digest(&p); same != (name == "") {
			t.Errorf("%q: digests equal: %v", name, same)
		}
	}
	p := base
	p.Tags = []string{"wool", "loom"}
	p.Pay = []scraper.Pay{{Min: 1, Max: 2, Origin: scraper.Structured, Path: "jobs[9].pay"}}
	if digest(&base) != digest(&p) {
		t.Error("shuffled tags or another path make news")
	}
}
