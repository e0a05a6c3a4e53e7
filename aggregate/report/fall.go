package report

import (
	"math"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/chart"
)

// shares are the parts of a gap that a title may name.
var shares = []struct {
	part float64
	name string
}{{3.0 / 4, "three quarters"}, {2.0 / 3, "two thirds"}, {1.0 / 2, "half"}, {1.0 / 3, "a third"}}

// title says what a waterfall shows, as far as its intervals carry it. Named
// are the steps that lead towards the published figure and are clear of zero.
// That they can account for the gap is said where the rest can't be told from
// none; that they are at least a part of it where the lower end of their sum
// is, and that most of it is left unexplained where all of the rest's interval is
// more than half of it. Else the title only says what is drawn.
func (w Waterfall) title(value string) string {
	whose := w.Publisher + "’s "
	if strings.HasSuffix(w.Publisher, "s") {
		whose = w.Publisher + "’ "
	}
	plain := "From our figure to " + whose + value
	n := len(w.Steps)
	first, rest, last := w.Steps[0], w.Steps[n-2], w.Steps[n-1]
	gap := math.Log(last.Amount / first.Amount)
	if math.IsNaN(gap) || math.IsInf(gap, 0) || gap == 0 {
		return plain
	}
	way := math.Copysign(1, gap)
	log := func(percent float64) float64 { return math.Log1p(percent / 100) }
	if min(way*log(rest.PercentLow), way*log(rest.PercentHigh)) >= math.Abs(gap)/2 {
		return "Most of the gap to " + whose + value + " is left unexplained"
	}
	var named []Step
	var sum, square float64
	if first.Low > 0 {
		square += math.Pow(math.Log(first.High/first.Low)/2, 2)
	}
	for _, s := range w.Steps[1 : n-2] {
		if s.Kind != "step" {
			continue
		}
		half := (log(s.PercentHigh) - log(s.PercentLow)) / 2
		square += half * half
		if way*s.Percent > 0 && s.PercentLow*s.PercentHigh > 0 {
			named = append(named, s)
			sum += way * log(s.Percent)
		}
	}
	if len(named) == 0 || len(named) > 3 {
		return plain
	}
	var words []string
	for _, s := range named {
		words = append(words, causes[causeRank(s.Cause)].phrase)
	}
	what := list(words)
	if rest.PercentLow <= 0 && rest.PercentHigh >= 0 && sum > math.Sqrt(square) {
		return capital(what) + " can account for the gap to " + whose + value
	}
	for _, share := range shares {
		if sum-math.Sqrt(square) >= share.part*math.Abs(gap) {
			return "At least " + share.name + " of the gap to " + whose + value + " is " + what
		}
	}
	return plain
}

// fall is the drawing of one step.
type fall struct {
	Grid           []string
	Left, Right, W string // of the bar
	Low, High      string // of its interval, "" when there is none
	From, To       string // where the lines from and to the next rows stand
	Up, Mean, Last bool
}

func newFall(a Axis, s Step) fall {
	out := fall{
		Left: pct(a.at(min(s.From, s.To))), Right: pct(a.at(max(s.From, s.To))), W: pct(math.Abs(a.at(s.To) - a.at(s.From))), From: pct(a.at(s.From)), To: pct(a.at(s.To)),
		Up: s.To > s.From, Mean: s.mean, Last: s.Kind == aggregate.StepEnd,
	}
	for _, t := range a.Ticks {
		out.Grid = append(out.Grid, pct(a.at(t.At)))
	}
	if e := s.ends(); e != nil {
		out.Low, out.High = pct(a.at(e[0])), pct(a.at(e[1]))
	}
	return out
}

// fallKeys explain the marks of a waterfall.
func fallKeys() []chart.Key {
	return []chart.Key{
		{Marks: []chart.Mark{{Kind: chart.Bar, From: 0, To: 1, Tone: chart.Up}}, Words: "up"},
		{Marks: []chart.Mark{{Kind: chart.Bar, From: 0, To: 1, Tone: chart.Down}}, Words: "down"},
		{Marks: []chart.Mark{{Kind: chart.Hatch, From: 0, To: 1, Tone: chart.Unclear}}, Words: "not explained"},
		{Marks: []chart.Mark{{Kind: chart.Interval, From: .05, To: .95, Tone: chart.Filed}}, Words: "95% interval of where it ends"},
		{Marks: []chart.Mark{{Kind: chart.Dot, From: .5, Tone: chart.Filed}}, Words: "median"},
		{Marks: []chart.Mark{{Kind: chart.Diamond, From: .5, Tone: chart.Filed}}, Words: "mean"},
		{Marks: []chart.Mark{{Kind: chart.Dotted, From: .05, To: .95, Tone: chart.Filed}, {Kind: chart.OpenDot, From: .5, Tone: chart.Filed}}, Words: "rough"},
	}
}

