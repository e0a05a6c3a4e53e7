package article

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/scraper"
)

// A figure of pay is held only against what is about the same thing: role and
// level, country or city, employer, side and, where the text names them, source,
// statistic, kind of pay and date. What is about something else is context.

// match is a reference about the same thing as a finding, and how its value
// compares.
type match struct {
	ref      *Reference
	equal    bool    // the value is the reference's, as far as it is written
	exact    bool    // so far without what "about" leaves open
	inside   bool    // or lies in its interval, or where an open bound allows
	distance float64 // in shares of the reference's value
}

// markPay judges a figure of pay.
func (w *world) markPay(f *Finding) {
	f.Mark = Unknown
	if f.Period == "" {
		f.Why = "it is too little for a year, and said to be of nothing shorter"
		return
	}
	var same []match
	var nearest *match
	for i := range w.refs {
		m, ok := w.match(f, &w.refs[i])
		if !ok {
			continue
		}
		if nearest == nil || m.closer(f, nearest) {
			nearest = &m
		}
		same = append(same, m)
	}
	if nearest == nil {
		f.Why = w.nothing(f)
		return
	}
	f.Nearest = nearest.ref
	switch {
	case f.example:
		f.Why = "it is an example, which tax is worked out from; nearest is " + nearest.ref.words()
	case f.sector:
		f.Why = "it is of one industry, and what is held is of all; nearest is " + nearest.ref.words()
	case f.Tax == "net":
		f.Why = "it is pay after tax, and what is held is before tax; nearest is " + nearest.ref.words()
	case f.Source != "" && f.Source != own:
		w.markNamed(f, same)
	default:
		w.markUnnamed(f, same)
	}
	if f.Mark == Unknown && f.Why == "" {
		f.Why = "no figure of ours or published claim about the same has this value; nearest is " + nearest.ref.words()
	}
}

// match holds a finding against a reference; ok is false where they are about
// different things.
func (w *world) match(f *Finding, r *Reference) (m match, ok bool) {
	switch {
	case r.Measure != Pay || r.Unit != f.Currency || !sameSkill(f, r) || (f.High != 0) != (r.High != 0):
		return m, false
	case r.Role != f.Role || r.Seniority != f.Seniority || r.Country != f.Country:
		return m, false
	case f.Role == "other" && !holdsTitle(f.title, r.title): // an occupation that is no role of ours
		return m, false
	case r.Of == "claim" && !sameTrade(f.title, r.title):
		return m, false
	case !strings.EqualFold(r.company, f.Company):
		return m, false
	case f.metro != "" && r.metro != "" && f.metro != r.metro,
		(f.metro == "" || r.metro == "") && !strings.EqualFold(f.City, r.Place):
		return m, false
	case f.known && !saidBy(f, r):
		return m, false
	}
	low, high, unit := w.yearly(f, f.Value), w.yearly(f, f.High), w.yearly(f, f.unit)
	if f.Period != "year" {
		unit += 10 // publishers round the year's pay to tens
	}
	m = match{ref: r, equal: near(low, r.Value, unit, f) && (f.High == 0 || near(high, r.High, unit, f))}
	plain := *f
	plain.about = false
	m.exact = m.equal && near(low, r.Value, unit, &plain)
	m.inside = f.High == 0 && r.CIHigh > r.CILow && low >= r.CILow && low <= r.CIHigh
	m.distance = math.Abs(low-r.Value) / math.Max(math.Abs(r.Value), 1e-9)
	return m, true
}

// sameSkill reports whether both are of developers of the same skill, or of all.
func sameSkill(f *Finding, r *Reference) bool {
	inTitle := f.Skill != "" && r.Skill == "" && strings.Contains(strings.ToLower(r.title), strings.ToLower(f.Skill))
	return inTitle || strings.EqualFold(f.Skill, r.Skill)
}

// saidBy reports whether a reference is of the source that a finding names.
func saidBy(f *Finding, r *Reference) bool {
	if f.Source == own {
		return r.Of == "figure"
	}
	return publishes(f.Source, r.Source)
}

// closer reports whether a match is the better context: of the statistic and
// kind that the text says, of its time, and near in value.
func (m *match) closer(f *Finding, o *match) bool {
	return cmp.Or(cmp.Compare(boolInt(!m.alike(f)), boolInt(!o.alike(f))),
		cmp.Compare(apart(f, m.ref), apart(f, o.ref)), cmp.Compare(m.distance, o.distance)) < 0
}

