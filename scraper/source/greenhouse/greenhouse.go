// Package greenhouse reads the job boards that employers host with
// Greenhouse, through its public job board interface.
//
// One request answers a whole board, without pages and without a key:
// GET /v1/boards/TOKEN/jobs?content=true&pay_transparency=true
// (https://developers.greenhouse.io/job-board.html). What to know of it:
//   - content is HTML that is escaped once.
//   - Pay stands in pay_input_ranges, in cents, one entry for each zone, and
//     only in answers to a request with pay_transparency. It has no period:
//     that stands in the title's wording alone, as on-target pay does in the
//     title's or the blurb's.
//   - Without content=true the answer has neither text nor departments.
//   - There is no field for remote work or for the kind of employment, but
//     employers add fields of their own, which come as metadata.
package greenhouse

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/words"
)

const origin = "https://boards-api.greenhouse.io"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "greenhouse",
		Title:       "Greenhouse",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://www.greenhouse.com/",
		Terms:       "https://developers.greenhouse.io/job-board.html",
		Hosts:       []string{"boards-api.greenhouse.io"},
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
			URL: s.Address(
				origin,
				"/v1/boards/"+url.PathEscape(b.Token)+"/jobs?content=true&pay_transparency=true",
			),
			Page: "board",
		}
	}), nil
}

// Recognise knows a board, and the answer for a single job, by keys that no
// other service has together, and a saved page of a board by what it is made of.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "jobs")
	return known(first) || known(top) || listIn(page) != nil
}

// known reports whether the keys are those of a job. People who keep an answer
// leave out what they don't need of it.
func known(k jsonlist.Keys) bool { return k.Has("id", "title", "absolute_url", "location") }

// Read reads a board, the answer for a single job, or a saved page of a board.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	answer, problems, err := jsonlist.ArrayIn[job, struct {
		Meta struct {
			Total *int `json:"total"`
		} `json:"meta"`
	}](page.Body, "jobs", func(path string, j job) error {
		p, err := j.posting(page, path)
		if err != nil {
			return err
		}
		res.Keep(p)
		return nil
	})
	if err != nil {
		if top, _ := jsonlist.Shape(page.Body, "jobs"); top.Has("absolute_url") && !top.Has("jobs") {
			return readJob(page)
		}
		if list := listIn(page); list != nil && page.Request.Page == "" {
			return readList(page, list)
		}
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	switch total := answer.Meta.Total; {
	case total != nil && *total != len(res.Postings)+res.Lost():
		res.Problems = append(
			res.Problems,
			fmt.Errorf("meta.total: %d, but the list holds %d", *total, len(res.Postings)+res.Lost()),
		)
	case page.Request.Page == "board" && res.Lost() == 0:
		res.Whole = page.Request.Board
	}
	return res, nil
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

// job is a posting as the service words it.
type job struct {
	ID          int64                     `json:"id"`
	Title       string                    `json:"title"`
	AbsoluteURL string                    `json:"absolute_url"`
	CompanyName string                    `json:"company_name"`
	Location    named                     `json:"location"`
	Content     jsonlist.Optional[string] `json:"content"`
	Departments []named                   `json:"departments"`
	Metadata    []struct {
		Name  string `json:"name"`
		Value any    `json:"value"` // employers choose its type
	} `json:"metadata"`
	Language    string                        `json:"language"`
	PublishedAt string                        `json:"first_published"`
	UpdatedAt   string                        `json:"updated_at"`
	Deadline    string                        `json:"application_deadline"`
	Pay         jsonlist.Optional[[]payRange] `json:"pay_input_ranges"`
}

type named struct {
	Name string `json:"name"`
}

type payRange struct {
	MinCents jsonlist.Number `json:"min_cents"`
	MaxCents jsonlist.Number `json:"max_cents"`
	Currency string          `json:"currency_type"`
	Title    string          `json:"title"`
	Blurb    string          `json:"blurb"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == 0 {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          strconv.FormatInt(j.ID, 10),
		Board:       cmp.Or(page.Request.Board, token(page.URL), token(j.AbsoluteURL)),
		URL:         j.AbsoluteURL,
		Title:       htmltext.Line(j.Title),
		Company:     htmltext.Line(j.CompanyName),
		Place:       htmltext.Line(j.Location.Name),
		Country:     page.Request.Country,
		Language:    j.Language,
		Description: htmltext.Text(htmltext.Unescape(j.Content.Value)),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Company = cmp.Or(p.Company, page.Request.Company, p.Board)
	if len(j.Departments) > 0 {
		p.Department = htmltext.Line(j.Departments[0].Name)
	}
	for _, m := range j.Metadata {
		value, _ := m.Value.(string)
		switch strings.ToLower(m.Name) {
		case "location type", "workplace type", "work type":
			p.Workplace = cmp.Or(p.Workplace, words.Workplace(value))
		case "employment type":
			p.Employment = cmp.Or(p.Employment, words.Employment(value))
		}
	}
	p.PostedAt = dates.Field(&p.Unread, "first_published", j.PublishedAt)
	p.ChangedAt = dates.Field(&p.Unread, "updated_at", j.UpdatedAt)
	p.ValidThrough = dates.Field(&p.Unread, "application_deadline", j.Deadline)
	for i, r := range j.Pay.Value {
		if pay, ok := r.pay(fmt.Sprintf("pay_input_ranges[%d]", i)); ok {
			p.Pay = append(p.Pay, pay)
		}
	}
	if !j.Content.Stated {
		p.Omits = append(p.Omits, "description")
	}
	if !j.Pay.Stated {
		p.Omits = append(p.Omits, "pay")
	}
	return p, nil
}

func (r payRange) pay(path string) (scraper.Pay, bool) {
	title, blurb := htmltext.Line(r.Title), htmltext.Line(r.Blurb)
	p := scraper.Pay{
		Min:      float64(r.MinCents) / 100,
		Max:      float64(r.MaxCents) / 100,
		Currency: r.Currency,
		Period:   words.PeriodIn(title),
		Kind:     words.PayKind(title),
		Text:     title,
		Origin:   scraper.Structured,
		Path:     path,
	}
	if p.Kind == "" && words.PayKind(blurb) != "" {
		p.Kind, p.Text = words.PayKind(blurb), strings.TrimSpace(title+" "+blurb)
	}
	return p, p.Min != 0 || p.Max != 0
}

// token finds the board's name in an address of the service: the interface's
// (/v1/boards/TOKEN/jobs) or a hosted page's (job-boards.greenhouse.io/TOKEN/jobs/1).
func token(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch {
	case len(parts) >= 3 && parts[0] == "v1" && parts[1] == "boards":
		return parts[2]
	case len(parts) >= 2 && parts[1] == "jobs" && strings.HasSuffix(u.Hostname(), ".greenhouse.io"):
		return parts[0]
	}
	return ""
}
