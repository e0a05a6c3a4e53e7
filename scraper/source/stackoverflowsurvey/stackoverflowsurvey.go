// Package stackoverflowsurvey reads the answers to Stack Overflow's yearly
// survey of developers (https://survey.stackoverflow.co/), one row a person,
// as its publisher gives them out: results.csv of each year in the repository
// https://github.com/StackExchange/Survey, or the zip archive of earlier days
// that holds survey_results_public.csv.
//
// What to know of the file:
//   - Its columns change from year to year, so they are found by name; years.go
//     holds what each year calls them. The file doesn't name its year: it is
//     told by columns that only one year has, or by the file's name. A file in
//     the columns of another year than was asked for is an error.
//   - Until 2022 pay is stated for a week, a month or a year (CompFreq); since
//     2023 it is of a year. The publisher's amount in US dollars, always of a
//     year, stands beside it.
//   - Since 2019 the question is for salary, bonuses and perks: total pay. In
//     2017 it was for base pay, in 2018 for "gross salary", kept as base pay.
//   - "NA" is a missing value; lists are joined by semicolons; one person may
//     have ticked several roles until 2022, and is one observation.
//   - Amounts are as typed in: some are absurd, and 0 stands for nothing.
//   - The archives at survey.stackoverflow.co were gone in September 2026. The
//     repository keeps its files as Git LFS, whose host answers with the file
//     (seen for 2025 in public scripts; that other years are there too is a
//     guess, and 2018 and 2024 are reported); github.com itself forbids programs
//     its /raw/. "archives" in the settings names another address.
//   - A year is 134 to 141 MB, more than other sources are given.
package stackoverflowsurvey

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/observe"
	"backpay/scraper/extract/table"
	"backpay/scraper/extract/words"
)

