// Package neogov reads the openings of states, counties and cities of the
// United States that hire through NEOGOV (GovernmentJobs.com), from the RSS
// feed of each agency.
//
// GET /SearchEngine/JobsFeed?agency=AGENCY answers all openings of an agency
// without a key. What to know of it:
//   - Pay stands in elements of NEOGOV's own namespace: ends, currency and
//     period. minimumSalary may be "Not Displayed", which is no pay.
//   - The title of an opening that ended may end in "(Invalid)".
//   - A feed of 2013 has dates such as "2013-04-12 15:52:34.19" and names the
//     state apart; those of 2026 have RFC 1123 dates and sections of the
//     advert in further elements.
package neogov

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/feed"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/extract/xmllist"
)

const origin = "https://www.governmentjobs.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "neogov",
		Title:       "NEOGOV (GovernmentJobs.com)",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.governmentjobs.com/",
		Terms:       "https://www.governmentjobs.com/",
		Hosts:       []string{"www.governmentjobs.com"},
		OnByDefault: true,
		Pay:         "structured",
		Countries:   []string{"US"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	// Boards are agencies, by the name in governmentjobs.com/careers/NAME.
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for each agency's feed.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		return scraper.Request{
			URL:  s.Address(origin, "/SearchEngine/JobsFeed?agency="+url.QueryEscape(b.Token)),
			Page: "board",
		}
	}), nil
}

// Recognise knows a feed by the elements that are NEOGOV's own.
func (Source) Recognise(page *scraper.Page) bool {
	if xmllist.Root(page.Body) != "rss" {
		return false
	}
	feed, err := feed.Read(page.Body)
	return err == nil && own(feed)
}

func own(feed *gofeed.Feed) bool {
	return len(feed.Items) > 0 && said(feed.Items[0], "jobId") != "" || hosted(feed.Link)
}

func hosted(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.HasSuffix("."+u.Hostname(), ".governmentjobs.com")
}

// Read reads a feed.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	list, err := feed.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	if !own(list) {
		return scraper.Result{}, fmt.Errorf("%w: the feed %q is not of NEOGOV", scraper.ErrDrift, list.Title)
	}
	var res scraper.Result
	problems, err := feed.Each(list, func(path string, item *gofeed.Item) error {
		p, err := posting(page, list, item, path)
		if err == nil {
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if page.Request.Page == "board" && len(res.Problems) == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// said is the text of an element of NEOGOV's namespace, "" where there is none.
func said(item *gofeed.Item, name string) string {
	for _, e := range item.Extensions["joblisting"][name] {
		if t := strings.TrimSpace(e.Value); t != "" {
			return t
		}
	}
	return ""
}

func posting(page *scraper.Page, feed *gofeed.Feed, item *gofeed.Item, path string) (scraper.Posting, error) {
	link := weburl.Resolve("", item.Link)
	p := scraper.Posting{
		ID:          cmp.Or(said(item, "jobId"), strings.TrimSpace(item.GUID), link),
		Board:       cmp.Or(page.Request.Board, agency(feed.Link)),
		URL:         link,
		Title:       htmltext.Line(strings.TrimSuffix(strings.TrimSpace(item.Title), "(Invalid)")),
		Country:     cmp.Or(page.Request.Country, "US"),
		Employment:  words.Employment(said(item, "jobType")),
		Department:  htmltext.Line(said(item, "department")),
		Description: description(item),
		Pay:         pay(item),
		Path:        path,
	}
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("joblisting:jobId: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(page.Request.Company, htmltext.Line(feed.Title), p.Board)
	location, state := htmltext.Line(said(item, "location")), htmltext.Line(said(item, "state"))
	if p.Place = location; state != "" && location != state && !strings.HasSuffix(location, ", "+state) {
		p.Place = strings.TrimPrefix(location+", "+state, ", ")
	}
	if strings.EqualFold(location, "remote") {
		p.Workplace = "remote"
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", item.Published)
	p.ValidThrough = dates.Field(&p.Unread, "advertiseToDateTimeUTC", stamp(said(item, "advertiseToDateTimeUTC")))
	return p, nil
}

// stamp mends the form "Sun, 20 Sep 2026 04:59:00:0", whose fraction stands
// behind a colon, and names the zone that its element's name tells. What is
// "Continuous" has no end, and is "Invalid Date" in recordings.
func stamp(s string) string {
	switch strings.ToLower(s) {
	case "", "continuous", "invalid date":
		return ""
	}
	if parts := strings.Split(s, ":"); len(parts) == 4 {
		s = strings.Join(parts[:3], ":")
	}
	return s + " GMT"
}

// agency finds the agency's name in its address
// (https://www.governmentjobs.com/careers/NAME, or agency.governmentjobs.com/NAME).
func agency(address string) string {
	u, err := url.Parse(address)
	if err != nil || !hosted(address) {
		return ""
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(u.Path, "/careers"), "/"), "/")
	return name
}

// description puts the sections of the advert in the order of its page.
func description(item *gofeed.Item) string {
	var texts []string
	for _, part := range []string{item.Description, said(item, "examplesofduties"), said(item, "qualifications"), said(item, "supplementalinformation")} {
		if t := htmltext.Text(part); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}

func pay(item *gofeed.Item) []scraper.Pay {
	low, _ := money.ParseNumber(said(item, "minimumSalary"))
	high, _ := money.ParseNumber(said(item, "maximumSalary"))
	if low <= 0 && high <= 0 {
		return nil
	}
	return []scraper.Pay{{
		Min:      max(low, 0),
		Max:      max(high, 0),
		Currency: said(item, "salaryCurrency"),
		Period:   words.PeriodOf(said(item, "salaryInterval")),
		Origin:   scraper.Structured,
		Path:     "joblisting:minimumSalary",
	}}
}
