// Package blsooh reads pages of the Occupational Outlook Handbook of the U.S.
// Bureau of Labor Statistics
// (https://www.bls.gov/ooh/computer-and-information-technology/home.htm): the
// median pay of an occupation, how many work in it, and how much that number is
// expected to grow in ten years.
//
// The figures stand in the table of quick facts, whose rows are known from
// others' programs; no page was recorded. What to know:
//   - The median is of wages without bonuses and stock, of the year that the row
//     names ("2024 Median Pay"), as a year's and as an hour's.
//   - Where the median is above what the survey tells apart, the row says "equal
//     to or greater than".
//   - There is no occupation of back-end developers: the pages of software
//     developers and of web developers are read unless others are named.
//   - The host refuses programs at times.
package blsooh

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/pattern"
)

const origin = "https://www.bls.gov"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "bls-ooh",
		Title:       "BLS Occupational Outlook Handbook",
		Kind:        scraper.Figures,
		Side:        scraper.Employer,
		Access:      scraper.Pages,
		Homepage:    "https://www.bls.gov/ooh/",
		Terms:       "https://www.bls.gov/opub/copyright-information.htm",
		Attribution: "U.S. Bureau of Labor Statistics, Occupational Outlook Handbook",
		Licence:     "public domain (U.S. government work)",
		Hosts:       []string{"www.bls.gov"},
		OffReason: "bls.gov answers 403 to every program (seen 2026-10-09): save the occupation's page in a " +
			"browser and import it",
		Every: 7 * 24 * time.Hour,
		Pay:   "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Pages are the occupations to read, by their path below /ooh/.
	Pages []string `yaml:"pages"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings {
	return &Settings{Pages: []string{
		"computer-and-information-technology/software-developers.htm",
		"computer-and-information-technology/web-developers.htm",
	}}
}

var pagePath = pattern.New(`^[a-z0-9-]+/[a-z0-9-]+\.htm$`)

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, p := range s.Pages {
		if !pagePath.MatchString(p) {
			return fmt.Errorf(
				"pages[%d]: %q is no path such as \"computer-and-information-technology/web-developers.htm\"",
				i,
				p,
			)
		}
	}
	return nil
}

// Start asks for each occupation.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	var reqs []scraper.Request
	for _, p := range s.Pages {
		reqs = append(reqs, scraper.Request{URL: s.Address(origin, "/ooh/"+p), Page: "occupation", Country: "US"})
	}
	return reqs, nil
}

// Recognise knows a page by its table of quick facts.
func (Source) Recognise(page *scraper.Page) bool {
	body, _ := webpage.Saved(page)
	if !bytes.Contains(body, []byte("quickfacts")) {
		return false
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	return err == nil && strings.Contains(htmltext.Line(doc.Find("table#quickfacts").Text()), "Median Pay") &&
		strings.Contains(webpage.Title(body), "Occupational Outlook Handbook")
}

// Read reads the table of quick facts.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	body, _ := webpage.Saved(page)
	if err := drift.CheckEnd(body); err != nil {
		return scraper.Result{}, err
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return scraper.Result{}, drift.New(body, "a page of the Outlook Handbook")
	}
	facts := doc.Find("table#quickfacts")
	title, _, _ := strings.Cut(webpage.Title(body), " : ")
	if title == "" || facts.Length() == 0 {
		return scraper.Result{}, drift.New(
			body,
			"a page of the Outlook Handbook with its quick facts (table#quickfacts)",
		)
	}
	about := scraper.Claim{Title: title, Code: code(doc), Place: "United States", Country: "US"}
	var res scraper.Result
	for i, tr := range facts.Find("tr").EachIter() {
		name, value := htmltext.Line(tr.Find("th").First().Text()), htmltext.Line(tr.Find("td").First().Text())
		claims, err := fact(about, name, value)
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("quickfacts row %d: %w", i+1, err))
		}
		for k := range claims {
			claims[k].Label, claims[k].Path = name, fmt.Sprintf("quickfacts row %d", i+1)
		}
		res.Claims = append(res.Claims, claims...)
	}
	switch {
	case len(res.Claims) == 0 && len(res.Problems) > 0:
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, res.Problems[0])
	case len(res.Claims) == 0:
		return scraper.Result{}, fmt.Errorf("%w: quick facts without median pay", scraper.ErrNoRecord)
	}
	return res, nil
}

var (
	year    = pattern.New(`\b(19|20)\d{2}\b`)
	wage    = pattern.New(`\$([\d,]+(?:\.\d+)?) per (year|hour)`)
	percent = pattern.New(`^([-−–]?\d+(?:\.\d+)?)\s?%`)
	soc     = pattern.New(`\b\d{2}-\d{4}\b`)
)

// fact reads one row: median pay, number of jobs, or outlook. Rows about
// anything else state no figure that we know.
func fact(about scraper.Claim, name, value string) (claims []scraper.Claim, err error) {
	about.AsOf = year.FindString(name)
	lower := strings.ToLower(name)
	switch {
	case strings.Contains(lower, "median pay"):
		for _, m := range wage.FindAllStringSubmatch(value, 2) {
			c := about
			c.Statistic, c.PayKind, c.Currency, c.Period = "median", "base", "USD", m[2]
			c.Amount, _ = money.ParseNumber(m[1])
			c.TopCoded = strings.Contains(value, "equal to or greater than")
			claims = append(claims, c)
		}
	case strings.HasPrefix(lower, "number of jobs"):
		c := about
		if n, ok := money.ParseNumber(value); ok && n > 0 {
			c.Statistic, c.Amount = "count", n
			claims = append(claims, c)
		}
	case strings.HasPrefix(lower, "job outlook"):
		if m := percent.FindStringSubmatch(value); m != nil {
			c := about
			c.Statistic = "growth_pct"
			if c.Amount, err = strconv.ParseFloat(strings.NewReplacer("−", "-", "–", "-").Replace(m[1]), 64); err == nil {
				claims = append(claims, c)
			}
		}
	default:
		return nil, nil
	}
	if len(claims) == 0 {
		return nil, fmt.Errorf("%s: %q is no figure", name, value)
	}
	return claims, nil
}

// code is the occupation's, where the table of projections names exactly one.
func code(doc *goquery.Document) string {
	found := ""
	for _, c := range soc.FindAllString(doc.Find("table#outlook-table").Text(), -1) {
		if found != "" && c != found {
			return ""
		}
		found = c
	}
	if found == "" {
		return ""
	}
	return "SOC " + found
}
