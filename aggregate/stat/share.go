package stat

import "math"

// MeanInterval returns the interval of the mean of clustered values at the
// given level: mean +- t(G-1) times the linearised standard error of a ratio,
// sqrt(G/(G-1) sum (sum_j (x - mean))^2) / n (Cochran 1977, Sampling
// Techniques, 9A.2, with clusters drawn with replacement). ok is false for
// fewer than two clusters. xs are sorted by SortClustered.
func MeanInterval(xs []Clustered, level float64) (low, high float64, ok bool) {
	values := make([]float64, len(xs))
	for i, x := range xs {
		values[i] = x.Value
	}
	mean := Mean(values)
	of, size := numbered(xs)
	residual := make([]float64, len(size))
	for i, x := range xs {
		residual[of[i]] += x.Value - mean
	}
	g := float64(len(residual))
	if g < 2 {
		return 0, 0, false
	}
	var sq float64
	for _, d := range residual {
		sq += float64(d * d)
	}
	reach := TQuantile((1+level)/2, g-1) * math.Sqrt(g/(g-1)*sq) / float64(len(xs))
	return mean - reach, mean + reach, true
}

// ShareInterval returns the interval of a share under clustering: hits[j] of
// the sizes[j] values of cluster j count. It is the logit interval with the
// linearised standard error and t(G-1) (Korn & Graubard 1998, Survey
// Methodology 24; Dean & Pagano 2015, Journal of Survey Statistics and
// Methodology 3), so it stays inside 0 and 1. Where none or all count, it
// reaches as far as that of G independent clusters, 1 - ((1-level)/2)^(1/G).
// ok is false for fewer than two clusters.
func ShareInterval(hits, sizes []int, level float64) (low, high float64, ok bool) {
	g := float64(len(sizes))
	if g < 2 {
		return 0, 0, false
	}
	k, n := 0, 0
	for j := range sizes {
		k += hits[j]
		n += sizes[j]
	}
	switch far := 1 - math.Pow((1-level)/2, 1/g); k {
	case 0:
		return 0, far, true
	case n:
		return 1 - far, 1, true
	}
	share := float64(k) / float64(n)
	hh, hn, nn := 0, 0, 0 // sums of whole numbers: the order of clusters can't matter
	for j := range sizes {
		hh += hits[j] * hits[j]
		hn += hits[j] * sizes[j]
		nn += sizes[j] * sizes[j]
	}
	sq := max(0, float64(hh)-float64(2*share*float64(hn))+float64(float64(share*share)*float64(nn)))
	se := math.Sqrt(g/(g-1)*sq) / float64(n)
	reach := TQuantile((1+level)/2, g-1) * se / (share * (1 - share))
	logit := math.Log(share / (1 - share))
	return 1 / (1 + math.Exp(reach-logit)), 1 / (1 + math.Exp(-reach-logit)), true
}
