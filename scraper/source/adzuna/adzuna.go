// Package adzuna reads the jobs that Adzuna finds for a search, through its
// interface, which needs an id and a key (https://developer.adzuna.com/).
//
// GET /v1/api/jobs/COUNTRY/search/PAGE?what=...&where=... answers 50 jobs a
// page. What to know of it:
//   - The terms allow personal research. Organisations may not use the data in
//     aggregation, vacancy counts and average salaries named, beyond a trial of
//     14 days without written consent: the source is off by default.
//   - A salary with salary_is_predicted "1" is an estimate of Adzuna's. It is
//     kept as predicted, which is never pay.
//   - Amounts are of a year in the currency of the country searched. The answer
//     states neither; that they are of a year is not verified.
//   - The text is a beginning of about 500 characters, without markup.
//   - 25 requests a minute, 250 a day, 1,000 a week and 2,500 a month.
package adzuna

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
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
	origin    = "https://api.adzuna.com"
	size      = "50" // jobs on a page, the most that there may be
	mostPages = 50   // that the setting may ask for
)

// currencies are those of the countries that Adzuna searches, by the code in
// its addresses.
var currencies = map[string]string{
	"at": "EUR", "au": "AUD", "be": "EUR", "br": "BRL", "ca": "CAD", "ch": "CHF", "de": "EUR", "es": "EUR", "fr": "EUR", "gb": "GBP",
	"in": "INR", "it": "EUR", "mx": "MXN", "nl": "EUR", "nz": "NZD", "pl": "PLN", "sg": "SGD", "us": "USD", "za": "ZAR",
}

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "adzuna",
		Title:       "Adzuna",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.adzuna.com/",
		Terms:       "https://developer.adzuna.com/docs/terms_of_service",
		KeyTerms:    "https://developer.adzuna.com/docs/terms_of_service",
		Attribution: "Jobs by Adzuna (https://www.adzuna.com/). Each links to its page there.",
		Hosts:       []string{"api.adzuna.com"},
		OffReason: "needs ADZUNA_APP_ID and ADZUNA_APP_KEY (free, developer.adzuna.com), and its terms forbid " +
			"organisations " +
			"to publish counts and averages made of it without written consent",
		Pay:       "predicted",
		Countries: strings.Fields("AT AU BE BR CA CH DE ES FR GB IN IT MX NL NZ PL SG US ZA"),
		Secrets: []scraper.Secret{
			{Env: "ADZUNA_APP_ID", In: "query", Name: "app_id"},
			{Env: "ADZUNA_APP_KEY", In: "query", Name: "app_key"},
		},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Countries are the codes of those to search ("us", "gb").
	Countries []string `yaml:"countries"`
	// What and Where are the words of the search.
	What  string `yaml:"what"`
	Where string `yaml:"where"`
	// Pages is how many pages of 50 jobs to read of each country.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Countries: []string{"us"}, What: "backend developer", Pages: 2}
}

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, c := range s.Countries {
		if currencies[c] == "" {
			return fmt.Errorf("countries[%d]: %q is none that Adzuna searches", i, c)
		}
		if slices.Contains(s.Countries[:i], c) {
			return fmt.Errorf("countries[%d]: %q stands there twice", i, c)
		}
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page of each country.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	q := url.Values{"results_per_page": {size}, "content-type": {"application/json"}}
	if s.What != "" {
		q.Set("what", s.What)
	}
	if s.Where != "" {
		q.Set("where", s.Where)
	}
	var reqs []scraper.Request
	for _, c := range s.Countries {
		reqs = append(reqs, scraper.Request{
			URL:     s.Address(origin, "/v1/api/jobs/"+c+"/search/1?"+q.Encode()),
			Page:    "search",
			Country: strings.ToUpper(c),
			Note:    paging.First(s.Pages),
		})
	}
	return reqs, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "results")
	return first.Has("id", "title", "redirect_url", "location", "created")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "results", func(path string, j job) error {
		ids = append(ids, j.ID.String())
		p, err := j.posting(page, path)
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
		Count int `json:"count"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	paging := paging.Of(page)
	note, err := paging.Next(ids, answer.Count)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.URL = numbered(next.URL, paging.Number+1)
		next.Note = note
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// numbered returns the address of another page of a search, whose number is
// the last part of the path.
func numbered(address string, n int) string {
	path, query, _ := strings.Cut(address, "?")
	return path[:strings.LastIndexByte(path, '/')+1] + strconv.Itoa(n) + "?" + query
}

// job is a posting as the service words it.
type job struct {
	ID           json.Number     `json:"id"`
	Title        string          `json:"title"`
	Company      named           `json:"company"`
	Location     named           `json:"location"`
	Category     named           `json:"category"`
	Description  string          `json:"description"`
	Min          jsonlist.Number `json:"salary_min"`
	Max          jsonlist.Number `json:"salary_max"`
	Predicted    jsonlist.Number `json:"salary_is_predicted"`
	ContractTime string          `json:"contract_time"`
	ContractType string          `json:"contract_type"`
	Created      string          `json:"created"`
	URL          string          `json:"redirect_url"`
}

// named is a company, a place or a category.
type named struct {
	Name  string   `json:"display_name"`
	Area  []string `json:"area"`  // of a place, from the country to the town
	Label string   `json:"label"` // of a category
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          j.ID.String(),
		URL:         weburl.Resolve("", j.URL),
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(j.Company.Name),
		Place:       htmltext.Line(j.Location.Name),
		Country:     page.Request.Country,
		Employment:  words.Employment(j.ContractTime),
		Department:  htmltext.Line(j.Category.Label),
		Description: htmltext.Text(j.Description),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if kind := words.Employment(j.ContractType); kind == "contract" {
		p.Employment = kind // "permanent", the other value, says nothing of hours
	}
	p.Places, p.Country = j.places(p.Country)
	p.PostedAt = dates.Field(&p.Unread, "created", j.Created)
	p.Pay = j.pay(p.Country)
	return p, nil
}

// places gives the area as an address, and the country that it names where
// the search doesn't.
func (j job) places(country string) ([]scraper.Address, string) {
	area := htmltext.Lines(j.Location.Area)
	if len(area) == 0 {
		return nil, country
	}
	a := scraper.Address{Text: htmltext.Line(j.Location.Name), Country: area[0]}
	if len(area) > 1 {
		a.Region = area[1]
	}
	if len(area) > 2 {
		a.Locality = area[len(area)-1]
	}
	if country == "" {
		if country = places.Country(area[0]); country == "UK" {
			country = "GB" // the code in ISO 3166
		}
	}
	return []scraper.Address{a}, country
}

func (j job) pay(country string) []scraper.Pay {
	if j.Min == 0 && j.Max == 0 {
		return nil
	}
	p := scraper.Pay{
		Min:      float64(j.Min),
		Max:      float64(j.Max),
		Currency: currencies[strings.ToLower(country)],
		Period:   "year",
		Origin:   scraper.Structured,
		Path:     "salary_min",
	}
	if j.Predicted != 0 {
		p.Origin = scraper.Predicted
	}
	return []scraper.Pay{p}
}
