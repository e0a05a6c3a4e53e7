package stat

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Of ten equal means of independent samples, some pair lies apart by chance in
// far more than one market in twenty; stretched by the factors, in about one.
func TestSimultaneousHoldsTheFamily(t *testing.T) {
	const groups, n, markets, r = 6, 30, 200, 299
	rng := rand.New(rand.NewPCG(7, 7))
	plain, family := 0, 0
	for range markets {
		means := make([]float64, groups)
		boot := make([][]float64, groups)
		for g := range groups {
			x := make([]float64, n)
			for i := range x {
				x[i] = rng.NormFloat64()
			}
			means[g] = Mean(x)
			for range r {
				sum := 0.0
				for range n {
					sum += x[rng.IntN(n)]
				}
				boot[g] = append(boot[g], sum/n)
			}
		}
		var estimates []float64
		var draws [][]float64
		for a := range groups {
			for b := range a {
				d := make([]float64, r)
				for i := range d {
					d[i] = boot[a][i] - boot[b][i]
				}
				estimates, draws = append(estimates, means[a]-means[b]), append(draws, d)
			}
		}
		apart, together := false, false
		for i, f := range Simultaneous(estimates, draws, 0.95) {
			if f < 1 {
				t.Fatalf("factor %v", f)
			}
			own := append([]float64(nil), draws[i]...)
			low, high, ok := WidenedInterval(own, r, n, 0.95)
			if !ok {
				t.Fatal("no interval")
			}
			e := estimates[i]
			apart = apart || low > 0 || high < 0
			together = together || e-f*(e-low) > 0 || e+f*(high-e) < 0
		}
		if apart {
			plain++
		}
		if together {
			family++
		}
	}
	if p, f := float64(plain)/markets, float64(family)/markets; p < 0.2 || f > 0.09 {
		t.Errorf("some pair apart in %.3f of markets, in %.3f of them together; want over .2 and at most .09", p, f)
	}
}

func TestSimultaneousWithoutDraws(t *testing.T) {
	nan := math.NaN()
	for _, d := range [][]float64{nil, {nan, nan}, {5, 5}} {
		if f := Simultaneous([]float64{5}, [][]float64{d}, 0.95); f[0] != 1 {
			t.Errorf("%v: factor %v", d, f[0])
		}
	}
	if f := Simultaneous(nil, nil, 0.95); len(f) != 0 {
		t.Errorf("factors of nothing: %v", f)
	}
}
