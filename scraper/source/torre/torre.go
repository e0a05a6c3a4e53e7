// Package torre reads opportunities of Torre, a board for remote jobs, through
// the search of its own site.
//
// POST https://search.torre.co/opportunities/_search?size=N answers a page
// without a key. It is documented nowhere. What to know of it:
//   - Pay that is "to be agreed" is written as 0 to 0: that is no pay.
//   - minHourlyUSD and maxHourlyUSD are conversions of the pay, no pay of
//     their own.
//   - Many opportunities are copies of employers' boards elsewhere, which
//     externalApplicationUrl names.
//   - The list holds no text.
package torre

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"

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
	origin    = "https://search.torre.co"
	size      = 20 // opportunities on a page
	mostPages = 100
	query     = `{"and":[{"status":{"code":"open"}}]}`
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:      "torre",
		Title:     "Torre",
		Kind:      scraper.Listing,
		Side:      scraper.Posted,
		Access:    scraper.API,
		Homepage:  "https://torre.ai/",
		Terms:     "https://torre.ai/",
		Hosts:     []string{"search.torre.co"},
		OffReason: "the interface is that of its own site and is documented nowhere; read its terms first",
		Pay:       "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Pages is how many pages of 20 opportunities to read.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Pages: 5} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{
		{
			URL: s.Address(origin, "/opportunities/_search?offset=0&size="+strconv.Itoa(size)), Method: "POST",
			Body: query, Page: "list", Note: paging.First(s.Pages),
		},
	}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "results")
	return first.Has("id", "objective", "organizations", "compensation")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "results", func(path string, o opportunity) error {
		ids = append(ids, o.ID)
		p, err := o.posting(page, path)
		if err != nil {
			return err
		}
		res.Keep(p)
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	answer, unfit, err := jsonlist.Object[struct {
		Total int `json:"total"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	read := paging.Of(page)
	note, err := read.Next(ids, answer.Total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "offset", strconv.Itoa(read.Read(ids)))
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// opportunity is a posting as the service words it.
type opportunity struct {
	ID            string `json:"id"`
	Objective     string `json:"objective"`
	Slug          string `json:"slug"`
	Kind          string `json:"opportunity"`
	Commitment    string `json:"commitment"`
	Organizations []struct {
		Name string `json:"name"`
	} `json:"organizations"`
	Locations    []string `json:"locations"`
	Remote       bool     `json:"remote"`
	Created      string   `json:"created"`
	Deadline     string   `json:"deadline"`
	External     string   `json:"externalApplicationUrl"`
	Compensation struct {
		Visible *bool `json:"visible"`
		Data    struct {
			Currency string          `json:"currency"`
			Min      jsonlist.Number `json:"minAmount"`
			Max      jsonlist.Number `json:"maxAmount"`
			Period   string          `json:"periodicity"`
		} `json:"data"`
	} `json:"compensation"`
	Skills []struct {
		Name string `json:"name"`
	} `json:"skills"`
	Place struct {
		Location []struct {
			ID   string `json:"id"`
			Code string `json:"countryCode"`
		} `json:"location"`
	} `json:"place"`
}

func (o opportunity) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if o.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:         o.ID,
		URL:        "https://torre.ai/post/" + url.PathEscape(o.ID),
		ApplyURL:   weburl.Resolve("", o.External),
		Title:      htmltext.Line(o.Objective),
		Place:      htmltext.Join(htmltext.Lines(o.Locations)...),
		Country:    page.Request.Country,
		Employment: words.Employment(o.Commitment),
		Pay:        o.pay(),
		Path:       path,
		Omits:      []string{"description"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("objective: is empty")
	}
	for _, c := range o.Organizations {
		p.Company = cmp.Or(p.Company, htmltext.Line(c.Name))
	}
	p.Company = cmp.Or(p.Company, page.Request.Company)
	if o.Remote {
		p.Workplace = "remote"
	}
	if l := o.Place.Location; len(l) == 1 {
		p.Country = cmp.Or(places.Country(l[0].Code), p.Country)
	}
	for _, s := range o.Skills {
		p.Tags = append(p.Tags, htmltext.Lines([]string{s.Name})...)
	}
	p.PostedAt = dates.Field(&p.Unread, "created", o.Created)
	p.ValidThrough = dates.Field(&p.Unread, "deadline", o.Deadline)
	return p, nil
}

func (o opportunity) pay() []scraper.Pay {
	c := o.Compensation
	if c.Data.Min == 0 && c.Data.Max == 0 || c.Visible != nil && !*c.Visible {
		return nil
	}
	return []scraper.Pay{{
		Min:      float64(c.Data.Min),
		Max:      float64(c.Data.Max),
		Currency: c.Data.Currency,
		Period:   words.PeriodOf(c.Data.Period),
		Origin:   scraper.Structured,
		Path:     "compensation",
	}}
}
