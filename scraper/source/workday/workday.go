// Package workday reads the career sites that employers host with Workday,
// through the interface that the sites' own pages use. Workday documents it
// nowhere, so that the source is off by default.
//
// POST /wday/cxs/TENANT/SITE/jobs answers a list of 20 postings,
// GET /wday/cxs/TENANT/SITE/job/... one posting with its text. What to know
// of them:
//   - Each posting takes a request of its own, so that the lists are capped by
//     the setting pages and may be narrowed by the setting search.
//   - A limit above 20 is reported to be answered by an empty list.
//   - total is reported to stand on the first page only, 0 on the others, and
//     to be capped at 2000, beyond which some sites answer the first page
//     again. The first page's total counts, and no more than 2000 are read.
//   - postedOn is relative ("Posted 30+ Days Ago"): a bound, no date. It is
//     left alone; startDate of the single posting is taken for the date, with
//     which the recording agrees.
//   - locationsText is a number where there are several ("3 Locations"): the
//     single posting names them.
//   - hiringOrganization is the legal entity, at times behind its number; the
//     company of the configuration, whose site it is, goes before it.
//   - Pay stands in texts only. remoteType and endDate are reported.
package workday

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/words"
)

const (
	size      = 20  // postings on a page
	mostPages = 100 // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "workday",
		Title:    "Workday",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://www.workday.com/",
		Terms:    "https://www.workday.com/en-us/legal/site-terms.html",
		Hosts:    []string{"myworkdayjobs.com"},
		OffReason: "the interface is undocumented: read the robots.txt and the terms of each site that you name, " +
			"and set enabled: true",
		Pay: "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	Boards         []Board `yaml:"boards"`
	// Search are words that postings must hold; "" for all postings.
	Search string `yaml:"search"`
	// Pages is how many pages of 20 postings to read of each board.
	Pages int `yaml:"pages"`
}

// Board is an employer's site, whose address is https://HOST/SITE or
// https://HOST/en-US/SITE.
type Board struct {
	Host    string `yaml:"host"`    // "acme.wd5.myworkdayjobs.com"
	Tenant  string `yaml:"tenant"`  // the host's first part where it is left out
	Site    string `yaml:"site"`    // "External_Career_Site"
	Company string `yaml:"company"` // the employer
}

func (b Board) tenant() string {
	first, _, _ := strings.Cut(b.Host, ".")
	return cmp.Or(b.Tenant, first)
}

// Settings fulfils scraper.Source. The pace is what the service is reported to
// bear: faster clients met 429.
func (Source) Settings() scraper.Settings {
	return &Settings{Common: scraper.Common{MinDelay: "2s"}, Pages: 5}
}

var (
	hosts = regexp.MustCompile(`^([a-z0-9-]+\.)+myworkdayjobs\.com$`)
	name  = regexp.MustCompile(`^[A-Za-z0-9_.-]*$`)
)

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	seen := map[string]int{}
	for i, b := range s.Boards {
		first, twice := seen[b.tenant()+"/"+b.Site]
		switch {
		case !hosts.MatchString(b.Host):
			return fmt.Errorf("boards[%d].host: %q is not a host such as \"acme.wd5.myworkdayjobs.com\"", i, b.Host)
		case !name.MatchString(b.Tenant):
			return fmt.Errorf("boards[%d].tenant: %q is no name", i, b.Tenant)
		case b.Site == "":
			return fmt.Errorf("boards[%d].site: is empty", i)
		case !name.MatchString(b.Site):
			return fmt.Errorf("boards[%d].site: %q is no name", i, b.Site)
		case twice:
			return fmt.Errorf("boards[%d].site: %q already stands at boards[%d]", i, b.Site, first)
		}
		seen[b.tenant()+"/"+b.Site] = i
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page of each board.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, b := range s.Boards {
		note := paging.First(s.Pages)
		note["site"], note["search"] = "https://"+b.Host+"/"+b.Site, s.Search
		req := scraper.Request{
			URL:     s.Address("https://"+b.Host, "/wday/cxs/"+b.tenant()+"/"+b.Site+"/jobs"),
			Method:  http.MethodPost,
			Body:    query(s.Search, 0),
			Page:    "list",
			Board:   b.tenant() + "/" + b.Site,
			Company: b.Company,
			Note:    note,
		}
		reqs = append(reqs, req)
	}
	return reqs, nil
}

// query is the body that asks for a page of a list.
func query(search string, offset int) string {
	b, _ := json.Marshal(struct { // texts and numbers never fail
		Facets struct{} `json:"appliedFacets"`
		Limit  int      `json:"limit"`
		Offset int      `json:"offset"`
		Search string   `json:"searchText"`
	}{Limit: size, Offset: offset, Search: search})
	return string(b)
}

