package ladder

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"backpay/aggregate/stat"
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
	Pay       float64 // a year's, above zero
	// Employer tells which rows may be alike: the employer, or where it isn't
	// known the person, who may have told base and total pay. "" is a row of its
	// own.
	Employer string
}

// Figure is one end of a ladder: our own figure or a published one. A word that
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
)

// Step is one cause and its size.
type Step struct {
	Cause    string
	From, To string
	// Log is the difference of log pay that the cause makes, with its 95 %
	// interval; 100 (exp(Log) - 1) is percent. All are 0 unless Known.
	Log, Low, High float64
	Known          bool
	// Rows, Clusters and Cells are what it was estimated from.
	Rows, Clusters, Cells int
	Sources               []string
	// Elsewhere names what was alike in each cell, but not that of the figures;
	// Loose what wasn't held alike.
	Elsewhere, Loose []string
	// Note says what the step assumes, or why it isn't known.
	Note string
}

// Ladder leads from one figure to another.
type Ladder struct {
	From, To Figure
	// Gap is log(To) - log(From).
	Gap   float64
	Steps []Step
	// Rest is what the known steps leave, with an interval from theirs and the
	// two figures' own, taken as independent of each other.
	Rest, RestLow, RestHigh float64
	// Unknown are the causes that differ, and could not be estimated: they are
	// in the rest.
	Unknown []string
}

// Options of Build. A value left at zero has the one named at it.
type Options struct {
	Resamples int // draws of employers (499)
	MinSide   int // rows on each side of a cell (5)
	// Clusters is the least number of employers, or of rows of their own, on
	// each side of a step (20).
	Clusters int
	// Rate is how many units of the second currency one of the first was worth,
	// where the two figures are in different ones; RateNote its date and source.
	Rate     float64
	RateNote string
}

const level95 = 0.95

