// Package jobbankca reads the openings of Canada's Job Bank from the monthly
// tables that the government publishes as open data.
//
// GET https://open.canada.ca/data/api/action/package_show names a table for
// each month and language, of which the newest English one is read; so there
// is no year to keep up to date. No recording of a table was at hand: its form
// is what public readers of 2026 describe, and is not verified here. What to
// know of it:
//   - A table is some 50 MB of UTF-16 with tabs, one row a place of work.
//   - It names no employer. Figures count employers, so on these rows they
//     rest on nothing: all of them would be one employer's.
//   - It holds no text, and no address of the advert.
//   - Pay is stated in most rows, in Canadian dollars, with its period in
//     words ("Hour").
package jobbankca

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/table"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

const (
	origin  = "https://open.canada.ca"
	dataset = "ea639e28-c0fc-48bf-b5dd-b8899bd43072"
	want    = "a table with the columns Job Title, NOC21 Code, Salary Minimum, Salary Maximum and Salary Per"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "jobbank-ca",
		Title:       "Job Bank (Canada)",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.File,
		Homepage:    "https://www.jobbank.gc.ca/",
		Terms:       "https://open.canada.ca/data/en/dataset/" + dataset,
		Licence:     "Open Government Licence - Canada",
		Attribution: "Contains information licensed under the Open Government Licence - Canada.",
		Hosts:       []string{"open.canada.ca", "opencanada.blob.core.windows.net"},
		OffReason: "its tables name no employer, and figures rest on employers: read it for its rows, not for " +
			"figures",
		Every:     7 * 24 * time.Hour,
		Pay:       "structured",
		Countries: []string{"CA"},
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Occupations are beginnings of NOC 2021 codes; none for all openings.
	Occupations []string `yaml:"occupations"`
}

// Settings fulfils scraper.Source. The codes are those of computing.
func (Source) Settings() scraper.Settings { return &Settings{Occupations: []string{"2122", "2123"}} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, o := range s.Occupations {
		if o == "" || strings.Trim(o, "0123456789") != "" {
			return fmt.Errorf("occupations[%d]: %q is no beginning of a NOC code, such as \"2123\"", i, o)
		}
	}
	return nil
}

// Start asks for the list of tables.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{{
		URL: s.Address(origin, "/data/api/action/package_show?id="+dataset), Page: "tables",
		Note: map[string]string{"occupations": strings.Join(s.Occupations, " ")},
	}}, nil
}

func accept(c table.Columns) bool {
	return c.Has("Job Title", "NOC21 Code", "Salary Minimum", "Salary Maximum", "Salary Per")
}

// Recognise knows a table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.CSV(page.Body, want, accept)
	return err == nil && len(tables) == 1
}

// Read reads the list of tables and asks for the newest, or reads a table.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	if page.Request.Page == "tables" {
		return newest(page)
	}
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	seen := map[string]bool{}
	res.Problems, err = table.EachRow(tables, func(t *table.Table, row table.Row) error {
		cell := func(name string) string { return htmltext.Line(row.Cell(t.Columns.First(name))) }
		if !chosen(page.Request.Note["occupations"], cell("NOC21 Code")) {
			return nil
		}
		p, err := posting(cell, fmt.Sprintf("row %d", row.Number))
		if err == nil && !seen[p.ID] {
			seen[p.ID] = true
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	return res, nil
}

// chosen reports whether a row's code begins with one of those wanted.
func chosen(occupations, code string) bool {
	list := strings.Fields(occupations)
	return len(list) == 0 || slices.ContainsFunc(list, func(o string) bool { return strings.HasPrefix(code, o) })
}

// newest asks for the English table that was added last.
func newest(page *scraper.Page) (scraper.Result, error) {
	answer, unfit, err := jsonlist.Object[struct {
		Result struct {
			Resources []struct {
				URL      string   `json:"url"`
				Created  string   `json:"created"`
				Format   string   `json:"format"`
				Language []string `json:"language"`
			} `json:"resources"`
		} `json:"result"`
	}](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	res := scraper.Result{Problems: unfit}
	var address, latest string
	for _, r := range answer.Result.Resources {
		link := weburl.Resolve("", r.URL)
		if link == "" || !strings.EqualFold(r.Format, "CSV") || !slices.Contains(r.Language, "en") ||
			r.Created <= latest {
			continue
		}
		address, latest = link, r.Created
	}
	if address == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: none of %d resources is an English table",
			scraper.ErrDrift,
			len(answer.Result.Resources),
		)
	}
	res.Requests = []scraper.Request{{URL: address, Page: "table", Note: page.Request.Note}}
	return res, nil
}

func posting(cell func(string) string, path string) (scraper.Posting, error) {
	p := scraper.Posting{
		ID:         cmp.Or(cell("WIC Job Location Snapshot ID"), cell("Job Location Snapshot ID")),
		Title:      cell("Job Title"),
		Employment: words.Employment(cell("Employment Type")),
		Department: cell("NOC21 Code Name"),
		Path:       path,
		Omits:      []string{"description"},
	}
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("column WIC Job Location Snapshot ID: is missing")
	case p.Title == "":
		return scraper.Posting{}, errors.New("column Job Title: is empty")
	}
	p.Place, p.Places, p.Country = places.Of(
		[]places.Location{{City: cell("City"), Region: cell("Province/Territory"), Code: "CA"}},
	)
	if strings.EqualFold(cell("Employment Term Telework"), "yes") {
		p.Workplace = "remote"
	}
	low, _ := money.ParseNumber(cell("Salary Minimum"))
	high, _ := money.ParseNumber(cell("Salary Maximum"))
	if low > 0 || high > 0 {
		p.Pay = []scraper.Pay{{
			Min: max(low, 0), Max: max(high, 0), Currency: "CAD", Period: words.PeriodOf(cell("Salary Per")),
			Origin: scraper.Structured, Path: "Salary Minimum",
		}}
	}
	p.PostedAt = dates.Field(&p.Unread, "First Posting Date", cell("First Posting Date"))
	return p, nil
}
