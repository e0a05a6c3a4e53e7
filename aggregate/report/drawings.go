package report

import (
	"cmp"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/chart"
	"backpay/scraper"
)

// drawings are the report's figures as files of their own, in the page's
// order. A section joins by adding its figure here; one without rows has none.
func (r Report) drawings() (all []chart.Figure) {
	for i, c := range r.Charts {
		if c.Empty == "" {
			all = append(all, c.drawing())
		}
		if i == 0 && r.Claims.Empty == "" {
			all = append(all, r.Claims.drawing())
		}
		if i == 0 {
			for _, l := range r.Why.Ladders {
				all = append(all, l.drawing())
			}
		}
		if c.ID == "roles" && r.Cities.Empty == "" {
			all = append(all, r.Cities.drawing())
		}
	}
	for _, e := range []Effects{r.Skills, r.SoftSkills, r.Trend} {
		if e.Empty == "" {
			all = append(all, e.drawing())
		}
	}
	for _, c := range append(slices.Clone(r.Demand.Figures), r.Disclosure) {
		if c.Empty == "" {
			all = append(all, c.drawing())
		}
	}
	if r.Spread.Empty == "" {
		all = append(all, r.Spread.drawing())
	}
	for i := range all {
		all[i].Edition = r.imprint()
		all[i].Description = describe(all[i])
	}
	return all
}

// imprint names the edition, as it stands inside each file.
func (r Report) imprint() string {
	s := "Edition " + cmp.Or(r.Edition, "without a name")
	if r.Date != "" {
		s += " · " + r.Date
	}
	return s + " · backpay"
}

// describe tells a figure in words: its title, and each row with its numbers.
func describe(f chart.Figure) string {
	var b strings.Builder
	b.WriteString(f.Title + ". " + f.Subtitle + ".")
	for _, g := range f.Groups {
		if g.Name != "" {
			b.WriteString(" " + g.Name + ".")
		}
		for _, r := range g.Rows {
			b.WriteString(" " + r.Label)
			if r.Tag != "" {
				b.WriteString(", " + r.Tag)
			}
			b.WriteString(": ")
			for i, part := range nonEmpty(r.Value, r.ValueDetail, r.Words, r.Count, r.CountDetail) {
				if i > 0 {
					b.WriteString(", ")
				}
				b.WriteString(strings.TrimSuffix(part, "."))
			}
			b.WriteString(".")
		}
	}
	return b.String()
}

