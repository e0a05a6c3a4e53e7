package stat

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"backpay/scraper/testenv"
)

// How many markets a cell of the simulations has. What comments and the README
// quote was measured with 1000:
//
//	go test ./aggregate/stat -run Cover -v -markets 1000
var marketsFlag = flag.Int("markets", 100, "simulated markets a cell")

// coverage counts intervals of simulated markets.
type coverage struct{ found, covered, printed, printedCovered, narrow, narrowCovered int }

// share is k of n in percent, 100 of none.
func share(k, n int) float64 {
	if n == 0 {
		return 100
	}
	return 100 * float64(k) / float64(n)
}

// measure draws markets and counts how often the interval of the q-quantile
// holds the planted one: of all, of those printed (a reach of at most 20 % of the
// quantile either way) and of the narrow ones (10 %). Pay is rounded, so the
// planted quantile is a little stretch of values.
func (m market) measure(
	employers int,
	q float64,
	planted []float64,
	interval func(xs []Clustered) (low, high float64, ok bool),
) (c coverage) {
	from, to := Quantile(planted, q-.002), Quantile(planted, q+.002)
	rng := rand.New(rand.NewPCG(uint64(employers), 7))
	for range *marketsFlag {
		xs := m.draw(rng, employers)
		low, high, ok := interval(xs)
		if !ok {
			continue
		}
		values := make([]float64, len(xs))
		for i, x := range xs {
			values[i] = x.Value
		}
		held := 0
		if low <= to && from <= high {
			held = 1
		}
		reach := (high - low) / 2 / Quantile(values, q)
		c.found++
		c.covered += held
		if reach <= .2 {
			c.printed++
			c.printedCovered += held
		}
		if reach <= .1 {
			c.narrow++
			c.narrowCovered += held
		}
	}
	return c
}

// slackOf is three standard errors of a share of n about 92 %, in percent.
func slackOf(n int) float64 { return 300 * math.Sqrt(.92*.08/float64(max(n, 1))) }

// Why TailInterval: the intervals of p10 and p90 that are printed cover 92 % and
// more, where those of ScoreInterval cover too little. Boards are of unequal size.
func TestTailIntervalCovers(t *testing.T) {
	testenv.Long(t)
	var tails, scores, printed, printedScores int
	for _, m := range []market{{jobs: 5}, {jobs: 8}, {jobs: 8, flat: true}} {
		planted := m.planted()
		for _, employers := range []int{24, 30, 40, 50, 70, 100} {
			if *marketsFlag < 1000 && employers != 50 {
				continue
			}
			for _, q := range []float64{.1, .25, .75, .9} {
				tail := m.measure(employers, q, planted, func(xs []Clustered) (float64, float64, bool) { return NewShares(xs).TailInterval(q, .95) })
				score := m.measure(employers, q, planted, func(xs []Clustered) (float64, float64, bool) { return ScoreInterval(xs, q, .95) })
				covers := share(tail.printedCovered, tail.printed)
				t.Logf("%d x %d, flat %v, q %.2f: covers %.1f %%, printed %.1f (%d), narrow %.1f (%d); the score interval %.1f, printed %.1f, narrow %.1f",
					employers, m.jobs, m.flat, q, share(tail.covered, tail.found), covers, tail.printed, share(tail.narrowCovered, tail.narrow), tail.narrow,
					share(score.covered, score.found), share(score.printedCovered, score.printed), share(score.narrowCovered, score.narrow))
				if employers >= 40 && (q < .2 || q > .8) {
					tails, printed = tails+tail.printedCovered, printed+tail.printed
					scores, printedScores = scores+score.printedCovered, printedScores+score.printed
				}
				if employers >= 40 && covers < 92-slackOf(tail.printed) {
					t.Errorf("%d x %d, q %.2f: the printed intervals cover %.1f %%", employers, m.jobs, q, covers)
				}
			}
		}
	}
	t.Logf("p10 and p90 of 40 employers and more, printed: cover %.1f %%, by the score interval %.1f", share(tails, printed), share(scores, printedScores))
	if c := share(tails, printed); c < 92 || c < share(scores, printedScores)+1 {
		t.Errorf("p10 and p90 cover %.1f %%, by the score interval %.1f", c, share(scores, printedScores))
	}
}

// Why a good median needs 50 employers: of those whose interval happens to be
// narrow, fewer cover.
func TestNarrowIntervalsCover(t *testing.T) {
	testenv.Long(t)
	for _, m := range []market{{jobs: 5}, {jobs: 8}, {jobs: 8, flat: true}} {
		planted := m.planted()
		for _, employers := range []int{20, 30, 40, 45, 50, 55} {
			if *marketsFlag < 1000 && employers != 50 {
				continue
			}
			c := m.measure(employers, .5, planted, func(xs []Clustered) (float64, float64, bool) { return ScoreInterval(xs, .5, .95) })
			covers, narrow := share(c.printedCovered, c.printed), share(c.narrowCovered, c.narrow)
			t.Logf("%d x %d, flat %v: covers %.1f %%, printed %.1f (%d), narrow %.1f (%d)",
				employers, m.jobs, m.flat, share(c.covered, c.found), covers, c.printed, narrow, c.narrow)
			if covers < 93-slackOf(c.printed) || employers >= 50 && narrow < 91-slackOf(c.narrow) {
				t.Errorf("%d x %d: printed ones cover %.1f %%, narrow ones %.1f %%", employers, m.jobs, covers, narrow)
			}
		}
	}
}
