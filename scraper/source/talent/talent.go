// Package talent reads the salary pages of Talent.com
// (https://www.talent.com/salary?job=kettle+tester).
//
// Pages are fetched only once the user has read Talent.com's terms and says
// so, and robots.txt decides at each run. Unverified: no page was recorded. The
// element of the main number (.c-card__stats-mainNumber.timeBased) is known
// from others' programs; heading and sentences are a guess: "The average kettle
// tester salary in the USA is $60,000 per year or $28.85 per hour. Entry-level
// positions start at $50,000 per year, while most experienced workers make up
// to $80,000 per year." What to know:
//   - The figures are of adverts, so that the kind of pay is "posted".
//   - The hour's figure is the year's, divided: it is not read.
//   - Some pages say median in the place of average.
package talent

import (
	"bytes"
	"fmt"
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
	"backpay/scraper/pattern"
)

var hosts = []string{
	"www.talent.com",
	"ca.talent.com",
	"uk.talent.com",
	"au.talent.com",
	"de.talent.com",
	"fr.talent.com",
}

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "talent",
		Title:       "Talent.com",
		Kind:        scraper.Figures,
		Side:        scraper.Posted,
		Access:      scraper.Pages,
		Homepage:    "https://www.talent.com/salary",
		Terms:       "https://www.talent.com/terms-of-service",
		Attribution: "Talent.com",
		Licence:     "all rights reserved",
		Hosts:       hosts,
		OffReason:   "its terms leave doubts about programs: read them, then set terms_read and pages",
		Every:       24 * time.Hour,
		Pay:         "text",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	scraper.Terms  `yaml:",inline"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	return s.Terms.Check(hosts...)
}

// Start asks for each page, if the user has read the terms.
func (src Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	return s.Terms.Requests(src.About(), &s.Common)
}

// Recognise knows a page by its address and its heading.
func (Source) Recognise(page *scraper.Page) bool {
	body, address := webpage.Saved(page)
	if !weburl.OnSite(address, "talent", "/salary") {
		return false
	}
	title, _ := salarypage.Heading(body)
	return title != ""
}

const amount = `([$€£]\s?[\d.,]+\d)`

var (
	sentence = pattern.New(
		`(?i)\bthe (average|median) ([^.!?$€£]{2,90}?) salary in (?:the )?([^.!?$€£]{2,60}?) is ` + amount + ` (?:per|an?) (year|month|week|day|hour)\b`,
	)
	entry = pattern.New(
		`(?i)\b(entry[- ]level positions start at) ` + amount + ` (?:per|an?) (year|month|week|day|hour)\b`,
	)
	most = pattern.New(
		`(?i)\b(most experienced workers make up to) ` + amount + ` (?:per|an?) (year|month|week|day|hour)\b`,
	)
	basedOn = pattern.New(`(?i)based on [\d.,]+k?\+? salar`)
)

// Read reads a page's sentences, else its main number.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	body, address := webpage.Saved(page)
	if err := drift.CheckEnd(body); err != nil {
		return scraper.Result{}, err
	}
	title, place := salarypage.Heading(body)
	if title == "" {
		return scraper.Result{}, drift.New(body, "a Talent.com page with a salary heading")
	}
	text := strings.Join(strings.Fields(htmltext.Text(string(body))), " ")
	about := scraper.Claim{Title: title, Place: place, PayKind: "posted"}
	if n, words := money.Count(basedOn.FindString(text)); n > 0 {
		about.SampleN, about.SampleText, about.SampleKind = n, words, "postings"
	}
	var claims []scraper.Claim
	add := func(statistic, label, text, period, path string) {
		m, ok := money.In(text)
		if !ok || m.Amount <= 0 || period == "" {
			return
		}
		c := about
		m = m.WithDollar(address)
		c.Statistic, c.Label, c.Amount, c.Currency, c.Period, c.Path = statistic, label, m.Amount, m.Currency, period, path
		claims = append(claims, c)
	}
	for _, m := range sentence.FindAllStringSubmatch(text, 20) {
		if !salarypage.SameTitle(m[2], title) {
			continue
		}
		if about.Place == "" {
			about.Place = htmltext.Line(m[3])
		}
		add(statistic(m[1]), strings.ToLower(m[1])+" salary", m[4], words.Period(m[5]), "text")
		break
	}
	if len(claims) == 0 {
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
		if err != nil {
			return scraper.Result{}, drift.New(body, "a Talent.com page")
		}
		main := doc.Find(".c-card__stats-mainNumber.timeBased").First()
		around := htmltext.Line(main.Parent().Text())
		add(
			statistic(around),
			"main number",
			htmltext.Line(main.Text()),
			words.PeriodIn(around),
			".c-card__stats-mainNumber",
		)
	}
	if len(claims) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: a Talent.com page that states no average pay of a %s",
			scraper.ErrNoRecord,
			title,
		)
	}
	if m := entry.FindStringSubmatch(text); m != nil {
		add("min", strings.ToLower(m[1]), m[2], words.Period(m[3]), "text")
	}
	if m := most.FindStringSubmatch(text); m != nil {
		add("max", strings.ToLower(m[1]), m[2], words.Period(m[3]), "text")
	}
	return scraper.Result{Claims: claims}, nil
}

// statistic is what a page calls its figure.
func statistic(word string) string {
	if strings.Contains(strings.ToLower(word), "median") {
		return "median"
	}
	return "mean"
}