// Build climbs from one figure to the other. Neither value changes a step: each
// is estimated from the rows alone.
func Build(from, to Figure, rows []Row, opt Options) Ladder {
	opt.Resamples, opt.MinSide, opt.Clusters = cmp.Or(opt.Resamples, 499), cmp.Or(opt.MinSide, 5), cmp.Or(opt.Clusters, 20)
	l := Ladder{From: from, To: to, Gap: math.Log(to.Value / from.Value)}
	c := climb{opt: opt, rows: rows, at: from, to: to}
	for _, d := range dimensions {
		a, b := *d.of(&c.at), *d.of(&c.to)
		switch {
		case a == b:
		case d.name == Currency:
			l.Steps = append(l.Steps, c.currency(a, b))
		case d.name == Statistic:
			l.Steps = append(l.Steps, c.statistic(a, b))
		case d.name == Year:
			l.Steps = append(l.Steps, c.year(d, a, b))
		default:
			l.Steps = append(l.Steps, c.step(d, a, b))
		}
		*d.of(&c.at) = b
		if d.mix != "" && a == b && b == "" {
			if s, ok := c.mix(d, from, to); ok {
				l.Steps = append(l.Steps, s)
			}
		}
	}
	l.Rest = l.Gap
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

var dimensions = []dimension{
	{Year, "", func(f *Figure) *string { return &f.Year }, func(r *Row) string { return r.Year }},
	{Title, "", func(f *Figure) *string { return &f.Role }, func(r *Row) string { return r.Role }},
	{Seniority, Mix, func(f *Figure) *string { return &f.Seniority }, func(r *Row) string { return r.Seniority }},
	{Place, PlaceMix, func(f *Figure) *string { return &f.Place }, func(r *Row) string { return r.Place }},
	{Side, "", func(f *Figure) *string { return (*string)(&f.Side) }, func(r *Row) string { return string(r.Side) }},
	{Kind, "", func(f *Figure) *string { return &f.PayKind }, func(r *Row) string { return r.PayKind }},
	{Statistic, "", func(f *Figure) *string { return &f.Statistic }, nil},
	{Currency, "", func(f *Figure) *string { return &f.Currency }, func(r *Row) string { return r.Currency }},
}

// climb is where a ladder has come to.
type climb struct {
	opt    Options
	rows   []Row
	at, to Figure
}

// freedom is what a step gives up to find rows of both. What is elsewhere is
// still alike within each cell, but need not be the climber's: the year's
// difference may be looked at in a survey. What is loose is not held alike.
type freedom struct{ elsewhere, loose []string }

// freedoms are tried in order: the same things loose, first what may be
// elsewhere grows. Sides and kinds of pay are never loose, since they are never
// pooled.
func freedoms(elsewhere ...string) (all [][]freedom) {
	loose := []string{Place, Seniority, Year}
	for j := range len(loose) + 1 {
		var level []freedom
		for k := range len(elsewhere) + 1 {
			level = append(level, freedom{elsewhere[:k], loose[:j]})
		}
		all = append(all, level)
	}
	return all
}

// enough is the reach of an interval, in log pay, at which no more rows are
// looked for elsewhere.
const enough = 0.05

// fits tells whether a row can be looked at in place of the climber's, and adds
// what it is to its cell's name.
func (c climb) fits(r *Row, but string, f freedom, cell []byte) ([]byte, bool) {
	if r.Currency != c.at.Currency || !(r.Pay > 0) {
		return cell, false
	}
	for i := range dimensions {
		d := &dimensions[i]
		if d.row == nil || d.name == but || d.name == Currency || slices.Contains(f.loose, d.name) {
			continue
		}
		v := d.row(r)
		at := *d.of(&c.at)
		// A row of unknown place or seniority is alike to none.
		if v == "" || at != "" && v != at && !slices.Contains(f.elsewhere, d.name) {
			return cell, false
		}
		cell = append(append(cell, v...), 0)
	}
	return cell, true
}

// step estimates the difference that one dimension makes: within each cell of
// rows alike in all else, the median log pay of the one less that of the other;
// over cells, the mean weighted by the rows that each rests on.
func (c climb) step(d dimension, a, b string) Step {
	s := Step{Cause: d.name, From: a, To: b}
	if d.name != Seniority && d.name != Place && (a == "" || b == "") {
		s.Note = "one of the two does not say"
		return s
	}
	// Of the ways that hold the same alike, the first that is precise enough,
	// else the most precise.
	for _, level := range freedoms(Place, Seniority, Year, Kind, Side, Title) {
		var best Step
		for _, f := range level {
			f = freedom{without(f.elsewhere, d.name), without(f.loose, d.name)}
			got, ok := c.estimate(s, c.gather(d, a, b, f))
			if !ok || best.Known && got.High-got.Low >= best.High-best.Low {
				continue
			}
			best = got
			best.Elsewhere, best.Loose = c.given(f)
			if best.High-best.Low <= 2*enough {
				break
			}
		}
		if best.Known {
			best.Note = "assumes that the difference is the same, in percent, wherever it is looked at"
			return best
		}
	}
	s.Note = fmt.Sprintf("no rows held of both with %d employers or persons each", c.opt.Clusters)
	return s
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
}

func (c climb) given(f freedom) (elsewhere, loose []string) {
	for _, e := range f.elsewhere {
		if !slices.Contains(f.loose, e) {
			elsewhere = append(elsewhere, e)
		}
	}
	return elsewhere, f.loose
}

// cellRow is a row of a cell, on the first side or the second.
type cellRow struct {
	cell   string
	second bool
	row    *Row
}

// gather finds the rows of both sides, with the cell that each is in. Where a
// side is "" it is all of them: a figure for all against one for the seniors.
func (c climb) gather(d dimension, a, b string, f freedom) []cellRow {
	var out []cellRow
	var name []byte
	cells := map[string]string{}
	for i := range c.rows {
		r := &c.rows[i]
		v := d.row(r)
		if a != "" && b != "" && v != a && v != b {
			continue
		}
		var ok bool
		if name, ok = c.fits(r, d.name, f, name[:0]); !ok {
			continue
		}
		if d.name != Side {
			name = append(name, r.Source...)
		}
		cell, met := cells[string(name)]
		if !met {
			cell = string(name)
			cells[cell] = cell
		}
		if a == "" || v == a {
			out = append(out, cellRow{cell, false, r})
		}
		if b == "" || v == b {
			out = append(out, cellRow{cell, true, r})
		}
	}
	return out
}

func (c climb) currency(a, b string) Step {
	s := Step{Cause: Currency, From: a, To: b}
	if c.opt.Rate <= 0 {
		s.Note = "no exchange rate held"
		return s
	}
	s.Known, s.Log = true, math.Log(c.opt.Rate)
	s.Low, s.High = s.Log, s.Log
	s.Note = "an exchange rate, not what money buys: " + c.opt.RateNote
	return s
}

// statistic estimates how far the mean lies above the median, or the reverse,
// among the rows most like the second figure.
func (c climb) statistic(a, b string) Step {
	s := Step{Cause: Statistic, From: a, To: b}
	sign := 1.0
	switch {
	case a == "median" && b == "mean":
	case a == "mean" && b == "median":
		sign = -1
	default:
		s.Note = "only the mean and the median can be led into each other"
		return s
	}
	for _, f := range slices.Concat(freedoms(Year, Kind, Side, Title)...) {
		bySource := map[string][]*Row{}
		for i := range c.rows {
			r := &c.rows[i]
			if c.like(r, f) {
				bySource[r.Source] = append(bySource[r.Source], r)
			}
		}
		// The figure's own source goes before the one with most rows.
		best := ""
		for source, rows := range bySource {
			if best == "" || source == c.to.Source || best != c.to.Source && (len(rows) > len(bySource[best]) || len(rows) == len(bySource[best]) && source < best) {
				best = source
			}
		}
		if best == "" {
			continue
		}
		if got, ok := c.skew(s, bySource[best], sign); ok {
			got.Sources = []string{best}
			got.Elsewhere, got.Loose = c.given(f)
			got.Note = "assumes that the published figure's rows are as skewed as these"
			return got
		}
	}
	s.Note = "no rows held to measure the skew of pay on"
	return s
}

// like tells whether a row is one of those that a figure at the climber's place
// would stand on: of any seniority and place where the figure is of all.
func (c climb) like(r *Row, f freedom) bool {
	if r.Currency != c.at.Currency || !(r.Pay > 0) {
		return false
	}
	for i := range dimensions {
		d := &dimensions[i]
		if d.row == nil || d.name == Currency || slices.Contains(f.loose, d.name) || slices.Contains(f.elsewhere, d.name) {
			continue
		}
		if at := *d.of(&c.at); at != "" && d.row(r) != at {
			return false
		}
	}
	return true
}

func (c climb) skew(s Step, rows []*Row, sign float64) (Step, bool) {
	slices.SortFunc(rows, compareRows)
	pays, clusters, n := numbered(rows)
	if n < c.opt.Clusters {
		return s, false
	}
	of := func(times []int) float64 {
		var sum, k float64
		for i, v := range pays {
			t := float64(times[clusters[i]])
			sum += float64(t * v)
			k += t
		}
		return sign * math.Log(sum/k/stat.TimesQuantile(pays, clusters, times, .5))
	}
	return c.interval(s, len(rows), n, n, of)
}

// numbered returns the pay of sorted rows with the number of each one's
// cluster, and how many clusters there are.
func numbered(rows []*Row) (pays []float64, clusters []int, n int) {
	at := map[string]int{}
	for _, r := range rows {
		key := r.Source + "\x00" + r.Employer
		k, met := at[key]
		if !met || r.Employer == "" {
			k = n
			n++
			at[key] = k
		}
		pays, clusters = append(pays, r.Pay), append(clusters, k)
	}
	return pays, clusters, n
}

func compareRows(a, b *Row) int {
	return cmp.Or(cmp.Compare(a.Pay, b.Pay), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Employer, b.Employer),
		cmp.Compare(a.PayKind, b.PayKind), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Seniority, b.Seniority), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Role, b.Role))
}
