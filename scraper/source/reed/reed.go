// Package reed reads the jobs that Reed, a board of the United Kingdom, finds
// for a search, through its interface, which needs a key
// (https://www.reed.co.uk/developers/jobseeker).
//
// GET /api/1.0/search?keywords=...&resultsToTake=100&resultsToSkip=0 answers
// 100 jobs a page, and /api/1.0/jobs/ID one of them in full. No answer was
// recorded: all of this is by the documentation and others' programs, and not
// verified. What to know of it:
//   - A search gives only the beginning of the text and no period of the pay;
//     so each job is asked for, unless the setting details is off.
//   - salaryType gives the period ("per annum", "per day"). Without it, the
//     amounts have none.
//   - Dates are day first (24/11/2026), times of the United Kingdom.
package reed

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://www.reed.co.uk"
	size      = 100 // jobs on a page, the most that there may be
	mostPages = 20  // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "reed",
		Title:       "Reed",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.reed.co.uk/",
		Terms:       "https://www.reed.co.uk/developers/jobseeker",
		KeyTerms:    "https://www.reed.co.uk/developers/jobseeker",
		Attribution: "Jobs from Reed (https://www.reed.co.uk/). Each links to its page there.",
		Hosts:       []string{"www.reed.co.uk"},
		OffReason:   "needs REED_API_KEY (free, reed.co.uk/developers), and the form of its answers is not verified",
		Pay:         "structured",
		Countries:   []string{"GB"},
		Secrets:     []scraper.Secret{{Env: "REED_API_KEY", In: "basic"}},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Keywords and Location are the words of the search.
	Keywords string `yaml:"keywords"`
	Location string `yaml:"location"`
	// Pages is how many pages of 100 jobs to read.
	Pages int `yaml:"pages"`
	// Details reports whether to ask for each job in full, one request a job.
	Details bool `yaml:"details"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Keywords: "backend developer", Pages: 1, Details: true}
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
	q := url.Values{"resultsToTake": {strconv.Itoa(size)}}
	if s.Keywords != "" {
		q.Set("keywords", s.Keywords)
	}
	if s.Location != "" {
		q.Set("locationName", s.Location)
	}
	note := paging.First(s.Pages)
	if s.Details {
		note["job"] = s.Address(origin, "/api/1.0/jobs/")
	}
	return []scraper.Request{
		{URL: s.Address(origin, "/api/1.0/search?"+q.Encode()), Page: "search", Country: home, Note: note},
	}, nil
}

// Recognise knows a page, and the answer for a single job, by keys that no
// other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "results")
	return known(first) || known(top)
}

// home is the country whose jobs Reed lists.
const home = "GB"

func known(k jsonlist.Keys) bool { return k.Has("jobId", "jobTitle", "employerName", "jobUrl") }

// Read reads a page, asking for its jobs and the next page, or a single job.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if top, _ := jsonlist.Shape(page.Body, "results"); page.Request.Page == "job" || known(top) {
		return readJob(page)
	}
	details := page.Request.Note["job"]
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "results", func(path string, j job) error {
		ids = append(ids, j.ID.String())
		p, err := j.posting(page, path)
		switch {
		case err != nil:
		case details == "":
			res.Keep(p)
		default:
			res.Requests = append(res.Requests, scraper.Request{
				URL: details + url.PathEscape(p.ID), Page: "job", Country: page.Request.Country,
			})
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	answer, unfit, err := jsonlist.Object[struct {
		Total int `json:"totalResults"`
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
		next.URL = weburl.WithQuery(next.URL, "resultsToSkip", strconv.Itoa(paging.Read(ids)))
		if details != "" {
			note["job"] = details
		}
		next.Note = note
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

func readJob(page *scraper.Page) (scraper.Result, error) {
	j, unfit, err := jsonlist.Object[job](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	p, err := j.posting(page, "")
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
	}
	res := scraper.Result{Problems: unfit}
	res.Keep(p)
	return res, nil
}

// job is a posting as the service words it: in a search, or in full, where
// the date has another name and more fields are given.
type job struct {
	ID          json.Number               `json:"jobId"`
	Employer    string                    `json:"employerName"`
	Title       string                    `json:"jobTitle"`
	Location    string                    `json:"locationName"`
	Min         jsonlist.Number           `json:"minimumSalary"`
	Max         jsonlist.Number           `json:"maximumSalary"`
	Currency    string                    `json:"currency"`
	SalaryType  jsonlist.Optional[string] `json:"salaryType"`
	Date        string                    `json:"date"`
	DatePosted  string                    `json:"datePosted"`
	Expires     string                    `json:"expirationDate"`
	Description string                    `json:"jobDescription"`
	URL         string                    `json:"jobUrl"`
	ExternalURL string                    `json:"externalUrl"`
	Contract    string                    `json:"contractType"`
	FullTime    bool                      `json:"fullTime"`
	PartTime    bool                      `json:"partTime"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("jobId: is missing")
	}
	p := scraper.Posting{
		ID:          j.ID.String(),
		URL:         weburl.Resolve("", j.URL),
		ApplyURL:    weburl.Resolve("", j.ExternalURL),
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(j.Employer),
		Place:       htmltext.Line(j.Location),
		Country:     cmp.Or(page.Request.Country, home),
		Employment:  j.employment(),
		Description: htmltext.Text(j.Description),
		Pay:         j.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("jobTitle: is empty")
	}
	p.PostedAt = day(&p.Unread, "date", cmp.Or(j.DatePosted, j.Date))
	p.ValidThrough = day(&p.Unread, "expirationDate", j.Expires)
	if !j.SalaryType.Stated { // a search's answer
		p.Omits = append(p.Omits, "description")
	}
	return p, nil
}

// employment is the contract where it is for a time, else the hours.
func (j job) employment() string {
	switch kind := words.Employment(j.Contract); {
	case kind == "contract" || kind == "temporary":
		return kind
	case j.FullTime && !j.PartTime:
		return "full-time"
	case j.PartTime && !j.FullTime:
		return "part-time"
	}
	return ""
}

// day reads a date with the day first, or one of another form that says which
// of its numbers is the day. A date that can't be read is no reason to lose the
// posting: it is zero, and said to be unread.
func day(unread *[]string, name, s string) time.Time {
	t, err := time.Parse("02/01/2006", strings.TrimSpace(s))
	if err == nil && t.Year() >= 1990 && t.Year() <= 2100 {
		return t
	}
	return dates.Field(unread, name, s)
}

func (j job) pay() []scraper.Pay {
	if j.Min == 0 && j.Max == 0 {
		return nil
	}
	return []scraper.Pay{{
		Min:      float64(j.Min),
		Max:      float64(j.Max),
		Currency: cmp.Or(j.Currency, "GBP"), // the site's own, where an answer leaves it out
		Period:   words.PeriodOf(j.SalaryType.Value),
		Origin:   scraper.Structured,
		Path:     "minimumSalary",
	}}
}
