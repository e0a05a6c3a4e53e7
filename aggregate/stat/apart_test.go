package stat

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Apart is the panel's fit of one regressor that is 1 or 0.
func TestApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 0))
	for round := range 60 {
		var y []float64
		var in, start []int
		var rows []Observation
		for cluster := range 3 + rng.IntN(20) {
			start = append(start, len(y))
			effect, use := rng.NormFloat64(), []float64{0, .5, 1}[rng.IntN(3)]
			for range 1 + rng.IntN(6) {
				x := []Term{{Column: 0, Value: 1}}
				if rng.Float64() < use || cluster == 0 {
					in = append(in, len(y))
					x = append(x, Term{Column: 1, Value: 1})
				}
				y = append(y, effect+rng.NormFloat64())
				rows = append(rows, Observation{Y: y[len(y)-1], Cluster: int64(cluster), X: x})
			}
		}
		start = append(start, len(y))
		if len(in) == len(y) {
			continue
		}
		p, err := NewPanel(rows, 2)
		if err != nil {
			t.Fatal(err)
		}
		f := p.Fit(0)
		b, want := f.Coefficients[1], f.Robust([]int{1})[0]
		got, r := Apart(y, start, in)
		for _, v := range [][2]float64{{b, got}, {want.SE, r.SE}, {want.DF, r.DF}} {
			if math.Abs(v[0]-v[1]) > 1e-9*(1+math.Abs(v[0])) {
				t.Errorf("round %d: panel %v, %+v; apart %v, %+v", round, b, want, got, r)
				break
			}
		}
	}
}
