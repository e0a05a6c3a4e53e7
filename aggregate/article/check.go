package article

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate/pay"
)

// fewest is how many reports or adverts a figure needs before it may stand
// without its n (research: under it, chance alone makes premiums of 29 %).
const fewest = 20

// fit is a reference that a finding may be of.
type fit struct {
	ref      *Reference
	exact    bool // the value is the reference's, as far as it is written
	interval bool // or lies in its interval
	wrong    float64
	distance float64 // in shares of the value
}

// mark judges a finding.
func (w *world) mark(f *Finding) {
	switch f.Kind {
	case Difference:
		w.markDifference(f)
		return
	case Pay:
		w.markPay(f)
		return
	}
	best, closest := w.fits(f)
	if best != nil {
		f.Nearest = best.ref
		w.markFit(f, best)
		return
	}
	f.Mark = Unknown
	if f.Kind == Premium && f.N > 0 && f.N < fewest {
		f.Mark, f.Reason, f.Why = WrongKind, Noise, fmt.Sprintf(
			"it rests on %d, and chance alone gives such a premium under %d",
			f.N,
			fewest,
		)
	}
	if closest == nil {
		f.Why = or(f.Why, w.nothing(f))
		return
	}
	f.Nearest = closest.ref
	if f.Mark == WrongKind {
		return
	}
	switch {
	case f.Source != "" && !f.known:
		f.Why = fmt.Sprintf("%s is no source of ours; nearest is %s", f.Source, closest.ref.words())
	default:
		f.Why = "no figure of ours or published claim has this value; nearest is " + closest.ref.words()
	}
}

// fits are the best reference that has the finding's value, and else the
// nearest one.
func (w *world) fits(f *Finding) (best, closest *fit) {
	for i := range w.refs {
		r := &w.refs[i]
		c, ok := w.compare(f, r)
		if !ok {
			continue
		}
		if c.exact || c.interval {
			if f.Source == "" || f.known {
				if best == nil || c.wrong < best.wrong {
					best = &c
				}
			}
		}
		if closest == nil || c.wrong/10+c.distance < closest.wrong/10+closest.distance {
			closest = &c
		}
	}
	return best, closest
}

// compare holds a finding against one reference; ok is false where they are
// about different things.
func (w *world) compare(f *Finding, r *Reference) (c fit, ok bool) {
	if r.Measure != f.Kind || !sameWho(f, r) || !sameWhat(f, r) || f.known && !saidBy(f, r) || w.ofAnotherTime(f, r) {
		return c, false
	}
	c.ref = r
	low, high, unit := w.yearly(f, f.Value), w.yearly(f, f.High), w.yearly(f, f.unit)
	c.exact = near(low, r.Value, unit, f) && (f.High == 0 || near(high, r.High, unit, f))
	inside := r.CIHigh > r.CILow && low >= r.CILow && low <= r.CIHigh
	c.interval = !c.exact && f.High == 0 && f.Source == "" && inside
	c.distance = math.Abs(low-r.Value) / math.Max(math.Abs(r.Value), 1e-9)
	for _, p := range []struct {
		is    bool
		costs float64
	}{
		{!statisticFits(f, r), 4},
		{!kindFits(f, r), 4},
		{r.Role != f.Role, 1},
		{f.Year != 0 && year(r.AsOf) != 0 && year(r.AsOf) != f.Year, 3},
		{w.old(f, r) != "", 2},
		{c.interval, 5},
	} {
		if p.is {
			c.wrong += p.costs
		}
	}
	return c, true
}

// sameWhat reports whether both are about pay in one currency, about one skill,
// or about the growth of the same thing.
func sameWhat(f *Finding, r *Reference) bool {
	switch r.Statistic {
	case "mean_pct", "placebo_max_pct", "tested", "passed":
		return false
	}
	switch f.Kind {
	case Pay:
		return r.Unit == f.Currency && (f.High != 0) == (r.High != 0) && r.Skill == ""
	case Premium, Share:
		return f.Skill != "" && slices.ContainsFunc(strings.Split(f.Skill, ", "), func(s string) bool {
			return strings.EqualFold(s, r.Skill)
		})
	case Growth:
		return f.ofPay == (r.Of == "figure")
	}
	return true
}

