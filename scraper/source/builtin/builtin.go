// Package builtin reads the salary pages of Built In
// (https://builtin.com/salaries/us/kettle-tester).
//
// Pages are fetched only once the user has read Built In's terms and says so,
// and robots.txt decides at each run. Unverified: no page was recorded. The
// heading ("2026 Kettle Tester Salary in US") is known from others' citations,
// the sentences are a guess: "The average salary for a Kettle Tester in US is
// $X. The average additional cash compensation for ... is $Y. The average total
// compensation for ... is $Z." What to know:
//   - A page speaks of other titles too; only its heading's count.
//   - "Average salary" is base pay where the page states additional or total
//     pay beside it, and unknown where it doesn't.
//   - The sentences name no period: a year is meant.
//   - Occupation in JSON-LD, where there is one, is preferred to sentences.
package builtin

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/salarypage"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

var hosts = []string{"builtin.com", "www.builtin.com"}

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "builtin",
		Title:       "Built In",
		Kind:        scraper.Figures,
		Side:        scraper.Reported,
		Access:      scraper.Pages,
		Homepage:    "https://builtin.com/salaries",
		Terms:       "https://builtin.com/community-guidelines/terms-of-use",
		Attribution: "Built In",
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
	if !weburl.OnSite(address, "builtin", "/salaries/") {
		return false
	}
	title, _ := salarypage.Heading(body)
	return title != ""
}

// Read reads a page of a title.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	body, address := webpage.Saved(page)
	if err := drift.CheckEnd(body); err != nil {
		return scraper.Result{}, err
	}
	title, place := salarypage.Heading(body)
	if title == "" {
		return scraper.Result{}, drift.New(body, "a Built In page with a salary heading")
	}
	var res scraper.Result
	nodes, _ := jsonld.Read(body, "Occupation")
	for _, n := range nodes {
		claims, problems := jsonld.Occupation(n)
		res.Claims, res.Problems = append(res.Claims, claims...), append(res.Problems, problems...)
	}
	if len(res.Claims) == 0 {
		text := htmltext.Text(string(body))
		res.Claims = salarypage.Sentences(text, address, 40)
		if n, words := money.Count(basedOn.FindString(text)); n > 0 {
			for i := range res.Claims {
				res.Claims[i].SampleN, res.Claims[i].SampleText, res.Claims[i].SampleKind = n, words, "reports"
			}
		}
	}
	own := res.Claims[:0]
	said := map[string]bool{}
	for _, c := range res.Claims {
		key := c.PayKind + c.Statistic
		if !salarypage.SameTitle(c.Title, title) || said[key] ||
			c.Place != "" && place != "" && !salarypage.SameTitle(c.Place, place) {
			continue
		}
		said[key] = true
		c.Title, c.Place = title, place
		if c.Period == "" {
			c.Period = "year"
		}
		own = append(own, c)
	}
	if slices.ContainsFunc(
		own,
		func(c scraper.Claim) bool { return c.PayKind == "total" || c.PayKind == "additional" },
	) {
		for i := range own {
			if own[i].PayKind == "" {
				own[i].PayKind = "base"
			}
		}
	}
	if res.Claims = own; len(own) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: a Built In page that states no average pay of a %s",
			scraper.ErrNoRecord,
			title,
		)
	}
	return res, nil
}

var basedOn = regexp.MustCompile(`(?i)based on [\d.,]+k?\+? (?:salar|response|report|profile|anonymous)`)
