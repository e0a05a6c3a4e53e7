package report

import (
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
	out := []Fact{
		{
			"What is counted",
			"One job, once. An advert’s pay is the middle of its range of base pay; a job shown with several ranges " +
				"counts by the middle one, of several sources by the mean of theirs. Base, on-target and total pay are never mixed, nor " +
				"what adverts say with what workers report.",
			"",
		},
		{
			"Median and quartiles",
			"Type 7 of Hyndman and Fan (1996), the usual one: between two values it interpolates. " +
				"The median of an even number of jobs is the mean of the middle two.",
			"",
		},
		{
			"Interval",
			"An interval of 95% for the median that allows for one employer posting many jobs from one band: a " +
				"score interval " +
				"with the variance between employers, and Student’s t with one degree of freedom less than there " +
				"are employers. " +
				"An interval that took each advert for independent would be far too narrow. It allows for another " +
				"sample of employers, " +
				"not for those that don’t state pay, nor for an error in an advert.",
			"",
		},
		{
			"Grades",
			"Good: enough employers, and the interval reaches at most a tenth of the median either way. Rough: " +
				"fewer employers or " +
				"a wider interval. Too few to say: too few employers, one of them too large, or the interval too " +
				"wide; the evidence names the reason.",
			"",
		},
		{"A year’s pay", b.factors(), ""},
		{
			"One end only",
			"“From” and “up to” adverts count as stating pay. Their other end is filled from the usual width of " +
				"ranges of the same role, " +
				"country and currency; the notes say how many are, and the table of figures holds the median of " +
				"floors, of ceilings and of jobs that state both ends.",
			"",
		},
		{
			"Differences",
			"A difference of two medians has an interval of its own, from draws of the employers of both: what " +
				"they share cancels. " +
				"A difference is called clear when the interval leaves out zero.",
			"",
		},
		{
			"Premium of a skill",
			"A model of log pay with terms of role, seniority, place, source, month and each skill, and the " +
				"employer as a random effect. " +
				"Errors are clustered by employer (CR2, Bell and McCaffrey’s degrees of freedom). Which skills " +
				"are tested is decided by counts, before pay is looked at; " +
				"discoveries are chosen by Benjamini and Hochberg, and held against made-up words that are as " +
				"clumped by employer as real ones.",
			"",
		},
		{
			"Gaps between figures",
			"A step from our figure to a published one is estimated from pay that is held row by row: within " +
				"groups in which all else is alike, as far as the rows allow, " +
				"one median is compared with the other, and the groups are averaged. The step is assumed to be " +
				"the same, in percent, wherever it is measured; its evidence says where that was, " +
				"and what could not be held alike. Steps are taken one after the other, so a later step in money " +
				"starts from the level reached by then. Intervals allow for another sample of " +
				"employers or persons, not for these assumptions. What no rows explain is named and stays in the rest.",
			"",
		},
		{"Currency", "Nothing is converted. A job stating pay in another currency is in another figure.", ""},
	}
	if b.in.CityMethod != "" {
		out = append(out, Fact{"Tax, rent and prices", b.in.CityMethod, ""})
	}
	return out
}

func (b *builder) factors() string {
	s := "Pay by the hour, day, week or month is multiplied to a year; the factor and its rule are stored with " +
		"each range."
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
