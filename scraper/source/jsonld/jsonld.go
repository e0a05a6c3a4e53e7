// Package jsonld reads the postings that a site describes in the words of
// schema.org, in JSON-LD, in microdata or in RDFa, as sites do to be found by search
// engines (https://schema.org/JobPosting,
// https://developers.google.com/search/docs/appearance/structured-data/job-posting).
//
// Pages are found from a listing, whose links a selector of the configuration
// names, or from a sitemap. What to know of the postings:
//   - The employer that a page names is the employer; the company of the
//     configuration stands in where a page names none.
//   - url is often the employer's homepage, and baseSalary takes every form
//     that schema.org allows and some that it doesn't (see jsonld.JobPosting).
//   - Listing pages that users saved are read by what their rows show,
//     cards.go, or by the JSON that they make them from, states.go.
//   - estimatedSalary is somebody's guess, never the employer's pay.
package jsonld

import (
	"errors"
	"fmt"
	"regexp"

	"backpay/scraper"
	"backpay/scraper/extract/places"
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
// a sitemap, or as a recipe for one of the services that host such sites says.
type Site struct {
	// Recipe is the name of one of Recipes, and Host or Name what it asks for:
	// the site's host, or the employer's name in its address.
	Recipe string `yaml:"recipe"`
	Host   string `yaml:"host"`
	Name   string `yaml:"name"`

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

	// How the pages of a recipe differ from others, see Recipe.
	query, ids, job string
	listed          bool
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, site := range s.Sites {
		site, err := site.expand()
		if err == nil {
			err = site.validate()
		}
		if err != nil {
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
	case s.Start != "" && s.JobLinks == "" && s.ids == "" && !s.listed:
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
		site, err := site.expand()
		if err != nil {
			return nil, err
		}
		req := scraper.Request{Board: host(site.Start + site.Sitemap), Company: site.Company, Country: site.Country}
		if site.Start != "" {
			req.URL, req.Page = rebase(&s.Common, site.Start), "list"
			req.Note = map[string]string{"job_links": site.JobLinks, "next_links": site.NextLinks}
			for key, value := range map[string]string{"ids": site.ids, "job": site.job} {
				if value != "" {
					req.Note[key] = value
				}
			}
			if site.listed {
				req.Note["listed"] = "yes"
			}
		} else {
			req.URL, req.Page = rebase(&s.Common, site.Sitemap), "sitemap"
			req.Note = map[string]string{"match": site.Match}
			if site.query != "" {
				req.Note["query"] = site.query
			}
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

// Recognise knows a page that describes a posting, or a listing page of one of the
// services whose rows are read.
func (Source) Recognise(page *scraper.Page) bool {
	nodes, _, _ := postings(page)
	return len(nodes) > 0 || listing(page.Body) != nil
}

// listing is how the listing page that a user saved is read, nil where body is of no
// service whose rows are.
func listing(body []byte) func(*scraper.Page) (scraper.Result, error) {
	if s, script := stateOf(body); s != nil {
		return func(page *scraper.Page) (scraper.Result, error) { return readState(page, *s, script) }
	}
	c := cardsOf(body)
	if c == nil {
		return nil
	}
	if rows, err := c.rows(body); err != nil || rows.Length() == 0 {
		return nil
	}
	return func(page *scraper.Page) (scraper.Result, error) { return readCards(page, *c) }
}

// Read reads a listing page, a sitemap or the page of a posting.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	switch page.Request.Page {
	case "list":
		return readList(page)
	case "sitemap":
		return readSitemap(page)
	case "":
		if nodes, _, _ := postings(page); len(nodes) == 0 {
			if read := listing(page.Body); read != nil {
				return read(page)
			}
		}
	}
	return readJob(page)
}
