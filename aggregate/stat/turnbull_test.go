package stat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The radiotherapy arm of the breast cosmesis data (Beadle et al. 1984; Finkelstein
// & Wolfe 1985, Biometrics 41, table 1): the masses as published for R's package
// interval (Fay & Shaw 2010, Journal of Statistical Software 36(2)).
func TestTurnbullBreastCosmesis(t *testing.T) {
	inf := math.Inf(1)
	data := [][2]float64{
		{45, inf},
		{25, 37},
		{37, inf},
		{6, 10},
		{46, inf},
		{0, 5},
		{0, 7},
		{26, 40},
		{18, inf},
		{46, inf},
		{46, inf},
		{24, inf},
		{46, inf},
		{27, 34},
		{36, inf},
		{7, 16},
		{36, 44},
		{5, 11},
		{17, inf},
		{46, inf},
		{19, 35},
		{7, 14},
		{36, 48},
		{17, 25},
		{37, 44},
		{37, inf},
		{24, inf},
		{0, 8},
		{40, inf},
		{32, inf},
		{4, 11},
		{17, 25},
		{33, inf},
		{15, inf},
		{46, inf},
		{19, 26},
		{11, 15},
		{11, 18},
		{37, inf},
		{22, inf},
		{38, inf},
		{34, inf},
		{46, inf},
		{5, 12},
		{36, inf},
		{46, inf},
	}
	var xs []Within
	for _, d := range data { // (low, high]: open at the lower end
		xs = append(xs, Within{d[0] + 1e-6, d[1]})
	}
	want := []Mass{
		{4, 5, .0463}, {6, 7, .0334}, {7, 8, .0887}, {11, 12, .0708}, {24, 25, .0926}, {33, 34, .0818}, {38, 40, .1209}, {46, 48, .4656},
	}
	var got []Mass
	for _, m := range Turnbull(xs) {
		if m.P > 1e-3 {
			got = append(got, m)
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d masses: %v", len(got), got)
	}
	for i, m := range got {
		near(t, "low", m.Low, want[i].Low, 1e-5)
		near(t, "high", m.High, want[i].High, 1e-5)
		near(t, "mass", m.P, want[i].P, 0.0002)
	}
}

func TestTurnbullOfExactValues(t *testing.T) {
	ms := Turnbull([]Within{{3, 3}, {1, 1}, {2, 2}, {3, 3}})
	if len(ms) != 3 {
		t.Fatal(ms)
	}
	near(t, "1", ms[0].P, .25, 1e-9)
	near(t, "3", ms[2].P, .5, 1e-9)
	near(t, "median", MassMedian(Turnbull([]Within{{1, 1}, {2, 2}, {3, 3}})), 2, 0)
	if m := MassMedian(Turnbull([]Within{{1, 1}, {2, math.Inf(1)}, {3, math.Inf(1)}})); !math.IsNaN(m) {
		t.Errorf("a median beyond all upper ends: %v", m)
	}
}

// Of single clusters the linearised interval is Student's; NIST's handbook,
// 7.1.4, has no clusters, so sd/sqrt(n) is checked by hand: 1..5, sd 1.5811,
// t(.975; 4) 2.776, reach 1.963.
func TestMeanInterval(t *testing.T) {
	var xs []Clustered
	for i := range 5 {
		xs = append(xs, Clustered{float64(i + 1), int64(i)})
	}
	low, high, ok := MeanInterval(xs, 0.95)
	if !ok {
		t.Fatal("no interval")
	}
	near(t, "low", low, 3-1.9632, 0.0005)
	near(t, "high", high, 3+1.9632, 0.0005)
	for i := range xs {
		xs[i].Cluster = 1
	}
	if _, _, ok := MeanInterval(xs, 0.95); ok {
		t.Error("one cluster has an interval")
	}
}

// With clusters of one and many of them it is close to Wilson's: 81 of 263
// gives .2553 to .3662 (Newcombe 1998, Statistics in Medicine 17, table I).
func TestShareInterval(t *testing.T) {
	hits, sizes := make([]int, 263), make([]int, 263)
	for i := range sizes {
		sizes[i] = 1
		if i < 81 {
			hits[i] = 1
		}
	}
	low, high, ok := ShareInterval(hits, sizes, 0.95)
	if !ok {
		t.Fatal("no interval")
	}
	near(t, "low", low, .2553, .001)
	near(t, "high", high, .3662, .001)
	low, high, _ = ShareInterval([]int{0, 0, 0, 0}, []int{3, 4, 5, 6}, 0.95)
	near(t, "none", low, 0, 0)
	near(t, "none, high", high, 1-math.Pow(.025, .25), 1e-12)
}

func TestTimesQuantile(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		n := 1 + rng.IntN(30)
		sorted, cluster, times := make([]float64, n), make([]int, n), make([]int, 5)
		for i := range sorted {
			sorted[i], cluster[i] = float64(rng.IntN(50)), rng.IntN(5)
		}
		slices.Sort(sorted)
		for i := range times {
			times[i] = rng.IntN(4)
		}
		var written []float64
		for i, v := range sorted {
			for range times[cluster[i]] {
				written = append(written, v)
			}
		}
		for _, q := range []float64{0, .1, .5, .9, 1} {
			got, want := TimesQuantile(sorted, cluster, times, q), Quantile(written, q)
			if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Fatalf("%v of %v: %v, want %v", q, written, got, want)
			}
		}
	}
}

// The widened interval of the mean of normal values is Student's, about: for
// ten clusters of one, wider than the plain percentiles by sqrt(10/9) t/z.
func TestWidenedInterval(t *testing.T) {
	draws := make([]float64, 0, 20001)
	for i := range 20001 {
		p := (float64(i) + 0.5) / 20001
		draws = append(draws, TQuantile(p, 1e9))
	}
	low, high, ok := WidenedInterval(draws, len(draws), 10, 0.95)
	if want := math.Sqrt(10.0/9) * 2.262157; !ok || math.Abs(high-want) > .01 || math.Abs(low+want) > .01 {
		t.Errorf("%v to %v, want %v either way", low, high, want)
	}
	if _, _, ok := WidenedInterval(draws[:100], 1000, 10, .95); ok {
		t.Error("an interval of a tenth of the draws")
	}
}
