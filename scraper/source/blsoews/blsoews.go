// Package blsoews reads the Occupational Employment and Wage Statistics of the
// Bureau of Labor Statistics, a survey of employers in the United States, from
// the spreadsheets at https://www.bls.gov/oes/tables.htm: national, by state
// and by metropolitan area, each in a zip archive of its own.
//
// What to know of the file:
//   - Columns change between years (2020 has 31, 2024 has 32) and are found by
//     name. Read are detailed occupations across all industries: the groups
//     above them, and single industries, count the same people again.
//   - Pay is of a year, base pay with production bonuses, without overtime and
//     equity. Hourly pay is the same figure divided by 2,080, and is read only
//     where no annual one is published.
//   - "#" is a wage at or above a bound which another sheet of the file states;
//     it becomes a claim of that bound, marked as top-coded. "*" and "**" are
//     figures that are withheld, and no claim.
//   - The year stands in another sheet too ("May 2024 OEWS Estimates").
//   - Numbers carry the dust of floating point (32.659999999999997); they are
//     rounded to a cent.
//   - There is no code for back-end developers: 15-1252 is software developers.
//   - The service is said to refuse programs at times; then import the files.
//     The addresses of the archives are taken from public programs that use
//     them, and not verified.
package blsoews

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/table"
)

const (
	origin = "https://www.bls.gov"
	want   = "a spreadsheet with the columns of an OEWS table"
)

