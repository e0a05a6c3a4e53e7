// Package workable reads the job boards that employers host with Workable,
// through the public interface that the widget for employers' own pages uses.
//
// One request answers a whole board, without pages and without a key:
// GET /api/v1/widget/accounts/ACCOUNT?details=true
// (https://help.workable.com/hc/en-us/articles/115012771647). What to know of
// it:
//   - There is no field for pay; some texts state it.
//   - Without details=true the answer has no texts.
//   - telecommuting tells remote jobs; what the others are isn't told.
//   - A location may be hidden from the board's page; the answer names it all
//     the same, at the top of the job too.
//   - The service's own pages get theirs by other interfaces: api.go.
//   - Reports say that the service answers 429 soon. Not verified here.
package workable

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const origin = "https://apply.workable.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "workable",
		Title:       "Workable",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.workable.com/",
		Terms:       "https://www.workable.com/terms",
		Hosts:       []string{"apply.workable.com"},
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source. The pace is what the service is reported to
// bear: faster clients met 429.
func (Source) Settings() scraper.Settings {
	return &Settings{BoardSettings: scraper.BoardSettings{Common: scraper.Common{MinDelay: "5s"}}}
}

// Start asks for each board.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		return scraper.Request{
			URL:  s.Address(origin, "/api/v1/widget/accounts/"+url.PathEscape(b.Token)+"?details=true"),
			Page: "board",
		}
	}), nil
}

// Recognise knows a board by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "jobs")
	list, one := openings(page.Body)
	return list || one || first.Has("title", "shortcode") &&
		first.Some(1, "shortlink", "telecommuting", "published_on", "application_url", "employment_type")
}

// Read reads a board, or what a user saved of the service's own pages.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if list, one := openings(page.Body); list || one {
		return readOpenings(page, list)
	}
	account, unfit, err := jsonlist.Object[struct {
		Name string `json:"name"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res := scraper.Result{Problems: unfit}
	problems, err := jsonlist.Array(page.Body, "jobs", func(path string, j job) error {
		p, err := j.posting(page, account.Name, path)
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
	Title          string                    `json:"title"`
	Shortcode      string                    `json:"shortcode"`
	EmploymentType string                    `json:"employment_type"`
	Telecommuting  bool                      `json:"telecommuting"`
	Department     string                    `json:"department"`
	URL            string                    `json:"url"`
	ApplicationURL string                    `json:"application_url"`
	PublishedOn    string                    `json:"published_on"`
	Country        string                    `json:"country"`
	City           string                    `json:"city"`
	State          string                    `json:"state"`
	Experience     string                    `json:"experience"`
	Function       string                    `json:"function"`
	Locations      []location                `json:"locations"`
	Description    jsonlist.Optional[string] `json:"description"`
}

type location struct {
	Country     string `json:"country"`
	CountryCode string `json:"countryCode"`
	City        string `json:"city"`
	Region      string `json:"region"`
}

func (j job) posting(page *scraper.Page, company, path string) (scraper.Posting, error) {
	if j.Shortcode == "" {
		return scraper.Posting{}, errors.New("shortcode: is missing")
	}
	p := scraper.Posting{
		ID:          j.Shortcode,
		Board:       page.Request.Board,
		URL:         weburl.Resolve("", j.URL),
		ApplyURL:    weburl.Resolve("", j.ApplicationURL),
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(company),
		Employment:  words.Employment(j.EmploymentType),
		Department:  htmltext.Line(j.Department),
		Level:       htmltext.Line(j.Experience),
		Description: htmltext.Text(j.Description.Value),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(p.Company, page.Request.Company, p.Board)
	p.Place, p.Places, p.Country = places.Of(j.locations())
	if len(p.Places) < 2 { // those of several countries are of none
		p.Country = cmp.Or(p.Country, page.Request.Country)
	}
	if j.Telecommuting {
		p.Workplace = "remote"
	}
	p.Tags = htmltext.Lines([]string{j.Function})
	p.PostedAt = dates.Field(&p.Unread, "published_on", j.PublishedOn)
	if !j.Description.Stated {
		p.Omits = append(p.Omits, "description")
	}
	return p, nil
}

// locations are those of the list, or the one at the top of the job where
// that is empty.
func (j job) locations() []places.Location {
	if len(j.Locations) == 0 {
		return []places.Location{{City: j.City, Region: j.State, Country: j.Country}}
	}
	var list []places.Location
	for _, l := range j.Locations {
		list = append(list, places.Location{City: l.City, Region: l.Region, Country: l.Country, Code: l.CountryCode})
	}
	return list
}
