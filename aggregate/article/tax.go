package article

import (
	"math"
	"strings"

	"backpay/scraper/pattern"
)

var (
	netWords = pattern.New(
		`(?i)\b(?:after[- ]tax(?:es)?|after (?:income )?tax|take[- ]?home|nets|net (?:of tax|pay|salary|income|` +
			`wages?|earnings)|net|in[- ]hand|netto\p{L}*)\b`,
	)
	// takeHomeVerb governs the amount that follows it.
	takeHomeVerb = pattern.New(`(?i)\bnets\b|\b(?:take|takes|taking|bring|keep|keeps)[ -]home\b|\btake home\b`)
	grossWords   = pattern.New(`(?i)\b(?:before[- ]tax(?:es)?|pre-?tax|gross|brutto\p{L}*)\b`)
)

// taxOf returns net or gross where the text says so of a number: after it, or in
// its clause before it.
func taxOf(text string, n number, c span) string {
	text = noTax.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
	if !taxed.MatchString(text) { // "they take home a median of $392,000"
		text = homeVerb.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
	}
	next := len(text)
	for _, o := range scan(text[n.end:]) {
		if o.currency != "" {
			next = n.end + o.start
			break
		}
	}
	after := text[n.end:min(next, c.to+60, len(text))]
	if next < len(text) {
		after = takeHomeVerb.ReplaceAllString(after, "")
	}
	switch {
	case netWords.MatchString(after):
		return "net"
	case grossWords.MatchString(after):
		return "gross"
	}
	if netFirst.MatchString(text) && !strings.HasSuffix(text[:n.start], " of ") &&
		!strings.HasSuffix(text[:n.start], " on ") {
		return "net"
	}
	net, gross := lastIndex(netWords, text[c.from:n.start]), lastIndex(grossWords, text[c.from:n.start])
	switch {
	case net > gross:
		return "net"
	case gross > net:
		return "gross"
	}
	return ""
}

// noTax are names that hold a word of tax.
var noTax = pattern.New(`\bO\*NET\b|(?i)\.NET\b|\b(?:ASP|VB) ?\.?NET\b|\bnet worth\b`)

// homeVerb is to be paid, where nothing says that it is after tax.
var homeVerb = pattern.New(`(?i)\b(?:takes?|taking|took) home\b`)

// taxed says that a sentence is of tax, or of what is left of an amount.
var taxed = pattern.New(`(?i)\b(?:tax(?:es)?|deductions?|insurance|gross|net|contributions|after)\b|\b(?:on|of|` +
	`from|earning) (?:an? )?[$€£][^.]*\bhome\b`)

// netFirst begins a sentence about pay after tax.
var netFirst = pattern.New(`(?i)^\W*(?:after (?:[\p{L}]+ ){0,4}tax(?:es)?|net of tax)\b`)

// again is what stands between an amount and the same one told otherwise.
var again = pattern.New(
	`(?i)^[^\d.;]{0,12}[,(–—-]?\s*(?:i\.e\.,?|that is|which is|or|equal to|=)\s*(?:about |around |roughly |some )?$`,
)

// restated returns the tax of the amount before that a number says again:
// "€37,900 net, i.e. €3,160 a month".
func restated(text string, all []number, n number, starts []int) string {
	for i, o := range all {
		if o.end <= n.start && o.currency != "" && i+1 < len(all) && all[i+1].start == n.start &&
			again.MatchString(text[o.end:n.start]) {
			return or(o.tax, taxOf(text, o, clauseAt(starts, o.start, len(text))))
		}
	}
	return ""
}

// beforeTax marks what is said of pay before the pay after tax that is worked
// out from it: "on €70,000 you keep €3,640".
func beforeTax(text string, found []Finding) {
	for i := range max(0, len(found)-1) {
		f := &found[i]
		if next := &found[i+1]; f.Tax == "net" && next.Tax == "" && f.Period == "year" && next.Period == "month" &&
			math.Abs(12*next.Value-f.Value) < .03*f.Value {
			next.Tax = "net" // "€51,300 after tax, which comes to €4,275 a month"
		}
		if f.Kind == Pay && f.Tax == "" && found[i+1].Tax == "net" && earnedOn.MatchString(strings.TrimRight(text[:f.offset], " ")) {
			f.Tax, f.example = "gross", true
		}
	}
}

var earnedOn = pattern.New(`(?i)\b(?:on|of|from|with|at)(?: an?)?$`)
