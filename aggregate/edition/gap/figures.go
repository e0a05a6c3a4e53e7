package gap

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"backpay/aggregate"
)

// Unknown is the grade of a step that could not be estimated.
const Unknown = "withheld"

// Figures are the gap's rows in order, each with the source, side,
// seniority, place and kind of pay of the published figure that the gap
// leads to, and the cause as its statistic: the start, each cause, what is
// unexplained and the end. A row of percent is followed by one of money in the
// currency of the first figure, as pay a year at the height that the way has
// come to. Money is rounded to four digits of the larger figure in such a way
// that start, known steps and unexplained add up to the end exactly; start and
// end have no percent. A note begins with what a step leads from and to, then
// "; ". about gives edition, role and country.
//
// A step's interval is that of its own size. That of the unexplained holds the
// steps' and the two figures' own.
func (l Gap) Figures(about aggregate.Figure) []aggregate.Figure {
	about.Measure, about.Source, about.Side, about.Seniority, about.Place, about.PayKind = aggregate.MeasureStep, l.To.Source, l.To.Side, l.To.Seniority, l.To.Place, l.To.PayKind
	unit := max(math.Pow(10, math.Floor(math.Log10(max(l.From.Value, l.To.Value)))-3), 1)
	round := func(v float64) float64 { return math.Round(v/unit) * unit }
	tenth := func(log float64) float64 { return math.Round(1000*math.Expm1(log)) / 10 }
	var out []aggregate.Figure
	money := func(statistic string, value, low, high float64, f aggregate.Figure) {
		f.Statistic, f.Unit, f.Value, f.CILow, f.CIHigh = statistic, l.From.Currency, value, low, high
		out = append(out, f)
	}
	end := func(f Figure, statistic string) float64 {
		g := about
		g.Grade, g.NJobs, g.NEmployers = f.Grade, f.Rows, f.Clusters
		of := cmp.Or(f.Year, "undated")
		g.Step = &aggregate.Step{Known: true, Of: f.Statistic, PayKind: f.PayKind, Year: f.Year, Exact: f.Value}
		if statistic == aggregate.StepStart && f.Source != "all" && f.Source != "" {
			of = f.Source + " " + of
			g.Step.Source = f.Source
		}
		g.Note = fmt.Sprintf(
			"%s of %s pay, %s; rounded from %.2f",
			f.Statistic,
			cmp.Or(f.PayKind, "unknown"),
			of,
			f.Value,
		)
		money(statistic, round(f.Value), round(f.Low), round(f.High), g)
		return round(f.Value)
	}
	level, exact := end(l.From, aggregate.StepStart), l.From.Value
	for _, s := range l.Steps {
		f := about
		f.NJobs, f.NEmployers, f.Note = s.Rows, s.Clusters, s.FromTo()+"; "+s.Behind()
		f.Step = s.step()
		f.Statistic, f.Unit = s.Cause, "percent"
		if !s.Known {
			f.Grade, f.Reason = Unknown, aggregate.Reason{Code: aggregate.ReasonNotEstimated}
			out = append(out, f)
			continue
		}
		f.Value, f.CILow, f.CIHigh = tenth(s.Log), tenth(s.Low), tenth(s.High)
		out = append(out, f)
		low, high := exact*math.Expm1(s.Low), exact*math.Expm1(s.High)
		exact *= math.Exp(s.Log)
		money(s.Cause, round(exact)-level, round(low), round(high), f)
		level = round(exact)
	}
	// The end, in the currency of the first figure.
	last := l.To
	last.Value = exact * math.Exp(l.Rest)
	rest := about
	rest.Note = "what the known steps leave; the interval holds theirs and the first figure's, each taken as " +
		"independent of the others"
	rest.Step = &aggregate.Step{Known: true, Unknown: l.Unknown}
	if len(l.Unknown) > 0 {
		rest.Note += "; with what is not known: " + strings.Join(l.Unknown, ", ")
	}
	rest.Statistic, rest.Unit, rest.Value, rest.CILow, rest.CIHigh = aggregate.StepUnexplained, "percent",
		tenth(l.Rest), tenth(l.RestLow), tenth(l.RestHigh)
	out = append(out, rest)
	money(
		aggregate.StepUnexplained,
		round(last.Value)-level,
		round(last.Value*-math.Expm1(-l.RestLow)),
		round(last.Value*-math.Expm1(-l.RestHigh)),
		rest,
	)
	end(last, aggregate.StepEnd)
	return out
}

// step is what the figures of a step say of it beside its size.
func (s Step) step() *aggregate.Step {
	from, to := s.ends()
	return &aggregate.Step{From: from, To: to, Known: s.Known, Behind: s.behind()}
}

// FromTo says what a step leads from and to.
func (s Step) FromTo() string {
	from, to := s.ends()
	return from + " to " + to
}

func (s Step) ends() (from, to string) {
	if s.Cause == Mix || s.Cause == PlaceMix {
		return "ours", "theirs"
	}
	none := "unknown"
	if s.Cause == Seniority || s.Cause == Place {
		none = "all"
	}
	return cmp.Or(s.From, none), cmp.Or(s.To, none)
}

// Behind says what a step rests on and what it assumes, or why it isn't known.
func (s Step) Behind() string {
	if !s.Known {
		return "not known: " + s.Note
	}
	return s.behind()
}

func (s Step) behind() string {
	if !s.Known {
		return s.Note
	}
	var words []string
	if len(s.Sources) > 0 {
		rows := strings.Join(s.Sources, ", ")
		switch {
		case s.First == "":
		case s.First == s.Last:
			rows += " " + s.First
		default:
			rows += " " + s.First + " to " + s.Last
		}
		words = append(words, rows)
	}
	if s.Thin < s.Clusters {
		words = append(words, fmt.Sprintf("%d employers or persons on the thinner side", s.Thin))
	}
	words = append(words, s.Note)
	if len(s.Elsewhere) > 0 {
		words = append(words, "looked at in any "+strings.Join(s.Elsewhere, ", "))
	}
	if len(s.Loose) > 0 {
		words = append(words, "not held alike: "+strings.Join(s.Loose, ", "))
	}
	return strings.Join(words, "; ")
}