// alike reports whether the words for statistic and kind of pay are right.
func (m *match) alike(f *Finding) bool { return statisticFits(f, m.ref) && kindFits(f, m.ref) }

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// apart is how many years lie between what a finding says to be of and a
// reference; 0 where either doesn't say.
func apart(f *Finding, r *Reference) int {
	y := year(r.AsOf)
	if f.Year == 0 || y == 0 {
		return 0
	}
	return max(f.Year-y, y-f.Year)
}

// markNamed judges a figure that the text gives as somebody's, by what that one
// says.
func (w *world) markNamed(f *Finding, same []match) {
	if !f.known {
		f.Why = f.Source + " is no source of ours; nearest is " + f.Nearest.words()
		return
	}
	p := w.ofPublisher(f, same)
	switch equal, past, other := p.equal, p.past, p.other; {
	case equal != nil:
		f.Nearest, f.Source = equal.ref, equal.ref.Source
		w.markEqual(f, equal)
	case past != nil && !f.month:
		f.Nearest, f.Source = past.ref, past.ref.Source
		f.Mark, f.Why = Stale, fmt.Sprintf("told as of %d, and it is of %s: %s", f.Year, past.ref.AsOf, past.ref.words())
	case other != nil:
		f.Nearest, f.Source = other.ref, other.ref.Source
		f.Mark, f.Why = Contradicted, "the publisher gives another: "+other.ref.words()
		if other.ref.Of == "figure" {
			f.Why = "the publisher's rows give another: " + other.ref.words()
		}
	default:
		for i := range same { // where the source's adverts are ours to count
			if m := &same[i]; m.ref.Of == "figure" && m.inside && m.alike(f) && w.current(f, m.ref) &&
				f.Statistic != "" {
				f.Nearest, f.Mark, f.Why = m.ref, Supported, "in the interval of "+m.ref.words()
				return
			}
		}
	}
}

// byPublisher is, of what a publisher says, what has a finding's value, of its time or
// of years before, and else the nearest of the statistic, kind and year that the text
// says.
type byPublisher struct{ equal, past, other *match }

func (w *world) ofPublisher(f *Finding, same []match) (p byPublisher) {
	// A text that says statistic, year and whose pay it is can be contradicted.
	exact := f.Year != 0 && f.Statistic != "" && f.Statistic != "range" && f.Statistic != "typical"
	for i := range same {
		switch m := &same[i]; {
		case m.equal:
			p.takeEqual(f, m)
		case exact && w.contradicts(f, m) && (p.other == nil || m.distance < p.other.distance):
			p.other = m
		}
	}
	if p.other != nil && !occupationSure(f, same, p.other) {
		p.other = nil
	}
	if p.other != nil && p.equal != nil && f.month && apart(f, p.equal.ref) > 0 {
		p.equal = nil // the text names the month, and the publisher gives another for it
	}
	return p
}

// takeEqual notes a figure of the publisher that has the finding's value.
func (p *byPublisher) takeEqual(f *Finding, m *match) {
	years := apart(f, m.ref)
	switch {
	case m.alike(f) && years == 0 && (p.equal == nil || !p.equal.alike(f) || newer(m.ref, p.equal.ref)),
		years <= 1 && (p.equal == nil || !p.equal.alike(f) && newer(m.ref, p.equal.ref)):
		p.equal = m
	case m.alike(f) && year(m.ref.AsOf) < f.Year && (p.past == nil || newer(m.ref, p.past.ref)):
		p.past = m
	}
}

// occupationSure reports whether a figure of a publisher is of the one occupation that a text
// can mean: the text names it, or the publisher has one alone of the role.
func occupationSure(f *Finding, same []match, of *match) bool {
	if sameTitle(f.title, of.ref.title) || f.Role == "other" {
		return sameTitle(f.title, of.ref.title)
	}
	return !slices.ContainsFunc(same, func(m match) bool {
		return m.ref.Source == of.ref.Source && m.ref.AsOf == of.ref.AsOf && m.ref.title != of.ref.title
	})
}

func newer(a, b *Reference) bool { return a.AsOf > b.AsOf }

