package lines

import (
	"slices"
	"strings"

	"backpay/aggregate/place"
)

// goldPlace is the label of a place string: alternatives are other accepted
// answers, cities "also" neither right nor wrong.
type goldPlace struct {
	Countries    []string   `json:"countries"`
	CountriesAlt [][]string `json:"countries_alt"`
	Cities       []string   `json:"cities"`
	CitiesAlso   []string   `json:"cities_also"`
	Remote       string     `json:"remote"`
	RemoteAlso   []string   `json:"remote_also"`
}

// place scores the set of countries and the answer on remote work as one claim
// each, and the towns one by one.
func (e *evaluation) place(g goldPlace, kind string, got Reading) {
	one := func(ok bool) tally {
		if ok {
			return tally{tp: 1}
		}
		return tally{fp: 1, fn: 1}
	}
	sets := append(g.CountriesAlt, g.Countries)
	e.add(
		"place, countries",
		kind,
		one(slices.ContainsFunc(sets, func(set []string) bool { return sameSet(set, got.Countries) })),
	)
	e.add("place, remote", kind, one(slices.Contains(append(g.RemoteAlso, g.Remote), got.Remote)))
	var t tally
	used := map[int]bool{}
	for _, city := range got.Cities {
		i := slices.IndexFunc(g.Cities, func(names string) bool { return named(names, city) })
		switch {
		case i >= 0 && !used[i]:
			used[i] = true
			t.tp++
		case i < 0 && !slices.ContainsFunc(g.CitiesAlso, func(names string) bool { return named(names, city) }):
			t.fp++
		}
	}
	t.fn = len(g.Cities) - t.tp
	e.add("place, cities", kind, t)
}

// named says that a town is one of the names, set apart by a |.
func named(names, city string) bool {
	return slices.ContainsFunc(strings.Split(names, "|"), func(name string) bool { return place.SameName(name, city) })
}

func sameSet(a, b []string) bool {
	return slices.Equal(
		slices.Compact(slices.Sorted(slices.Values(a))),
		slices.Compact(slices.Sorted(slices.Values(b))),
	)
}
