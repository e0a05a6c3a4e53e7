package report

import (
	"cmp"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
)

// Waterfall leads from our figure to one published one. The amounts of its
// start, known steps and unexplained rest add up to its end exactly.
type Waterfall struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	Source   string `json:"source"`
	// Publisher is the source's title, URL the page of the published figure.
	Publisher string `json:"publisher"`
	URL       string `json:"url,omitempty"`
	// Sources says what both figures stand on, for the picture's foot.
	Sources string        `json:"sources,omitempty"`
	Axis    document.Axis `json:"axis"`
	Steps   []Step        `json:"steps"`
	Note    string        `json:"note,omitempty"`
}

// Step is one row of a waterfall.
type Step struct {
	ID string `json:"id"`
	// Kind is start, step, unknown (a cause that could not be estimated),
	// unexplained or end.
	Kind  string `json:"kind"`
	Cause string `json:"cause"` // the statistic of its rows in the table figure
	// Amount is the step's size in Currency a year, of start and end the figure
	// itself; Low and High its 95 % interval, both 0 when there is none.
	Amount float64 `json:"amount"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	// Percent is the step in percent of where it begins, with its interval.
	Percent     float64 `json:"percent"`
	PercentLow  float64 `json:"percent_low"`
	PercentHigh float64 `json:"percent_high"`
	// From and To are the pay that the step begins and ends at.
	From float64 `json:"from"`
	To   float64 `json:"to"`
	// Rows and Clusters are the pay that it was estimated from, and the
	// employers or persons of these.
	Rows     int      `json:"rows"`
	Clusters int      `json:"clusters"`
	Text     StepText `json:"text"`

	// Grade is that of our figure, at the start: good or rough.
	Grade string `json:"grade,omitempty"`

	mean bool // the figure of an end is a mean
}

// StepText is a step as printed.
type StepText struct {
	Label    string `json:"label"`
	Detail   string `json:"detail"`
	Amount   string `json:"amount,omitempty"`
	Percent  string `json:"percent,omitempty"`
	Interval string `json:"interval,omitempty"`
	// Share is the interval in percent.
	Share string `json:"share,omitempty"`
	Rests string `json:"rests_on,omitempty"`
	// Assumes says what the step assumes, or why it isn't known.
	Assumes string `json:"assumes,omitempty"`
	// Where says which rows of the table figure these are.
	Where string `json:"where"`
}

// causes are the words for what two figures differ in, in the order of climbing:
// as a row's label, and as it stands in a title.
var causes = []struct{ name, label, phrase string }{
	{aggregate.StepStart, "Our figure", ""},
	{"year", "Year", "the year"},
	{"title", "Job title", "the job title"},
	{"seniority", "Seniority", "the seniority"},
	{"seniority mix", "Mix of seniorities", "the mix of seniorities"},
	{"place", "Place", "the place"},
	{"place mix", "Mix of places", "the mix of places"},
	{"side", "Who speaks", "who speaks"},
	{"kind of pay", "Kind of pay", "the kind of pay"},
	{"statistic", "Statistic", "the statistic"},
	{"currency", "Currency", "the currency"},
	{aggregate.StepUnexplained, "Not explained", ""},
	{aggregate.StepEnd, "Published", ""},
}

func causeRank(name string) int {
	for i, c := range causes {
		if c.name == name {
			return i
		}
	}
	return -1
}

// drawSteps completes the drawing of a waterfall.
func (w Waterfall) drawSteps(p document.Plot) document.Plot {
	p.Axis, p.Head, p.Under = w.Axis, "Step", "From, to"
	p.Notes = []string{
		"Each step is estimated from pay that is held row by row; the hatched bar is what no rows explain.",
	}
	p.Columns = []document.Column{
		{Head: "Pay", Under: "Percent"},
		{Head: "95% interval", Under: "In percent", Part: document.Told},
		{Head: "Rests on", Part: document.Count},
		{Head: "Assumes", Part: document.Aside},
	}
	p.Variables = []string{
		"cause",
		"kind",
		"label",
		"from",
		"to",
		"amount",
		"low",
		"high",
		"percent",
		"percent_low",
		"percent_high",
		"rows",
		"clusters",
		"assumes",
	}
	g := document.Group{Tone: document.Black}
	rows, drawn := w.drawnSteps(), map[document.Mark]bool{} // without their places
	for i, s := range rows {
		r := s.stepLine(i == 0, i == len(rows)-1)
		for _, m := range r.Marks {
			drawn[document.Mark{Kind: m.Kind, Tone: m.Tone}] = true
		}
		g.Rows = append(g.Rows, r)
	}
	p.Groups = []document.Group{g}
	for _, k := range []document.Key{
		barKey("up", document.Sky), barKey("down", document.Copper),
		{Marks: []document.Mark{{Kind: document.Hatch, From: 0, To: 1, Tone: document.Slate}}, Words: "not explained"},
		intervalKey("95% interval of where it ends", document.Black),
		{Marks: []document.Mark{{Kind: document.Dot, From: .5, Tone: document.Black}}, Words: "median"},
		{Marks: []document.Mark{{Kind: document.Diamond, From: .5, Tone: document.Black}}, Words: "mean"},
		roughKey(document.Black),
	} {
		if m := k.Marks[len(k.Marks)-1]; drawn[document.Mark{Kind: m.Kind, Tone: m.Tone}] {
			p.Keys = append(p.Keys, k)
		}
	}
	return p
}

// stepLine is a step as it is drawn.
func (s Step) stepLine(first, last bool) document.Row {
	r := document.Row{ID: s.ID, Label: s.Text.Label, Detail: s.Text.Detail, Record: []any{
		s.Cause, s.Kind, s.Text.Label, s.From, s.To, s.Amount, nil, nil, nil, nil, nil, s.Rows, s.Clusters, s.Text.Assumes,
	}}
	if s.Low != 0 || s.High != 0 {
		copy(r.Record[6:], []any{s.Low, s.High})
	}
	if s.Text.Percent != "" {
		copy(r.Record[8:], []any{s.Percent, s.PercentLow, s.PercentHigh})
	}
	r.Cells = []document.Cell{
		says(s.Text.Amount, s.Text.Percent),
		says(cmp.Or(s.Text.Interval, "none given"), s.Text.Share),
		says(s.Text.Rests),
		says(cmp.Or(s.Text.Assumes, "nothing")),
	}
	if !first {
		r.Marks = append(r.Marks, document.Mark{Kind: document.TieUp, From: s.From})
	}
	if !last {
		r.Marks = append(r.Marks, document.Mark{Kind: document.TieDown, From: s.To})
	}
	line, dot := document.Interval, document.Dot
	switch s.Kind {
	case "unknown":
		r.Cells[0], r.Cells[1], r.Cells[2] = says("not known"), says("in what is left"), says("no rows")
		r.Record[5] = nil
	case "step":
		r.Marks = append(
			r.Marks,
			document.Mark{
				Kind: document.Bar,
				From: s.From,
				To:   s.To,
				Tone: map[bool]document.Tone{true: document.Sky, false: document.Copper}[s.To > s.From],
			},
		)
	case aggregate.StepUnexplained:
		r.Marks = append(r.Marks, document.Mark{Kind: document.Hatch, From: s.From, To: s.To, Tone: document.Slate})
	default:
		r.Own, r.Rough = true, s.Grade == aggregate.Rough
		r.Cells[0] = says(s.Text.Amount, s.Text.Interval)
		r.Cells[1] = says(cmp.Or(s.Text.Interval, "none given"))
		if r.Rough {
			line, dot = document.Dotted, document.OpenDot
		}
		if s.mean {
			dot = document.Diamond
		}
	}
	if e := s.ends(); e != nil {
		r.Marks = append(r.Marks, document.Mark{Kind: line, From: e[0], To: e[1], Tone: document.Black})
	}
	if r.Own {
		r.Marks = append(r.Marks, document.Mark{Kind: dot, From: s.To, Tone: document.Black})
	}
	return r
}

// stepEvidence says what each step rests on and assumes.
func (w Waterfall) stepEvidence() document.Evidence {
	e := document.Evidence{Summary: "What each step rests on and assumes, to " + w.Publisher}
	for _, s := range w.Steps {
		pay, on := cmp.Or(s.Text.Amount, "Not known"), ""
		if s.Text.Amount != "" && s.Text.Interval != "" {
			pay += ", between " + s.Text.Interval
		}
		if s.Clusters > 0 {
			on = s.Text.Rests + " of " + whole(float64(s.Clusters)) + " employers or persons"
		}
		e.Items = append(e.Items, document.Item{ID: s.ID, Title: s.Text.Label + ": " + s.Text.Detail, Facts: facts(
			fact(
				"Pay a year",
				pay,
			),
			fact("Percent", s.Text.Percent),
			fact("Rests on", on),
			fact("What is behind it", s.Text.Assumes),
			codeFact("In the table figure", s.Text.Where),
		)})
	}
	return e
}

// ends are the pay between which a step may end, or, of the unexplained rest,
// begin: what is known of it is where it ends. Nothing without an interval.
func (s Step) ends() []float64 {
	switch {
	case s.Low == 0 && s.High == 0:
		return nil
	case s.Kind == "step":
		return []float64{s.From + s.Low, s.From + s.High}
	case s.Kind == aggregate.StepUnexplained:
		return []float64{s.To - s.High, s.To - s.Low}
	}
	return []float64{s.Low, s.High}
}

// drawnSteps are the steps as they are drawn: what is not known takes one row, before
// what is left.
func (w Waterfall) drawnSteps() (rows []Step) {
	var unknown []Step
	for _, s := range w.Steps {
		if s.Kind == "unknown" {
			unknown = append(unknown, s)
			continue
		}
		if s.Kind == aggregate.StepUnexplained && len(unknown) > 0 {
			all := unknown[0]
			all.From, all.To = s.From, s.From
			var words []string
			for _, u := range unknown {
				words = append(words, inSentence(u.Text.Label))
			}
			all.Text.Label, all.Text.Detail = "Not known", list(words)
			rows = append(rows, all)
		}
		rows = append(rows, s)
	}
	return rows
}
