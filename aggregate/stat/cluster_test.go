package stat

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// The numbers that clusters go by don't matter: low ones, or any.
func TestClusterNumbers(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 0))
	for range 50 {
		low := make([]Clustered, 60)
		for i := range low {
			low[i] = Clustered{float64(rng.IntN(40)), rng.Int64N(20)}
		}
		SortClustered(low)
		far := slices.Clone(low)
		for i := range far {
			far[i].Cluster = (far[i].Cluster - 7) * 1_000_000_007
		}
		say := func(xs []Clustered) string {
			icc := IntraclassCorrelation(xs)
			l, h, ok := ScoreInterval(xs, .5, .95)
			tl, th, tok := NewShares(xs).TailInterval(.25, .95)
			ml, mh, mok := MeanInterval(xs, .95)
			return fmt.Sprint(icc, EffectiveN(xs, icc), l, h, ok, tl, th, tok, ml, mh, mok)
		}
		if a, b := say(low), say(far); a != b {
			t.Fatalf("low numbers: %s\nfar ones:    %s", a, b)
		}
	}
}
