package report

import (
	"math"
	"strconv"

	"backpay/aggregate"

	"backpay/aggregate/report/document"
)

// Effects is a comparison of percentages with their intervals: a table with a
// drawing in each row.
type Effects struct {
	ID       string `json:"id"`
	Section  string `json:"section"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Head names what the rows are, Value what is drawn.
	Head  string `json:"head"`
	Value string `json:"value"`
	Note  string `json:"note,omitempty"`
	// Empty says in words why there are no rows.
	Empty string `json:"empty,omitempty"`
	// Source says what the figure stands on, for its foot and its files.
	Source string        `json:"source,omitempty"`
	Axis   document.Axis `json:"axis"`
	// Noise is how far chance reaches either way, in percent; 0 where no such
	// floor is known. It is drawn as a band.
	Noise float64  `json:"noise_pct,omitempty"`
	Rows  []Effect `json:"rows"`
}

// Effect is one percentage.
type Effect struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Skill string `json:"skill,omitempty"` // as figures call it
	// Verdict is higher or lower (clear of the noise), above or below (of zero,
	// and not clear of the noise), unclear, or withheld; gap where a month has
	// no figure.
	Verdict   string `json:"verdict"`
	Jobs      int    `json:"jobs"`
	Employers int    `json:"employers"`
	Grade     string `json:"grade"`
	Reason    string `json:"reason,omitempty"`
	// Percent is left out where it isn't to be printed.
	Percent *Percents  `json:"percent,omitempty"`
	Text    EffectText `json:"text"`
}

// Percents are an effect's values, in percent, as the table figure has them.
// Raw is the gap before anything is held equal, Shrunk the value drawn to the
// mean of all by its uncertainty, Within the value between jobs of the same
// employer; 0 where there is none.
type Percents struct {
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Raw    float64 `json:"raw,omitempty"`
	Shrunk float64 `json:"shrunk,omitempty"`
	Within float64 `json:"within,omitempty"`
}

// EffectText is an effect as printed.
type EffectText struct {
	// Words say what may be said of it.
	Words     string `json:"words"`
	Value     string `json:"value,omitempty"`
	Interval  string `json:"interval,omitempty"`
	Raw       string `json:"raw,omitempty"`
	Shrunk    string `json:"shrunk,omitempty"`
	Within    string `json:"within,omitempty"`
	Jobs      string `json:"jobs"`
	Employers string `json:"employers"`
	// Where says which rows of the table figure these are; SQL computes the
	// raw gap from the jobs in the database.
	Where string `json:"where,omitempty"`
	SQL   string `json:"sql,omitempty"`
}

// effects are a comparison of percentages as it is read: the noise a band,
// colour only for what is clear of it.
func (b *builder) effects(e Effects, shown int) []document.Block {
	if e.Empty != "" {
		return []document.Block{document.Text(e.Empty)}
	}
	p := b.newPlot(e.ID, e.Title, e.Subtitle, e.Source)
	p.Axis, p.Head, p.Under, p.Notes, p.Open = e.Axis, e.Head, "What may be said", []string{e.Note}, shown
	p.Axis.Rules = []float64{0}
	p.Keys = []document.Key{intervalKey("95% interval", document.Slate), roughKey(document.Slate)}
	p.Columns = []document.Column{
		{Head: e.Value, Under: "Interval"},
		{Head: "Jobs", Under: "Employers", Part: document.Count},
		{Head: "Grade", Part: document.Aside},
	}
	if e.Noise > 0 {
		p.Axis.Band = [2]float64{-e.Noise, e.Noise}
		p.Keys = append(
			p.Keys,
			document.Key{
				Marks: []document.Mark{{Kind: document.Dot, From: .5, Tone: document.Blue}},
				Words: "clear of the noise",
			},
			document.Key{
				Marks: []document.Mark{{Kind: document.Dot, From: .5, Tone: document.Slate}},
				Words: "not clear of it",
			},
			document.Key{Marks: []document.Mark{{Kind: document.Shade, From: 0, To: 1}}, Words: "noise"},
			document.Key{
				Marks: []document.Mark{
					{Kind: document.Joint, From: .05, To: .8},
					{Kind: document.Stroke, From: .8, Tone: document.Slate},
				},
				Words: "raw gap",
			},
		)
		p.Columns = append(
			p.Columns[:1],
			append([]document.Column{{Head: "Raw gap", Part: document.Beside}}, p.Columns[1:]...)...)
	}
	p.Variables = []string{
		"label",
		"verdict",
		"percent",
		"low",
		"high",
		"raw_percent",
		"shrunk_percent",
		"within_percent",
		"jobs",
		"employers",
		"grade",
		"reason",
	}
	g := document.Group{Tone: document.Slate}
	ev := document.Evidence{Summary: "The evidence: values, intervals and queries behind each number"}
	for _, r := range e.Rows {
		g.Rows = append(g.Rows, r.effectLine(e))
		if r.Percent != nil {
			ev.Items = append(ev.Items, r.effectEvidence(e.Value))
		}
	}
	p.Groups = []document.Group{g}
	return []document.Block{p, ev}
}

// effectLine is an effect as it is drawn.
func (r Effect) effectLine(e Effects) document.Row {
	out := document.Row{ID: r.ID, Label: r.Label, Rough: r.Percent != nil && r.Grade == aggregate.Rough}
	out.Cells = []document.Cell{
		says(r.Text.Value, r.Text.Interval),
		says(r.Text.Jobs, r.Text.Employers),
		says(gradeText(r.Grade, r.Reason)),
	}
	if e.Noise > 0 {
		out.Cells = append(out.Cells[:1], append([]document.Cell{says(r.Text.Raw)}, out.Cells[1:]...)...)
	}
	numbers := make([]any, 6)
	p := r.Percent
	if p == nil {
		out.Words, out.Why = r.Text.Words, r.Reason
	} else {
		out.Detail = r.Text.Words
		numbers = []any{p.Value, p.Low, p.High, nil, nil, nil}
		for i, text := range []string{r.Text.Raw, r.Text.Shrunk, r.Text.Within} {
			if text != "" {
				numbers[3+i] = []float64{p.Raw, p.Shrunk, p.Within}[i]
			}
		}
		t := document.Slate
		if r.Verdict == "higher" || r.Verdict == "lower" || e.Noise == 0 {
			t = document.Blue
		}
		if r.Text.Raw != "" {
			raw := min(max(p.Raw, e.Axis.Min), e.Axis.Max)
			out.Marks = append(out.Marks, document.Mark{Kind: document.Joint, From: min(raw, p.Value), To: max(raw, p.Value)}, document.Mark{Kind: document.Stroke, From: raw})
		}
		out.Marks = append(out.Marks, middle(p.Value, p.Low, p.High, out.Rough, t)...)
	}
	out.Record = append(append([]any{r.Label, r.Verdict}, numbers...), r.Jobs, r.Employers, r.Grade, r.Reason)
	return out
}

// effectEvidence is what stands behind an effect.
func (r Effect) effectEvidence(value string) document.Item {
	return document.Item{ID: r.ID, Title: r.Label, Facts: facts(
		fact(value, r.Text.Value+" ("+r.Text.Interval+"): "+r.Text.Words),
		fact("Grade", gradeText(r.Grade, r.Reason)),
		fact("Raw gap, nothing held equal", r.Text.Raw),
		fact("Drawn towards the mean of all skills", r.Text.Shrunk),
		fact("Between jobs at one employer", r.Text.Within),
		fact("Rests on", r.Text.Jobs+" at "+r.Text.Employers),
		codeFact("In the table figure", r.Text.Where),
		codeFact("Jobs and raw gap, from the jobs", r.Text.SQL),
	)}
}

// percentAxis fits a scale round the values, their intervals, the band and
// zero. A raw gap stretches it no further than twice what the intervals do.
func percentAxis(e Effects) document.Axis {
	low, high := -e.Noise, e.Noise
	for _, r := range e.Rows {
		if r.Percent != nil {
			low, high = min(low, r.Percent.Low), max(high, r.Percent.High)
		}
	}
	from, to := low, high
	for _, r := range e.Rows {
		if r.Percent != nil {
			from, to = min(from, max(r.Percent.Raw, 2*low)), max(to, min(r.Percent.Raw, 2*high))
		}
	}
	return scaled(from, to, (to-from)*0.03, func(v float64) string {
		s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64) + "%"
		switch {
		case v > 0:
			return "+" + s
		case v < 0:
			return "−" + s
		}
		return "0"
	})
}

// signedSpan prints an interval of percentages, widened to tenths.
func signedSpan(low, high float64) string {
	return signed(math.Floor(low*10)/10) + " to " + signed(math.Ceil(high*10)/10)
}

func tenths(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
