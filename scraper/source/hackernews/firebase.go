package hackernews

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/jsonlist"
)

// item is a story or a comment as Firebase words it.
type item struct {
	ID      int64   `json:"id"`
	Type    string  `json:"type"`
	By      string  `json:"by"`
	Title   string  `json:"title"`
	Text    string  `json:"text"`
	Time    int64   `json:"time"`
	Parent  int64   `json:"parent"`
	Kids    []int64 `json:"kids"`
	Deleted bool    `json:"deleted"`
	Dead    bool    `json:"dead"`
}

// readUser takes the newest stories of whoishiring, and asks for the first.
func readUser(page *scraper.Page) (scraper.Result, error) {
	user, unfit, err := jsonlist.Object[struct {
		ID        string  `json:"id"`
		Submitted []int64 `json:"submitted"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	if user.ID != "whoishiring" || len(user.Submitted) == 0 {
		return scraper.Result{}, drift.New(page.Body, "the user whoishiring with a list at \"submitted\"")
	}
	// Three threads are opened a month, of which one is read; among them
	// stand whoishiring's own few comments.
	newest := user.Submitted[:min(len(user.Submitted), 3*number(page, "threads")+9)]
	var rest []string
	for _, id := range newest {
		rest = append(rest, strconv.FormatInt(id, 10))
	}
	req, err := ask(page, rest, number(page, "threads"))
	return scraper.Result{Requests: req, Problems: unfit}, err
}

// ask asks for the first of the stories, with the others as a note: one at a
// time, so that the newest are found without asking for all.
func ask(page *scraper.Page, stories []string, threads int) ([]scraper.Request, error) {
	if len(stories) == 0 || threads == 0 {
		return nil, nil
	}
	origin, err := base(page.Request.URL, "/v0/")
	if err != nil {
		return nil, err
	}
	note := maps.Clone(page.Request.Note)
	note["threads"], note["rest"] = strconv.Itoa(threads), strings.Join(stories[1:], ",")
	return []scraper.Request{{URL: origin + "/v0/item/" + stories[0] + ".json", Page: "story", Note: note}}, nil
}

// readStory asks for each comment of a thread, and for the next story where
// more threads are wanted.
func readStory(page *scraper.Page) (scraper.Result, error) {
	rest := strings.FieldsFunc(page.Request.Note["rest"], func(r rune) bool { return r == ',' })
	threads := number(page, "threads")
	var res scraper.Result
	story, unfit, err := readOne(page)
	res.Problems = unfit
	gone := errors.Is(err, scraper.ErrNoRecord)
	if err != nil && !gone {
		return res, err
	}
	if gone || story.By != "whoishiring" || !hiring(story.Title) {
		res.Requests, err = ask(page, rest, threads)
		if err == nil && len(res.Requests) == 0 {
			err = fmt.Errorf("%w: none of the newest stories is \"Who is hiring?\"", scraper.ErrDrift)
		}
		if gone && err == nil {
			res.Problems = append(res.Problems, errors.New("a story of whoishiring is gone"))
		}
		return res, err
	}
	origin, err := base(page.Request.URL, "/v0/")
	if err != nil {
		return res, err
	}
	most := 1000 * number(page, "pages")
	for _, kid := range story.Kids[:min(len(story.Kids), most)] {
		res.Requests = append(res.Requests, scraper.Request{
			URL:   origin + "/v0/item/" + strconv.FormatInt(kid, 10) + ".json",
			Page:  "comment",
			Board: strconv.FormatInt(story.ID, 10),
		})
	}
	next, err := ask(page, rest, threads-1)
	res.Requests = append(res.Requests, next...)
	return res, err
}

// readItem reads a comment that was asked for.
func readItem(page *scraper.Page) (scraper.Result, error) {
	c, unfit, err := readOne(page)
	if err != nil {
		return scraper.Result{}, err
	}
	if c.Type != "comment" || strconv.FormatInt(c.Parent, 10) != page.Request.Board {
		return scraper.Result{}, fmt.Errorf(
			"%w: item %d is no comment on %s",
			scraper.ErrDrift,
			c.ID,
			page.Request.Board,
		)
	}
	res := scraper.Result{Problems: unfit}
	collect(
		&res,
		page,
		page.Request.Board,
		comment{strconv.FormatInt(c.ID, 10), c.Text, c.By, strconv.FormatInt(c.Time, 10), ""},
	)
	if len(res.Postings) == 0 {
		return res, fmt.Errorf("%w: the comment is no advert", scraper.ErrNoRecord)
	}
	return res, nil
}

// readOne reads one item. What was deleted is scraper.ErrNoRecord.
func readOne(page *scraper.Page) (i item, unfit []error, err error) {
	if string(bytes.TrimSpace(page.Body)) == "null" {
		return item{}, nil, fmt.Errorf("%w: the item is gone", scraper.ErrNoRecord)
	}
	i, unfit, err = jsonlist.Object[item](page.Body)
	switch {
	case err != nil:
		return item{}, nil, err
	case i.ID == 0 || i.Type == "":
		return item{}, nil, drift.New(page.Body, "an item with id and type")
	case i.Deleted || i.Dead:
		return item{}, nil, fmt.Errorf("%w: the item is deleted", scraper.ErrNoRecord)
	}
	return i, unfit, nil
}
