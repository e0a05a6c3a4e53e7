// Package salarypage reads the headings and sentences of pages that publish
// what a job pays.
package salarypage

import (
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
)

// salarySentence is the sentence that salary pages are built around: "The
// average base salary for a back end developer in Leeds is £48,000 per year".
// Its parts are the statistic, what of pay, the title, the place and the
// amount; what follows the amount may name the period and the place.
var salarySentence = pattern.New(
	`(?i)\bthe (?:national )?(average|mean|median) ((?:[a-z-]+ ){0,3}?)(salary|pay|wage|compensation|bonus)(?: range)? (?:for|of) (?:an? |the )?([^.!?$€£₹]{2,90}?)(?: in (?:the )?([^.!?$€£₹]{2,60}?))? is (?:currently |about |approximately )?`,
)

var (
	afterPeriod = pattern.New(`(?i)^\s*(?:per|an?|/)\s*(year|month|week|day|hour|annum)\b`)
	afterPlace  = pattern.New(`^\s*in (?:the )?(\p{Lu}[^.!?\d]{1,60}?)(?:[.,]|$| as of| \()`)
)

// Sentences reads the sentences of a page's text that state an average or a
// median of pay for a title, each a claim with the page's own words: the
// statistic is mean for "average", and median; a source that knows what its
// pages call average says so. Other sentences are not read.
//
// The kind of pay is base, total, bonus or additional as the sentence words
// it, "" where it says only "salary" or "pay". address is the
// page's, by which "$" is known; n is the most claims to read.
func Sentences(text, address string, n int) []scraper.Claim {
	var claims []scraper.Claim
	for _, m := range salarySentence.FindAllStringSubmatchIndex(text, n) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		rest := text[m[1]:min(len(text), m[1]+160)]
		sum, start, end := money.At(rest)
		if start > 1 || sum.Amount <= 0 {
			continue
		}
		sum = sum.WithDollar(address)
		rest = rest[end:]
		what := strings.TrimSpace(group(2) + group(3))
		c := scraper.Claim{
			Title: htmltext.Line(group(4)), Place: htmltext.Line(group(5)), Statistic: "mean",
			Label: strings.ToLower(group(1) + " " + what), PayKind: sentenceKind(what), Amount: sum.Amount,
			Currency: sum.Currency, Path: "text",
		}
		if strings.EqualFold(group(1), "median") {
			c.Statistic = "median"
		}
		c.Period = words.PeriodIn(what)
		if p := afterPeriod.FindStringSubmatchIndex(rest); p != nil {
			c.Period = words.Period(rest[p[2]:p[3]])
			rest = rest[p[1]:]
		}
		if p := afterPlace.FindStringSubmatch(rest); p != nil && c.Place == "" {
			c.Place = htmltext.Line(p[1])
		}
		claims = append(claims, c)
	}
	return claims
}

func sentenceKind(what string) string {
	what = strings.ToLower(what)
	switch {
	case strings.Contains(what, "additional"):
		return "additional"
	case strings.Contains(what, "bonus"):
		return "bonus"
	case strings.Contains(what, "total"):
		return "total"
	case strings.Contains(what, "base"):
		return "base"
	}
	return ""
}

var inHeading = pattern.New(
	`(?i)^(?:how much does an? |\d{4} |average )*(.+?)(?:'s)?,? (?:average |annual |base )*(?:salary|salaries|pay|make)\b(?: in (?:the )?(.+?))?(?:,? \d{4}| \(.*)?\??$`,
)

// Heading reads the main heading of a salary page, such as "Back End
// Developer Salary in Leeds, UK (2026)": the title and, where it names one,
// the place. Both are "" when the heading is of another form.
func Heading(body []byte) (title, place string) {
	m := inHeading.FindStringSubmatch(webpage.Heading(body))
	if m == nil {
		return "", ""
	}
	return htmltext.Line(m[1]), htmltext.Line(m[2])
}

// SameTitle reports whether two titles are the same words.
func SameTitle(a, b string) bool {
	return a != "" &&
		strings.EqualFold(strings.Join(notWord.Split(a, -1), " "), strings.Join(notWord.Split(b, -1), " "))
}

var notWord = pattern.New(`[^\pL\pN+#]+`)
