package edition

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// byStatistic are the figures of sure over jobs of which each is an employer's.
func byStatistic(figures []aggregate.Figure) map[string]float64 {
	out := map[string]float64{}
	for _, f := range figures {
		out[f.Statistic] = f.Value
	}
	return out
}

func TestSure(t *testing.T) {
	var jobs []job
	for i, pay := range []float64{100, 110, 120, 130, 140, 300, 300, 300} {
		j := job{pay: pay, low: pay, high: pay, employer: int64(i)}
		if pay == 300 {
			j.employer = 9 // has three jobs
			j.low, j.high = 200, 400
		}
		jobs = append(jobs, j)
	}
	got := byStatistic(Options{}.sure(aggregate.Figure{Grade: aggregate.Good}, jobs, 4))
	for name, want := range map[string]float64{
		medianWithout:   120,
		medianEmployers: 125,               // six employers: 100, 110, 120, 130, 140, 300, each 8/6 jobs
		medianGeometric: 135,               // 300 counts as 282.84, which moves no middle
		medianLowest:    115,               // ranks 5 and 6 of twelve, four below
		medianHighest:   (300 + 300) / 2.0, // ranks 5 and 6 from below
		medianLikeTop:   220,               // 100 to 130 once, 140 and each 300 twice
	} {
		if math.Abs(got[name]-want) > .01 {
			t.Errorf("%s %v, want %v", name, got[name], want)
		}
	}
	if got := byStatistic(Options{}.sure(aggregate.Figure{}, jobs, 9)); got[medianLowest] != 0 || got[medianHighest] != 0 {
		t.Errorf("bounds where most are silent: %v", got)
	}
	if got := byStatistic(Options{}.sure(aggregate.Figure{}, jobs, 0)); len(got) != 3 {
		t.Errorf("all state pay: %v", got)
	}
	for _, f := range (Options{}).sure(aggregate.Figure{Grade: aggregate.Good, CILow: 1, CIHigh: 2}, jobs, 1) {
		if f.Grade != "" || f.CILow != 0 || f.CIHigh != 0 {
			t.Errorf("%s is graded %q, %v to %v: it has no interval of its own", f.Statistic, f.Grade, f.CILow, f.CIHigh)
		}
	}
}

// Whatever the silent jobs pay, the median of all jobs lies within the bounds.
func TestBoundsHoldTheMedianOfAllJobs(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		var jobs []job
		var all []float64
		silent := 0
		for i := range 20 + rng.IntN(80) {
			pay := math.Exp(12 + .3*rng.NormFloat64())
			all = append(all, pay)
			if rng.Float64() < .35*pay/160_000 { // the better paid say it less often
				silent++
				continue
			}
			jobs = append(jobs, job{pay: pay, low: pay, high: pay, employer: int64(i)})
		}
		sortJobs(jobs)
		slices.Sort(all)
		truth := stat.Quantile(all, .5)
		got := byStatistic(Options{}.sure(aggregate.Figure{}, jobs, silent))
		if low := got[medianLowest]; low > truth+.01 {
			t.Errorf("lowest %v above %v", low, truth)
		}
		if high := got[medianHighest]; high != 0 && high < truth-.01 {
			t.Errorf("highest %v below %v", high, truth)
		}
	}
}