// Recognise knows a list, and the answer for a single posting, by keys that
// no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "jobPostings")
	return first.Has("title", "externalPath") || top.Has("jobPostingInfo")
}

// Read reads a page of a list, and asks for its postings and for the next
// page, or reads a single posting.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if top, _ := jsonlist.Shape(page.Body, "jobPostings"); top.Has("jobPostingInfo") && !top.Has("jobPostings") {
		return readJob(page)
	}
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "jobPostings", func(path string, j entry) error {
		ids = append(ids, j.ExternalPath)
		p, err := j.posting(page, path)
		if err != nil {
			return err
		}
		res.Keep(p)
		if page.Request.Page == "list" {
			res.Requests = append(res.Requests, follow(page.Request, j.ExternalPath))
		}
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	list, unfit, err := jsonlist.Object[struct {
		Total int `json:"total"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	paging, note := paging.Of(page), page.Request.Note
	total, _ := strconv.Atoi(note["total"])
	if paging.Number == 1 {
		total = list.Total
	}
	next, err := paging.Next(ids, total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if next != nil {
		req := page.Request
		req.Body = query(note["search"], paging.Read(ids))
		req.Note = next
		next["site"], next["search"], next["total"] = note["site"], note["search"], strconv.Itoa(total)
		res.Requests = append(res.Requests, req)
	}
	if paging.Number == 1 && len(ids) > 0 && total == len(ids) && note["search"] == "" && res.Lost() == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// follow asks for a posting of the list.
func follow(from scraper.Request, path string) scraper.Request {
	base := strings.TrimSuffix(from.URL, "/jobs")
	return scraper.Request{
		URL: base + (&url.URL{Path: path}).EscapedPath(), Page: "job", Board: from.Board, Company: from.Company, Country: from.Country,
		Note: map[string]string{"site": from.Note["site"]},
	}
}

// entry is a posting as a list words it.
type entry struct {
	Title         string `json:"title"`
	ExternalPath  string `json:"externalPath"`
	LocationsText string `json:"locationsText"`
	TimeType      string `json:"timeType"`
	RemoteType    string `json:"remoteType"`
	PostedOn      string `json:"postedOn"` // a date, or mostly none: "Posted 8 Days Ago"
}

// several is what stands in the place of several places.
var several = regexp.MustCompile(`^\d+ Locations?$`)

// placeIn is the first place of a posting as its address names it: "US, CA,
// Santa Clara" of /job/US-CA-Santa-Clara/Title_JR1. Hyphens stand for blanks
// and commas alike, so that what is no code stays words ("Vietnam Hanoi",
// "Poland Remote"), which are read as people write places. An address without
// a place (/job/Title_JR1) gives "".
func placeIn(path string) string {
	if m := coded.FindStringSubmatch(path); m != nil {
		return m[1] + ", " + m[2] + ", " + strings.ReplaceAll(m[3], "-", " ")
	}
	parts := strings.Split(strings.TrimPrefix(path, "/job/"), "/")
	if len(parts) < 2 {
		return ""
	}
	return htmltext.Line(strings.ReplaceAll(parts[0], "-", " "))
}

var coded = regexp.MustCompile(`^/job/([A-Z]{2})-([A-Z]{2})-([A-Za-z][A-Za-z-]*)/`)

func (j entry) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if !strings.HasPrefix(j.ExternalPath, "/job/") {
		return scraper.Posting{}, fmt.Errorf("externalPath: %q is no address of a posting", j.ExternalPath)
	}
	board := cmp.Or(page.Request.Board, boardOf(page.URL))
	p := scraper.Posting{
		ID:         identity(board, j.ExternalPath),
		Board:      board,
		Title:      htmltext.Line(j.Title),
		Company:    cmp.Or(page.Request.Company, tenantOf(board)),
		Place:      htmltext.Line(j.LocationsText),
		Country:    page.Request.Country,
		Workplace:  words.Workplace(j.RemoteType),
		Employment: words.Employment(j.TimeType),
		Path:       path,
		Omits:      []string{"description", "pay", "url", "company", "place", "country", "employment", "workplace"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if several.MatchString(p.Place) {
		p.Place = placeIn(j.ExternalPath)
	}
	p.PostedAt, _ = dates.Parse(j.PostedOn)
	if site := cmp.Or(page.Request.Note["site"], siteOf(page.URL)); site != "" {
		p.URL = site + (&url.URL{Path: j.ExternalPath}).EscapedPath()
	}
	return p, nil
}
