package jsonld

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/words"
)

// pageData is what Paylocity's listing pages hold in a script, from which they make
// their rows.
type pageData struct {
	Employer string `json:"ModuleTitle"`
	Jobs     []struct {
		ID       jsonlist.Number `json:"JobId"`
		Title    string          `json:"JobTitle"`
		Place    string          `json:"LocationName"`
		Posted   string          `json:"PublishedDate"`
		Unit     string          `json:"HiringDepartment"`
		Remote   bool            `json:"IsRemote"`
		Location struct {
			City    string `json:"City"`
			State   string `json:"State"`
			Country string `json:"Country"`
		} `json:"JobLocation"`
	} `json:"Jobs"`
}

// pageDataOf is the script of a Paylocity listing page, nil where body is none.
func pageDataOf(body []byte) json.RawMessage {
	if !bytes.Contains(body, []byte(`"JobId"`)) {
		return nil
	}
	for v := range jsonlist.After(body, "window.pageData") {
		return v
	}
	return nil
}

// readPageData reads a saved listing page of Paylocity.
func readPageData(page *scraper.Page, script json.RawMessage) (scraper.Result, error) {
	var d pageData
	problems, err := jsonlist.Decode(script, &d)
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: pageData: %w", scraper.ErrDrift, err)
	}
	res := scraper.Result{Problems: problems}
	for i, j := range d.Jobs {
		path := fmt.Sprintf("Jobs[%d]", i)
		p := scraper.Posting{
			URL:   fmt.Sprintf("https://recruiting.paylocity.com/Recruiting/Jobs/Details/%.0f", float64(j.ID)),
			Board: page.Request.Board, Title: htmltext.Line(j.Title), Department: htmltext.Line(j.Unit),
			Company: cmp.Or(htmltext.Line(d.Employer), page.Request.Company), Workplace: words.Workplace(j.Place),
			Path: path, Omits: []string{"description"},
		}
		if j.ID == 0 || p.Title == "" {
			res.Problems = append(res.Problems, fmt.Errorf("%s: %w", path, errors.New("JobId or JobTitle: is missing")))
			continue
		}
		p.ID = p.URL
		if j.Remote {
			p.Workplace = "remote"
		}
		l := j.Location
		p.Place, p.Places, p.Country = places.Of([]places.Location{{City: l.City, Region: l.State, Country: l.Country, Code: l.Country}})
		p.Place, p.Country = cmp.Or(p.Place, htmltext.Line(j.Place)), cmp.Or(p.Country, page.Request.Country)
		p.PostedAt = dates.Field(&p.Unread, "PublishedDate", j.Posted)
		res.Keep(p)
	}
	return res, nil
}
