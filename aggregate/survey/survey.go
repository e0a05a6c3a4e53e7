// Package survey reads what an official survey of employers says of one
// occupation, by metropolitan area: what medians of adverts are held against and
// weighed by.
package survey

import (
	"cmp"
	"iter"
	"strings"

	"backpay/aggregate"
	"backpay/scraper"
)

// Source is the survey: the one of all employers in the United States, whose
// areas are the metropolitan areas that our figures are of. It counts what is
// paid, adverts what is offered.
const Source = "bls-oews"

// Place is what the survey says of the occupation at one place.
type Place struct {
	Title, Code string // the occupation's
	AsOf        string
	Broader     bool    // the occupation holds other roles too
	Median      float64 // a year's pay, 0 where it isn't published
	Employed    float64 // 0 where it isn't published
}

// key is an occupation at a place.
type key struct{ code, place string }

// Question is whose pay is asked.
type Question struct{ Role, Country, Currency string }

// Of returns what the survey, among all that is published, says of one occupation by metropolitan area, and by
// "" of the country: of the role asked for where it knows that, else of the
// occupation that holds it among others, of several the one with the most
// employed. Of each place only the newest year counts. States are left out, and
// areas without a code, whose titles end in their states ("Area, AA-BB").
func Of(q Question, published iter.Seq[aggregate.Published]) map[string]Place {
	all := map[key]Place{}
	for p := range published {
		s, at := p.Claim, p.Belief
		if p.Source != Source || at.Country != q.Country || s.Company != "" || s.Skill != "" || !isArea(s, at) {
			continue
		}
		k := key{s.Code, at.Metro}
		if s.AsOf < all[k].AsOf {
			continue
		}
		if s.AsOf > all[k].AsOf || all[k].Title == "" {
			all[k] = Place{Title: s.Title, Code: s.Code, AsOf: s.AsOf, Broader: at.Role != q.Role}
		}
		x := all[k]
		switch {
		case s.Statistic == "count":
			x.Employed = s.Amount
		// A wage at or above a bound is no median to be held against.
		case s.Statistic == "median" && s.PayKind == "base" && s.Currency == q.Currency && !s.TopCoded &&
			at.AnnualAmount > 0 && (x.Median == 0 || s.Period == "year"):
			x.Median = at.AnnualAmount
		}
		all[k] = x
	}
	code := chosen(all)
	out := map[string]Place{}
	for k, x := range all {
		if k.code == code {
			out[k.place] = x
		}
	}
	return out
}

// isArea reports whether a claim is of the country or of a metropolitan area
// with a code.
func isArea(s scraper.Claim, at aggregate.Claim) bool {
	return at.Metro != "" || at.City == "" && at.Region == "" && !strings.Contains(s.Place, ",")
}

// chosen is the code of the occupation to go by.
func chosen(all map[key]Place) string {
	best := Place{Broader: true}
	for _, x := range all {
		if best.Code == "" ||
			cmp.Or(compareBool(x.Broader, best.Broader),
				cmp.Compare(all[key{best.Code, ""}].Employed, all[key{x.Code, ""}].Employed),
				cmp.Compare(x.Code, best.Code)) < 0 {
			best = x
		}
	}
	return best.Code
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
