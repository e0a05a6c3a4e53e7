package article

import (
	"strconv"

	"backpay/scraper/pattern"
)

// ofAnotherTime reports whether a rate of growth is one of a series that is given
// month by month, and not the one that a text could mean: the newest of the year
// that it names, or up to its own date. Among the rates of ten years any number
// is found.
func (w *world) ofAnotherTime(f *Finding, r *Reference) bool {
	if f.Kind != Growth || r.Of != "claim" || len(r.AsOf) < len("2006-01") {
		return false
	}
	until := clip(w.today, 7)
	if f.Year != 0 {
		until = min(until, year12(f.Year))
	}
	if clip(r.AsOf, 7) > until {
		return true
	}
	for i := range w.refs {
		o := &w.refs[i]
		if o.Of == r.Of && o.Measure == r.Measure && o.Source == r.Source && o.Role == r.Role && o.Country == r.Country && o.Place == r.Place &&
			o.metro == r.metro && o.AsOf > r.AsOf &&
			clip(o.AsOf, 7) <= until {
			return true
		}
	}
	return false
}

// year12 is the last month of a year, in ISO form.
func year12(year int) string { return strconv.Itoa(year) + "-12" }

// listsGrowth reports whether a percentage goes on with a list of rates of growth:
// "11.3 percent for data scientists and 8.2 percent for".
func listsGrowth(found []Finding, before string) bool {
	if len(found) == 0 || found[len(found)-1].Kind != Growth {
		return false
	}
	end := found[len(found)-1].offset + len(found[len(found)-1].Text)
	return end <= len(before) && goesOnFor.MatchString(before[end:])
}

var goesOnFor = pattern.New(`^ (?:for|in) [^.;%]{2,60},? and $`)
