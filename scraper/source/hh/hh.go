// Package hh reads vacancies of HeadHunter (hh.ru) and its sister sites in
// Belarus, Kazakhstan and their neighbours, through its public interface.
//
// GET https://api.hh.ru/vacancies?text=WORDS&per_page=100&page=N answers a
// page, counted from 0, without a key (https://github.com/hhru/api); it asks
// for a name with a contact in the User-Agent. What to know of it:
//   - Roubles are RUR, the code of before 1998.
//   - salary names no period: it is a month's, unless the newer salary_range
//     says another in mode ("HOUR", "SHIFT"). gross says whether it is before
//     tax.
//   - The list holds no text but two cut snippets.
package hh

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
	origin    = "https://api.hh.ru"
	size      = 100 // vacancies on a page
	mostPages = 20  // that the service answers: 2,000 vacancies of a search
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "hh",
		Title:    "HeadHunter (hh.ru)",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://hh.ru/",
		Terms:    "https://dev.hh.ru/admin/developer_agreement",
		Hosts:    []string{"api.hh.ru"},
		OffReason: "it is reported to refuse data centres, and its agreement is with registered developers; read " +
			"it first",
		Pay:       "structured",
		Countries: []string{"BY", "KZ", "RU", "UZ"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Search are words that vacancies must hold, Area the service's number of
	// a country or city ("113" is Russia), "" for all.
	Search string `yaml:"search"`
	Area   string `yaml:"area"`
	// Pages is how many pages of 100 vacancies to read.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Search: "backend", Pages: 3} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if strings.TrimSpace(s.Search) == "" {
		return errors.New("search: is empty")
	}
	if _, err := strconv.ParseUint(s.Area, 10, 32); err != nil && s.Area != "" {
		return fmt.Errorf("area: %q is no number", s.Area)
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	q := url.Values{
		"order_by": {"publication_time"},
		"page":     {"0"},
		"per_page": {strconv.Itoa(size)},
		"text":     {s.Search},
	}
	if s.Area != "" {
		q.Set("area", s.Area)
	}
	return []scraper.Request{
		{URL: s.Address(origin, "/vacancies?"+q.Encode()), Page: "list", Note: paging.First(s.Pages)},
	}, nil
}

// Recognise knows a page, or a list of vacancies cut out of one, by keys that
// no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, list(page))
	return first.Has("id", "name", "area", "salary", "alternate_url")
}

// list is the key that the list stands at, "" where the list is the page.
func list(page *scraper.Page) string {
	if strings.HasPrefix(strings.TrimSpace(string(page.Body[:min(len(page.Body), 64)])), "[") {
		return ""
	}
	return "items"
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, list(page), func(path string, v vacancy) error {
		ids = append(ids, v.ID)
		p, err := v.posting(page, path)
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
	if page.Request.Page != "list" {
		return res, nil
	}
	answer, unfit, err := jsonlist.Object[struct {
		Found int `json:"found"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	read := paging.Of(page)
	note, err := read.Next(ids, answer.Found)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(read.Number)) // the second page is page 1
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// vacancy is a posting as the service words it.
type vacancy struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Area struct {
		Name string `json:"name"`
	} `json:"area"`
	Employer struct {
		Name string `json:"name"`
	} `json:"employer"`
	Salary   *salary `json:"salary"`
	Range    *salary `json:"salary_range"`
	Schedule struct {
		ID string `json:"id"`
	} `json:"schedule"`
	Employment struct {
		ID string `json:"id"`
	} `json:"employment"`
	Experience struct {
		Name string `json:"name"`
	} `json:"experience"`
	Snippet struct {
		Requirement    string `json:"requirement"`
		Responsibility string `json:"responsibility"`
	} `json:"snippet"`
	URL       string `json:"alternate_url"`
	Published string `json:"published_at"`
}

type salary struct {
	From     jsonlist.Number `json:"from"`
	To       jsonlist.Number `json:"to"`
	Currency string          `json:"currency"`
	Gross    *bool           `json:"gross"`
	Mode     struct {
		ID string `json:"id"`
	} `json:"mode"`
}

func (v vacancy) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if v.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:      v.ID,
		URL:     weburl.Resolve("", v.URL),
		Title:   htmltext.Line(v.Name),
		Company: cmp.Or(htmltext.Line(v.Employer.Name), page.Request.Company),
		Place:   htmltext.Line(v.Area.Name),
		Country: page.Request.Country,
		Employment: words.Employment(
			map[string]string{"full": "full-time", "part": "part-time", "project": "contract", "probation": "internship"}[v.Employment.ID],
		),
		Level: htmltext.Line(v.Experience.Name),
		Pay:   v.pay(),
		Path:  path,
		Omits: []string{"description"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("name: is empty")
	}
	if v.Schedule.ID == "remote" {
		p.Workplace = "remote"
	}
	p.PostedAt = dates.Field(&p.Unread, "published_at", v.Published)
	return p, nil
}

// pay is the newer of the two forms, where it is there.
func (v vacancy) pay() []scraper.Pay {
	s, path := v.Range, "salary_range"
	if s == nil {
		s, path = v.Salary, "salary"
	}
	if s == nil || s.From == 0 && s.To == 0 {
		return nil
	}
	p := scraper.Pay{
		Min:      float64(s.From),
		Max:      float64(s.To),
		Currency: s.Currency,
		Period:   words.PeriodOf(cmp.Or(s.Mode.ID, "month")),
		Origin:   scraper.Structured,
		Path:     path,
	}
	if p.Currency == "RUR" {
		p.Currency = "RUB"
	}
	if s.Gross != nil {
		p.Tax = map[bool]string{true: "gross", false: "net"}[*s.Gross]
	}
	return []scraper.Pay{p}
}
