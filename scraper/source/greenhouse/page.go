package greenhouse

import (
	"bytes"
	"cmp"
	"errors"
	"strconv"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

// listIn returns the list that a saved page of a board (job-boards.greenhouse.io)
// is made of: the object jobPosts in the script that sets window.__remixContext.
// It is nil for other pages. A posting's own page is described by schema.org.
func listIn(page *scraper.Page) []byte {
	if !bytes.Contains(page.Body, []byte("__remixContext")) {
		return nil
	}
	body, _ := webpage.Saved(page)
	_, rest, _ := bytes.Cut(body, []byte("window.__remixContext"))
	for list := range jsonlist.After(rest, `"jobPosts":`) {
		if _, first := jsonlist.Shape(list, "data"); first.Has("id", "title") {
			return list
		}
	}
	return nil
}

// shown is a posting as a board's page words it, without text and pay.
type shown struct {
	ID         int64  `json:"id"`
	Title      string `json:"title"`
	URL        string `json:"absolute_url"`
	Location   string `json:"location"`
	Published  string `json:"published_at"`
	Updated    string `json:"updated_at"`
	Language   string `json:"language"`
	Department named  `json:"department"`
}

// readList reads a saved page of a board, one of several where it is long.
func readList(page *scraper.Page, list []byte) (scraper.Result, error) {
	var res scraper.Result
	body, address := webpage.Saved(page)
	board := cmp.Or(page.Request.Board, token(cmp.Or(webpage.Canonical(body, address), address)+"/jobs"))
	problems, err := jsonlist.Array(list, "data", func(path string, s shown) error {
		p, err := s.posting(page, board)
		if err == nil {
			p.Path = "jobPosts." + path
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

func (s shown) posting(page *scraper.Page, board string) (scraper.Posting, error) {
	if s.ID == 0 {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:         strconv.FormatInt(s.ID, 10),
		Board:      cmp.Or(board, token(s.URL)),
		URL:        weburl.Resolve("", s.URL),
		Title:      htmltext.Line(s.Title),
		Place:      htmltext.Line(s.Location),
		Country:    page.Request.Country,
		Department: htmltext.Line(s.Department.Name),
		Language:   s.Language,
		Omits:      []string{"description", "pay"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(page.Request.Company, p.Board)
	p.PostedAt = dates.Field(&p.Unread, "published_at", s.Published)
	p.ChangedAt = dates.Field(&p.Unread, "updated_at", s.Updated)
	return p, nil
}
