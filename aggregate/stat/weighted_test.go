package stat_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"backpay/aggregate/stat"
)

// Whole weights are so many copies of a value.
func TestWeightedIsWrittenOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		var xs []stat.Weighted
		var out []float64
		for range n {
			x := stat.Weighted{Value: float64(rapid.IntRange(1, 50).Draw(t, "value")), Weight: float64(rapid.IntRange(1, 6).Draw(t, "weight"))}
			xs = append(xs, x)
			for range int(x.Weight) {
				out = append(out, x.Value)
			}
		}
		stat.SortWeighted(xs)
		slices.Sort(out)
		q := rapid.Float64Range(0, 1).Draw(t, "q")
		if got, want := stat.WeightedQuantile(xs, q), stat.Quantile(out, q); math.Abs(got-want) > 1e-6 {
			t.Fatalf("quantile %v is %v, want %v", q, got, want)
		}
		if got, want := stat.WeightedMean(xs), stat.Mean(out); math.Abs(got-want) > 1e-9 {
			t.Fatalf("mean is %v, want %v", got, want)
		}
		if k := stat.KishN(xs); k > float64(n)+1e-9 || k < 1-1e-9 {
			t.Fatalf("%v values in effect, of %d", k, n)
		}
	})
}

func TestWeightedEdges(t *testing.T) {
	if v := stat.WeightedQuantile(nil, 0.5); !math.IsNaN(v) {
		t.Errorf("median of nothing is %v", v)
	}
	if v := stat.WeightedMean(nil); !math.IsNaN(v) {
		t.Errorf("mean of nothing is %v", v)
	}
	light := []stat.Weighted{{Value: 3, Weight: 0.25}, {Value: 9, Weight: 0.25}}
	if v := stat.WeightedQuantile(light, 1); v < 3 || v > 9 {
		t.Errorf("of weights that make less than one value: %v", v)
	}
	if v := stat.KishN(nil); v != 0 {
		t.Errorf("nothing counts for %v", v)
	}
}
