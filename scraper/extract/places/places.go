// Package places words the fields of a place as records do.
package places

import (
	"cmp"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
)

// Location is a place as the fields of a source give it. Any of them may be
// empty; Code is the country's ISO 3166 code where it has a field of its own.
type Location struct {
	City, Region, Country, Code string
}

// Of words the places of a job as scraper.Posting does: all in one
// text, as addresses, and by the country that all of them share by its code,
// "" where they differ or one of them names none.
func Of(list []Location) (text string, places []scraper.Address, country string) {
	var texts []string
	shared := true
	for _, l := range list {
		code := Country(l.Code)
		a := scraper.Address{
			Locality: htmltext.Line(l.City),
			Region:   htmltext.Line(l.Region),
			Country:  cmp.Or(code, htmltext.Line(l.Country)),
		}
		if a == (scraper.Address{}) {
			continue
		}
		texts = append(texts, words(a.Locality, a.Region, cmp.Or(htmltext.Line(l.Country), code)))
		shared = shared && (len(places) == 0 || code == country)
		country = code
		places = append(places, a)
	}
	if !shared {
		country = ""
	}
	return htmltext.Join(texts...), places, country
}

// words joins the parts of one place. A city that is its own region ("Dubai,
// Dubai") is said once.
func words(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" && (len(kept) == 0 || kept[len(kept)-1] != p) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}
