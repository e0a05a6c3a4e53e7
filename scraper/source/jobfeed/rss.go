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
	"backpay/scraper/pattern"
)

// isRSS reports whether body is a feed of WP Job Manager.
func isRSS(body []byte) bool {
	return bytes.Contains(beginning(body), []byte("xmlns:job_listing=")) && xmllist.Root(body) == "rss"
}

func beginning(body []byte) []byte { return body[:min(len(body), 4000)] }

// apart are what feeds of sources of their own say in their beginning.
var apart = []string{"weworkremotely.com", "remotive.com", "governmentjobs.com", "neogov.com/", "xmlns:tt=\"https://teamtailor.com/"}

// jobWords are the parts of addresses that adverts have, in the languages of job
// boards; "remote-jobs" ends in one.
var jobWords = pattern.New(
	`(?i)/(?:[\w-]+-)?(?:jobs?|vacanc(?:y|ies)|openings?|positions?|stellen|stellenangebote?|emplois?|empleos?|vagas?|` +
		`vacatures?|ofertas?|lavoro|praca|jobb)/`,
)

// jobTitle is the title of a feed of adverts that says no more, or whose they are.
var jobTitle = pattern.New(
	`(?i)^(?:open |current |our )?(?:jobs|job openings|vacancies|positions|careers|stellenangebote|offres d'emploi|` +
		`ofertas de empleo|vagas|vacatures)(?: (?:at|bei|chez|em|en|bij) .+)?$`,
)

// isPlain reports whether body is RSS or Atom of no form of its own whose entries
// are adverts: its title or the addresses of most say so.
func isPlain(body []byte) bool {
	if !isFeed(body) {
		return false
	}
	for _, mark := range apart {
		if bytes.Contains(beginning(body), []byte(mark)) {
			return false
		}
	}
	f, err := feed.Read(body)
	if err != nil {
		return false
	}
	if jobTitle.MatchString(htmltext.Line(f.Title)) && len(f.Items) > 0 {
		return true
	}
	adverts := 0
	for _, it := range f.Items {
		if jobWords.MatchString(it.Link+"/") || jobWords.MatchString(it.GUID+"/") {
			adverts++
		}
	}
	return adverts*2 > len(f.Items)
}

func isFeed(body []byte) bool {
	root := xmllist.Root(body)
	return root == "rss" || root == "feed"
}

func readRSS(page *scraper.Page) (scraper.Result, error) {
	f, err := feed.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	named := namesEmployers(f)
	problems, err := feed.Each(f, func(path string, it *gofeed.Item) error {
		p, err := rssPosting(page, it, path)
		if named && p.Company == "" {
			p.Title, p.Company = atEmployer(p.Title)
		}
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
	said := func(names ...string) string {
		for _, name := range names {
			if v := it.Extensions["job_listing"][name]; len(v) > 0 {
				return htmltext.Line(v[0].Value)
			}
			if v := htmltext.Line(it.Custom[name]); v != "" {
				return v
			}
		}
		return ""
	}
	space := ""
	if it.Extensions["job_listing"] != nil {
		space = "job_listing:"
	}
	p := scraper.Posting{
		ID:          cmp.Or(strings.TrimSpace(it.GUID), link),
		Board:       cmp.Or(page.Request.Board, host(link)),
		URL:         link,
		Title:       htmltext.Line(it.Title),
		Company:     cmp.Or(said("company"), page.Request.Company),
		Place:       said("location", "region", "city"),
		Country:     page.Request.Country,
		Employment:  words.Employment(said("job_type", "jobtype", "type")),
		Department:  said("job_category", "category"),
		Description: htmltext.Text(cmp.Or(it.Content, it.Description)),
		Pay:         paid(said("salary"), space+"salary"),
		Path:        path,
	}
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("guid: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if strings.Contains(link, "/remote-jobs/") {
		p.Workplace = "remote" // as all of a board are whose addresses say so
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", it.Published)
	return p, nil
}

// atEmployer takes "Role at Employer" apart.
func atEmployer(title string) (role, employer string) {
	i := strings.LastIndex(title, " at ")
	if i < 0 {
		return title, ""
	}
	return strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(" at "):])
}

// namesEmployers reports whether all titles of a feed end with an employer, so that
// "Engineer at sea" of another is left alone.
func namesEmployers(f *gofeed.Feed) bool {
	for _, it := range f.Items {
		if role, employer := atEmployer(htmltext.Line(it.Title)); role == "" || employer == "" {
			return false
		}
	}
	return len(f.Items) > 1
}
