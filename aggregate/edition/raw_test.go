package edition

import (
	"testing"

	"backpay/aggregate"
)

// One job of 100,000 whose three adverts pull the median down, beside two jobs
// of more: the median of jobs is the second's, that of adverts the first's.
func TestRaw(t *testing.T) {
	jobs := []aggregate.Row{row("lever", 1, 1, 100_000), row("lever", 2, 2, 120_000), row("ashby", 3, 3, 150_000)}
	jobs[0].Postings = 3
	adverts := []aggregate.Row{
		row("lever", 11, 1, 100_000), row("lever", 12, 1, 100_000), row("lever", 13, 1, 100_000),
		row("lever", 14, 2, 120_000), row("ashby", 15, 3, 150_000),
		row("ashby", 16, 4, 0), // states no pay
	}
	adverts[3].Seniority, jobs[1].Seniority = "senior", "senior"
	other := row("ashby", 17, 5, 999_000)
	other.Role = "data" // its job is taken for a backend one
	figures, err := computeRaw(seq(append(adverts, other)), compute(t, jobs), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct {
		value              float64
		postings, employer int
	}{
		"all//USD/median_raw":         {100_000, 5, 3},
		"lever//USD/median_raw":       {100_000, 4, 2},
		"ashby//USD/median_raw":       {150_000, 1, 1},
		"all/senior/USD/median_raw":   {120_000, 1, 1},
		"lever/senior/USD/median_raw": {120_000, 1, 1},
	} {
		f := find(t, figures, name)
		if f.Value != want.value || f.NPostings != want.postings || f.NEmployers != want.employer || f.CIHigh != 0 || f.Grade != aggregate.Withheld {
			t.Errorf("%s: %+v, want %+v", name, f, want)
		}
	}
	if len(figures) != 5 {
		t.Errorf("%d figures", len(figures))
	}
}

// An advert that states one end is filled by what adverts state, not jobs.
func TestRawFills(t *testing.T) {
	ranged := func(id int64, low, high float64) aggregate.Row {
		r := row("lever", id, id, (low+high)/2)
		r.Low, r.High = low, high
		return r
	}
	var adverts []aggregate.Row
	for id := range int64(5) {
		adverts = append(adverts, ranged(id+1, 100_000, 150_000))
	}
	from := row("lever", 9, 9, 0)
	from.Low, from.Disclosed = 80_000, true
	figures, err := computeRaw(seq(append(adverts, from)), compute(t, append(adverts, from)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if f := find(t, figures, "lever//USD/median_raw"); f.Value != 125_000 || f.NPostings != 6 {
		t.Errorf("%+v", f)
	}
}
