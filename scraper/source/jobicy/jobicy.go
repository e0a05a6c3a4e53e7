// Package jobicy reads the remote jobs that Jobicy lists, through its public
// interface.
//
// One request answers the newest jobs, at most 100, without a key:
// GET /api/v2/remote-jobs?count=100&geo=&industry=&tag=
// (https://github.com/Jobicy/remote-jobs-api). What to know of it:
//   - Jobicy asks for at most one fetch an hour. Its jobs come six hours late.
//   - It wants to be credited with a link, buttons that lead to the job's own
//     address, and no change to the jobs; they may not be given to other boards.
//   - Values hold HTML entities, those of jobIndustry among them.
//   - Pay stands in salaryMin, salaryMax, salaryCurrency and salaryPeriod,
//     which are left out where there is none; annualSalaryMin and -Max are an
//     older name, which is not verified.
package jobicy

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin = "https://jobicy.com"
	most   = 100 // jobs that one answer can hold
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "jobicy",
		Title:    "Jobicy",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://jobicy.com/",
		Terms:    "https://github.com/Jobicy/remote-jobs-api",
		Attribution: "Jobs from Jobicy (https://jobicy.com/). Each links to its page there. " +
			"They may not be passed on to other job boards.",
		Hosts:       []string{"jobicy.com"},
		OnByDefault: true,
		Every:       time.Hour,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Count is how many of the newest jobs to ask for, 1 to 100.
	Count int `yaml:"count"`
	// Geo, Industry and Tag narrow the list, in Jobicy's own words ("usa",
	// "engineering", "golang"); empty for all.
	Geo      string `yaml:"geo"`
	Industry string `yaml:"industry"`
	Tag      string `yaml:"tag"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Count: most} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if s.Count < 1 || s.Count > most {
		return fmt.Errorf("count: %d is not from 1 to %d", s.Count, most)
	}
	return nil
}

// Start asks for the newest jobs.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	q := url.Values{"count": {strconv.Itoa(s.Count)}}
	for key, value := range map[string]string{"geo": s.Geo, "industry": s.Industry, "tag": s.Tag} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return []scraper.Request{{URL: s.Address(origin, "/api/v2/remote-jobs?"+q.Encode()), Page: "feed"}}, nil
}

// Recognise knows the list by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "jobs")
	return first.Has("id", "url", "jobTitle", "companyName", "jobGeo")
}

// Read reads the list.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "jobs", func(path string, j job) error {
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
		Count *int `json:"jobCount"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	if n := len(res.Postings) + res.Lost(); answer.Count != nil && *answer.Count != n {
		res.Problems = append(res.Problems, fmt.Errorf("jobCount: %d, but the list holds %d", *answer.Count, n))
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	ID          int64           `json:"id"`
	URL         string          `json:"url"`
	Title       string          `json:"jobTitle"`
	Company     string          `json:"companyName"`
	Industry    []string        `json:"jobIndustry"`
	Type        []string        `json:"jobType"`
	Geo         string          `json:"jobGeo"`
	Level       string          `json:"jobLevel"`
	Excerpt     string          `json:"jobExcerpt"`
	Description string          `json:"jobDescription"`
	Published   string          `json:"pubDate"`
	Min         jsonlist.Number `json:"salaryMin"`
	Max         jsonlist.Number `json:"salaryMax"`
	Currency    string          `json:"salaryCurrency"`
	Period      string          `json:"salaryPeriod"`
	AnnualMin   jsonlist.Number `json:"annualSalaryMin"`
	AnnualMax   jsonlist.Number `json:"annualSalaryMax"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == 0 {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          strconv.FormatInt(j.ID, 10),
		URL:         weburl.Resolve("", j.URL),
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(j.Company),
		Place:       htmltext.Line(j.Geo),
		Country:     page.Request.Country,
		Workplace:   "remote", // as all that Jobicy lists
		Department:  htmltext.Join(htmltext.Lines(j.Industry)...),
		Description: cmp.Or(htmltext.Text(j.Description), htmltext.Text(j.Excerpt)),
		Pay:         j.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("jobTitle: is empty")
	}
	if len(j.Type) > 0 {
		p.Employment = words.Employment(j.Type[0])
	}
	if level := htmltext.Line(j.Level); level != "Any" { // Jobicy's word for none
		p.Level = level
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", j.Published)
	return p, nil
}

func (j job) pay() []scraper.Pay {
	p := scraper.Pay{
		Min:      float64(j.Min),
		Max:      float64(j.Max),
		Currency: j.Currency,
		Origin:   scraper.Structured,
		Path:     "salaryMin",
	}
	period := j.Period
	if p.Min == 0 && p.Max == 0 {
		p.Min, p.Max, p.Path = float64(j.AnnualMin), float64(j.AnnualMax), "annualSalaryMin"
		period = "year"
	}
	if p.Min == 0 && p.Max == 0 {
		return nil
	}
	p.Period = words.PeriodOf(period)
	return []scraper.Pay{p}
}
