// Package eures reads openings from EURES, the portal of the European Union's
// employment services.
//
// POST /eures/api/jv-searchengine/public/jv-search/search answers a page of a
// search without a key. It is the interface of the portal's own site, and is
// documented nowhere. What to know of it:
//   - It states no pay in a field of its own: what there is stands in the text.
//   - Countries and regions are the keys and codes of locationMap (FI: FI19A,
//     by NUTS); Greece is EL and the United Kingdom UK there.
//   - title and description may be translated or cut; translations holds the
//     whole text by language.
package eures

import (
	"cmp"
	"encoding/json"
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
	"backpay/scraper/extract/paging"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/words"
)

const (
	origin    = "https://europa.eu"
	size      = 50 // openings on a page
	mostPages = 40 // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "eures",
		Title:    "EURES",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://eures.europa.eu/",
		Terms:    "https://commission.europa.eu/legal-notice_en",
		Hosts:    []string{"europa.eu"},
		OffReason: "the interface is that of the portal's own site and is documented nowhere; its postings state " +
			"pay in their text, if at all",
		Pay: "text",
		Countries: strings.Fields(
			"AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK",
		),
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Search are words that openings must hold.
	Search string `yaml:"search"`
	// Countries are ISO 3166 codes; none for all.
	Countries []string `yaml:"countries"`
	// Pages is how many pages of 50 openings to read, the newest first.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Search: "developer", Pages: 4} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if strings.TrimSpace(s.Search) == "" {
		return errors.New("search: is empty")
	}
	for i, c := range s.Countries {
		if places.Country(c) != c {
			return fmt.Errorf("countries[%d]: %q is no ISO 3166 code such as \"DE\"", i, c)
		}
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	note := paging.First(s.Pages)
	note["search"], note["countries"] = s.Search, strings.Join(s.Countries, " ")
	body, err := query(note, 1)
	if err != nil {
		return nil, err
	}
	return []scraper.Request{
		{
			URL: s.Address(origin, "/eures/api/jv-searchengine/public/jv-search/search"), Method: "POST", Body: body,
			Page: "list", Note: note,
		},
	}, nil
}

// query is the body of a request for a page of the search.
func query(note map[string]string, page int) (string, error) {
	type keyword struct {
		Word  string `json:"keyword"`
		Where string `json:"specificSearchCode"`
	}
	places := []string{}
	for _, c := range strings.Fields(note["countries"]) {
		places = append(places, strings.ToLower(cmp.Or(theirs[c], c)))
	}
	b, err := json.Marshal(struct {
		Size     int       `json:"resultsPerPage"`
		Page     int       `json:"page"`
		Sort     string    `json:"sortSearch"`
		Keywords []keyword `json:"keywords"`
		Places   []string  `json:"locationCodes"`
	}{size, page, "MOST_RECENT", []keyword{{note["search"], "EVERYWHERE"}}, places})
	return string(b), err
}

// The countries whose codes differ from ISO 3166, both ways.
var (
	theirs = map[string]string{"GR": "EL", "GB": "UK"}
	ours   = map[string]string{"EL": "GR", "UK": "GB"}
)

// Recognise knows a page by keys that no other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "jvs")
	return first.Has("id", "title", "locationMap", "employer")
}

// Read reads a page and asks for the next.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "jvs", func(path string, v vacancy) error {
		ids = append(ids, v.ID)
		p, err := v.posting(page, path)
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
		Total int `json:"numberRecords"`
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
		note["search"], note["countries"] = page.Request.Note["search"], page.Request.Note["countries"]
		next.Note = note
		if next.Body, err = query(note, list.Number+1); err != nil {
			return scraper.Result{}, err
		}
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// vacancy is a posting as the service words it.
type vacancy struct {
	ID          string              `json:"id"`
	Title       string              `json:"title"`
	Description string              `json:"description"`
	Created     jsonlist.Text       `json:"creationDate"`
	Changed     jsonlist.Text       `json:"lastModificationDate"`
	Places      map[string][]string `json:"locationMap"`
	Schedules   []string            `json:"positionScheduleCodes"`
	Employer    struct {
		Name string `json:"name"`
	} `json:"employer"`
	Languages    []string `json:"availableLanguages"`
	Translations map[string]struct {
		Title       string `json:"title"`
		Description string `json:"description"`
	} `json:"translations"`
}

func (v vacancy) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if v.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:          v.ID,
		URL:         "https://europa.eu/eures/portal/jv-se/jv-details/" + url.PathEscape(v.ID),
		Title:       htmltext.Line(v.Title),
		Company:     cmp.Or(htmltext.Line(v.Employer.Name), page.Request.Company),
		Description: htmltext.Text(v.Description),
		Path:        path,
	}
	for _, language := range v.Languages {
		if t, ok := v.Translations[language]; ok {
			p.Language = htmltext.Line(language)
			p.Title = cmp.Or(htmltext.Line(t.Title), p.Title)
			p.Description = cmp.Or(htmltext.Text(t.Description), p.Description)
			break
		}
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	var list []places.Location
	for _, code := range slices.Sorted(maps.Keys(v.Places)) {
		list = append(list, places.Location{Code: cmp.Or(ours[strings.ToUpper(code)], code)})
	}
	p.Place, p.Places, p.Country = places.Of(list)
	p.Country = cmp.Or(p.Country, page.Request.Country)
	for _, s := range v.Schedules {
		if s != "NS" { // not said
			p.Employment = cmp.Or(p.Employment, words.Employment(s))
		}
	}
	p.PostedAt = dates.Field(&p.Unread, "creationDate", string(v.Created))
	p.ChangedAt = dates.Field(&p.Unread, "lastModificationDate", string(v.Changed))
	return p, nil
}
