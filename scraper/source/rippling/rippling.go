// Package rippling reads the boards that employers host with Rippling's
// applicant tracking, through its public job board interface.
//
// GET /platform/api/ats/v1/board/BOARD/jobs answers all of a board without a
// key, GET .../jobs/ID one posting with its text and its pay. No recording of
// either was at hand: the form is what public clients of 2026 describe, and
// is not verified here. What to know of it:
//   - The list repeats a posting for each of its places, and has neither text
//     nor pay: one further request a posting.
//   - /v2/board/BOARD/jobs answers pages of the same list, with structured
//     places and other names. It is read where it was saved (page.go).
//   - payRangeDetails is empty where no pay is stated, else one range for each
//     place or level, with a period of its own: an hour's pay stands among
//     yearly ones.
//   - description is an object of sections in HTML, employmentType one whose
//     label is the machine's word (SALARIED_FT) and whose id is for people.
package rippling

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const origin = "https://api.rippling.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "rippling",
		Title:       "Rippling",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.rippling.com/recruiting",
		Terms:       "https://developer.rippling.com/",
		Hosts:       []string{"api.rippling.com"},
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.BoardSettings `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for each board.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Requests(func(b scraper.Board) scraper.Request {
		return scraper.Request{
			URL:  s.Address(origin, "/platform/api/ats/v1/board/"+url.PathEscape(b.Token)+"/jobs"),
			Page: "board",
		}
	}), nil
}

// Recognise knows a board, and the answer for a single posting, by keys that
// no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "")
	top, _ := jsonlist.Shape(page.Body, "workLocations")
	return first.Has("uuid", "name", "workLocation", "url") || single(top) || isPage(page.Body)
}

func single(k jsonlist.Keys) bool { return k.Has("uuid", "name", "workLocations", "payRangeDetails") }

// Read reads a board and asks for its postings, or reads a single posting.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if top, _ := jsonlist.Shape(page.Body, "workLocations"); single(top) {
		return readJob(page)
	}
	if page.Request.Page == "" && isPage(page.Body) {
		return readPage(page)
	}
	var res scraper.Result
	at := map[string]int{}
	problems, err := jsonlist.Array(page.Body, "", func(path string, j job) error {
		p, err := j.posting(page, path)
		if err != nil {
			return err
		}
		p.Omits = []string{"description", "pay"}
		if further(&res, at, p) {
			return nil
		}
		if page.Request.Page == "board" {
			res.Requests = append(res.Requests, follow(page.Request, p.ID))
		}
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if page.Request.Page == "board" && res.Lost() == 0 {
		res.Whole = page.Request.Board
	}
	return res, nil
}

// further keeps a posting of a list, or adds its place to the posting of the
// same identity that was kept before, which it then reports. at is where each
// identity stands.
func further(res *scraper.Result, at map[string]int, p scraper.Posting) bool {
	i, known := at[p.ID]
	if !known {
		at[p.ID] = len(res.Postings)
		res.Keep(p)
		return false
	}
	kept := &res.Postings[i]
	kept.Place = htmltext.Join(kept.Place, p.Place)
	kept.Places = append(kept.Places, p.Places...)
	if kept.Country != p.Country {
		kept.Country = "" // those of several countries are of none
	}
	return true
}

// follow asks for a posting of the board.
func follow(from scraper.Request, id string) scraper.Request {
	return scraper.Request{
		URL:     from.URL + "/" + url.PathEscape(id),
		Page:    "job",
		Board:   from.Board,
		Company: from.Company,
		Country: from.Country,
	}
}

func readJob(page *scraper.Page) (scraper.Result, error) {
	j, unfit, err := jsonlist.Object[job](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	p, err := j.posting(page, "")
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
	}
	res := scraper.Result{Problems: unfit}
	res.Keep(p)
	return res, nil
}

// job is a posting as the service words it, in the list or alone.
type job struct {
	UUID         string `json:"uuid"`
	Name         string `json:"name"`
	Company      string `json:"companyName"`
	URL          string `json:"url"`
	WorkLocation struct {
		Label string `json:"label"`
	} `json:"workLocation"`
	WorkLocations []string          `json:"workLocations"`
	Description   map[string]string `json:"description"`
	Department    struct {
		Label string `json:"label"`
		Name  string `json:"name"`
	} `json:"department"`
	Employment struct {
		Label string `json:"label"`
		ID    string `json:"id"`
	} `json:"employmentType"`
	Created string     `json:"createdOn"`
	Pay     []payRange `json:"payRangeDetails"`
}

type payRange struct {
	Location  string          `json:"location"`
	Currency  string          `json:"currency"`
	Frequency string          `json:"frequency"`
	Start     jsonlist.Number `json:"rangeStart"`
	End       jsonlist.Number `json:"rangeEnd"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.UUID == "" {
		return scraper.Posting{}, errors.New("uuid: is missing")
	}
	p := scraper.Posting{
		ID:          j.UUID,
		Board:       cmp.Or(page.Request.Board, token(j.URL)),
		URL:         weburl.Resolve("", j.URL),
		Title:       htmltext.Line(j.Name),
		Place:       htmltext.Join(append(htmltext.Lines(j.WorkLocations), htmltext.Line(j.WorkLocation.Label))...),
		Country:     page.Request.Country,
		Department:  htmltext.Line(cmp.Or(j.Department.Name, j.Department.Label)),
		Employment:  j.employment(),
		Description: j.description(),
		Pay:         j.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("name: is empty")
	}
	p.Company = cmp.Or(htmltext.Line(j.Company), page.Request.Company, p.Board)
	p.PostedAt = dates.Field(&p.Unread, "createdOn", j.Created)
	return p, nil
}

// token finds the board's name in a posting's address
// (https://ats.rippling.com/BOARD/jobs/ID, or with a language before it).
func token(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() != "ats.rippling.com" {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if at := slices.Index(parts, "jobs"); at > 0 {
		return parts[at-1]
	}
	return ""
}

// employment reads the machine's word, else the one for people.
func (j job) employment() string {
	switch j.Employment.Label {
	case "SALARIED_FT", "HOURLY_FT":
		return "full-time"
	case "SALARIED_PT", "HOURLY_PT":
		return "part-time"
	case "INTERN":
		return "internship"
	}
	return words.Employment(cmp.Or(j.Employment.ID, j.Employment.Label))
}

// description puts what the job is before what the employer is, and further
// sections after, by name.
func (j job) description() string {
	names := slices.DeleteFunc(
		slices.Sorted(maps.Keys(j.Description)),
		func(n string) bool { return n == "role" || n == "company" },
	)
	var texts []string
	for _, name := range append([]string{"role", "company"}, names...) {
		if t := htmltext.Text(j.Description[name]); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, "\n")
}

// pay is one range for each place or level, whose name stands beside it.
func (j job) pay() (pays []scraper.Pay) {
	for i, r := range j.Pay {
		if r.Start == 0 && r.End == 0 {
			continue
		}
		pays = append(pays, scraper.Pay{
			Min:      float64(r.Start),
			Max:      float64(r.End),
			Currency: r.Currency,
			Period:   words.PeriodOf(r.Frequency),
			Text:     htmltext.Line(r.Location),
			Origin:   scraper.Structured,
			Path:     fmt.Sprintf("payRangeDetails[%d]", i),
		})
	}
	return pays
}
