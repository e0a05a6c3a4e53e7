// Package salarycom reads the salary pages of Salary.com, which state two
// distributions of a title's pay at a place in schema.org's words: of base pay
// and of total compensation
// (https://www.salary.com/research/salary/listing/NAME-salary/PLACE). Tables
// that were made of many such pages (CSV: Title, Location, nTile10 to nTile90)
// are read too; their figures are of base pay.
//
// Pages are fetched only once the user has read Salary.com's terms and says
// so, and robots.txt decides at each run. What to know of them:
//   - The numbers are texts, and texts hold entities, inside JSON.
//   - What the page calls average is the median.
//   - No number of reports stands on a page: figures are modelled on surveys
//     of employers.
//   - The day that the page is of ("as of November 1, 2026") is a guess, from
//     no recorded page.
package salarycom

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/table"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

const host = "www.salary.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "salarycom",
		Title:       "Salary.com",
		Kind:        scraper.Figures,
		Side:        scraper.Employer,
		Access:      scraper.Pages,
		Homepage:    "https://www.salary.com/",
		Terms:       "https://www.salary.com/about-us/terms-of-use",
		Attribution: "Salary.com",
		Licence:     "all rights reserved",
		Hosts:       []string{host},
		OffReason:   "its terms leave doubts about programs: read them, then set terms_read and pages",
		Every:       24 * time.Hour,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	scraper.Terms  `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	return s.Terms.Check(host)
}

// Start asks for each page, if the user has read the terms.
func (src Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Terms.Requests(src.About(), &s.Common)
}

// Recognise knows a page by its address or by its two distributions, and a
// table by its columns.
func (Source) Recognise(page *scraper.Page) bool {
	body, address := webpage.Saved(page)
	if isTable(body) {
		return true
	}
	nodes, _ := jsonld.Read(body, "Occupation")
	if address != "" {
		return len(nodes) > 0 && weburl.OnSite(address, "salary", "/research/")
	}
	for _, n := range nodes {
		list := n.List("estimatedSalary")
		if len(list) == 2 && jsonld.AsNode(list[0]).Text("name") == "base" &&
			jsonld.AsNode(list[1]).Text("name") == "total compensation" {
			return true
		}
	}
	return false
}

// Read reads a page or a table.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	body, _ := webpage.Saved(page)
	if isTable(body) {
		return readTable(body)
	}
	if bytes.Contains(body[:min(len(body), 4096)], []byte("<html")) { // not the block alone
		if err := drift.CheckEnd(body); err != nil {
			return scraper.Result{}, err
		}
	}
	var res scraper.Result
	nodes, problems := jsonld.Read(body, "Occupation")
	for _, n := range nodes {
		claims, bad := jsonld.Occupation(n)
		res.Claims = append(res.Claims, claims...)
		problems = append(problems, bad...)
	}
	asOf := date(body)
	for i := range res.Claims {
		c := &res.Claims[i]
		if c.Title == "" || c.PayKind == "" || c.Period == "" || c.Currency == "" {
			return scraper.Result{}, drift.New(
				page.Body,
				fmt.Sprintf("a distribution with title, kind, period and currency (%s)", c.Path),
			)
		}
		c.AsOf = asOf
	}
	switch {
	case len(res.Claims) > 0:
		res.Problems = append(res.Problems, problems...)
		return res, nil
	case len(problems) > 0:
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, errors.Join(problems...))
	case len(nodes) > 0:
		return scraper.Result{}, fmt.Errorf("%w: an occupation without estimatedSalary", scraper.ErrNoRecord)
	}
	return scraper.Result{}, drift.New(page.Body, "a Salary.com page with its distributions (Occupation in JSON-LD)")
}

var asOf = regexp.MustCompile(`(?i)\bas of ([A-Z][a-z]+ \d{1,2}, \d{4})`)

// date finds the day that the page is of, "" when it names none.
func date(body []byte) string {
	m := asOf.FindSubmatch(body)
	if m == nil {
		return ""
	}
	d, err := time.Parse("January 2, 2006", string(m[1]))
	if err != nil {
		return ""
	}
	return d.Format(time.DateOnly)
}

var columns = []struct{ name, statistic string }{
	{"nTile10", "p10"}, {"nTile25", "p25"}, {"nTile50", "median"}, {"nTile75", "p75"}, {"nTile90", "p90"},
}

func accept(c table.Columns) bool {
	return c.Has("Title", "Location", "nTile10", "nTile50", "nTile90")
}

func isTable(body []byte) bool {
	t, err := table.Open(body, "", accept)
	return err == nil && len(t) > 0
}

// readTable reads a table of many places.
func readTable(body []byte) (scraper.Result, error) {
	tables, err := table.Open(body, "a table of Salary.com's percentiles", accept)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	res.Problems, err = table.EachRow(tables, func(t *table.Table, row table.Row) error {
		title, place := htmltext.Line(row.Cell(t.Columns.First("Title"))),
			htmltext.Line(row.Cell(t.Columns.First("Location")))
		if title == "" || place == "" {
			return errors.New("title or location: is empty")
		}
		var claims []scraper.Claim
		for _, c := range columns {
			word := row.Cell(t.Columns.First(c.name))
			amount, ok := money.ParseNumber(word)
			if !ok || amount <= 0 {
				return fmt.Errorf("%s: %q is no amount", c.name, word)
			}
			claims = append(claims, scraper.Claim{
				Title: title, Place: place, Statistic: c.statistic, Label: "base", PayKind: "base",
				Amount: amount, Currency: "USD", Period: "year", Path: fmt.Sprintf("row %d %s", row.Number, c.name),
			})
		}
		res.Claims = append(res.Claims, claims...)
		return nil
	})
	if err != nil {
		return scraper.Result{}, err
	}
	return res, nil
}
