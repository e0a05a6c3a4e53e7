package report

import (
	"fmt"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/scraper"
)

// withSections adds invented figures of every section to an edition: what
// skills go with, workplaces, differences, demand, ranges and growth.
func withSections(in Input) Input {
	in.Figures = append(in.Figures, skillsOf()...)
	in.Soft = []string{"leadership", "mentoring", "grit"}
	for i, w := range workplaces {
		cell := cellOf("all", "backend", "", 420-60*i, 310-40*i, 82-4*i, 148_000+4_000*float64(i), 0.06, "good", "")
		for _, f := range cell {
			if f.Place = w.place; f.Statistic != aggregate.MedianRaw {
				in.Figures = append(in.Figures, f)
			}
		}
	}
	in.Figures = append(
		in.Figures,
		differenceOf(aggregate.Figure{Role: "backend"}, "frontend", 8_500, 2_100, 15_250.5, "good"),
		differenceOf(aggregate.Figure{Role: "devops"}, "backend", 3_000, -4_800, 11_000, "rough"),
		differenceOf(aggregate.Figure{Role: "backend", Seniority: "senior"}, "mid", 32_000, 24_000, 41_000, "good"),
		differenceOf(aggregate.Figure{Role: "backend", Place: "hybrid"}, "onsite", 4_000, -6_000, 13_000, "good"),
		differenceOf(aggregate.Figure{Role: "backend", Place: "remote"}, "onsite", 8_000, -1_000, 16_000, "good"),
		differenceOf(aggregate.Figure{Role: "backend", Place: "remote"}, "hybrid", 4_000, -7_000, 15_000, "rough"),
	)
	in.Figures = append(in.Figures, demandOf()...)
	in.Spread = spreadFixture()
	for i, v := range []float64{1.2, 0.4, 2.6} {
		f := aggregate.Figure{
			Edition: fmt.Sprint("e-", i), Measure: aggregate.MeasureGrowth, Source: "all", Side: scraper.Posted, Role: "backend", Country: "US", Statistic: "growth_pct", Unit: "percent",
			PayKind: "base", Value: v, CILow: v - 1.5, CIHigh: v + 1.7, NJobs: 400, NPostings: 430, NEmployers: 61, Grade: "good", Note: "median of 24 cells",
		}
		in.Growth = append(in.Growth, Growth{MadeAt: time.Date(2026, time.Month(8+i+i/2), 3, 6, 0, 0, 0, time.UTC), Figure: f})
	}
	return in
}

// skillsOf are premiums: clear of the noise both ways, inside it, above zero
// but not passed, rough, and withheld.
func skillsOf() (out []aggregate.Figure) {
	base := aggregate.Figure{Edition: "e-4f1c", Measure: "premium", Source: "all", Side: scraper.Posted, Country: "US", PayKind: "base", Unit: "percent"}
	run := func(statistic string, v float64) {
		f := base
		f.Statistic, f.Value, f.NJobs, f.NPostings, f.NEmployers = statistic, v, 2914, 3300, 410
		out = append(out, f)
	}
	run("tested", 8)
	run("passed", 4)
	run("mean_pct", 1.4)
	run("placebo_max_pct", 3.6)
	for _, s := range []struct {
		name                     string
		raw, adjusted, low, high float64
		jobs, employers          int
		passed                   float64
		grade, note              string
	}{
		{"go", 14.2, 9.8, 5.1, 14.7, 611, 241, 1, "good", ""},
		{"rust", 21.6, 11.75, 1.2, 23.4, 88, 33, 1, "rough", "33 employers, fewer than 50"},
		{"php", -17.3, -8.25, -12.9, -3.4, 240, 90, 1, "good", ""},
		{"kubernetes", 12.1, 3.1, 0.6, 5.7, 702, 255, 1, "rough", "within what made-up words reach: 3.6%"},
		{"java", 4.4, 2.9, 0.2, 5.6, 930, 322, 0, "rough", "no difference found"},
		{"jquery", -6.5, -3.3, -6.4, -0.1, 77, 44, 0, "rough", "no difference found"},
		{"leadership", 7.9, 0.4, -1.9, 2.8, 611, 241, 0, "rough", "no difference found"},
		{"mentoring", 9.1, 0, -3.2, 3.3, 702, 255, 0, "rough", "no difference found"},
	} {
		f := base
		f.Skill, f.NJobs, f.NPostings, f.NEmployers, f.Grade, f.Note = s.name, s.jobs, s.jobs+20, s.employers, s.grade, s.note
		for _, v := range [][4]any{{"raw_pct", s.raw, s.raw - 5, s.raw + 5}, {"adjusted_pct", s.adjusted, s.low, s.high}, {"shrunk_pct", s.adjusted * 0.75, s.low, s.high}} {
			f.Statistic, f.Value, f.CILow, f.CIHigh = v[0].(string), v[1].(float64), v[2].(float64), v[3].(float64)
			out = append(out, f)
		}
		f.Statistic, f.Unit, f.Value, f.CILow, f.CIHigh = "passed", "count", s.passed, 0, 0
		out = append(out, f)
	}
	for i, name := range []string{"elixir", "cobol", "grit"} {
		f := base
		f.Skill, f.Statistic, f.Value = name, "raw_pct", 29
		f.NJobs, f.NPostings, f.NEmployers, f.Grade, f.Note = 17-i, 18, 9-i, "withheld", fmt.Sprint(9-i, " employers, fewer than 20")
		out = append(out, f)
	}
	return out
}

