// Package personio reads the job pages that employers host with Personio,
// through the XML feed of each.
//
// One request answers a whole page, without a key:
// GET https://NAME.jobs.personio.de/xml?language=en
// (https://developer.personio.de/docs/retrieving-open-job-positions). What to
// know of it:
//   - Personio keeps an advert's text by language and, as reported, sends none
//     for a job that is not written in the language asked for, so that a board
//     may name its language. Title, office and the rest come in any language.
//   - The same page answers at jobs.personio.com, as reported.
//   - It has no addresses of jobs: they are made of the host and the id, as
//     Personio's own pages make them (/job/ID).
//   - An employer that is not there answers with a page of HTML, or leads to
//     www.personio.com (reported in September 2026), which is no part of the source.
//   - No recording shows a field for pay. Reports of late 2026 say that some
//     feeds state it, in a form that they don't give: it is not read.
//   - The one recording lists a job twice; a job counts once.
package personio

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/extract/xmllist"
)

const root = "workzag-jobs"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "personio",
		Title:       "Personio",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.personio.com/",
		Terms:       "https://developer.personio.de/docs/retrieving-open-job-positions",
		Hosts:       []string{".jobs.personio.de", ".jobs.personio.com"},
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	Boards         []Board `yaml:"boards"`
}

// Board is an employer's job page.
type Board struct {
	scraper.Board `yaml:",inline"`
	// Host is the ending of the page's address: "de" for NAME.jobs.personio.de,
	// which is the default, or "com".
	Host string `yaml:"host"`
	// Language is that of the texts, as an ISO 639 code; "en" by default.
	Language string `yaml:"language"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

var (
	label    = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$`)
	language = regexp.MustCompile(`^[a-z]{2}$`)
)

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	var boards []scraper.Board
	for _, b := range s.Boards {
		boards = append(boards, b.Board)
	}
	if err := scraper.CheckBoards(boards); err != nil {
		return err
	}
	for i, b := range s.Boards {
		switch {
		case !label.MatchString(b.Token):
			return fmt.Errorf("boards[%d].token: %q is not the name before .jobs.personio.de", i, b.Token)
		case b.Host != "" && b.Host != "de" && b.Host != "com":
			return fmt.Errorf("boards[%d].host: %q is neither \"de\" nor \"com\"", i, b.Host)
		case b.Language != "" && !language.MatchString(b.Language):
			return fmt.Errorf("boards[%d].language: %q is no ISO 639 code such as \"en\"", i, b.Language)
		}
	}
	return nil
}

// Start asks for each job page.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, b := range s.Boards {
		from := "https://" + b.Token + ".jobs.personio." + cmp.Or(b.Host, "de")
		req := scraper.Request{
			URL:     s.Address(from, "/xml?language="+cmp.Or(b.Language, "en")),
			Page:    "board",
			Board:   b.Token,
			Company: b.Company,
			Note:    map[string]string{"site": from},
		}
		if s.BaseURL != "" { // one host for all pages: the address tells them apart
			req.URL = weburl.WithQuery(req.URL, "company", b.Token)
		}
		reqs = append(reqs, req)
	}
	return reqs, nil
}

// Recognise knows a feed by its root, which no other service has.
func (Source) Recognise(page *scraper.Page) bool { return xmllist.Root(page.Body) == root }

// Read reads a feed.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	seen := map[string]bool{}
	problems, err := xmllist.Array(page.Body, root, "position", func(path string, j position) error {
		p, err := j.posting(page, path)
		if err == nil && !seen[p.ID] {
			seen[p.ID] = true
			res.Keep(p)
		}
		return err
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

// position is a posting as the service words it.
type position struct {
	ID         string    `xml:"id"`
	Subcompany string    `xml:"subcompany"`
	Office     string    `xml:"office"`
	Offices    []string  `xml:"additionalOffices>office"`
	Department string    `xml:"department"`
	Category   string    `xml:"recruitingCategory"`
	Name       string    `xml:"name"`
	Sections   []section `xml:"jobDescriptions>jobDescription"`
	Employment string    `xml:"employmentType"`
	Seniority  string    `xml:"seniority"`
	Schedule   string    `xml:"schedule"`
	Keywords   string    `xml:"keywords"`
	CreatedAt  string    `xml:"createdAt"`
}

// section is one part of the advert, of HTML.
type section struct {
	Name  string `xml:"name"`
	Value string `xml:"value"`
}

func (j position) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	id := htmltext.Line(j.ID)
	if id == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	from := cmp.Or(site(page.URL), page.Request.Note["site"]) // a site may lead to its newer address
	p := scraper.Posting{
		Board:       cmp.Or(page.Request.Board, token(from)),
		Title:       htmltext.Line(j.Name),
		Company:     htmltext.Line(j.Subcompany),
		Place:       htmltext.Join(htmltext.Lines(append([]string{j.Office}, j.Offices...))...),
		Country:     page.Request.Country,
		Employment:  j.employment(),
		Department:  cmp.Or(htmltext.Line(j.Department), htmltext.Line(j.Category)),
		Level:       htmltext.Line(j.Seniority),
		Tags:        htmltext.Lines(strings.Split(j.Keywords, ",")),
		Description: j.description(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("name: is empty")
	}
	p.ID = id
	if from != "" {
		p.URL = from + "/job/" + url.PathEscape(id)
	}
	p.Company = cmp.Or(p.Company, page.Request.Company, p.Board)
	p.PostedAt = dates.Field(&p.Unread, "createdAt", j.CreatedAt)
	return p, nil
}

// employment is the kind of contract where that says more than "permanent",
// else the schedule.
func (j position) employment() string {
	contract, schedule := words.Employment(j.Employment), words.Employment(j.Schedule)
	switch {
	case contract != "" && contract != "permanent":
		return contract
	case strings.Contains(j.Schedule, "full-or-part"): // either of the two
		return htmltext.Line(strings.ToLower(j.Schedule))
	}
	return cmp.Or(schedule, contract)
}

func (j position) description() string {
	var texts []string
	for _, s := range j.Sections {
		texts = append(texts, htmltext.Lines([]string{s.Name})...)
		if t := htmltext.Text(s.Value); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}

// site is the origin of a job page's address, "" for any other address.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil || token(address) == "" {
		return ""
	}
	return "https://" + u.Host
}

// token finds the page's name in its address (https://NAME.jobs.personio.de).
func token(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, rest, _ := strings.Cut(u.Hostname(), ".")
	if rest != "jobs.personio.de" && rest != "jobs.personio.com" {
		return ""
	}
	return name
}
