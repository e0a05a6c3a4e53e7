package edition

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backpay/aggregate"
)

// survivorMarket is a market without growth in which dear jobs are filled
// sooner: of the jobs of earlier months mostly cheap ones are still open.
func survivorMarket(seed uint64) []aggregate.Row {
	rng := rand.New(rand.NewPCG(seed, 77))
	months := []string{"2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}
	var rows []aggregate.Row
	for e := range 45 {
		level := .2 * rng.NormFloat64()
		for range 12 {
			z := level + .25*rng.NormFloat64()
			r := row("lever", int64(len(rows)+1), int64(e+1), math.Round(150*math.Exp(z))*1000)
			m := rng.IntN(len(months))
			r.Seen, r.Month = months[m], months[m]
			filled := min(.9, .15*math.Exp(2*z)) // a month
			r.Open = rng.Float64() < math.Pow(1-filled, float64(len(months)-m))
			rows = append(rows, r)
		}
	}
	return rows
}

// Growth of the flow holds the planted zero as often as it says; of the jobs
// that are still open it would tell of a rise that there isn't.
func TestGrowthOfTheFlow(t *testing.T) {
	markets := 100
	if testing.Short() {
		markets = 20
	}
	live := []string{"2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}
	opt := Options{Month: "2026-11", Live: map[string][]string{"lever": live}}.withDefaults()
	growth := func(rows []aggregate.Row) aggregate.Figure {
		tab, err := gather(seq(rows), opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range tab.growth() {
			return f
		}
		t.Fatal("no growth")
		return aggregate.Figure{}
	}
	holds, survivors := 0, 0
	var bias float64
	for seed := range uint64(markets) {
		rows := survivorMarket(seed)
		f := growth(rows)
		bias += f.Value / float64(markets)
		if f.CILow <= 0 && f.CIHigh >= 0 {
			holds++
		}
		left := slices.DeleteFunc(slices.Clone(rows), func(r aggregate.Row) bool { return !r.Open })
		if f := growth(left); f.CILow <= 0 && f.CIHigh >= 0 {
			survivors++
		}
	}
	t.Logf("the interval of the flow holds 0 in %d of %d markets, that of survivors in %d; the flow's mean is %.2f %%", holds, markets, survivors, bias)
	if float64(holds) < .93*float64(markets) || math.Abs(bias) > 1 || survivors > holds {
		t.Errorf("want 0 held in 93 %% of the markets")
	}
}
