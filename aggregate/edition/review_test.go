package edition

import (
	"slices"
	"testing"

	"backpay/aggregate"
)

// Of 60 jobs ten dear ones may be copies of an eleventh: with them taken as one,
// the median is that of fewer dear jobs. Chains of pairs are one job.
func TestMedianWithoutReview(t *testing.T) {
	var rows []aggregate.Row
	var pairs [][2]int64
	for i := range int64(60) {
		rows = append(rows, row("lever", i+1, i+1, float64(100_000+1000*i)))
		if i >= 50 {
			pairs = append(pairs, [2]int64{i, i + 1})
		}
	}
	compute := func(pairs [][2]int64) (string, []aggregate.Figure) {
		e, err := Compute(Input{Rows: seq(rows), Review: pairs})
		if err != nil {
			t.Fatal(err)
		}
		return e.Name, slices.DeleteFunc(e.Figures, func(f aggregate.Figure) bool { return f.Source != aggregate.All || f.Statistic != medianReview })
	}
	plain, none := compute(nil)
	if len(none) > 0 {
		t.Errorf("without pairs: %+v", none)
	}
	name, got := compute(pairs)
	// 49 jobs of 100,000 to 148,000, and one of eleven at their mean.
	if len(got) != 1 || got[0].NJobs != 50 || got[0].Value != 124_500 || got[0].Grade != "" || name == plain {
		t.Errorf("edition %s, before %s: %+v", name, plain, got)
	}
	slices.Reverse(pairs)
	if again, _ := compute(pairs); again != name {
		t.Error("another order of pairs makes another edition")
	}
}
