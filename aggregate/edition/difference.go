package edition

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// contrast is a group of medians that are compared with each other.
type contrast struct {
	name    func(aggregate.Figure) string // what tells one from the other
	members []aggregate.Figure            // printed medians
	// level is that at which the intervals of all its pairs hold at once.
	level float64
	// ranked says that no other currency has more members: ranks are given in
	// one currency only.
	ranked bool
}

// contrasts gathers the printed medians that can be compared: of one side,
// country and currency, either of roles, or of one role's seniorities, places
// or workplaces. Withheld ones are compared with nothing.
func contrasts(figures parts) []contrast {
	type group struct{ side, country, unit, role, kind string }
	at := map[group]int{}
	most := map[group]int{} // the largest, whatever the currency
	var all []contrast
	for f := range figures.all() {
		if f.Measure != aggregate.MeasureLevel || f.Source != aggregate.All || f.Statistic != "median" ||
			f.Skill != "" ||
			f.Population != aggregate.FullTime ||
			f.Grade == aggregate.Withheld {
			continue
		}
		g := group{string(f.Side), f.Country, f.Unit, "", "roles"}
		name := func(f aggregate.Figure) string { return f.Role }
		switch {
		case workplaces[f.Place]:
			g.role, g.kind = f.Role, "workplaces"
			name = func(f aggregate.Figure) string { return f.Place }
		case f.Place != "":
			g.role, g.kind = f.Role, "places"
			name = func(f aggregate.Figure) string { return f.Place }
		case f.Seniority != "":
			g.role, g.kind = f.Role, "seniorities"
			name = func(f aggregate.Figure) string { return f.Seniority }
		}
		i, met := at[g]
		if !met {
			i = len(all)
			at[g] = i
			all = append(all, contrast{name: name})
		}
		all[i].members = append(all[i].members, *f)
		g.unit = ""
		if k, met := most[g]; !met || len(all[i].members) > len(all[k].members) {
			most[g] = i
		}
	}
	for _, i := range most {
		all[i].ranked = true
	}
	families := map[group]int{} // contrasts of one kind, over all roles
	for g, i := range at {
		if g.role = ""; len(all[i].members) > 1 {
			families[g]++
		}
	}
	for g, i := range at {
		g.role = ""
		all[i].level = levelOf(families[g])
	}
	return all
}

// levelOf is the level at which the intervals of one of several families of
// comparisons hold, such as the seniorities of each role: 0.95, and as much more
// as it takes for some pair of any family to be found apart by chance alone in no
// more than one market of ten (Sidak 1967, Rectangular confidence regions for the
// means of multivariate normal distributions, JASA 62). The discoveries
// among skills are held to the same tenth.
func levelOf(families int) float64 {
	return max(level95, math.Pow(0.9, 1/float64(max(1, families))))
}

var workplaces = map[string]bool{"onsite": true, "hybrid": true, "remote": true}

// differences returns those between every two members, the first the one of
// the greater median, each with an interval from draws of the employers of
// all together: most have jobs in several, and what they share cancels.
func (c contrast) differences(t *table, cells map[cell][]int32) []aggregate.Figure {
	if len(c.members) < 2 {
		return nil
	}
	type sample struct {
		pays     []float64
		clusters []int
	}
	number := map[int64]int{}
	samples := make([]sample, len(c.members))
	for m, f := range c.members {
		var p cellPay
		for _, i := range cells[cell{source: f.Source, side: f.Side, role: f.Role, country: f.Country, seniority: f.Seniority, place: f.Place}] {
			if r := &t.rows[i]; r.Currency == f.Unit {
				cell{place: f.Place}.count(t, r.Row, &p)
			}
		}
		sortJobs(p.jobs)
		for _, j := range p.jobs {
			n, met := number[j.employer]
			if !met {
				n = len(number)
				number[j.employer] = n
			}
			samples[m].pays = append(samples[m].pays, j.pay)
			samples[m].clusters = append(samples[m].clusters, n)
		}
	}
	draws := make([][]float64, len(c.members))
	for m := range draws {
		draws[m] = make([]float64, 0, t.opt.Resamples)
	}
	first := c.members[0]
	first.Measure = aggregate.MeasureDifference
	stat.Resample(len(number), t.opt.Resamples, seedOf(first), func(times []int) float64 {
		for m, s := range samples {
			draws[m] = append(draws[m], stat.TimesQuantile(s.pays, s.clusters, times, 0.5))
		}
		return 0
	})

	// surely[a][b]: a's median lies above b's, beyond what chance explains.
	surely := make([][]bool, len(c.members))
	for a := range surely {
		surely[a] = make([]bool, len(c.members))
	}
	var pairs []compared
	for a, fa := range c.members {
		for b, fb := range c.members {
			if a == b || fa.Value < fb.Value || fa.Value == fb.Value && a > b {
				continue
			}
			pairs = append(pairs, compared{a, b, fa, fb, draws[a], draws[b]})
		}
	}
	out := c.together(pairs, t.opt.Resamples)
	for i, p := range pairs {
		surely[p.a][p.b] = out[i].CILow > 0
	}
	if c.ranked {
		out = append(out, c.ranks(surely)...)
	}
	if t.opt.left != nil {
		out = append(out, c.leftDifferences(draws, t.opt)...)
	}
	return out
}

