package oracle

import (
	"encoding/json"
	"errors"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
)

// taleoRow is a posting in the list of Taleo, Oracle's older service, whose pages get
// it from POST /careersection/rest/jobboard/searchjobs. Its columns are those that the
// employer chose: a text first, its title; a list of places written as JSON; a date.
type taleoRow struct {
	ID      jsonlist.Text   `json:"jobId"`
	Contest jsonlist.Text   `json:"contestNo"`
	Columns []jsonlist.Text `json:"column"`
}

// isTaleo reports whether body is such a list.
func isTaleo(body []byte) bool {
	_, first := jsonlist.Shape(body, "requisitionList")
	return first.Has("jobId", "column")
}

func readTaleo(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "requisitionList", func(path string, t taleoRow) error {
		p, err := t.posting(page, path)
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

func (t taleoRow) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	p := scraper.Posting{Board: page.Request.Board, Path: path, Omits: []string{"description"}}
	if p.Board == "" {
		p.Board = hostOf(page.URL)
	}
	id := htmltext.Line(string(t.ID))
	if id == "" {
		return p, errors.New("jobId: is missing")
	}
	p.ID = strings.TrimPrefix(p.Board+":"+id, ":")
	p.Company, p.Country = page.Request.Company, page.Request.Country
	for _, c := range t.Columns {
		text := htmltext.Line(string(c))
		if place := taleoPlaces(string(c)); place != "" {
			p.Place = place
			continue
		}
		if at, err := dates.Parse(text); err == nil {
			p.PostedAt = at
		} else if p.Title == "" && text != string(t.Contest) {
			p.Title = text
		}
	}
	if p.Title == "" {
		return p, errors.New("column: holds no title")
	}
	return p, nil
}

// taleoPlaces words a column of places, whose parts stand between dashes, the country
// at either end; "" for any other column.
func taleoPlaces(column string) string {
	var lines []string
	if json.Unmarshal([]byte(column), &lines) != nil {
		return ""
	}
	for i := range lines {
		lines[i] = strings.ReplaceAll(htmltext.Line(lines[i]), "-", ", ")
	}
	return htmltext.Join(lines...)
}
