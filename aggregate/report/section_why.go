package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
)

// Why is the section "Why they disagree": from our figure to published ones, a
// step for each way in which the two differ.
type Why struct {
	// Empty says in words why there are no ladders.
	Empty   string      `json:"empty,omitempty"`
	Ladders []Waterfall `json:"ladders"`
	Note    string      `json:"note,omitempty"`
}

// whySection leads from our figure to published ones.
func (b *builder) whySection() part {
	w := b.why()
	data := []datum{{"why", w, false}}
	if w.Empty != "" {
		return part{data, []document.Block{document.Text(w.Empty)}}
	}
	telling := w.telling()
	var blocks []document.Block
	for _, folded := range []bool{false, true} {
		for i, l := range w.Ladders {
			if telling[i] == folded {
				continue
			}
			p := b.newPlot(l.ID, l.Title, l.Subtitle, l.Sources)
			p.Folded = folded
			blocks = append(blocks, l.drawSteps(p), l.stepEvidence())
		}
	}
	return part{data, append(blocks, document.Note{Text: w.Note})}
}

// gapsOpen is how many waterfalls a page shows at once.
const gapsOpen = 2

// telling are the waterfalls that say most: those whose known steps account for
// the largest share of the gap, among those with a gap that is larger than the
// interval of our figure.
func (w Why) telling() map[int]bool {
	type rank struct {
		i    int
		told float64
	}
	var all []rank
	for i, l := range w.Ladders {
		n := len(l.Steps)
		first, rest, last := l.Steps[0], l.Steps[n-2], l.Steps[n-1]
		told := -1.0
		if gap := math.Abs(last.Amount - first.Amount); gap > 0 {
			told = 1 - math.Abs(rest.Amount)/gap
			if last.Amount > first.Low && last.Amount < first.High {
				told -= 10 // within our own interval there is nothing to explain
			}
		}
		all = append(all, rank{i, told})
	}
	slices.SortStableFunc(all, func(x, y rank) int { return cmp.Compare(y.told, x.told) })
	out := map[int]bool{}
	for _, r := range all[:min(len(all), gapsOpen)] {
		out[r.i] = true
	}
	return out
}

