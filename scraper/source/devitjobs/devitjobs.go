// Package devitjobs reads the feeds of DevITjobs and its sister sites, boards
// for jobs in IT on which every advert states pay: devitjobs.uk,
// germantechjobs.de, swissdevjobs.ch, devitjobs.nl and devitjobs.fr.
//
// GET https://SITE/job_feed.xml answers all adverts of a site, some 10 MB,
// without a key. No recording of it was at hand: the form is what public
// clients of 2026 describe, and is not verified here. What to know of it:
//   - It is no RSS: jobs of their own elements, some under two names (title
//     and name, company and company-name, url and link).
//   - Pay is one element of text; it names no period, and is of a year.
//   - pubdate is day.month.year.
//   - The feeds at /rss answer 403 to programs since 2026.
package devitjobs

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/extract/xmllist"
)

// countries are the sites and the country that each is about.
var countries = map[string]string{
	"devitjobs.uk": "GB", "devitjobs.nl": "NL", "devitjobs.fr": "FR", "germantechjobs.de": "DE", "swissdevjobs.ch": "CH",
}

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "devitjobs",
		Title:       "DevITjobs and sister sites",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.File,
		Homepage:    "https://devitjobs.uk/",
		Terms:       "https://devitjobs.uk/",
		Hosts:       slices.Sorted(maps.Keys(countries)),
		OnByDefault: true,
		Every:       24 * time.Hour,
		Pay:         "text",
		Countries:   slices.Sorted(maps.Values(countries)),
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Sites are the sites to read.
	Sites []string `yaml:"sites"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Sites: slices.Sorted(maps.Keys(countries))}
}

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, site := range s.Sites {
		if countries[site] == "" {
			return fmt.Errorf(
				"sites[%d]: %q is none of %s",
				i,
				site,
				strings.Join(slices.Sorted(maps.Keys(countries)), ", "),
			)
		}
		if first := slices.Index(s.Sites, site); first < i {
			return fmt.Errorf("sites[%d]: %q already stands at sites[%d]", i, site, first)
		}
	}
	return nil
}

// Start asks for the feed of each site.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, site := range s.Sites {
		path := "/job_feed.xml"
		if s.BaseURL != "" {
			path = "/" + site + path
		}
		reqs = append(
			reqs,
			scraper.Request{
				URL:     s.Address("https://"+site, path),
				Page:    "feed",
				Board:   site,
				Country: countries[site],
			},
		)
	}
	return reqs, nil
}

// Recognise knows a feed by the addresses of its first adverts.
func (Source) Recognise(page *scraper.Page) bool {
	return xmllist.Any(page.Body, "jobs", "job", func(j job) bool { return site(j.address()) != "" })
}

// site is the one of the sites that an address is on, or "".
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	if countries[host] == "" {
		return ""
	}
	return host
}

// Read reads a feed.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	seen := map[string]bool{}
	problems, err := xmllist.Array(page.Body, "jobs", "job", func(path string, j job) error {
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
	if page.Request.Page == "feed" && res.Lost() == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	ID          string `xml:"id"`
	Title       string `xml:"title"`
	Name        string `xml:"name"`
	Company     string `xml:"company"`
	CompanyName string `xml:"company-name"`
	Location    string `xml:"location"`
	City        string `xml:"city"`
	Region      string `xml:"region"`
	URL         string `xml:"url"`
	Link        string `xml:"link"`
	ApplyURL    string `xml:"apply_url"`
	Salary      string `xml:"salary"`
	Type        string `xml:"jobtype"`
	Published   string `xml:"pubdate"`
	Description string `xml:"description"`
}

func (j job) address() string {
	return cmp.Or(weburl.Resolve("", strings.TrimSpace(j.URL)), weburl.Resolve("", strings.TrimSpace(j.Link)))
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	board := cmp.Or(page.Request.Board, site(j.address()))
	p := scraper.Posting{
		ID:          cmp.Or(strings.TrimSpace(j.ID), j.address()), // one site's own
		Board:       board,
		URL:         j.address(),
		Title:       htmltext.Line(cmp.Or(j.Title, j.Name)),
		Company:     cmp.Or(htmltext.Line(cmp.Or(j.Company, j.CompanyName)), page.Request.Company),
		Place:       htmltext.Line(j.Location),
		Country:     cmp.Or(page.Request.Country, countries[board]),
		Employment:  words.Employment(j.Type),
		Description: htmltext.Text(j.Description),
		Path:        path,
	}
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("id: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if board != "" {
		p.ID = board + ":" + p.ID
	}
	if p.Place == "" {
		p.Place, _, _ = places.Of([]places.Location{{City: j.City, Region: j.Region}})
	}
	if apply := weburl.Resolve("", strings.TrimSpace(j.ApplyURL)); apply != p.URL {
		p.ApplyURL = apply
	}
	if text := htmltext.Line(j.Salary); strings.ContainsAny(text, "123456789") {
		p.Pay = []scraper.Pay{{Text: text, Kind: words.PayKind(text), Origin: scraper.Field, Path: "salary"}}
	}
	if at, err := time.Parse("02.01.2006", strings.TrimSpace(j.Published)); err == nil {
		p.PostedAt = at
	}
	return p, nil
}
