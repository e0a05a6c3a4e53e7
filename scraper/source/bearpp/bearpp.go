// Package bearpp reads the regional price parities of the Bureau of Economic
// Analysis: how dear a state or a metropolitan area of the United States is,
// the nation being 100, from the archives at https://apps.bea.gov/regional/.
//
// What to know of the files:
//   - Each of the two archives holds several tables; read are those with the
//     columns GeoFIPS, GeoName and Description. A column is a year; tables that
//     others cut to one year call it "RPP 2023".
//   - GeoFIPS is the CBSA code of a metropolitan area, two digits and three
//     zeros for a state. It has a space before its quotes.
//   - Of the lines only those are price parities whose description begins with
//     "RPPs": all items, goods, and services (housing, utilities, other). The
//     others are incomes. Descriptions have spaces around them.
//   - Four notes stand below the rows. Notes are marked in descriptions too.
//   - "(NA)" is no figure.
//   - CBSA codes are of the delineation in force when the file was made.
//   - The addresses of the archives are from public programs, not verified.
package bearpp

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://apps.bea.gov"
	want   = "a table with the columns of BEA's regional price parities"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "bea-rpp",
		Title:       "BEA regional price parities",
		Kind:        scraper.Reference,
		Side:        scraper.Filed,
		Access:      scraper.File,
		Homepage:    "https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area",
		Terms:       "https://www.bea.gov/help/faq/147",
		Attribution: "U.S. Bureau of Economic Analysis, regional price parities",
		Licence:     "public domain (United States government)",
		Hosts:       []string{"apps.bea.gov"},
		OffReason: "the robots.txt of apps.bea.gov allows programs its API alone (seen 2026-08-21): download " +
			"MARPP.zip and SARPP.zip from https://apps.bea.gov/regional/downloadzip.htm and import them; the " +
			"parities of 2023 are built in",
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

// Start asks for the archives of metropolitan areas and of states.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{
		{URL: s.Address(origin, "/regional/zip/MARPP.zip"), Page: "metro"},
		{URL: s.Address(origin, "/regional/zip/SARPP.zip"), Page: "state"},
	}, nil
}

func accept(c table.Columns) bool {
	return c.Has("GeoFIPS", "GeoName", "Description") && len(years(c)) > 0
}

// Recognise reads the table, since BEA's other tables have the same columns:
// one of its lines must be of price parities.
func (s Source) Recognise(page *scraper.Page) bool {
	_, err := s.Read(page)
	return err == nil
}

// Read reads the lines that are price parities.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	columns := map[*table.Table][]year{}
	for _, t := range tables {
		t.Footer = note
		columns[t] = years(t.Columns)
	}
	res.References, res.Problems, err = reference.Read(
		tables,
		func(t *table.Table, row table.Row) ([]scraper.ReferenceRow, error) {
			return parities(t.Columns, columns[t], row)
		},
	)
	return res, err
}

// note tells a line below the rows, which is one text.
func note(cells []string) bool {
	return len(cells) > 0 && strings.Join(cells[1:], "") == "" &&
		strings.ContainsAny(strings.TrimSpace(cells[0]), " :.")
}

// year is one column of figures.
type year struct {
	year   string
	column int
}

var yearColumn = regexp.MustCompile(`^(?:rpp )?((?:19|20)\d\d)$`)

func years(c table.Columns) (list []year) {
	for name, i := range c {
		if m := yearColumn.FindStringSubmatch(name); m != nil {
			list = append(list, year{m[1], i})
		}
	}
	slices.SortFunc(list, func(a, b year) int { return a.column - b.column })
	return list
}

// items are the words for the lines, without "RPPs:" and "Services:".
var items = map[string]string{
	"all items": "all",
	"goods":     "goods",
	"housing":   "housing",
	"utilities": "utilities",
	"other":     "other",
}

func parities(c table.Columns, years []year, row table.Row) ([]scraper.ReferenceRow, error) {
	line, ok := strings.CutPrefix(strings.ToLower(htmltext.Line(row.Cell(c.First("Description")))), "rpps:")
	if !ok {
		return nil, nil
	}
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "services:"))
	line = strings.TrimRight(line, " 0123456789/") // the number of a note
	item := items[line]
	if item == "" {
		return nil, fmt.Errorf("description: %.40q is no known line", line)
	}
	base := scraper.ReferenceRow{
		Table: "price_parity", AreaName: htmltext.Line(row.Cell(c.First("GeoName"))), Item: item, Unit: "index, US = 100",
	}
	if base.Area = area(row.Cell(c.First("GeoFIPS")), base.AreaName); base.Area == "" {
		return nil, fmt.Errorf("geofips: %.40q is no code", row.Cell(c.First("GeoFIPS")))
	}
	var list []scraper.ReferenceRow
	for _, y := range years {
		text := row.Cell(y.column)
		if text == "" || strings.HasPrefix(text, "(") {
			continue // (NA), (D)
		}
		r := base
		if r.Value, ok = money.ParseNumber(text); !ok || r.Value <= 0 {
			return nil, fmt.Errorf("%s: %.40q is no index", y.year, text)
		}
		r.Date, r.Path = y.year, fmt.Sprintf("row %d %s", row.Number, y.year)
		list = append(list, r)
	}
	return list, nil
}

var code = regexp.MustCompile(`^\d{1,5}$`)

// area is the code of an area: of the nation and of states as ISO has them, of
// others as stated. Parts of a state ("Alabama (Metropolitan Portion)") are
// others.
func area(fips, name string) string {
	fips = strings.Trim(fips, `" `)
	state := places.USState(strings.TrimRight(name, " *"))
	switch {
	case !code.MatchString(fips):
		return ""
	case strings.Trim(fips, "0") == "":
		return "US"
	case state != "" && len(fips) == 5 && places.USState(fips[:2]) == state:
		return state
	}
	return fips
}
