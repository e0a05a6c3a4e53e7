// Package justjoinit reads the newest offers of Just Join IT, a Polish board
// for jobs in IT, through the interface of its own site.
//
// GET https://api.justjoin.it/v2/user-panel/offers/by-cursor?from=N answers a
// page of offers without a key. It is documented nowhere. RocketJobs, its
// sister for other jobs, answers in the same form, but its robots.txt forbids
// the address: its answers can be imported only. What to know of it:
//   - Each kind of contract has an entry in employmentTypes, and beside the
//     amounts that the employer stated stand up to four conversions of them
//     into other currencies: only those with the currencySource "original"
//     are pay. Both ends null is an offer that doesn't disclose it.
//   - A b2b offer and a permanent one are two offers of one job: the first is
//     what the worker invoices, the second an employee's pay before tax.
//   - One offer stands in many cities; locations name no country.
//   - The list holds no text.
package justjoinit

import (
	"cmp"
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
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://api.justjoin.it"
	size      = 100 // offers on a page
	mostPages = 100 // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "justjoinit",
		Title:    "Just Join IT",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://justjoin.it/",
		Terms:    "https://justjoin.it/",
		Hosts:    []string{"api.justjoin.it"},
		OffReason: "the interface is that of its own site, is documented nowhere, and was seen to refuse " +
			"programs; read its terms first",
		Pay:       "structured",
		Countries: []string{"PL"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Pages is how many pages of 100 offers to read, the newest first.
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
	path := fmt.Sprintf(
		"/v2/user-panel/offers/by-cursor?from=0&itemsCount=%d&orderBy=descending&sortBy=publishedAt",
		size,
	)
	return []scraper.Request{{URL: s.Address(origin, path), Page: "feed", Note: paging.First(s.Pages)}}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "data")
	return first.Has("guid", "slug", "title", "workplaceType", "employmentTypes")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "data", func(path string, o offer) error {
		ids = append(ids, o.GUID)
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
		Meta struct {
			Next struct {
				Cursor *int `json:"cursor"`
			} `json:"next"`
			Total int `json:"totalItems"`
		} `json:"meta"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	note, err := paging.Of(page).Next(ids, answer.Meta.Total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if cursor := answer.Meta.Next.Cursor; note != nil && cursor != nil {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "from", strconv.Itoa(*cursor))
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// offer is a posting as the service words it.
type offer struct {
	GUID       string `json:"guid"`
	Slug       string `json:"slug"`
	Title      string `json:"title"`
	Company    string `json:"companyName"`
	Workplace  string `json:"workplaceType"`
	Time       string `json:"workingTime"`
	Experience string `json:"experienceLevel"`
	Category   struct {
		Key string `json:"key"`
	} `json:"category"`
	City      string `json:"city"`
	Locations []struct {
		City string `json:"city"`
	} `json:"locations"`
	Types     []employment `json:"employmentTypes"`
	Skills    []skill      `json:"requiredSkills"`
	Nice      []skill      `json:"niceToHaveSkills"`
	ApplyURL  string       `json:"applyUrl"`
	Published string       `json:"publishedAt"`
	Changed   string       `json:"lastPublishedAt"`
	Expires   string       `json:"expiredAt"`
}

type skill struct {
	Name string `json:"name"`
}

// employment is the pay for one kind of contract in one currency.
type employment struct {
	From     jsonlist.Number `json:"from"`
	To       jsonlist.Number `json:"to"`
	Currency string          `json:"currency"`
	Source   string          `json:"currencySource"`
	Type     string          `json:"type"`
	Unit     string          `json:"unit"`
	Gross    *bool           `json:"gross"`
}

func (o offer) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if o.GUID == "" {
		return scraper.Posting{}, errors.New("guid: is missing")
	}
	p := scraper.Posting{
		ID:         o.GUID,
		URL:        address(page, o.Slug),
		ApplyURL:   weburl.Resolve("", o.ApplyURL),
		Title:      htmltext.Line(o.Title),
		Company:    cmp.Or(htmltext.Line(o.Company), page.Request.Company),
		Place:      o.place(),
		Country:    cmp.Or(page.Request.Country, "PL"), // the board's own; a place that is elsewhere says so
		Workplace:  words.Workplace(o.Workplace),
		Employment: words.Employment(strings.ReplaceAll(o.Time, "_", "-")),
		Department: htmltext.Line(o.Category.Key),
		Level:      htmltext.Line(o.Experience),
		Pay:        o.pay(),
		Path:       path,
		Omits:      []string{"description"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if words.Invoiced(p.Pay) {
		p.Employment = "contract"
	}
	for _, s := range append(o.Skills[:len(o.Skills):len(o.Skills)], o.Nice...) {
		p.Tags = append(p.Tags, htmltext.Lines([]string{s.Name})...)
	}
	p.PostedAt = dates.Field(&p.Unread, "publishedAt", o.Published)
	p.ChangedAt = dates.Field(&p.Unread, "lastPublishedAt", o.Changed)
	p.ValidThrough = dates.Field(&p.Unread, "expiredAt", o.Expires)
	return p, nil
}

// address is the page of an offer, "" for an answer of which nobody knows on
// which of the two boards it was given.
func address(page *scraper.Page, slug string) string {
	u, err := url.Parse(cmp.Or(page.URL, page.Request.URL))
	switch {
	case err != nil || slug == "":
		return ""
	case page.Request.Page == "feed", strings.HasSuffix(u.Hostname(), "justjoin.it"):
		return "https://justjoin.it/job-offer/" + url.PathEscape(slug)
	case strings.HasSuffix(u.Hostname(), "rocketjobs.pl"):
		return "https://rocketjobs.pl/oferta-pracy/" + url.PathEscape(slug)
	}
	return ""
}

// place joins all cities, the main one first.
func (o offer) place() string {
	cities := []string{htmltext.Line(o.City)}
	for _, l := range o.Locations {
		cities = append(cities, htmltext.Line(l.City))
	}
	return htmltext.Join(cities...)
}

// contracts are the service's words for kinds of contracts.
var contracts = map[string]string{"b2b": "b2b", "permanent": "permanent", "mandate_contract": "mandate"}

func (o offer) pay() (pays []scraper.Pay) {
	for i, e := range o.Types {
		if e.From == 0 && e.To == 0 || e.Source != "" && e.Source != "original" {
			continue
		}
		p := scraper.Pay{
			Min:      float64(e.From),
			Max:      float64(e.To),
			Currency: e.Currency,
			Period:   words.PeriodOf(e.Unit),
			Contract: contracts[e.Type],
			Origin:   scraper.Structured,
			Path:     fmt.Sprintf("employmentTypes[%d]", i),
		}
		if e.Gross != nil {
			p.Tax = map[bool]string{true: "gross", false: "net"}[*e.Gross]
		}
		pays = append(pays, p)
	}
	return pays
}
