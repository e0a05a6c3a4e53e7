package ashby

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

// appData is what a page of jobs.ashbyhq.com is made of, from the script that
// sets window.__appData: one posting, or a board with its postings.
type appData struct {
	Organization struct {
		Name string `json:"name"`
		Slug string `json:"hostedJobsPageSlug"`
	} `json:"organization"`
	Posting *shown `json:"posting"`
	Board   struct {
		Postings []shown `json:"jobPostings"`
	} `json:"jobBoard"`
}

// shown is a posting as a page words it. A board's page has neither text nor
// date.
type shown struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Department  string   `json:"departmentName"`
	External    string   `json:"departmentExternalName"`
	Location    string   `json:"locationName"`
	LocationExt string   `json:"locationExternalName"`
	Others      []string `json:"secondaryLocationNames"`
	Secondary   []struct {
		Name string `json:"locationName"`
	} `json:"secondaryLocations"`
	WorkplaceType  string  `json:"workplaceType"`
	IsRemote       bool    `json:"isRemote"`
	EmploymentType string  `json:"employmentType"`
	Published      string  `json:"publishedDate"`
	Description    *string `json:"descriptionHtml"`
	compensation
}

// appOf reads the object that a page is made of. It is nil for other pages,
// and for one whose posting is described by schema.org, which says more.
func appOf(body []byte) (app *appData, unfit []error) {
	for raw := range jsonlist.After(body, "window.__appData") {
		v, unfit, err := jsonlist.Object[appData](raw)
		if err != nil || v.Posting == nil && len(v.Board.Postings) == 0 {
			continue
		}
		if nodes, _ := jsonld.Read(body, "JobPosting"); len(nodes) > 0 {
			return nil, nil
		}
		return &v, unfit
	}
	return nil, nil
}

// readApp reads a saved page of a board or of a posting.
func readApp(page *scraper.Page, app *appData, unfit []error, address string) (scraper.Result, error) {
	res := scraper.Result{Problems: unfit}
	list, path := app.Board.Postings, "jobBoard.jobPostings[%d]"
	if len(list) == 0 {
		list, path = []shown{*app.Posting}, "posting"
	}
	var first error
	for i, s := range list {
		at := strings.ReplaceAll(path, "%d", fmt.Sprint(i))
		p, err := s.posting(page, app, address)
		if err != nil {
			err = fmt.Errorf("%s: %w", at, err)
			first = cmp.Or(first, err)
			res.Problems = append(res.Problems, err)
			continue
		}
		p.Path = at
		res.Keep(p)
	}
	if len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: none of %d postings could be read, the first: %w", scraper.ErrDrift, len(list), first)
	}
	return res, nil
}

func (s shown) posting(page *scraper.Page, app *appData, address string) (scraper.Posting, error) {
	board, id := token(address), s.ID
	if u, err := url.Parse(address); err == nil && id == "" && board != "" {
		_, id, _ = strings.Cut(strings.Trim(u.Path, "/"), "/")
		id, _, _ = strings.Cut(id, "/")
	}
	board = cmp.Or(page.Request.Board, app.Organization.Slug, board)
	p := scraper.Posting{
		ID:         id,
		Board:      board,
		Title:      htmltext.Line(s.Title),
		Company:    cmp.Or(page.Request.Company, htmltext.Line(app.Organization.Name), board),
		Country:    page.Request.Country,
		Workplace:  words.Workplace(s.WorkplaceType),
		Employment: words.Employment(s.EmploymentType),
		Department: htmltext.Line(cmp.Or(s.External, s.Department)),
		Pay:        s.pay(),
	}
	switch {
	case p.ID == "":
		return p, errors.New("id: is missing; give the page's address with --url")
	case p.Title == "":
		return p, errors.New("title: is empty")
	}
	if board != "" {
		p.URL = weburl.Resolve("https://jobs.ashbyhq.com/", url.PathEscape(board)+"/"+url.PathEscape(id))
	}
	if s.WorkplaceType == "" && s.IsRemote {
		p.Workplace = "remote"
	}
	texts := append([]string{cmp.Or(s.LocationExt, s.Location)}, s.Others...)
	if len(s.Others) == 0 {
		for _, l := range s.Secondary {
			texts = append(texts, l.Name)
		}
	}
	p.Place = htmltext.Join(htmltext.Lines(texts)...)
	p.PostedAt = dates.Field(&p.Unread, "publishedDate", s.Published)
	if s.Description == nil {
		p.Omits = append(p.Omits, "description")
	} else {
		p.Description = htmltext.Text(*s.Description)
	}
	return p, nil
}

// appIn is appOf for a page as it was saved, with the address that it calls its
// own.
func appIn(page *scraper.Page) (app *appData, unfit []error, address string) {
	if !bytes.Contains(page.Body, []byte("__appData")) {
		return nil, nil, ""
	}
	body, address := webpage.Saved(page)
	app, unfit = appOf(body)
	return app, unfit, cmp.Or(webpage.Canonical(body, address), address)
}
