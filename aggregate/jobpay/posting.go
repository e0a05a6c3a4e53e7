package jobpay

import (
	"cmp"
	"slices"

	"backpay/aggregate"
	"backpay/scraper"
)

// States reports whether a range states base pay that may be meant as it
// stands: no estimate of a third party, and not flagged.
func States(p *aggregate.Pay) bool {
	return p.Kind == "base" && p.Origin != scraper.Predicted && p.Flag == ""
}

// Counts reports whether a range counts as pay: it states a year's amount, in a
// known currency and not after tax.
func Counts(p *aggregate.Pay) bool {
	return States(p) && p.Tax != "net" && p.Currency != "" && (p.AnnualMin > 0 || p.AnnualMax > 0)
}

// OfPosting marks the ranges that count and returns what a posting pays a year:
// for each population and currency in the order of their names, the posting as
// a whole, then its places where its ranges differ.
func OfPosting(p *aggregate.Posting) []aggregate.YearPay {
	type group struct {
		population aggregate.Population
		currency   string
	}
	groups := map[group][]*aggregate.Pay{}
	stated := false
	for i := range p.Pay {
		y := &p.Pay[i]
		stated = stated || States(y) && (y.Min > 0 || y.Max > 0)
		if y.Counts = Counts(y); y.Counts {
			g := group{populationOf(p.Population, y), y.Currency}
			groups[g] = append(groups[g], y)
		}
	}
	full := false
	for g := range groups {
		full = full || g.population == aggregate.FullTime
	}
	var out []aggregate.YearPay
	for g, ranges := range groups {
		if full && g.population == aggregate.Hourly {
			continue // the same pay, said again by the hour
		}
		for _, y := range ofRanges(ranges, len(p.Places)) {
			y.Population, y.Currency = g.population, g.currency
			out = append(out, y)
		}
	}
	slices.SortFunc(out, func(a, b aggregate.YearPay) int {
		return cmp.Or(
			cmp.Compare(a.Population, b.Population),
			cmp.Compare(a.Currency, b.Currency),
			cmp.Compare(a.Place, b.Place),
		)
	})
	if len(out) == 0 && stated {
		out = append(out, aggregate.YearPay{Population: p.Population, Place: -1})
	}
	return out
}

// populationOf is whose pay a range is: the contract that it is offered for
// parts a posting's ranges, and pay by the hour or day is no salary.
func populationOf(advert aggregate.Population, y *aggregate.Pay) aggregate.Population {
	of := advert
	switch {
	case of == aggregate.Intern || of == aggregate.PartTime:
	case y.Contract == "b2b" || y.Contract == "mandate":
		of = aggregate.Contract
	case y.Contract == "permanent":
		of = aggregate.FullTime
	}
	if of == aggregate.FullTime && (y.Period == "hour" || y.Period == "day") {
		return aggregate.Hourly
	}
	return of
}

// ofRanges returns the pay of ranges of one population and currency: of the
// posting as a whole and, where they differ, of each of its n places.
func ofRanges(ranges []*aggregate.Pay, n int) []aggregate.YearPay {
	named := slices.ContainsFunc(ranges, func(y *aggregate.Pay) bool { return len(y.Places) > 0 })
	if named { // what is for other places is not this posting's
		ranges = slices.DeleteFunc(
			slices.Clone(ranges),
			func(y *aggregate.Pay) bool { return y.Elsewhere && len(y.Places) == 0 },
		)
	}
	whole := aggregate.YearPay{Place: -1}
	all := make([]aggregate.Ends, len(ranges))
	for i, y := range ranges {
		all[i] = endsOf(y)
	}
	whole.Ends, whole.Lowest, whole.Highest = Middle(all)
	out := []aggregate.YearPay{whole}
	if !named || whole.Lowest == whole.Highest {
		return out
	}
	for place := range n {
		var here []aggregate.Ends
		for i, y := range ranges {
			if slices.Contains(y.Places, place) {
				here = append(here, all[i])
			}
		}
		if len(here) > 0 {
			y := aggregate.YearPay{Place: place}
			y.Ends, y.Lowest, y.Highest = Middle(here)
			out = append(out, y)
		}
	}
	return out
}

func endsOf(y *aggregate.Pay) aggregate.Ends {
	e := aggregate.Ends{Min: y.AnnualMin, Max: y.AnnualMax}
	if e.Min > 0 && e.Max > 0 {
		e.Mid = (e.Min + e.Max) / 2
	}
	return e
}

// Middle returns the middle one of several pays, the mean of the middle two of
// an even number: of those with both ends; without any, of the lower ends; else
// of the upper ones. lowest and highest are the middles, or ends, of the least
// and the greatest of them.
func Middle(all []aggregate.Ends) (middle aggregate.Ends, lowest, highest float64) {
	for _, of := range []func(aggregate.Ends) float64{
		func(e aggregate.Ends) float64 { return e.Mid },
		func(e aggregate.Ends) float64 { return e.Min },
		func(e aggregate.Ends) float64 { return e.Max },
	} {
		kept := make([]aggregate.Ends, 0, len(all))
		for _, e := range all {
			if of(e) > 0 {
				kept = append(kept, e)
			}
		}
		if len(kept) == 0 {
			continue
		}
		slices.SortFunc(kept, func(a, b aggregate.Ends) int {
			return cmp.Or(cmp.Compare(of(a), of(b)), cmp.Compare(a.Min, b.Min), cmp.Compare(a.Max, b.Max))
		})
		a, b := kept[(len(kept)-1)/2], kept[len(kept)/2]
		middle = aggregate.Ends{Min: (a.Min + b.Min) / 2, Max: (a.Max + b.Max) / 2, Mid: (a.Mid + b.Mid) / 2}
		return middle, of(kept[0]), of(kept[len(kept)-1])
	}
	return aggregate.Ends{}, 0, 0
}
