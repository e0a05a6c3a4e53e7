package report

import (
	"math"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
)

// Bars is a comparison of counts or shares: a table with a bar from zero in
// each row.
type Bars struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Head names what the rows are, Value what is drawn, Rest what else is
	// told.
	Head  string `json:"head"`
	Value string `json:"value"`
	Rest  string `json:"rest"`
	Note  string `json:"note,omitempty"`
	Empty string `json:"empty,omitempty"`
	// Source says what the figure stands on, for its foot and its files.
	Source string        `json:"source,omitempty"`
	Axis   document.Axis `json:"axis"`
	Rows   []Bar         `json:"rows"`
}

// Bar is one count, or one share in percent.
type Bar struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	// Detail stands under the label.
	Detail string `json:"detail,omitempty"`
	Own    bool   `json:"own,omitempty"`
	// Value is left out where it isn't to be printed, as are Low and High
	// where there is no interval.
	Value *float64 `json:"value,omitempty"`
	Low   float64  `json:"low,omitempty"`
	High  float64  `json:"high,omitempty"`
	Grade string   `json:"grade,omitempty"`
	Text  BarText  `json:"text"`
}

// BarText is a bar as printed.
type BarText struct {
	// Value stands for "too few to say" where there is none.
	Value    string `json:"value"`
	Interval string `json:"interval,omitempty"`
	Rest     string `json:"rest"`
	// Where says which row of the table figure this is, Column which column of
	// it, and SQL counts the same from the jobs.
	Where  string `json:"where"`
	Column string `json:"column"`
	SQL    string `json:"sql"`
}

// bars are a comparison of counts or shares as it is read.
func (b *builder) bars(c Bars, folded bool) []document.Block {
	if len(c.Rows) == 0 {
		return nil
	}
	p := b.newPlot(c.ID, c.Title, c.Subtitle, c.Source)
	p.Axis, p.Head, p.Notes, p.Folded = c.Axis, c.Head, []string{c.Note}, folded
	p.Columns = []document.Column{{Head: c.Value}, {Head: c.Rest, Part: document.Count}}
	p.Variables = []string{"label", "value", "low", "high", "rests_on", "grade"}
	g := document.Group{Tone: document.Blue}
	e := document.Evidence{Summary: "The evidence: where each number stands and how to count it"}
	own := false
	for _, r := range c.Rows {
		own = own || r.Own
		if r.High > 0 {
			p.Columns[0].Under, p.Under = "Interval", ""
		}
	}
	for _, r := range c.Rows {
		g.Rows = append(g.Rows, r.barLine(own))
		e.Items = append(e.Items, r.barEvidence())
	}
	p.Groups = []document.Group{g}
	return []document.Block{p, e}
}

// barLine is a bar as it is drawn; where one row is the plot's own, the others
// step back.
func (r Bar) barLine(own bool) document.Row {
	out := document.Row{ID: r.ID, Label: r.Label, Detail: r.Detail, Own: r.Own, Rough: r.Grade == aggregate.Rough}
	out.Cells = []document.Cell{says(r.Text.Value, r.Text.Interval), says(r.Text.Rest)}
	var low, high any
	bar := document.Mark{Kind: document.Bar, To: *r.Value}
	if own && !r.Own {
		bar.Tone = document.Slate
	}
	out.Marks = []document.Mark{bar}
	if r.High > 0 {
		low, high = r.Low, r.High
		out.Marks = append(
			[]document.Mark{{Kind: document.Half, To: *r.Value}},
			middle(*r.Value, r.Low, r.High, out.Rough, document.Inherit)...)
	}
	out.Record = []any{r.Label, *r.Value, low, high, r.Text.Rest, r.Grade}
	return out
}

// barEvidence is what stands behind a bar.
func (r Bar) barEvidence() document.Item {
	value := r.Text.Value
	if r.Text.Interval != "" {
		value += " (" + r.Text.Interval + ")"
	}
	return document.Item{
		ID: r.ID, Title: r.Label, Facts: []document.Fact{
			fact("Value", value+", "+r.Text.Rest), codeFact("In the table figure", r.Text.Column+": "+r.Text.Where),
			codeFact("Counted from the jobs", r.Text.SQL),
		},
	}
}

// whereOf is the condition that finds a figure in its table.
func (b *builder) whereOf(f aggregate.Figure) string {
	return conditions([][2]string{
		{"edition", f.Edition},
		{"measure", f.Measure},
		{"source", f.Source},
		{"side", string(f.Side)},
		{"role", f.Role},
		{"seniority", f.Seniority},
		{"country", f.Country},
		{"place", f.Place},
		{"skill", f.Skill},
		{"statistic", f.Statistic},
		{"unit", f.Unit},
		{"population", string(f.Population)},
	})
}

// jobConditions are those of a figure's jobs and postings.
func (b *builder) jobConditions(f aggregate.Figure) string {
	all := [][2]string{{"j.role", f.Role}, {"j.country", f.Country}}
	if f.Source != aggregate.All {
		all = append(all, [2]string{"p.source", f.Source})
	}
	return conditions(all)
}

// fromZero gives bars their scale, which begins at nothing.
func fromZero(c Bars) Bars {
	high, shares := 0.0, false
	for _, r := range c.Rows {
		high = max(high, *r.Value, r.High)
		shares = shares || r.High > 0
	}
	switch {
	case c.Rows == nil:
		c.Rows, c.Empty, c.Axis = []Bar{}, "No open job here says.", document.Axis{Ticks: []document.Tick{}}
	case shares:
		c.Axis = scaled(0, high, 0, func(v float64) string { return number(v) + "%" })
	default:
		c.Axis = countAxis(high)
	}
	return c
}

// countAxis is a scale of whole numbers.
func countAxis(high float64) document.Axis {
	a := document.Axis{Max: 1.03 * high, Ticks: []document.Tick{}}
	unit := max(1, niceStep(high/6))
	if unit != math.Trunc(unit) {
		unit *= 2
	}
	every := math.Ceil((math.Floor(a.Max/unit) + 1) / 4)
	for i := 0.0; i*unit <= a.Max; i++ {
		t := document.Tick{At: i * unit}
		if math.Mod(i, every) == 0 {
			t.Label = whole(t.At)
		}
		a.Ticks = append(a.Ticks, t)
	}
	return a
}
