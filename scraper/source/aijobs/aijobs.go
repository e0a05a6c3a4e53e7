// Package aijobs reads the salaries of aijobs.net (formerly ai-jobs.net), for work
// in machine learning and data, from
// https://github.com/foorilla/ai-jobs-net-salaries.
//
// What to know of the file:
//   - Its rows are called answers and are adverts: 96 % stand in twos, equal but
//     for pay and the higher first, the ends of an advertised range. Two such rows
//     are one observation, with the middle as its pay. The rest is left out.
//   - It has no identities: a row is named by what it says, the second of two
//     equal ones by its number among them.
//   - "salary" is gross, of a year, in salary_currency; salary_in_usd is the
//     publisher's conversion. Whether it holds bonuses isn't said; it is kept
//     as base pay, which is a guess.
//   - work_year is the year of the pay. The file was last written in 2025.
//   - Most rows say "US"; countries are ISO 3166 codes.
package aijobs

import (
	"fmt"
	"strconv"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/observe"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://raw.githubusercontent.com"
	want   = "a table with the columns of the salaries of aijobs.net"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "aijobs",
		Title:       "aijobs.net salaries",
		Kind:        scraper.Figures,
		Side:        scraper.Posted,
		Access:      scraper.File,
		Homepage:    "https://aijobs.net/salaries/",
		Terms:       "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
		Attribution: "aijobs.net (https://aijobs.net/salaries/)",
		Licence:     "CC0 1.0",
		Hosts:       []string{"raw.githubusercontent.com"},
		OnByDefault: true,
		Every:       30 * 24 * time.Hour,
		Pay:         "structured",
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
	return []scraper.Request{{
		URL:  s.Address(origin, "/foorilla/ai-jobs-net-salaries/main/salaries.csv"),
		Page: "salaries",
	}}, nil
}

func accept(c table.Columns) bool {
	return c.Has(
		"work_year",
		"experience_level",
		"employment_type",
		"job_title",
		"salary",
		"salary_currency",
		"salary_in_usd",
		"company_location",
	)
}

// Recognise knows the table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.CSV(page.Body, want, accept)
	return err == nil && len(tables) == 1
}

// Read reads the rows.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Observations, res.Problems, err = observe.Read(tables, func(t *table.Table) observe.Reader {
		people, c := observe.Persons{}, t.Columns
		return func(row table.Row) (scraper.Observation, bool, error) {
			o, err := observation(c, row)
			o.ID = people.Of("", o) + "/" + o.PayKind
			return o, o.Amount > 0, err
		}
	})
	if res.Observations != nil {
		res.Alone = new(int)
		res.Observations = observe.Ends(res.Observations, res.Alone)
	}
	return res, err
}

// levels are the words behind the codes of experience_level.
var levels = map[string]string{"EN": "Entry", "MI": "Mid", "SE": "Senior", "EX": "Executive"}

// sizes are the words behind the codes of company_size, as the publisher
// explains them.
var sizes = map[string]string{
	"S": "fewer than 50 employees",
	"M": "50 to 250 employees",
	"L": "more than 250 employees",
}

func observation(c table.Columns, row table.Row) (scraper.Observation, error) {
	cell := func(name string) string { return htmltext.Line(row.Cell(c.First(name))) }
	o := scraper.Observation{
		Title:    cell("job_title"),
		Level:    cell("experience_level"),
		Country:  cell("company_location"),
		PayKind:  "base",
		Currency: cell("salary_currency"),
		Period:   "year",
		Years:    -1,
		AsOf:     cell("work_year"),
		Row:      "row " + strconv.Itoa(row.Number),

		CompanySize: sizes[cell("company_size")],
	}
	if word := levels[o.Level]; word != "" {
		o.Level = word
	}
	if _, err := strconv.ParseUint(o.AsOf, 10, 16); err != nil || len(o.AsOf) != 4 {
		return o, fmt.Errorf("work_year: %.40q is no year", o.AsOf)
	}
	var ok bool
	if o.Amount, ok = money.ParseNumber(cell("salary")); !ok || o.Amount < 0 {
		return o, fmt.Errorf("salary: %.40q is no amount", cell("salary"))
	}
	if o.USD, ok = money.ParseNumber(cell("salary_in_usd")); !ok || o.USD < 0 {
		return o, fmt.Errorf("salary_in_usd: %.40q is no amount", cell("salary_in_usd"))
	}
	return o, nil
}
