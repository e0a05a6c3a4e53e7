package article

import (
	"cmp"
	"strings"

	"backpay/aggregate"
)

// ofClaim is a claim as something to hold an article against.
func ofClaim(c Claim) Reference {
	r := Reference{
		Of:        "claim",
		Source:    c.Source,
		Measure:   Pay,
		Statistic: c.Statistic,
		PayKind:   c.PayKind,
		Unit:      c.Currency,
		Value:     c.Annual,
		Role:      c.Role,
		Seniority: c.Seniority,
		Country:   c.Country,
		Place:     cmp.Or(c.City, c.Region),
		Skill:     c.Skill,
		N:         c.SampleN,
		AsOf:      c.AsOf,
		URL:       c.URL,
		Side:      c.Side,
		metro:     c.Metro,
		company:   c.Company,
		title:     c.Title,
	}
	if r.Value == 0 {
		r.Value = c.Amount
	}
	switch c.Statistic {
	case "premium_pct":
		r.Measure, r.Unit, r.Value = Premium, "percent", c.Amount
	case "growth_pct":
		r.Measure, r.Unit, r.Value = Growth, "percent", c.Amount
	case "count":
		r.Measure, r.Unit, r.Value = Count, "count", c.Amount
	}
	return r
}

// measures are the kinds of findings by the measures of the table figure.
var measures = map[string]string{
	aggregate.MeasureLevel: Pay, aggregate.MeasureDifference: Difference, aggregate.MeasurePremium: Premium,
	aggregate.MeasureGrowth: Growth, aggregate.MeasureDemand: Count, aggregate.MeasureShare: Share,
}

// ofFigure is a figure of ours.
func ofFigure(f aggregate.Figure) Reference {
	r := Reference{
		Of:        "figure",
		Source:    f.Source,
		Measure:   measures[f.Measure],
		Statistic: f.Statistic,
		PayKind:   f.PayKind,
		Unit:      f.Unit,
		Value:     f.Value,
		CILow:     f.CILow,
		CIHigh:    f.CIHigh,
		Role:      f.Role,
		Seniority: f.Seniority,
		Country:   f.Country,
		Place:     f.Place,
		Skill:     f.Skill,
		N:         f.NJobs,
		Grade:     f.Grade,
		AsOf:      f.AsOfTo,
		Side:      f.Side,
		versus:    f.Versus,
	}
	if f.Measure == aggregate.MeasureLevel && f.Statistic == "count" {
		r.Measure = Count
	}
	if strings.Trim(f.Place, "0123456789") == "" {
		r.metro = f.Place
	}
	if other, ok := strings.CutPrefix(f.Statistic, "minus:"); ok {
		r.versus = other
	}
	return r
}

// ranges are the pairs of percentiles of one source, and the intervals of our
// figures: what an article may give as a range.
func ranges(all []Reference) []Reference {
	type key struct{ of, source, kind, unit, role, seniority, country, place, metro, company, asOf, url string }
	at := func(r Reference) key {
		return key{
			r.Of,
			r.Source,
			r.PayKind,
			r.Unit,
			r.Role,
			r.Seniority,
			r.Country,
			r.Place,
			r.metro,
			r.company,
			r.AsOf,
			r.URL,
		}
	}
	upper := map[string]string{"p25": "p75", "p10": "p90", "min": "max"}
	tops := map[string]map[key]float64{"p75": {}, "p90": {}, "max": {}}
	for _, r := range all {
		if t := tops[r.Statistic]; t != nil && r.Measure == Pay && r.Skill == "" {
			t[at(r)] = r.Value
		}
	}
	var out []Reference
	for _, r := range all {
		if r.Measure != Pay || r.Skill != "" {
			continue
		}
		if top := tops[upper[r.Statistic]][at(r)]; top > r.Value {
			p := r
			p.Statistic, p.High, p.CILow, p.CIHigh = r.Statistic+"-"+upper[r.Statistic], top, 0, 0
			out = append(out, p)
		}
		if r.CIHigh > 0 && (r.Statistic == "median" || r.Statistic == "mean") {
			p := r
			p.Statistic, p.Value, p.High, p.CILow, p.CIHigh = "ci", r.CILow, r.CIHigh, 0, 0
			out = append(out, p)
		}
	}
	return out
}
