// Package ziprecruiter reads salary pages of ZipRecruiter that users saved
// (https://www.ziprecruiter.com/Salaries/NAME-Salary-in-CITY,STATE).
//
// ZipRecruiter's terms forbid programs to read it, so nothing is ever asked of
// it. Unverified: no page was recorded. The page's title ("Salary: Kettle
// Tester (September, 2026) United States") and the rows of its table are known
// from others' programs; the words of its sentence are a guess. What to know:
//   - The table shows one pay as a year's, a month's, a week's and an hour's:
//     only the year's is read, else the first column.
//   - Its average is a mean of what adverts and third parties say; no number
//     of them is published.
package ziprecruiter

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/salarypage"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "ziprecruiter",
		Title:       "ZipRecruiter",
		Kind:        scraper.Figures,
		Side:        scraper.Model,
		Access:      scraper.Import,
		Homepage:    "https://www.ziprecruiter.com/Salaries",
		Terms:       "https://www.ziprecruiter.com/terms",
		Attribution: "ZipRecruiter",
		Licence:     "all rights reserved",
		Hosts:       []string{"www.ziprecruiter.com"},
		OffReason:   "ZipRecruiter's terms forbid programs to read it; import pages that you saved in a browser",
		Pay:         "text",
	}
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &scraper.Common{} }

// Start refuses, as ZipRecruiter may not be asked by a program.
func (s Source) Start(scraper.Settings) ([]scraper.Request, error) {
	return nil, s.About().ImportOnly()
}

// Recognise knows a page by its address and its title.
func (Source) Recognise(page *scraper.Page) bool {
	body, address := webpage.Saved(page)
	return weburl.OnSite(address, "ziprecruiter", "/Salaries/") && pageTitle.MatchString(webpage.Title(body))
}

var pageTitle = regexp.MustCompile(`^Salary: (.+?) \(([A-Z][a-z]+),? (\d{4})\)(?: (?:in )?(.+?))?(?: \||$)`)

// Read reads a page's table, else its sentence.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	body, address := webpage.Saved(page)
	if err := drift.CheckEnd(body); err != nil {
		return scraper.Result{}, err
	}
	m := pageTitle.FindStringSubmatch(webpage.Title(body))
	if m == nil {
		return scraper.Result{}, drift.New(body, `a ZipRecruiter page whose title begins "Salary: "`)
	}
	about := scraper.Claim{Title: htmltext.Line(m[1]), Place: htmltext.Line(m[4])}
	if d, err := time.Parse("January 2006", m[2]+" "+m[3]); err == nil {
		about.AsOf = d.Format("2006-01")
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return scraper.Result{}, drift.New(body, "a ZipRecruiter page")
	}
	claims := table(doc, about, address)
	if len(claims) == 0 {
		for _, c := range salarypage.Sentences(htmltext.Text(string(body)), address, 20) {
			if salarypage.SameTitle(c.Title, about.Title) && c.Period != "" {
				c.Title, c.Place, c.AsOf = about.Title, about.Place, about.AsOf
				claims = append(claims, c)
				break // the same once more, in other words
			}
		}
	}
	if len(claims) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: a ZipRecruiter page without its table of pay", scraper.ErrNoRecord)
	}
	return scraper.Result{Claims: claims}, nil
}

// rows are the table's rows by what their first cell begins with.
var rows = []struct{ begins, statistic string }{
	{"top earners", "p90"}, // so ZipRecruiter explains the word
	{"75th percentile", "p75"},
	{"average", "mean"},
	{"25th percentile", "p25"},
}

// table reads the table of pay, whose columns are periods.
func table(doc *goquery.Document, about scraper.Claim, address string) (claims []scraper.Claim) {
	for _, t := range doc.Find("table").EachIter() {
		column, period := 0, ""
		for i, th := range t.Find("tr").First().Find("th, td").EachIter() {
			if p := words.PeriodIn(th.Text()); p != "" && (period == "" || p == "year") && period != "year" {
				column, period = i, p
			}
		}
		if period == "" {
			continue
		}
		for i, tr := range t.Find("tr").EachIter() {
			cells := tr.Find("th, td")
			label := htmltext.Line(cells.First().Text())
			money, ok := money.In(htmltext.Line(cells.Eq(column).Text()))
			if column == 0 || !ok || money.Amount <= 0 {
				continue
			}
			money = money.WithDollar(address)
			for _, r := range rows {
				if strings.HasPrefix(strings.ToLower(label), r.begins) {
					c := about
					c.Statistic, c.Label, c.Amount, c.Currency, c.Period = r.statistic, label, money.Amount, money.Currency, period
					c.Path = fmt.Sprintf("table row %d", i)
					claims = append(claims, c)
				}
			}
		}
		if len(claims) > 0 {
			return claims
		}
	}
	return nil
}
