// Package bundesagentur reads openings in Germany from the job search of the
// Bundesagentur für Arbeit, the federal employment agency.
//
// GET /jobboerse/jobsuche-service/pc/v6/jobs answers a page of a search, GET
// .../pc/v4/jobdetails/ID one opening, where ID is its reference in base64
// (https://github.com/bundesAPI/jobsuche-api). Both need the header X-API-Key
// with the key of the agency's own site, jobboerse-jobsuche, which is no
// secret. No recording of either was at hand: the form is that of 2026, as
// public clients describe it, and is not verified here. What to know of it:
//   - In 2026 every key was renamed; answers of before are not read.
//   - The list holds no text and no amounts; adverts that stand elsewhere
//     have none in the details either.
//   - verguetungsangabe says of which period the amounts are, KEINE_ANGABEN
//     that there are none; gehaltsspanneVon and -Bis are a range, festgehalt
//     is one amount. All are in euros, before tax by German custom, which the
//     fields don't say.
package bundesagentur

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

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
	origin    = "https://rest.arbeitsagentur.de"
	service   = "/jobboerse/jobsuche-service/pc"
	size      = 100 // openings on a page
	mostPages = 20  // that the setting may ask for
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "bundesagentur",
		Title:    "Bundesagentur für Arbeit",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.API,
		Homepage: "https://www.arbeitsagentur.de/jobsuche/",
		Terms:    "https://www.arbeitsagentur.de/nutzungsbedingungen",
		Hosts:    []string{"rest.arbeitsagentur.de"},
		OffReason: "the interface is that of the agency's own site; read its terms, then set " +
			"BUNDESAGENTUR_API_KEY=jobboerse-jobsuche",
		Pay:       "structured",
		Secrets:   []scraper.Secret{{Env: "BUNDESAGENTUR_API_KEY", In: "header", Name: "X-API-Key"}},
		Countries: []string{"DE"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// What are the words of the search, Where a place ("" for all Germany).
	What  string `yaml:"what"`
	Where string `yaml:"where"`
	// Pages is how many pages of 100 openings to read, each of which takes a
	// request of its own.
	Pages int `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{What: "Softwareentwickler", Pages: 1} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	if strings.TrimSpace(s.What) == "" {
		return errors.New("what: is empty")
	}
	return paging.Check(s.Pages, mostPages)
}

// Start asks for the first page of the search.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	q := url.Values{"angebotsart": {"1"}, "was": {s.What}, "size": {strconv.Itoa(size)}, "page": {"1"}}
	if s.Where != "" {
		q.Set("wo", s.Where)
	}
	return []scraper.Request{
		{URL: s.Address(origin, service+"/v6/jobs?"+q.Encode()), Page: "list", Note: paging.First(s.Pages)},
	}, nil
}

// Recognise knows a page of a search, and a single opening, by keys that no
// other service has together.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "ergebnisliste")
	return known(top) || known(first)
}

func known(k jsonlist.Keys) bool { return k.Has("referenznummer", "firma") }

// Read reads a page of a search, and asks for its openings and for the next
// page, or reads a single opening.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	if top, _ := jsonlist.Shape(page.Body, "ergebnisliste"); known(top) {
		return readJob(page)
	}
	var res scraper.Result
	var ids []string
	problems, err := jsonlist.Array(page.Body, "ergebnisliste", func(path string, j job) error {
		ids = append(ids, j.Reference)
		p, err := j.posting(page, path)
		if err != nil {
			return err
		}
		p.Omits = []string{"description", "pay"}
		res.Keep(p)
		if page.Request.Page == "list" {
			res.Requests = append(res.Requests, follow(page.Request, p.ID))
		}
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	answer, unfit, err := jsonlist.Object[struct {
		Total int `json:"maxErgebnisse"`
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
		next.Note = note
		next.URL = weburl.WithQuery(next.URL, "page", strconv.Itoa(list.Number+1))
		res.Requests = append(res.Requests, next)
	}
	return res, nil
}

// follow asks for an opening of the search.
func follow(from scraper.Request, reference string) scraper.Request {
	before, _, _ := strings.Cut(from.URL, "/v6/jobs?")
	id := base64.StdEncoding.EncodeToString([]byte(reference))
	return scraper.Request{URL: before + "/v4/jobdetails/" + url.PathEscape(id), Page: "job"}
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
	Reference  string `json:"referenznummer"`
	Title      string `json:"stellenangebotsTitel"`
	Occupation string `json:"hauptberuf"`
	Company    string `json:"firma"`
	Places     []struct {
		Address struct {
			City    string `json:"ort"`
			Region  string `json:"region"`
			Country string `json:"land"`
		} `json:"adresse"`
	} `json:"stellenlokationen"`
	First       string          `json:"datumErsteVeroeffentlichung"`
	Changed     string          `json:"aenderungsdatum"`
	HomeOffice  bool            `json:"homeofficemoeglich"`
	FullTime    bool            `json:"arbeitszeitVollzeit"`
	External    string          `json:"externeURL"`
	Description string          `json:"stellenangebotsBeschreibung"`
	Period      string          `json:"verguetungsangabe"`
	Min         jsonlist.Number `json:"gehaltsspanneVon"`
	Max         jsonlist.Number `json:"gehaltsspanneBis"`
	Fixed       jsonlist.Number `json:"festgehalt"`
}

// lands are the countries that the agency lists openings in, by its words.
var lands = map[string]string{"DEUTSCHLAND": "DE", "OESTERREICH": "AT", "SCHWEIZ": "CH"}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.Reference == "" {
		return scraper.Posting{}, errors.New("referenznummer: is missing")
	}
	address := "https://www.arbeitsagentur.de/jobsuche/jobdetail/" + url.PathEscape(j.Reference)
	p := scraper.Posting{
		ID:          j.Reference,
		URL:         address,
		ApplyURL:    weburl.Resolve("", j.External),
		Title:       htmltext.Line(cmp.Or(j.Title, j.Occupation)),
		Company:     cmp.Or(htmltext.Line(j.Company), page.Request.Company),
		Department:  htmltext.Line(j.Occupation),
		Description: htmltext.Text(j.Description),
		Pay:         j.pay(),
		Path:        path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("stellenangebotsTitel: is empty")
	}
	var list []places.Location
	for _, l := range j.Places {
		list = append(list, places.Location{City: l.Address.City, Code: lands[strings.ToUpper(l.Address.Country)]})
	}
	p.Place, p.Places, p.Country = places.Of(list)
	p.Country = cmp.Or(p.Country, page.Request.Country, "DE") // the agency's own; a place that is elsewhere says so
	if j.FullTime {
		p.Employment = "full-time"
	}
	p.PostedAt = dates.Field(&p.Unread, "datumErsteVeroeffentlichung", j.First)
	p.ChangedAt = dates.Field(&p.Unread, "aenderungsdatum", j.Changed)
	return p, nil
}

// periods are the agency's words for the period of pay.
var periods = map[string]string{"JAHRESGEHALT": "year", "MONATSGEHALT": "month", "STUNDENLOHN": "hour"}

func (j job) pay() []scraper.Pay {
	path, low, high := "gehaltsspanneVon", float64(j.Min), float64(j.Max)
	if low == 0 && high == 0 {
		path, low, high = "festgehalt", float64(j.Fixed), float64(j.Fixed)
	}
	if low == 0 && high == 0 {
		return nil
	}
	period := cmp.Or(periods[j.Period], words.PeriodOf(j.Period))
	return []scraper.Pay{
		{Min: low, Max: high, Currency: "EUR", Period: period, Origin: scraper.Structured, Path: path},
	}
}
