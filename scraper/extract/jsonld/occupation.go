package jsonld

import (
	"fmt"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/words"
)

// quantiles are schema.org's names of a distribution's parts
// (https://schema.org/QuantitativeValueDistribution) and ours.
var quantiles = []struct{ property, statistic string }{
	{"percentile10", "p10"},
	{"percentile25", "p25"},
	{"median", "median"},
	{"percentile75", "p75"},
	{"percentile90", "p90"},
	{"minValue", "min"},
	{"maxValue", "max"},
}

// Occupation reads a thing of schema.org's type Occupation
// (https://schema.org/Occupation): each part of each distribution of its
// estimatedSalary is a claim. The label is the distribution's own name, from
// which the kind of pay is read; numbers may be texts, and the period stands
// in duration ("P1Y") or in unitText ("YEAR").
//
// A site may name a distribution falsely: Glassdoor calls total pay "base".
// The source decides whether to believe it.
func Occupation(n Node) (claims []scraper.Claim, problems []error) {
	title := n.Text("name")
	place := ""
	if at := n.Node("occupationLocation"); at.Values != nil {
		place = at.Text("name")
	}
	for i, v := range n.List("estimatedSalary") {
		d := AsNode(v)
		path := fmt.Sprintf("%s.estimatedSalary[%d]", n.Path, i)
		label := d.Text("name")
		// "base" alone says enough here, where in a sentence it would not.
		kind := words.PayKind(label)
		if kind == "" && strings.Contains(strings.ToLower(label), "total") {
			kind = "total"
		}
		if kind == "" && strings.Contains(strings.ToLower(label), "base") {
			kind = "base"
		}
		for _, q := range quantiles {
			word := d.Text(q.property)
			if word == "" {
				continue
			}
			amount, ok := money.ParseNumber(word)
			if !ok || amount <= 0 {
				problems = append(problems, fmt.Errorf("%s.%s: %q is no amount", path, q.property, word))
				continue
			}
			claims = append(claims, scraper.Claim{
				Title: title, Place: place, Statistic: q.statistic, Label: label, PayKind: kind,
				Amount: amount, Currency: d.Text("currency"), Period: durationOf(d), Path: path + "." + q.property,
			})
		}
	}
	return claims, problems
}

func durationOf(d Node) string {
	word := d.Text("duration")
	switch strings.ToUpper(word) {
	case "P1Y":
		return "year"
	case "P1M":
		return "month"
	case "P2W", "P14D":
		return "biweek"
	case "P1W", "P7D":
		return "week"
	case "P1D":
		return "day"
	case "PT1H", "P1H":
		return "hour"
	}
	if word == "" {
		word = d.Text("unitText")
	}
	return words.Period(word)
}
