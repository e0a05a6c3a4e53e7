package stat

import (
	"cmp"
	"math"
	"slices"
)

// Weighted is one value and how many it stands for.
type Weighted struct {
	Value, Weight float64 // Weight is above zero
}

// SortWeighted sorts by value, then by weight: the order that the functions of
// this package ask for.
func SortWeighted(xs []Weighted) {
	slices.SortFunc(xs, func(a, b Weighted) int {
		return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Weight, b.Weight))
	})
}

// WeightedMean returns sum(w x) / sum(w), NaN when there are no values.
func WeightedMean(xs []Weighted) float64 {
	products, weights := make([]float64, len(xs)), make([]float64, len(xs))
	for i, x := range xs {
		products[i], weights[i] = x.Value*x.Weight, x.Weight
	}
	return Mean(products) / Mean(weights)
}

// WeightedQuantile returns the q-quantile, q from 0 to 1, of values sorted by
// SortWeighted, each of which stands for as many values as its weight says: of
// whole weights it is Quantile of the values written out that often, so type 7
// too. NaN when there are no values.
func WeightedQuantile(sorted []Weighted, q float64) float64 {
	if len(sorted) == 0 || math.IsNaN(q) || q < 0 || q > 1 {
		return math.NaN()
	}
	var total float64
	for _, x := range sorted {
		total += x.Weight
	}
	h := max((total-1)*q, 0)
	below := math.Floor(h)
	lo, hi := weightedAt(sorted, below), weightedAt(sorted, below+1)
	return lo + float64((hi-lo)*(h-below))
}

// weightedAt is the value at a rank, counted from 0, of the values written out.
func weightedAt(sorted []Weighted, rank float64) float64 {
	var upTo float64
	for _, x := range sorted {
		if upTo += x.Weight; upTo > rank {
			return x.Value
		}
	}
	return sorted[len(sorted)-1].Value
}

// KishN is the number of equally weighted values that tell as much as these
// weighted ones: (sum w)^2 / sum w^2 (Kish 1965, Survey Sampling, 11.7). 0 when
// there are none.
func KishN(xs []Weighted) float64 {
	var sum, squares float64
	for _, x := range xs {
		sum += x.Weight
		squares += float64(x.Weight * x.Weight)
	}
	if squares == 0 {
		return 0
	}
	return sum * sum / squares
}
