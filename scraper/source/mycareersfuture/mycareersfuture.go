// Package mycareersfuture reads the newest openings of MyCareersFuture, the
// job board of Singapore's government, on which pay must be stated.
//
// GET https://api.mycareersfuture.gov.sg/v2/jobs?limit=100&page=N answers a
// page without a key, counted from 0. No recording of it was at hand: the form
// is what public clients of 2026 describe, and is not verified here. What to
// know of it:
//   - salary is in Singapore dollars, with its period in words ("Monthly").
//   - The company that posted may be an agency; hiringCompany, where it is
//     filled, is the employer.
//   - Some amounts are jests (200,000 a month): they are kept as said.
package mycareersfuture

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
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://api.mycareersfuture.gov.sg"
	size      = 100 // openings on a page
	mostPages = 100 // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:      "mycareersfuture",
		Title:     "MyCareersFuture",
		Kind:      scraper.Listing,
		Side:      scraper.Posted,
		Access:    scraper.API,
		Homepage:  "https://www.mycareersfuture.gov.sg/",
		Terms:     "https://www.mycareersfuture.gov.sg/",
		Hosts:     []string{"api.mycareersfuture.gov.sg"},
		OffReason: "the interface is open but its terms were not read; read them first",
		Pay:       "structured",
		Countries: []string{"SG"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Search are words that openings must hold; "" for all.
	Search string `yaml:"search"`
	// Pages is how many pages of 100 openings to read, the newest first.
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
	path := fmt.Sprintf("/v2/jobs?limit=%d&page=0&search=%s&sortBy=new_posting_date", size, url.QueryEscape(s.Search))
	return []scraper.Request{{URL: s.Address(origin, path), Page: "feed", Note: paging.First(s.Pages)}}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "results")
	return first.Has("uuid", "title", "salary", "postedCompany", "metadata")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "results", func(path string, j job) error {
		ids = append(ids, j.UUID)
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
	list := paging.Of(page)
	note, err := list.Next(ids, answer.Total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(list.Number)) // the second page is page 1
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	UUID        string   `json:"uuid"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Posted      company  `json:"postedCompany"`
	Hiring      *company `json:"hiringCompany"`
	Salary      struct {
		Min  jsonlist.Number `json:"minimum"`
		Max  jsonlist.Number `json:"maximum"`
		Type struct {
			Period string `json:"salaryType"`
		} `json:"type"`
	} `json:"salary"`
	Employment []struct {
		Type string `json:"employmentType"`
	} `json:"employmentTypes"`
	Levels []struct {
		Position string `json:"position"`
	} `json:"positionLevels"`
	Skills []struct {
		Skill string `json:"skill"`
	} `json:"skills"`
	Categories []struct {
		Category string `json:"category"`
	} `json:"categories"`
	Address struct {
		Overseas  bool   `json:"isOverseas"`
		Country   string `json:"overseasCountry"`
		Districts []struct {
			Location string `json:"location"`
		} `json:"districts"`
	} `json:"address"`
	Metadata struct {
		ID      string `json:"jobPostId"`
		URL     string `json:"jobDetailsUrl"`
		Posted  string `json:"newPostingDate"`
		Changed string `json:"updatedAt"`
		Expires string `json:"expiryDate"`
	} `json:"metadata"`
}

type company struct {
	Name string `json:"name"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.UUID == "" {
		return scraper.Posting{}, errors.New("uuid: is missing")
	}
	p := scraper.Posting{
		ID: j.UUID,
		URL: cmp.Or(
			weburl.Resolve("", j.Metadata.URL),
			"https://www.mycareersfuture.gov.sg/job/"+url.PathEscape(j.UUID),
		),
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(j.Posted.Name),
		Place:       "Singapore",
		Country:     "SG",
		Description: htmltext.Text(j.Description),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if j.Hiring != nil {
		p.Company = cmp.Or(htmltext.Line(j.Hiring.Name), p.Company)
	}
	p.Company = cmp.Or(p.Company, page.Request.Company)
	if j.Address.Overseas {
		p.Place, p.Country = htmltext.Line(j.Address.Country), ""
	}
	p.Level, p.Department = j.words()
	for _, e := range j.Employment {
		p.Employment = cmp.Or(p.Employment, words.Employment(e.Type))
	}
	for _, s := range j.Skills {
		p.Tags = append(p.Tags, htmltext.Lines([]string{s.Skill})...)
	}
	p.Pay = j.pay()
	p.PostedAt = dates.Field(&p.Unread, "postedCompany", j.Metadata.Posted)
	p.ChangedAt = dates.Field(&p.Unread, "updatedAt", j.Metadata.Changed)
	p.ValidThrough = dates.Field(&p.Unread, "expiryDate", j.Metadata.Expires)
	return p, nil
}

// words joins the names of levels and of categories.
func (j job) words() (level, category string) {
	var levels, categories []string
	for _, l := range j.Levels {
		levels = append(levels, htmltext.Line(l.Position))
	}
	for _, c := range j.Categories {
		categories = append(categories, htmltext.Line(c.Category))
	}
	return htmltext.Join(levels...), htmltext.Join(categories...)
}

func (j job) pay() []scraper.Pay {
	if j.Salary.Min == 0 && j.Salary.Max == 0 {
		return nil
	}
	return []scraper.Pay{{
		Min:      float64(j.Salary.Min),
		Max:      float64(j.Salary.Max),
		Currency: "SGD",
		Period:   words.PeriodOf(j.Salary.Type.Period),
		Origin:   scraper.Structured,
		Path:     "salary",
	}}
}
