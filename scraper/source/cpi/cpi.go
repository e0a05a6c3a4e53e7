// Package cpi reads consumer prices: the index of the United States by month
// (CPI-U, all items, of the Bureau of Labor Statistics) and the yearly
// inflation of countries (World Bank), from the copies that are kept at
// https://github.com/datasets/cpi-us and https://github.com/datasets/inflation.
//
// What to know of the files:
//   - The index is not adjusted for seasons; 1982-84 is 100. "Inflation" beside
//     it is the change since the month before, in percent, and is not read.
//     October 2025 is missing: it was never surveyed.
//   - The table of countries has an Inflation too: of the whole year, in
//     percent. Its codes are ISO 3166 alpha-3, and the World Bank's own for
//     Kosovo and for groups of countries; the groups are passed over.
//   - The World Bank has two inflations, of consumer prices (FP.CPI.TOTL.ZG) and
//     of the GDP deflator (NY.GDP.DEFL.KD.ZG). The two files of the copy had
//     each other's names until 2026 at least
//     (https://github.com/datasets/inflation/pull/12), so names are not
//     believed: what the file says of the United States tells which it holds.
package cpi

import (
	"fmt"
	"math"
	"time"

	"golang.org/x/text/language"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://raw.githubusercontent.com"
	want   = "a table with the columns Date, Index and Inflation, or Country, Country Code, Year and Inflation"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "cpi",
		Title:       "Consumer prices (BLS CPI-U, World Bank)",
		Kind:        scraper.Reference,
		Side:        scraper.Filed,
		Access:      scraper.File,
		Homepage:    "https://github.com/datasets/cpi-us",
		Terms:       "https://creativecommons.org/licenses/by/4.0/",
		Attribution: "U.S. Bureau of Labor Statistics, CPI-U; World Bank, World Development Indicators, CC BY 4.0",
		Licence:     "public domain (CPI-U); CC BY 4.0 (World Bank)",
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

// Start asks for the index and for both inflations, whatever their names.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{
		{URL: s.Address(origin, "/datasets/cpi-us/main/data/cpiai.csv"), Page: "index"},
		{URL: s.Address(origin, "/datasets/inflation/main/data/inflation-consumer.csv"), Page: "inflation"},
		{URL: s.Address(origin, "/datasets/inflation/main/data/inflation-gdp.csv"), Page: "inflation"},
	}, nil
}

func isIndex(c table.Columns) bool { return len(c) == 3 && c.Has("Date", "Index", "Inflation") }

func isInflation(c table.Columns) bool {
	return c.Has("Country", "Country Code", "Year", "Inflation")
}
func accept(c table.Columns) bool { return isIndex(c) || isInflation(c) }

// Recognise knows the tables by the names of their columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.CSV(page.Body, want, accept)
	return err == nil && len(tables) > 0
}

// Read reads a month, or a country's year, a row.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	res.References, res.Problems, err = reference.Read(
		tables,
		func(t *table.Table, row table.Row) ([]scraper.ReferenceRow, error) {
			if isIndex(t.Columns) {
				return index(t.Columns, row)
			}
			return inflation(t.Columns, row)
		},
	)
	item := which(res.References)
	for i := range res.References {
		if r := &res.References[i]; r.Table == "inflation" {
			r.Item = item
		}
	}
	return res, err
}

// consumer is by how many percent the yearly mean of CPI-U rose in years in
// which the GDP deflator rose by a quarter of a point more or less at the least.
var consumer = map[string]float64{
	"1980": 13.549, "1990": 5.398, "2000": 3.377, "2005": 3.393, "2009": -0.356, "2010": 1.640, "2015": 0.119, "2022": 8.003, "2023": 4.116, "2024": 2.950,
}

// which tells which inflation rows are of, by those of the United States;
// "unchecked" where they are of none of the years that are known.
func which(rows []scraper.ReferenceRow) string {
	item := "unchecked"
	for _, r := range rows {
		if want, ok := consumer[r.Date]; ok && r.Table == "inflation" && r.Area == "US" {
			if math.Abs(r.Value-want) > .15 {
				return "gdp deflator"
			}
			item = "consumer prices"
		}
	}
	return item
}

func index(c table.Columns, row table.Row) ([]scraper.ReferenceRow, error) {
	month, err := time.Parse(time.DateOnly, row.Cell(c.First("Date")))
	if err != nil {
		return nil, fmt.Errorf("date: %.40q is no day", row.Cell(c.First("Date")))
	}
	v, ok := money.ParseNumber(row.Cell(c.First("Index")))
	if !ok || v <= 0 {
		return nil, fmt.Errorf("index: %.40q is no index", row.Cell(c.First("Index")))
	}
	return []scraper.ReferenceRow{{
		Table: "price_index", Area: "US", AreaName: "United States", Item: "CPI-U", Date: month.Format("2006-01"),
		Value: v, Unit: "index, 1982-84 = 100", Path: fmt.Sprintf("row %d", row.Number),
	}}, nil
}

func inflation(c table.Columns, row table.Row) ([]scraper.ReferenceRow, error) {
	code := row.Cell(c.First("Country Code"))
	area := "XK"
	if code != "XKX" {
		region, err := language.ParseRegion(code)
		if err != nil || !region.IsCountry() || region.ISO3() != code {
			return nil, nil // a group of countries
		}
		area = region.String()
	}
	r := scraper.ReferenceRow{
		Table: "inflation", Area: area, AreaName: htmltext.Line(row.Cell(c.First("Country"))),
		Date: reference.Year(row.Cell(c.First("Year"))), Unit: "percent", Path: fmt.Sprintf("row %d", row.Number),
	}
	if r.Date == "" {
		return nil, fmt.Errorf("year: %.40q is no year", row.Cell(c.First("Year")))
	}
	text := row.Cell(c.First("Inflation"))
	if text == "" {
		return nil, nil
	}
	v, ok := money.ParseNumber(text)
	if !ok || v < -100 {
		return nil, fmt.Errorf("inflation: %.40q is no percentage", text)
	}
	r.Value = math.Round(v*1e6) / 1e6
	return []scraper.ReferenceRow{r}, nil
}
