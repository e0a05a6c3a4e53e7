// Package weworkremotely reads the remote jobs that We Work Remotely lists,
// through its RSS feeds.
//
// GET /remote-jobs.rss answers the newest jobs of all kinds, and
// /categories/NAME.rss those of one (https://weworkremotely.com/remote-job-rss-feed).
// What to know of them:
//   - The title is "Company: Role"; no element names the company alone.
//   - region is where applicants may live. country stands beside it since
//     2026, and was empty in all that was seen; state is that of the
//     employer's headquarters, which is no place of the job.
//   - There is no element for pay; some texts state it.
//   - expires_at, skills and type came after 2020.
//   - A feed asks in its ttl to be fetched at most once an hour, and holds the
//     newest jobs only: one that is missing is not taken for withdrawn.
package weworkremotely

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/feed"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/extract/xmllist"
)

const origin = "https://weworkremotely.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "weworkremotely",
		Title:       "We Work Remotely",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://weworkremotely.com/",
		Terms:       "https://weworkremotely.com/remote-job-rss-feed",
		Attribution: "Jobs from We Work Remotely (https://weworkremotely.com/). Each links to its page there.",
		Hosts:       []string{"weworkremotely.com"},
		OnByDefault: true,
		Every:       time.Hour,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Categories are names of feeds as in their addresses
	// ("remote-back-end-programming-jobs"); none for the feed of all jobs.
	Categories []string `yaml:"categories"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, c := range s.Categories {
		if strings.TrimSpace(c) == "" {
			return fmt.Errorf("categories[%d]: is empty", i)
		}
		if first := slices.Index(s.Categories, c); first < i {
			return fmt.Errorf("categories[%d]: %q already stands at categories[%d]", i, c, first)
		}
	}
	return nil
}

// Start asks for each feed.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	if len(s.Categories) == 0 {
		return []scraper.Request{{URL: s.Address(origin, "/remote-jobs.rss"), Page: "feed"}}, nil
	}
	var reqs []scraper.Request
	for _, c := range s.Categories {
		reqs = append(
			reqs,
			scraper.Request{URL: s.Address(origin, "/categories/"+url.PathEscape(c)+".rss"), Page: "feed"},
		)
	}
	return reqs, nil
}

// Recognise knows a feed by the address that it calls its own.
func (Source) Recognise(page *scraper.Page) bool {
	if xmllist.Root(page.Body) != "rss" {
		return false
	}
	feed, err := feed.Read(page.Body)
	return err == nil && own(feed)
}

func own(feed *gofeed.Feed) bool {
	u, err := url.Parse(feed.Link)
	return err == nil && strings.TrimPrefix(u.Hostname(), "www.") == "weworkremotely.com"
}

// Read reads a feed.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	list, err := feed.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	if !own(list) && page.Request.Page == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: the feed %q is not of We Work Remotely",
			scraper.ErrNoRecord,
			list.Title,
		)
	}
	var res scraper.Result
	seen := map[string]bool{}
	problems, err := feed.Each(list, func(path string, item *gofeed.Item) error {
		p, err := posting(page, item, path)
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
	return res, nil
}

func posting(page *scraper.Page, item *gofeed.Item, path string) (scraper.Posting, error) {
	link := weburl.Resolve(cmp.Or(page.URL, origin), item.Link)
	p := scraper.Posting{
		ID:          cmp.Or(strings.TrimSpace(item.GUID), link),
		URL:         link,
		Country:     page.Request.Country,
		Place:       htmltext.Join(line(item, "region"), unflagged(line(item, "country"))),
		Workplace:   "remote", // as all that We Work Remotely lists
		Employment:  words.Employment(line(item, "type")),
		Department:  htmltext.Join(htmltext.Lines(item.Categories)...),
		Tags:        htmltext.Lines(strings.Split(line(item, "skills"), ",")),
		Description: htmltext.Text(cmp.Or(item.Content, item.Description)),
		Path:        path,
	}
	if p.ID == "" {
		return scraper.Posting{}, errors.New("guid: is missing")
	}
	p.Company, p.Title = split(htmltext.Line(item.Title))
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", item.Published)
	p.ValidThrough = dates.Field(&p.Unread, "expires_at", line(item, "expires_at"))
	return p, nil
}

// line is the text of an element that RSS doesn't know.
func line(item *gofeed.Item, name string) string { return htmltext.Line(item.Custom[name]) }

// split takes "Company: Role" apart. A title without a colon is all role.
func split(title string) (company, role string) {
	company, role, ok := strings.Cut(title, ": ")
	if !ok {
		return "", title
	}
	return strings.TrimSpace(company), strings.TrimSpace(role)
}

// unflagged drops the flag, two regional indicators, that the site sets before
// the names of countries.
func unflagged(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= 0x1f1e6 && r <= 0x1f1ff {
			return -1
		}
		return r
	}, s))
}
