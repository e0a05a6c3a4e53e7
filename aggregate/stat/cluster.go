package stat

import "math"

// IntraclassCorrelation is the share of the variance that lies between
// clusters, by one-way analysis of variance with unequal sizes (Donner 1986,
// International Statistical Review 54): (MSB - MSW) / (MSB + (m0-1) MSW),
// m0 = (n - sum n_j^2/n) / (G-1), held within 0 and 1. Values must be sorted
// by SortClustered. NaN when the data can't tell: fewer than two clusters, no
// cluster of two, or no variance at all.
func IntraclassCorrelation(sorted []Clustered) float64 {
	type group struct{ n, sum float64 }
	at := map[int64]int{}
	groups := []group{}
	values := make([]float64, len(sorted))
	for i, x := range sorted {
		j, ok := at[x.Cluster]
		if !ok {
			j = len(groups)
			at[x.Cluster] = j
			groups = append(groups, group{})
		}
		groups[j].n++
		groups[j].sum += x.Value
		values[i] = x.Value
	}
	n, g := float64(len(sorted)), float64(len(groups))
	if g < 2 || n == g {
		return math.NaN()
	}
	mean := Mean(values)
	var between, squares float64
	for _, c := range groups {
		d := c.sum/c.n - mean
		between += float64(c.n * float64(d*d))
		squares += float64(c.n * c.n)
	}
	var within float64
	for _, x := range sorted {
		c := groups[at[x.Cluster]]
		d := x.Value - c.sum/c.n
		within += float64(d * d)
	}
	msb, msw := between/(g-1), within/(n-g)
	m0 := (n - squares/n) / (g - 1)
	icc := (msb - msw) / (msb + float64((m0-1)*msw))
	if math.IsNaN(icc) {
		return icc
	}
	return min(max(icc, 0), 1)
}

// EffectiveN is the number of independent values that tell as much about the
// centre as these clustered ones: n / (1 + (m-1) icc) with m = sum n_j^2/n,
// Kish's design effect for unequal clusters (Kish 1965, Survey Sampling, 5.4;
// m as in Kerry & Bland 2001, Statistics in Medicine 20). An icc of NaN is
// taken for 0 where every cluster has one value, else for 1, the careful end.
// Values must be sorted by SortClustered.
func EffectiveN(sorted []Clustered, icc float64) float64 {
	size := map[int64]int{}
	for _, x := range sorted {
		size[x.Cluster]++
	}
	squares := 0 // whole numbers: the order of the map can't matter
	for _, k := range size {
		squares += k * k
	}
	n := float64(len(sorted))
	if n == 0 {
		return 0
	}
	if math.IsNaN(icc) {
		icc = 1
	}
	return n / (1 + float64((float64(squares)/n-1)*icc))
}
