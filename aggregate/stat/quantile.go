package stat

import "math"

// Mean returns the arithmetic mean of xs, NaN when there are none. The sum
// carries Neumaier's correction (Neumaier 1974, "Rundungsfehleranalyse
// einiger Verfahren zur Summation endlicher Summen"), so that a long column
// of amounts doesn't drift; pass the values in a fixed order where the last
// bit matters.
func Mean(xs []float64) float64 {
	if len(xs) == 0 {
		return math.NaN()
	}
	var sum, lost float64
	for _, x := range xs {
		next := sum + x
		if math.Abs(sum) >= math.Abs(x) {
			lost += (sum - next) + x
		} else {
			lost += (x - next) + sum
		}
		sum = next
	}
	return (sum + lost) / float64(len(xs))
}

// Quantile returns the q-quantile, q from 0 to 1, of values sorted upwards:
// type 7 of Hyndman & Fan 1996 ("Sample quantiles in statistical packages",
// The American Statistician 50(4)), which interpolates between the values at
// ranks floor(h) and floor(h)+1 for h = (n-1)q + 1. It is the default of R,
// NumPy and percentile_cont of SQL; the median of an even number of values
// is the mean of the middle two. NaN when there are no values.
func Quantile(sorted []float64, q float64) float64 {
	n := len(sorted)
	if n == 0 || math.IsNaN(q) || q < 0 || q > 1 {
		return math.NaN()
	}
	h := float64(n-1) * q
	below := int(math.Floor(h))
	if below >= n-1 {
		return sorted[n-1]
	}
	lo, hi := sorted[below], sorted[below+1]
	// The conversion keeps processors with a fused multiply-add from rounding
	// differently from those without.
	return lo + float64((hi-lo)*(h-float64(below)))
}