const (
	origin = "https://media.githubusercontent.com"
	folder = "/media/StackExchange/Survey/main/packages/archive/"
	// maxBody is the largest file of a year, in bytes; that of 2025 has 141 MB.
	maxBody = 255 << 20
	what    = "a table with a country and the columns of pay of a Stack Overflow survey"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "stackoverflow-survey",
		Title:    "Stack Overflow Developer Survey",
		Kind:     scraper.Figures,
		Side:     scraper.Reported,
		Access:   scraper.File,
		Homepage: "https://survey.stackoverflow.co/",
		Terms:    "https://opendatacommons.org/licenses/odbl/1-0/",
		Attribution: "Stack Overflow Developer Survey (https://survey.stackoverflow.co/), under the Open Database " +
			"License (ODbL) 1.0",
		Licence:   "ODbL 1.0",
		OffReason: "a year is a file of 140 MB, and the files have moved before: turn it on, or import results.csv",
		Every:     30 * 24 * time.Hour,
		MaxBody:   maxBody,
		Pay:       "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Years are those whose answers are fetched.
	Years []int `yaml:"years"`
	// Archives are the addresses of years that stand elsewhere than the
	// publisher's own scheme has them.
	Archives map[int]string `yaml:"archives"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{Years: []int{2025}} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, y := range s.Years {
		if y < firstYear || y > anyYear {
			return fmt.Errorf("years[%d]: %d is no year with a survey that is read; they begin in %d", i, y, firstYear)
		}
		if slices.Contains(s.Years[:i], y) {
			return fmt.Errorf("years[%d]: %d stands there twice", i, y)
		}
	}
	for y, address := range s.Archives {
		if err := scraper.CheckURL(address); err != nil {
			return fmt.Errorf("archives.%d: %w", y, err)
		}
	}
	return nil
}

// Newest fulfils scraper.Dated.
func (Source) Newest(settings scraper.Settings) (year int, next string) {
	if s, ok := settings.(*Settings); ok && len(s.Years) > 0 {
		year = slices.Max(s.Years)
	}
	return year, "https://survey.stackoverflow.co/ names the next; put its year into years"
}

// Start asks for the file of each year.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, y := range s.Years {
		address := s.Archives[y]
		if address == "" || s.BaseURL != "" {
			address = s.Address(origin, fmt.Sprintf("%s%d/results.csv", folder, y))
		}
		reqs = append(
			reqs,
			scraper.Request{URL: address, Page: "survey", Note: map[string]string{"year": strconv.Itoa(y)}},
		)
	}
	return reqs, nil
}

// Recognise knows a table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.CSV(page.Body, what, func(c table.Columns) bool {
		return accept(c) && c.First("MainBranch", "DevType", "PrimaryRole", "DeveloperType") >= 0
	})
	return err == nil && len(tables) == 1
}

// ReadsLarge fulfils scraper.Streamed: a year's answers are 140 MB.
func (Source) ReadsLarge() {}

// Read reads the answers that state pay.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	tables, err := table.OfPage(page, what, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	if len(tables) > 1 {
		return scraper.Result{}, fmt.Errorf(
			"%w: the archive holds %d tables of answers",
			scraper.ErrDrift,
			len(tables),
		)
	}
	year, problem, err := yearOf(page, tables[0].Columns)
	if err != nil {
		return scraper.Result{}, err
	}
	prefix, err := prefixOf(page, year)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	res.Observations, res.Problems, err = observe.Read(tables, func(t *table.Table) observe.Reader {
		f := formOf(t.Columns, year)
		f.prefix = prefix
		return f.observation
	})
	if err != nil {
		return scraper.Result{}, err
	}
	if problem != nil {
		res.Problems = append(res.Problems, problem)
	}
	return res, nil
}

// observation reads one person's answers.
func (f form) observation(row table.Row) (scraper.Observation, bool, error) {
	o := scraper.Observation{
		ID:      f.prefix + "-row-" + strconv.Itoa(row.Number),
		Title:   strings.Join(f.lists(row, f.roles), "; "),
		Place:   said(row.Cell(f.region)),
		Country: said(row.Cell(f.country)),
		PayKind: f.era.kind,
		Years:   years(said(row.Cell(f.experience))),
		Skills:  f.lists(row, f.skills),
		AsOf:    f.asOf,

		CompanySize: size(said(row.Cell(f.size))),
		Row:         "row " + strconv.Itoa(row.Number),
	}
	if id := said(row.Cell(f.id)); id != "" {
		o.ID = f.prefix + "-" + strings.TrimSuffix(id, ".0")
	}
	var err error
	if o.USD, err = amount(row.Cell(f.usd)); err != nil {
		return o, false, fmt.Errorf("pay in dollars: %w", err)
	}
	// An amount of one's own currency may be anything; the publisher's in
	// dollars is the one that was looked at.
	o.Amount, err = amount(row.Cell(f.amount))
	o.Currency = currency(said(row.Cell(f.code)))
	o.Period = "year"
	if f.freq >= 0 {
		o.Period = words.Period(said(row.Cell(f.freq)))
	}
	if err != nil || o.Amount == 0 || o.Currency == "" || o.Period == "" {
		o.Amount, o.Currency, o.Period = o.USD, "USD", "year"
	}
	return o, o.Amount > 0, nil
}

// lists are the elements of several cells, each of which holds a list.
func (f form) lists(row table.Row, columns []int) []string {
	var all []string
	for _, i := range columns {
		if cell := said(row.Cell(i)); cell != "" {
			all = append(all, htmltext.Lines(strings.Split(cell, ";"))...)
		}
	}
	return all
}

// said is a cell, or "" for the mark of a missing value.
func said(cell string) string {
	if cell == "NA" {
		return ""
	}
	return htmltext.Line(cell)
}

// size is the answer about the employer's size, or "" for one that gives none
// ("I don't know").
func size(cell string) string {
	if strings.HasPrefix(cell, "I ") {
		return ""
	}
	return cell
}

// amount reads an amount; one that is missing is 0.
func amount(cell string) (float64, error) {
	if cell = said(cell); cell == "" {
		return 0, nil
	}
	v, ok := money.ParseNumber(cell)
	if !ok || v < 0 {
		return 0, fmt.Errorf("%.40q is no amount", cell)
	}
	return v, nil
}

// currency reads "EUR", "EUR European Euro" or "CHF\tSwiss franc". The names
// of 2017 ("U.S. dollars ($)") are no codes and are left out.
func currency(cell string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(cell, "\t", " "), " ")
	if len(code) != 3 || strings.ToUpper(code) != code ||
		strings.ContainsFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return ""
	}
	return code
}

// years reads how long somebody has worked: a number, a span ("3-5 years",
// "1 to 2 years") of which the middle counts, or an open end ("Less than 1
// year", "30 or more years"), which counts as its bound, less than one as a
// half. It is negative when nothing is said.
func years(cell string) float64 {
	if cell == "" {
		return -1
	}
	var n []float64
	for _, w := range strings.FieldsFunc(cell, func(r rune) bool { return (r < '0' || r > '9') && r != '.' }) {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil || v > 100 {
			return -1
		}
		n = append(n, v)
	}
	switch {
	case len(n) == 1 && strings.HasPrefix(strings.ToLower(cell), "less"):
		return n[0] / 2
	case len(n) == 1:
		return n[0]
	case len(n) == 2:
		return (n[0] + n[1]) / 2
	}
	return -1
}

var errYear = errors.New("the columns don't tell the year, and neither does the file's name: " +
	"the answers stay undated (import with --url and the file's own address)")
