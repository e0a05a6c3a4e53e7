package stat

import (
	"math"
	"slices"
)

// Simultaneous returns by how much the interval of each of several estimates,
// read from the same draws, must be stretched about its estimate so that all
// of them hold at once at the level: the critical value of the greatest of all
// studentised deviations over that of the estimate's own (Westfall and Young
// 1993, Resampling-Based Multiple Testing, single-step max-T; Mandel and
// Betensky 2008, Simultaneous confidence intervals based on the percentile
// bootstrap approach). A sentence about the largest of many differences needs
// it, since the largest is picked after looking.
//
// draws[i][b] is draw b of estimate i; NaN where the draw tells nothing of it.
// Each factor is 1 or more; it is 1 where an estimate's draws don't vary.
func Simultaneous(estimates []float64, draws [][]float64, level float64) []float64 {
	factors := make([]float64, len(estimates))
	own := make([][]float64, len(estimates))
	var greatest []float64
	for i, d := range draws {
		factors[i] = 1
		sd := deviation(estimates[i], d)
		if sd == 0 {
			continue
		}
		own[i] = make([]float64, 0, len(d))
		if greatest == nil {
			greatest = make([]float64, len(d))
		}
		for b, v := range d {
			if t := math.Abs(v-estimates[i]) / sd; !math.IsNaN(t) {
				own[i] = append(own[i], t)
				greatest[b] = max(greatest[b], t)
			}
		}
	}
	slices.Sort(greatest)
	for i, t := range own {
		slices.Sort(t)
		if c := Quantile(t, level); c > 0 {
			factors[i] = max(1, Quantile(greatest, level)/c)
		}
	}
	return factors
}

// deviation is the root of the mean squared deviation of the draws from the
// estimate, 0 where there are none.
func deviation(estimate float64, draws []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range draws {
		if !math.IsNaN(v) {
			sum += float64((v - estimate) * (v - estimate))
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return math.Sqrt(sum / float64(n))
}
