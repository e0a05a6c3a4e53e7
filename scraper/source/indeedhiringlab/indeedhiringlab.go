// Package indeedhiringlab reads the Wage Tracker of Indeed's Hiring Lab: how
// much the pay that adverts state grew within a year, by country and by sector,
// from https://github.com/hiring-lab/indeed-wage-tracker.
//
// What to know of the files:
//   - They hold growth and no level of pay: claims of growth_pct, in percent.
//   - Each month has two figures: the month's own, and the mean of three
//     months, which has none for the first two months.
//   - Months are written "Jan-19". n_obs is the number of adverts.
//   - jobcountry is an ISO 3166 code, but "EA" stands for the euro area.
package indeedhiringlab

import (
	"fmt"
	"math"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://raw.githubusercontent.com"
	want   = "a table with the columns of the Hiring Lab's wage tracker"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "indeed-hiring-lab",
		Title:       "Indeed Hiring Lab Wage Tracker",
		Kind:        scraper.Figures,
		Side:        scraper.Posted,
		Access:      scraper.File,
		Homepage:    "https://github.com/hiring-lab/indeed-wage-tracker",
		Terms:       "https://creativecommons.org/licenses/by/4.0/",
		Attribution: "Indeed Hiring Lab Wage Tracker (https://github.com/hiring-lab/indeed-wage-tracker), CC BY 4.0",
		Licence:     "CC BY 4.0",
		Hosts:       []string{"raw.githubusercontent.com"},
		OnByDefault: true,
		Every:       7 * 24 * time.Hour,
		Pay:         "absent",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for both files.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, by := range []string{"country", "sector"} {
		reqs = append(reqs, scraper.Request{
			URL:  s.Address(origin, "/hiring-lab/indeed-wage-tracker/main/posted-wage-growth-by-"+by+".csv"),
			Page: by,
		})
	}
	return reqs, nil
}

func accept(c table.Columns) bool {
	return c.Has("jobcountry", "country", "month", "posted_wage_growth_yoy")
}

// Recognise knows a table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.CSV(page.Body, want, accept)
	return err == nil && len(tables) > 0
}

// Read makes claims of each month's row.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	res.Problems, err = table.EachRow(tables, func(t *table.Table, row table.Row) error {
		claims, err := growth(t.Columns, row)
		res.Claims = append(res.Claims, claims...)
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	if len(res.Claims) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: no row states growth", scraper.ErrNoRecord)
	}
	return res, nil
}

// measures are the columns of growth and how they are called.
var measures = []struct{ column, label string }{
	{"posted_wage_growth_yoy", "posted wage growth, year over year"},
	{"posted_wage_growth_yoy_3moavg", "posted wage growth, year over year, mean of 3 months"},
}

func growth(columns table.Columns, row table.Row) ([]scraper.Claim, error) {
	cell := func(name string) string { return htmltext.Line(row.Cell(columns.First(name))) }
	month, err := time.Parse("Jan-06", cell("month"))
	if err != nil {
		return nil, fmt.Errorf("month: %.40q is none such as Jan-19", cell("month"))
	}
	base := scraper.Claim{
		Title:     cell("sector"),
		Place:     cell("country"),
		Country:   places.Country(cell("jobcountry")),
		Statistic: "growth_pct",
		AsOf:      month.Format("2006-01"),
	}
	if base.Country == "EA" {
		base.Country = "" // the euro area, which is no country
	}
	if n := cell("n_obs"); n != "" && n != "NA" {
		v, ok := money.ParseNumber(n)
		if !ok || v < 0 || v > 1e9 {
			return nil, fmt.Errorf("n_obs: %.40q is no number", n)
		}
		base.SampleN, base.SampleKind = int(v), "postings"
	}
	var claims []scraper.Claim
	for _, m := range measures {
		text := cell(m.column)
		if text == "" || strings.EqualFold(text, "NA") {
			continue
		}
		v, ok := money.ParseNumber(text)
		if !ok {
			return nil, fmt.Errorf("%s: %.40q is no number", m.column, text)
		}
		c := base
		c.Label = m.label
		c.Amount = math.Round(v*1e9) / 1e7 // a fraction in the file
		c.Path = m.column                  // rows move as months are added: country, sector and month find it
		claims = append(claims, c)
	}
	return claims, nil
}
