package report

import (
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/report/chart"
)

// drawing is the section as a picture of its own: the noise a band, colour
// only for what is clear of it.
func (e Effects) drawing() chart.Figure {
	f := chart.Figure{
		Name: e.ID, Title: e.Title, Subtitle: e.Subtitle, Note: e.Note, Axis: e.Axis.drawing(), Source: e.Source,
		ValueHead: e.Value + ", interval", CountHead: "Jobs, employers",
		Keys: []chart.Key{
			{Marks: []chart.Mark{{Kind: chart.Interval, From: .05, To: .95, Tone: chart.Unclear}}, Words: "95% interval"},
			{Marks: []chart.Mark{{Kind: chart.Dotted, From: .05, To: .95, Tone: chart.Unclear}, {Kind: chart.OpenDot, From: .5, Tone: chart.Unclear}}, Words: "rough"},
		},
	}
	f.Axis.Rules = []float64{0}
	if e.Noise > 0 {
		f.Axis.Band = [2]float64{-e.Noise, e.Noise}
		f.Keys = append(
			f.Keys,
			chart.Key{Marks: []chart.Mark{{Kind: chart.Dot, From: .5, Tone: chart.Posted}}, Words: "clear of the noise, the shaded band"},
			chart.Key{Marks: []chart.Mark{{Kind: chart.Joint, From: .05, To: .8}, {Kind: chart.Stroke, From: .8, Tone: chart.Unclear}}, Words: "raw gap"},
		)
	}
	g := chart.Group{Tone: chart.Unclear}
	for _, r := range e.Rows {
		g.Rows = append(g.Rows, r.drawing(e))
	}
	f.Groups = []chart.Group{g}
	return f
}

func (r Effect) drawing(e Effects) chart.Row {
	out := chart.Row{Label: r.Label, Count: r.Text.Jobs, CountDetail: r.Text.Employers, Words: r.Text.Words, WordsDetail: r.Reason}
	p := r.Percent
	if p == nil {
		return out
	}
	t, line, dot := chart.Unclear, chart.Interval, chart.Dot
	if r.Verdict == "higher" || r.Verdict == "lower" || e.Noise == 0 {
		t = chart.Posted
	}
	out.Detail, out.Words, out.WordsDetail, out.Value, out.ValueDetail = r.Text.Words, "", "", r.Text.Value, r.Text.Interval
	if r.Grade == aggregate.Rough {
		line, dot = chart.Dotted, chart.OpenDot
		out.Tag, out.Value, out.ValueDetail = "rough", r.Text.Interval, r.Text.Value
	}
	if r.Text.Raw != "" {
		raw := min(max(p.Raw, e.Axis.Min), e.Axis.Max)
		out.Marks = append(out.Marks, chart.Mark{Kind: chart.Joint, From: min(raw, p.Value), To: max(raw, p.Value)}, chart.Mark{Kind: chart.Stroke, From: raw})
	}
	out.Marks = append(out.Marks, chart.Mark{Kind: line, From: p.Low, To: p.High, Tone: t}, chart.Mark{Kind: dot, From: p.Value, Tone: t})
	return out
}

// drawing is the bars as a picture of their own.
func (b Bars) drawing() chart.Figure {
	f := chart.Figure{
		Name: b.ID, Title: b.Title, Subtitle: b.Subtitle, Note: b.Note, Axis: b.Axis.drawing(), Source: b.Source, ValueHead: b.Value, CountHead: b.Rest,
	}
	own := false
	for _, r := range b.Rows {
		own = own || r.Own
	}
	g := chart.Group{Tone: chart.Posted}
	for _, r := range b.Rows {
		row := chart.Row{Label: r.Label, Detail: r.Detail, Strong: r.Own, Value: r.Text.Value, ValueDetail: r.Text.Interval, Count: r.Text.Rest}
		bar := chart.Mark{Kind: chart.Bar, To: *r.Value}
		if own && !r.Own {
			bar.Tone = chart.Unclear
		}
		row.Marks = []chart.Mark{bar}
		if r.High > 0 {
			line, dot := chart.Interval, chart.Dot
			if r.Grade == aggregate.Rough {
				line, dot = chart.Dotted, chart.OpenDot
				row.Tag, row.Value, row.ValueDetail = "rough", r.Text.Interval, r.Text.Value
			}
			row.Marks = []chart.Mark{{Kind: chart.Half, To: *r.Value}, {Kind: line, From: r.Low, To: r.High}, {Kind: dot, From: *r.Value}}
		}
		g.Rows = append(g.Rows, row)
	}
	f.Groups = []chart.Group{g}
	return f
}

// drawing is the areas of ranges as a picture of their own.
func (s Spread) drawing() chart.Figure {
	f := chart.Figure{Name: "spread", Title: s.Title, Subtitle: s.Subtitle, Note: s.Description + " " + s.Note, Source: s.Source}
	for _, k := range []struct {
		tone  chart.Tone
		words string
	}{{chart.Above, "the range starts above"}, {chart.Includes, "includes the amount"}, {chart.Below, "ends below"}} {
		f.Keys = append(f.Keys, chart.Key{Marks: []chart.Mark{{Kind: chart.Bar, From: 0, To: 1, Tone: k.tone}}, Words: k.words})
	}
	p := &chart.Plot{X: s.Axis.drawing(), Y: chart.Axis{Max: 1}}
	all := float64(s.Jobs)
	var upper, lower []chart.Point
	for _, k := range s.Steps {
		upper = append(upper, chart.Point{X: k.Pay, Y: 1 - float64(k.Above)/all})
		lower = append(lower, chart.Point{X: k.Pay, Y: float64(k.Below) / all})
	}
	back := slices.Clone(lower)
	slices.Reverse(back)
	first, last := s.Axis.Min, s.Axis.Max
	p.Areas = []chart.Area{
		{Tone: chart.Above, Points: append(slices.Clone(upper), chart.Point{X: last, Y: 1}, chart.Point{X: first, Y: 1})},
		{Tone: chart.Includes, Points: append(slices.Clone(upper), back...)},
		{Tone: chart.Below, Points: append(slices.Clone(lower), chart.Point{X: last}, chart.Point{X: first})},
	}
	// The shares stand beside the cut: what starts above it has room on the left,
	// what ends below it on the right.
	above, includes, below := s.Cut.Parts[0], s.Cut.Parts[1], s.Cut.Parts[2]
	p.Areas[0].Name, p.Areas[0].NameAt = above.Text, chart.Point{X: (first + s.Cut.Pay) / 2, Y: 1 - above.Share/2}
	p.Areas[1].Name, p.Areas[1].NameAt = includes.Text, chart.Point{X: s.Cut.Pay + (last-first)*0.04, Y: below.Share + includes.Share/2}
	p.Areas[2].Name, p.Areas[2].NameAt = below.Text, chart.Point{X: (last + s.Cut.Pay) / 2, Y: below.Share / 2}
	p.Curves = []chart.Curve{
		{Points: upper, Tone: chart.Filed},
		{Points: lower, Tone: chart.Filed},
		{Points: []chart.Point{{X: s.Cut.Pay}, {X: s.Cut.Pay, Y: 1}}, Tone: chart.Filed},
	}
	f.Plot = p
	return f
}
