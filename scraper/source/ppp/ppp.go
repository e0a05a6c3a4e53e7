// Package ppp reads purchasing power parities: how many units of a country's
// currency buy what one dollar buys in the United States (World Bank,
// PA.NUS.PPP), from the copy at https://github.com/datasets/ppp.
//
// What to know of the file:
//   - The newest year of a country stands first. "Country ID" is ISO 3166
//     alpha-2.
//   - Figures are revised back to the last round of price comparisons with
//     every edition.
//   - A country that changed its currency has all years in the new one.
package ppp

import (
	"fmt"
	"math"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://raw.githubusercontent.com"
	want   = "a table with the columns Country, Country ID, Year and PPP"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "ppp",
		Title:       "Purchasing power parities (World Bank)",
		Kind:        scraper.Reference,
		Side:        scraper.Filed,
		Access:      scraper.File,
		Homepage:    "https://data.worldbank.org/indicator/PA.NUS.PPP",
		Terms:       "https://creativecommons.org/licenses/by/4.0/",
		Attribution: "World Bank, World Development Indicators (PA.NUS.PPP), CC BY 4.0",
		Licence:     "CC BY 4.0",
		Hosts:       []string{"raw.githubusercontent.com"},
		OnByDefault: true,
		Every:       30 * 24 * time.Hour,
		Pay:         "absent",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for the file.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{{URL: s.Address(origin, "/datasets/ppp/main/data/ppp-gdp.csv"), Page: "ppp"}}, nil
}

func accept(c table.Columns) bool { return c.Has("Country", "Country ID", "Year", "PPP") }

// Recognise knows the table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.CSV(page.Body, want, accept)
	return err == nil && len(tables) > 0
}

// Read reads a country's year a row.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	res.References, res.Problems, err = reference.Read(
		tables,
		func(t *table.Table, row table.Row) ([]scraper.ReferenceRow, error) {
			return parity(t.Columns, row)
		},
	)
	return res, err
}

func parity(c table.Columns, row table.Row) ([]scraper.ReferenceRow, error) {
	r := scraper.ReferenceRow{
		Table: "ppp", Area: places.Country(row.Cell(c.First("Country ID"))),
		AreaName: htmltext.Line(row.Cell(c.First("Country"))), Item: "gdp",
		Date: reference.Year(row.Cell(c.First("Year"))), Unit: "local currency for 1 international dollar",
		Path: fmt.Sprintf("row %d", row.Number),
	}
	text := row.Cell(c.First("PPP"))
	switch {
	case r.Area == "":
		return nil, fmt.Errorf("country ID: %.40q is no code", row.Cell(c.First("Country ID")))
	case r.Date == "":
		return nil, fmt.Errorf("year: %.40q is no year", row.Cell(c.First("Year")))
	case text == "":
		return nil, nil
	}
	v, ok := money.ParseNumber(text)
	if !ok || v <= 0 {
		return nil, fmt.Errorf("ppp: %.40q is no parity", text)
	}
	// Seven digits: parities go from a hundredth of a thousandth to thousands.
	scale := math.Pow(10, 6-math.Floor(math.Log10(v)))
	r.Value = math.Round(v*scale) / scale
	return []scraper.ReferenceRow{r}, nil
}
