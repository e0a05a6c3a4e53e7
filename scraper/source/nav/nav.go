// Package nav reads openings in Norway from arbeidsplassen.no, the job board of
// NAV, the labour and welfare administration.
//
// GET /stillinger/api/search?q=WORDS&from=0&size=100&sort=published answers a page
// of a search without a key, in the form of the search engine behind it. What to
// know of it:
//   - It is the interface of the board's own pages, documented nowhere; the
//     documented feed (https://navikt.github.io/pam-stilling-feed/) tells every
//     change since 2023 in turn, and asks for each advert on its own, so that today's
//     openings are hours away. robots.txt is reported to allow all (September 2026).
//   - A recording of the service's own test data is of 2019: later answers are
//     reported to have the same form, with status beside it.
//   - A search answers 10,000 adverts at most.
//   - There is no field for pay. Texts name an amount now and then.
//   - Contacts stand beside the advert, in keys that are not read.
package nav

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://arbeidsplassen.nav.no"
	size      = 100 // adverts on a page
	mostPages = 100 // that the service answers
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:      "nav",
		Title:     "NAV (arbeidsplassen.no)",
		Kind:      scraper.Listing,
		Side:      scraper.Posted,
		Access:    scraper.API,
		Homepage:  "https://arbeidsplassen.nav.no/",
		Terms:     "https://arbeidsplassen.nav.no/vilkar-api",
		Hosts:     []string{"arbeidsplassen.nav.no"},
		OffReason: "the interface is that of the board's own pages, documented nowhere: read the terms, then turn it on",
		Pay:       "text",
		Countries: []string{"NO"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Search are words that adverts must hold.
	Search string `yaml:"search"`
	// Pages is how many pages of 100 adverts to read, the newest first.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Search: "utvikler", Pages: 5} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if strings.TrimSpace(s.Search) == "" {
		return errors.New("search: is empty")
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	path := fmt.Sprintf("/stillinger/api/search?from=0&q=%s&size=%d&sort=published", url.QueryEscape(s.Search), size)
	return []scraper.Request{{URL: s.Address(origin, path), Page: "list", Note: paging.First(s.Pages)}}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	if top, _ := jsonlist.Shape(page.Body, "hits"); !top.Has("hits") {
		return false
	}
	list, err := hits(page.Body)
	if err != nil {
		return false
	}
	var answer struct {
		Hits []struct {
			Ad json.RawMessage `json:"_source"`
		} `json:"hits"`
	}
	if json.Unmarshal(list, &answer) != nil || len(answer.Hits) == 0 {
		return false
	}
	var ad map[string]json.RawMessage
	return json.Unmarshal(answer.Hits[0].Ad, &ad) == nil && ad["uuid"] != nil && ad["businessName"] != nil &&
		ad["locationList"] != nil
}

// hits is the object that holds the list and its total.
func hits(body []byte) (json.RawMessage, error) {
	top, _, err := jsonlist.Object[struct {
		Hits json.RawMessage `json:"hits"`
	}](body)
	if err == nil && len(top.Hits) == 0 {
		err = fmt.Errorf("%w: want a JSON object with an object at \"hits\"", scraper.ErrDrift)
	}
	return top.Hits, err
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	body, err := hits(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(body, "hits", func(path string, h hit) error {
		ids = append(ids, h.Ad.UUID)
		p, err := h.Ad.posting(page, path)
		if err == nil && h.Ad.open() {
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	total, unfit, err := jsonlist.Object[answerTotal](body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	list := paging.Of(page)
	note, err := list.Next(ids, total.Total.Value)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "from", strconv.Itoa(list.Read(ids)))
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

type answerTotal struct {
	Total struct {
		Value int `json:"value"`
	} `json:"total"`
}

type hit struct {
	Ad ad `json:"_source"`
}

// ad is a posting as the service words it.
type ad struct {
	UUID       string     `json:"uuid"`
	Title      string     `json:"title"`
	Business   string     `json:"businessName"`
	Status     string     `json:"status"`
	Published  string     `json:"published"`
	Updated    string     `json:"updated"`
	Expires    string     `json:"expires"`
	Locations  []location `json:"locationList"`
	Categories []struct {
		Name string `json:"name"`
	} `json:"categoryList"`
	Employer struct {
		Name string `json:"name"`
	} `json:"employer"`
	Properties struct {
		Text       string `json:"adtext"`
		Employer   string `json:"employer"`
		Extent     string `json:"extent"`
		Engagement string `json:"engagementtype"`
		Apply      string `json:"applicationurl"`
	} `json:"properties"`
}

type location struct {
	City      string `json:"city"`
	Municipal string `json:"municipal"`
	County    string `json:"county"`
	Country   string `json:"country"`
}

// open reports whether an advert is published. Recordings have no status.
func (a ad) open() bool { return a.Status == "" || a.Status == "ACTIVE" }

func (a ad) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if a.UUID == "" {
		return scraper.Posting{}, errors.New("uuid: is missing")
	}
	p := scraper.Posting{
		ID:       a.UUID,
		URL:      "https://arbeidsplassen.nav.no/stillinger/stilling/" + url.PathEscape(a.UUID),
		ApplyURL: weburl.Resolve("", a.Properties.Apply),
		Title:    htmltext.Line(a.Title),
		Company: cmp.Or(
			htmltext.Line(a.Business), htmltext.Line(a.Employer.Name), htmltext.Line(a.Properties.Employer),
			page.Request.Company,
		),
		Employment:  a.employment(),
		Description: htmltext.Text(a.Properties.Text),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if len(a.Categories) > 0 {
		p.Department = htmltext.Line(a.Categories[0].Name)
	}
	p.Place, p.Places, p.Country = places.Of(a.locations())
	p.Country = cmp.Or(p.Country, page.Request.Country)
	p.PostedAt = dates.Field(&p.Unread, "published", a.Published)
	p.ChangedAt = dates.Field(&p.Unread, "updated", a.Updated)
	p.ValidThrough = dates.Field(&p.Unread, "expires", a.Expires)
	return p, nil
}

// locations reads places, which the service writes in capitals. A country that
// isn't said is the service's own.
func (a ad) locations() (list []places.Location) {
	for _, l := range a.Locations {
		to := places.Location{City: cmp.Or(l.City, l.Municipal), Region: l.County, Country: l.Country}
		if c := strings.TrimSpace(l.Country); c == "" || strings.EqualFold(c, "Norge") {
			to.Code = "NO"
		}
		list = append(list, to)
	}
	return list
}

// employment reads the Norwegian words for a contract that ends, and for full
// and part time.
func (a ad) employment() string {
	switch strings.ToLower(strings.TrimSpace(a.Properties.Engagement)) {
	case "vikariat", "engasjement", "sesong", "prosjekt":
		return "temporary"
	}
	switch extent := strings.ToLower(strings.TrimSpace(a.Properties.Extent)); extent {
	case "heltid":
		return "full-time"
	case "deltid":
		return "part-time"
	case "heltid_og_deltid": // either of the two
		return ""
	default:
		return words.Employment(extent)
	}
}
