package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"backpay/aggregate/report/chart"
)

// pageFiles are the page's templates, a file for each kind of section, and its
// style sheets, which stand in the page in the order of their names.
//
//go:embed page
var pageFiles embed.FS

// page is index.html: one file without script that asks for nothing.
type page struct{}

func (page) File() string { return "index.html" }

func (page) Render(w io.Writer, r Report) error {
	figures := map[string]chart.Figure{}
	for _, f := range r.drawings() {
		figures[f.Name] = f
	}
	t, err := template.New("page.html").Funcs(template.FuncMap{
		// foot finds what stands under a figure by its name, nothing for one
		// that isn't drawn.
		"foot":   func(name string) chart.Figure { return figures[name] },
		"lede":   r.lede,
		"css":    sheets,
		"plot":   newPlot,
		"scale":  newScale,
		"hero":   newHero,
		"upper":  capital,
		"mark":   newMark,
		"effect": newEffect,
		"band":   newBand,
		"bar":    newBar,
		"count":  newCount,
		"areas":  newAreas,
		"yard":   newYard,
		"fall":   newFall,
	}).ParseFS(pageFiles, "page/*.html")
	if err != nil {
		return fmt.Errorf("parse the page's templates: %w", err)
	}
	return t.Execute(w, r)
}

// sheets joins the style sheets. They are ours, not input: they may pass
// unescaped.
func sheets() (template.CSS, error) {
	names, err := fs.Glob(pageFiles, "page/*.css")
	if err != nil {
		return "", fmt.Errorf("the page's style sheets: %w", err)
	}
	var all strings.Builder
	for _, name := range names {
		text, err := pageFiles.ReadFile(name)
		if err != nil {
			return "", fmt.Errorf("the page's style sheets: %w", err)
		}
		all.Write(text)
	}
	return template.CSS(all.String()), nil
}

// at places a value on an axis, in percent of its width.
func (a Axis) at(v float64) float64 {
	if a.Max <= a.Min {
		return 0
	}
	return 100 * (v - a.Min) / (a.Max - a.Min)
}

func pct(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "%" }

// plot is the drawing of one row: positions in percent, so that one drawing
// serves every width and its lines keep their weight.
type plot struct {
	Grid                  []string
	MidX, MidW, Low, High string
	Median, Mean          string
	Drawn, Rough          bool
}

func newPlot(a Axis, r Row) plot {
	var p plot
	for _, t := range a.Ticks {
		p.Grid = append(p.Grid, pct(a.at(t.At)))
	}
	if m := r.Amounts; m != nil {
		p.Drawn, p.Rough = true, r.Grade == "rough"
		p.MidX, p.MidW = pct(a.at(m.P25)), pct(a.at(m.P75)-a.at(m.P25))
		p.Low, p.High = pct(a.at(m.Low)), pct(a.at(m.High))
		p.Median, p.Mean = pct(a.at(m.Median)), pct(a.at(m.Mean))
	}
	return p
}

// mark is the drawing of one claim: a point, without an interval.
type mark struct {
	Grid []string
	X    string
	Kind string // median, mean or other
	// MidX and MidW are the middle half, where both quartiles are published.
	MidX, MidW string
}

func newMark(a Axis, r ClaimRow) mark {
	m := mark{X: pct(a.at(r.Annual)), Kind: "other"}
	for _, t := range a.Ticks {
		m.Grid = append(m.Grid, pct(a.at(t.At)))
	}
	if r.p25 > 0 && r.p75 > r.p25 {
		m.MidX, m.MidW = pct(a.at(r.p25)), pct(a.at(r.p75)-a.at(r.p25))
	}
	if r.Statistic == "median" || r.Statistic == "mean" {
		m.Kind = r.Statistic
	}
	return m
}

// newYard places a chart's yardstick, "" without one.
func newYard(c Chart) string {
	if c.Yardstick == 0 {
		return ""
	}
	return pct(c.Axis.at(c.Yardstick))
}

// label is a tick's label and where it stands. The first and the last are
// anchored inwards, so that no label leaves the plot.
type label struct{ X, Anchor, Text string }

func newScale(a Axis) (out []label) {
	for _, t := range a.Ticks {
		if t.Label == "" {
			continue
		}
		x := a.at(t.At)
		l := label{pct(x), "middle", t.Label}
		switch {
		case x < 8:
			l.Anchor = "start"
		case x > 92:
			l.Anchor = "end"
		}
		out = append(out, l)
	}
	return out
}

// heroMargin is the share of the strip on each side of the middle half.
const heroMargin = 20

// hero is the strip under the short answer: the middle half always spans the
// same part of it, so that its labels have room on any screen.
type hero struct {
	Strip
	Left, Wide, Right    string
	LowX, HighX, MedianX string
}

func newHero(s *Strip) *hero {
	m := s.At
	if m.P75 <= m.P25 {
		return nil
	}
	x := func(v float64) float64 {
		return min(max(heroMargin+(100-2*heroMargin)*(v-m.P25)/(m.P75-m.P25), 0), 100)
	}
	return &hero{
		Strip: *s, Left: pct(heroMargin), Wide: pct(100 - 2*heroMargin), Right: pct(100 - heroMargin),
		LowX: pct(x(m.Low)), HighX: pct(x(m.High)), MedianX: pct(x(m.Median)),
	}
}

// effectPlot is the drawing of a percentage: its interval over the band of
// noise, and the raw gap as a tick that a dotted line joins.
type effectPlot struct {
	Grid                  []string
	Zero, Low, High, At   string
	Raw, JoinFrom, JoinTo string
	Drawn, Rough, Out     bool
}

func newEffect(a Axis, r Effect) effectPlot {
	p := effectPlot{Zero: pct(a.at(0)), Rough: r.Grade == "rough"}
	for _, t := range a.Ticks {
		p.Grid = append(p.Grid, pct(a.at(t.At)))
	}
	v := r.Percent
	if v == nil {
		return p
	}
	p.Drawn = true
	p.Low, p.High, p.At = pct(a.at(v.Low)), pct(a.at(v.High)), pct(a.at(v.Value))
	if r.Text.Raw != "" {
		raw := min(max(v.Raw, a.Min), a.Max)
		p.Raw, p.Out = pct(a.at(raw)), raw != v.Raw
		p.JoinFrom, p.JoinTo = pct(a.at(min(raw, v.Value))), pct(a.at(max(raw, v.Value)))
	}
	return p
}

// band is where the noise reaches on an axis.
type band struct{ X, W string }

func newBand(e Effects) band {
	return band{pct(e.Axis.at(-e.Noise)), pct(e.Axis.at(e.Noise) - e.Axis.at(-e.Noise))}
}

// countPlot is the drawing of a bar from zero.
type countPlot struct {
	Grid         []string
	W, Low, High string
	Interval     bool
	Rough        bool
}

func newCount(a Axis, r Bar) countPlot {
	p := countPlot{Interval: r.High > 0, Rough: r.Grade == "rough"}
	for _, t := range a.Ticks {
		p.Grid = append(p.Grid, pct(a.at(t.At)))
	}
	if r.Value != nil {
		p.W, p.Low, p.High = pct(a.at(*r.Value)), pct(a.at(r.Low)), pct(a.at(r.High))
	}
	return p
}
