// Package ecbfx reads the euro foreign exchange reference rates of the
// European Central Bank, from https://www.ecb.europa.eu/stats/eurofxref/: all
// days since 1999 in one table.
//
// What to know of the file:
//   - A rate is units of a currency for one euro, set on working days at 16:00
//     CET. There are none for weekends and holidays.
//   - The newest day stands first. Each line ends in a comma.
//   - "N/A" is no rate: the currency had joined the euro, was not quoted yet,
//     or is quoted no more (the rouble since March 2022). No row is made.
//   - The shorter files of the service, the last day's among them, have the
//     same columns; in the last day's, days are written "13 April 2026".
//   - The rates are for information: nobody trades at them.
package ecbfx

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://www.ecb.europa.eu"
	want   = "a table with the columns of the ECB's reference rates"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "ecb-fx",
		Title:       "ECB euro foreign exchange reference rates",
		Kind:        scraper.Reference,
		Side:        scraper.Filed,
		Access:      scraper.File,
		Homepage:    "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html",
		Terms:       "https://www.ecb.europa.eu/services/using-our-site/disclaimer/html/index.en.html",
		Attribution: "European Central Bank, euro foreign exchange reference rates",
		Licence:     "free reuse with attribution (ECB)",
		Hosts:       []string{"www.ecb.europa.eu"},
		OnByDefault: true,
		Every:       24 * time.Hour,
		Pay:         "absent",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start asks for the history.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return []scraper.Request{{URL: s.Address(origin, "/stats/eurofxref/eurofxref-hist.zip"), Page: "history"}}, nil
}

func accept(c table.Columns) bool {
	return c.Has("date", "USD", "JPY", "GBP", "CHF", "SEK") && c["date"] == 0
}

// Recognise knows the table by the currencies in its header.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.CSV(page.Body, want, accept)
	return err == nil && len(tables) > 0
}

// Read reads a day a row.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	tables, err := table.CSV(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	currencies := map[*table.Table][]string{}
	for _, t := range tables {
		currencies[t] = quoted(t.Columns)
	}
	res.References, res.Problems, err = reference.Read(
		tables,
		func(t *table.Table, row table.Row) ([]scraper.ReferenceRow, error) {
			return rates(t.Columns, currencies[t], row)
		},
	)
	return res, err
}

// quoted are the codes among the columns, in the file's order.
func quoted(c table.Columns) []string {
	list := slices.Collect(maps.Keys(c))
	list = slices.DeleteFunc(list, func(name string) bool { return len(name) != 3 })
	slices.SortFunc(list, func(a, b string) int { return c[a] - c[b] })
	return list
}

func rates(c table.Columns, currencies []string, row table.Row) ([]scraper.ReferenceRow, error) {
	text := row.Cell(c.First("date"))
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		if day, err = time.Parse("2 January 2006", text); err != nil {
			return nil, fmt.Errorf("date: %.40q is no day", text)
		}
	}
	var list []scraper.ReferenceRow
	for _, currency := range currencies {
		cell := row.Cell(c.First(currency))
		if cell == "" || strings.EqualFold(cell, "N/A") {
			continue
		}
		code := strings.ToUpper(currency)
		v, ok := money.ParseNumber(cell)
		if !ok || v <= 0 {
			return nil, fmt.Errorf("%s: %.40q is no rate", code, cell)
		}
		list = append(list, scraper.ReferenceRow{
			Table: "fx_rate", Area: "EUR", Item: code, Date: day.Format(time.DateOnly),
			Value: v, Unit: code + " for 1 EUR", Path: fmt.Sprintf("row %d %s", row.Number, code),
		})
	}
	return list, nil
}