// sameWho reports whether both are about the same role, level and place. An
// occupation that holds more roles speaks for each of them, less well.
func sameWho(f *Finding, r *Reference) bool {
	role := r.Role
	if r.Of == "figure" && r.Measure == Premium && role == "" {
		role = f.Role // a premium of ours is of all engineering roles, held alike
	}
	switch {
	case r.company != "":
		return false
	case f.Role != role && f.Role != "" && role != "software" && (f.Kind != Growth || role == "other"):
		return false
	case f.Role == "other" || f.Role != role && role == "software" && !developer[f.Role] && f.Role != "":
		return false
	case f.Seniority != r.Seniority:
		return false
	case f.Country != "" && r.Country != "" && f.Country != r.Country:
		return false
	case f.City == "" && f.metro == "":
		return r.Place == "" && r.metro == ""
	case f.metro != "" && r.metro != "":
		return f.metro == r.metro
	}
	return strings.EqualFold(f.City, r.Place)
}

// developer are the roles that an occupation "software developers" holds.
var developer = map[string]bool{
	"backend":   true,
	"frontend":  true,
	"fullstack": true,
	"mobile":    true,
	"embedded":  true,
	"software":  true,
}

// yearly is an amount of a finding a year; what is no pay stays.
func (w *world) yearly(f *Finding, v float64) float64 {
	if f.Kind != Pay || f.Period == "year" || v == 0 {
		return v
	}
	if a, factor, _ := pay.Annual(v, f.Period, f.Country); factor > 0 {
		return a
	}
	return v
}

// near reports whether a value as written is another one: to the last place
// written, but of pay by one part in a hundred at most ("$100,000" is not
// $133,080), and wider after "about". "Over $127,000" goes up to the next one
// that could be written so, $128,000.
func near(v, want, unit float64, f *Finding) bool {
	slack := unit / 2
	if f.Kind == Pay {
		slack = min(slack, .01*math.Abs(want))
	}
	if f.about {
		slack = max(slack, .025*math.Abs(want))
	}
	slack += math.Abs(want) * 1e-9
	switch next := min(unit, .1*math.Abs(v)); f.Bound {
	case 1:
		return want >= v-slack && want <= v+next+slack
	case -1:
		return want <= v+slack && want >= v-next-slack
	}
	return math.Abs(v-want) <= slack
}

// statisticFits reports whether the article's word for a statistic is right for
// a reference; no word is not wrong.
func statisticFits(f *Finding, r *Reference) bool {
	switch f.Kind {
	case Premium:
		return r.Of == "claim" || r.Statistic == "adjusted_pct" || r.Statistic == "shrunk_pct"
	case Pay:
	default:
		return true
	}
	switch f.Statistic {
	case "":
		return r.Statistic == "mean" || r.Statistic == "median" || r.High != 0
	case "range":
		return r.Statistic != "ci"
	case "typical":
		return r.Statistic == "median" || r.Statistic == "p25-p75"
	}
	if f.High != 0 && (f.Statistic == "mean" || f.Statistic == "median") {
		return r.Statistic == "ci"
	}
	return f.Statistic == r.Statistic
}

// kindFits reports whether the article's word for the kind of pay is right. Posted and
// prevailing pay is base pay; total pay has to be said.
func kindFits(f *Finding, r *Reference) bool {
	if f.Kind != Pay {
		return true
	}
	kind := r.PayKind
	if kind == "posted" || kind == "prevailing" {
		kind = "base"
	}
	// Whoever is named may publish total pay alone.
	if kind == "total" && (f.PayKind == "" || f.PayKind == "base" && f.heading) && f.known && f.Source != own && f.beside != "base" {
		return true
	}
	if f.PayKind == "" {
		return kind == "base" || kind == ""
	}
	return f.PayKind == kind || kind == ""
}

// markFit marks a finding by the reference that has its value.
func (w *world) markFit(f *Finding, c *fit) {
	r := c.ref
	wrong := func(reason, why string) { f.Mark, f.Reason, f.Why = WrongKind, reason, why }
	old := w.old(f, r)
	switch {
	case f.Kind == Premium && f.N > 0 && f.N < fewest:
		wrong(Noise, fmt.Sprintf("it rests on %d, and chance alone gives such a premium under %d", f.N, fewest))
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
	case f.Kind == Premium && f.N == 0:
		wrong(NoN, "a premium says nothing without the number of adverts it rests on: "+r.words())
	case (f.Kind == Premium || f.Kind == Growth) && r.CIHigh > r.CILow && r.CILow <= 0 && r.CIHigh >= 0:
		wrong(Noise, "the interval holds 0: "+r.words())
	case f.Kind == Premium && r.N > 0 && r.N < fewest:
		wrong(Noise, "it rests on too few: "+r.words())
	case f.Kind == Pay && r.N > 0 && r.N < fewest && f.N == 0:
		wrong(NoN, fmt.Sprintf("it rests on %d, which has to be said: %s", r.N, r.words()))
	case f.Year != 0 && year(r.AsOf) != 0 && f.Year < year(r.AsOf):
		f.Mark, f.Why = Unknown, fmt.Sprintf("told as of %d, and this is of %s: %s", f.Year, r.AsOf, r.words())
	case old != "":
		f.Mark, f.Why = Stale, old+": "+r.words()
	case c.interval:
		f.Mark, f.Why = Supported, "in the interval of "+r.words()
	default:
		f.Mark, f.Why = Supported, "as in "+r.words()
	}
}

