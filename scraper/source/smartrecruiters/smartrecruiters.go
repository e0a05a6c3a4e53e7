// Package smartrecruiters reads the boards that employers host with
// SmartRecruiters, through its public posting interface.
//
// GET /v1/companies/COMPANY/postings?limit=100&offset=N answers a list of
// postings without texts, GET .../postings/ID one with them, without a key
// (https://developers.smartrecruiters.com/docs/posting-api). What to know of
// them:
//   - Each posting takes a request of its own, so that the lists are capped by
//     the setting pages and may be narrowed by the setting search.
//   - A limit above 100 is reported to be ignored, and a company that is not
//     there to answer an empty list.
//   - totalFound is what the list is said to hold; a page that is empty before,
//     or repeats the one before it, ends the list and is noticed.
//   - Pay stands in compensation of the single posting. That, postingUrl and
//     applyUrl are reported; the recordings don't show them.
//   - remote and hybrid are false where nobody set them: no kind of workplace.
//   - robots.txt of the host is reported to refuse all programs but one.
package smartrecruiters

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://api.smartrecruiters.com"
	site      = "https://jobs.smartrecruiters.com/"
	size      = 100 // postings on a page
	mostPages = 50  // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "smartrecruiters",
		Title:    "SmartRecruiters",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://www.smartrecruiters.com/",
		Terms:    "https://developers.smartrecruiters.com/docs/posting-api",
		Hosts:    []string{"api.smartrecruiters.com"},
		OffReason: "the robots.txt of api.smartrecruiters.com is reported to refuse programs, and is obeyed: " +
			"while it does, every request is skipped",
		Pay: "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.BoardSettings `yaml:",inline"`
	// Search are words that postings must hold; "" for all postings.
	Search string `yaml:"search"`
	// Pages is how many pages of 100 postings to read of each board.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Pages: 5} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.BoardSettings.Validate(); err != nil {
		return err
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page of each board.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		req := scraper.Request{
			URL:  s.Address(origin, "/v1/companies/"+url.PathEscape(b.Token)+"/postings?limit="+strconv.Itoa(size)),
			Page: "list",
			Note: paging.First(s.Pages),
		}
		if s.Search != "" {
			req.URL = weburl.WithQuery(req.URL, "q", s.Search)
		}
		return req
	}), nil
}

// Recognise knows a list, and the answer for a single posting, by keys that
// no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "content")
	return first.Has("id", "name") &&
		first.Some(2, "uuid", "releasedDate", "refNumber", "typeOfEmployment", "experienceLevel", "customField",
			"creator", "industry") ||
		top.Has("name", "jobAd") && top.Some(1, "releasedDate", "uuid", "refNumber", "typeOfEmployment")
}

