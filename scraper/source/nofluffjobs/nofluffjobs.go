// Package nofluffjobs reads offers of No Fluff Jobs, a board for jobs in IT in
// Poland and its neighbours on which every offer states pay, through the
// search of its own site.
//
// POST /api/search/posting answers a page of offers without a key. It is
// documented nowhere. What to know of it:
//   - An offer that stands in eight cities is listed once, with an id that
//     ends in one of them; reference names the offer itself.
//   - Between the cities stands "Remote", which is no place.
//   - A list states pay for one kind of contract: b2b is what the worker
//     invoices, permanent an employee's pay before tax, zlecenie a civil-law
//     contract. It names no period: amounts are of a month, for which the
//     request asks.
//   - The request has to name a currency, too. Whether amounts in others are
//     then converted is not known (a guess: they are not).
//   - Countries are named by codes of three letters.
package nofluffjobs

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://nofluffjobs.com"
	size      = 100 // offers on a page
	mostPages = 100 // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:      "nofluffjobs",
		Title:     "No Fluff Jobs",
		Kind:      scraper.Listing,
		Side:      scraper.Posted,
		Access:    scraper.API,
		Homepage:  "https://nofluffjobs.com/",
		Terms:     "https://nofluffjobs.com/",
		Hosts:     []string{"nofluffjobs.com"},
		OffReason: "the interface is that of its own site and is documented nowhere; read its terms first",
		Pay:       "structured",
		Countries: []string{"CZ", "HU", "PL", "SK"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Categories are the service's own words for kinds of jobs ("backend").
	Categories []string `yaml:"categories"`
	// Region is the national site, in small letters ("pl").
	Region string `yaml:"region"`
	// Pages is how many pages of 100 offers to read of each category.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Categories: []string{"backend"}, Region: "pl", Pages: 3}
}

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, c := range s.Categories {
		if strings.TrimSpace(c) == "" {
			return fmt.Errorf("categories[%d]: is empty", i)
		}
	}
	if places.Country(s.Region) == "" || strings.ToLower(s.Region) != s.Region {
		return fmt.Errorf("region: %q is no country in small letters, such as \"pl\"", s.Region)
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page of each category.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, c := range s.Categories {
		path := fmt.Sprintf(
			"/api/search/posting?language=en-GB&pageSize=%d&pageTo=1&region=%s&salaryCurrency=PLN&salaryPeriod=month",
			size,
			s.Region,
		)
		note := paging.First(s.Pages)
		note["category"] = c
		body, err := query(c, 1)
		if err != nil {
			return nil, err
		}
		reqs = append(
			reqs,
			scraper.Request{URL: s.Address(origin, path), Method: "POST", Body: body, Page: "list", Note: note},
		)
	}
	return reqs, nil
}

// query is the body of a request for a page of a category.
func query(category string, page int) (string, error) {
	type criteria struct {
		Category []string `json:"category"`
	}
	b, err := json.Marshal(struct {
		Criteria criteria `json:"criteriaSearch"`
		Page     int      `json:"page"`
	}{criteria{[]string{category}}, page})
	return string(b), err
}

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "postings")
	return first.Has("name", "title", "location", "salary") && first.Some(2, "flavors", "seniority", "technology", "renewed")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	seen := map[string]bool{}
	problems, err := jsonlist.Array(page.Body, "postings", func(path string, o offer) error {
		ids = append(ids, o.ID)
		p, err := o.posting(page, path)
		if err == nil && !seen[p.ID] { // some lists repeat an offer for each of its cities
			seen[p.ID] = true
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	answer, unfit, err := jsonlist.Object[struct {
		Total int `json:"totalCount"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, unfit...)
	list := paging.Of(page)
	note, err := list.Next(ids, answer.Total)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}
	if note != nil {
		next := page.Request
		note["category"] = page.Request.Note["category"]
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "pageTo", strconv.Itoa(list.Number+1))
		if next.Body, err = query(note["category"], list.Number+1); err != nil {
			return scraper.Result{}, err
		}
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// offer is a posting as the service words it.
type offer struct {
	ID        string   `json:"id"`
	Reference string   `json:"reference"`
	Title     string   `json:"title"`
	Company   string   `json:"name"`
	Category  string   `json:"category"`
	Seniority []string `json:"seniority"`
	URL       string   `json:"url"`
	Location  struct {
		Places      []place `json:"places"`
		FullyRemote bool    `json:"fullyRemote"`
	} `json:"location"`
	FullyRemote bool          `json:"fullyRemote"`
	Posted      jsonlist.Text `json:"posted"`
	Renewed     jsonlist.Text `json:"renewed"`
	Salary      salary        `json:"salary"`
	Tiles       struct {
		Values []struct {
			Value string `json:"value"`
			Type  string `json:"type"`
		} `json:"values"`
	} `json:"tiles"`
}

type place struct {
	City    string `json:"city"`
	Country struct {
		Code string `json:"code"`
		Name string `json:"name"`
	} `json:"country"`
}

type salary struct {
	From     jsonlist.Number `json:"from"`
	To       jsonlist.Number `json:"to"`
	Currency string          `json:"currency"`
	Type     string          `json:"type"`
}

func (o offer) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if o.ID == "" && o.Reference == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:         cmp.Or(o.Reference, o.ID),
		Title:      htmltext.Line(o.Title),
		Company:    cmp.Or(htmltext.Line(o.Company), page.Request.Company),
		Department: htmltext.Line(o.Category),
		Level:      htmltext.Join(htmltext.Lines(o.Seniority)...),
		Pay:        o.Salary.pay(),
		Path:       path,
		Omits:      []string{"description"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if words.Invoiced(p.Pay) {
		p.Employment = "contract"
	}
	if o.URL != "" {
		p.URL = origin + "/job/" + url.PathEscape(o.URL)
	}
	p.Place, p.Places, p.Country = places.Of(o.locations())
	p.Country = cmp.Or(p.Country, page.Request.Country)
	if o.FullyRemote || o.Location.FullyRemote {
		p.Workplace = "remote"
	}
	for _, v := range o.Tiles.Values {
		if v.Type == "requirement" {
			p.Tags = append(p.Tags, htmltext.Lines([]string{v.Value})...)
		}
	}
	p.PostedAt = dates.Field(&p.Unread, "posted", string(o.Posted))
	p.ChangedAt = dates.Field(&p.Unread, "renewed", string(o.Renewed))
	return p, nil
}

// locations are the cities of an offer, without the one that is none.
func (o offer) locations() (list []places.Location) {
	for _, l := range o.Location.Places {
		if strings.EqualFold(strings.TrimSpace(l.City), "remote") {
			continue
		}
		code := l.Country.Code
		if region, err := language.ParseRegion(code); err == nil {
			code = region.String()
		}
		list = append(list, places.Location{City: l.City, Country: l.Country.Name, Code: code})
	}
	return list
}

// contracts are the service's words for kinds of contracts and, for those of
// which the board says so, the tax that is in the amounts.
var contracts = map[string]struct{ contract, tax string }{
	"b2b": {"b2b", "net"}, "permanent": {"permanent", "gross"}, "zlecenie": {"mandate", "gross"},
}

func (s salary) pay() []scraper.Pay {
	if s.From == 0 && s.To == 0 {
		return nil
	}
	kind := contracts[s.Type]
	return []scraper.Pay{{
		Min:      float64(s.From),
		Max:      float64(s.To),
		Currency: s.Currency,
		Period:   "month",
		Contract: kind.contract,
		Tax:      kind.tax,
		Origin:   scraper.Structured,
		Path:     "salary",
	}}
}
