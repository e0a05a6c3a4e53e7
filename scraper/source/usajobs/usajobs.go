// Package usajobs reads the openings of the government of the United States,
// through the search interface of USAJOBS, which needs a key
// (https://developer.usajobs.gov/).
//
// GET /api/search?Keyword=...&ResultsPerPage=500&Page=1 answers up to 500
// openings. What to know of it:
//   - The key goes into the header Authorization-Key; the e-mail address that
//     it was given to has to stand as the User-Agent.
//   - A search ends after 10,000 openings, whatever it says that it found.
//   - Amounts are texts in US dollars, with a code for the period: PA a year,
//     PH an hour, PD a day, BW two weeks, PM a month. PW is piece work, for
//     which amounts can't be compared, and WC without pay. Other codes that
//     there are (FB, SY) are not verified, and flagged.
//   - The recording is trimmed: PositionLocation, PositionSchedule, MajorDuties,
//     QualificationSummary and SearchResultCountAll are not verified.
package usajobs

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://data.usajobs.gov"
	size      = 500           // openings on a page, the most that there may be
	mostPages = 10_000 / size // that a search answers
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "usajobs",
		Title:       "USAJOBS",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.usajobs.gov/",
		Terms:       "https://developer.usajobs.gov/guides/",
		KeyTerms:    "https://developer.usajobs.gov/guides/",
		Attribution: "Openings from USAJOBS (https://www.usajobs.gov/), U.S. Office of Personnel Management.",
		Hosts:       []string{"data.usajobs.gov"},
		OffReason: "needs USAJOBS_API_KEY, and USAJOBS_EMAIL, the address that the key was given to (free, " +
			"developer.usajobs.gov)",
		Pay:       "structured",
		Countries: []string{"US"},
		Secrets: []scraper.Secret{
			{Env: "USAJOBS_API_KEY", In: "header", Name: "Authorization-Key"},
			{Env: "USAJOBS_EMAIL", In: "header", Name: "User-Agent"},
		},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Keyword is the words of the search; Series the code of an occupation
	// ("2210" is information technology, "1550" computer science).
	Keyword string `yaml:"keyword"`
	Series  string `yaml:"series"`
	// Pages is how many pages of 500 openings to read.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Keyword: "software developer", Pages: 2} }

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
	q := url.Values{"ResultsPerPage": {strconv.Itoa(size)}, "Page": {"1"}}
	if s.Keyword != "" {
		q.Set("Keyword", s.Keyword)
	}
	if s.Series != "" {
		q.Set("JobCategoryCode", s.Series)
	}
	return []scraper.Request{{
		URL:  s.Address(origin, "/api/search?"+q.Encode()),
		Page: "search",
		Note: paging.First(s.Pages),
	}}, nil
}

// Recognise knows a page by a key that no other service has.
func (Source) Recognise(page *scraper.Page) bool {
	top, _ := jsonlist.Shape(page.Body, "SearchResult")
	if !top.Has("SearchResult") {
		return false
	}
	a, _, err := jsonlist.Object[answer](page.Body)
	return err == nil && a.Result.Items.Stated
}