// markUnnamed judges a figure that nobody is named for: by the one headline that
// it speaks of, or where the text says the statistic, by a published claim that
// is equal.
func (w *world) markUnnamed(f *Finding, same []match) {
	c := w.unnamed(f, same)
	headline := c.headline
	switch {
	case c.other != nil && c.equal == nil && (headline == nil || !headline.equal):
		f.Nearest = c.other.ref
		w.markEqual(f, c.other)
	case headline != nil && (headline.inside || headline.equal) && w.current(f, headline.ref):
		f.Nearest = headline.ref
		f.Mark, f.Why = Supported, "in the interval of "+headline.ref.words()
	case c.equal != nil:
		f.Nearest = c.equal.ref
		w.markEqual(f, c.equal)
	case c.past != nil:
		f.Nearest = c.past.ref
		f.Mark, f.Why = Stale, fmt.Sprintf("of %s, and told without the date: %s", c.past.ref.AsOf, c.past.ref.words())
	case headline != nil:
		f.Nearest = headline.ref
	}
}

// candidates are what a figure that nobody is named for may be: our headline,
// something published or ours that is equal, something of ours of another
// year, and something equal that is of another kind.
type candidates struct{ headline, equal, past, other *match }

func (w *world) unnamed(f *Finding, same []match) (c candidates) {
	for i := range same {
		m := &same[i]
		ours := m.ref.Of == "figure"
		switch {
		case !m.alike(f):
			near := statisticFits(f, m.ref) || kindFits(f, m.ref)    // else it is of something else
			written := w.yearly(f, f.unit) < 1000 || f.Source == own // a round value is that of many
			if m.exact && near && written && f.Statistic != "" && !ours != (f.Source == own) &&
				(c.other == nil || newer(m.ref, c.other.ref)) {
				c.other = m
			}
		case ours && m.ref.Source == "all" && m.ref.Side == scraper.Posted && m.ref.Statistic == headlineStatistic(f):
			c.headline = m
		case ours && f.Source == own && m.equal && c.equal == nil:
			c.equal = m
		case !ours && published(f, m, c.equal):
			c.equal = m
		case ours && m.exact && f.Bound == 0 && f.Statistic != "" && f.Year == 0 && !w.current(f, m.ref):
			c.past = m
		}
	}
	return c
}

// published reports whether a claim is what the text says without naming its
// publisher, and newer than what was found.
func published(f *Finding, m, found *match) bool {
	return m.exact && f.Statistic != "" && f.Source == "" && (found == nil || newer(m.ref, found.ref))
}

// headlineStatistic is the statistic of ours that a finding speaks of: the
// median, where the text doesn't say.
func headlineStatistic(f *Finding) string {
	switch {
	case f.High != 0 && f.Statistic == "range":
		return "p25-p75"
	case f.Statistic == "" || f.Statistic == "typical":
		return "median"
	}
	return f.Statistic
}

// current reports whether a reference is within a year of what a finding is of:
// the date that it says, else the article's.
func (w *world) current(f *Finding, r *Reference) bool {
	y := year(r.AsOf)
	of := f.Year
	if of == 0 {
		of = number4(w.today)
	}
	return y == 0 || of == 0 || max(of-y, y-of) <= 1
}

// markEqual marks a figure that is a reference's, with what is wrong in how it
// is worded.
func (w *world) markEqual(f *Finding, m *match) {
	r := m.ref
	wrong := func(reason, why string) { f.Mark, f.Reason, f.Why = WrongKind, reason, why }
	old := w.old(f, r)
	switch {
	case !kindFits(f, r):
		wrong(
			ByPayKind,
			fmt.Sprintf("told as %s pay, and it is %s pay: %s", or(f.PayKind, "plain"), r.PayKind, r.words()),
		)
	case !statisticFits(f, r):
		wrong(
			ByStatistic,
			fmt.Sprintf("told as %s, and it is the %s: %s", or(f.Statistic, "plain pay"), statisticWord(r), r.words()),
		)
	case r.N > 0 && r.N < fewest && f.N == 0:
		wrong(NoN, fmt.Sprintf("it rests on %d, which has to be said: %s", r.N, r.words()))
	case f.Year == 0 && old != "", f.now && old != "":
		f.Mark, f.Why = Stale, old+": "+r.words()
	default:
		f.Mark, f.Why = Supported, "as in "+r.words()
	}
}