func differenceOf(f aggregate.Figure, other string, value, low, high float64, grade string) aggregate.Figure {
	f.Edition, f.Measure, f.Source, f.Side, f.Country = "e-4f1c", aggregate.MeasureDifference, "all", scraper.Posted, "US"
	f.Statistic, f.Unit, f.PayKind, f.Value, f.CILow, f.CIHigh, f.Grade = aggregate.Minus+other, "USD", "base", value, low, high, grade
	f.NJobs, f.NPostings, f.NEmployers, f.NEffective = 900, 940, 60, 300
	return f
}

// demandOf are counts of open jobs by role, source and place, and shares of
// skills.
func demandOf() (out []aggregate.Figure) {
	count := func(source, role, place string, n, employers int) {
		out = append(out, aggregate.Figure{
			Edition: "e-4f1c", Measure: aggregate.MeasureDemand, Source: source, Side: scraper.Posted, Role: role, Country: "US", Place: place, Statistic: "count", Unit: "count",
			Value: float64(n), NJobs: n, NPostings: n + 5, NEmployers: employers, Note: "open on the boards of the 214 employers that any source shows",
		})
	}
	count("all", "backend", "", 1980, 98)
	count("all", "frontend", "", 900, 72)
	count("all", "qa", "", 41, 13)
	count("greenhouse", "backend", "", 1210, 63)
	count("lever", "backend", "", 402, 34)
	count("all", "backend", "90001", 310, 58)
	count("all", "backend", "90002", 205, 49)
	count("all", "backend", "remote", 330, 51)
	for i, name := range []string{"go", "postgresql", "kubernetes", "cobol"} {
		v := 41.5 - 9*float64(i)
		out = append(out, aggregate.Figure{
			Edition: "e-4f1c", Measure: aggregate.MeasureShare, Source: "all", Side: scraper.Posted, Role: "backend", Country: "US", Skill: name, Statistic: "share_pct", Unit: "percent",
			Value: v, CILow: v - 5.5, CIHigh: v + 6.1, NJobs: 1980, NEmployers: 98, Grade: []string{"good", "good", "rough", "withheld"}[i], Hits: 800 - 100*i, Note: fmt.Sprint(800-100*i, " of 1980 open jobs name it"),
		})
	}
	return out
}

// spreadFixture is 1,000 ranges that rise evenly.
func spreadFixture() edition.Distribution {
	s := edition.Distribution{
		Jobs: 1000, Employers: 91, OneSided: 88, Cut: 150_000,
		Above:    edition.Stand{Share: 0.34, Low: 0.288, High: 0.396, N: 1000, Employers: 91, Grade: "good"},
		Includes: edition.Stand{Share: 0.4, Low: 0.35, High: 0.45, N: 1000, Employers: 91, Grade: "good"},
		Below:    edition.Stand{Share: 0.26, Low: 0.21, High: 0.317, N: 1000, Employers: 91, Grade: "good"},
	}
	for i := range 41 {
		s.Steps = append(s.Steps, edition.Step{Pay: 50_000 + 5_000*float64(i), Above: max(0, 1000-33*i), Below: max(0, min(1000, 43*(i-14)))})
	}
	return s
}
