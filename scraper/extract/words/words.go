// Package words reads the words of fields: periods and kinds of pay, kinds of
// employment and of workplace.
package words

import (
	"regexp"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
)

// Period reads a field's word for the period of pay ("YEAR", "per-hour-wage",
// "1 MONTH", schema.org's "ANN") as scraper.Pay words it, or "".
func Period(word string) string {
	w := strings.ToLower(strings.TrimSpace(word))
	for _, before := range []string{"per", "1", "/", "an ", "a "} {
		w = strings.TrimPrefix(w, before)
	}
	w = strings.Trim(w, " -_.")
	for _, after := range []string{"-salary", "-wage", " salary", " wage"} {
		w = strings.TrimSuffix(w, after)
	}
	return periods[w]
}

// periods holds besides English words the unit codes of UN/CEFACT
// Recommendation 20 that schema.org's unitCode takes (ANN, MON, WEE, DAY, HUR).
var periods = map[string]string{
	"hour": "hour", "hourly": "hour", "hr": "hour", "hur": "hour", "h": "hour",
	"day": "day", "daily": "day", "d": "day",
	"week": "week", "weekly": "week", "wk": "week", "wee": "week",
	"biweek": "biweek", "bi-week": "biweek", "biweekly": "biweek", "bi-weekly": "biweek", "fortnight": "biweek",
	"month": "month", "monthly": "month", "mo": "month", "mon": "month",
	"year": "year", "yearly": "year", "yr": "year", "annual": "year", "annually": "year", "annum": "year", "ann": "year",
}

var periodWord = regexp.MustCompile(`(?i)\b(hourly|hour|hr|daily|day|bi-?weekly|bi-?week|weekly|week|monthly|month|yearly|year|yr|annual|annually|annum)\b`)

// PeriodIn finds the period in a label ("Hourly base pay range"). It is ""
// when the label names none or several.
func PeriodIn(label string) string {
	found := ""
	for _, w := range periodWord.FindAllString(label, -1) {
		p := periods[strings.ToLower(w)]
		if p == "" || found != "" && found != p {
			return ""
		}
		found = p
	}
	return found
}

var (
	ote = regexp.MustCompile(`(?i)\bOTE\b|\bon[- ]target\b`)
	// split is the wording of how on-target pay divides, which names base
	// pay without the amount being base pay.
	split = regexp.MustCompile(`(?i)\d+\s*%\s*base|\bbase\s*([-/&]|to|and)\s*[-\s]*(to\s*-?\s*)?(commission|variable|bonus)|\bbetween base and\b`)
	base  = regexp.MustCompile(`(?i)\bbase\b`)
	total = regexp.MustCompile(`(?i)\btotal (cash )?(comp|compensation|rewards?|pay)\b`)
)

// PayKind tells what kind of pay a label speaks of: base, ote, total, or ""
// when it doesn't say or speaks of several.
func PayKind(label string) string {
	label = split.ReplaceAllString(label, " ")
	kind := ""
	for _, k := range []struct {
		name string
		re   *regexp.Regexp
	}{{"ote", ote}, {"base", base}, {"total", total}} {
		if !k.re.MatchString(label) {
			continue
		}
		if kind != "" {
			return ""
		}
		kind = k.name
	}
	return kind
}

// Flag tells why an amount of a field can't be meant as it stands: its ends
// are swapped, or no job pays so little or so much in that period. The bounds
// hold for the currencies whose unit buys about as much as a dollar; of
// others only what fails in any currency is flagged.
func Flag(p scraper.Pay) string {
	if p.Min > 0 && p.Max > 0 && p.Min > p.Max {
		return "min-above-max"
	}
	b, ok := bounds[p.Period]
	if !ok {
		return ""
	}
	top := max(p.Min, p.Max)
	if top > 0 && (top < b.low/10 || hard[p.Currency] && top < b.low) {
		return "below-minimum"
	}
	if hard[p.Currency] && top > b.high {
		return "above-maximum"
	}
	return ""
}

// bounds are the least and the most that a full-time job may be said to pay:
// 1 to 2,000 an hour, and the same by 8, 40, 80, 173 and 2,080 hours, rounded
// outwards.
var bounds = map[string]struct{ low, high float64 }{
	"hour": {1, 2e3}, "day": {8, 16e3}, "week": {40, 80e3}, "biweek": {80, 160e3}, "month": {170, 350e3}, "year": {2000, 4.2e6},
}

var hard = map[string]bool{"USD": true, "EUR": true, "GBP": true, "CHF": true, "CAD": true, "AUD": true, "NZD": true, "SGD": true}

// Employment words a kind of employment as scraper.Posting does: one of the
// known kinds, else the source's own word in lower case.
func Employment(word string) string {
	w := strings.ToLower(htmltext.Line(word))
	l := strings.Map(letters, w)
	switch l {
	case "contract", "contractor", "freelance":
		return "contract"
	case "intern", "internship":
		return "internship"
	case "temporary", "temp":
		return "temporary"
	}
	full, part := strings.Contains(l, "fulltime"), strings.Contains(l, "parttime")
	switch {
	case full == part, strings.Contains(l, "contract"), strings.Contains(l, "temp"), strings.Contains(l, "intern"):
		return w
	case full:
		return "full-time"
	}
	return "part-time"
}

// Workplace words a field that holds a kind of workplace: onsite, hybrid or
// remote, or "" for any other word.
func Workplace(word string) string {
	switch strings.Map(letters, strings.ToLower(word)) {
	case "onsite", "inoffice", "office", "inperson":
		return "onsite"
	case "hybrid":
		return "hybrid"
	case "remote", "telecommute", "fullyremote":
		return "remote"
	}
	return ""
}

func letters(r rune) rune {
	if r < 'a' || r > 'z' {
		return -1
	}
	return r
}
