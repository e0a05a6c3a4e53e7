package edition

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"backpay/aggregate"
)

// The levels of pay are the same where the rows of each role and country are
// counted apart.
func TestLevelsInParts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 0))
	var rows []aggregate.Row
	parts := map[string][]aggregate.Row{}
	for job := range int64(2400) {
		r := row([]string{"lever", "ashby"}[rng.IntN(2)], job/2, rng.Int64N(60), 1000*float64(80+rng.IntN(90)))
		r.Role, r.Country = []string{"backend", "frontend"}[job/2%2], []string{"US", "DE", "CA"}[job/2%3]
		r.Seniority, r.Seen, r.Newest = []string{"", "senior"}[job/2%7%2], "2026-10", "2026-10"
		r.Low, r.High = r.Pay*.9, r.Pay*1.1
		if rng.IntN(6) == 0 { // states its floor alone
			r.Pay, r.High = 0, 0
		}
		if rng.IntN(9) == 0 {
			r.Population = aggregate.Contract
		}
		if job%2 == 1 && rows[len(rows)-1].Source == r.Source {
			continue
		}
		rows = append(rows, r)
		parts[r.Role+r.Country] = append(parts[r.Role+r.Country], r)
	}
	opt := Options{Month: "2026-11", Resamples: 99, Likely: make([]int, 60)}
	for i := range opt.Likely {
		opt.Likely[i] = i / 2 * 2
	}
	figures, err := computeLevels(seq(rows), opt)
	if err != nil {
		t.Fatal(err)
	}
	whole := slices.DeleteFunc(figures, func(f aggregate.Figure) bool { return f.Measure != aggregate.MeasureLevel })
	var apart []aggregate.Figure
	for _, part := range parts {
		of, err := Levels(seq(part), opt)
		if err != nil {
			t.Fatal(err)
		}
		apart = append(apart, of...)
	}
	about := func(f aggregate.Figure) string {
		return fmt.Sprint(f.Source, f.Side, f.Role, f.Country, f.Seniority, f.Place, f.Skill, f.Statistic, f.Unit, f.Population)
	}
	for _, all := range [][]aggregate.Figure{whole, apart} {
		slices.SortFunc(all, func(a, b aggregate.Figure) int { return cmp.Compare(about(a), about(b)) })
	}
	if diff := gocmp.Diff(whole, apart); diff != "" || len(whole) < 300 {
		t.Errorf("%d figures: %s", len(whole), diff)
	}
}
