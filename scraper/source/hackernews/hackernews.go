// Package hackernews reads the posts of "Ask HN: Who is hiring?", the thread
// that Hacker News opens each month, in which employers write their adverts.
//
// There are two ways, which the setting api chooses between:
//   - algolia: GET https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring
//     finds the newest thread, and /api/v1/search?tags=comment,story_ID all its
//     comments, 1,000 a page (https://hn.algolia.com/api). 10,000 requests an
//     hour are allowed, which is not verified.
//   - firebase: GET https://hacker-news.firebaseio.com/v0/user/whoishiring.json,
//     then /v0/item/ID.json for the thread and for each of its comments
//     (https://github.com/HackerNews/API): some 500 requests a thread.
//
// Saved answers of Algolia are read by import too, and saved pages of a thread
// (https://news.ycombinator.com/item?id=ID). What to know of them:
//   - Only comments on the thread itself are adverts; the others are replies.
//   - Two threads beside it, "Who wants to be hired?" and "Freelancer?", hold
//     applicants' own words. They are never read, nor is an applicant's post
//     that stands in the wrong thread (see applicant).
//   - A comment is free text. Most begin "Company | Role | Place | REMOTE | $",
//     in any order; some list several roles (see post.go).
//   - Contact addresses are taken out of what is kept (see contact.go), and
//     so is the name of who wrote the comment.
//   - Deleted comments are missing at Algolia, null or marked at Firebase.
package hackernews

import (
	"errors"
	"fmt"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/pattern"
)

const (
	algolia     = "https://hn.algolia.com"
	firebase    = "https://hacker-news.firebaseio.com"
	mostPages   = 20 // that the setting pages may ask for
	mostThreads = 24 // that the setting threads may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "hackernews",
		Title:       "Hacker News: Who is hiring?",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://news.ycombinator.com/submitted?id=whoishiring",
		Terms:       "https://github.com/HackerNews/API",
		Attribution: "Adverts from Hacker News, \"Who is hiring?\" (https://news.ycombinator.com/). Each links to its comment there.",
		Hosts:       []string{"hn.algolia.com", "hacker-news.firebaseio.com"},
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// API is the way: "algolia" or "firebase".
	API string `yaml:"api"`
	// Threads is how many monthly threads to read, the newest first.
	Threads int `yaml:"threads"`
	// Pages is how many pages of 1,000 comments to read of a thread.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{API: "algolia", Threads: 1, Pages: 3} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if s.API != "algolia" && s.API != "firebase" {
		return fmt.Errorf("api: %q is neither algolia nor firebase", s.API)
	}
	if s.Threads < 1 || s.Threads > mostThreads {
		return fmt.Errorf("threads: %d is not from 1 to %d", s.Threads, mostThreads)
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the newest threads.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	note := map[string]string{"threads": fmt.Sprint(s.Threads), "pages": fmt.Sprint(s.Pages)}
	if s.API == "firebase" {
		return []scraper.Request{
			{URL: s.Address(firebase, "/v0/user/whoishiring.json"), Page: "user", Note: note},
		}, nil
	}
	// Three threads are opened a month, of which one is read.
	path := fmt.Sprintf("/api/v1/search_by_date?hitsPerPage=%d&tags=story,author_whoishiring", 3*s.Threads+9)
	return []scraper.Request{{URL: s.Address(algolia, path), Page: "stories", Note: note}}, nil
}

// Recognise knows a saved answer of Algolia by keys that no other service has
// together, and a saved page of a thread by its title and comments.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "hits")
	if first.Has("objectID", "story_id", "parent_id", "comment_text") || isTree(page.Body) {
		return true
	}
	body, _ := webpage.Saved(page)
	return isThread(body)
}

// Read reads any of the pages.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	switch page.Request.Page {
	case "stories":
		return readStories(page)
	case "user":
		return readUser(page)
	case "story":
		return readStory(page)
	case "comment":
		return readItem(page)
	case "":
		if body, address := webpage.Saved(page); isThread(body) {
			return readThread(page, body, address)
		}
		if isTree(page.Body) {
			return readTree(page)
		}
	}
	return readComments(page)
}

// hiring reports whether a thread of that title is one of employers' adverts.
func hiring(title string) bool { return hiringTitle.MatchString(title) }

var hiringTitle = pattern.New(`(?i)\bwho(?: i|['’])s hiring\b`)

// other is the error for a page of another thread.
func other(title string) error {
	return fmt.Errorf("%w: the thread %q is not \"Who is hiring?\"", scraper.ErrNoRecord, title)
}

// base is the part of an address before the path that the interface begins
// with: the interface's origin, or what the configuration sets in its place.
func base(address, path string) (string, error) {
	before, _, ok := strings.Cut(address, path)
	if !ok {
		return "", errors.New("the request's address holds no " + path)
	}
	return before, nil
}

// comment is one comment on the thread, whichever way it came.
type comment struct {
	id     string
	html   string
	by     string
	posted string // a date, or "" where only a relative one is stated
	path   string // where in the page it stands
}

// moderators are Hacker News's own, whose comments on the thread are notices.
var moderators = map[string]bool{"dang": true, "tomhow": true, "whoishiring": true}

// collect adds the postings of a comment to the result.
func collect(res *scraper.Result, page *scraper.Page, thread string, c comment) {
	if c.html == "" || moderators[c.by] { // deleted, or a notice
		return
	}
	p := scraper.Posting{
		ID:      c.id,
		Board:   thread,
		URL:     "https://news.ycombinator.com/item?id=" + c.id,
		Country: page.Request.Country,
		Path:    c.path,
	}
	p.PostedAt = dates.Field(&p.Unread, "date", c.posted)
	for _, p := range adverts(p, plain(c.html)) {
		res.Keep(p)
	}
}