// drawing is the waterfall as a picture of its own.
func (w Waterfall) drawing() chart.Figure {
	f := chart.Figure{
		Name: w.ID, Title: w.Title, Subtitle: w.Subtitle, Note: "Each step is estimated from pay that is held row by row; the hatched bar is what no rows tell.", Axis: w.Axis.drawing(), Source: w.Sources,
		ValueHead: "Pay, percent", CountHead: "Rests on", Groups: []chart.Group{{Tone: chart.Filed}},
	}
	rows, drawn := w.Rows(), map[chart.Mark]bool{} // without their places
	for i, s := range rows {
		r := chart.Row{Label: s.Text.Label, Detail: s.Text.Detail, Value: s.Text.Amount, ValueDetail: s.Text.Percent, Count: s.Text.Rests}
		if s.Text.Interval != "" && s.Text.Percent != "" {
			r.ValueDetail += ", " + s.Text.Share
		}
		if i > 0 {
			r.Marks = append(r.Marks, chart.Mark{Kind: chart.TieUp, From: s.From})
		}
		if i < len(rows)-1 {
			r.Marks = append(r.Marks, chart.Mark{Kind: chart.TieDown, From: s.To})
		}
		line, dot := chart.Interval, chart.Dot
		switch s.Kind {
		case "unknown":
			r.Value, r.ValueDetail = "not known", "in what is left"
		case "step":
			r.Marks = append(r.Marks, chart.Mark{Kind: chart.Bar, From: s.From, To: s.To, Tone: map[bool]chart.Tone{true: chart.Up, false: chart.Down}[s.To > s.From]})
		case aggregate.StepUnexplained:
			r.Count = ""
			r.Marks = append(r.Marks, chart.Mark{Kind: chart.Hatch, From: s.From, To: s.To, Tone: chart.Unclear})
		default:
			r.Strong, r.ValueDetail = true, s.Text.Interval
			if s.Grade == aggregate.Rough {
				r.Tag, line, dot = "rough", chart.Dotted, chart.OpenDot
				r.Value, r.ValueDetail = s.Text.Interval, s.Text.Amount
			}
			if s.mean {
				dot = chart.Diamond
			}
		}
		if e := s.ends(); e != nil {
			r.Marks = append(r.Marks, chart.Mark{Kind: line, From: e[0], To: e[1], Tone: chart.Filed})
		}
		if r.Strong {
			r.Marks = append(r.Marks, chart.Mark{Kind: dot, From: s.To, Tone: chart.Filed})
		}
		for _, m := range r.Marks {
			drawn[chart.Mark{Kind: m.Kind, Tone: m.Tone}] = true
		}
		f.Groups[0].Rows = append(f.Groups[0].Rows, r)
	}
	for _, k := range fallKeys() {
		m := k.Marks[len(k.Marks)-1]
		if drawn[chart.Mark{Kind: m.Kind, Tone: m.Tone}] {
			f.Keys = append(f.Keys, k)
		}
	}
	return f
}

// why is the section in Markdown.
func (m *mdWriter) why(w Why) {
	m.line("## Why they disagree\n")
	if w.Empty != "" {
		m.line("%s\n", esc(w.Empty))
		return
	}
	for _, l := range w.Ladders {
		m.line("### %s\n\n%s.\n", esc(l.Title), esc(l.Subtitle))
		m.picture(l.ID)
		m.table([]string{"Step", "From, to", "Pay", "95% interval", "Percent", "95% interval", "Rests on", "Assumes"}, len(l.Steps), func(i int) []string {
			s := l.Steps[i]
			if s.Kind == "unknown" {
				s.Text.Amount = "not known"
			}
			return escAll([]string{
				s.Text.Label, s.Text.Detail, s.Text.Amount, or(s.Text.Interval, "none"), or(s.Text.Percent, "none"), or(s.Text.Share, "none"),
				or(s.Text.Rests, "none"), or(s.Text.Assumes, "nothing"),
			})
		})
	}
	m.line("%s\n", esc(w.Note))
}
