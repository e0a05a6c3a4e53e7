package rippling

import (
	"cmp"
	"errors"
	"slices"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

// isPage reports whether body is a page of a board as the second version of the
// interface answers it, by keys that no other service has together.
func isPage(body []byte) bool {
	top, first := jsonlist.Shape(body, "items")
	return top.Has("items", "totalItems", "totalPages") && first.Has("id", "name", "url", "locations")
}

// entry is a posting as a page words it. A posting of several places stands
// there once for each.
type entry struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	URL        string `json:"url"`
	Language   string `json:"language"`
	Department struct {
		Name string `json:"name"`
	} `json:"department"`
	Locations []struct {
		Name      string `json:"name"`
		City      string `json:"city"`
		State     string `json:"state"`
		Country   string `json:"country"`
		Code      string `json:"countryCode"`
		Workplace string `json:"workplaceType"`
	} `json:"locations"`
}

// readPage reads a page of a board.
func readPage(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	at := map[string]int{}
	problems, err := jsonlist.Array(page.Body, "items", func(path string, e entry) error {
		p, err := e.posting(page, path)
		if err == nil {
			further(&res, at, p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	return res, nil
}

func (e entry) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if e.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:         e.ID,
		Board:      cmp.Or(page.Request.Board, token(e.URL)),
		URL:        weburl.Resolve("", e.URL),
		Title:      htmltext.Line(e.Name),
		Department: htmltext.Line(e.Department.Name),
		Language:   e.Language,
		Path:       path,
		Omits:      []string{"description", "pay", "employment"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("name: is empty")
	}
	p.Company = cmp.Or(page.Request.Company, p.Board)
	var list []places.Location
	var ways []string
	for _, l := range e.Locations {
		list = append(list, places.Location{City: l.City, Region: l.State, Country: l.Country, Code: l.Code})
		ways = append(ways, words.Workplace(l.Workplace))
	}
	p.Place, p.Places, p.Country = places.Of(list)
	if p.Place == "" && len(e.Locations) > 0 {
		p.Place = htmltext.Line(e.Locations[0].Name)
	}
	if ways = slices.Compact(ways); len(ways) == 1 { // the same at all places
		p.Workplace = ways[0]
	}
	p.Country = cmp.Or(p.Country, page.Request.Country)
	return p, nil
}
