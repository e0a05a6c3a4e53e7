// Package words reads the words of fields: periods and kinds of pay, kinds of
// employment and of workplace.
package words

import (
	"strings"

	"backpay/scraper/extract/htmltext"
	"backpay/scraper/pattern"
)

// Period reads a field's word for the period of pay ("YEAR", "per-hour-wage",
// "1 MONTH", schema.org's "ANN") as scraper.Pay words it, or "".
func Period(word string) string {
	w := strings.ToLower(strings.TrimSpace(besides.ReplaceAllString(word, "")))
	for _, before := range []string{"per", "1", "/", "an ", "a "} {
		w = strings.TrimPrefix(w, before)
	}
	w = strings.Trim(w, " -_.")
	for _, after := range []string{"-salary", "-wage", " salary", " wage"} {
		w = strings.TrimSuffix(w, after)
	}
	return periods[w]
}

// besides is what a field may say beside the period: "Month (gross)", "brutto".
var besides = pattern.New(`(?i)\s*\([^)]*\)|\b(?:gross|net|brutto|netto|before tax)\b`)

// periodWords are the words of each period: English ones and those of other
// languages that boards are seen in, the forms of ISO 8601, and the unit codes
// of UN/CEFACT Recommendation 20 that schema.org's unitCode takes (ANN, MON,
// WEE, DAY, HUR).
var periodWords = map[string]string{
	"hour":   "hour hours hourly hr hur h pt1h p1h stunde stündlich heure hora ora uur hod godzina час 小时",
	"day":    "day days daily d p1d tag täglich jour día dia giorno dag den dzień день 天 日",
	"week":   "week weeks weekly wk wee p1w woche wöchentlich semaine semana settimana týden неделя",
	"biweek": "biweek bi-week biweekly bi-weekly fortnight p2w",
	"month": `month months monthly mo mon p1m monat monatlich mois mensuel mes mensual mês mensal mese mensile maand månad
		måned měsíc měsíčně miesiąc месяц 月`,
	"year": `year years yearly yr annual annually annum ann p1y jahr jährlich an année annuel año anual ano anno annuale
		jaar år rok ročně год 年`,
}

var periods = func() map[string]string {
	m := map[string]string{}
	for period, list := range periodWords {
		for word := range strings.FieldsSeq(list) {
			m[word] = period
		}
	}
	return m
}()

var periodWord = pattern.New(
	`(?i)\b(hourly|hour|hr|daily|day|bi-?weekly|bi-?week|weekly|week|monthly|month|yearly|year|yr|annual|annually|annum)\b`,
)

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
	ote = pattern.New(`(?i)\bOTE\b|\bon[- ]target\b`)
	// split is the wording of how on-target pay divides, which names base
	// pay without the amount being base pay.
	split = pattern.New(
		`(?i)\d+\s*%\s*base|\bbase\s*([-/&]|to|and)\s*[-\s]*(to\s*-?\s*)?(commission|variable|bonus)|\bbetween base and\b`,
	)
	base  = pattern.New(`(?i)\bbase\b`)
	total = pattern.New(`(?i)\btotal (cash )?(comp|compensation|rewards?|pay)\b`)
)

// PayKind tells what kind of pay a label speaks of: base, ote, total, or ""
// when it doesn't say or speaks of several.
func PayKind(label string) string {
	label = split.ReplaceAllString(label, " ")
	kind := ""
	for _, k := range []struct {
		name string
		re   *pattern.Pattern
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
