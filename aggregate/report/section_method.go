package report

import (
	"slices"
	"strconv"
	"strings"

	"backpay/aggregate/report/document"
)

// methodSection says how figures are made.
func (b *builder) methodSection() part {
	m := b.method()
	var blocks []document.Block
	for _, f := range m {
		blocks = append(blocks, document.Prose{Lead: f.Name, Spans: []document.Span{{Text: f.Value}}})
	}
	data := []datum{{"method", m, false}, {"sql", b.in.SQL, false}}
	if b.in.SQL == "" {
		return part{data, blocks}
	}
	style := func(s document.Style, text string) document.Prose {
		return document.Prose{Style: s, Spans: []document.Span{{Text: text}}}
	}
	return part{data, append(
		blocks,
		style(document.Head, "The same numbers from the database"),
		document.Text("Each row’s evidence above names the values to put in."),
		style(document.Code, b.in.SQL),
	)}
}

func (b *builder) method() []Fact {
	out := slices.Clone(methodOfPay)
	out = append(out, Fact{"A year’s pay", b.factors(), ""})
	out = append(out, methodOfComparisons...)
	if b.in.CityMethod != "" {
		out = append(out, Fact{"Tax, rent and prices", b.in.CityMethod, ""})
	}
	return out
}

func (b *builder) factors() string {
	s := "Pay by the hour, day, week or month is multiplied to a year; the factor and its rule are stored with " +
		"each range. Source of the year of 2,080 hours: BLS, Occupational Employment and Wage Statistics, technical " +
		"notes."
	if len(b.in.Factors) == 0 {
		return s
	}
	var parts []string
	for _, f := range b.in.Factors {
		part := f.Period + " × " + strconv.FormatFloat(f.Factor, 'f', -1, 64)
		if rule := f.Rule; rule != "" {
			part += " (" + rule + ")"
		}
		parts = append(parts, part)
	}
	return s + " Here: " + strings.Join(parts, ", ") + "."
}
