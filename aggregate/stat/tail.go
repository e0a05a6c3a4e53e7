package stat

import "math"

// Shares are the shares of values up to each, with how clusters differ in them.
type Shares struct {
	steps []step
	n, g  float64 // values and clusters
}

// TailInterval returns the interval of the q-quantile away from the middle at
// the given level (0.95) under clustering.
//
// Of a tenth or a quarter of all values few clusters have some, and a sample in
// which they happen to be fewer still shows too little variance too: ScoreInterval
// then ends too early on the side of the tail, and in simulated markets its tenth
// and ninetieth percentiles that are narrow enough to be printed cover 83 to 92 %
// in place of 95 (TestTailIntervalCovers). So the share of values below a candidate
// is tested by the exact binomial limits of Clopper and Pearson, which are as
// skewed as such a share is, with the effective number of values that the
// variance between clusters leaves, corrected for its degrees of freedom (Korn
// and Graubard 1998, Confidence intervals for proportions with small expected
// number of positive counts estimated from survey data, Survey Methodology 24).
// The candidates not refuted are the interval (Woodruff 1952, Confidence
// intervals for medians and other position measures, JASA 47; Francisco and
// Fuller 1991, Quantile estimation with a complex survey design, Annals of
// Statistics 19).
//
// ok is false as for ScoreInterval.
func (all *Shares) TailInterval(q, level float64) (low, high float64, ok bool) {
	steps, n, g := all.steps, all.n, all.g
	if g < 2 {
		return 0, 0, false
	}
	tail := (1 - level) / 2
	known := TQuantile(1-tail, n-1) / TQuantile(1-tail, g-1)
	enough := func(s step) float64 { return s.effective(n, g) * known * known }
	tooLow := func(s step) bool {
		x := enough(s)
		return s.share < q && regularisedBeta(1-q, x-float64(x*s.share), float64(x*s.share)+1) <= tail
	}
	tooHigh := func(s step) bool {
		x := enough(s)
		return s.share > q && regularisedBeta(q, float64(x*s.share), x-float64(x*s.share)+1) <= tail
	}
	from := 0
	for steps[from].share < q {
		from++
	}
	to := from
	for from > 0 && !tooLow(steps[from-1]) {
		from--
	}
	for to < len(steps)-1 && !tooHigh(steps[to]) {
		to++
	}
	if from == 0 && math.Pow(1-q, g) > tail || to == len(steps)-1 && math.Pow(q, g) > tail {
		return 0, 0, false
	}
	return steps[from].value, steps[to].value, true
}

// step is a value with the share of all values up to it, and the sum of squares
// over clusters of what each has more of them than that share of its own.
type step struct {
	value, share, squares float64
}

// effective is the number of independent values that would leave the share as
// unsure as the variance between g clusters of n values does, n at the most.
func (s step) effective(n, g float64) float64 {
	variance := g / (g - 1) * s.squares / (n * n)
	if variance == 0 {
		return n
	}
	return min(n, s.share*(1-s.share)/variance)
}

// NewShares returns the shares of values sorted by SortClustered. All sums are of
// whole numbers, so the order of the clusters can't matter.
func NewShares(sorted []Clustered) *Shares {
	of, size := numbered(sorted)
	sizes := 0 // sum n_j^2
	for _, n := range size {
		sizes += n * n
	}
	all := &Shares{n: float64(len(sorted)), g: float64(len(size))}
	have := make([]int, len(size))
	own, cross := 0, 0 // sum c_j^2, sum c_j n_j
	for i, x := range sorted {
		j := of[i]
		own += 2*have[j] + 1
		cross += size[j]
		have[j]++
		if i+1 < len(sorted) && sorted[i+1].Value == x.Value {
			continue
		}
		p := float64(i+1) / float64(len(sorted))
		squares := float64(own) - float64(2*p*float64(cross)) + float64(p*p*float64(sizes))
		all.steps = append(all.steps, step{x.Value, p, max(0, squares)})
	}
	return all
}
