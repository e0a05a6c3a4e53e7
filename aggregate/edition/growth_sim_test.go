package edition

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/scraper/testenv"
)

// Pay doesn't grow, and well paid jobs are filled faster. Growth over the jobs
// as they came up holds nought as often as its interval says; over those that
// are left of each month it doesn't: dear ones are missing from the earlier months.
func TestGrowthHoldsZero(t *testing.T) {
	testenv.Long(t)
	months := []string{"2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}
	opt := Options{Month: "2026-11", Live: map[string][]string{"lever": append([]string{"2026-04"}, months...)}}
	rng := rand.New(rand.NewPCG(11, 11))
	holds := func(rows []aggregate.Row) int {
		table, err := gather(seq(rows), opt.withDefaults())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range table.growth() {
			return count(f.CILow <= 0 && f.CIHigh >= 0)
		}
		t.Fatal("no growth")
		return 0
	}
	runs, flow, left := 10*(*runsFlag), 0, 0
	for range runs {
		var rows []aggregate.Row
		for e := range 45 {
			own := .25 * rng.NormFloat64()
			for range 20 {
				z := own + .25*rng.NormFloat64()
				r := row("lever", int64(len(rows)+1), int64(e+1), math.Round(150*math.Exp(z))*1000)
				age := rng.IntN(len(months)) // months ago
				r.Seen, r.Open = months[len(months)-1-age], true
				for range age { // dear jobs go faster
					r.Open = r.Open && rng.Float64() > min(.9, .15*math.Exp(1.6*z))
				}
				rows = append(rows, r)
			}
		}
		flow += holds(rows)
		left += holds(slices.DeleteFunc(rows, func(r aggregate.Row) bool { return !r.Open }))
	}
	share := func(k int) float64 { return 100 * float64(k) / float64(runs) }
	said := fmt.Sprintf("no growth planted: held by the interval in %.1f %% of %d markets, over survivors in %.1f %%", share(flow), runs, share(left))
	t.Log(said)
	if slack := 200 * math.Sqrt(.05*.95/float64(runs)); share(flow) < 93-slack || left >= flow {
		t.Error(said)
	}
}
