package stat

import (
	"math"
	"slices"
	"sort"
)

// Clustered is one value and the cluster it belongs to: one job's pay and
// the employer that offers it.
type Clustered struct {
	Value   float64
	Cluster int64
}

// SortClustered sorts by value, then by cluster: the order that the functions
// of this package ask for.
func SortClustered(xs []Clustered) {
	slices.SortFunc(xs, func(a, b Clustered) int {
		switch {
		case a.Value < b.Value:
			return -1
		case a.Value > b.Value:
			return 1
		case a.Cluster < b.Cluster:
			return -1
		case a.Cluster > b.Cluster:
			return 1
		}
		return 0
	})
}

// ScoreInterval returns the interval of the q-quantile at the given level
// (0.95) under clustering, of values sorted by SortClustered: Woodruff's
// interval (Woodruff 1952, JASA 47) with the variance between clusters and
// Student's t with one degree of freedom less than there are clusters.
//
// For a candidate v, cluster j scores D_j(v) = #{values <= v} - q n_j, and
// t(v) = sum D_j / sqrt(G/(G-1) sum (D_j - mean D)^2). v is refuted as too
// low when t(v) lies below -t((1+level)/2; G-1), and as too high when the
// same t with "<" in the place of "<=" lies above it. The interval is the
// least and the greatest value not refuted. It needs no density and no
// random draw, and allows for many values of one cluster being alike.
//
// ok is false when there is no interval: fewer than two clusters, or the data
// can't refute even their least value, nor that the quantile lies below it, or
// the same above. That it lies below all values is refuted by the sign test
// over clusters, (1-q)^G: the score's variance says nothing where no value lies.
func ScoreInterval(sorted []Clustered, q, level float64) (low, high float64, ok bool) {
	s := newScores(sorted, q)
	g := len(s.d)
	if g < 2 {
		return 0, 0, false
	}
	limit := TQuantile((1+level)/2, float64(g-1))
	found := false
	for i := 0; i < len(sorted); {
		v := sorted[i].Value
		below := s.t()
		for ; i < len(sorted) && sorted[i].Value == v; i++ {
			s.add(s.of[i])
		}
		upTo := s.t()
		tooLow, tooHigh := upTo < -limit, below > limit
		if tooLow || tooHigh {
			continue
		}
		if v == sorted[0].Value && math.Pow(1-q, float64(g)) > (1-level)/2 ||
			v == sorted[len(sorted)-1].Value && math.Pow(q, float64(g)) > (1-level)/2 {
			return 0, 0, false
		}
		if !found {
			low, found = v, true
		}
		high = v
	}
	return low, high, found
}

// scores holds D_j of every cluster with its running sum and sum of squares.
// For q = 1/2 all of them are halves of whole numbers, so nothing is rounded.
type scores struct {
	of       []int32 // the cluster of each value
	d        []float64
	sum, sq  float64
	clusters float64
}

func newScores(xs []Clustered, q float64) *scores {
	of, size := numbered(xs)
	s := &scores{of: of, d: make([]float64, len(size)), clusters: float64(len(size))}
	for j, n := range size {
		d := -q * float64(n)
		s.d[j] = d
		s.sum += d
		s.sq += float64(d * d)
	}
	return s
}

// add counts one more value of cluster c as not above the candidate.
func (s *scores) add(c int32) {
	d := s.d[c]
	s.d[c] = d + 1
	s.sum++
	s.sq += 2*d + 1
}

func (s *scores) t() float64 {
	// G/(G-1) * (sq - sum^2/G), written so that it is exact for halves.
	v := (float64(s.clusters*s.sq) - float64(s.sum*s.sum)) / (s.clusters - 1)
	switch {
	case v > 0:
	case s.sum == 0: // at every cluster as many lie below as should
		return 0
	default:
		return math.Copysign(math.Inf(1), s.sum)
	}
	return s.sum / math.Sqrt(v)
}

// OrderInterval returns the ranks, counted from 1, of the order statistics
// that bound the q-quantile of n independent values at the given level or
// better: low is the largest rank with P(X < low) <= (1-level)/2 and high the
// smallest with P(X < high) >= (1+level)/2, X binomial(n, q). It assumes no
// distribution, and independence, which adverts of one employer don't have:
// it is the plain interval to be printed beside ScoreInterval.
// ok is false when n is too small for one (under 6 for a median at 0.95).
func OrderInterval(n int, q, level float64) (low, high int, ok bool) {
	if n < 1 || q <= 0 || q >= 1 || level <= 0 || level >= 1 {
		return 0, 0, false
	}
	// A rounding error must not move a bound that is met exactly.
	const slack = 1e-12
	tail := (1 - level) / 2
	low = sort.Search(n, func(k int) bool { return binomialCDF(k, n, q) > tail+slack })
	high = 1 + sort.Search(n, func(k int) bool { return binomialCDF(k, n, q) >= 1-tail-slack })
	if low < 1 || high > n {
		return 0, 0, false
	}
	return low, high, true
}
