// Package arbeitnow reads the newest of the jobs that Arbeitnow lists, most of
// them in Germany, through its public interface.
//
// GET /api/job-board-api?page=1 answers a page of jobs, the newest first,
// without a key (https://www.arbeitnow.com/blog/job-board-api). What to know
// of it:
//   - There is no field for pay.
//   - links and meta say how the pages go on; the recordings have lost them, so
//     that their form is not verified: pages are counted here, and the list
//     ends where links.next is null. Reports give 100 to 300 jobs a page.
//   - job_types holds kinds of employment and levels alike, in English or
//     German.
//   - remote is true or false, and false may be hybrid.
package arbeitnow

import (
	"errors"
	"fmt"
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
	origin    = "https://www.arbeitnow.com"
	mostPages = 50 // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "arbeitnow",
		Title:       "Arbeitnow",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.arbeitnow.com/",
		Terms:       "https://www.arbeitnow.com/blog/job-board-api",
		Attribution: "Jobs from Arbeitnow (https://www.arbeitnow.com/). Each links to its page there.",
		Hosts:       []string{"www.arbeitnow.com"},
		OnByDefault: true,
		Pay:         "absent",
		Countries:   []string{"DE"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Pages is how many pages to read, the newest first.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Pages: 3} }

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
	return []scraper.Request{{
		URL:  s.Address(origin, "/api/job-board-api?page=1"),
		Page: "feed",
		Note: paging.First(s.Pages),
	}}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "data")
	return first.Has("slug", "company_name", "title", "remote", "job_types", "created_at")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "data", func(path string, j job) error {
		ids = append(ids, j.Slug)
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
		Links struct {
			Next jsonlist.Optional[*string] `json:"next"`
		} `json:"links"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	paging := paging.Of(page)
	note, err := paging.Next(ids, 0)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	end := answer.Links.Next.Stated && answer.Links.Next.Value == nil
	if note != nil && !end {
		next := page.Request
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(paging.Number+1))
		next.Note = note
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	Slug        string        `json:"slug"`
	Company     string        `json:"company_name"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Remote      bool          `json:"remote"`
	URL         string        `json:"url"`
	Tags        []string      `json:"tags"`
	Types       []string      `json:"job_types"`
	Location    string        `json:"location"`
	Created     jsonlist.Text `json:"created_at"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.Slug == "" {
		return scraper.Posting{}, errors.New("slug: is missing")
	}
	p := scraper.Posting{
		ID:          j.Slug,
		URL:         weburl.Resolve("", j.URL),
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(j.Company),
		Place:       htmltext.Line(j.Location),
		Country:     page.Request.Country,
		Tags:        htmltext.Lines(j.Tags),
		Description: htmltext.Text(j.Description),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if j.Remote {
		p.Workplace = "remote"
	}
	p.Employment, p.Level = types(htmltext.Lines(j.Types))
	p.PostedAt = dates.Field(&p.Unread, "created_at", string(j.Created))
	return p, nil
}

// kinds are the words of job_types that tell the kind of employment. The
// German ones are not verified: no recording holds one.
var kinds = map[string]string{
	"full-time": "full-time", "part-time": "part-time", "contract": "contract", "internship": "internship", "temporary": "temporary",
	"vollzeit": "full-time", "teilzeit": "part-time", "praktikum": "internship", "befristet": "temporary", "freiberuflich": "contract",
}

// types parts the kind of employment, the first that is known, from the
// levels, which are all other words.
func types(list []string) (employment, level string) {
	var levels []string
	for _, w := range list {
		kind := kinds[words.Employment(w)]
		switch {
		case kind == "":
			levels = append(levels, w)
		case employment == "":
			employment = kind
		}
	}
	return employment, strings.Join(levels, "; ")
}
