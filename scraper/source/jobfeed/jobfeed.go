// Package jobfeed reads feeds of jobs in the forms that many sites have in
// common, whoever runs them.
//
//   - RSS of WordPress with the plugin WP Job Manager (/?feed=job_feed), which
//     adds company, place, kind and pay in a namespace job_listing
//     (https://github.com/Automattic/WP-Job-Manager, job_feed_item): rss.go.
//   - Plain RSS or Atom, an advert an entry, known by its entries' addresses
//     (/remote-jobs/...); elements without a namespace name place, kind and pay: rss.go.
//   - XML for job search engines, a list of <job> in <source> as Indeed asks for
//     (https://docs.indeed.com/indeed-xml-feed) or in <jobs> as Jooble does: most
//     applicant tracking systems write it: xml.go.
//
// They were tried on what public programs quote of such feeds in their tests, and on
// no whole recording. What to know of them:
//   - Pay is a line of text in all, in any language.
//   - Nothing says that a feed is all of a board: what is missing is not taken
//     for withdrawn.
//   - A reference number is its employer's own, so that it stands behind the
//     host it came from.
package jobfeed

import (
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/places"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source. It names no hosts: the feeds are those of the
// configuration.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "jobfeed",
		Title:       "Job feeds",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://docs.indeed.com/indeed-xml-feed",
		Terms:       "https://docs.indeed.com/indeed-xml-feed", // each site has its own
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	Feeds          []Feed `yaml:"feeds"`
}

// Feed is a feed to read. Company is the employer of jobs that name none, and
// Country, an ISO 3166 code, the country of those that name none.
type Feed struct {
	URL     string `yaml:"url"`
	Company string `yaml:"company"`
	Country string `yaml:"country"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	at := map[string]int{}
	for i, f := range s.Feeds {
		if err := scraper.CheckURL(f.URL); err != nil {
			return fmt.Errorf("feeds[%d].url: %w", i, err)
		}
		if first, ok := at[f.URL]; ok {
			return fmt.Errorf("feeds[%d].url: %q already stands at feeds[%d]", i, f.URL, first)
		}
		if f.Country != "" && places.Country(f.Country) != f.Country {
			return fmt.Errorf("feeds[%d].country: %q is no ISO 3166 code such as \"US\"", i, f.Country)
		}
		at[f.URL] = i
	}
	return nil
}

// Start asks for each feed.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, f := range s.Feeds {
		u, err := url.Parse(f.URL)
		if err != nil {
			return nil, fmt.Errorf("feed %q: %w", f.URL, err)
		}
		reqs = append(reqs, scraper.Request{
			URL:     s.Address(u.Scheme+"://"+u.Host, u.RequestURI()),
			Page:    "feed",
			Board:   u.Hostname(),
			Company: f.Company,
			Country: f.Country,
		})
	}
	return reqs, nil
}

// Recognise knows a feed by its namespace, by the names of its elements or by the
// addresses of its entries.
func (Source) Recognise(page *scraper.Page) bool {
	return isRSS(page.Body) || isXML(page.Body) || isPlain(page.Body)
}

// Read reads a feed of any of the forms.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if isFeed(page.Body) {
		return readRSS(page)
	}
	return readXML(page)
}

// paid is a line of pay, none where it holds no amount.
func paid(text, path string) []scraper.Pay {
	text = htmltext.Line(text)
	if !strings.ContainsAny(text, "123456789") {
		return nil
	}
	return []scraper.Pay{{Text: text, Origin: scraper.Field, Path: path}}
}

// host is the host of an address, "" where it has none.
func host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return u.Hostname()
}
