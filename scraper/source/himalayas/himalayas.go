// Package himalayas reads the newest of the remote jobs that Himalayas lists,
// through its public interface.
//
// GET /jobs/api?limit=20 answers 20 jobs, the newest first, without a key
// (https://himalayas.app/api). What to know of it:
//   - It lists more than 100,000 jobs, 20 a page whatever the limit says: only
//     the newest pages are read, as many as the setting pages says.
//   - The recordings go on by offset. Reports of late 2026, not verified here,
//     say that an answer now names the next page in nextCursor: where it does,
//     that is followed.
//   - currency is filled where both ends of the pay are null: that is no pay.
//   - salaryPeriod ("annual", "hourly") is left out by the older of the
//     recordings, whose amounts are of a year.
//   - Changes of the interface are announced in the answer's comments.
package himalayas

import (
	"cmp"
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
	origin    = "https://himalayas.app"
	size      = 20  // jobs on a page
	mostPages = 145 // that the setting may ask for: the service refuses beyond some 150
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "himalayas",
		Title:       "Himalayas",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://himalayas.app/",
		Terms:       "https://himalayas.app/api",
		Attribution: "Jobs from Himalayas (https://himalayas.app/). Each links to its page there.",
		Hosts:       []string{"himalayas.app"},
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Pages is how many pages of 20 jobs to read, the newest first.
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
	return []scraper.Request{{
		URL:  s.Address(origin, "/jobs/api?limit="+strconv.Itoa(size)),
		Page: "feed",
		Note: paging.First(s.Pages),
	}}, nil
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "jobs")
	return first.Has("guid", "title", "companyName", "applicationLink", "locationRestrictions")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "jobs", func(path string, j job) error {
		ids = append(ids, j.GUID)
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
		Total  int    `json:"totalCount"`
		Cursor string `json:"nextCursor"`
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
		next.Note = note
		if answer.Cursor != "" {
			next.URL = weburl.WithQuery(next.URL, "cursor", answer.Cursor)
		} else {
			next.URL = weburl.WithQuery(next.URL, "offset", strconv.Itoa(paging.Read(ids)))
		}
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	GUID            string                    `json:"guid"`
	Title           string                    `json:"title"`
	Excerpt         string                    `json:"excerpt"`
	Company         string                    `json:"companyName"`
	Slug            string                    `json:"companySlug"`
	Employment      string                    `json:"employmentType"`
	Min             jsonlist.Number           `json:"minSalary"`
	Max             jsonlist.Number           `json:"maxSalary"`
	Period          jsonlist.Optional[string] `json:"salaryPeriod"`
	Currency        string                    `json:"currency"`
	Seniority       []string                  `json:"seniority"`
	Locations       []string                  `json:"locationRestrictions"`
	Categories      []string                  `json:"categories"`
	Description     string                    `json:"description"`
	Published       jsonlist.Text             `json:"pubDate"`
	Expires         jsonlist.Text             `json:"expiryDate"`
	ApplicationLink string                    `json:"applicationLink"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.GUID == "" {
		return scraper.Posting{}, errors.New("guid: is missing")
	}
	p := scraper.Posting{
		ID:          j.GUID,
		URL:         cmp.Or(weburl.Resolve("", j.GUID), weburl.Resolve("", j.ApplicationLink)),
		Title:       htmltext.Line(j.Title),
		Company:     j.company(),
		Place:       htmltext.Join(htmltext.Lines(j.Locations)...),
		Country:     page.Request.Country,
		Workplace:   "remote", // as all that Himalayas lists
		Employment:  words.Employment(j.Employment),
		Level:       htmltext.Join(htmltext.Lines(j.Seniority)...),
		Tags:        htmltext.Lines(j.Categories),
		Description: cmp.Or(htmltext.Text(j.Description), htmltext.Text(j.Excerpt)),
		Pay:         j.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if apply := weburl.Resolve("", j.ApplicationLink); apply != p.URL {
		p.ApplyURL = apply
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", string(j.Published))
	p.ValidThrough = dates.Field(&p.Unread, "expiryDate", string(j.Expires))
	return p, nil
}

func (j job) pay() []scraper.Pay {
	if j.Min == 0 && j.Max == 0 {
		return nil
	}
	period := j.Period.Value
	if !j.Period.Stated {
		period = "year"
	}
	return []scraper.Pay{{
		Min:      float64(j.Min),
		Max:      float64(j.Max),
		Currency: j.Currency,
		Period:   words.PeriodOf(period),
		Origin:   scraper.Structured,
		Path:     "minSalary",
	}}
}

// company is the employer's name, or, where the service answers a placeholder
// for it, as it did in August 2026 ("name"), the words of its slug.
func (j job) company() string {
	name := htmltext.Line(j.Company)
	if name != "" && !scraper.Placeholder(name) {
		return name
	}
	words := strings.FieldsFunc(j.Slug, func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
