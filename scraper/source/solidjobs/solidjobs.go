// Package solidjobs reads the newest offers of SOLID.Jobs, a Polish board on
// which every offer states pay, through its public interface.
//
// GET /public-api/offers/DIVISION?campaign=NAME answers the 500 newest offers
// of a division without a key; campaign says who asks. What to know of it:
//   - salary is what the employer pays under one kind of contract,
//     secondarySalary under another (B2B, UoP for employment, UZ for a
//     civil-law contract): two offers of one job.
//   - The fields don't say whether amounts are before tax. The texts do.
package solidjobs

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
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const origin = "https://solid.jobs"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "solidjobs",
		Title:       "SOLID.Jobs",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://solid.jobs/",
		Terms:       "https://solid.jobs/",
		Hosts:       []string{"solid.jobs"},
		OnByDefault: true,
		Pay:         "structured",
		Countries:   []string{"PL"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Divisions are the board's own words for kinds of jobs ("it").
	Divisions []string `yaml:"divisions"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Divisions: []string{"it"}} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, d := range s.Divisions {
		if strings.TrimSpace(d) == "" {
			return fmt.Errorf("divisions[%d]: is empty", i)
		}
	}
	return nil
}

// Start asks for each division.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, d := range s.Divisions {
		reqs = append(
			reqs,
			scraper.Request{
				URL:  s.Address(origin, "/public-api/offers/"+url.PathEscape(d)+"?campaign=backpay"),
				Page: "feed",
			},
		)
	}
	return reqs, nil
}

// Recognise knows an answer by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "jobs")
	return first.Has("jobOfferKey", "title", "division", "salary")
}

// Read reads an answer.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "jobs", func(path string, o offer) error {
		p, err := o.posting(page, path)
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

// offer is a posting as the service words it.
type offer struct {
	Key         string   `json:"jobOfferKey"`
	Title       string   `json:"title"`
	Category    string   `json:"category"`
	Company     string   `json:"company"`
	Salary      salary   `json:"salary"`
	Secondary   salary   `json:"secondarySalary"`
	Time        string   `json:"contractTime"`
	Locations   []string `json:"locations"`
	Remote      bool     `json:"isRemote"`
	Hybrid      bool     `json:"isHybrid"`
	URL         string   `json:"url"`
	Experience  string   `json:"experienceLevel"`
	Description string   `json:"description"`
	From        string   `json:"validFrom"`
	To          string   `json:"validTo"`
	Updated     string   `json:"updatedAt"`
	Skills      []struct {
		Name string `json:"name"`
	} `json:"skills"`
}

type salary struct {
	From     jsonlist.Number `json:"from"`
	To       jsonlist.Number `json:"to"`
	Currency string          `json:"currency"`
	Period   string          `json:"period"`
	Type     string          `json:"employmentType"`
}

func (o offer) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if o.Key == "" {
		return scraper.Posting{}, errors.New("jobOfferKey: is missing")
	}
	p := scraper.Posting{
		ID:          o.Key,
		URL:         weburl.Resolve(origin, o.URL),
		Title:       htmltext.Line(o.Title),
		Company:     cmp.Or(htmltext.Line(o.Company), page.Request.Company),
		Place:       htmltext.Join(htmltext.Lines(o.Locations)...),
		Country:     cmp.Or(page.Request.Country, "PL"), // the board's own; a place that is elsewhere says so
		Employment:  words.Employment(strings.ReplaceAll(o.Time, "_", "-")),
		Department:  htmltext.Line(o.Category),
		Level:       htmltext.Line(o.Experience),
		Description: htmltext.Text(o.Description),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	switch {
	case o.Hybrid:
		p.Workplace = "hybrid"
	case o.Remote:
		p.Workplace = "remote"
	}
	for _, s := range o.Skills {
		p.Tags = append(p.Tags, htmltext.Lines([]string{s.Name})...)
	}
	p.Pay = append(o.Salary.pay("salary"), o.Secondary.pay("secondarySalary")...)
	if words.Invoiced(p.Pay) {
		p.Employment = "contract"
	}
	p.PostedAt = dates.Field(&p.Unread, "validFrom", o.From)
	p.ChangedAt = dates.Field(&p.Unread, "updatedAt", o.Updated)
	p.ValidThrough = dates.Field(&p.Unread, "validTo", o.To)
	return p, nil
}

// contracts are the Polish words for kinds of contracts.
var contracts = map[string]string{"b2b": "b2b", "uop": "permanent", "uz": "mandate"}

func (s salary) pay(path string) []scraper.Pay {
	if s.From == 0 && s.To == 0 {
		return nil
	}
	return []scraper.Pay{{
		Min:      float64(s.From),
		Max:      float64(s.To),
		Currency: s.Currency,
		Period:   words.PeriodOf(s.Period),
		Contract: contracts[strings.ToLower(s.Type)],
		Origin:   scraper.Structured,
		Path:     path,
	}}
}
