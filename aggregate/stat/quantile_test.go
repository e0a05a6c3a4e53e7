package stat

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s = %v, want %v (within %g)", what, got, want, tolerance)
	}
}

func TestQuantile(t *testing.T) {
	for _, c := range []struct {
		name string
		xs   []float64
		q    float64
		want float64
	}{
		// The example of the encyclopaedias' article "Percentile" (40th percentile
		// of five values): 29 by this rule, 26 by the other of NIST's handbook.
		{"textbook 40th percentile", []float64{15, 20, 35, 40, 50}, 0.4, 29},
		// R: quantile(1:10), its documented default type 7.
		{"R 1:10 at 25 %", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.25, 3.25},
		{"R 1:10 at 75 %", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.75, 7.75},
		{"even median is the middle two's mean", []float64{1, 2, 4, 100}, 0.5, 3},
		{"odd median is a value", []float64{1, 2, 100}, 0.5, 2},
		{"one value", []float64{7}, 0.9, 7},
		{"least", []float64{3, 9}, 0, 3},
		{"greatest", []float64{3, 9}, 1, 9},
	} {
		near(t, c.name, Quantile(c.xs, c.q), c.want, 1e-12)
	}
	for _, q := range []float64{-0.1, 1.1, math.NaN()} {
		if got := Quantile([]float64{1}, q); !math.IsNaN(got) {
			t.Errorf("Quantile at %v = %v, want NaN", q, got)
		}
	}
	if got := Quantile(nil, 0.5); !math.IsNaN(got) {
		t.Errorf("Quantile of nothing = %v, want NaN", got)
	}
}

func TestMean(t *testing.T) {
	if got := Mean(nil); !math.IsNaN(got) {
		t.Errorf("Mean of nothing = %v, want NaN", got)
	}
	// A plain sum loses both ones here.
	near(t, "cancelling sum", Mean([]float64{1, 1e100, 1, -1e100}), 0.5, 0)
}

func TestQuantileProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(1, 1e9), 1, 60).Draw(t, "xs")
		slices.Sort(xs)
		a := rapid.Float64Range(0, 1).Draw(t, "a")
		b := rapid.Float64Range(0, 1).Draw(t, "b")
		lo, hi := Quantile(xs, min(a, b)), Quantile(xs, max(a, b))
		if lo > hi {
			t.Fatalf("quantile falls: %v at %v, %v at %v", lo, min(a, b), hi, max(a, b))
		}
		if lo < xs[0] || hi > xs[len(xs)-1] {
			t.Fatalf("quantiles %v, %v leave the values' range", lo, hi)
		}
		m := Mean(xs)
		if m < xs[0]*(1-1e-12) || m > xs[len(xs)-1]*(1+1e-12) {
			t.Fatalf("mean %v leaves the values' range", m)
		}
	})
}
