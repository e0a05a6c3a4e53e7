package hackernews

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/jsonlist"
)

// isTree reports whether body is a thread with its comments inside it, as
// Algolia answers at /api/v1/items/ID. Nothing asks for it; people save it.
func isTree(body []byte) bool {
	top, first := jsonlist.Shape(body, "children")
	return top.Has("id", "title", "children") && first.Has("id", "text", "created_at")
}

// child is a comment inside its thread. What answers it stands inside it in
// turn, and isn't read.
type child struct {
	ID      int64  `json:"id"`
	Author  string `json:"author"`
	Text    string `json:"text"`
	Created string `json:"created_at"`
}

// readTree reads a thread with its comments inside it. Where the title is no
// title, the comments that begin as adverts do stand in for it.
func readTree(page *scraper.Page) (scraper.Result, error) {
	thread, unfit, err := jsonlist.Object[struct {
		ID    int64  `json:"id"`
		Title string `json:"title"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	known := hiring(thread.Title)
	if !known && strings.Contains(strings.TrimSpace(thread.Title), " ") {
		return scraper.Result{}, other(thread.Title)
	}
	res := scraper.Result{Problems: unfit}
	id, comments := strconv.FormatInt(thread.ID, 10), 0
	problems, err := jsonlist.Array(page.Body, "children", func(path string, c child) error {
		comments++
		if c.ID == 0 {
			return errors.New("id: is missing")
		}
		if !known && !parted(c.Text) {
			return nil
		}
		collect(&res, page, id, comment{strconv.FormatInt(c.ID, 10), c.Text, c.Author, c.Created, path})
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: none of %d comments is an advert", scraper.ErrNoRecord, comments)
	}
	return res, nil
}
