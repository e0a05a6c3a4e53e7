package premium

import (
	"fmt"

	"backpay/aggregate"
)

// Figures returns the rows of the table figure: for each skill raw_pct and
// median_pct, and adjusted_pct, shrunk_pct, within_pct and passed (1 of a
// discovery, else 0) where it was tested, in the order of skills; before them, with no skill, the run's
// tested and passed (counts), mean_pct (what premiums are shrunk to) and placebo_max_pct (the
// floor of noise: the largest premium of a made-up word, up or down). base
// gives edition, source, side, role, country and the like.
//
// A withheld figure keeps its raw value, since a query over the database
// finds it anyway; it isn't to be printed.
func (res Result) Figures(base aggregate.Figure) []aggregate.Figure {
	base.Measure, base.PayKind = aggregate.MeasurePremium, "base"
	run := func(statistic, unit string, value float64, note string) aggregate.Figure {
		f := base
		f.Statistic, f.Unit, f.Value, f.Note = statistic, unit, value, note
		f.NJobs, f.NPostings, f.NEmployers = res.Jobs, res.Postings, res.Employers
		return f
	}
	figures := []aggregate.Figure{
		run("tested", "count", float64(res.Tested), ""),
		run("passed", "count", float64(res.Passed), ""),
	}
	if res.Tested > 0 {
		note := ""
		if res.Spread == 0 {
			note = "skills differ no more than their errors do: no difference between them was found"
		}
		figures = append(figures, run("mean_pct", "percent", res.Mean, note))
	}
	if n := len(res.Placebos); n > 0 {
		figures = append(
			figures,
			run("placebo_max_pct", "percent", res.Floor, fmt.Sprintf("the largest premium of %d made-up words", n)),
		)
	}
	for _, s := range res.Skills {
		f := base
		f.Skill, f.Unit, f.Grade, f.Note = s.Name, "percent", s.Grade, s.Reason.String()
		f.Reason = s.Reason
		f.NJobs, f.NPostings, f.NEmployers = s.Jobs, s.Postings, s.Employers
		add := func(statistic string, e Estimate) {
			f.Statistic, f.Value, f.CILow, f.CIHigh = statistic, e.Value, e.Low, e.High
			figures = append(figures, f)
		}
		add("raw_pct", s.Raw)
		add("median_pct", Estimate{Value: s.Median})
		if s.Tested {
			add("adjusted_pct", s.Adjusted)
			add("shrunk_pct", s.Shrunk)
			if s.Within != (Estimate{}) {
				add("within_pct", s.Within)
			}
			f.Unit = "count"
			passed := Estimate{}
			if s.Passed {
				passed.Value = 1
			}
			add("passed", passed)
		}
	}
	return figures
}
