package report

import (
	"fmt"
	"slices"
	"strings"

	"backpay/aggregate"

	"backpay/aggregate/edition"
	"backpay/aggregate/report/document"
)

// Spread is how the pay ranges of the report's role lie.
type Spread struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	Note     string `json:"note,omitempty"`
	// Empty says in words why there is no drawing.
	Empty string `json:"empty,omitempty"`
	// Source says what the figure stands on, for its foot and its files.
	Source string `json:"source,omitempty"`
	// Description is the drawing in words.
	Description string        `json:"description,omitempty"`
	Jobs        int           `json:"jobs"`
	Employers   int           `json:"employers"`
	OneSided    int           `json:"one_sided"`
	Stands      string        `json:"stands,omitempty"` // jobs and employers as printed
	Axis        document.Axis `json:"axis"`
	// Steps are counts of ranges at round amounts, upwards.
	Steps []SpreadStep `json:"steps"`
	Cut   *SpreadCut   `json:"cut,omitempty"`
	// SQL counts the same from the jobs: a row a step.
	SQL string `json:"sql,omitempty"`
}

// SpreadStep counts the ranges that start above a pay, hold it, end below it.
type SpreadStep struct {
	Pay      float64 `json:"pay"`
	Above    int     `json:"above"`
	Includes int     `json:"includes"`
	Below    int     `json:"below"`
}

// SpreadCut is the three shares at one pay, near the middle.
type SpreadCut struct {
	Pay   float64         `json:"pay"`
	Label string          `json:"label"`
	Parts []SpreadCutPart `json:"parts"` // above, includes, below
}

