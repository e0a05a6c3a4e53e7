package report

import (
	"cmp"
	"slices"

	"backpay/aggregate/report/document"
)

// cityClaims are the middles that others publish for the report's cities, in the
// order of the cities; where none of the report's can be printed, for any city.
func (b *builder) cityClaims(cities []City) []ClaimRow {
	rank := map[string]int{}
	for i, c := range cities {
		rank[c.Place] = i + 1
	}
	rows := slices.DeleteFunc(b.claimRows(), func(r ClaimRow) bool {
		middle := r.Statistic == "median" || r.Statistic == "mean"
		return r.narrow != ofPlace || r.place == "" || !r.Drawn || !middle || len(cities) > 0 && rank[r.place] == 0
	})
	rows = newest(rows)
	slices.SortStableFunc(rows, func(x, y ClaimRow) int { return cmp.Compare(rank[x.place], rank[y.place]) })
	return rows
}

// newest keeps the first of rows that differ in nothing but their date: the rows
// are in the order of compareClaims, later dates first.
func newest(rows []ClaimRow) []ClaimRow {
	type series struct{ source, title, place, statistic, kind string }
	seen := map[series]bool{}
	return slices.DeleteFunc(rows, func(r ClaimRow) bool {
		s := series{r.Source, r.Title, r.Place, r.Statistic, r.PayKind}
		defer func() { seen[s] = true }()
		return seen[s]
	})
}

// cityTable lists them.
func cityTable(rows []ClaimRow) document.Table {
	return claimTable("What others publish about cities", "About", rows, func(r ClaimRow) string { return r.Text.About })
}
