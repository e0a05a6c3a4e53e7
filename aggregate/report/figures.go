package report

import (
	"backpay/aggregate"
	"backpay/aggregate/report/document"
)

// Figure is a row of the table figure, under its column names. A value that is
// withheld, or that isn't there, is null.
type Figure struct {
	Edition    string   `json:"edition"`
	Measure    string   `json:"measure"`
	Source     string   `json:"source"`
	Side       string   `json:"side"`
	Role       string   `json:"role"`
	Seniority  string   `json:"seniority"`
	Country    string   `json:"country"`
	Place      string   `json:"place"`
	Skill      string   `json:"skill"`
	Statistic  string   `json:"statistic"`
	Unit       string   `json:"unit"`
	PayKind    string   `json:"pay_kind"`
	Population string   `json:"population"`
	Value      *float64 `json:"value"`
	CILow      *float64 `json:"ci_low"`
	CIHigh     *float64 `json:"ci_high"`
	NPostings  int      `json:"n_postings"`
	NJobs      int      `json:"n_jobs"`
	NEmployers int      `json:"n_employers"`
	NEffective float64  `json:"n_effective"`
	Disclosure *float64 `json:"disclosure"`
	AsOfFrom   string   `json:"as_of_from"`
	AsOfTo     string   `json:"as_of_to"`
	Grade      string   `json:"grade"`
	Reason     string   `json:"reason"`
	Note       string   `json:"note"`
	PlaceName  string   `json:"place_name"`
}

// allFigures returns every figure of the edition, withheld ones included.
func (b *builder) allFigures() []Figure {
	out := make([]Figure, 0, len(b.figures))
	for i := range b.figures {
		out = append(out, b.published(&b.figures[i]))
	}
	return out
}

// published is a figure as the files have it.
func (b *builder) published(f *aggregate.Figure) Figure {
	x := Figure{
		Edition: f.Edition, Measure: f.Measure, Source: f.Source, Side: string(f.Side), Role: f.Role, Seniority: f.Seniority,
		Country: f.Country, Place: f.Place, Skill: f.Skill, Statistic: f.Statistic, Unit: f.Unit, PayKind: f.PayKind,
		Population: string(f.Population), AsOfFrom: f.AsOfFrom, AsOfTo: f.AsOfTo, Reason: f.Reason.Code,
		NPostings: f.NPostings, NJobs: f.NJobs, NEmployers: f.NEmployers, NEffective: f.NEffective, Grade: f.Grade, Note: f.Note,
		PlaceName: b.in.Places[f.Place], Disclosure: f.Disclosure,
	}
	if f.Grade != aggregate.Withheld {
		x.Value = &f.Value
		if f.CILow != 0 || f.CIHigh != 0 {
			x.CILow, x.CIHigh = &f.CILow, &f.CIHigh
		}
	}
	return x
}

// figureSheet is figures.csv.
func (b *builder) figureSheet() document.Sheet {
	return document.Sheet{
		Name: "figures",
		Variables: []document.Variable{
			{Name: "edition", Kind: "string", Meaning: "the edition that the figure belongs to"},
			{
				Name:    "measure",
				Kind:    "string",
				Meaning: "level, difference, premium, growth, demand, share, city or step",
			},
			{Name: "source", Kind: "string", Meaning: "a source's name; all for the jobs of one side together"},
			{Name: "side", Kind: "string", Meaning: "who speaks: posted, reported, employer, filed or model"},
			{Name: "role", Kind: "string", Meaning: "the role; empty for all"},
			{Name: "seniority", Kind: "string", Meaning: "the level; empty for all"},
			{Name: "country", Kind: "string", Meaning: "ISO 3166 code"},
			{
				Name:    "place",
				Kind:    "string",
				Meaning: "a metropolitan area's code, a city or a workplace; empty for all",
			},
			{Name: "skill", Kind: "string", Meaning: "the skill; empty for all"},
			{Name: "statistic", Kind: "string", Meaning: "mean, median, p25, p75, count, adjusted_pct, ..."},
			{Name: "unit", Kind: "string", Meaning: "ISO 4217 code, percent or count"},
			{Name: "pay_kind", Kind: "string", Meaning: "base, ote, total, ...; empty where it isn't pay"},
			{
				Name: "population",
				Kind: "string",
				Meaning: "full_time, hourly, contract, part_time or intern; empty where the figure is not of one " +
					"population of adverts",
			},
			{Name: "value", Kind: "number", Meaning: "the figure, pay as a year's before tax; empty where withheld"},
			{Name: "ci_low", Kind: "number", Meaning: "lower end of the 95% interval; empty where there is none"},
			{Name: "ci_high", Kind: "number", Meaning: "upper end of the 95% interval; empty where there is none"},
			{Name: "n_postings", Kind: "integer", Meaning: "postings behind the figure, copies included"},
			{Name: "n_jobs", Kind: "integer", Meaning: "jobs, answers or filings behind the figure"},
			{Name: "n_employers", Kind: "integer", Meaning: "employers behind the figure; 0 where they aren't known"},
			{Name: "n_effective", Kind: "number", Meaning: "independent jobs that would carry as much information"},
			{
				Name:    "disclosure",
				Kind:    "number",
				Meaning: "share of the jobs that state base pay, 0 to 1; empty where a row is pay by itself",
			},
			{Name: "as_of_from", Kind: "string", Meaning: "first year, month or day that the rows behind it speak of"},
			{Name: "as_of_to", Kind: "string", Meaning: "last year, month or day that they speak of"},
			{Name: "grade", Kind: "string", Meaning: "good, rough or withheld; empty where the figure isn't graded"},
			{Name: "reason", Kind: "string", Meaning: "why the grade is no better, as a code"},
			{Name: "note", Kind: "string", Meaning: "what qualifies the figure, in words"},
			{Name: "place_name", Kind: "string", Meaning: "the name of a place that has a code"},
		},
		Rows: func(yield func([]any) bool) {
			for i := range b.figures {
				f := b.published(&b.figures[i])
				if !yield([]any{
					f.Edition, f.Measure, f.Source, f.Side, f.Role, f.Seniority, f.Country, f.Place, f.Skill,
					f.Statistic, f.Unit, f.PayKind, f.Population, some(f.Value), some(f.CILow), some(f.CIHigh),
					f.NPostings, f.NJobs, f.NEmployers, f.NEffective, some(f.Disclosure), f.AsOfFrom, f.AsOfTo,
					f.Grade, f.Reason, f.Note, f.PlaceName,
				}) {
					return
				}
			}
		},
	}
}

// some is a value that may be missing.
func some(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

// orZero is a value that may be missing, 0 without one.
func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}
