// Package ustax reads the income tax of the United States: brackets of the
// federation and of the states by year, and the tables of the Internal Revenue
// Service.
//
// It knows these forms:
//   - Files of https://github.com/taxee/taxee-tax-statistics, a year and state
//     each: brackets and the standard deduction by filing status. States
//     without income tax say {"type": "none"} and become one bracket of 0 %.
//     Neither state nor year stands in the file: the address or the file's name
//     must end as in 2020/california.json. Some states' brackets in it are those
//     of the year before (California's of 2020 are of 2019).
//   - Of those, federal.json, which has another shape. Its "amount" is wrong in
//     places and not read; the brackets of heads of household are a copy of
//     those of couples in the file of 2020, and left out then.
//   - A history of federal brackets from 1862 to 2021 in one CSV file
//     (https://github.com/codyaholmes/us-income-tax-brackets, which has no
//     licence: import only).
//   - The IRS's tax table and tax computation worksheet as CSV files
//     (https://github.com/gideonsolutions/us-tax-brackets). Both are of taxable
//     income: what is left of pay after the deductions. The year stands in the
//     address or in the file's name (2024/tax_table.csv). The first line of the
//     worksheet begins at 100,000, which is no bracket's beginning.
//
// The tax of cities and counties, social security, credits and "special taxes"
// are not read.
package ustax

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://raw.githubusercontent.com"
	want   = "brackets by filing status, or a table of federal income tax"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "us-tax",
		Title:       "Income tax of the United States",
		Kind:        scraper.Reference,
		Side:        scraper.Filed,
		Access:      scraper.File,
		Homepage:    "https://github.com/taxee/taxee-tax-statistics",
		Terms:       "https://github.com/taxee/taxee-tax-statistics/blob/master/LICENSE",
		Attribution: "Taxee tax statistics (https://github.com/taxee/taxee-tax-statistics); Internal Revenue Service",
		Licence:     "MIT (Taxee); public domain (IRS)",
		Hosts:       []string{"raw.githubusercontent.com"},
		OffReason: "its newest year, 2020, is built in for states, as are newer federal brackets; enable it to " +
			"have all filing statuses in the database",
		Every: 30 * 24 * time.Hour,
		Pay:   "absent",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Years are those whose brackets are fetched.
	Years []int `yaml:"years"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Years: []int{2020}} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, y := range s.Years {
		if y < 2014 || y > 2099 {
			return fmt.Errorf("years[%d]: %d is no year with brackets, which begin in 2014", i, y)
		}
	}
	return nil
}

// Start asks for each year's file of the federation and of each state.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, y := range s.Years {
		for _, name := range append([]string{"federal"}, places.USStateNames()...) {
			file := strings.ToLower(strings.ReplaceAll(name, " ", "_"))
			reqs = append(reqs, scraper.Request{
				URL: s.Address(
					origin,
					"/taxee/taxee-tax-statistics/master/src/statistics/"+strconv.Itoa(y)+"/"+file+".json",
				),
				Page: "brackets",
			})
		}
	}
	return reqs, nil
}

// Recognise knows brackets by the filing statuses, and tables by their columns.
func (Source) Recognise(page *scraper.Page) bool {
	if isObject(page.Body) {
		top, _ := jsonlist.Shape(page.Body, "single")
		return top.Has("single", "married", "married_separately", "head_of_household") ||
			top.Has("tax_withholding_percentage_method_tables")
	}
	tables, err := table.CSV(page.Body, want, accept)
	return err == nil && len(tables) == 1
}

func isObject(body []byte) bool {
	return strings.HasPrefix(strings.TrimSpace(string(body[:min(len(body), 512)])), "{")
}

// Read reads brackets, or a table.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	whence := reference.Whence(page)
	if isObject(page.Body) {
		res.References, err = brackets(page.Body, whence)
		return res, err
	}
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	year := tableYear(whence)
	if c := tables[0].Columns; !isHistory(c) && year == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: %w",
			scraper.ErrNoRecord,
			errors.New(
				"the table doesn't tell its year, nor does the address or the name of the file (2024/tax_table.csv)",
			),
		)
	}
	res.References, res.Problems, err = reference.Read(
		tables,
		func(t *table.Table, row table.Row) ([]scraper.ReferenceRow, error) {
			switch c := t.Columns; {
			case isHistory(c):
				return history(c, row)
			case isWorksheet(c):
				return worksheet(c, row, year)
			default:
				return taxTable(c, row, year)
			}
		},
	)
	if err == nil && len(res.Problems) > 0 && isHistory(tables[0].Columns) {
		// A year without one of its brackets would be another tax.
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, res.Problems[0])
	}
	return res, err
}