// compared are two members that are compared, the one of the greater median first,
// with the draws of their medians.
type compared struct {
	a, b   int
	fa, fb aggregate.Figure
	da, db []float64
}

// together returns the difference of each pair. Their intervals hold all at
// once: titles and sentences pick the largest, so that an interval of its own
// would find some pair apart by chance alone in half of all markets.
func (c contrast) together(pairs []compared, resamples int) []aggregate.Figure {
	estimates, draws := make([]float64, len(pairs)), make([][]float64, len(pairs))
	for i, p := range pairs {
		estimates[i], draws[i] = p.fa.Value-p.fb.Value, make([]float64, len(p.da))
		for k := range p.da {
			draws[i][k] = p.da[k] - p.db[k]
		}
	}
	factors := stat.Simultaneous(estimates, draws, c.level)
	var out []aggregate.Figure
	for i, p := range pairs {
		out = append(out, c.minus(p.fa, p.fb, draws[i], resamples, factors[i]))
	}
	return out
}

// minus is the difference of two medians. Its interval is widened for the
// employers of the one that has fewer, and stretched for the other pairs that
// are looked at with it.
func (c contrast) minus(a, b aggregate.Figure, all []float64, resamples int, stretch float64) aggregate.Figure {
	f := a
	f.Measure, f.Statistic, f.Value = aggregate.MeasureDifference, aggregate.Minus+c.name(b), cents(a.Value-b.Value)
	f.Versus, f.Filled, f.Reason = c.name(b), aggregate.Filled{}, a.Reason
	f.Zoned, f.Unmatched, f.Older = 0, 0, 0
	f.NJobs, f.NPostings, f.NEmployers = a.NJobs+b.NJobs, a.NPostings+b.NPostings, min(a.NEmployers, b.NEmployers)
	if f.AtLeast = 0; a.AtLeast+b.AtLeast > 0 {
		f.AtLeast = min(a.FewestEmployers(), b.FewestEmployers())
	}
	f.NEffective, f.CILow, f.CIHigh = min(a.NEffective, b.NEffective), 0, 0
	if f.Disclosure != nil && b.Disclosure != nil {
		f.Disclosure = new(min(*a.Disclosure, *b.Disclosure))
	}
	if b.Grade == aggregate.Rough {
		f.Grade = aggregate.Rough
		if f.Reason.Code == "" {
			f.Reason = b.Reason
		}
	}
	draws := slices.DeleteFunc(all, math.IsNaN)
	low, high, ok := stat.WidenedInterval(draws, resamples, f.FewestEmployers(), c.level)
	low, high = f.Value-stretch*(f.Value-low), f.Value+stretch*(high-f.Value)
	switch {
	case !ok:
		f.Grade, f.Reason = aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonNoInterval, Noun: "employer"}
		f.Note = f.Reason.String()
		return f
	case low <= 0:
		f.Note = "no clear difference: the interval, which holds for all pairs compared at once, holds none"
	default:
		f.Note = "clearly different, among all pairs compared at once"
	}
	f.CILow, f.CIHigh = cents(low), cents(high)
	return f
}

// ranks places the members by the lower bound of their interval. One counts as
// behind another only if the two differ clearly; the rest are ties.
func (c contrast) ranks(surely [][]bool) []aggregate.Figure {
	var out []aggregate.Figure
	for i, f := range c.members {
		ahead := 0
		var ties []string
		for k, other := range c.members {
			switch {
			case k == i || surely[i][k]:
			case surely[k][i] && other.CILow > f.CILow:
				ahead++
			default:
				ties = append(ties, c.name(other))
			}
		}
		f.Measure, f.Statistic, f.Unit, f.Value, f.CILow, f.CIHigh = aggregate.MeasureDifference, "rank", "count",
			float64(1+ahead), 0, 0
		f.Filled, f.Rank = aggregate.Filled{}, &aggregate.Rank{Among: len(c.members), Ties: ties}
		f.Note = fmt.Sprintf(
			"among %d, by the lower bound of the interval; told apart from all others",
			len(c.members),
		)
		if len(ties) > 0 {
			slices.Sort(ties)
			f.Note = fmt.Sprintf(
				"among %d, by the lower bound of the interval; tied with %s",
				len(c.members),
				strings.Join(ties, ", "),
			)
		}
		out = append(out, f)
	}
	return out
}
