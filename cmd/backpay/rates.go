package main

import (
	"fmt"
	"time"

	"backpay/aggregate/reference"
	"backpay/store"
)

// rates answers how many units of one currency one of another was worth on the
// day that a claim speaks of, with words on the rate and its day; 0 where no
// rate is held. The tables are read on the first question.
func (a *app) rates(db *store.DB) func(from, to, asOf string) (rate float64, note string, err error) {
	var set *reference.Set
	return func(from, to, asOf string) (float64, string, error) {
		if set == nil {
			var err error
			if set, err = a.references(db); err != nil {
				return 0, "", err
			}
		}
		rate, day, ok := set.Rate(from, to, lastDay(asOf, a.now()))
		if !ok {
			return 0, "", nil
		}
		return rate, fmt.Sprintf("%s 1 was %s %.4f on %s, by the reference rates of the European Central Bank", from, to, rate, day.Format(time.DateOnly)), nil
	}
}

// lastDay is the last day of a date that may be a year or a month; of one that
// is missing, now.
func lastDay(asOf string, now time.Time) time.Time {
	for layout, next := range map[string][3]int{"2006": {1, 0, -1}, "2006-01": {0, 1, -1}, time.DateOnly: {}} {
		if t, err := time.Parse(layout, asOf); err == nil {
			return t.AddDate(next[0], next[1], next[2])
		}
	}
	return now.UTC()
}
