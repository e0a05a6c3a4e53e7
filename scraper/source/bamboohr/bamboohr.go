// Package bamboohr reads the career pages that employers host with BambooHR,
// through what the pages themselves ask for.
//
// GET https://NAME.bamboohr.com/careers/list answers all openings without a key,
// GET /careers/ID/detail one with its text. The interface is not documented; the
// form is that which public programs quote of answers of 2026: no whole recording
// was at hand to try it on. What to know of it:
//   - The list has neither text nor pay nor a date: one further request an
//     opening. compensation, in the detail, is a line of text.
//   - location is the office's; atsLocation stands for it where it is empty.
//   - locationType is "0" for on site, "1" for remote, "2" for hybrid, as those
//     programs take it. isRemote is mostly null.
//   - An employer that left answers with a redirect to BambooHR's own site.
package bamboohr

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const domain = ".bamboohr.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source. It names no hosts: each employer has its own.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "bamboohr",
		Title:       "BambooHR",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.bamboohr.com/",
		Terms:       "https://www.bamboohr.com/legal/terms-of-service",
		OnByDefault: true,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source. A board's token
// is the employer's name before .bamboohr.com.
type Settings struct {
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

var name = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*$`)

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.BoardSettings.Validate(); err != nil {
		return err
	}
	for i, b := range s.Boards {
		if !name.MatchString(b.Token) {
			return fmt.Errorf("boards[%d].token: %q is no name before %s", i, b.Token, domain)
		}
	}
	return nil
}

// Start asks for each list.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		req := scraper.Request{
			URL:  s.Address("https://"+b.Token+domain, "/careers/list"),
			Page: "list",
		}
		if s.BaseURL != "" { // one host for all: the address tells them apart
			req.URL = weburl.WithQuery(req.URL, "site", b.Token)
		}
		return req
	}), nil
}

// Recognise knows a list, and the answer for one opening, by the name that no
// other service gives to titles.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "result")
	return first.Has("id", "jobOpeningName") || top.Has("result") && isDetail(page.Body)
}

func isDetail(body []byte) bool {
	d, _, err := jsonlist.Object[detail](body)
	return err == nil && d.Result.Opening.Title != ""
}

// detail is the answer for one opening.
type detail struct {
	Result struct {
		Opening opening `json:"jobOpening"`
	} `json:"result"`
}

// Read reads a list and asks for its openings, or reads one opening.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if _, first := jsonlist.Shape(page.Body, "result"); page.Request.Page == "job" || first == nil && isDetail(page.Body) {
		return readDetail(page)
	}
	var res scraper.Result
	problems, err := jsonlist.Array(page.Body, "result", func(path string, o opening) error {
		p, err := o.posting(page, path)
		if err != nil {
			return err
		}
		p.Omits = []string{"description", "pay"}
		res.Keep(p)
		if page.Request.Page == "list" {
			res.Requests = append(res.Requests, follow(page.Request, string(o.ID)))
		}
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if page.Request.Page == "list" && res.Lost() == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// follow asks for an opening of the list.
func follow(from scraper.Request, id string) scraper.Request {
	address, query, _ := strings.Cut(from.URL, "?")
	address = strings.TrimSuffix(address, "list") + url.PathEscape(id) + "/detail"
	if query != "" {
		address += "?" + query
	}
	return scraper.Request{
		URL: address, Page: "job", Board: from.Board, Company: from.Company, Country: from.Country, Note: map[string]string{"id": id},
	}
}

func readDetail(page *scraper.Page) (scraper.Result, error) {
	d, unfit, err := jsonlist.Object[detail](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	o := d.Result.Opening
	o.ID = cmp.Or(o.ID, jsonlist.Text(page.Request.Note["id"]), jsonlist.Text(idOf(o.ShareURL)))
	p, err := o.posting(page, "result.jobOpening")
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: jobOpening.%w", scraper.ErrDrift, err)
	}
	res := scraper.Result{Problems: unfit}
	res.Keep(p)
	return res, nil
}

// opening is a posting as the service words it, in the list or alone.
type opening struct {
	ID           jsonlist.Text `json:"id"`
	Title        string        `json:"jobOpeningName"`
	Department   string        `json:"departmentLabel"`
	Employment   string        `json:"employmentStatusLabel"`
	Office       office        `json:"location"`
	Location     office        `json:"atsLocation"`
	IsRemote     bool          `json:"isRemote"`
	LocationType jsonlist.Text `json:"locationType"`
	ShareURL     string        `json:"jobOpeningShareUrl"`
	Posted       string        `json:"datePosted"`
	Description  string        `json:"description"`
	Compensation string        `json:"compensation"`
}

type office struct {
	City     string `json:"city"`
	State    string `json:"state"`
	Province string `json:"province"`
	Country  string `json:"country"`
	Address  string `json:"addressCountry"`
}

// workplaces are the kinds of workplace by locationType.
var workplaces = map[jsonlist.Text]string{"0": "onsite", "1": "remote", "2": "hybrid"}

func (o opening) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	board := cmp.Or(page.Request.Board, boardOf(o.ShareURL), boardOf(page.URL))
	p := scraper.Posting{
		Board:       board,
		URL:         weburl.Resolve("", o.ShareURL),
		Title:       htmltext.Line(o.Title),
		Company:     cmp.Or(page.Request.Company, board),
		Department:  htmltext.Line(o.Department),
		Employment:  words.Employment(o.Employment),
		Workplace:   workplaces[o.LocationType],
		Description: htmltext.Text(o.Description),
		Path:        path,
	}
	switch {
	case o.ID == "":
		return scraper.Posting{}, errors.New("id: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("jobOpeningName: is empty")
	}
	p.ID = strings.TrimPrefix(board+"/"+string(o.ID), "/")
	if p.URL == "" && board != "" {
		p.URL = "https://" + board + domain + "/careers/" + url.PathEscape(string(o.ID))
	}
	if o.IsRemote && p.Workplace == "" {
		p.Workplace = "remote"
	}
	at := o.Office
	if at.City == "" && at.State == "" {
		at = o.Location
	}
	p.Place, p.Places, p.Country = places.Of([]places.Location{{
		City: at.City, Region: cmp.Or(at.State, at.Province), Country: cmp.Or(at.Country, at.Address, o.Location.Country),
	}})
	p.Country = cmp.Or(p.Country, page.Request.Country)
	p.PostedAt = dates.Field(&p.Unread, "datePosted", o.Posted)
	if text := htmltext.Line(o.Compensation); strings.ContainsAny(text, "123456789") {
		p.Pay = []scraper.Pay{{Text: text, Kind: words.PayKind(text), Origin: scraper.Field, Path: "compensation"}}
	}
	return p, nil
}

// boardOf is the employer's name in an address of the service.
func boardOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	board, ok := strings.CutSuffix(u.Hostname(), domain)
	if !ok {
		return ""
	}
	return board
}

// idOf is an opening's number in the address of its page (/careers/ID).
func idOf(address string) string {
	_, id, _ := strings.Cut(address, "/careers/")
	id, _, _ = strings.Cut(id, "/")
	return id
}
