package premium

import (
	"flag"
	"math"
	"slices"
	"testing"

	"backpay/aggregate/stat"
	"backpay/scraper/testenv"
)

// The simulations take a few markets by default. The figures that the limits
// below are about are those of
//
//	go test ./aggregate/premium -run Simulated -v -premium.runs=200
var runs = flag.Int("premium.runs", 0, "markets of each kind that the simulations draw; 0 for a few")

func markets(t *testing.T, m made, n int, see func(Result, []Row, map[string]float64)) {
	t.Helper()
	for seed := range uint64(n) {
		rows, truth := m.rows(seed + 1)
		res, err := Compute(rows, Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		see(res, rows, truth)
	}
}

// No word does anything, so any discovery is false, and the share of markets
// with one is the false discovery rate. Benjamini and Hochberg's rate is 10 %;
// 14 % is the limit over 200 markets, two standard errors above.
func TestSimulatedNothing(t *testing.T) {
	testenv.Long(t)
	cells := []made{{employers: 60, words: 40, mean: 8}}
	n := 30
	if *runs > 0 {
		n = *runs
		cells = []made{
			{employers: 40, words: 60, mean: 10},
			{employers: 100, words: 60, mean: 10},
			{employers: 100, words: 60, mean: 10, cv: 1.1},
			{employers: 100, words: 60, mean: 20},
			{employers: 200, words: 60, mean: 20, cv: 1.1},
		}
	}
	limit := 0.10 + 2*math.Sqrt(0.09/float64(n))
	for _, m := range cells {
		var wrong, tested, words, fives int
		var floors []float64
		markets(t, m, n, func(r Result, _ []Row, _ map[string]float64) {
			tested += r.Tested
			if r.Passed > 0 {
				wrong++
			}
			for _, p := range r.Placebos {
				words++
				if p.P < 0.05 {
					fives++
				}
			}
			floors = append(floors, r.Floor)
		})
		rate, five := float64(wrong)/float64(n), float64(fives)/float64(words)
		slices.Sort(floors)
		t.Logf("%+v: discoveries in %.1f %% of %d markets, %.1f words tested in each; of placebos %.1f %% have p < .05, the floor's median is %.1f %%",
			m, 100*rate, n, float64(tested)/float64(n), 100*five, stat.Quantile(floors, 0.5))
		if rate > limit {
			t.Errorf("%+v: discoveries in %.1f %% of markets without effects, want at most %.1f %%", m, 100*rate, 100*limit)
		}
		if words < 15*n || five > 0.10 {
			t.Errorf("%+v: %d placebos over %d markets, %.1f %% of them with p < .05", m, words, n, 100*five)
		}
	}
}

// Words are worth 0 to 15 %. The shrunk premiums must put them in order; the
// ratio of medians, as it is usually printed, doesn't.
func TestSimulatedEffects(t *testing.T) {
	testenv.Long(t)
	cells := []made{{employers: 100, words: 60, mean: 10, most: 0.15}}
	n := 8
	if *runs > 0 {
		n = *runs
		cells = append(cells,
			made{employers: 100, words: 60, mean: 10, cv: 1.1, most: 0.15},
			made{employers: 100, words: 60, mean: 20, most: 0.15},
		)
	}
	for _, m := range cells {
		var ours, ratio, falses []float64
		var covered, believed, tested, real, found float64
		markets(t, m, n, func(r Result, rows []Row, truth map[string]float64) {
			var planted, shrunk, medians []float64
			wrong := 0.0
			for _, s := range r.Skills {
				if !s.Tested {
					continue
				}
				effect := 100 * math.Expm1(truth[s.Name])
				planted, shrunk, medians = append(planted, effect), append(shrunk, s.Shrunk.Value), append(medians, overAll(rows, s.Name))
				tested++
				if s.Adjusted.Low <= effect && effect <= s.Adjusted.High {
					covered++
				}
				if s.Shrunk.Low <= effect && effect <= s.Shrunk.High {
					believed++
				}
				switch {
				case effect > 0:
					real++
					if s.Passed {
						found++
					}
				case s.Passed:
					wrong++
				}
			}
			ours, ratio = append(ours, spearman(shrunk, planted)), append(ratio, spearman(medians, planted))
			falses = append(falses, wrong/max(1, float64(r.Passed)))
		})
		t.Logf("%+v: rank correlation with the truth %.3f, of median(with)/median(all) %.3f; false discoveries %.1f %%, power %.0f %%; intervals cover %.1f %% (adjusted), %.1f %% (shrunk), %.1f words tested",
			m, stat.Mean(ours), stat.Mean(ratio), 100*stat.Mean(falses), 100*found/real, 100*covered/tested, 100*believed/tested, tested/float64(n))
		if got := stat.Mean(ours); got < 0.85 {
			t.Errorf("%+v: rank correlation of shrunk premiums with the planted ones is %.3f, want .85", m, got)
		}
		if stat.Mean(ratio) > stat.Mean(ours)-0.2 {
			t.Errorf("%+v: the ratio of medians does as well (%.3f): the market asks for no adjustment", m, stat.Mean(ratio))
		}
		if c := covered / tested; c < 0.93 {
			t.Errorf("%+v: intervals cover %.1f %%", m, 100*c)
		}
	}
}

// overAll is median(with)/median(all).
func overAll(rows []Row, name string) float64 {
	var all, with []float64
	for _, r := range rows {
		all = append(all, r.Pay)
		if slices.Contains(r.Skills, name) {
			with = append(with, r.Pay)
		}
	}
	slices.Sort(all)
	slices.Sort(with)
	return stat.Quantile(with, 0.5) / stat.Quantile(all, 0.5)
}
