package jsonld

import (
	"slices"
	"testing"

	"backpay/scraper"
)

// TestShowPlace: a page's own place stands in for the town that its structured
// data leaves out, where it is shown beside the heading; nothing else does.
func TestShowPlace(t *testing.T) {
	const card = `<section class="topcard"><h1>Miller</h1><span class="topcard__flavor">Old Mill</span>` +
		`<span class="topcard__flavor topcard__flavor--bullet">Zlín, Zlínský, Czech Republic</span></section>`
	const page = `<main><h1>Miller</h1><p class="job-location">Zlín, Czechia</p></main>`
	only := []scraper.Address{{Country: "CZ"}}
	for name, c := range map[string]struct {
		body string
		p    scraper.Posting
		want string
	}{
		"a card":             {card, scraper.Posting{Country: "CZ", Places: only}, "Zlín, Zlínský, Czech Republic"},
		"a page":             {page, scraper.Posting{Country: "CZ", Places: only}, "Zlín, Czechia"},
		"a town stated":      {card, scraper.Posting{Place: "Brno, CZ", Country: "CZ", Places: []scraper.Address{{Locality: "Brno", Country: "CZ"}}}, "Brno, CZ"},
		"remote":             {card, scraper.Posting{Place: "CZ", Country: "CZ", Places: only, Workplace: "remote"}, "CZ"},
		"no place":           {card, scraper.Posting{}, ""},
		"the country again":  {`<main><h1>Miller</h1><p class="location">Czechia</p></main>`, scraper.Posting{Place: "CZ", Country: "CZ", Places: only}, "CZ"},
		"a list of jobs":     {`<h1>Miller</h1>` + `<ul><li class="location">Zlín, Czechia</li></ul>`, scraper.Posting{Place: "CZ", Country: "CZ", Places: only}, "CZ"},
		"several headings":   {card + card, scraper.Posting{Place: "CZ", Country: "CZ", Places: only}, "CZ"},
		"a count, no town":   {`<main><h1>Miller</h1><p class="location">3 places, Czechia</p></main>`, scraper.Posting{Place: "CZ", Country: "CZ", Places: only}, "CZ"},
		"nothing but a sign": {`<main><h1>Miller</h1><p class="location">-, Czechia</p></main>`, scraper.Posting{Place: "CZ", Country: "CZ", Places: only}, "CZ"},
	} {
		places := slices.Clone(c.p.Places)
		c.p.Places = places // the cases share one
		if showPlace(&c.p, []byte(c.body)); c.p.Place != c.want {
			t.Errorf("%s: %q, want %q", name, c.p.Place, c.want)
		}
	}
}