// files are the areas' words in the addresses.
var files = map[string]string{"national": "nat", "state": "st", "metro": "ma"}

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "bls-oews",
		Title:    "BLS Occupational Employment and Wage Statistics",
		Kind:     scraper.Figures,
		Side:     scraper.Employer,
		Access:   scraper.File,
		Homepage: "https://www.bls.gov/oes/",
		Terms:    "https://www.bls.gov/bls/linksite.htm",
		Attribution: "U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics " +
			"(https://www.bls.gov/oes/)",
		Licence: "public domain (United States government)",
		Hosts:   []string{"www.bls.gov"},
		OffReason: "bls.gov refuses programs at times: turn it on, or import the files of " +
			"https://www.bls.gov/oes/tables.htm",
		Every: 30 * 24 * time.Hour,
		Pay:   "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Years are those whose tables are fetched.
	Years []int `yaml:"years"`
	// Areas are "national", "state" and "metro".
	Areas []string `yaml:"areas"`
	// Occupations are beginnings of the codes that are kept ("15-"). Without
	// them a national table is kept whole, and one of states or metropolitan
	// areas for the computer occupations, 15-12.
	Occupations []string `yaml:"occupations"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Years: []int{2025}, Areas: []string{"national"}}
}

var code = regexp.MustCompile(`^\d\d-\d{0,4}$`)

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, y := range s.Years {
		if y < 2012 || y > 2099 {
			return fmt.Errorf("years[%d]: %d is no year with spreadsheets, which begin in 2012", i, y)
		}
	}
	for i, a := range s.Areas {
		if files[a] == "" {
			return fmt.Errorf("areas[%d]: %q is none of national, state and metro", i, a)
		}
	}
	for i, o := range s.Occupations {
		if !code.MatchString(o) {
			return fmt.Errorf("occupations[%d]: %q is no beginning of a code such as 15-1252 or 15-", i, o)
		}
	}
	return nil
}

// Newest fulfils scraper.Dated.
func (Source) Newest(settings scraper.Settings) (year int, next string) {
	if s, ok := settings.(*Settings); ok && len(s.Years) > 0 {
		year = slices.Max(s.Years)
	}
	return year, "https://www.bls.gov/oes/tables.htm lists the next from spring; put its year into years"
}

// Start asks for the archive of each year and area.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, y := range s.Years {
		for _, a := range s.Areas {
			note := map[string]string{"year": strconv.Itoa(y)}
			if len(s.Occupations) > 0 {
				note["occupations"] = strings.Join(s.Occupations, " ")
			}
			path := fmt.Sprintf("/oes/special-requests/oesm%02d%s.zip", y%100, files[a])
			reqs = append(reqs, scraper.Request{URL: s.Address(origin, path), Page: a, Note: note})
		}
	}
	return reqs, nil
}

func accept(c table.Columns) bool {
	return c.First("O_GROUP", "OCC_GROUP") >= 0 &&
		c.Has("OCC_CODE", "OCC_TITLE", "TOT_EMP", "A_MEAN", "A_MEDIAN", "MEAN_PRSE")
}

// Recognise knows a table by the names of its columns.
func (Source) Recognise(page *scraper.Page) bool {
	tables, err := table.Open(page.Body, want, accept)
	return err == nil && len(tables) > 0
}

// Read makes claims of each detailed occupation's row.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	tables, err := table.Open(page.Body, want, accept)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	forms := make(map[*table.Table]form, len(tables))
	for _, t := range tables {
		f, err := formOf(t, page.Request.Note)
		if err != nil {
			return scraper.Result{}, err
		}
		if f.asOf == "" {
			res.Problems = append(
				res.Problems,
				fmt.Errorf("%s: doesn't tell its year: the claims stay undated", t.Name),
			)
		}
		forms[t] = f
	}
	problems, err := table.EachRow(tables, func(t *table.Table, row table.Row) error {
		claims, err := forms[t].claims(row)
		res.Claims = append(res.Claims, claims...)
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if len(res.Claims) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: no row is of a detailed occupation that is kept", scraper.ErrNoRecord)
	}
	return res, nil
}

// form is where the columns of one table are, and what its notes say.
type form struct {
	asOf        string // "2024-05"
	occupations []string
	name        string
	area, kind  int // AREA_TITLE, AREA_TYPE: 1 is the nation
	group       int
	industry    int // I_GROUP
	owner       int // OWN_CODE
	code, title int
	people      int
	peopleError int
	meanError   int
	year, hour  []int // of statistics
	yearBound   float64
	hourBound   float64
}

// statistics are the columns of pay without the "A_" or "H_" before them.
var statistics = []struct{ column, statistic, label string }{
	{"MEAN", "mean", "mean wage"},
	{"PCT10", "p10", "10th percentile wage"},
	{"PCT25", "p25", "25th percentile wage"},
	{"MEDIAN", "median", "median wage"},
	{"PCT75", "p75", "75th percentile wage"},
	{"PCT90", "p90", "90th percentile wage"},
}

var (
	edition = regexp.MustCompile(`\bMay (20\d\d) (?:OEWS|OES|National|State|Metropolitan)`)
	inName  = regexp.MustCompile(`_M(20\d\d)_dl`)
	bound   = regexp.MustCompile(`#\s*=.*?\$([\d,.]+\d) per hour or \$([\d,.]+\d) per year`)
)

func formOf(t *table.Table, note map[string]string) (form, error) {
	c := t.Columns
	f := form{
		name: t.Name, area: c.First("AREA_TITLE"), kind: c.First("AREA_TYPE"), group: c.First("O_GROUP", "OCC_GROUP"),
		industry: c.First("I_GROUP"), owner: c.First("OWN_CODE"), code: c.First("OCC_CODE"),
		title: c.First("OCC_TITLE"), people: c.First("TOT_EMP"), peopleError: c.First("EMP_PRSE"),
		meanError: c.First("MEAN_PRSE"), occupations: strings.Fields(note["occupations"]),
	}
	for _, s := range statistics {
		f.year = append(f.year, c.First("A_"+s.column))
		f.hour = append(f.hour, c.First("H_"+s.column))
	}
	notes := t.Notes()
	if m := bound.FindStringSubmatch(notes); m != nil {
		f.hourBound, _ = money.ParseNumber(m[1])
		f.yearBound, _ = money.ParseNumber(m[2])
	}
	var years []string
	for _, m := range [][]string{edition.FindStringSubmatch(notes), inName.FindStringSubmatch(t.Name)} {
		if m != nil {
			years = append(years, m[1])
		}
	}
	if y := note["year"]; y != "" {
		if len(years) > 0 && !slices.Contains(years, y) {
			return f, fmt.Errorf("%w: the table is of %s, not of %s", scraper.ErrDrift, years[0], y)
		}
		years = []string{y}
	}
	if len(years) > 0 {
		f.asOf = years[0] + "-05"
	}
	return f, nil
}

