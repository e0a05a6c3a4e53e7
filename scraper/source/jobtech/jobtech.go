// Package jobtech reads openings in Sweden from JobTech's search over
// Platsbanken, the job board of the Swedish employment service.
//
// GET /search?q=WORDS&limit=100&offset=N answers a page without a key; it is
// open data, made for programs (https://jobsearch.api.jobtechdev.se/). What to
// know of it:
//   - Few adverts name an amount: salary_type says only whether pay is fixed,
//     salary_description is text, most often "by agreement". Swedish pay stands
//     in the text, if anywhere.
//   - Recordings of 2019 wrap each advert in the envelope of the search engine
//     behind it; later answers list the adverts themselves (not verified here:
//     no recording of them was at hand).
//   - Names of persons and their addresses stand beside the advert, in keys
//     that are not read.
package jobtech

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
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://jobsearch.api.jobtechdev.se"
	size      = 100 // adverts on a page
	mostPages = 20  // that the service answers: an offset of 2,000 at most
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "jobtech",
		Title:       "JobTech (Platsbanken)",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://jobtechdev.se/",
		Terms:       "https://jobtechdev.se/",
		Licence:     "CC0-1.0",
		Hosts:       []string{"jobsearch.api.jobtechdev.se"},
		OnByDefault: true,
		Pay:         "text",
		Countries:   []string{"SE"},
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
func (Source) Settings() scraper.Settings { return &Settings{Search: "utvecklare", Pages: 5} }

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
	path := fmt.Sprintf("/search?limit=%d&offset=0&q=%s&sort=pubdate-desc", size, url.QueryEscape(s.Search))
	return []scraper.Request{{URL: s.Address(origin, path), Page: "feed", Note: paging.First(s.Pages)}}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "hits")
	if first != nil || !top.Has("took", "hits") {
		return first.Has("id", "headline", "workplace_address")
	}
	ads, err := enveloped(page.Body)
	return err == nil && len(ads) > 0 && ads[0].Headline != "" && ads[0].ID != "" // NAV's answers have a uuid
}

// enveloped reads an answer in the search engine's own form.
func enveloped(body []byte) (ads []ad, err error) {
	answer, _, err := jsonlist.Object[struct {
		Hits struct {
			Hits []struct {
				Source ad `json:"_source"`
			} `json:"hits"`
		} `json:"hits"`
	}](body)
	for _, h := range answer.Hits.Hits {
		ads = append(ads, h.Source)
	}
	return ads, err
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if page.Request.Page == "" {
		if ads, err := enveloped(page.Body); err == nil && len(ads) > 0 {
			return readEnvelope(page, ads)
		}
	}
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "hits", func(path string, a ad) error {
		ids = append(ids, a.ID)
		p, err := a.posting(page, path)
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
		Total struct {
			Value int `json:"value"`
		} `json:"total"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	list := paging.Of(page)
	note, err := list.Next(ids, answer.Total.Value)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "offset", strconv.Itoa(list.Read(ids)))
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

func readEnvelope(page *scraper.Page, ads []ad) (res scraper.Result, err error) {
	for i, a := range ads {
		path := fmt.Sprintf("hits.hits[%d]._source", i)
		p, err := a.posting(page, path)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, err))
			continue
		}
		res.Keep(p)
	}
	if len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: none of %d elements could be read, the first: %w",
			scraper.ErrDrift,
			len(ads),
			res.Problems[0],
		)
	}
	return res, nil
}

// ad is a posting as the service words it.
type ad struct {
	ID       string `json:"id"`
	Headline string `json:"headline"`
	URL      string `json:"webpage_url"`
	Employer struct {
		Name      string `json:"name"`
		Workplace string `json:"workplace"`
	} `json:"employer"`
	Description struct {
		Text        string `json:"text"`
		Company     string `json:"company_information"`
		Needs       string `json:"needs"`
		Requirement string `json:"requirements"`
		Conditions  string `json:"conditions"`
	} `json:"description"`
	Salary     string `json:"salary_description"`
	SalaryType label  `json:"salary_type"`
	Employment label  `json:"employment_type"`
	Hours      label  `json:"working_hours_type"`
	Occupation label  `json:"occupation"`
	Published  string `json:"publication_date"`
	Deadline   string `json:"application_deadline"`
	Address    struct {
		Municipality string `json:"municipality"`
		Region       string `json:"region"`
		Country      string `json:"country"`
		City         string `json:"city"`
	} `json:"workplace_address"`
}

type label struct {
	Label string `json:"label"`
}

func (a ad) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if a.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID: a.ID,
		URL: cmp.Or(
			weburl.Resolve("", a.URL),
			"https://arbetsformedlingen.se/platsbanken/annonser/"+url.PathEscape(a.ID),
		),
		Title:       htmltext.Line(a.Headline),
		Company:     cmp.Or(htmltext.Line(a.Employer.Name), htmltext.Line(a.Employer.Workplace), page.Request.Company),
		Employment:  hours(a.Hours.Label),
		Department:  htmltext.Line(a.Occupation.Label),
		Language:    "sv",
		Description: a.text(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("headline: is empty")
	}
	code := ""
	if c := strings.TrimSpace(a.Address.Country); c == "" || strings.EqualFold(c, "Sverige") {
		code = "SE" // the service's own country; a place that is elsewhere says so
	}
	p.Place, p.Places, p.Country = places.Of([]places.Location{
		{
			City: cmp.Or(a.Address.Municipality, a.Address.City), Region: a.Address.Region, Country: a.Address.Country,
			Code: code,
		},
	})
	p.Country = cmp.Or(p.Country, page.Request.Country)
	if text := htmltext.Line(a.Salary); strings.ContainsAny(text, "123456789") {
		p.Pay = []scraper.Pay{{Text: text, Origin: scraper.Field, Path: "salary_description"}}
	}
	p.PostedAt = dates.Field(&p.Unread, "publication_date", a.Published)
	p.ValidThrough = dates.Field(&p.Unread, "application_deadline", a.Deadline)
	return p, nil
}

// hours reads the Swedish words for full and part time.
func hours(word string) string {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "heltid":
		return "full-time"
	case "deltid":
		return "part-time"
	}
	return words.Employment(word)
}

// text puts the parts of the advert in the order of its page.
func (a ad) text() string {
	var texts []string
	d := a.Description
	for _, part := range []string{d.Text, d.Company, d.Needs, d.Requirement, d.Conditions} {
		if t := htmltext.Text(part); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}
