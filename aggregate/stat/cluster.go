package stat

import "math"

// IntraclassCorrelation is the share of the variance that lies between
// clusters, by one-way analysis of variance with unequal sizes (Donner 1986,
// International Statistical Review 54): (MSB - MSW) / (MSB + (m0-1) MSW),
// m0 = (n - sum n_j^2/n) / (G-1), held within 0 and 1. Values must be sorted
// by SortClustered. NaN when the data can't tell: fewer than two clusters, no
// cluster of two, or no variance at all.
func IntraclassCorrelation(sorted []Clustered) float64 {
	of, size := numbered(sorted)
	groups := make([]struct{ n, sum float64 }, len(size))
	values := make([]float64, len(sorted))
	for i, x := range sorted {
		j := of[i]
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
	for i, x := range sorted {
		c := groups[of[i]]
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
	_, size := numbered(sorted)
	squares := 0
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

// numbered numbers the clusters of values from 0 as they come: of[i] is that of
// value i, and size[j] how many values are of cluster j.
func numbered(xs []Clustered) (of []int32, size []int) {
	of = make([]int32, len(xs))
	number := numbering(xs)
	for i, x := range xs {
		j := number(x.Cluster)
		if *j == 0 {
			size = append(size, 0)
			*j = int32(len(size))
		}
		of[i] = *j - 1
		size[of[i]]++
	}
	return of, size
}

// numbering returns where the number of a cluster is kept, 0 at first: in a table
// where clusters have low numbers as it is, else in a map.
func numbering(xs []Clustered) func(cluster int64) *int32 {
	low, high := int64(0), int64(0)
	for _, x := range xs {
		low, high = min(low, x.Cluster), max(high, x.Cluster)
	}
	if low == 0 && high < 4*int64(len(xs)) {
		table := make([]int32, high+1)
		return func(cluster int64) *int32 { return &table[cluster] }
	}
	at := map[int64]*int32{}
	return func(cluster int64) *int32 {
		if at[cluster] == nil {
			at[cluster] = new(int32)
		}
		return at[cluster]
	}
}
