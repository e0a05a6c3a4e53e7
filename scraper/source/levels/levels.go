// Package levels reads what users saved of Levels.fyi: single people's pay as
// they reported it, and the statistics of a page.
//
// Levels.fyi's terms forbid programs to read it, so nothing is ever asked of
// it. The forms that are known:
//   - The dump js/salaryData.json, public until about 2022: a list of rows
//     whose pay is in thousands of dollars, as texts, with control characters
//     inside texts, which JSON forbids. A base pay above the total contradicts
//     it (people typed dollars instead of thousands): it is left out, as is
//     what can't be read; the total stands as it was typed.
//   - The answer of the salary search (rows with uuid, baseSalary and
//     totalCompensation), in the currency that baseSalaryCurrency names.
//   - A spreadsheet of offers that scrapers make of a company's page; its
//     dates are relative ("3 days ago") and are not read, and it names no
//     title.
//   - A page of a title or a company, whose state has the quantiles of each
//     part of pay (jobFamilyHistogram, in US dollars). Unverified: the names
//     of the quantiles come from others' programs, and no page was recorded.
//
// A row says more of a person than pay (gender, ethnicity, school, remarks):
// none of that is read. Bonus and stock are parts of the total and are not
// observations of their own.
package levels

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/nextdata"
	"backpay/scraper/extract/observe"
	"backpay/scraper/extract/table"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "levels",
		Title:       "Levels.fyi",
		Kind:        scraper.Figures,
		Side:        scraper.Reported,
		Access:      scraper.Import,
		Homepage:    "https://www.levels.fyi/",
		Terms:       "https://www.levels.fyi/about/terms.html",
		Attribution: "Levels.fyi",
		Licence:     "all rights reserved",
		Hosts:       []string{"www.levels.fyi"},
		OffReason:   "Levels.fyi's terms forbid programs to read it; import pages and files that you saved",
		Pay:         "structured",
	}
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &scraper.Common{} }

// Start refuses, as Levels.fyi may not be asked by a program.
func (s Source) Start(scraper.Settings) ([]scraper.Request, error) {
	return nil, s.About().ImportOnly()
}

// Recognise knows each of the forms by its keys, its columns or its address.
func (Source) Recognise(page *scraper.Page) bool {
	switch formOf(page.Body) {
	case dump, search, offers:
		return true
	}
	body, address := webpage.Saved(page)
	return weburl.OnSite(address, "levels", "/") && nextdata.Has(body)
}

// Read reads any of the forms.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	switch formOf(page.Body) {
	case dump:
		var c collector
		problems, err := jsonlist.Array(clean(page.Body), "", func(_ string, r dumpRow) error { return r.observe(&c) })
		return c.result(problems, err)
	case search:
		var c collector
		problems, err := jsonlist.Array(
			page.Body,
			"rows",
			func(path string, r searchRow) error { return r.observe(&c, path) },
		)
		return c.result(problems, err)
	case offers:
		return readOffers(page.Body)
	}
	body, address := webpage.Saved(page)
	return readPage(body, address)
}

type form int

const (
	unknown form = iota
	dump
	search
	offers
)

func formOf(body []byte) form {
	head := bytes.TrimSpace(body[:min(len(body), 64)])
	switch {
	case bytes.HasPrefix(head, []byte("[")):
		if _, first := jsonlist.Shape(clean(body), ""); first.Has(
			"totalyearlycompensation",
			"basesalary",
			"rowNumber",
		) {
			return dump
		}
	case bytes.HasPrefix(head, []byte("{")):
		if _, first := jsonlist.Shape(body, "rows"); first.Has(
			"uuid",
			"baseSalary",
			"totalCompensation",
			"jobFamily",
		) {
			return search
		}
	case bytes.HasPrefix(head, []byte("PK")):
		if t, err := table.Open(body, "", acceptOffers); err == nil && len(t) > 0 {
			return offers
		}
	}
	return unknown
}

// clean puts spaces in the place of control characters, which JSON forbids
// inside texts and which mean no more than a space between them.
func clean(body []byte) []byte {
	isControl := func(b byte) bool { return b < ' ' || b == 0x7f }
	out := bytes.Clone(body)
	for i, b := range out {
		if isControl(b) {
			out[i] = ' '
		}
	}
	return out
}

// collector gathers a file's rows, which are few enough to be held.
type collector struct {
	list []scraper.Observation
	seen map[string]bool
}

// add keeps a person's total and, beside it, base pay.
func (c *collector) add(o scraper.Observation, base float64) error {
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	switch {
	case o.Amount <= 0:
		return errors.New("total compensation: is missing")
	case c.seen[o.ID]:
		return fmt.Errorf("identity %q: stands twice", o.ID)
	}
	c.seen[o.ID] = true
	c.list = append(c.list, o)
	if base > 0 && base <= o.Amount {
		if o.USD != 0 {
			o.USD = o.USD / o.Amount * base
		}
		o.ID, o.PayKind, o.Amount = o.ID+"/base", "base", base
		c.list = append(c.list, o)
	}
	return nil
}

func (c *collector) result(problems []error, err error) (scraper.Result, error) {
	if err != nil {
		return scraper.Result{}, err
	}
	if len(c.list) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: a Levels.fyi file without rows", scraper.ErrNoRecord)
	}
	list := c.list
	var seq iter.Seq2[scraper.Observation, error] = func(yield func(scraper.Observation, error) bool) {
		for _, o := range list {
			if !yield(o, nil) {
				return
			}
		}
	}
	return scraper.Result{Observations: seq, Problems: problems}, nil
}

