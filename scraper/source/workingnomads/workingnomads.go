// Package workingnomads reads the newest of the remote jobs that Working Nomads
// lists, through its public interface.
//
// GET /api/exposed_jobs/ answers a few dozen jobs without a key. What to know
// of it:
//   - It states no pay in a field of its own.
//   - A job's address, which ends in a number, is its only identity.
//   - tags are one text, with commas.
package workingnomads

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/weburl"
)

const origin = "https://www.workingnomads.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "workingnomads",
		Title:       "Working Nomads",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.workingnomads.com/",
		Terms:       "https://www.workingnomads.com/",
		Hosts:       []string{"www.workingnomads.com"},
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for the list.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{{URL: s.Address(origin, "/api/exposed_jobs/"), Page: "feed"}}, nil
}

// Recognise knows a list by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "")
	return first.Has("url", "title", "company_name", "category_name", "pub_date")
}

// Read reads a list.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "", func(path string, j job) error {
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
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	URL         string `json:"url"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Company     string `json:"company_name"`
	Category    string `json:"category_name"`
	Tags        string `json:"tags"`
	Location    string `json:"location"`
	Published   string `json:"pub_date"`
}

func (j job) posting(page *scraper.Page, at string) (scraper.Posting, error) {
	p := scraper.Posting{
		URL:         weburl.Resolve(origin, j.URL),
		Title:       htmltext.Line(j.Title),
		Company:     cmp.Or(htmltext.Line(j.Company), page.Request.Company),
		Place:       htmltext.Line(j.Location),
		Country:     page.Request.Country,
		Workplace:   "remote", // as all that Working Nomads lists
		Department:  htmltext.Line(j.Category),
		Tags:        htmltext.Lines(strings.Split(j.Tags, ",")),
		Description: htmltext.Text(j.Description),
		Path:        at,
	}
	u, err := url.Parse(p.URL)
	if err != nil || strings.Trim(u.Path, "/") == "" {
		return scraper.Posting{}, errors.New("url: is missing")
	}
	if p.ID = path.Base(u.Path); p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.PostedAt = dates.Field(&p.Unread, "pub_date", j.Published)
	return p, nil
}
