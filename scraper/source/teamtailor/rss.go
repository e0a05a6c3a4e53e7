package teamtailor

import (
	"bytes"
	"cmp"
	"errors"
	"strings"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	feeds "backpay/scraper/extract/feed"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/xmllist"
)

// isRSS reports whether the body is the other feed of a site, /jobs.rss, by the
// namespace of its places. Nothing asks for it; people save it.
func isRSS(body []byte) bool {
	head := body[:min(len(body), 1000)]
	return bytes.Contains(head, []byte(`xmlns:tt="https://teamtailor.com/`)) && xmllist.Root(body) == "rss"
}

// readRSS reads the other feed of a site. It has the same identities as the
// feed in JSON, and neither addresses by schema.org nor pay.
func readRSS(page *scraper.Page) (scraper.Result, error) {
	f, err := feeds.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	problems, err := feeds.Each(f, func(path string, it *gofeed.Item) error {
		p, err := rssPosting(page, f, it, path)
		if err == nil {
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	return res, nil
}

func rssPosting(page *scraper.Page, f *gofeed.Feed, it *gofeed.Item, path string) (scraper.Posting, error) {
	p := scraper.Posting{
		URL:         weburl.Resolve("", it.Link),
		Title:       htmltext.Line(it.Title),
		Workplace:   remoteStatus(it.Custom),
		Description: htmltext.Text(cmp.Or(it.Content, it.Description)),
		Path:        path,
		Omits:       []string{"pay"},
	}
	p.ID = cmp.Or(strings.TrimSpace(it.GUID), p.URL)
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("guid: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Board = cmp.Or(page.Request.Board, site(cmp.Or(p.URL, weburl.Resolve("", f.Link))))
	p.Company = cmp.Or(page.Request.Company, employerOf(f.Title), p.Board)
	tt := it.Extensions["tt"]
	p.Place, p.Places, p.Country = places.Of(locations(tt["locations"]))
	if len(p.Places) < 2 { // those of several countries are of none
		p.Country = cmp.Or(p.Country, page.Request.Country)
	}
	if d := tt["department"]; len(d) > 0 {
		p.Department = htmltext.Line(d[0].Value)
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", it.Published)
	return p, nil
}

// locations are the places of an item. The name of an office ("HQ, Stockholm")
// stands in where no city is said.
func locations(around []ext.Extension) (list []places.Location) {
	for _, a := range around {
		for _, l := range a.Children["location"] {
			text := func(name string) string {
				if v := l.Children[name]; len(v) > 0 {
					return v[0].Value
				}
				return ""
			}
			list = append(list, places.Location{City: cmp.Or(text("city"), text("name")), Country: text("country"), Code: places.Country(text("country"))})
		}
	}
	return list
}

// remoteStatus reads none, temporary, hybrid or fully. None is what a site says
// that was never asked, so it says nothing.
func remoteStatus(custom map[string]string) string {
	for name, word := range custom {
		if !strings.EqualFold(name, "remoteStatus") {
			continue
		}
		switch strings.TrimSpace(word) {
		case "fully":
			return "remote"
		case "hybrid":
			return "hybrid"
		}
	}
	return ""
}
