// Package remotive reads the remote jobs that Remotive lists: its RSS feed, and
// saved answers of its public interface.
//
// GET /remote-jobs/feed, or /remote-jobs/feed/CATEGORY, answers the newest jobs
// as RSS. The interface (GET /api/remote-jobs,
// https://remotive.com/api-documentation), which says more, is closed to
// programs by the site's robots.txt (seen August 2026). What to know of them:
//   - No recording of the feed is at hand: its form is that of public readers
//     of it, a company before a colon or behind "at" in the title.
//   - Remotive asks for at most four fetches a day, and blocks who asks more
//     often than twice a minute. Its jobs come a day late.
//   - Its notice, which comes with each answer, wants a link back to the job's
//     page and Remotive named; the jobs may not be given to other job boards.
//   - Pay is one free text ("$75k - $95k", "OTE $25k - $35k", "$14/hour"), and
//     "-" or nothing where there is none.
//   - A date has no zone: it is read as UTC, which is not verified.
//   - The documentation speaks of all open jobs, but an answer of May 2026 held
//     18, so that a job that is missing is not taken for withdrawn.
package remotive

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const origin = "https://remotive.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "remotive",
		Title:    "Remotive",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://remotive.com/",
		Terms:    "https://remotive.com/api-documentation",
		Attribution: "Jobs from Remotive (https://remotive.com/). Each links to its page there. " +
			"They may not be passed on to other job boards, nor shown in return for a sign-up.",
		Hosts:       []string{"remotive.com"},
		OnByDefault: true,
		Every:       6 * time.Hour,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Category is one of the feed's own ("software-development"), empty for all.
	Category string `yaml:"category"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for the list.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	path := "/remote-jobs/feed"
	if s.Category != "" {
		path += "/" + url.PathEscape(s.Category)
	}
	return []scraper.Request{{URL: s.Address(origin, path), Page: "rss"}}, nil
}

// Recognise knows the list by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	if isFeed(page.Body) {
		return true
	}
	_, first := jsonlist.Shape(page.Body, "jobs")
	return first.Has("id", "url", "title", "company_name", "candidate_required_location", "publication_date")
}

// Read reads the feed, or the list.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if text := bytes.TrimSpace(page.Body); isFeed(text) ||
		page.Request.Page == "rss" && !bytes.HasPrefix(text, []byte("{")) {
		return readFeed(page)
	}
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "jobs", func(path string, j job) error {
		p, err := j.posting(page, path)
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
	answer, unfit, err := jsonlist.Object[struct {
		Count *int `json:"job-count"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	if n := len(res.Postings) + res.Lost(); answer.Count != nil && *answer.Count != n {
		res.Problems = append(res.Problems, fmt.Errorf("job-count: %d, but the list holds %d", *answer.Count, n))
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	ID          int64    `json:"id"`
	URL         string   `json:"url"`
	Title       string   `json:"title"`
	Company     string   `json:"company_name"`
	Category    string   `json:"category"`
	Tags        []string `json:"tags"`
	Type        string   `json:"job_type"`
	Published   string   `json:"publication_date"`
	Location    string   `json:"candidate_required_location"`
	Salary      string   `json:"salary"`
	Description string   `json:"description"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == 0 {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          strconv.FormatInt(j.ID, 10),
		URL:         weburl.Resolve("", j.URL),
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(j.Company),
		Place:       htmltext.Line(j.Location),
		Country:     page.Request.Country,
		Workplace:   "remote", // as all that Remotive lists
		Employment:  words.Employment(j.Type),
		Department:  htmltext.Line(j.Category),
		Tags:        htmltext.Lines(j.Tags),
		Description: htmltext.Text(j.Description),
		Pay:         j.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.PostedAt = dates.Field(&p.Unread, "publication_date", j.Published)
	return p, nil
}

// pay is the text where it names an amount.
func (j job) pay() []scraper.Pay {
	text := htmltext.Line(j.Salary)
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	return []scraper.Pay{{Text: text, Kind: words.PayKind(text), Origin: scraper.Field, Path: "salary"}}
}
