// Package payscale reads salary pages of PayScale that users saved
// (https://www.payscale.com/research/US/Job=NAME/Salary).
//
// PayScale's terms forbid programs to read it, so nothing is ever asked of it.
// A page carries its state in __NEXT_DATA__. Unverified: no page was recorded.
// From others' programs it is known that pageData.compensation has the
// quantiles of salary, hourlyRate, bonus and total by their numbers ("50"),
// and dimensions.job the title; guesses are profileCount, currencyCode and
// dimensions.location. What to know:
//   - What the page calls average is the median.
//   - Pages of hourly jobs have hourlyRate in the place of salary.
package payscale

import (
	"fmt"
	"net/url"
	"regexp"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/nextdata"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "payscale",
		Title:       "PayScale",
		Kind:        scraper.Figures,
		Side:        scraper.Reported,
		Access:      scraper.Import,
		Homepage:    "https://www.payscale.com/",
		Terms:       "https://www.payscale.com/license/",
		Attribution: "PayScale",
		Licence:     "all rights reserved",
		Hosts:       []string{"www.payscale.com"},
		OffReason:   "PayScale's terms forbid programs to read it; import pages that you saved in a browser",
		Pay:         "structured",
	}
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &scraper.Common{} }

// Start refuses, as PayScale may not be asked by a program.
func (s Source) Start(scraper.Settings) ([]scraper.Request, error) {
	return nil, s.About().ImportOnly()
}

// Recognise knows a page by its address.
func (Source) Recognise(page *scraper.Page) bool {
	body, address := webpage.Saved(page)
	return weburl.OnSite(address, "payscale", "/research/") && nextdata.Has(body)
}

// Read reads a page of a title.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	body, address := webpage.Saved(page)
	s, err := nextdata.Read[state](body)
	if err != nil {
		return scraper.Result{}, err
	}
	d := s.Props.Page.Data
	if d.Dimensions.Job == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: a PayScale page that names no job (%s)",
			scraper.ErrNoRecord,
			drift.Describe(body),
		)
	}
	var res scraper.Result
	for _, part := range []struct {
		kind, period, path string
		of                 quantiles
	}{
		{"base", "year", "compensation.salary", d.Compensation.Salary},
		{"base", "hour", "compensation.hourlyRate", d.Compensation.Hourly},
		{"bonus", "year", "compensation.bonus", d.Compensation.Bonus},
		{"total", "year", "compensation.total", d.Compensation.Total},
	} {
		res.Claims = append(res.Claims,
			part.of.claims(scraper.Claim{
				Title: htmltext.Line(d.Dimensions.Job), Company: htmltext.Line(d.Dimensions.Employer),
				Skill: htmltext.Line(d.Dimensions.Skill), Place: htmltext.Line(d.Dimensions.Location),
				Country: country(address), Currency: d.currency(address), PayKind: part.kind, Period: part.period,
				Path: part.path, AsOf: day(d.Updated),
			})...)
	}
	if len(res.Claims) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: a PayScale page without quantiles of pay; it may have been saved logged out",
			scraper.ErrNoRecord,
		)
	}
	return res, nil
}

// Reduce fulfils scraper.Reducer.
func (src Source) Reduce(page *scraper.Page) ([]byte, error) {
	if _, err := src.Read(page); err != nil {
		return nil, err
	}
	body, address := webpage.Saved(page)
	s, err := nextdata.Read[state](body)
	if err != nil {
		return nil, err
	}
	return nextdata.Page(body, address, s)
}

// state is the part of a page's state that is read.
type state struct {
	Props struct {
		Page struct {
			Data data `json:"pageData"`
		} `json:"pageProps"`
	} `json:"props"`
}

type data struct {
	Dimensions struct {
		Job      string `json:"job"`
		Location string `json:"location"`
		Employer string `json:"employer"`
		Skill    string `json:"skill"`
	} `json:"dimensions"`
	Currency     string `json:"currencyCode"`
	Updated      string `json:"lastUpdated"`
	Compensation struct {
		Salary quantiles `json:"salary"`
		Hourly quantiles `json:"hourlyRate"`
		Bonus  quantiles `json:"bonus"`
		Total  quantiles `json:"total"`
	} `json:"compensation"`
}

type quantiles struct {
	P10   jsonlist.Number `json:"10"`
	P25   jsonlist.Number `json:"25"`
	P50   jsonlist.Number `json:"50"`
	P75   jsonlist.Number `json:"75"`
	P90   jsonlist.Number `json:"90"`
	Count jsonlist.Number `json:"profileCount"`
}

func (q quantiles) claims(about scraper.Claim) (claims []scraper.Claim) {
	if q.Count > 0 {
		about.SampleN, about.SampleKind = int(q.Count), "reports"
	}
	path := about.Path
	for _, v := range []struct {
		key, statistic, label string
		amount                jsonlist.Number
	}{
		{"10", "p10", "", q.P10},
		{"25", "p25", "", q.P25},
		{"50", "median", "average", q.P50},
		{"75", "p75", "", q.P75},
		{"90", "p90", "", q.P90},
	} {
		if v.amount <= 0 {
			continue
		}
		c := about
		c.Statistic, c.Label, c.Amount, c.Path = v.statistic, v.label, float64(v.amount), path+"["+v.key+"]"
		claims = append(claims, c)
	}
	return claims
}

var research = regexp.MustCompile(`^/research/([A-Z]{2})/`)

// country is the one that a page's address names, as an ISO 3166 code.
func country(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	m := research.FindStringSubmatch(u.Path)
	switch {
	case m == nil:
		return ""
	case m[1] == "UK":
		return "GB"
	}
	return m[1]
}

// currency is the one that the page states; that of an American page goes
// without saying.
func (d data) currency(address string) string {
	if d.Currency == "" && country(address) == "US" {
		return "USD"
	}
	return d.Currency
}

func day(s string) string {
	d, err := dates.Parse(s)
	if err != nil {
		return ""
	}
	return d.Format(time.DateOnly)
}
