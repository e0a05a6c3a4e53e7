// Package worldtax reads national brackets of income tax of some countries,
// one JSON file each, from https://github.com/ismysalarygood/world-tax-brackets.
//
// What to know of the files:
//   - They are written by hand, each with the page it stands on. Some have a
//     "confidence" of their own.
//   - Brackets are of national income tax only: no social security, no tax of
//     cantons, provinces and towns, and allowances only where the file writes
//     them as a bracket of 0.
//   - Rates are fractions. tax_year is a number (2025) or a text ("2025/26"),
//     of which the first year is kept.
package worldtax

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/reference"
)

const (
	origin = "https://raw.githubusercontent.com"
	want   = "an object with country_code, tax_year and brackets"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "world-tax",
		Title:       "National income tax brackets",
		Kind:        scraper.Reference,
		Side:        scraper.Filed,
		Access:      scraper.File,
		Homepage:    "https://github.com/ismysalarygood/world-tax-brackets",
		Terms:       "https://github.com/ismysalarygood/world-tax-brackets/blob/main/LICENSE",
		Attribution: "world-tax-brackets (https://github.com/ismysalarygood/world-tax-brackets)",
		Licence:     "MIT",
		Hosts:       []string{"raw.githubusercontent.com"},
		OffReason: "its brackets are national tax alone, which says little of what is left of pay in many " +
			"countries; enable it to have them in the database",
		Every: 30 * 24 * time.Hour,
		Pay:   "absent",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Countries are the ISO 3166 codes of the files to read.
	Countries []string `yaml:"countries"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{
		Countries: strings.Fields("AE AT AU BE BR CA CH DE DK ES FR GB IE IN IT JP KR NL NO NZ PL PT SE SG TR US"),
	}
}

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, c := range s.Countries {
		if places.Country(c) == "" {
			return fmt.Errorf("countries[%d]: %q is no code of two letters", i, c)
		}
	}
	return nil
}

// Start asks for the file of each country.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, c := range s.Countries {
		c = places.Country(c)
		reqs = append(reqs, scraper.Request{
			URL:  s.Address(origin, "/ismysalarygood/world-tax-brackets/main/data/"+c+".json"),
			Page: "country", Country: c,
		})
	}
	return reqs, nil
}

// payload is one file.
type payload struct {
	Country  string `json:"country"`
	Code     string `json:"country_code"`
	Currency string `json:"currency"`
	Status   string `json:"filing_status"`
	Year     any    `json:"tax_year"`
	Brackets []struct {
		Min  *float64 `json:"min"`
		Max  *float64 `json:"max"`
		Rate *float64 `json:"rate"`
	} `json:"brackets"`
}

// Recognise knows the file by its keys.
func (Source) Recognise(page *scraper.Page) bool {
	top, first := jsonlist.Shape(page.Body, "brackets")
	return top.Has("country_code", "filing_status", "tax_year") && first.Has("min", "rate")
}

// Read makes a value of each bracket.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	p, err := jsonlist.Exact[payload](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	if p.Code == "" || p.Year == nil {
		return scraper.Result{}, drift.New(page.Body, want)
	}
	base := scraper.ReferenceRow{
		Table: "income_tax", Area: places.Country(p.Code), AreaName: htmltext.Line(p.Country), Item: htmltext.Line(strings.ToLower(p.Status)), Unit: "percent",
	}
	if y := fmt.Sprint(p.Year); len(y) >= 4 {
		base.Date = reference.Year(y[:4])
	}
	if base.Area == "" || base.Date == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: country_code %.40q, tax_year %.40q: want a country and a year",
			scraper.ErrDrift,
			p.Code,
			fmt.Sprint(p.Year),
		)
	}
	var res scraper.Result
	for i, b := range p.Brackets {
		path := fmt.Sprintf("brackets[%d]", i)
		switch {
		case b.Min == nil || b.Rate == nil || *b.Min < 0 || *b.Rate < 0 || *b.Rate > 1:
			return scraper.Result{}, fmt.Errorf(
				"%w: %s has no beginning, or no rate from 0 to 1",
				scraper.ErrDrift,
				path,
			)
		case i > 0 && *b.Min <= *p.Brackets[i-1].Min:
			return scraper.Result{}, fmt.Errorf(
				"%w: %s begins at %v, below the one before",
				scraper.ErrDrift,
				path,
				*b.Min,
			)
		}
		r := base
		r.From, r.Value, r.Path = *b.Min, math.Round(*b.Rate*1e8)/1e6, path
		res.References = append(res.References, r)
	}
	if len(res.References) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: the country has no brackets", scraper.ErrNoRecord)
	}
	res.References = slices.Clip(res.References)
	return res, nil
}
