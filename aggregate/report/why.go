package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
)

// Why is the section "Why they disagree": from our figure to published ones, a
// step for each way in which the two differ.
type Why struct {
	// Empty says in words why there are no ladders.
	Empty   string      `json:"empty,omitempty"`
	Ladders []Waterfall `json:"ladders"`
	Note    string      `json:"note,omitempty"`
}

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
	Sources string `json:"sources,omitempty"`
	Axis    Axis   `json:"axis"`
	Steps   []Step `json:"steps"`
	Note    string `json:"note,omitempty"`
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

// why composes the section from the figures of the measure "step".
func (b *builder) why(claims Claims) Why {
	type to struct{ source, side, seniority, place, kind string }
	parts := map[to][]aggregate.Figure{}
	var order []to
	for _, f := range b.figures {
		o := b.in.Options
		if f.Measure != aggregate.MeasureStep || f.Role != o.Role || f.Country != o.Country || causeRank(f.Statistic) < 0 {
			continue
		}
		k := to{f.Source, string(f.Side), f.Seniority, f.Place, f.PayKind}
		if parts[k] == nil {
			order = append(order, k)
		}
		parts[k] = append(parts[k], f)
	}
	w := Why{Ladders: []Waterfall{}}
	var points []float64 // one scale for all
	for _, k := range order {
		if l, ok := b.waterfall(parts[k], claims); ok {
			w.Ladders = append(w.Ladders, l)
			for _, s := range l.Steps {
				points = append(append(points, s.From, s.To), s.ends()...)
			}
		}
	}
	axis := axisOver(nil, points, b.in.Options.Currency)
	for i := range w.Ladders {
		w.Ladders[i].Axis = axis
	}
	slices.SortStableFunc(w.Ladders, func(x, y Waterfall) int { return cmp.Compare(x.end(), y.end()) })
	if len(w.Ladders) == 0 {
		w.Empty = "Nothing to lead from one to the other: that needs a figure of ours that may be printed, and a published mean or median of the same currency."
		return w
	}
	w.Note = "A step is estimated from pay that is held row by row: within cells in which all else is alike, as far as the rows allow, one median is set against the other, and the cells are averaged. " +
		"It is taken to be the same, in percent, wherever it is looked at; its fold-out says where that was, and what could not be held alike. Steps are taken one after the other, so that money of a later one is counted at the height then reached. " +
		"Intervals hold the luck of which employers or persons are in the rows, not the error of these assumptions. What no rows tell is named, stays in the rest, and nothing is made to add up: the hatched bar is what is left."
	if n := b.unled(claims, len(w.Ladders)); n > 0 {
		w.Note += fmt.Sprintf(" Of a publisher, only the figure most like the report’s question is led to; the command backpay why leads to %s.", plural(n, "more published amount of pay", "more published amounts of pay"))
	}
	return w
}

// unled counts the published amounts of pay that no ladder leads to.
func (b *builder) unled(claims Claims, led int) int {
	n := 0
	for _, r := range claims.Rows {
		if r.Annual > 0 && r.Skill == "" {
			n++
		}
	}
	return max(n-led, 0)
}

func (w Waterfall) end() float64 { return w.Steps[len(w.Steps)-1].Amount }

// waterfall makes one ladder of its figures; ok is false where start, end or
// rest is missing.
func (b *builder) waterfall(figures []aggregate.Figure, claims Claims) (Waterfall, bool) {
	byCause := map[string][2]*aggregate.Figure{} // money, percent
	for i := range figures {
		f := &figures[i]
		pair := byCause[f.Statistic]
		if f.Unit == "percent" {
			pair[1] = f
		} else {
			pair[0] = f
		}
		byCause[f.Statistic] = pair
	}
	start, end := byCause[aggregate.StepStart][0], byCause[aggregate.StepEnd][0]
	if start == nil || start.Step == nil || end == nil || end.Step == nil || byCause[aggregate.StepUnexplained][0] == nil || byCause[aggregate.StepUnexplained][1] == nil {
		return Waterfall{}, false
	}
	said := published(*end, claims)
	w := Waterfall{
		ID: b.id("why", end.Source), Source: clean(end.Source, nameLength), Publisher: b.sourceTitle(end.Source),
	}
	value := money(end.Value, end.Unit)
	if said != nil {
		w.Publisher, w.URL, value = said.SourceTitle, said.URL, said.Text.Value
	}
	w.Sources = b.between(start.Step.Source, w.Publisher)
	level := start.Value
	for _, c := range causes {
		pair, met := byCause[c.name]
		if !met {
			continue
		}
		s := b.step(c.name, c.label, pair, level, said)
		s.ID = w.ID + "-" + slug(c.name)
		level = s.To
		w.Steps = append(w.Steps, s)
	}
	w.Title = w.title(value)
	w.Subtitle = fmt.Sprintf("A step for each way in which our %s, and its %s, differ; %s a year", w.Steps[0].Text.Detail, w.Steps[len(w.Steps)-1].Text.Detail, currencyName(clean(start.Unit, nameLength)))
	return w, true
}