// SpreadCutPart is one share, 0 to 1, with its interval and as printed.
type SpreadCutPart struct {
	Name     string  `json:"name"`
	Share    float64 `json:"share"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	Grade    string  `json:"grade"`
	Text     string  `json:"text"`
	Interval string  `json:"interval"`
}

// spreadSection says where an offer stands among advertised ranges.
func (b *builder) spreadSection() part {
	s := b.spread()
	data := []datum{{"pay_distribution", s, false}}
	if s.Empty != "" {
		return part{data, []document.Block{document.Text(s.Empty)}}
	}
	p := b.newPlot("spread", s.Title, s.Subtitle, s.Source)
	p.Axis, p.Description, p.Notes, p.Field = s.Axis, s.Description, []string{s.Note}, s.field()
	p.Keys = []document.Key{
		barKey("the range starts above", document.Ice),
		barKey("includes the amount", document.Steel),
		barKey("ends below", document.Wheat),
	}
	cut := document.Table{Caption: "Of the ranges, at " + s.Cut.Label}
	for _, k := range s.Cut.Parts {
		value := says(k.Text, "95% interval "+k.Interval)
		if k.Grade == aggregate.Rough {
			value = says(k.Interval+", rough", k.Text+" of these jobs")
		}
		cut.Rows = append(cut.Rows, document.Line{Cells: []document.Cell{{Text: capital(k.Name)}, value}})
	}
	return part{data, []document.Block{p, cut, document.Evidence{
		Summary: "The evidence: the counts at each step",
		Items: []document.Item{
			{
				ID: "spread", Title: "Ranges that start above, include and end below each amount",
				Facts: []document.Fact{
					fact("Rests on", s.Stands),
					codeFact("Counted from the jobs; report.json has the answer under pay_distribution", s.SQL),
				},
			},
		},
	}}}
}

// field is the drawing of the ranges: three areas, and the cut through them.
func (s Spread) field() *document.Field {
	f := &document.Field{X: s.Axis, Y: document.Axis{Max: 1}}
	all, first, last := float64(s.Jobs), s.Axis.Min, s.Axis.Max
	var upper, lower []document.Point
	for _, k := range s.Steps {
		upper = append(upper, document.Point{X: k.Pay, Y: 1 - float64(k.Above)/all})
		lower = append(lower, document.Point{X: k.Pay, Y: float64(k.Below) / all})
	}
	back := slices.Clone(lower)
	slices.Reverse(back)
	// The shares stand beside the cut: what starts above it has room on the left,
	// what ends below it on the right.
	at, above, includes, below := s.Cut.Pay, s.Cut.Parts[0], s.Cut.Parts[1], s.Cut.Parts[2]
	f.Areas = []document.Area{
		{
			Tone: document.Ice, Points: append(slices.Clone(upper), document.Point{X: last, Y: 1}, document.Point{X: first, Y: 1}),
			Name: above.Text, NameAt: document.Point{X: (first + at) / 2, Y: 1 - above.Share/2},
		},
		{
			Tone: document.Steel, Points: append(slices.Clone(upper), back...),
			Name: includes.Text, NameAt: document.Point{X: at + (last-first)*0.04, Y: below.Share + includes.Share/2},
		},
		{
			Tone: document.Wheat, Points: append(slices.Clone(lower), document.Point{X: last}, document.Point{X: first}),
			Name: below.Text, NameAt: document.Point{X: (last + at) / 2, Y: below.Share / 2},
		},
	}
	f.Curves = []document.Curve{
		{Points: upper, Tone: document.Black},
		{Points: lower, Tone: document.Black},
		{Points: []document.Point{{X: at}, {X: at, Y: 1}}, Tone: document.Black},
	}
	return f
}

// spread says where an offer stands among ranges: no middle is taken.
func (b *builder) spread() Spread {
	o, in := b.in.Options, b.in.Spread
	s := Spread{
		Title: "Where an offer stands among advertised ranges", Jobs: in.Jobs, Employers: in.Employers, OneSided: in.OneSided,
		Axis: document.Axis{Ticks: []document.Tick{}}, Source: b.adverts(), Steps: []SpreadStep{},
	}
	jobs := plural(in.Jobs, "job", "jobs") + " at " + plural(in.Employers, "employer", "employers")
	switch {
	case in.Jobs == 0 || len(in.Steps) == 0:
		s.Empty = "No job here states a range of pay in " + currencyName(o.Currency) + "."
		return s
	case in.Includes.Grade == aggregate.Withheld:
		s.Empty = "Too few to say how the ranges lie (" + jobs + "): " + in.Includes.Reason.String() + "."
		return s
	}
	for _, p := range in.Steps {
		s.Steps = append(s.Steps, SpreadStep{p.Pay, p.Above, in.Jobs - p.Above - p.Below, p.Below})
	}
	s.Axis = scaled(
		s.Steps[0].Pay,
		s.Steps[len(s.Steps)-1].Pay,
		0,
		func(v float64) string { return short(v, o.Currency) },
	)
	s.Axis.Max = s.Steps[len(s.Steps)-1].Pay // areas fill the drawing
	s.Axis.Ticks = slices.DeleteFunc(s.Axis.Ticks, func(t document.Tick) bool { return t.At > s.Axis.Max })
	cut := SpreadCut{Pay: in.Cut, Label: money(in.Cut, o.Currency)}
	for _, part := range []struct {
		name string
		of   edition.Stand
	}{{"start above", in.Above}, {"include it", in.Includes}, {"end below", in.Below}} {
		cut.Parts = append(cut.Parts, SpreadCutPart{
			Name: part.name, Share: part.of.Share, Low: part.of.Low, High: part.of.High, Grade: part.of.Grade,
			Text: percent(part.of.Share), Interval: percentSpan(part.of.Low, part.of.High),
		})
	}
	s.Cut = &cut
	above, includes, below := cut.Parts[0], cut.Parts[1], cut.Parts[2]
	if includes.Grade == aggregate.Good {
		s.Title = fmt.Sprintf("An offer of %s lies inside about %s of advertised ranges", cut.Label, includes.Text)
	}
	s.Stands = jobs
	s.Subtitle = fmt.Sprintf(
		"Share of %s jobs in %s whose range of base pay starts above, includes or ends below each amount, %s a "+
			"year: %s",
		inSentence(roleLabel(o.Role)),
		country(o.Country),
		currencyName(o.Currency),
		jobs,
	)
	s.Description = fmt.Sprintf("At %s, %s of the ranges start above (%s), %s include it (%s) and %s end below (%s).",
		cut.Label, above.Text, above.Interval, includes.Text, includes.Interval, below.Text, below.Interval)
	s.Note = "Ranges as the adverts state them, a year, each job once; a lone figure is a range of no width. " +
		plural(in.OneSided, "job that states one end only is", "jobs that state one end only are") + " left out."
	s.SQL = spreadQuery(s.Steps, o.Role, o.Country, o.Currency)
	return s
}

// percentSpan prints an interval of shares.
func percentSpan(low, high float64) string {
	return strings.TrimSuffix(percent(low), "%") + "–" + percent(high)
}

// spreadQuery counts, at every step, the ranges that start above and end below.
func spreadQuery(steps []SpreadStep, role, country, currency string) string {
	var at []string
	for _, p := range steps {
		at = append(at, "("+number(p.Pay)+")")
	}
	return "WITH job1 AS (SELECT AVG(min) AS low, AVG(max) AS high FROM job_pay_filled WHERE filled = 0 AND " +
		conditions([][2]string{{"role", role}, {"country", country}, {"currency", currency}}) + " GROUP BY job_id), " +
		"step(pay) AS (VALUES " + strings.Join(at, ",") + ") " +
		"SELECT pay, SUM(low > pay) AS above, SUM(low <= pay AND pay <= high) AS includes, SUM(high < pay) AS " +
		"below FROM step, job1 GROUP BY pay ORDER BY pay;"
}
