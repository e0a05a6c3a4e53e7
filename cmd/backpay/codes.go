package main

import (
	"fmt"
	"slices"
	"strings"

	"backpay/aggregate/place"

	"golang.org/x/text/currency"
)

// checkCountry returns an error unless code is a country's ISO 3166 code, in
// capitals as everything that is compared with it.
func checkCountry(code string) error {
	if place.Name(code) == "" {
		return fmt.Errorf("unknown country %q; use an ISO 3166 code such as US", code)
	}
	if upper := strings.ToUpper(code); upper != code {
		return fmt.Errorf("unknown country %q; use an ISO 3166 code such as %s", code, upper)
	}
	return nil
}

// checkCurrency returns an error unless code is a currency's ISO 4217 code.
func checkCurrency(code string) error {
	if _, err := currency.ParseISO(code); err != nil {
		return fmt.Errorf("unknown currency %q; use an ISO 4217 code such as USD", code)
	}
	if upper := strings.ToUpper(code); upper != code {
		return fmt.Errorf("unknown currency %q; use an ISO 4217 code such as %s", code, upper)
	}
	return nil
}

// suggest returns what to say after a name that isn't known: the nearest
// ones, or all where none is near.
func suggest(name string, known []string) string {
	type near struct {
		name string
		far  int
	}
	var list []near
	for _, k := range known {
		far := distance(strings.ToLower(name), k)
		if strings.Contains(k, strings.ToLower(name)) && len(name) > 2 {
			far = min(far, 1)
		}
		if far <= max(2, len(name)/3) {
			list = append(list, near{k, far})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int { return a.far - b.far })
	if len(list) == 0 {
		return "there are " + strings.Join(known, ", ")
	}
	var names []string
	for _, n := range list[:min(len(list), 3)] {
		names = append(names, n.name)
	}
	return "did you mean " + strings.Join(names, " or ") + "?"
}

// distance returns how many letters have to be added, left out or replaced to
// make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := last
			if a[i] != b[j] {
				replaced++
			}
			last = row[j+1]
			row[j+1] = min(replaced, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}
