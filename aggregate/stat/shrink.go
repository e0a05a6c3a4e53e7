package stat

import (
	"math"
	"slices"
)

// BenjaminiHochberg returns the adjusted p-value of each p-value: the least
// false discovery rate at which it would be among the discoveries (Benjamini
// & Hochberg 1995, JRSS B 57(1)). The ones at or below q are the discoveries
// at rate q.
func BenjaminiHochberg(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(p))
	least := 1.0
	for rank := len(order); rank > 0; rank-- {
		i := order[rank-1]
		least = min(least, p[i]*(float64(len(p))/float64(rank)))
		out[i] = least
	}
	return out
}

// PauleMandel estimates the variance of true values around their mean from
// estimates and the variances of their errors: the tau2 at which the weighted
// sum of squares sum (x - mean)^2 / (v + tau2) equals df (Paule & Mandel 1982,
// J. Res. NBS 87(5)), 0 when it is below df even at 0. mean is weighted by
// 1/(v + tau2). With df = k-1 tau2 is the usual estimate; with k-3 and equal
// variances, shrinking by it is James & Stein's rule towards the mean (Efron
// & Morris 1975, JASA 70). Variances must be above zero.
func PauleMandel(estimates, variances []float64, df float64) (mean, tau2 float64) {
	if len(estimates) == 0 {
		return math.NaN(), math.NaN()
	}
	at := func(tau2 float64) (mean, q float64) {
		var w, wx float64
		for i, x := range estimates {
			k := 1 / (variances[i] + tau2)
			w += k
			wx += float64(k * x)
		}
		mean = wx / w
		for i, x := range estimates {
			q += float64((x-mean)*(x-mean)) / (variances[i] + tau2)
		}
		return mean, q
	}
	mean, q := at(0)
	if q <= df || df <= 0 {
		return mean, 0
	}
	hi := slices.Max(variances)
	for {
		if _, q = at(hi); q <= df {
			break
		}
		hi *= 2
	}
	lo := 0.0
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if _, q = at(mid); q > df {
			lo = mid
		} else {
			hi = mid
		}
	}
	mean, _ = at(hi)
	return mean, hi
}

// Shrunk is one estimate drawn towards the mean of all.
type Shrunk struct {
	Value float64
	// SE is the error of Value as an estimate of the true value.
	SE float64
}

// Shrink draws each estimate towards their mean by the share of its variance
// that is error: mean + (1-B)(x - mean), B = v / (v + tau2), with tau2 by
// PauleMandel at k-3 degrees of freedom. The errors allow for mean and tau2
// being estimated too (Morris 1983, JASA 78, 1.17): v (1 - B) + B^2 / sum w,
// and 2/(k-3) B^2 (x - mean)^2 times the precision of the estimate relative
// to the average one. With fewer than four estimates, or tau2 zero, all
// collapse onto the mean: no difference between them was found.
func Shrink(estimates, variances []float64) (shrunk []Shrunk, mean, tau2 float64) {
	k := float64(len(estimates))
	mean, tau2 = PauleMandel(estimates, variances, k-3)
	var weights, average float64
	for _, v := range variances {
		weights += 1 / (v + tau2)
		average += v / k
	}
	shrunk = make([]Shrunk, len(estimates))
	for i, x := range estimates {
		v := variances[i]
		b := v / (v + tau2)
		spread := float64(v*(1-b)) + float64(b*b)/weights
		if k > 3 {
			spread += 2 / (k - 3) * b * b * float64((x-mean)*(x-mean)) * (average + tau2) / (v + tau2)
		}
		shrunk[i] = Shrunk{mean + float64((1-b)*(x-mean)), math.Sqrt(spread)}
	}
	return shrunk, mean, tau2
}
