package remotive

import (
	"errors"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/feed"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/xmllist"
)

// isFeed reports whether a page is Remotive's RSS feed.
func isFeed(body []byte) bool {
	if xmllist.Root(body) != "rss" {
		return false
	}
	f, err := feed.Read(body)
	return err == nil &&
		(weburl.OnSite(f.Link, "remotive") || len(f.Items) > 0 && weburl.OnSite(f.Items[0].Link, "remotive"))
}

// readFeed reads the RSS feed.
func readFeed(page *scraper.Page) (scraper.Result, error) {
	f, err := feed.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	problems, err := feed.Each(f, func(path string, item *gofeed.Item) error {
		p, err := fromItem(page, item, path)
		if err == nil {
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

// number is a job's number, with which its address and its guid end.
var number = regexp.MustCompile(`(?:^|[-/])(\d+)/?$`)

func fromItem(page *scraper.Page, item *gofeed.Item, path string) (scraper.Posting, error) {
	p := scraper.Posting{
		URL:         weburl.Resolve("", item.Link),
		Place:       htmltext.Line(item.Custom["location"]),
		Country:     page.Request.Country,
		Workplace:   "remote",
		Tags:        htmltext.Lines(item.Categories),
		Description: htmltext.Text(longest(item.Content, item.Description)),
		Path:        path,
	}
	for _, s := range []string{p.URL, item.GUID} {
		if m := number.FindStringSubmatch(s); m != nil && p.ID == "" {
			p.ID = m[1]
		}
	}
	if p.ID == "" {
		p.ID = strings.TrimPrefix(p.URL, origin)
	}
	if p.ID == "" {
		return p, errors.New("link: is missing")
	}
	p.Title, p.Company = titled(htmltext.Line(item.Title))
	if c := htmltext.Line(item.Custom["company"]); c != "" {
		p.Company = c
	}
	if p.Title == "" {
		return p, errors.New("title: is empty")
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", item.Published)
	return p, nil
}

// titled parts an item's title, "Company: Title" or "Title at Company".
func titled(s string) (title, company string) {
	if before, after, ok := strings.Cut(s, ": "); ok && len(before) <= 60 {
		return after, before
	}
	if i := strings.LastIndex(s, " at "); i > 0 {
		return s[:i], s[i+4:]
	}
	return s, ""
}

func longest(a, b string) string {
	if len(a) > len(b) {
		return a
	}
	return b
}
