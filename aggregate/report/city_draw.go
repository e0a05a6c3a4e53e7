package report

import (
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/chart"
)

// bar is the drawing of one place: what is left, rent and tax from zero, or
// the median alone.
type bar struct {
	Grid              []string
	Left, RentX, Rent string
	TaxX, Tax         string
	Low, High, At     string
	Stacked, Rough    bool
}

func newBar(a Axis, r City) bar {
	p := bar{Rough: r.Grade == aggregate.Rough}
	for _, t := range a.Ticks {
		p.Grid = append(p.Grid, pct(a.at(t.At)))
	}
	e := r.Median
	if r.Left != nil && r.Tax != nil {
		p.Stacked, e = true, *r.Left
		left := max(r.Left.Value, 0)
		p.Left, p.RentX, p.Rent = pct(a.at(left)), pct(a.at(left)), pct(a.at(r.Rent))
		p.TaxX, p.Tax = pct(a.at(left+r.Rent)), pct(a.at(r.Tax.sum()))
	}
	p.At, p.Low, p.High = pct(a.at(max(e.Value, a.Min))), pct(a.at(max(e.Low, a.Min))), pct(a.at(max(e.High, a.Min)))
	return p
}

// drawing is the section as a picture of its own.
func (c Cities) drawing() chart.Figure {
	f := chart.Figure{
		Name: "cities", Title: c.Title, Subtitle: c.Subtitle, Note: strings.TrimSpace(c.Method + " " + c.Note), Axis: c.Axis.drawing(), Source: c.Source,
		ValueHead: "Median, interval", CountHead: "Jobs, employers", Keys: medianKeys()[:3], Groups: []chart.Group{{Tone: chart.Posted}},
	}
	if c.Rows[0].Left != nil {
		f.ValueHead, f.CountHead = "Left after tax and rent", "Tax, rent"
		f.Keys = []chart.Key{
			{Marks: []chart.Mark{{Kind: chart.Bar, From: 0, To: 1, Tone: chart.Left}}, Words: "left"},
			{Marks: []chart.Mark{{Kind: chart.Bar, From: 0, To: 1, Tone: chart.Rent}}, Words: "rent"},
			{Marks: []chart.Mark{{Kind: chart.Bar, From: 0, To: 1, Tone: chart.Tax}}, Words: "tax"},
			{Marks: []chart.Mark{{Kind: chart.Interval, From: .05, To: .95, Tone: chart.Filed}}, Words: "interval of what is left"},
			{Marks: []chart.Mark{{Kind: chart.Dotted, From: .05, To: .95, Tone: chart.Filed}}, Words: "rough"},
		}
	}
	for _, r := range c.Rows {
		f.Groups[0].Rows = append(f.Groups[0].Rows, r.drawing())
	}
	return f
}

// drawing is a place's row: bars where what is left is known, else the median.
func (r City) drawing() chart.Row {
	out := chart.Row{
		Label: r.Label, Detail: r.Text.Jobs + ", " + r.Text.Employers, Value: r.Text.Median, ValueDetail: r.Text.Interval,
		Count: r.Text.Jobs, CountDetail: r.Text.Employers,
	}
	line, dot, e, middle := chart.Interval, chart.Dot, r.Median, "median "
	if r.Left != nil && r.Tax != nil {
		left := max(r.Left.Value, 0)
		e, middle = *r.Left, "middle "
		out.Value, out.ValueDetail, out.Count, out.CountDetail = r.Text.Left, r.Text.LeftInterval, "tax "+r.Text.Tax, "rent "+r.Text.Rent
		out.Marks = []chart.Mark{
			{Kind: chart.Bar, From: 0, To: left, Tone: chart.Left},
			{Kind: chart.Bar, From: left, To: left + r.Rent, Tone: chart.Rent},
			{Kind: chart.Bar, From: left + r.Rent, To: left + r.Rent + r.Tax.sum(), Tone: chart.Tax},
		}
	} else {
		out.Detail = ""
	}
	if r.Grade == aggregate.Rough {
		line, dot = chart.Dotted, chart.OpenDot
		out.Tag, out.Value, out.ValueDetail = "rough", out.ValueDetail, middle+out.Value
	}
	if out.Marks != nil {
		out.Marks = append(out.Marks, chart.Mark{Kind: line, From: max(e.Low, 0), To: max(e.High, 0), Tone: chart.Filed})
		return out
	}
	if r.Tax != nil || r.Rent > 0 {
		out.ValueDetail += ", before tax"
	}
	out.Marks = []chart.Mark{{Kind: line, From: e.Low, To: e.High}, {Kind: dot, From: e.Value}}
	return out
}
