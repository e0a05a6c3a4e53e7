// Package h1b reads the Labor Condition Applications that employers file for
// workers on H-1B, H-1B1 and E-3 visas, as the Department of Labor discloses
// them: https://www.dol.gov/agencies/eta/foreign-labor/performance, one
// spreadsheet a quarter, or a CSV file made of one.
//
// What to know of the file:
//   - Columns are renamed from year to year; columns.go holds their names. They
//     are of recordings of 2012 to 2018, and for other years of public programs
//     that read these files.
//   - An application states the lower and sometimes the upper end of the base
//     pay offered; the lower end is kept, in the unit it is stated in.
//   - One application may be for several workers, who are its weight.
//   - Read are certified applications, those withdrawn afterwards included.
//     One that was denied or withdrawn before is nobody's pay.
//   - It is pay offered by employers of foreign workers, mostly by large ones
//     and by staffing firms, and no sample of a trade.
//   - Dates are written 2018-02-02, 10/25/2012 or as days since 1900.
//   - A file of a year has up to a million rows in 80 to 250 MB, more than is
//     fetched: files are imported.
package h1b

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/observe"
	"backpay/scraper/extract/table"
	"backpay/scraper/extract/words"
)

const want = "a table with the columns of a disclosure of Labor Condition Applications"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "h1b",
		Title:       "H-1B Labor Condition Applications",
		Kind:        scraper.Figures,
		Side:        scraper.Filed,
		Access:      scraper.Import,
		Homepage:    "https://www.dol.gov/agencies/eta/foreign-labor/performance",
		Terms:       "https://www.dol.gov/general/aboutdol/copyright",
		Attribution: "U.S. Department of Labor, Office of Foreign Labor Certification: LCA disclosure data",
		Licence:     "public domain (United States government)",
		OffReason: "its files are larger than what is fetched: save them from dol.gov and run \"backpay import " +
			"--source h1b FILE\"",
		Pay: "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Start refuses: the files are imported.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	if _, ok := settings.(*Settings); !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return nil, errors.New(
		"h1b is read by import only: save a file of dol.gov and run \"backpay import --source h1b FILE\"",
	)
}

// Recognise knows a table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.Open(page.Body, want, accept)
	return err == nil && len(tables) > 0
}

// ReadsLarge fulfils scraper.Streamed: a year's applications are hundreds of MB.
func (Source) ReadsLarge() {}

// Read reads the certified applications.
func (Source) Read(page *scraper.Page) (res scraper.Result, err error) {
	tables, err := table.OfPage(page, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	res.Observations, res.Problems, err = observe.Read(tables, func(t *table.Table) observe.Reader {
		f := formOf(t.Columns)
		if f.id >= 0 {
			return f.observation
		}
		ids := observe.IDs{}
		return func(row table.Row) (scraper.Observation, bool, error) {
			o, ok, err := f.observation(row)
			if ok {
				o.ID = ids.Of(row)
			}
			return o, ok, err
		}
	})
	return res, err
}

// observation reads one application; false for one that isn't certified or
// whose pay is of no known unit.
func (f form) observation(row table.Row) (scraper.Observation, bool, error) {
	if !strings.HasPrefix(strings.ToUpper(row.Cell(f.status)), "CERTIFIED") {
		return scraper.Observation{}, false, nil
	}
	o := scraper.Observation{
		ID:       htmltext.Line(row.Cell(f.id)),
		Title:    htmltext.Line(row.Cell(f.title)),
		Company:  htmltext.Line(row.Cell(f.employer)),
		Level:    htmltext.Line(row.Cell(f.level)),
		Place:    htmltext.Line(row.Cell(f.city)),
		Country:  "US",
		PayKind:  "base",
		Currency: "USD",
		Period:   "year",
		Years:    -1,
		Row:      "row " + strconv.Itoa(row.Number),
	}
	if state := htmltext.Line(row.Cell(f.state)); o.Place == "" {
		o.Place = state
	} else if state != "" {
		o.Place += ", " + state
	}
	if o.Title == "" {
		return o, false, errors.New("the job's title is empty")
	}
	if f.id >= 0 && o.ID == "" {
		return o, false, errors.New("the case's number is empty")
	}
	var err error
	if o.Amount, err = amount(row.Cell(f.from)); err != nil {
		return o, false, err
	}
	if f.unit >= 0 {
		o.Period = words.Period(row.Cell(f.unit))
	}
	if text := row.Cell(f.workers); text != "" {
		n, ok := money.ParseNumber(text)
		if !ok || n < 0 || n > 1e6 {
			return o, false, fmt.Errorf("workers: %.40q is no number of people", text)
		}
		o.Weight = n
	}
	for _, i := range f.dates {
		if d, err := sheetDate(row.Cell(i)); err == nil {
			o.AsOf = d.Format("2006-01-02")
			break
		}
	}
	return o, o.Amount > 0 && o.Period != "", nil
}

var firstNumber = regexp.MustCompile(`^\$?\s*([\d,]+(?:\.\d*)?)\s*(?:-|$)`)

// amount reads "143915.0", "$98,345.00" or the lower end of "60000 - 80000".
func amount(text string) (float64, error) {
	if text == "" {
		return 0, nil
	}
	m := firstNumber.FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("pay: %.40q is no amount", text)
	}
	v, ok := money.ParseNumber(strings.ReplaceAll(strings.TrimSuffix(m[1], "."), ",", ""))
	if !ok {
		return 0, fmt.Errorf("pay: %.40q is no amount", text)
	}
	return v, nil
}
