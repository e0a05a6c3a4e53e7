package report

import "slices"

// series is what claims are about that differ in nothing but their date.
type series struct{ source, title, code, place, country, company, skill, statistic, kind, currency string }

func (r ClaimRow) series() series {
	return series{r.Source, r.Title, r.Code, r.Place, r.Country, r.Company, r.Skill, r.Statistic, r.PayKind, r.Currency}
}

// choose hides rows that a page leaves to the files: older ones of a series,
// those of a place beside one of the whole country, those of an employer or a
// skill in another role, and what is past the number shown. Percentiles that
// stand with their middle count for nothing.
func choose(rows []ClaimRow) {
	seen, shown, narrow, citations := map[series]bool{}, map[string]int{}, map[string]int{}, 0
	national := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		if r.elsewhere = r.outlook() || r.Statistic == "premium_pct"; r.with || r.elsewhere {
			continue
		}
		s := r.series()
		if cited := r.ObtainedBy == "citation" && citations < citationsShown; cited {
			citations++
		} else if seen[s] || shown[r.Side] >= claimsShown || r.narrow == ofPlace && national[r.Side] ||
			r.narrow == ofOne && (r.Broader || narrow[r.Side] >= narrowShown) {
			r.hidden = true
			continue
		}
		seen[s] = true
		shown[r.Side]++
		switch r.narrow {
		case ofCountry:
			national[r.Side] = true
		case ofOne:
			narrow[r.Side]++
		}
	}
}

// newest keeps the first of each series: the rows are in the order of
// compareClaims, later dates first.
func newest(rows []ClaimRow) []ClaimRow {
	seen := map[series]bool{}
	return slices.DeleteFunc(rows, func(r ClaimRow) bool {
		s := r.series()
		defer func() { seen[s] = true }()
		return seen[s]
	})
}

// withoutPlaces leaves out what a publisher says of places beside what it says of
// the whole country: official counts come for hundreds of areas. The rows are in
// the order of compareClaims.
func withoutPlaces(rows []ClaimRow) (out []ClaimRow) {
	national := map[series]bool{}
	for _, r := range rows {
		s := r.series()
		s.place = ""
		if r.narrow == ofCountry {
			national[s] = true
		}
		if r.narrow != ofPlace || r.ObtainedBy == "citation" || !national[s] {
			out = append(out, r)
		}
	}
	return out
}

// outlook reports whether a claim speaks of demand: a forecast, or a count of
// openings.
func (r ClaimRow) outlook() bool { return r.Statistic == "growth_pct" || r.Statistic == "count" }

// kindRank orders the kinds of pay: the report's own first.
func kindRank(kind string) int {
	switch kind {
	case basePay:
		return 0
	case "total":
		return 1
	}
	return 2
}
