package edition

import (
	"testing"

	"backpay/aggregate"
)

// Employers that are likely one count as one where that decides whether a median
// may be printed.
func TestLikelyEmployers(t *testing.T) {
	jobs := map[int64]int{}
	likely := make([]int, 20)
	for i := range likely {
		jobs[int64(i+1)], likely[i] = 1, i
	}
	m := aggregate.Figure{Value: 100, NJobs: 20, NEmployers: 20, CILow: 99, CIHigh: 101}
	o := Options{Likely: likely}.withDefaults()
	if m.AtLeast = o.atLeast(jobs); m.AtLeast != 0 {
		t.Errorf("%d at the least of 20 that are nobody's other names", m.AtLeast)
	}
	if grade, _ := o.grade(m, 1, true); grade == aggregate.Withheld {
		t.Errorf("20 employers are %s", grade)
	}
	likely[7] = 3
	if m.AtLeast = o.atLeast(jobs); m.AtLeast != 19 {
		t.Errorf("%d at the least, want 19", m.AtLeast)
	}
	if grade, why := o.grade(m, 1, true); grade != aggregate.Withheld || why.Found != 19 {
		t.Errorf("19 employers at the least are %s: %+v", grade, why)
	}
}
