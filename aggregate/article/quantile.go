package article

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// shareOfPeople is a share of people who are paid less or more than an amount,
// which says the quantile that the amount is.
var shareOfPeople = pattern.New(`(?i)\b(?:(?:a|one) quarter|25 ?(?:%|percent|per cent)|half|50 ?(?:%|percent|` +
	`per cent)|a tenth|10 ?(?:%|percent|per cent)|three[- ]quarters?|75 ?(?:%|percent|per cent)|` +
	`(?:one|nine|9) (?:in|out of) (?:four|ten|10)(?: [\p{L}.-]+){0,5}?|90 ?(?:%|percent|per cent))` +
	`(?: of [^,.;:]{1,60}?)?(?: (?:earn|earns|earned|make|makes|made|get|gets|(?:are|is|were) paid))? ` +
	`(?:(less than|less|under|below|up to)|(more than|more|over|above|at least))\b`)

// quantileOf is the quantile that a share of people paid less, or more, says.
func quantileOf(share string, less bool) string {
	share = strings.ToLower(share)
	for _, q := range []struct {
		words       []string
		below, over string
	}{
		{[]string{"three", "75"}, "p75", "p25"},
		{[]string{"nine", "9 in", "90"}, "p90", "p10"},
		{[]string{"tenth", "ten", "10"}, "p10", "p90"},
		{[]string{"quarter", "four", "25"}, "p25", "p75"},
		{[]string{"half", "50"}, "median", "median"},
	} {
		if slices.ContainsFunc(q.words, func(word string) bool { return strings.Contains(share, word) }) {
			if less {
				return q.below
			}
			return q.over
		}
	}
	return ""
}

// otherEnds makes the lowest- and highest-paid of a sentence the share that it
// names for the other end: "the highest-paid 10 percent earned $116,000, while the
// lowest-paid earned $42,000".
func otherEnds(s string, all []mention) {
	other := map[string]string{"p10": "p90", "p90": "p10", "p25": "p75", "p75": "p25"}
	for _, of := range all {
		for i, m := range all {
			if of.what == "statistic" && other[of.value] != "" && m.start > of.end && otherEnd.MatchString(s[m.start:]) &&
				(m.value == "min" && of.value > "p5" || m.value == "max" && of.value < "p5") {
				all[i].value = other[of.value]
			}
		}
	}
}

// otherEnd is one end of a distribution, without its share.
var otherEnd = pattern.New(`(?i)^(?:lowest|highest)(?:[- ](?:paid|earning|earners?))\b`)
