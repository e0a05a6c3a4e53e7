// Package manatal reads the boards that employers and agencies host with
// Manatal, through the interface of its careers pages.
//
// GET https://www.careers-page.com/api/v1.0/c/NAME/jobs/?page=N answers a page
// of a board without a key. What to know of it:
//   - is_salary_visible says whether salary_min, salary_max and currency are
//     shown; in the one recording it is false throughout, so the form of these
//     three is a guess.
//   - A board may be an agency's: its adverts then speak of "our client".
//   - It names no employer and no date.
package manatal

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
)

const (
	origin    = "https://www.careers-page.com"
	mostPages = 50 // that are read of one board
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "manatal",
		Title:       "Manatal",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.manatal.com/",
		Terms:       "https://www.manatal.com/",
		Hosts:       []string{"www.careers-page.com"},
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	// Boards are named by what follows careers-page.com/ in their addresses.
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for the first page of each board.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		return scraper.Request{
			URL:  s.Address(origin, "/api/v1.0/c/"+url.PathEscape(b.Token)+"/jobs/?page=1"),
			Page: "board",
			Note: paging.First(mostPages),
		}
	}), nil
}

// Recognise knows a board by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "results")
	return first.Has("id", "hash", "position_name", "is_salary_visible")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "results", func(path string, j job) error {
		ids = append(ids, j.Hash)
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
		Count int `json:"count"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	read := paging.Of(page)
	note, err := read.Next(ids, answer.Count)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	switch {
	case note != nil:
		next := page.Request
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(read.Number+1))
		res.Requests = append(res.Requests, next)
	case read.Number == 1 && answer.Count == len(ids) && len(res.Problems) == 0:
		res.Whole = page.Request.Board
	}
	return res, nil
}

// job is a posting as the service words it.
type job struct {
	Hash        string          `json:"hash"`
	Name        string          `json:"position_name"`
	Description string          `json:"description"`
	Country     string          `json:"country"`
	State       string          `json:"state"`
	City        string          `json:"city"`
	Display     string          `json:"location_display"`
	Visible     bool            `json:"is_salary_visible"`
	Min         jsonlist.Number `json:"salary_min"`
	Max         jsonlist.Number `json:"salary_max"`
	Currency    string          `json:"currency"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.Hash == "" {
		return scraper.Posting{}, errors.New("hash: is missing")
	}
	p := scraper.Posting{
		ID:          j.Hash,
		Board:       page.Request.Board,
		Title:       htmltext.Line(j.Name),
		Company:     cmp.Or(page.Request.Company, page.Request.Board),
		Country:     page.Request.Country,
		Description: htmltext.Text(j.Description),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("position_name: is empty")
	}
	if p.Board != "" {
		p.URL = origin + "/" + url.PathEscape(p.Board) + "/job/" + url.PathEscape(j.Hash)
	}
	p.Place, p.Places, _ = places.Of([]places.Location{{City: j.City, Region: j.State, Country: j.Country}})
	p.Place = cmp.Or(p.Place, htmltext.Line(j.Display))
	if j.Visible && (j.Min > 0 || j.Max > 0) {
		p.Pay = []scraper.Pay{
			{
				Min: float64(j.Min), Max: float64(j.Max), Currency: j.Currency, Origin: scraper.Structured,
				Path: "salary_min",
			},
		}
	}
	return p, nil
}
