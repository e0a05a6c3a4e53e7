// Package getonboard reads Get on Board, a board for jobs in technology in
// Latin America, through its public interface.
//
// GET /api/v0/categories/CATEGORY/jobs answers a page of a category without a
// key (https://api-doc.getonbrd.com/). No recording of it was at hand: the
// form is what its documentation and public clients of 2026 describe, and is
// not verified here. What to know of it:
//   - Pay is in US dollars a month, whatever the country; both ends are null
//     where none is stated, in about half of the adverts.
//   - A job is an object of JSON:API: all but its identity and link stands
//     under attributes, and company, seniority and kind of work are there only
//     if the request asks for them.
//   - countries are names, "Remote" among them.
package getonboard

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
	origin    = "https://www.getonbrd.com"
	size      = 100 // jobs on a page
	mostPages = 20  // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "getonboard",
		Title:       "Get on Board",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.getonbrd.com/",
		Terms:       "https://api-doc.getonbrd.com/",
		Hosts:       []string{"www.getonbrd.com"},
		OnByDefault: true,
		Pay:         "structured",
		Countries:   []string{"AR", "BR", "CL", "CO", "MX", "PE", "UY"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Categories are the service's own words for kinds of jobs.
	Categories []string `yaml:"categories"`
	// Pages is how many pages of 100 jobs to read of each category.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Categories: []string{"programming"}, Pages: 3}
}

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, c := range s.Categories {
		if strings.TrimSpace(c) == "" {
			return fmt.Errorf("categories[%d]: is empty", i)
		}
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page of each category.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, c := range s.Categories {
		path := fmt.Sprintf("/api/v0/categories/%s/jobs?expand=%s&page=1&per_page=%d",
			url.PathEscape(c), url.QueryEscape(`["company","modality","seniority","tags"]`), size)
		reqs = append(reqs, scraper.Request{URL: s.Address(origin, path), Page: "list", Note: paging.First(s.Pages)})
	}
	return reqs, nil
}

// Recognise knows a page by the address of its first job.
func (Source) Recognise(page *scraper.Page) bool {
	known := false
	if _, first := jsonlist.Shape(page.Body, "data"); !first.Has("id", "links", "attributes") {
		return false
	}
	_, err := jsonlist.Array(page.Body, "data", func(_ string, j job) error {
		u, err := url.Parse(j.Links.Public)
		known = known || err == nil && strings.TrimPrefix(u.Hostname(), "www.") == "getonbrd.com"
		return nil
	})
	return err == nil && known
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "data", func(path string, j job) error {
		ids = append(ids, j.ID)
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
		Meta struct {
			Pages int `json:"total_pages"`
		} `json:"meta"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	list := paging.Of(page)
	note, err := list.Next(ids, 0)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil && list.Number < answer.Meta.Pages {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(list.Number+1))
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	ID    string `json:"id"`
	Links struct {
		Public string `json:"public_url"`
	} `json:"links"`
	Attributes attributes `json:"attributes"`
}

type attributes struct {
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Functions   string          `json:"functions"`
	Desirable   string          `json:"desirable"`
	Benefits    string          `json:"benefits"`
	Modality    string          `json:"remote_modality"`
	Countries   []string        `json:"countries"`
	Language    string          `json:"lang"`
	Category    string          `json:"category_name"`
	Min         jsonlist.Number `json:"min_salary"`
	Max         jsonlist.Number `json:"max_salary"`
	Published   jsonlist.Text   `json:"published_at"`
	Work        related         `json:"modality"`
	Seniority   related         `json:"seniority"`
	Company     related         `json:"company"`
	Tags        struct {
		Data []named `json:"data"`
	} `json:"tags"`
}

// related is an object that the request asked to be filled in.
type related struct {
	Data named `json:"data"`
}

type named struct {
	Attributes struct {
		Name string `json:"name"`
	} `json:"attributes"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	a := j.Attributes
	p := scraper.Posting{
		ID:          j.ID,
		URL:         weburl.Resolve("", j.Links.Public),
		Title:       htmltext.Line(a.Title),
		Company:     cmp.Or(htmltext.Line(a.Company.Data.Attributes.Name), page.Request.Company),
		Place:       a.place(),
		Country:     page.Request.Country,
		Workplace:   a.workplace(),
		Employment:  words.Employment(a.Work.Data.Attributes.Name),
		Department:  htmltext.Line(a.Category),
		Level:       htmltext.Line(a.Seniority.Data.Attributes.Name),
		Language:    htmltext.Line(a.Language),
		Description: a.text(),
		Pay:         a.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("attributes.title: is empty")
	}
	for _, t := range a.Tags.Data {
		p.Tags = append(p.Tags, htmltext.Lines([]string{t.Attributes.Name})...)
	}
	p.PostedAt = dates.Field(&p.Unread, "published_at", string(a.Published))
	return p, nil
}

// place joins the countries, without the one that is none.
func (a attributes) place() string {
	var names []string
	for _, c := range a.Countries {
		if !strings.EqualFold(c, "remote") {
			names = append(names, htmltext.Line(c))
		}
	}
	return htmltext.Join(names...)
}

func (a attributes) workplace() string {
	switch a.Modality {
	case "fully_remote", "remote_local", "temporarily_remote":
		return "remote"
	case "hybrid":
		return "hybrid"
	case "no_remote":
		return "onsite"
	}
	return ""
}

// text puts the parts of the advert in the order of its page.
func (a attributes) text() string {
	var texts []string
	for _, part := range []string{a.Description, a.Functions, a.Desirable, a.Benefits} {
		if t := htmltext.Text(part); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}

func (a attributes) pay() []scraper.Pay {
	if a.Min == 0 && a.Max == 0 {
		return nil
	}
	return []scraper.Pay{{
		Min:      float64(a.Min),
		Max:      float64(a.Max),
		Currency: "USD",
		Period:   "month",
		Origin:   scraper.Structured,
		Path:     "attributes.min_salary",
	}}
}
