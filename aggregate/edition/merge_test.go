package edition

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
)

// A job's only row that is taken as it is for that of "all" is the row that
// merging makes of it.
func TestMergeOnlyRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 0))
	amount := func() float64 { return 1000 * float64(max(0, rng.IntN(5)-1)) }
	words := func() (all []string) {
		for range rng.IntN(3) {
			all = append(all, []string{"a", "b", "c"}[rng.IntN(3)])
		}
		return all
	}
	stood := 0
	for range 5000 {
		r := row("lever", 1, 1, amount())
		r.Currency = []string{"", "USD"}[rng.IntN(2)]
		r.Low, r.High, r.Lowest, r.Highest = amount(), amount(), amount(), amount()
		r.Open, r.Old, r.Extra = rng.IntN(2) == 0, rng.IntN(3) == 0, rng.IntN(9) == 0
		r.Places, r.Skills = words(), words()
		for _, place := range words() {
			r.At = append(r.At, aggregate.PlacePay{Place: place, Pay: amount(), Low: amount(), High: amount()})
		}
		if !stands(&r) {
			continue
		}
		stood++
		want := r
		want.Source = aggregate.All
		if diff := cmp.Diff(&want, mergeRows([]aggregate.Row{r})[0]); diff != "" {
			t.Fatalf("merged (-as it stands +merged):\n%s", diff)
		}
	}
	if stood < 300 {
		t.Errorf("%d rows of 5000 stand", stood)
	}
	whole := row("lever", 1, 1, 100)
	if got := merge([]*aggregate.Row{&whole}); !slices.Equal(got, []*aggregate.Row{&whole}) {
		t.Error("a plain row is copied")
	}
}
