package gap

import (
	"math"

	"backpay/scraper"
)

// Row is one pay that we hold: a job of ours, a survey's answer, a filing.
type Row struct {
	Source    string
	Side      scraper.Side
	PayKind   string // base, total, prevailing, ...
	Year      string // "" when unknown
	Role      string
	Seniority string
	Place     string // metropolitan area or city; "" when unknown
	Currency  string
	// Experience is a band of years of work; "" when unknown. It is no step, for
	// published figures don't say it, but it is held alike where rows know it.
	Experience string
	Pay        float64 // a year's, above zero
	// Employer tells which rows may be alike: the employer, or where it isn't
	// known the person, who may have told base and total pay. "" is a row of its
	// own.
	Employer string
}

// Figure is one end of a gap: our own figure or a published one. A word that
// is "" is unknown, or stands for all where Seniority and Place are.
type Figure struct {
	Name      string // as printed: "Glassdoor, mean base pay"
	Source    string
	Side      scraper.Side
	Statistic string // mean or median; others have no step
	PayKind   string
	Year      string
	Role      string
	Seniority string
	Place     string
	Currency  string
	Value     float64 // a year's
	// Low and High bound the value's 95 % interval; 0 when there is none.
	Low, High float64
	// Grade, Rows and Clusters are of our own figure: good or rough, and what it
	// rests on.
	Grade          string
	Rows, Clusters int
	// Rate is how many units of a published figure's currency one of ours was
	// worth, 0 when that isn't known; RateNote the rate's date and source.
	Rate     float64
	RateNote string

	experience string // no figure is of one
}

// The causes, in the order in which they are climbed.
const (
	Year      = "year"
	Title     = "title"
	Seniority = "seniority"
	Mix       = "seniority mix"
	Place     = "place"
	PlaceMix  = "place mix"
	Side      = "side"
	Kind      = "kind of pay"
	Statistic = "statistic"
	Currency  = "currency"

	experience = "experience"
)

// Step is one cause and its size.
type Step struct {
	Cause    string
	From, To string
	// Log is the difference of log pay that the cause makes, with its 95 %
	// interval; 100 (exp(Log) - 1) is percent. All are 0 unless Known.
	Log, Low, High float64
	Known          bool
	// Rows, Clusters and Cells are what it was estimated from, in Sources, of the
	// years First to Last ("" when the rows have none).
	Rows, Clusters, Cells int
	// Thin is how many of the clusters are on the thinner side of the step.
	Thin        int
	Sources     []string
	First, Last string
	// Elsewhere names what was alike in each cell, but not that of the figures;
	// Loose what wasn't held alike.
	Elsewhere, Loose []string
	// Note says what the step assumes, or why it isn't known.
	Note string
}

// Gap leads from one figure to another.
type Gap struct {
	From, To Figure
	// Log is log(To) - log(From).
	Log   float64
	Steps []Step
	// Rest is what the known steps leave, with an interval from theirs and the
	// two figures' own, taken as independent of each other.
	Rest, RestLow, RestHigh float64
	// Unknown are the causes that differ, and could not be estimated: they are
	// in the rest.
	Unknown []string
}

// Options of Hold. A value left at zero has the one named at it.
type Options struct {
	Resamples int // draws of employers (499)
	MinSide   int // rows on each side of a cell (5)
	// Clusters is the least number of employers, or of rows of their own, on
	// each side of a step (20).
	Clusters int
}

const level95 = 0.95

// Build climbs from one figure to the other. Neither value changes a step: each
// is estimated from the rows alone.
func (h *Held) Build(from, to Figure) Gap {
	l := Gap{From: from, To: to, Log: math.Log(to.Value / from.Value)}
	c := climb{Held: h, at: from, to: to, own: h.codes(from.Source, to.Source)}
	for i := range dimensions {
		d := &dimensions[i]
		a, b := *d.of(&c.at), *d.of(&c.to)
		switch {
		case a == b:
		case d.name == Currency:
			l.Steps = append(l.Steps, c.currency(a, b))
		default:
			l.Steps = append(l.Steps, h.once(c, d, func() Step {
				switch d.name {
				case Statistic:
					return c.statistic(a, b)
				case Year:
					return c.year(i, a, b)
				}
				return c.step(i, a, b)
			}))
		}
		*d.of(&c.at) = b
		if d.mix != "" && a == b && b == "" && from.Source != to.Source {
			l.Steps = append(l.Steps, h.once(c, d, func() Step { return c.mix(i, from, to) }))
		}
	}
	l.Rest = l.Log
	var variance float64
	for _, s := range l.Steps {
		if !s.Known {
			l.Unknown = append(l.Unknown, s.Cause)
			continue
		}
		l.Rest -= s.Log
		variance += square((s.High - s.Low) / 2)
	}
	for _, f := range []Figure{from, to} {
		if f.Low > 0 && f.High > 0 {
			variance += square(math.Log(f.High/f.Low) / 2)
		}
	}
	reach := math.Sqrt(variance)
	l.RestLow, l.RestHigh = l.Rest-reach, l.Rest+reach
	return l
}

func square(x float64) float64 { return x * x }

// dimension is something in which two figures can differ.
type dimension struct {
	name string
	mix  string // the step's name where both stand for all and their mixes differ
	of   func(*Figure) *string
	row  func(*Row) string
}

var dimensions = [...]dimension{
	{Year, "", func(f *Figure) *string { return &f.Year }, func(r *Row) string { return r.Year }},
	{Title, "", func(f *Figure) *string { return &f.Role }, func(r *Row) string { return r.Role }},
	{Seniority, Mix, func(f *Figure) *string { return &f.Seniority }, func(r *Row) string { return r.Seniority }},
	{Place, PlaceMix, func(f *Figure) *string { return &f.Place }, func(r *Row) string { return r.Place }},
	{Side, "", func(f *Figure) *string { return (*string)(&f.Side) }, func(r *Row) string { return string(r.Side) }},
	{Kind, "", func(f *Figure) *string { return &f.PayKind }, func(r *Row) string { return r.PayKind }},
	{experience, "", func(f *Figure) *string { return &f.experience }, func(r *Row) string { return r.Experience }},
	{Statistic, "", func(f *Figure) *string { return &f.Statistic }, nil},
	{Currency, "", func(f *Figure) *string { return &f.Currency }, func(r *Row) string { return r.Currency }},
}

// climb is how far the way from one figure to the other has come.
type climb struct {
	*Held
	at, to Figure
	own    []int32 // the two figures' sources
}