func nonEmpty(texts ...string) (out []string) {
	for _, s := range texts {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// medianKeys explain the marks of a comparison of medians.
func medianKeys() []chart.Key {
	return []chart.Key{
		{Marks: []chart.Mark{{Kind: chart.Dot, From: .5}}, Words: "median"},
		{Marks: []chart.Mark{{Kind: chart.Interval, From: .05, To: .95}}, Words: "its interval"},
		{Marks: []chart.Mark{{Kind: chart.Dotted, From: .05, To: .95}, {Kind: chart.OpenDot, From: .5}}, Words: "rough"},
		{Marks: []chart.Mark{{Kind: chart.Half, From: 0, To: 1}}, Words: "middle half of jobs"},
		{Marks: []chart.Mark{{Kind: chart.Diamond, From: .5}}, Words: "mean"},
	}
}

func (c Chart) drawing() chart.Figure {
	f := chart.Figure{
		Name: c.ID, Title: c.Title, Subtitle: c.Subtitle, Note: c.Note, Keys: medianKeys(), Axis: c.Axis.drawing(),
		ValueHead: "Median, interval", CountHead: "Jobs, employers", Source: c.Source,
	}
	if c.Yardstick > 0 {
		f.Axis.Rules = []float64{c.Yardstick}
	}
	for _, g := range c.Groups {
		out := chart.Group{Name: g.Name, Detail: g.Detail, Tone: tone(g.Side)}
		for _, r := range g.Rows {
			out.Rows = append(out.Rows, r.drawing())
		}
		f.Groups = append(f.Groups, out)
	}
	return f
}

func (r Row) drawing() chart.Row {
	out := chart.Row{
		Label: r.Label, Strong: r.Own, Count: r.Text.Jobs, CountDetail: r.Text.Employers,
		Words: r.Text.Withheld, WordsDetail: r.Reason,
	}
	if r.Text.Disclosure != "" {
		out.Detail = r.Text.Disclosure + " state pay"
	}
	m := r.Amounts
	if m == nil {
		return out
	}
	if v := r.Versus; v != nil { // the difference, which can't be read off two intervals
		out.Detail = "against " + v.Of + ": " + v.Words + ", " + v.Interval
	}
	line, dot := chart.Interval, chart.Dot
	out.Words, out.WordsDetail, out.Value, out.ValueDetail = "", "", r.Text.Median, r.Text.Interval
	if r.Grade == aggregate.Rough {
		line, dot = chart.Dotted, chart.OpenDot
		out.Tag, out.Value, out.ValueDetail = "rough", r.Text.Interval, "median "+r.Text.Median
	}
	out.Marks = []chart.Mark{
		{Kind: chart.Half, From: m.P25, To: m.P75},
		{Kind: chart.Diamond, From: m.Mean, Under: true},
		{Kind: line, From: m.Low, To: m.High},
		{Kind: dot, From: m.Median},
	}
	return out
}

func (c Claims) drawing() chart.Figure {
	f := chart.Figure{
		Name: "claims", Title: c.Title, Subtitle: c.Subtitle, Note: c.Note, Axis: c.Axis.drawing(),
		ValueHead: "As published", CountHead: "Rests on, date", Source: c.Source,
	}
	for _, g := range c.Groups() {
		out := chart.Group{Name: g.Name, Detail: g.Detail, Tone: tone(g.Side)}
		for _, r := range g.Drawn {
			out.Rows = append(out.Rows, r.drawing())
		}
		for _, r := range g.Told {
			out.Rows = append(out.Rows, chart.Row{Label: r.SourceTitle, Words: capital(r.Sentence()) + "."})
		}
		if len(out.Rows) > 0 {
			f.Groups = append(f.Groups, out)
		}
	}
	return f
}

func (r ClaimRow) drawing() chart.Row {
	out := chart.Row{
		Label: r.SourceTitle, Detail: r.Text.About, Value: r.Text.Value, ValueDetail: r.Text.Statistic,
		Count: r.Text.Sample, CountDetail: r.Text.Date,
	}
	if r.Text.Annual != "" {
		out.ValueDetail = r.Text.Annual + ", " + out.ValueDetail
	}
	if r.p25 > 0 && r.p75 > r.p25 {
		out.Marks = append(out.Marks, chart.Mark{Kind: chart.Half, From: r.p25, To: r.p75})
	}
	kind := chart.SmallDot
	switch r.Statistic {
	case "median":
		kind = chart.Dot
	case "mean":
		kind = chart.Diamond
	}
	out.Marks = append(out.Marks, chart.Mark{Kind: kind, From: r.Annual})
	return out
}

func (a Axis) drawing() chart.Axis {
	out := chart.Axis{Min: a.Min, Max: a.Max}
	for _, t := range a.Ticks {
		out.Ticks = append(out.Ticks, chart.Tick{At: t.At, Label: t.Label})
	}
	return out
}

// tone is the colour of a side.
func tone(side string) chart.Tone {
	switch scraper.Side(side) {
	case scraper.Posted:
		return chart.Posted
	case scraper.Reported:
		return chart.Reported
	case scraper.Employer:
		return chart.Employer
	case scraper.Filed:
		return chart.Filed
	case scraper.Model:
		return chart.Model
	}
	return chart.Unclear
}

// card is the picture shown where the report is linked to.
func (r Report) card() chart.Card {
	c := chart.Card{
		Name: "card", Title: r.Title, Scope: r.Scope, Edition: cmp.Or(r.Edition, "without a name"), Date: r.Date, Tone: chart.Posted,
		Description: r.lede(),
	}
	for _, s := range r.Answer.Lede {
		c.Answer = append(c.Answer, chart.Part{Text: s.Text, Strong: s.Number && !s.Few})
	}
	if s := r.Answer.Strip; s != nil {
		c.Tone = tone(s.Side)
		c.Description += " " + s.Description
		c.Strip = &chart.Strip{
			P25: s.At.P25, P75: s.At.P75, Low: s.At.Low, High: s.At.High, Median: s.At.Median, Rough: s.Grade == aggregate.Rough,
			Label: s.Label, Caption: s.Caption, LeftLabel: s.P25, RightLabel: s.P75, LeftWords: "a quarter is less", RightWords: "a quarter is more",
		}
	}
	return c
}

// lede is the short answer as one text.
func (r Report) lede() string {
	var b strings.Builder
	for _, s := range r.Answer.Lede {
		b.WriteString(s.Text)
	}
	return strings.TrimSpace(b.String())
}