// published finds the claim that a ladder leads to.
func published(end aggregate.Figure, claims Claims) *ClaimRow {
	for i := range claims.Rows {
		r := &claims.Rows[i]
		if r.Source == end.Source && r.PayKind == end.PayKind && r.Company+r.Skill == "" && r.Statistic == end.Step.Of && math.Abs(r.Annual-end.Step.Exact) < .005 {
			return r
		}
	}
	return nil
}

// step makes a row; level is the pay that the row before it ends at.
func (b *builder) step(cause, label string, pair [2]*aggregate.Figure, level float64, said *ClaimRow) Step {
	f := pair[0]
	if f == nil {
		f = pair[1]
	}
	s := Step{Kind: "step", Cause: cause, Rows: f.NJobs, Clusters: f.NEmployers, From: level, To: level}
	about := f.Step
	if about == nil {
		about = &aggregate.Step{}
	}
	s.Text = StepText{Label: label, Assumes: capital(clean(about.Behind, errorLength)), Where: stepWhere(*f, clean(b.in.Options.Edition, nameLength))}
	if pair[0] == nil {
		s.Kind = "unknown"
		s.Text.Detail = fromTo(cause, about, said)
		return s
	}
	s.Amount, s.Low, s.High = f.Value, f.CILow, f.CIHigh
	switch cause {
	case aggregate.StepStart, aggregate.StepEnd:
		s.Kind, s.From, s.To, s.mean = cause, s.Amount, s.Amount, about.Of == "mean"
		s.Text.Detail = about.Of + " of " + cmp.Or(clean(about.PayKind, nameLength), "unknown") + " pay, "
		if about.Source != "" {
			s.Text.Detail += b.sourceTitle(about.Source) + ", "
		}
		s.Text.Detail += cmp.Or(clean(about.Year, nameLength), "undated")
		s.Text.Amount, s.Text.Rests = money(s.Amount, f.Unit), plural(s.Rows, "row", "rows")
		s.Grade, s.Text.Assumes = f.Grade, fmt.Sprintf("Rounded from %.2f", about.Exact)
		if s.High > 0 {
			s.Text.Interval = whole(s.Low) + "–" + whole(s.High)
		}
		if cause == aggregate.StepEnd {
			s.Text.Rests = "their rows"
			if said != nil {
				s.Text.Label, s.Text.Rests = said.SourceTitle, said.Text.Sample
			}
		}
		return s
	case aggregate.StepUnexplained:
		s.Kind = aggregate.StepUnexplained
		s.Text.Detail, s.Text.Rests = "what is left", "no rows"
		if len(about.Unknown) > 0 {
			s.Text.Assumes = "Holds what is not known: " + clean(strings.Join(about.Unknown, ", "), errorLength)
		} else {
			s.Text.Assumes = "The interval holds theirs and the first figure's, each taken as independent of the others"
		}
	default:
		s.Text.Detail = fromTo(cause, about, said)
		s.Text.Rests = plural(s.Rows, "row", "rows")
	}
	s.To = level + s.Amount
	s.Text.Amount = change(s.Amount, f.Unit)
	s.Text.Interval = minus(s.Low) + " to " + minus(s.High)
	if p := pair[1]; p != nil {
		s.Percent, s.PercentLow, s.PercentHigh = p.Value, p.CILow, p.CIHigh
		s.Text.Percent = signed(s.Percent)
		s.Text.Share = signed(s.PercentLow) + " to " + signed(s.PercentHigh)
	}
	return s
}

// fromTo words what a step leads from and to.
func fromTo(cause string, about *aggregate.Step, claim *ClaimRow) string {
	word := func(w string) string {
		switch {
		case w == "unknown" || w == "all":
			return w
		case cause == "title":
			return inSentence(roleLabel(w))
		case cause == "seniority":
			return inSentence(levelLabel(w))
		case cause == "side":
			for _, s := range sides {
				if string(s.side) == w {
					return inSentence(s.name)
				}
			}
		case cause == "kind of pay":
			return payKindWords(w)
		case cause == "place" && claim != nil:
			return cmp.Or(claim.Place, w)
		}
		return w
	}
	return word(clean(about.From, nameLength)) + " to " + word(clean(about.To, nameLength))
}

// change prints a difference of money with its sign.
func change(v float64, code string) string {
	switch {
	case v < 0:
		return "−" + money(-v, code)
	case v > 0:
		return "+" + money(v, code)
	}
	return money(0, code)
}

// minus prints an amount that may be below zero, with its sign.
func minus(v float64) string {
	if v > 0 {
		return "+" + whole(v)
	}
	return whole(v)
}

func stepWhere(f aggregate.Figure, edition string) string {
	var parts []string
	for _, kv := range [][2]string{{"edition", edition}, {"measure", aggregate.MeasureStep}, {"source", f.Source}, {"pay_kind", f.PayKind}, {"statistic", f.Statistic}} {
		parts = append(parts, kv[0]+" = '"+strings.ReplaceAll(clean(kv[1], nameLength), "'", "''")+"'")
	}
	return strings.Join(parts, " AND ")
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

// Rows are the steps as they are drawn: what is not known takes one row, before
// what is left.
func (w Waterfall) Rows() (rows []Step) {
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