// dumpRow is a row of the dump. Its pay is in thousands.
type dumpRow struct {
	Timestamp string          `json:"timestamp"`
	Company   string          `json:"company"`
	Level     string          `json:"level"`
	Title     string          `json:"title"`
	Total     string          `json:"totalyearlycompensation"`
	Base      string          `json:"basesalary"`
	Location  string          `json:"location"`
	Years     string          `json:"yearsofexperience"`
	Row       jsonlist.Number `json:"rowNumber"`
}

func (r dumpRow) observe(c *collector) error {
	total, ok := money.ParseNumber(r.Total)
	if !ok {
		return fmt.Errorf("totalyearlycompensation: %q is no number", r.Total)
	}
	if r.Row <= 0 {
		return errors.New("rowNumber: is missing")
	}
	base, _ := money.ParseNumber(r.Base)
	number := strconv.Itoa(int(r.Row))
	o := scraper.Observation{
		ID: "dump/" + number, Row: "row " + number, Title: htmltext.Line(r.Title), Company: htmltext.Line(r.Company),
		Level: htmltext.Line(r.Level), Place: htmltext.Line(r.Location), PayKind: "total", Amount: total * 1000,
		Currency: "USD", Period: "year", USD: total * 1000, Years: years(r.Years),
	}
	if d, err := time.Parse("1/2/2006 15:04:05", strings.TrimSpace(r.Timestamp)); err == nil {
		o.AsOf = d.Format(time.DateOnly)
	}
	return c.add(o, base*1000)
}

// searchRow is a row of the salary search.
type searchRow struct {
	ID       string          `json:"uuid"`
	Company  string          `json:"company"`
	Title    name            `json:"title"` // false for some rows
	Family   name            `json:"jobFamily"`
	Level    name            `json:"level"`
	Years    *float64        `json:"yearsOfExperience"`
	Offer    string          `json:"offerDate"`
	Location string          `json:"location"`
	Base     jsonlist.Number `json:"baseSalary"`
	Currency string          `json:"baseSalaryCurrency"`
	Total    jsonlist.Number `json:"totalCompensation"`
	Format   string          `json:"salaryFormat"`
	Hidden   bool            `json:"hidden"`
}

func (r searchRow) observe(c *collector, path string) error {
	switch {
	case r.ID == "":
		return errors.New("uuid: is missing")
	case r.Hidden:
		return nil // not shown, with no pay in it
	case r.Format != "" && r.Format != "gross":
		return fmt.Errorf("salaryFormat: %q is not gross pay", r.Format)
	}
	o := scraper.Observation{
		ID: "offer/" + r.ID, Row: path, Title: string(cmp.Or(r.Title, r.Family)), Company: htmltext.Line(r.Company),
		Level: string(r.Level), Place: htmltext.Line(r.Location), PayKind: "total", Amount: float64(r.Total),
		Currency: r.Currency, Period: "year", Years: -1,
	}
	if r.Years != nil && *r.Years >= 0 {
		o.Years = *r.Years
	}
	if r.Currency == "USD" {
		o.USD = o.Amount
	}
	o.AsOf = offerDay(r.Offer)
	return c.add(o, float64(r.Base))
}

// offerDay reads a date as browsers print it ("Sat Mar 21 2026 00:58:35
// GMT+0000 (Coordinated Universal Time)") or any other.
func offerDay(s string) string {
	before, _, _ := strings.Cut(s, " (")
	if d, err := time.Parse("Mon Jan 2 2006 15:04:05 GMT-0700", strings.TrimSpace(before)); err == nil {
		return d.UTC().Format(time.DateOnly)
	}
	if d, err := dates.Parse(s); err == nil {
		return d.Format(time.DateOnly)
	}
	return ""
}

var number = regexp.MustCompile(`^\d{1,2}(?:\.\d+)?`)

// years reads "4", "1.5" or "4 yrs"; what is no number of years is -1.
func years(s string) float64 {
	if f, err := strconv.ParseFloat(number.FindString(strings.TrimSpace(s)), 64); err == nil {
		return f
	}
	return -1
}

func acceptOffers(c table.Columns) bool {
	return c.Has("Company", "Location", "Level Name", "TotalCompensation", "Base")
}

// readOffers reads a spreadsheet of offers. A row's amounts name their
// currency in the total alone ("US$296,000").
func readOffers(body []byte) (scraper.Result, error) {
	tables, err := table.Open(body, "a spreadsheet of Levels.fyi's offers", acceptOffers)
	if err != nil {
		return scraper.Result{}, err
	}
	var c collector
	ids := observe.IDs{}
	problems, err := table.EachRow(tables, func(t *table.Table, row table.Row) error {
		cell := func(names ...string) string { return row.Cell(t.Columns.First(names...)) }
		total, ok := money.In(cell("TotalCompensation"))
		if !ok {
			return fmt.Errorf("TotalCompensation: %q is no amount", cell("TotalCompensation"))
		}
		base, _ := money.ParseNumber(cell("Base"))
		o := scraper.Observation{
			ID: "row/" + ids.Of(row), Row: fmt.Sprintf("row %d", row.Number), Title: htmltext.Line(cell("Title")),
			Company: htmltext.Line(cell("Company")), Level: htmltext.Line(cell("Level Name")),
			Place: htmltext.Line(cell("Location")), PayKind: "total", Amount: total.Amount, Currency: total.Currency,
			Period: "year", Years: years(cell("YearOfExperience")),
		}
		if o.Currency == "USD" {
			o.USD = o.Amount
		}
		return c.add(o, base)
	})
	return c.result(problems, err)
}
