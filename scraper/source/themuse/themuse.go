// Package themuse reads jobs that The Muse lists, through its public
// interface.
//
// GET /api/public/jobs?page=0&category=Software%20Engineering answers 20 jobs
// and page_count, without a key (https://www.themuse.com/developers/api/v2).
// What to know of it:
//   - There is no field for pay; many texts state it.
//   - Its categories are often wrong (a planner of raw materials is "Software
//     Engineering"): they are tags here, and no role.
//   - 500 requests an hour are allowed without a key. Whether pages count from
//     0 or 1 is reported both ways: page 1 is read first.
//   - The one recording holds jobs under a key of its maker's, jobs: a saved
//     file of that form is read too.
package themuse

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
	"backpay/scraper/extract/weburl"
)

const (
	origin    = "https://www.themuse.com"
	mostPages = 99 // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "themuse",
		Title:       "The Muse",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.themuse.com/",
		Terms:       "https://www.themuse.com/developers/api/v2",
		Attribution: "Jobs from The Muse (https://www.themuse.com/). Each links to its page there.",
		Hosts:       []string{"www.themuse.com"},
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Categories, Levels and Locations narrow the list, in The Muse's own
	// words ("Software Engineering", "Senior Level", "Chicago, IL").
	Categories []string `yaml:"categories"`
	Levels     []string `yaml:"levels"`
	Locations  []string `yaml:"locations"`
	// Pages is how many pages of 20 jobs to read.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Pages: 5, Categories: []string{"Software Engineering"}}
}

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
	q := url.Values{"page": {"0"}, "category": s.Categories, "level": s.Levels, "location": s.Locations}
	return []scraper.Request{{
		URL:  s.Address(origin, "/api/public/jobs?"+q.Encode()),
		Page: "feed",
		Note: paging.First(s.Pages),
	}}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	return known(page, "results") || known(page, "jobs")
}

func known(page *scraper.Page, key string) bool {
	_, first := jsonlist.Shape(page.Body, key)
	return first.Has("id", "name", "contents", "refs", "model_type")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	key := "results"
	if page.Request.Page == "" && known(page, "jobs") {
		key = "jobs"
	}
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, key, func(path string, j job) error {
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
		Total int `json:"total"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	paging := paging.Of(page)
	note, err := paging.Next(ids, answer.Total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(paging.Number)) // which counts from 0
		next.Note = note
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	ID         json.Number `json:"id"`
	Name       string      `json:"name"`
	Contents   string      `json:"contents"`
	Published  string      `json:"publication_date"`
	Locations  []named     `json:"locations"`
	Categories []named     `json:"categories"`
	Levels     []named     `json:"levels"`
	Company    named       `json:"company"`
	Refs       struct {
		Page string `json:"landing_page"`
	} `json:"refs"`
}

type named struct {
	Name string `json:"name"`
}

func names(of []named) []string {
	var texts []string
	for _, n := range of {
		texts = append(texts, n.Name)
	}
	return htmltext.Lines(texts)
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	places := names(j.Locations)
	p := scraper.Posting{
		ID:          j.ID.String(),
		URL:         weburl.Resolve("", j.Refs.Page),
		Title:       htmltext.Line(j.Name),
		Company:     htmltext.Line(j.Company.Name),
		Place:       htmltext.Join(places...),
		Country:     page.Request.Country,
		Level:       htmltext.Join(names(j.Levels)...),
		Tags:        names(j.Categories),
		Description: htmltext.Text(j.Contents),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("name: is empty")
	}
	// Beside towns the word may mean either of them or some days of each.
	if len(places) > 0 &&
		!slices.ContainsFunc(places, func(p string) bool { return !strings.EqualFold(p, "Flexible / Remote") }) {
		p.Workplace = "remote"
	}
	p.PostedAt = dates.Field(&p.Unread, "publication_date", j.Published)
	return p, nil
}