// claims are those of one occupation in one area.
func (f form) claims(row table.Row) ([]scraper.Claim, error) {
	if !f.kept(row) {
		return nil, nil
	}
	base := scraper.Claim{
		Title:   htmltext.Line(row.Cell(f.title)),
		Code:    "SOC " + row.Cell(f.code),
		Place:   htmltext.Line(row.Cell(f.area)),
		Country: "US",
		AsOf:    f.asOf,
	}
	people, _, err := f.figure(row.Cell(f.people), 0)
	if err != nil {
		return nil, fmt.Errorf("column TOT_EMP: %w", err)
	}
	var claims []scraper.Claim
	at := f.name + " " // rows may move: area and code find the cell in its column
	if people > 0 {
		c := base
		c.Statistic, c.Label, c.Amount, c.Path = "count", "employment", people, at+"TOT_EMP"
		if c.RelError, _, err = f.figure(row.Cell(f.peopleError), 0); err != nil {
			return nil, fmt.Errorf("column EMP_PRSE: %w", err)
		}
		claims = append(claims, c)
		base.SampleN, base.SampleKind = int(people), "employees"
	}
	base.PayKind, base.Currency = "base", "USD"
	for i, s := range statistics {
		c := base
		c.Statistic = s.statistic
		c.Period, c.Label, c.Path = "year", "annual "+s.label, at+"A_"+s.column
		if c.Amount, c.TopCoded, err = f.figure(row.Cell(f.year[i]), f.yearBound); err != nil {
			return nil, fmt.Errorf("column A_%s: %w", s.column, err)
		}
		if c.Amount == 0 && !c.TopCoded {
			c.Period, c.Label, c.Path = "hour", "hourly "+s.label, at+"H_"+s.column
			if c.Amount, c.TopCoded, err = f.figure(row.Cell(f.hour[i]), f.hourBound); err != nil {
				return nil, fmt.Errorf("column H_%s: %w", s.column, err)
			}
		}
		if s.statistic == "mean" {
			if c.RelError, _, err = f.figure(row.Cell(f.meanError), 0); err != nil {
				return nil, fmt.Errorf("column MEAN_PRSE: %w", err)
			}
		}
		if c.Amount > 0 {
			claims = append(claims, c)
		} else if c.TopCoded {
			return claims, fmt.Errorf("%s is at or above a bound that the file doesn't state", c.Path)
		}
	}
	return claims, nil
}

// kept tells a row that counts its people once and is of an occupation asked for.
func (f form) kept(row table.Row) bool {
	code := row.Cell(f.code)
	prefixes := f.occupations
	if area := row.Cell(f.kind); len(prefixes) == 0 && area != "1" && area != "" {
		prefixes = []string{"15-12"}
	}
	return row.Cell(f.group) == "detailed" &&
		(f.industry < 0 || row.Cell(f.industry) == "cross-industry") &&
		(f.owner < 0 || row.Cell(f.owner) == "1235" || row.Cell(f.owner) == "") &&
		(len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(code, p) }))
}

// figure reads a cell: a number, 0 for one that is withheld, or the bound for
// the mark of a wage at or above it.
func (form) figure(cell string, bound float64) (v float64, topCoded bool, err error) {
	switch cell {
	case "", "*", "**", "~":
		return 0, false, nil
	case "#":
		return bound, true, nil
	}
	v, ok := money.ParseNumber(cell)
	if !ok || v < 0 {
		return 0, false, fmt.Errorf("%.40q is no number", cell)
	}
	return math.Round(v*100) / 100, false, nil
}
