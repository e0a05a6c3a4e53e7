// Package hudfmr reads the Fair Market Rents of the Department of Housing and
// Urban Development, by area of the United States, from the spreadsheets at
// https://www.huduser.gov/portal/datasets/fmr.html.
//
// What to know of the files:
//   - A Fair Market Rent is the 40th percentile of gross rents (rent with
//     utilities) of standard homes that were rented lately, by number of
//     bedrooms. It is no median and no asking rent. In earlier years some areas
//     were given the 50th; a column of the time says which.
//   - A row is a county, in New England a town. An area is many rows, all with
//     its rents: they become one value an area, and the people of its rows are
//     added up.
//   - The code of a metropolitan area holds its CBSA: METRO41860MM7360 is one
//     of the parts of 41860 that rents were found for. Codes are of HUD's year,
//     not of the newest delineation. Other counties are NCNTY and their FIPS.
//   - Columns and their order change from year to year (fmr1 or fmr_1,
//     metro_code or hud_area_code, areaname or hud_area_name).
//   - The fiscal year stands in the name of the sheet or in another sheet, in
//     some files in neither: then the address or the file's name tells it.
//   - The addresses of the files are from public programs, not verified.
package hudfmr

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://www.huduser.gov"
	want   = "a spreadsheet with the columns of HUD's Fair Market Rents"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "hud-fmr",
		Title:       "HUD Fair Market Rents",
		Kind:        scraper.Reference,
		Side:        scraper.Filed,
		Access:      scraper.File,
		Homepage:    "https://www.huduser.gov/portal/datasets/fmr.html",
		Terms:       "https://www.huduser.gov/portal/datasets/fmr.html",
		Attribution: "U.S. Department of Housing and Urban Development, Fair Market Rents",
		Licence:     "public domain (United States government)",
		Hosts:       []string{"www.huduser.gov"},
		OffReason: "the rents of 2024 are built in, and the addresses of later files are not known beforehand: " +
			"name one in files, or download it and import it",
		Every: 30 * 24 * time.Hour,
		Pay:   "absent",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Files are the paths of spreadsheets at huduser.gov.
	Files []string `yaml:"files"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Files: []string{"/portal/datasets/fmr/fmr2024/FY2024_FMRs.xlsx"}}
}

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, f := range s.Files {
		if !strings.HasPrefix(f, "/") || strings.HasPrefix(f, "//") {
			return fmt.Errorf("files[%d]: %q is no path that begins with one /", i, f)
		}
	}
	return nil
}

// Newest fulfils scraper.Dated.
func (Source) Newest(settings scraper.Settings) (year int, next string) {
	if s, ok := settings.(*Settings); ok {
		for _, f := range s.Files {
			if y, err := strconv.Atoi(fiscalYear(&table.Table{}, f)); err == nil {
				year = max(year, y)
			}
		}
	}
	return year, "https://www.huduser.gov/portal/datasets/fmr.html links the file of each fiscal year; put its path into files"
}

// Start asks for the files.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, f := range s.Files {
		reqs = append(reqs, scraper.Request{URL: s.Address(origin, f), Page: "rents"})
	}
	return reqs, nil
}

func accept(c table.Columns) bool {
	return c.First("fmr_1", "fmr1") >= 0 && c.First("fmr_4", "fmr4") >= 0 &&
		c.First("hud_area_code", "metro_code") >= 0 &&
		c.First("hud_area_name", "areaname") >= 0
}

// Recognise knows the table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.Open(page.Body, want, accept)
	return err == nil && len(tables) == 1
}

// Read makes values of each area.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	tables, err := table.Open(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	if len(tables) > 1 {
		return scraper.Result{}, fmt.Errorf("%w: want one table of rents, got %d", scraper.ErrDrift, len(tables))
	}
	year := fiscalYear(tables[0], reference.Whence(page))
	if year == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: the table doesn't tell its fiscal year, nor does the address or the name of the file (FY2024)",
			scraper.ErrNoRecord,
		)
	}
	r := reader{form: formOf(tables[0].Columns), areas: map[string]*area{}}
	var res scraper.Result
	if res.Problems, err = table.EachRow(tables, r.add); err != nil {
		return scraper.Result{}, err
	}
	for _, a := range r.order {
		res.References = append(res.References, a.values(year)...)
	}
	return res, nil
}
