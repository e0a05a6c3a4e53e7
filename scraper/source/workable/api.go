package workable

import (
	"cmp"
	"errors"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/words"
)

// opening is a posting as the interface words it by which the service's own pages
// get theirs: POST /api/v3/accounts/ACCOUNT/jobs answers ten of a board, without
// texts, and GET /api/v2/accounts/ACCOUNT/jobs/SHORTCODE one with its text, in three
// parts. It is read from files that users saved. It names no employer.
type opening struct {
	Title        string                    `json:"title"`
	Shortcode    string                    `json:"shortcode"`
	Remote       bool                      `json:"remote"`
	Workplace    string                    `json:"workplace"`
	Location     location                  `json:"location"`
	Locations    []location                `json:"locations"`
	Published    string                    `json:"published"`
	Type         string                    `json:"type"`
	Department   []string                  `json:"department"`
	Description  jsonlist.Optional[string] `json:"description"`
	Requirements string                    `json:"requirements"`
	Benefits     string                    `json:"benefits"`
}

// openings reports whether body is a list of openings, and one whether it is one of them.
func openings(body []byte) (list, one bool) {
	top, first := jsonlist.Shape(body, "results")
	return isOpening(first), isOpening(top)
}

func isOpening(k jsonlist.Keys) bool {
	return k.Has("title", "shortcode") && k.Some(2, "accountUid", "isInternal", "approvalStatus", "workplace", "published")
}

// readOpenings reads a list of openings, or one.
func readOpenings(page *scraper.Page, list bool) (scraper.Result, error) {
	if !list {
		o, problems, err := jsonlist.Object[opening](page.Body)
		if err != nil {
			return scraper.Result{}, err
		}
		res := scraper.Result{Problems: problems}
		p, err := o.posting(page, "$")
		if err == nil {
			res.Keep(p)
		}
		return res, err
	}
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "results", func(path string, o opening) error {
		p, err := o.posting(page, path)
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

func (o opening) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	p := scraper.Posting{
		ID:         o.Shortcode,
		Board:      cmp.Or(page.Request.Board, account(page.URL)),
		URL:        origin + "/j/" + url.PathEscape(o.Shortcode),
		Title:      htmltext.Line(o.Title),
		Workplace:  words.Workplace(o.Workplace),
		Employment: employment(o.Type),
		Department: htmltext.Join(htmltext.Lines(o.Department)...),
		Path:       path,
	}
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("shortcode: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(page.Request.Company, p.Board)
	if len(o.Locations) == 0 {
		o.Locations = []location{o.Location}
	}
	p.Place, p.Places, p.Country = places.Of(job{Locations: o.Locations}.locations())
	if len(p.Places) < 2 { // those of several countries are of none
		p.Country = cmp.Or(p.Country, page.Request.Country)
	}
	if o.Remote {
		p.Workplace = cmp.Or(p.Workplace, "remote")
	}
	p.PostedAt = dates.Field(&p.Unread, "published", o.Published)
	if !o.Description.Stated {
		p.Omits = append(p.Omits, "description")
	}
	p.Description = htmltext.Text(strings.Join([]string{o.Description.Value, o.Requirements, o.Benefits}, "<br>\n"))
	return p, nil
}

// employment reads the interface's words, of which two are its own.
func employment(word string) string {
	switch word {
	case "full", "part":
		return word + "-time"
	}
	return words.Employment(word)
}

// account finds the employer's name in the address that a page was saved from.
func account(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(u.Path, "/accounts/")
	name, _, _ := strings.Cut(rest, "/")
	return name
}
