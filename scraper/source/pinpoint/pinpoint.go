// Package pinpoint reads the career sites that employers host with Pinpoint.
//
// GET https://NAME.pinpointhq.com/postings.json answers all of a site without
// a key. No recording of it was at hand: the form is what public clients of
// 2026 describe, and is not verified here. What to know of it:
//   - Pay stands in fields of its own, and beside compensation_visible. Where
//     that is false the employer shows it to nobody: it is not read.
//   - Most sites wrap the list in an object ("data"), some are reported to
//     answer the list alone.
//   - It names no employer and, in what was seen, often no date.
package pinpoint

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const domain = ".pinpointhq.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "pinpoint",
		Title:       "Pinpoint",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.pinpointhq.com/",
		Terms:       "https://developers.pinpointhq.com/",
		Hosts:       []string{"pinpointhq.com"},
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	// Boards are sites, by the name before .pinpointhq.com.
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.BoardSettings.Validate(); err != nil {
		return err
	}
	for i, b := range s.Boards {
		if strings.ContainsAny(b.Token, "/.:") {
			return fmt.Errorf("boards[%d].token: %q is not the name before %s", i, b.Token, domain)
		}
	}
	return nil
}

// Start asks for each site.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		return scraper.Request{
			URL:  s.Address("https://"+b.Token+domain, "/postings.json"),
			Page: "board",
		}
	}), nil
}

// Recognise knows a site by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, list(page))
	return first.Has("id", "title", "compensation_visible", "compensation_minimum")
}

// list is the key that the list stands at, "" where the list is the answer.
func list(page *scraper.Page) string {
	if strings.HasPrefix(strings.TrimSpace(string(page.Body[:min(len(page.Body), 64)])), "[") {
		return ""
	}
	return "data"
}

// Read reads a site.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, list(page), func(path string, j job) error {
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
	if page.Request.Page == "board" && res.Lost() == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	ID           string          `json:"id"`
	Title        string          `json:"title"`
	URL          string          `json:"url"`
	Workplace    string          `json:"workplace_type"`
	Employment   string          `json:"employment_type"`
	Description  string          `json:"description"`
	Duties       string          `json:"key_responsibilities"`
	Skills       string          `json:"skills_knowledge_expertise"`
	Benefits     string          `json:"benefits"`
	Compensation string          `json:"compensation"`
	Visible      bool            `json:"compensation_visible"`
	Min          jsonlist.Number `json:"compensation_minimum"`
	Max          jsonlist.Number `json:"compensation_maximum"`
	Currency     string          `json:"compensation_currency"`
	Frequency    string          `json:"compensation_frequency"`
	Published    string          `json:"first_published_at"`
	Deadline     string          `json:"deadline_at"`
	Location     struct {
		Name     string `json:"name"`
		City     string `json:"city"`
		Province string `json:"province"`
	} `json:"location"`
	Job struct {
		Department struct {
			Name string `json:"name"`
		} `json:"department"`
	} `json:"job"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          j.ID,
		Board:       cmp.Or(page.Request.Board, token(j.URL)),
		URL:         weburl.Resolve("", j.URL),
		Title:       htmltext.Line(j.Title),
		Place:       htmltext.Line(j.Location.Name),
		Country:     page.Request.Country,
		Workplace:   words.Workplace(j.Workplace),
		Employment:  words.Employment(strings.ReplaceAll(j.Employment, "_", "-")),
		Department:  htmltext.Line(j.Job.Department.Name),
		Description: j.description(),
		Pay:         j.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(page.Request.Company, p.Board)
	if city, _, _ := places.Of([]places.Location{{City: j.Location.City, Region: j.Location.Province}}); p.Place == "" {
		p.Place = city
	}
	p.PostedAt = dates.Field(&p.Unread, "first_published_at", j.Published)
	p.ValidThrough = dates.Field(&p.Unread, "deadline_at", j.Deadline)
	return p, nil
}

// token finds the site's name in a posting's address.
func token(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, ok := strings.CutSuffix(u.Hostname(), domain)
	if !ok {
		return ""
	}
	return name
}

// description puts the parts of the advert in the order of its page.
func (j job) description() string {
	var texts []string
	for _, part := range []string{j.Description, j.Duties, j.Skills, j.Benefits} {
		if t := htmltext.Text(part); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}

// pay is the range that is shown, or the text in its place.
func (j job) pay() []scraper.Pay {
	label := htmltext.Line(j.Compensation)
	switch {
	case !j.Visible:
		return nil
	case j.Min > 0 || j.Max > 0:
		return []scraper.Pay{{
			Min:      float64(j.Min),
			Max:      float64(j.Max),
			Currency: j.Currency,
			Period:   words.PeriodOf(j.Frequency),
			Kind:     words.PayKind(label),
			Text:     label,
			Origin:   scraper.Structured,
			Path:     "compensation_minimum",
		}}
	case strings.ContainsAny(label, "0123456789"):
		return []scraper.Pay{{Text: label, Kind: words.PayKind(label), Origin: scraper.Field, Path: "compensation"}}
	}
	return nil
}