// answer is a page of a search.
type answer struct {
	Result struct {
		Count int                                  `json:"SearchResultCountAll"`
		Items jsonlist.Optional[[]json.RawMessage] `json:"SearchResultItems"`
	} `json:"SearchResult"`
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	a, unfit, err := jsonlist.Object[answer](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	if a.Result.Items.Value == nil {
		return scraper.Result{}, drift.New(page.Body, "a JSON object with a list at SearchResult.SearchResultItems")
	}
	res := scraper.Result{Problems: unfit}
	var ids []string
	for n, raw := range a.Result.Items.Value {
		path := fmt.Sprintf("SearchResult.SearchResultItems[%d]", n)
		o, unfit, err := jsonlist.Object[opening](raw)
		res.Problems = append(res.Problems, unfit...)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, err))
			continue
		}
		p, err := o.posting(page, path)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, err))
			continue
		}
		ids = append(ids, p.ID)
		res.Keep(p)
	}
	if n := res.Lost(); n > 0 && len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: none of %d openings could be read, the first: %w",
			scraper.ErrDrift,
			n,
			res.Problems[0],
		)
	}
	paging := paging.Of(page)
	note, err := paging.Next(ids, min(a.Result.Count, mostPages*size))
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.URL = weburl.WithQuery(next.URL, "Page", strconv.Itoa(paging.Number+1))
		next.Note = note
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// opening is a posting as the service words it.
type opening struct {
	ID  string `json:"MatchedObjectId"`
	Job struct {
		Title        string `json:"PositionTitle"`
		Organisation string `json:"OrganizationName"`
		Department   string `json:"DepartmentName"`
		URI          string `json:"PositionURI"`
		Place        string `json:"PositionLocationDisplay"`
		Locations    []struct {
			Name    string `json:"LocationName"`
			Country string `json:"CountryCode"` // the country's name, mostly
			Region  string `json:"CountrySubDivisionCode"`
			City    string `json:"CityName"`
		} `json:"PositionLocation"`
		Schedule []struct {
			Name string `json:"Name"`
		} `json:"PositionSchedule"`
		Qualification string         `json:"QualificationSummary"`
		Pay           []remuneration `json:"PositionRemuneration"`
		Published     string         `json:"PublicationStartDate"`
		Closes        string         `json:"ApplicationCloseDate"`
		User          struct {
			Details struct {
				Summary string   `json:"JobSummary"`
				Duties  []string `json:"MajorDuties"`
				Remote  bool     `json:"RemoteIndicator"`
			} `json:"Details"`
		} `json:"UserArea"`
	} `json:"MatchedObjectDescriptor"`
}

type remuneration struct {
	Min         jsonlist.Number `json:"MinimumRange"`
	Max         jsonlist.Number `json:"MaximumRange"`
	Code        string          `json:"RateIntervalCode"`
	Description string          `json:"Description"`
}

var numbered = regexp.MustCompile(`\d{6,}$`)

func (o opening) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	j := o.Job
	id := cmp.Or(o.ID, numbered.FindString(j.URI)) // the address of an announcement ends with its number
	if id == "" {
		return scraper.Posting{}, errors.New("MatchedObjectId: is missing")
	}
	p := scraper.Posting{
		ID:         id,
		URL:        weburl.Resolve("", j.URI),
		Title:      htmltext.Line(j.Title),
		Company:    htmltext.Line(j.Organisation),
		Place:      htmltext.Line(j.Place),
		Country:    page.Request.Country,
		Department: htmltext.Line(j.Department),
		Path:       path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("PositionTitle: is empty")
	}
	home := len(j.Locations) > 0
	for _, l := range j.Locations {
		p.Places = append(p.Places, scraper.Address{
			Text: htmltext.Line(l.Name), Locality: htmltext.Line(l.City), Region: htmltext.Line(l.Region),
			Country: htmltext.Line(l.Country),
		})
		home = home && l.Country == "United States"
	}
	if home {
		p.Country = cmp.Or(p.Country, "US")
	}
	if j.User.Details.Remote {
		p.Workplace = "remote"
	}
	if len(j.Schedule) > 0 {
		p.Employment = words.Employment(j.Schedule[0].Name)
	}
	parts := append([]string{j.User.Details.Summary}, j.User.Details.Duties...)
	var texts []string
	for _, part := range append(parts, j.Qualification) {
		if t := htmltext.Text(part); t != "" {
			texts = append(texts, t)
		}
	}
	p.Description = strings.Join(texts, "\n")
	p.PostedAt = dates.Field(&p.Unread, "PublicationStartDate", j.Published)
	p.ValidThrough = dates.Field(&p.Unread, "ApplicationCloseDate", j.Closes)
	for i, r := range j.Pay {
		if pay, ok := r.pay(fmt.Sprintf("PositionRemuneration[%d]", i)); ok {
			p.Pay = append(p.Pay, pay)
		}
	}
	return p, nil
}

// codes are the periods by RateIntervalCode.
var codes = map[string]string{"PA": "year", "PH": "hour", "PD": "day", "BW": "biweek", "PM": "month"}

func (r remuneration) pay(path string) (scraper.Pay, bool) {
	if r.Min == 0 && r.Max == 0 || r.Code == "WC" {
		return scraper.Pay{}, false
	}
	p := scraper.Pay{
		Min:      float64(r.Min),
		Max:      float64(r.Max),
		Currency: "USD",
		Period:   words.PeriodOf(cmp.Or(codes[r.Code], htmltext.Line(r.Description), r.Code)),
		Origin:   scraper.Structured,
		Path:     path,
	}
	return p, true
}
