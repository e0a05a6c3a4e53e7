// Package teamtailor reads the career sites that employers host with
// Teamtailor, through the feed of each site.
//
// GET https://SITE/jobs.json answers a JSON Feed (https://www.jsonfeed.org/)
// without a key. SITE is a name at teamtailor.com or a domain of the
// employer's own; the former may redirect to the latter, which is then to be
// named in the configuration. What to know of the feed:
//   - Each item holds a schema.org JobPosting under _jobposting, whose country
//     is a code. addressRegion may be a continent ("Europe").
//   - baseSalary may stand in it. That is reported; no recording shows it.
//   - Reports tell of longer feeds that name the next page in next_url. Only
//     its query is used: pages of other hosts are not asked for.
//   - The posting names the employer in its identifier where it has no
//     hiringOrganization, and the feed has the site's title.
//   - /jobs.rss answers the same jobs as RSS, with places in a namespace of its
//     own. It is read where it was saved (rss.go).
//   - jobLocationType is null where the site shows a job as hybrid: what is
//     not remote is not told.
package teamtailor

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/weburl"
)

const (
	domain   = ".teamtailor.com"
	maxPages = 100 // of one site; one with more has a loop
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source. It names no hosts: the sites are those of the
// configuration.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "teamtailor",
		Title:       "Teamtailor",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.teamtailor.com/",
		Terms:       "https://www.teamtailor.com/en/terms-of-service/",
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source. A board's
// token is the site's name before .teamtailor.com ("acme"), or its whole host
// ("careers.acme.example", "acme.na.teamtailor.com").
type Settings struct {
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// host is the host of a board's site.
func host(token string) string {
	if strings.Contains(token, ".") {
		return token
	}
	return token + domain
}

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.BoardSettings.Validate(); err != nil {
		return err
	}
	for i, b := range s.Boards {
		if u, err := url.Parse("https://" + host(b.Token)); err != nil || u.Host != host(b.Token) ||
			u.Hostname() == "" {
			return fmt.Errorf("boards[%d].token: %q is neither a name nor a host", i, b.Token)
		}
	}
	return nil
}

// Start asks for each site.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		req := scraper.Request{
			URL:  s.Address("https://"+host(b.Token), "/jobs.json"),
			Page: "board",
			Note: paging.First(maxPages),
		}
		if s.BaseURL != "" { // one host for all sites: the address tells them apart
			req.URL = weburl.WithQuery(req.URL, "site", b.Token)
		}
		return req
	}), nil
}

// Recognise knows a feed by keys that no other service has together, and one in
// RSS by its namespace.
func (Source) Recognise(page *scraper.Page) bool {
	if isRSS(page.Body) {
		return true
	}
	top, first := jsonlist.Shape(page.Body, "items")
	return top.Has("version", "items") && first.Has("id", "url", "_jobposting")
}

// feed is the JSON Feed around the items.
type feed struct {
	Title   string `json:"title"`
	HomeURL string `json:"home_page_url"`
	NextURL string `json:"next_url"`
}

// Read reads a page of a site's feed and asks for the next, or a saved feed in
// RSS.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if page.Request.Page == "" && isRSS(page.Body) {
		return readRSS(page)
	}
	f, unfit, err := jsonlist.Object[feed](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res := scraper.Result{Problems: unfit}
	var ids []string
	problems, err := jsonlist.Array(page.Body, "items", func(path string, it item) error {
		ids = append(ids, it.ID)
		p, err := it.posting(page, f, path)
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
	if f.NextURL == "" {
		if paging.Of(page).Number == 1 && res.Lost() == 0 {
			res.Whole = page.Request.Board
		}
		return res, nil
	}
	note, err := paging.Of(page).Next(ids, 0)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.Note = note
		if next.URL, err = follow(page.Request.URL, f.NextURL); err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("next_url: %w", err))
			return res, nil
		}
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// follow lays the query of the next page over the address of this one.
func follow(address, next string) (string, error) {
	u, err := url.Parse(next)
	if err != nil || u.RawQuery == "" {
		return "", fmt.Errorf("%q names no page", next)
	}
	for key, values := range u.Query() {
		address = weburl.WithQuery(address, key, values[0])
	}
	return address, nil
}

// item is a posting as the feed words it.
type item struct {
	ID         string                    `json:"id"`
	Title      string                    `json:"title"`
	URL        string                    `json:"url"`
	Published  string                    `json:"date_published"`
	Modified   string                    `json:"date_modified"`
	Content    jsonlist.Optional[string] `json:"content_html"`
	JobPosting jsonld.Node               `json:"_jobposting"`
}

func (it item) posting(page *scraper.Page, f feed, path string) (scraper.Posting, error) {
	if it.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := jsonld.JobPosting(it.JobPosting)
	p.ID = it.ID
	p.URL = weburl.Resolve("", it.URL)
	p.Board = cmp.Or(page.Request.Board, site(cmp.Or(p.URL, f.HomeURL)))
	p.Title = cmp.Or(htmltext.Line(it.Title), p.Title)
	p.Path = path
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(
		p.Company,
		page.Request.Company,
		it.JobPosting.Node("identifier").Text("name"),
		employerOf(f.Title),
		p.Board,
	)
	if len(p.Places) < 2 { // those of several countries are of none
		p.Country = cmp.Or(p.Country, page.Request.Country)
	}
	p.Description = cmp.Or(htmltext.Text(it.Content.Value), p.Description)
	if t := dates.Field(&p.Unread, "date_published", it.Published); !t.IsZero() {
		p.PostedAt = t
	}
	if t := dates.Field(&p.Unread, "date_modified", it.Modified); !t.IsZero() {
		p.ChangedAt = t
	}
	for i := range p.Pay {
		p.Pay[i].Path = "_jobposting." + p.Pay[i].Path
	}
	if _, stated := it.JobPosting.Values["description"]; !stated && !it.Content.Stated {
		p.Omits = append(p.Omits, "description")
	}
	if it.JobPosting.Values == nil {
		p.Omits = append(p.Omits, "pay")
	}
	return p, nil
}

// employerOf is the employer in a feed's title: "Acme", or "Acme Jobs" in some.
func employerOf(title string) string {
	title = htmltext.Line(title)
	for _, word := range []string{" Jobs", " jobs"} {
		title = strings.TrimSuffix(title, word)
	}
	return title
}

// site names a site as the configuration does: by its name at Teamtailor or
// by its host.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if name := strings.TrimSuffix(u.Host, domain); !strings.Contains(name, ".") {
		return name
	}
	return u.Host
}
