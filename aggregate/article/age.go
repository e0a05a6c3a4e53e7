package article

import (
	"fmt"
	"strconv"
	"time"
)

// The ages, in months, beyond which a figure told without its date is stale.
const (
	oldPay    = 18
	oldCount  = 6
	oldGrowth = 30
)

// old says why a reference is too old to be told without its date, or "".
func (w *world) old(f *Finding, r *Reference) string {
	y := year(r.AsOf)
	if y == 0 || f.Year == y && !f.now {
		return ""
	}
	for i := range w.refs {
		o := &w.refs[i]
		if o.Of == r.Of && o.Source == r.Source && o.Measure == r.Measure && o.Statistic == r.Statistic && o.PayKind == r.PayKind && o.Unit == r.Unit &&
			o.Role == r.Role && o.Seniority == r.Seniority && o.Country == r.Country && o.Place == r.Place &&
			o.metro == r.metro &&
			o.Skill == r.Skill &&
			o.company == r.company &&
			o.AsOf > r.AsOf &&
			year(o.AsOf) > y &&
			o.Value != r.Value {
			return fmt.Sprintf(
				"of %s, and the source has a newer one of %s, %s",
				r.AsOf,
				o.AsOf,
				amount(o.Value, o.Unit),
			)
		}
	}
	limit := oldPay
	switch f.Kind {
	case Count:
		limit = oldCount
	case Growth:
		limit = oldGrowth
	}
	if months := w.age(r.AsOf); months > limit {
		return fmt.Sprintf("of %s, %d months ago, and told without the date", r.AsOf, months)
	}
	return ""
}

// age is how many months lie between the end of a date's period and today.
func (w *world) age(asOf string) int {
	now, err := time.Parse(time.DateOnly, clip(w.today, 10))
	if err != nil {
		return 0
	}
	month := 12
	if len(asOf) >= 7 {
		if m, err := strconv.Atoi(asOf[5:7]); err == nil && m >= 1 && m <= 12 {
			month = m
		}
	}
	return 12*(now.Year()-year(asOf)) + int(now.Month()) - month
}

func year(asOf string) int { return number4(asOf) }
