package report

import (
	"cmp"
	"slices"
)

// cityClaims are the middles that others publish for the report's cities, in the
// order of the cities; where none of the report's can be printed, for any city.
func (b *builder) cityClaims(cities []City) []ClaimRow {
	rank := map[string]int{}
	for i, c := range cities {
		rank[c.Place] = i + 1
	}
	rows := slices.DeleteFunc(slices.Clone(b.claimRows()), func(r ClaimRow) bool {
		middle := r.Statistic == "median" || r.Statistic == "mean"
		return r.narrow != ofPlace || r.place == "" || !r.Drawn || !middle || len(cities) > 0 && rank[r.place] == 0
	})
	rows = newest(rows)
	slices.SortStableFunc(rows, func(x, y ClaimRow) int { return cmp.Compare(rank[x.place], rank[y.place]) })
	return rows
}
