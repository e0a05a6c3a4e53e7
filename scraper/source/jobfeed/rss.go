package jobfeed

import (
	"bytes"
	"cmp"
	"errors"
	"strings"

	"github.com/mmcdole/gofeed"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/feed"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/extract/xmllist"
)

// isRSS reports whether body is a feed of WP Job Manager.
func isRSS(body []byte) bool {
	return bytes.Contains(body[:min(len(body), 4000)], []byte("xmlns:job_listing=")) && xmllist.Root(body) == "rss"
}

func readRSS(page *scraper.Page) (scraper.Result, error) {
	f, err := feed.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	problems, err := feed.Each(f, func(path string, it *gofeed.Item) error {
		p, err := rssPosting(page, it, path)
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

func rssPosting(page *scraper.Page, it *gofeed.Item, path string) (scraper.Posting, error) {
	link := weburl.Resolve(page.URL, it.Link)
	said := func(name string) string {
		if v := it.Extensions["job_listing"][name]; len(v) > 0 {
			return htmltext.Line(v[0].Value)
		}
		return ""
	}
	p := scraper.Posting{
		ID:          cmp.Or(strings.TrimSpace(it.GUID), link),
		Board:       cmp.Or(page.Request.Board, host(link)),
		URL:         link,
		Title:       htmltext.Line(it.Title),
		Company:     cmp.Or(said("company"), page.Request.Company),
		Place:       said("location"),
		Country:     page.Request.Country,
		Employment:  words.Employment(said("job_type")),
		Department:  said("job_category"),
		Description: htmltext.Text(cmp.Or(it.Content, it.Description)),
		Pay:         paid(said("salary"), "job_listing:salary"),
		Path:        path,
	}
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("guid: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", it.Published)
	return p, nil
}
