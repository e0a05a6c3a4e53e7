package figure

import (
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// merge makes one row of "all" from the rows of one job at several sources.
// Nothing in it depends on the order of the rows.
func merge(rows []aggregate.Row) aggregate.Row {
	m := aggregate.Row{Source: All, Side: rows[0].Side, Job: rows[0].Job, Employer: rows[0].Employer}
	var roles, levels, countries, currencies []string
	for _, r := range rows {
		m.Employer = min(m.Employer, r.Employer)
		m.Postings += r.Postings
		m.Disclosed = m.Disclosed || r.Disclosed
		roles = append(roles, r.Role)
		levels = append(levels, r.Seniority)
		countries = append(countries, r.Country)
		if r.Pay > 0 {
			currencies = append(currencies, r.Currency)
		}
	}
	m.Role, m.Seniority, m.Country = most(roles), most(levels), most(countries)
	m.Currency = most(currencies)
	var pays []float64
	for _, r := range rows {
		if r.Pay > 0 && r.Currency == m.Currency && m.Currency != "" {
			pays = append(pays, r.Pay)
		}
	}
	if len(pays) > 0 {
		slices.Sort(pays)
		m.Pay = stat.Mean(pays)
	}
	return m
}

// most returns the commonest of words that isn't "", the first in the
// alphabet of several, or "".
func most(words []string) string {
	slices.Sort(words)
	best, bestN := "", 0
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && words[j] == words[i] {
			j++
		}
		if words[i] != "" && j-i > bestN {
			best, bestN = words[i], j-i
		}
		i = j
	}
	return best
}
