package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Resample draws whole clusters with replacement, r times, and returns what
// of gives for each draw: times[j] is how often cluster j was drawn. of may
// answer NaN for a draw that tells nothing; such draws are left out. The draws
// follow from the seed alone, so a figure of its own seed doesn't depend on
// which others are computed, or when. of must not keep times.
func Resample(clusters, r int, seed uint64, of func(times []int) float64) []float64 {
	rng := rand.New(rand.NewPCG(seed, uint64(clusters)))
	times := make([]int, clusters)
	out := make([]float64, 0, r)
	for range r {
		clear(times)
		for range clusters {
			times[rng.IntN(clusters)]++
		}
		if v := of(times); !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}

// WidenedInterval reads the interval from draws over g clusters at the
// quantiles a' = Phi(-sqrt(g/(g-1)) t((1+level)/2; g-1)) and 1-a', the expanded
// percentile interval of Hesterberg 2015 (The American Statistician 69): plain
// percentiles are too narrow where clusters are few. ok is false when too many
// draws told nothing, or g is below 2. draws are sorted by it.
func WidenedInterval(draws []float64, r, g int, level float64) (low, high float64, ok bool) {
	if g < 2 || len(draws) < 20 || len(draws) < r*9/10 {
		return 0, 0, false
	}
	n := float64(g)
	z := math.Sqrt(n/(n-1)) * TQuantile((1+level)/2, n-1)
	a := math.Erfc(z/math.Sqrt2) / 2
	slices.Sort(draws)
	return Quantile(draws, a), Quantile(draws, 1-a), true
}

// TimesQuantile is the q-quantile, type 7, of sorted values that are each
// there as many times as times says of its cluster; cluster[i] is that of
// value i. NaN when no value is there at all.
func TimesQuantile(sorted []float64, cluster, times []int, q float64) float64 {
	total := 0
	for _, c := range cluster {
		total += times[c]
	}
	if total == 0 {
		return math.NaN()
	}
	h := float64(total-1) * q
	below := int(math.Floor(h))
	seen, at := 0, -1
	for i, c := range cluster {
		seen += times[c]
		if at < 0 && seen > below {
			at = i
		}
		if seen > min(below+1, total-1) {
			return sorted[at] + float64((sorted[i]-sorted[at])*(h-float64(below)))
		}
	}
	return math.NaN()
}
