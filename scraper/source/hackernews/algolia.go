package hackernews

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/weburl"
)

// hit is a story or a comment as Algolia words it.
type hit struct {
	ID         string `json:"objectID"`
	Author     string `json:"author"`
	Title      string `json:"title"`
	StoryID    int64  `json:"story_id"`
	StoryTitle string `json:"story_title"`
	ParentID   int64  `json:"parent_id"`
	Text       string `json:"comment_text"`
	Created    string `json:"created_at"`
}

// readStories finds the newest threads and asks for their comments.
func readStories(page *scraper.Page) (scraper.Result, error) {
	threads, pages := number(page, "threads"), number(page, "pages")
	origin, err := base(page.Request.URL, "/api/v1/")
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	seen := 0
	problems, err := jsonlist.Array(page.Body, "hits", func(_ string, h hit) error {
		if h.ID == "" || h.Title == "" {
			return errors.New("objectID or title: is missing")
		}
		seen++
		if h.Author != "whoishiring" || !hiring(h.Title) || len(res.Requests) >= threads {
			return nil
		}
		res.Requests = append(res.Requests, scraper.Request{
			URL:   origin + "/api/v1/search?hitsPerPage=1000&page=0&tags=comment,story_" + url.QueryEscape(h.ID),
			Page:  "comments",
			Board: h.ID,
			Note:  titled(paging.First(pages), htmltext.Line(h.Title)),
		})
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	if len(res.Requests) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: none of %d stories is \"Who is hiring?\"", scraper.ErrDrift, seen)
	}
	res.Problems = append(res.Problems, problems...)
	return res, nil
}

// readComments reads a page of comments, ours or a saved one.
func readComments(page *scraper.Page) (scraper.Result, error) {
	answer, unfit, err := jsonlist.Object[struct {
		StoryTitle string `json:"story_title"` // of files that others cut from an answer
		Total      int    `json:"nbHits"`
		Pages      int    `json:"nbPages"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res := scraper.Result{Problems: unfit}
	titles := hiringThreads(page.Body)
	var ids []string
	replies, another := 0, ""
	problems, err := jsonlist.Array(page.Body, "hits", func(path string, h hit) error {
		ids = append(ids, h.ID)
		if h.ID == "" || h.StoryID == 0 || h.ParentID == 0 {
			return errors.New("objectID, story_id or parent_id: is missing")
		}
		thread := strconv.FormatInt(h.StoryID, 10)
		title := page.Request.Note["title"]
		if thread != page.Request.Board || title == "" {
			title = first(titles[h.StoryID], h.StoryTitle, answer.StoryTitle)
		}
		switch {
		case !hiring(title) && (strings.Contains(strings.TrimSpace(title), " ") || !parted(h.Text)):
			another = first(another, title, "of no title")
		case h.ParentID != h.StoryID:
			replies++
		default:
			collect(&res, page, thread, comment{h.ID, h.Text, h.Author, h.Created, path})
		}
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if len(res.Postings) == 0 && page.Request.Page == "" {
		if another != "" {
			return scraper.Result{}, other(another)
		}
		return scraper.Result{}, fmt.Errorf("%w: %d comments, all of them replies", scraper.ErrNoRecord, replies)
	}
	paging := paging.Of(page)
	note, err := paging.Next(ids, answer.Total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(paging.Number))
		next.Note = titled(note, page.Request.Note["title"])
		res.Requests = append(res.Requests, next)
	}
	if paging.Number == 1 && answer.Pages == 1 && answer.Total == len(ids) && res.Lost() == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// hiringThreads are the titles of the threads of employers' adverts by their
// identity: one comment that names its thread speaks for the others.
func hiringThreads(body []byte) map[int64]string {
	titles := map[int64]string{}
	_, _ = jsonlist.Array(body, "hits", func(_ string, h struct {
		StoryID    int64  `json:"story_id"`
		StoryTitle string `json:"story_title"`
	},
	) error {
		if hiring(h.StoryTitle) {
			titles[h.StoryID] = h.StoryTitle
		}
		return nil
	})
	return titles
}

// parted reports whether a comment begins as adverts on the thread do, with a
// line in parts. It stands in for a title that is missing.
func parted(html string) bool {
	line, _, _ := strings.Cut(plain(html), "\n")
	return strings.Count(line, "|") >= 2
}

// titled adds the thread's title to a note.
func titled(note map[string]string, title string) map[string]string {
	note["title"] = title
	return note
}

// number reads a setting that rides in the page's request, 1 at the least.
func number(page *scraper.Page, key string) int {
	n, _ := strconv.Atoi(page.Request.Note[key])
	return max(n, 1)
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