// markDifference judges that one role or place pays more than another.
func (w *world) markDifference(f *Finding) {
	f.Mark = Unknown
	if f.versus == (subject{}) {
		f.Why = "it doesn't say between whom"
		return
	}
	for i := range w.refs {
		r := &w.refs[i]
		if r.Measure != Difference || r.versus == "" || r.Country != f.Country {
			continue
		}
		sign := w.direction(f, r)
		if sign == 0 {
			continue
		}
		f.Nearest = r
		up := f.Bound >= 0
		switch {
		case r.CILow <= 0 && r.CIHigh >= 0:
			f.Mark, f.Reason, f.Why = WrongKind, Noise, "the difference is inside the noise: "+r.words()
		case (sign > 0) != up:
			f.Why = "our figures say the opposite: " + r.words()
		case f.Value == 0 || !f.percent && (near(f.Value, r.Value, f.unit, &Finding{about: f.about}) || f.Value >= r.CILow && f.Value <= r.CIHigh):
			f.Mark, f.Why = Supported, "told apart: "+r.words()
		case f.percent:
			f.Why = "the difference is real, its size in percent is not among our figures: " + r.words()
		default:
			f.Why = "the difference is real and of another size: " + r.words()
		}
		return
	}
	w.markPublishedDifference(f)
}

// markPublishedDifference judges a difference by what one publisher gives of the
// two: of the same statistic, kind of pay and date.
func (w *world) markPublishedDifference(f *Finding) {
	f.Why = "no difference of ours is between these two"
	if !f.known || f.Value == 0 {
		return
	}
	first := w.publishedOf(f, subject{role: f.Role, city: f.City, metro: f.metro})
	second := w.publishedOf(f, f.versus)
	for _, a := range first {
		for _, b := range second {
			if a == b || a.Source != b.Source || a.Statistic != b.Statistic || a.PayKind != b.PayKind ||
				a.Unit != b.Unit ||
				a.AsOf != b.AsOf {
				continue
			}
			by := math.Abs(a.Value - b.Value)
			if f.percent {
				by = 100 * by / math.Min(a.Value, b.Value)
			}
			if !near(f.Value, by, f.unit, &Finding{about: f.about}) {
				continue
			}
			f.Nearest = a
			f.Mark, f.Why = Supported, "between "+a.words()+" and "+b.words()
			if old := w.old(&Finding{Kind: Pay, Year: f.Year}, a); old != "" {
				f.Mark, f.Why = Stale, old+": "+f.Why
			}
			return
		}
	}
}

// publishedOf returns what the publisher that a difference names gives of one of
// the two that it is between.
func (w *world) publishedOf(f *Finding, who subject) (all []*Reference) {
	for i := range w.refs {
		r := &w.refs[i]
		here := strings.EqualFold(r.Place, who.city) || who.metro != "" && r.metro == who.metro
		if r.Of == "claim" && r.Measure == Pay && r.High == 0 && r.company == "" && r.Skill == "" && r.Seniority == "" &&
			r.Country == f.Country && r.Role == or(who.role, f.Role) && here &&
			saidBy(f, r) &&
			(r.Unit == f.Currency || f.percent) {
			all = append(all, r)
		}
	}
	return all
}

// direction is 1 where the reference is of the finding's first minus its
// second, -1 the other way round, 0 where it is of others.
func (w *world) direction(f *Finding, r *Reference) int {
	a, b := subject{role: f.Role, city: f.City, metro: f.metro}, f.versus
	if a.city != "" && b.city != "" {
		at := func(s subject, name string) bool {
			return name != "" && (name == s.metro || strings.EqualFold(name, s.city))
		}
		switch {
		case r.Role != or(f.Role, w.ev.Role):
		case at(a, r.Place) && at(b, r.versus):
			return 1
		case at(b, r.Place) && at(a, r.versus):
			return -1
		}
		return 0
	}
	switch {
	case r.Place != "":
	case a.role == r.Role && b.role == r.versus:
		return 1
	case b.role == r.Role && a.role == r.versus:
		return -1
	}
	return 0
}
