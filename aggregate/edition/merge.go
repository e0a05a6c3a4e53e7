package edition

import (
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// merge makes one row of "all" from the rows of one job at several sources.
// Nothing in it depends on the order of the rows.
func merge(rows []aggregate.Row) aggregate.Row {
	m := aggregate.Row{Source: aggregate.All, Side: rows[0].Side, Job: rows[0].Job, Employer: rows[0].Employer}
	var roles, levels, countries, places, workplaces, skills []string
	for _, r := range rows {
		m.Employer = min(m.Employer, r.Employer)
		m.Postings += r.Postings
		m.Disclosed = m.Disclosed || r.Disclosed
		m.Open = m.Open || r.Open
		if m.Month == "" || r.Month != "" && r.Month < m.Month {
			m.Month = r.Month
		}
		roles = append(roles, r.Role)
		levels = append(levels, r.Seniority)
		countries = append(countries, r.Country)
		workplaces = append(workplaces, r.Workplace)
		places = append(places, r.Places...)
		skills = append(skills, r.Skills...)
	}
	m.Role, m.Seniority, m.Country, m.Workplace = most(roles), most(levels), most(countries), most(workplaces)
	m.Places, m.Skills = once(places), once(skills)
	mergePay(&m, rows)
	return m
}

// mergePay gives m the mean of what the rows state with both ends, in the
// currency that most of them use; where none does, of the lower ends, else of
// the upper ones.
func mergePay(m *aggregate.Row, rows []aggregate.Row) {
	for _, has := range []func(r aggregate.Row) bool{
		func(r aggregate.Row) bool { return r.Pay > 0 },
		func(r aggregate.Row) bool { return r.Pay == 0 && r.Low > 0 },
		func(r aggregate.Row) bool { return r.Pay == 0 && r.High > 0 },
	} {
		var currencies []string
		for _, r := range rows {
			if has(r) {
				currencies = append(currencies, r.Currency)
			}
		}
		if m.Currency = most(currencies); m.Currency == "" {
			continue
		}
		var pays, lows, highs []float64
		for _, r := range rows {
			if has(r) && r.Currency == m.Currency {
				pays, lows, highs = append(pays, r.Pay), append(lows, r.Low), append(highs, r.High)
			}
		}
		m.Pay, m.Low, m.High = middleOf(pays), middleOf(lows), middleOf(highs)
		return
	}
}

func middleOf(values []float64) float64 {
	slices.Sort(values)
	return stat.Mean(values)
}

// once returns the words sorted, each once.
func once(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
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