// why composes the section from the figures of the measure "step".
func (b *builder) why() Why {
	claims, id := b.claimRows(), idsOf("why")
	type to struct{ source, side, seniority, place, kind string }
	parts := map[to][]aggregate.Figure{}
	var order []to
	for _, f := range b.figures {
		o := b.in.Options
		if f.Measure != aggregate.MeasureStep || f.Role != o.Role || f.Country != o.Country ||
			causeRank(f.Statistic) < 0 {
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
		if l, ok := b.waterfall(parts[k], claims, id); ok {
			w.Ladders = append(w.Ladders, l)
			for _, s := range l.Steps {
				points = append(append(points, s.From, s.To), s.ends()...)
			}
		}
	}
	scale := axis(points, b.in.Options.Currency)
	for i := range w.Ladders {
		w.Ladders[i].Axis = scale
	}
	slices.SortStableFunc(w.Ladders, func(x, y Waterfall) int { return cmp.Compare(x.lastAmount(), y.lastAmount()) })
	if len(w.Ladders) == 0 {
		w.Empty = "Nothing to lead from one to the other: that needs a figure of ours that may be printed, and a " +
			"published mean or median of the same currency."
		return w
	}
	w.Note = "How a step is estimated, and what it assumes, stands under Method and in the evidence of each."
	if n := b.unled(claims, len(w.Ladders)); n > 0 {
		w.Note += fmt.Sprintf(
			" Only the figure of each publisher that is most like the report’s question is explained here; the "+
				"command backpay why explains %s.",
			plural(n, "more published amount of pay", "more published amounts of pay"),
		)
	}
	return w
}

// unled counts the published amounts of pay that no ladder leads to.
func (b *builder) unled(claims []ClaimRow, led int) int {
	n := 0
	for _, r := range claims {
		if r.Annual > 0 && r.Skill == "" {
			n++
		}
	}
	return max(n-led, 0)
}

func (w Waterfall) lastAmount() float64 { return w.Steps[len(w.Steps)-1].Amount }

// waterfall makes one ladder of its figures; ok is false where start, end or
// rest is missing.
func (b *builder) waterfall(figures []aggregate.Figure, claims []ClaimRow, id func(string) string) (Waterfall, bool) {
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
	if start == nil || start.Step == nil || end == nil || end.Step == nil ||
		byCause[aggregate.StepUnexplained][0] == nil ||
		byCause[aggregate.StepUnexplained][1] == nil {
		return Waterfall{}, false
	}
	said := published(*end, claims)
	w := Waterfall{
		ID: id(end.Source), Source: end.Source, Publisher: b.sourceTitle(end.Source),
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
		s := b.stepRow(c.name, c.label, pair, level, said)
		s.ID = w.ID + "-" + slug(c.name)
		level = s.To
		w.Steps = append(w.Steps, s)
	}
	w.Title = w.heading(value)
	w.Subtitle = fmt.Sprintf(
		"A step for each way in which our %s, and its %s, differ; %s a year",
		w.Steps[0].Text.Detail,
		w.Steps[len(w.Steps)-1].Text.Detail,
		currencyName(start.Unit),
	)
	return w, true
}

// published finds the claim that a ladder leads to.
func published(end aggregate.Figure, claims []ClaimRow) *ClaimRow {
	for i := range claims {
		r := &claims[i]
		if r.Source == end.Source && r.PayKind == end.PayKind && r.Company+r.Skill == "" &&
			r.Statistic == end.Step.Of &&
			math.Abs(r.Annual-end.Step.Exact) < .005 {
			return r
		}
	}
	return nil
}

// stepRow makes a row; level is the pay that the row before it ends at.
func (b *builder) stepRow(cause, label string, pair [2]*aggregate.Figure, level float64, said *ClaimRow) Step {
	f := pair[0]
	if f == nil {
		f = pair[1]
	}
	s := Step{Kind: "step", Cause: cause, Rows: f.NJobs, Clusters: f.NEmployers, From: level, To: level}
	about := f.Step
	if about == nil {
		about = &aggregate.Step{}
	}
	s.Text = StepText{Label: label, Assumes: capital(about.Behind), Where: stepWhere(*f, b.in.Options.Edition)}
	if pair[0] == nil {
		s.Kind = "unknown"
		s.Text.Detail = fromTo(cause, about, said)
		return s
	}
	s.Amount, s.Low, s.High = f.Value, f.CILow, f.CIHigh
	switch cause {
	case aggregate.StepStart, aggregate.StepEnd:
		s.Kind, s.From, s.To, s.mean = cause, s.Amount, s.Amount, about.Of == "mean"
		s.Text.Detail = about.Of + " of " + cmp.Or(about.PayKind, "unknown") + " pay, "
		if about.Source != "" {
			s.Text.Detail += b.sourceTitle(about.Source) + ", "
		}
		s.Text.Detail += cmp.Or(about.Year, "undated")
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
			s.Text.Assumes = "Holds what is not known: " + strings.Join(about.Unknown, ", ")
		} else {
			s.Text.Assumes = "The interval holds theirs and the first figure's, each taken as independent of the others"
		}
	default:
		s.Text.Detail = fromTo(cause, about, said)
		s.Text.Rests = plural(s.Rows, "row", "rows")
	}
	s.To = level + s.Amount
	s.Text.Amount = change(s.Amount, f.Unit)
	s.Text.Interval = signedWhole(s.Low) + " to " + signedWhole(s.High)
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
	return word(about.From) + " to " + word(about.To)
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

// signedWhole prints an amount that may be below zero, with its sign.
func signedWhole(v float64) string {
	if v > 0 {
		return "+" + whole(v)
	}
	return whole(v)
}

func stepWhere(f aggregate.Figure, edition string) string {
	var parts []string
	for _, kv := range [][2]string{{"edition", edition}, {"measure", aggregate.MeasureStep}, {"source", f.Source}, {"pay_kind", f.PayKind}, {"statistic", f.Statistic}} {
		parts = append(parts, kv[0]+" = '"+strings.ReplaceAll(kv[1], "'", "''")+"'")
	}
	return strings.Join(parts, " AND ")
}
