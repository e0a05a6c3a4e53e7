// Package lever reads the job sites that employers host with Lever, through
// its public postings interface.
//
// One request answers a whole site, without a key:
// GET /v0/postings/SITE?mode=json (https://github.com/lever/postings-api,
// which says that third parties may scrape them). What to know of it:
//   - It names no company: the configuration has to.
//   - Most of an advert's text stands in lists[], not in description.
//   - salaryRange may be 0 to 0, which means none, and its interval is wrong
//     at times; it is kept as said and flagged.
//   - Sites in the European Union are at a host of their own.
package lever

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
	"backpay/scraper/extract/words"
)

const (
	origin   = "https://api.lever.co"
	originEU = "https://api.eu.lever.co"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "lever",
		Title:       "Lever",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.lever.co/",
		Terms:       "https://github.com/lever/postings-api",
		Hosts:       []string{"api.lever.co", "api.eu.lever.co"},
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	Boards         []Board `yaml:"boards"`
}

// Board is an employer's site.
type Board struct {
	scraper.Board `yaml:",inline"`
	// Region is "eu" for a site that is hosted in the European Union.
	Region string `yaml:"region"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	var boards []scraper.Board
	for i, b := range s.Boards {
		if b.Region != "" && b.Region != "eu" {
			return fmt.Errorf("boards[%d].region: %q is not \"eu\"", i, b.Region)
		}
		boards = append(boards, b.Board)
	}
	return scraper.CheckBoards(boards)
}

// Start asks for each site.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, b := range s.Boards {
		from := origin
		if b.Region == "eu" {
			from = originEU
		}
		reqs = append(reqs, scraper.Request{
			URL:     s.Address(from, "/v0/postings/"+url.PathEscape(b.Token)+"?mode=json"),
			Page:    "board",
			Board:   b.Token,
			Company: b.Company,
		})
	}
	return reqs, nil
}

// Recognise knows a site, and the answer for a single posting, by keys that
// no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "")
	top, _ := jsonlist.Shape(page.Body, "lists")
	return known(first) || known(top)
}

func known(k jsonlist.Keys) bool {
	return k.Has("id", "text", "categories") &&
		(k.Has("hostedUrl") || k.Some(3, "createdAt", "descriptionPlain", "lists", "additional", "workplaceType", "salaryRange"))
}

// Read reads a site or a single posting.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if top, _ := jsonlist.Shape(page.Body, "lists"); known(top) {
		return readJob(page)
	}
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
	if page.Request.Page == "board" && res.Lost() == 0 {
		res.Whole = page.Request.Board
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

// job is a posting as the service words it.
type job struct {
	ID            string        `json:"id"`
	Text          string        `json:"text"`
	HostedURL     string        `json:"hostedUrl"`
	ApplyURL      string        `json:"applyUrl"`
	Country       string        `json:"country"`
	WorkplaceType string        `json:"workplaceType"`
	CreatedAt     jsonlist.Text `json:"createdAt"`
	Categories    struct {
		Location     string   `json:"location"`
		AllLocations []string `json:"allLocations"`
		Commitment   string   `json:"commitment"`
		Team         string   `json:"team"`
		Department   string   `json:"department"`
		Level        string   `json:"level"`
	} `json:"categories"`
	Description       string       `json:"description"`
	Opening           string       `json:"opening"`
	DescriptionBody   string       `json:"descriptionBody"`
	DescriptionPlain  string       `json:"descriptionPlain"`
	Lists             []list       `json:"lists"`
	Additional        string       `json:"additional"`
	AdditionalPlain   string       `json:"additionalPlain"`
	SalaryRange       *salaryRange `json:"salaryRange"`
	SalaryDescription string       `json:"salaryDescription"`
}

// list is one section of the advert: a heading and its items, as li elements.
type list struct {
	Text    string `json:"text"`
	Content string `json:"content"`
}

type salaryRange struct {
	Min      jsonlist.Number `json:"min"`
	Max      jsonlist.Number `json:"max"`
	Currency string          `json:"currency"`
	Interval string          `json:"interval"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          j.ID,
		Board:       cmp.Or(page.Request.Board, token(j.HostedURL)),
		URL:         j.HostedURL,
		ApplyURL:    j.ApplyURL,
		Title:       htmltext.Line(j.Text),
		Place:       j.place(),
		Country:     cmp.Or(places.Country(j.Country), page.Request.Country),
		Workplace:   words.Workplace(j.WorkplaceType),
		Employment:  words.Employment(j.Categories.Commitment),
		Department:  htmltext.Line(cmp.Or(j.Categories.Department, j.Categories.Team)),
		Level:       htmltext.Line(j.Categories.Level),
		Description: j.description(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("text: is empty")
	}
	p.Company = cmp.Or(page.Request.Company, p.Board)
	p.PostedAt = dates.Field(&p.Unread, "createdAt", string(j.CreatedAt))
	p.Pay = j.pay()
	return p, nil
}

// place joins all locations, the main one first.
func (j job) place() string {
	places := []string{htmltext.Line(j.Categories.Location)}
	for _, l := range j.Categories.AllLocations {
		places = append(places, htmltext.Line(l))
	}
	return htmltext.Join(places...)
}

// description puts the parts of the advert in the order of its page.
func (j job) description() string {
	parts := []string{cmp.Or(j.Description, j.Opening+"\n"+j.DescriptionBody)}
	if strings.TrimSpace(parts[0]) == "" {
		parts[0] = j.DescriptionPlain
	}
	for _, l := range j.Lists {
		parts = append(parts, l.Text, l.Content)
	}
	parts = append(parts, j.SalaryDescription, cmp.Or(j.Additional, j.AdditionalPlain))
	var texts []string
	for _, part := range parts {
		if t := htmltext.Text(part); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}

// pay is the range, with the text beside it as its label, or that text alone
// where it names an amount.
func (j job) pay() []scraper.Pay {
	label := htmltext.Text(j.SalaryDescription)
	if r := j.SalaryRange; r != nil && (r.Min != 0 || r.Max != 0) {
		p := scraper.Pay{
			Min:      float64(r.Min),
			Max:      float64(r.Max),
			Currency: r.Currency,
			Period:   words.Period(r.Interval),
			Kind:     words.PayKind(label),
			Text:     label,
			Origin:   scraper.Structured,
			Path:     "salaryRange",
		}
		return []scraper.Pay{p}
	}
	if strings.ContainsAny(label, "0123456789") {
		return []scraper.Pay{
			{Text: label, Kind: words.PayKind(label), Origin: scraper.Field, Path: "salaryDescription"},
		}
	}
	return nil
}

// token finds the site's name in a posting's address
// (https://jobs.lever.co/SITE/ID, or jobs.eu.lever.co).
func token(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasSuffix(u.Hostname(), ".lever.co") {
		return ""
	}
	site, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	return site
}
