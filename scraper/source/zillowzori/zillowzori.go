// Package zillowzori reads Zillow's Observed Rent Index by metropolitan area
// of the United States, from https://www.zillow.com/research/data/.
//
// What to know of the file:
//   - The index is a typical asking rent in dollars a month, of homes of all
//     sizes, smoothed. It is neither a median nor the rent of one bedroom.
//   - A row is an area, a column the last day of a month, from 2015 on. Months
//     without an index are empty.
//   - RegionID is Zillow's own; areas join with others by their names only
//     ("New York, NY", the first city of the CBSA's title).
//   - Files of cities, counties and postal codes have the same columns; only
//     the nation and metropolitan areas are read.
//   - So has Zillow's index of home values: a value above 10,000 is no rent.
package zillowzori

import (
	"fmt"
	"math"
	"slices"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://files.zillowstatic.com"
	want   = "a table with the columns of Zillow's rent index"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "zillow-zori",
		Title:       "Zillow Observed Rent Index",
		Kind:        scraper.Reference,
		Side:        scraper.Model,
		Access:      scraper.File,
		Homepage:    "https://www.zillow.com/research/data/",
		Terms:       "https://www.zillow.com/z/corp/terms/",
		Attribution: "Data provided by Zillow Group (https://www.zillow.com/research/data/)",
		Licence:     "Zillow's terms of use, with attribution",
		Hosts:       []string{"files.zillowstatic.com"},
		OffReason: "read Zillow's terms before you publish its index; then enable it, or download the file and " +
			"import it",
		Every: 30 * 24 * time.Hour,
		Pay:   "absent",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for the file of metropolitan areas.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{{
		URL:  s.Address(origin, "/research/public_csvs/zori/Metro_zori_uc_sfrcondomfr_sm_month.csv"),
		Page: "metro",
	}}, nil
}

func accept(c table.Columns) bool {
	return c.Has("RegionID", "SizeRank", "RegionName", "RegionType", "StateName") && len(months(c)) > 0
}

// Recognise reads the table, since the index of home values has the same
// columns.
func (s Source) Recognise(page *scraper.Page) bool {
	_, err := s.Read(page)
	return err == nil
}

// Read reads an area a row.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	columns := map[*table.Table][]month{}
	for _, t := range tables {
		columns[t] = months(t.Columns)
	}
	res.References, res.Problems, err = reference.Read(
		tables,
		func(t *table.Table, row table.Row) ([]scraper.ReferenceRow, error) {
			return rents(t.Columns, columns[t], row)
		},
	)
	return res, err
}

// month is one column of figures, named by the last day of a month.
type month struct {
	day    string
	column int
}

func months(c table.Columns) (list []month) {
	for name, i := range c {
		if _, err := time.Parse(time.DateOnly, name); err == nil {
			list = append(list, month{name, i})
		}
	}
	slices.SortFunc(list, func(a, b month) int { return a.column - b.column })
	return list
}

// mostRent is more than any metropolitan area asks a month, in dollars.
const mostRent = 10_000

func rents(c table.Columns, months []month, row table.Row) ([]scraper.ReferenceRow, error) {
	cell := func(name string) string { return htmltext.Line(row.Cell(c.First(name))) }
	base := scraper.ReferenceRow{
		Table:    "asking_rent",
		Area:     cell("RegionID"),
		AreaName: cell("RegionName"),
		Item:     "all homes",
		Unit:     "USD a month",
	}
	if base.Area == "" || base.AreaName == "" {
		return nil, fmt.Errorf("RegionID %q, RegionName %q: names no area", base.Area, base.AreaName)
	}
	switch cell("RegionType") {
	case "country":
		base.Area = "US"
	case "msa":
	default:
		return nil, nil
	}
	var list []scraper.ReferenceRow
	for _, m := range months {
		text := row.Cell(m.column)
		if text == "" {
			continue
		}
		v, ok := money.ParseNumber(text)
		if !ok || v <= 0 || v > mostRent {
			return nil, fmt.Errorf("%s: %.40q is no rent", m.day, text)
		}
		r := base
		r.Date, r.Value, r.Path = m.day, math.Round(v*100)/100, fmt.Sprintf("row %d %s", row.Number, m.day)
		list = append(list, r)
	}
	return list, nil
}
