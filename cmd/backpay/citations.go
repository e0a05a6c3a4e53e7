package main

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/store"
)

// citation is a published figure that an editor entered by hand, one entry of
// citations in the configuration.
type citation struct {
	Source    string  `yaml:"source"`
	URL       string  `yaml:"url"`
	Title     string  `yaml:"title"`
	Statistic string  `yaml:"statistic"`
	PayKind   string  `yaml:"pay_kind"`
	Amount    float64 `yaml:"amount"`
	Currency  string  `yaml:"currency"`
	Period    string  `yaml:"period"`
	AsOf      string  `yaml:"as_of"`
	Country   string  `yaml:"country"`
	Place     string  `yaml:"place"`
	Label     string  `yaml:"label"`
	SampleN   int     `yaml:"sample_n"`
	Skill     string  `yaml:"skill"`
	Company   string  `yaml:"company"`
	Note      string  `yaml:"note"`
	// Side is who speaks; "" for the source's own side.
	Side string `yaml:"side"`
}

// The words that a citation may use.
var (
	statistics = []string{
		"mean",
		"median",
		"p10",
		"p25",
		"p75",
		"p90",
		"min",
		"max",
		"premium_pct",
		"growth_pct",
		"count",
	}
	payKinds  = []string{"base", "bonus", "stock", "additional", "total", "posted", "prevailing"}
	periods   = []string{"hour", "day", "week", "biweek", "month", "year"}
	sideNames = []string{"posted", "reported", "employer", "model", "filed"}

	sourceName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// check returns the first key whose value can't be, and why.
func (c citation) check() (key string, err error) {
	bad := func(k, format string, args ...any) (string, error) { return k, fmt.Errorf(format, args...) }
	oneOf := func(v string, allowed []string) bool { return slices.Contains(allowed, v) }
	switch u, err := url.Parse(c.URL); {
	case !sourceName.MatchString(c.Source):
		return bad(
			"source",
			"%q is no name of a source: want small letters, digits and hyphens, such as glassdoor",
			c.Source,
		)
	case c.URL == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return bad("url", "%q is no web address; want the page that the figure was published on", c.URL)
	case strings.TrimSpace(c.Title) == "":
		return bad("title", "is empty; want the job title that the figure is about")
	case !oneOf(c.Statistic, statistics):
		return bad("statistic", "%q is none; allowed: %s", c.Statistic, strings.Join(statistics, ", "))
	case math.IsNaN(c.Amount) || math.IsInf(c.Amount, 0):
		return bad("amount", "%v is no number", c.Amount)
	case c.SampleN < 0:
		return bad("sample_n", "%d is below 0", c.SampleN)
	case !isDate(c.AsOf):
		return bad("as_of", "%q is no date; want a year, a month or a day: 2022, 2022-10 or 2022-10-25", c.AsOf)
	case c.Country != "" && checkCountry(c.Country) != nil:
		return "country", checkCountry(c.Country)
	case c.Side != "" && !oneOf(c.Side, sideNames):
		return bad("side", "%q is none; allowed: %s", c.Side, strings.Join(sideNames, ", "))
	}
	switch c.Statistic {
	case "premium_pct", "growth_pct", "count":
		for _, kv := range [][2]string{{"pay_kind", c.PayKind}, {"currency", c.Currency}, {"period", c.Period}} {
			if kv[1] != "" {
				return bad(kv[0], "%q beside a %s, which is no amount of pay; leave it out", kv[1], c.Statistic)
			}
		}
		return "", nil
	}
	switch {
	case c.Amount <= 0:
		return bad("amount", "%v is no pay; want an amount above 0", c.Amount)
	case !oneOf(c.PayKind, payKinds):
		return bad("pay_kind", "%q is none; allowed: %s", c.PayKind, strings.Join(payKinds, ", "))
	case checkCurrency(c.Currency) != nil:
		return "currency", checkCurrency(c.Currency)
	case !oneOf(c.Period, periods):
		return bad("period", "%q is none; allowed: %s", c.Period, strings.Join(periods, ", "))
	}
	return "", nil
}

// isDate reports whether s is a year, a month or a day in ISO form.
func isDate(s string) bool {
	for _, form := range []string{"2006", "2006-01", "2006-01-02"} {
		if _, err := time.Parse(form, s); err == nil {
			return true
		}
	}
	return false
}

// checkCitations returns the first key of the file whose value can't be, and
// why. The same figure twice is a mistake too.
func (c *config) checkCitations() (key string, err error) {
	seen := map[citation]int{}
	for i, e := range c.Citations {
		at := fmt.Sprintf("citations[%d]", i)
		if key, err := e.check(); err != nil {
			return at + "." + key, fmt.Errorf("%s.%s: %w", at, key, err)
		}
		about := e
		about.Amount, about.Label, about.SampleN, about.Note, about.Side, about.Currency = 0, "", 0, "", "", ""
		if first, twice := seen[about]; twice {
			return at, fmt.Errorf("%s: states the same figure as citations[%d]", at, first)
		}
		seen[about] = i
	}
	return "", nil
}

// cite makes the database's citations those of the configuration.
func (a *app) cite(db *store.DB, c *config) error {
	known := map[string]bool{}
	for _, s := range a.sources {
		known[s.About().Name] = true
	}
	var unknown []scraper.About
	all := make([]store.Citation, 0, len(c.Citations))
	for _, e := range c.Citations {
		if !known[e.Source] {
			known[e.Source] = true
			unknown = append(unknown, scraper.About{
				Name: e.Source, Title: e.Source, Kind: scraper.Figures, Side: c.sideOf(e.Source), Access: scraper.Citation,
			})
		}
		all = append(all, store.Citation{
			Source: e.Source, URL: e.URL, Note: e.Note, Claim: scraper.Claim{
				Title: e.Title, Company: e.Company, Skill: e.Skill, Place: e.Place, Country: e.Country,
				Statistic: e.Statistic, Label: e.Label, Side: scraper.Side(e.Side), PayKind: e.PayKind, Amount: e.Amount,
				Currency: e.Currency, Period: e.Period, SampleN: e.SampleN, AsOf: e.AsOf,
			},
		})
	}
	if err := db.PutSources(a.ctx, unknown); err != nil {
		return err
	}
	return db.PutCitations(a.ctx, all)
}

// sideOf is the first side that the citations of a source name.
func (c *config) sideOf(source string) scraper.Side {
	for _, e := range c.Citations {
		if e.Source == source && e.Side != "" {
			return scraper.Side(e.Side)
		}
	}
	return ""
}
