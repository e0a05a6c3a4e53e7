package levels

import (
	"encoding/json"
	"fmt"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/nextdata"
	"backpay/scraper/extract/salarypage"
	"backpay/scraper/extract/webpage"
)

// state is the part of a page's state that is read. Unverified.
type state struct {
	Props struct {
		Page struct {
			Family    name      `json:"jobFamily"`
			Company   name      `json:"company"`
			Location  name      `json:"location"`
			Count     int       `json:"totalSalaries"`
			Histogram histogram `json:"jobFamilyHistogram"`
		} `json:"pageProps"`
	} `json:"props"`
}

// Reduce fulfils scraper.Reducer: for a page. Files of rows, which were never
// a reader's page, stay as they are.
func (src Source) Reduce(page *scraper.Page) ([]byte, error) {
	if _, err := src.Read(page); err != nil || formOf(page.Body) != unknown {
		return page.Body, err
	}
	body, address := webpage.Saved(page)
	s, err := nextdata.Read[state](body)
	if err != nil {
		return nil, err
	}
	return nextdata.Page(body, address, s)
}

// histogram holds the quantiles of each part of pay, by name, in US dollars
// whatever currency the page shows.
type histogram struct {
	Base  map[string]jsonlist.Number `json:"baseSalary"`
	Total map[string]jsonlist.Number `json:"totalCompensation"`
	Bonus map[string]jsonlist.Number `json:"bonus"`
	Stock map[string]jsonlist.Number `json:"stockGrant"`
}

// name is a text, or a thing with a name.
type name string

func (n *name) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*n = name(htmltext.Line(jsonld.Word(v)))
	return nil
}

var quantiles = []struct{ name, statistic string }{
	{"p10", "p10"},
	{"p25", "p25"},
	{"p50", "median"},
	{"median", "median"},
	{"p75", "p75"},
	{"p90", "p90"},
	{"average", "mean"},
	{"mean", "mean"},
}

// readPage reads the page of a title or of a company's title.
func readPage(body []byte, address string) (scraper.Result, error) {
	s, err := nextdata.Read[state](body)
	if err != nil {
		return scraper.Result{}, err
	}
	p := s.Props.Page
	title, place := salarypage.Heading(body)
	if p.Family != "" {
		title = string(p.Family)
	}
	if p.Location != "" {
		place = string(p.Location)
	}
	if title == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: a Levels.fyi page that names no title (%s)",
			scraper.ErrNoRecord,
			drift.Describe(body),
		)
	}
	if strings.Contains(address, "/companies/") && p.Company == "" {
		return scraper.Result{}, fmt.Errorf(
			"%w: a company's page whose data doesn't name the company",
			scraper.ErrDrift,
		)
	}
	var res scraper.Result
	for _, d := range []struct {
		kind, path string
		of         map[string]jsonlist.Number
	}{
		{"base", "jobFamilyHistogram.baseSalary", p.Histogram.Base},
		{"total", "jobFamilyHistogram.totalCompensation", p.Histogram.Total},
		{"bonus", "jobFamilyHistogram.bonus", p.Histogram.Bonus},
		{"stock", "jobFamilyHistogram.stockGrant", p.Histogram.Stock},
	} {
		seen := map[string]bool{}
		for _, q := range quantiles {
			v := float64(d.of[q.name])
			if v <= 0 || seen[q.statistic] {
				continue
			}
			seen[q.statistic] = true
			c := scraper.Claim{
				Title: title, Company: string(p.Company), Place: place, Statistic: q.statistic, Label: q.name, PayKind: d.kind,
				Amount: v, Currency: "USD", Period: "year", SampleN: p.Count, Path: d.path + "." + q.name,
			}
			if p.Count > 0 {
				c.SampleKind = "reports"
			}
			res.Claims = append(res.Claims, c)
		}
	}
	if len(res.Claims) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: a Levels.fyi page without its quantiles (jobFamilyHistogram); it may have been saved before it "+
				"was whole, or logged out",
			scraper.ErrNoRecord,
		)
	}
	return res, nil
}
