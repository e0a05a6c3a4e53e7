// Package jsonld reads the postings that a site describes in the words of
// schema.org, in JSON-LD or in microdata, as sites do to be found by search
// engines (https://schema.org/JobPosting,
// https://developers.google.com/search/docs/appearance/structured-data/job-posting).
//
// Pages are found from a listing, whose links a selector of the configuration
// names, or from a sitemap. What to know of the postings:
//   - The employer that a page names is the employer; the company of the
//     configuration stands in where a page names none.
//   - url is often the employer's homepage, and baseSalary takes every form
//     that schema.org allows and some that it doesn't (see jsonld.JobPosting).
//   - estimatedSalary is somebody's guess, never the employer's pay.
package jsonld

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/sitemap"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source. It names no hosts: the sites are those of the
// configuration.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "jsonld",
		Title:       "Company sites (schema.org)",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.Pages,
		Homepage:    "https://schema.org/JobPosting",
		Terms:       "https://developers.google.com/search/docs/appearance/structured-data/job-posting",
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	Sites          []Site `yaml:"sites"`
}

// Site is where postings are looked for: from a page that lists them, or from
// a sitemap.
type Site struct {
	Company string `yaml:"company"` // for pages that name no employer
	Country string `yaml:"country"` // ISO 3166 alpha-2, for pages that name no place
	// Start is the address of the first listing page, JobLinks the CSS
	// selector of its links to postings, NextLinks that of the links to
	// further listing pages.
	Start     string `yaml:"start"`
	JobLinks  string `yaml:"job_links"`
	NextLinks string `yaml:"next_links"`
	// Sitemap is the address of a sitemap or a sitemap index, and Match a
	// regular expression for the addresses in it that are postings.
	Sitemap string `yaml:"sitemap"`
	Match   string `yaml:"match"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, site := range s.Sites {
		if err := site.validate(); err != nil {
			return fmt.Errorf("sites[%d].%w", i, err)
		}
	}
	return nil
}

func (s Site) validate() error {
	if s.Country != "" && places.Country(s.Country) != s.Country {
		return fmt.Errorf("country: %q is no ISO 3166 code such as \"US\"", s.Country)
	}
	switch {
	case s.Start == "" && s.Sitemap == "":
		return errors.New("start: is empty, and so is sitemap")
	case s.Start != "" && s.Sitemap != "":
		return errors.New("sitemap: stands beside start; make it a site of its own")
	case s.Start != "" && s.JobLinks == "":
		return errors.New("job_links: is empty")
	case s.Sitemap != "" && s.JobLinks+s.NextLinks != "":
		return errors.New("job_links: only goes with start")
	case s.Start != "" && s.Match != "":
		return errors.New("match: only goes with sitemap")
	}
	for _, a := range []struct{ key, value string }{{"start", s.Start}, {"sitemap", s.Sitemap}} {
		if a.value == "" {
			continue
		}
		if err := scraper.CheckURL(a.value); err != nil {
			return fmt.Errorf("%s: %w", a.key, err)
		}
	}
	for _, sel := range []struct{ key, value string }{{"job_links", s.JobLinks}, {"next_links", s.NextLinks}} {
		if sel.value == "" {
			continue
		}
		if _, err := compileSelector(sel.value); err != nil {
			return fmt.Errorf("%s: %w", sel.key, err)
		}
	}
	if _, err := regexp.Compile(s.Match); err != nil {
		return fmt.Errorf("match: %w", err)
	}
	return nil
}

// Start asks for each site's first listing page or sitemap.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, site := range s.Sites {
		req := scraper.Request{Board: host(site.Start + site.Sitemap), Company: site.Company, Country: site.Country}
		if site.Start != "" {
			req.URL, req.Page = rebase(&s.Common, site.Start), "list"
			req.Note = map[string]string{"job_links": site.JobLinks, "next_links": site.NextLinks}
		} else {
			req.URL, req.Page = rebase(&s.Common, site.Sitemap), "sitemap"
			req.Note = map[string]string{"match": site.Match}
		}
		reqs = append(reqs, req)
	}
	return reqs, nil
}

// Recheck fulfils scraper.Rechecker.
func (s Source) Recheck(settings scraper.Settings, known scraper.Request) (scraper.Request, bool) {
	first, err := s.Start(settings)
	if err != nil {
		return known, false
	}
	for _, r := range first {
		if r.Board == known.Board {
			return follow(r, known.URL, "job"), true
		}
	}
	return known, false
}

// Recognise knows a page that describes a posting.
func (Source) Recognise(page *scraper.Page) bool {
	nodes, _, _ := postings(page)
	return len(nodes) > 0
}

// Read reads a listing page, a sitemap or the page of a posting.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	switch page.Request.Page {
	case "list":
		return readList(page)
	case "sitemap":
		return readSitemap(page)
	}
	return readJob(page)
}

// The most pages of one listing, and levels of sitemap indexes, that are
// followed; a site with more has a loop.
const (
	maxPages  = 1000
	maxLevels = 3
)

func readList(page *scraper.Page) (scraper.Result, error) {
	doc, err := parseDocument(page.Body, cmp.Or(page.URL, page.Request.URL))
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
	}
	note := page.Request.Note
	jobLinks, err := compileSelector(note["job_links"])
	if err != nil {
		return scraper.Result{}, fmt.Errorf("job_links: %w", err)
	}
	var res scraper.Result
	for _, u := range doc.Links(jobLinks) {
		res.Requests = append(res.Requests, follow(page.Request, u, "job"))
	}
	if len(res.Requests) == 0 {
		if drift.Blocked(page.Body) != "" {
			return scraper.Result{}, drift.New(page.Body, "a listing page")
		}
		res.Problems = append(res.Problems, fmt.Errorf("no link of %s matches job_links %q", drift.Describe(page.Body), note["job_links"]))
	}
	if note["next_links"] == "" {
		return res, nil
	}
	nextLinks, err := compileSelector(note["next_links"])
	if err != nil {
		return scraper.Result{}, fmt.Errorf("next_links: %w", err)
	}
	next := doc.Links(nextLinks)
	if n := count(page.Request, "page"); n >= maxPages && len(next) > 0 {
		res.Problems = append(res.Problems, fmt.Errorf("next_links: not followed beyond %d pages", n))
		return res, nil
	}
	for _, u := range next {
		req := follow(page.Request, u, "list")
		req.Note = map[string]string{
			"job_links": note["job_links"], "next_links": note["next_links"],
			"page": strconv.Itoa(count(page.Request, "page") + 1),
		}
		res.Requests = append(res.Requests, req)
	}
	return res, nil
}

func readSitemap(page *scraper.Page) (scraper.Result, error) {
	s, err := sitemap.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	match, err := regexp.Compile(page.Request.Note["match"])
	if err != nil {
		return scraper.Result{}, fmt.Errorf("match: %w", err)
	}
	var res scraper.Result
	level := count(page.Request, "level")
	if s.Index && level >= maxLevels {
		return scraper.Result{}, fmt.Errorf("%w: sitemap indexes within indexes, %d deep", scraper.ErrDrift, level)
	}
	for _, e := range s.Entries {
		switch {
		case s.Index:
			req := follow(page.Request, e.URL, "sitemap")
			req.Note = map[string]string{"match": page.Request.Note["match"], "level": strconv.Itoa(level + 1)}
			res.Requests = append(res.Requests, req)
		case match.MatchString(e.URL):
			req := follow(page.Request, e.URL, "job")
			if !e.LastMod.IsZero() {
				req.Note = map[string]string{"lastmod": e.LastMod.Format(time.RFC3339)}
			}
			res.Requests = append(res.Requests, req)
		}
	}
	if len(res.Requests) == 0 {
		res.Problems = append(res.Problems, fmt.Errorf("no address of %d in the sitemap matches %q", len(s.Entries), match))
	}
	return res, nil
}

// follow asks for a further page of the same site.
func follow(from scraper.Request, url, page string) scraper.Request {
	return scraper.Request{URL: url, Page: page, Board: from.Board, Company: from.Company, Country: from.Country}
}

// count reads a number that an earlier page noted, 0 at first.
func count(r scraper.Request, name string) int {
	n, _ := strconv.Atoi(r.Note[name])
	return n
}
