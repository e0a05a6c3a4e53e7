package edition

import (
	"maps"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// merge makes rows of "all" from the rows of one job at several sources: one,
// and one more for each further population that it states pay for. Rows that
// are open go before others. Nothing in it depends on the order of the rows. A
// row may come back as it is, under the name of its source.
func merge(all []*aggregate.Row) []*aggregate.Row {
	if len(all) == 1 && stands(all[0]) {
		return all
	}
	return mergeRows(openOf(all))
}

func mergeRows(rows []aggregate.Row) []*aggregate.Row {
	m := aggregate.Row{JobSource: rows[0].JobSource}
	m.Source = aggregate.All
	m.Postings, m.Places, m.Skills = 0, nil, nil
	var workplaces []string
	own := map[aggregate.Population][]aggregate.Row{}
	for _, r := range rows {
		own[r.Population] = append(own[r.Population], r)
		if r.Extra {
			continue
		}
		m.Employer = min(m.Employer, r.Employer)
		m.Postings += r.Postings
		m.Disclosed = m.Disclosed || r.Disclosed
		m.Month, m.Newest, m.Seen = min(m.Month, r.Month), max(m.Newest, r.Newest), min(m.Seen, r.Seen)
		m.Population = mergePopulation(m.Population, r)
		workplaces = append(workplaces, r.Workplace)
		m.Places, m.Skills = append(m.Places, r.Places...), append(m.Skills, r.Skills...)
	}
	m.Workplace = most(workplaces)
	m.Places, m.Skills = distinct(m.Places), distinct(m.Skills)
	first := m
	mergePay(&first, own[m.Population])
	out := []*aggregate.Row{&first}
	for _, population := range slices.Sorted(maps.Keys(own)) {
		of := own[population]
		if population == m.Population || !slices.ContainsFunc(of, func(r aggregate.Row) bool { return r.Extra }) {
			continue
		}
		x := m
		x.Population, x.Extra = population, true
		mergePay(&x, of)
		out = append(out, &x)
	}
	return out
}

// openOf are copies of the open rows, without any of all.
func openOf(all []*aggregate.Row) (rows []aggregate.Row) {
	for _, r := range all {
		if r.Open {
			rows = append(rows, *r)
		}
	}
	if len(rows) == 0 {
		for _, r := range all {
			rows = append(rows, *r)
		}
		return rows
	}
	for i := range rows { // when the job came up, the others know too
		for _, r := range all {
			rows[i].Seen = min(rows[i].Seen, r.Seen)
		}
	}
	return rows
}

// stands reports whether merge makes the same row of a job's only one.
func stands(r *aggregate.Row) bool {
	word := func(s string) string { return s }
	if r.Extra || !rising(r.Places, word) || !rising(r.Skills, word) {
		return false
	}
	if r.Currency == "" {
		return !r.Old && r.Pay+r.Low+r.High+r.Lowest+r.Highest == 0 && r.At == nil
	}
	return r.Pay+r.Low+r.High > 0 && rising(r.At, func(p aggregate.PlacePay) string { return p.Place })
}

// rising reports whether all are sorted by their word, each once.
func rising[T any](all []T, word func(T) string) bool {
	for i := range all {
		if i > 0 && word(all[i-1]) >= word(all[i]) {
			return false
		}
	}
	return true
}

// mergePopulation is the population of a job of which one more source is looked
// at: the strictest that a source says. That a source which states no pay says
// nothing else doesn't make a salary of pay by the hour.
func mergePopulation(have aggregate.Population, r aggregate.Row) aggregate.Population {
	switch {
	case have == aggregate.Hourly && r.Population == aggregate.FullTime && r.Currency == "":
		return have
	case r.Population == aggregate.Hourly && have == aggregate.FullTime:
		return r.Population // beside it no source states a salary (see jobpay.Settle)
	}
	return have.Stricter(r.Population)
}

// mergePay gives m the mean of what the rows state with both ends, in the
// currency that most of them use; where none does, of the lower ends, else of
// the upper ones.
func mergePay(m *aggregate.Row, rows []aggregate.Row) {
	m.Old = len(rows) > 0
	for _, r := range rows {
		m.Old = m.Old && (r.Old || r.Currency == "")
	}
	if !m.Old {
		rows = slices.DeleteFunc(slices.Clone(rows), func(r aggregate.Row) bool { return r.Old })
	}
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
		var pays []aggregate.PlacePay
		var lowest, highest []float64
		at := map[string][]aggregate.PlacePay{}
		for _, r := range rows {
			if r.Currency != m.Currency {
				continue
			}
			if has(r) {
				pays = append(pays, aggregate.PlacePay{Pay: r.Pay, Low: r.Low, High: r.High})
				lowest, highest = append(lowest, r.Lowest), append(highest, r.Highest)
			}
			for _, p := range r.At {
				at[p.Place] = append(at[p.Place], p)
			}
		}
		whole := meanOf("", pays)
		m.Pay, m.Low, m.High = whole.Pay, whole.Low, whole.High
		m.Lowest, m.Highest = middleOf(lowest), middleOf(highest)
		m.At = nil
		for _, place := range slices.Sorted(maps.Keys(at)) {
			m.At = append(m.At, meanOf(place, at[place]))
		}
		return
	}
	m.Old = false
}

// meanOf is the mean of pay at a place: of what states both ends, else of the
// lower ends, else of the upper ones.
func meanOf(place string, all []aggregate.PlacePay) aggregate.PlacePay {
	for _, of := range []func(p aggregate.PlacePay) float64{
		func(p aggregate.PlacePay) float64 { return p.Pay },
		func(p aggregate.PlacePay) float64 { return p.Low },
		func(p aggregate.PlacePay) float64 { return p.High },
	} {
		var pays, lows, highs []float64
		for _, p := range all {
			if of(p) > 0 {
				pays, lows, highs = append(pays, p.Pay), append(lows, p.Low), append(highs, p.High)
			}
		}
		if len(pays) > 0 {
			return aggregate.PlacePay{Place: place, Pay: middleOf(pays), Low: middleOf(lows), High: middleOf(highs)}
		}
	}
	return aggregate.PlacePay{Place: place}
}

func middleOf(values []float64) float64 {
	slices.Sort(values)
	return stat.Mean(values)
}

// distinct returns the words sorted, each once.
func distinct(words []string) []string {
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