// Read reads a page of a list, and asks for its postings and for the next
// page, or reads a single posting.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if top, _ := jsonlist.Shape(page.Body, "content"); top.Has("jobAd") && !top.Has("content") {
		return readJob(page)
	}
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "content", func(path string, j job) error {
		ids = append(ids, j.ID)
		p, err := j.posting(page, path)
		if err != nil {
			return err
		}
		p.Omits = []string{"description", "pay", "url", "apply_url"}
		res.Keep(p)
		if page.Request.Page == "list" {
			res.Requests = append(res.Requests, follow(page.Request, j.ID))
		}
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	list, unfit, err := jsonlist.Object[struct {
		Total int `json:"totalFound"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	paging := paging.Of(page)
	note, err := paging.Next(ids, list.Total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "offset", strconv.Itoa(paging.Read(ids)))
		res.Requests = append(res.Requests, next)
	}
	// An empty list is what a company that is not there answers, too.
	if paging.Number == 1 && len(ids) > 0 && list.Total == len(ids) && res.Lost() == 0 && !searched(page.Request.URL) {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// searched reports whether the address asks for a part of the board only.
func searched(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.Query().Has("q")
}

// follow asks for a posting of the list.
func follow(from scraper.Request, id string) scraper.Request {
	list, _, _ := strings.Cut(from.URL, "?")
	return scraper.Request{
		URL:     list + "/" + url.PathEscape(id),
		Page:    "job",
		Board:   from.Board,
		Company: from.Company,
		Country: from.Country,
	}
}

func readJob(page *scraper.Page) (scraper.Result, error) {
	j, unfit, err := jsonlist.Object[job](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	if u, err := url.Parse(page.Request.URL); err == nil && j.ID == "" && page.Request.Page == "job" {
		j.ID = path.Base(u.Path)
	}
	p, err := j.posting(page, "")
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
	}
	if j.Active != nil && !*j.Active {
		return scraper.Result{Ended: "active is false"}, nil
	}
	res := scraper.Result{Problems: unfit}
	res.Keep(p)
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Active  *bool  `json:"active"`
	Company struct {
		Identifier string `json:"identifier"`
		Name       string `json:"name"`
	} `json:"company"`
	ReleasedDate string `json:"releasedDate"`
	Location     struct {
		City         string `json:"city"`
		Region       string `json:"region"`
		Country      string `json:"country"`
		Remote       bool   `json:"remote"`
		Hybrid       bool   `json:"hybrid"`
		FullLocation string `json:"fullLocation"`
	} `json:"location"`
	Department       labelled `json:"department"`
	Function         labelled `json:"function"`
	TypeOfEmployment labelled `json:"typeOfEmployment"`
	ExperienceLevel  labelled `json:"experienceLevel"`
	Language         struct {
		Code string `json:"code"`
	} `json:"language"`
	PostingURL string `json:"postingUrl"`
	ApplyURL   string `json:"applyUrl"`
	JobAd      struct {
		Sections struct {
			Company        section `json:"companyDescription"`
			Job            section `json:"jobDescription"`
			Qualifications section `json:"qualifications"`
			Additional     section `json:"additionalInformation"`
		} `json:"sections"`
	} `json:"jobAd"`
	Compensation *compensation `json:"compensation"`
}

type labelled struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

type section struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

type compensation struct {
	Min      jsonlist.Number `json:"min"`
	Max      jsonlist.Number `json:"max"`
	Currency string          `json:"currency"`
	Period   string          `json:"period"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          j.ID,
		Board:       cmp.Or(page.Request.Board, j.Company.Identifier),
		URL:         weburl.Resolve("", j.PostingURL),
		ApplyURL:    weburl.Resolve("", j.ApplyURL),
		Title:       htmltext.Line(j.Name),
		Company:     htmltext.Line(j.Company.Name),
		Employment:  words.Employment(j.TypeOfEmployment.Label),
		Department:  cmp.Or(htmltext.Line(j.Department.Label), htmltext.Line(j.Function.Label)),
		Language:    j.Language.Code,
		Description: j.description(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("name: is empty")
	}
	p.Company = cmp.Or(p.Company, page.Request.Company, p.Board)
	if company := cmp.Or(j.Company.Identifier, p.Board); p.URL == "" && company != "" {
		p.URL = site + url.PathEscape(company) + "/" + url.PathEscape(j.ID)
	}
	p.Place, p.Places, p.Country = places.Of(
		[]places.Location{{City: j.Location.City, Region: j.Location.Region, Code: j.Location.Country}},
	)
	p.Place = cmp.Or(htmltext.Line(j.Location.FullLocation), p.Place)
	p.Country = cmp.Or(p.Country, page.Request.Country)
	if j.ExperienceLevel.ID != "not_applicable" {
		p.Level = htmltext.Line(j.ExperienceLevel.Label)
	}
	switch {
	case j.Location.Hybrid:
		p.Workplace = "hybrid"
	case j.Location.Remote:
		p.Workplace = "remote"
	}
	p.PostedAt = dates.Field(&p.Unread, "releasedDate", j.ReleasedDate)
	if pay, ok := j.Compensation.pay(); ok {
		p.Pay = []scraper.Pay{pay}
	}
	return p, nil
}

// description puts the sections in the order of the posting's page.
func (j job) description() string {
	var texts []string
	s := j.JobAd.Sections
	for _, part := range []section{s.Company, s.Job, s.Qualifications, s.Additional} {
		if t := htmltext.Text(part.Text); t != "" {
			texts = append(texts, htmltext.Lines([]string{part.Title})...)
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}

func (c *compensation) pay() (scraper.Pay, bool) {
	if c == nil {
		return scraper.Pay{}, false
	}
	p := scraper.Pay{
		Min:      max(0, float64(c.Min)),
		Max:      max(0, float64(c.Max)),
		Currency: c.Currency,
		Period:   words.PeriodOf(c.Period),
		Origin:   scraper.Structured,
		Path:     "compensation",
	}
	return p, p.Min != 0 || p.Max != 0
}
