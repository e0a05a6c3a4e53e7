package jsonld

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
)

// longestPlace is how long a line that names one place can be, in bytes.
const longestPlace = 120

// showPlace gives a posting that names a country alone the town that its page
// shows beside the heading, as pages of LinkedIn do whose address has nothing
// in it but the country. The country that is stated stays: a town of another is
// none for who reads the address.
func showPlace(p *scraper.Posting, body []byte) {
	if len(p.Places) != 1 || p.Country == "" || p.Workplace == "remote" {
		return
	}
	if a := p.Places[0]; a.Locality+a.Region+a.Text != "" {
		return
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return
	}
	heading := doc.Find("h1")
	if heading.Length() != 1 {
		return
	}
	around := heading.Closest("section, header, article, main")
	shown := htmltext.Line(cmp.Or(
		part(around, "location", "joblocation").Text(),
		around.Find(".topcard__flavor--bullet").First().Text(), // LinkedIn's
	))
	town, _, parts := strings.Cut(shown, ",")
	if parts && named(town) && len(shown) <= longestPlace {
		p.Place, p.Places[0].Locality = shown, shown
	}
}

// named reports whether a text has a letter of its own and no digit, as the
// names of towns do.
func named(town string) bool {
	return strings.IndexFunc(town, unicode.IsLetter) >= 0 && !strings.ContainsAny(town, "0123456789")
}
