package edition

import (
	"math"
	"testing"

	"backpay/aggregate"

	"github.com/google/go-cmp/cmp"
)

// Ranges 100 to 120, 110 to 150 and the lone figure 130, and one that is known
// by its floor only: the shares at every step are counts of the three.
func TestDistribution(t *testing.T) {
	ranged := func(job int64, source string, low, high float64) aggregate.Row {
		r := row(source, job, job, (low+high)*500)
		r.Low, r.High = low*1000, high*1000
		return r
	}
	oneEnd := ranged(5, "a", 140, 0)
	oneEnd.Pay = 0
	elsewhere, gone := ranged(6, "a", 10, 20), ranged(7, "a", 10, 20)
	elsewhere.Currency, gone.Open = "CAD", false
	rows := []aggregate.Row{ranged(1, "a", 100, 120), ranged(2, "a", 105, 145), ranged(2, "b", 115, 155), ranged(3, "a", 130, 130), oneEnd, elsewhere, gone}
	s := computeDistribution(tableOf(t, rows).rows, Question{"backend", "US", "USD"}, Options{})
	if s.Jobs != 3 || s.Employers != 3 || s.OneSided != 1 || len(s.Steps) > maxSteps {
		t.Fatalf("%d jobs, %d employers, %d one-sided, %d steps", s.Jobs, s.Employers, s.OneSided, len(s.Steps))
	}
	at := map[float64]Step{}
	for _, p := range s.Steps {
		at[p.Pay] = p
	}
	for _, want := range []Step{{100_000, 2, 0}, {110_000, 1, 0}, {120_000, 1, 0}, {121_000, 1, 1}, {130_000, 0, 1}, {150_000, 0, 2}} {
		if diff := cmp.Diff(want, at[want.Pay]); diff != "" {
			t.Errorf("at %v (-want +got):\n%s", want.Pay, diff)
		}
	}
	if s.Cut != 130_000 || s.Includes.Share != 2.0/3 || math.Abs(s.Above.Share+s.Includes.Share+s.Below.Share-1) > 1e-12 {
		t.Errorf("at %v: %v above, %v hold it, %v below", s.Cut, s.Above.Share, s.Includes.Share, s.Below.Share)
	}
	if s.Includes.Grade != aggregate.Withheld {
		t.Errorf("of three employers: %s", s.Includes.Grade)
	}
}

// Nothing to draw, one job, and amounts of any size: few steps, upwards.
func TestDistributionSteps(t *testing.T) {
	if s := computeDistribution(nil, Question{"backend", "US", "USD"}, Options{}); s.Jobs != 0 || len(s.Steps) != 0 {
		t.Errorf("of nothing: %+v", s)
	}
	for _, r := range [][2]float64{{1, 1}, {30_000, 30_000}, {30_000, 2_000_000}, {90_000, 91_000}, {5e9, 9e9}} {
		rows := []aggregate.Row{row("a", 1, 1, r[0])}
		rows[0].Role, rows[0].Low, rows[0].High = "qa", r[0], r[1]
		s := computeDistribution(tableOf(t, rows).rows, Question{"qa", "US", "USD"}, Options{})
		if len(s.Steps) == 0 || len(s.Steps) > maxSteps || s.Steps[0].Below != 0 || s.Steps[len(s.Steps)-1].Above != 0 {
			t.Errorf("of %v: %d steps", r, len(s.Steps))
		}
	}
}

// tableOf is the table of rows of sources alone.
func tableOf(t *testing.T, rows []aggregate.Row) *table {
	t.Helper()
	all, err := gather(seq(rows), Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	all.rows = all.rows[:all.stated]
	return all
}
