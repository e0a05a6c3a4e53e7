package premium

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// Row is one canonical job. All rows of a computation are in one currency.
type Row struct {
	Job      int64
	Employer int64
	Postings int // 0 counts as one
	// Source, Role, Seniority and Month ("2026-10") are levels of factors; ""
	// is a level of its own. Place is "US/35620", "US/remote" or "US": a place
	// with too few jobs is taken for what stands before the slash.
	Source, Role, Seniority, Place, Month string
	// Pay is the annual base pay. A row without, 0, is left out.
	Pay    float64
	Skills []string
}

// Options says which skills may be printed. A value left at zero has the one
// named at it.
type Options struct {
	// Seed makes the placebo words.
	Seed uint64
	// MinJobs and MinEmployers are the least numbers of jobs and employers
	// that name a printed skill (20, and aggregate.Thresholds), and MinEmployers of those with a
	// job that doesn't. GoodEmployers are the employers of a good one.
	MinJobs, MinEmployers, GoodEmployers int
	// Likely returns the employer that one is likely the same as, itself for
	// most; nil where that isn't known. Employers are counted by it where their
	// number decides.
	Likely func(employer int64) int64
	// MaxShare is the largest share of a skill's jobs that one employer may
	// have.
	MaxShare float64
	// MinDF are the least degrees of freedom of a printed premium (4): below,
	// the t distribution is no good approximation (Pustejovsky & Tipton 2018).
	MinDF float64
	// GoodWidth and RoughWidth are the largest half-widths of the adjusted
	// premium's interval, in log points, of a good one (0.05) and of a printed
	// one (0.15).
	GoodWidth, RoughWidth float64
	// Rate is the false discovery rate (0.10).
	Rate float64
	// MinLevel is the least number of jobs of a place, source, month, role or
	// seniority with a term of its own (10).
	MinLevel int
}

// placebos is the number of made-up words in every run.
const placebos = 20

// within is a ratio of variances so large that employers aren't compared.
const within = 1e6

// level95 is the confidence level of every interval.
const level95 = 0.95

func (o Options) withDefaults() Options {
	o.MinJobs = cmp.Or(o.MinJobs, 20)
	usual := aggregate.Thresholds{}.OrDefault()
	o.MinEmployers = cmp.Or(o.MinEmployers, usual.MinEmployers)
	o.GoodEmployers = cmp.Or(o.GoodEmployers, usual.GoodEmployers)
	o.MaxShare = cmp.Or(o.MaxShare, usual.MaxShare)
	o.MinDF = cmp.Or(o.MinDF, 4)
	o.GoodWidth = cmp.Or(o.GoodWidth, 0.05)
	o.RoughWidth = cmp.Or(o.RoughWidth, 0.15)
	o.Rate = cmp.Or(o.Rate, 0.10)
	o.MinLevel = cmp.Or(o.MinLevel, 10)
	return o
}

// Result is the premiums of one set of jobs.
type Result struct {
	// Jobs with pay, their postings and their employers.
	Jobs, Postings, Employers int
	// EmployerShare is the part of the variance that the terms of the model
	// leave open that lies between employers, 0 to 1.
	EmployerShare float64
	// Tested is the number of skills that were tested together, Passed of
	// those the discoveries at the rate of Options.
	Tested, Passed int
	// Mean is what the shrunk premiums are drawn to, in percent, and Spread
	// the estimated standard deviation of true premiums, in log points: 0
	// where skills differ no more than their errors do.
	Mean, Spread float64
	// Placebos are the made-up words, and Floor the largest of their adjusted
	// premiums in percent, up or down.
	Placebos []Placebo
	Floor    float64
	// Skills are in the order of their names.
	Skills []Skill
}

// Skill is one skill's premium.
type Skill struct {
	Name string
	// Jobs with pay that name it, their postings and their employers.
	Jobs, Postings, Employers int
	// Raw compares the geometric means of pay of the jobs that name the skill
	// and those that don't, Adjusted the same between jobs alike in all else,
	// and Shrunk is Adjusted drawn to the mean of all by its uncertainty.
	// Median is the ratio of medians instead, as others print it.
	Raw, Adjusted, Shrunk Estimate
	Median                float64
	// Within is Adjusted between jobs of the same employer only. It is free of
	// what the employers that name a skill pay for other reasons, and less
	// sure. Zero when employers' own jobs don't differ enough in the skill.
	Within Estimate
	// Tested says that the skill rests on enough to be tested: only then are
	// Adjusted, Shrunk, Within and the fields below set.
	Tested bool
	// DF are the degrees of freedom of Adjusted, P its p-value, and Q the
	// least false discovery rate at which it passes. Passed says that it
	// does; its interval is then the wider one that allows for having been
	// chosen.
	DF, P, Q float64
	Passed   bool
	// Rank counts the skills that passed by the lower bound of Adjusted, equal
	// bounds sharing it; 0 for the others.
	Rank  int
	Grade string // good, rough or withheld
	// Reason is why the grade is no better.
	Reason aggregate.Reason
}

// Estimate is a premium in percent with its 95 % interval, both bounds 0 when
// it has none.
type Estimate struct{ Value, Low, High float64 }

// Placebo is one made-up word: a real word's rates of use, handed to other
// employers of about the same size.
type Placebo struct {
	Jobs, Employers int
	Adjusted        Estimate
	P               float64
}

// Compute returns the premiums of the skills that rows name.
//
// The model is log pay = terms of role, seniority, place, source and month +
// a term for each skill + employer + rest. The variances of the last two are
// estimated by restricted maximum likelihood, the terms by generalised least
// squares, which is a mixture of comparing jobs of one employer and comparing
// employers; if dear employers are the ones that name a skill, part of what
// they pay is in its premium. Within stands beside it for that, and a premium
// outside of Within's interval isn't good. Errors are CR2 by employer with Bell and
// McCaffrey's degrees of freedom; discoveries are chosen by Benjamini and
// Hochberg over all skills tested, and the intervals of the ones chosen are
// widened to the level 1 - 0.05 passed/tested (Benjamini & Yekutieli 2005,
// JASA 100).
//
// Which skills are tested is decided by counts and degrees of freedom alone,
// before the pay of those that name one is looked at. The others are withheld with the reason; those of five
// employers and ten jobs or more are still in the model, so that others aren't credited
// with them.
//
// An error is a row that can't be: a job that comes twice, pay below zero or
// no number, a skill without a name.
func Compute(rows []Row, opt Options) (Result, error) {
	opt = opt.withDefaults()
	d, err := newData(rows, opt.Likely)
	if err != nil {
		return Result{}, err
	}
	res := Result{Jobs: len(d.rows), Employers: d.employers}
	for _, r := range d.rows {
		res.Postings += max(1, r.Postings)
	}
	words := d.words()
	d.sort(words, opt)
	d.raw(words)
	m := d.model(words, opt)
	p, err := m.panel(d, nil)
	if err != nil {
		return Result{}, err
	}
	ratio := p.VarianceRatio()
	res.EmployerShare = ratio / (1 + ratio)
	var all, inside *stat.Fit
	both(func() { all = p.Fit(ratio) }, func() { inside = p.Fit(within) })
	m.test(all, inside, opt)
	if res.Placebos, err = m.placebos(d, ratio, opt); err != nil {
		return Result{}, err
	}
	for _, q := range res.Placebos {
		res.Floor = max(res.Floor, math.Abs(q.Adjusted.Value))
	}
	res.judge(words, opt)
	for _, w := range words {
		res.Skills = append(res.Skills, w.Skill)
	}
	return res, nil
}

// both does two long things side by side.
func both(one, other func()) {
	var wg sync.WaitGroup
	wg.Go(other)
	one()
	wg.Wait()
}

// judge chooses the discoveries, shrinks, grades and ranks.
func (res *Result) judge(words []*word, opt Options) {
	var tested []*word
	var ps, estimates, variances []float64
	for _, w := range words {
		if w.Tested {
			tested = append(tested, w)
			ps = append(ps, w.P)
			estimates = append(estimates, w.b)
			variances = append(variances, float64(w.se.SE*w.se.SE))
		}
	}
	res.Tested = len(tested)
	if len(tested) == 0 {
		return
	}
	for i, q := range stat.BenjaminiHochberg(ps) {
		tested[i].Q = q
		if tested[i].Passed = q <= opt.Rate; tested[i].Passed {
			res.Passed++
		}
	}
	shrunk, mean, tau2 := stat.Shrink(estimates, variances)
	res.Mean, res.Spread = percent(mean), math.Sqrt(tau2)
	for i, w := range tested {
		level := level95
		if w.Passed {
			level = 1 - (1-level95)*float64(res.Passed)/float64(res.Tested)
		}
		low, high := w.se.Interval(w.b, level)
		w.Adjusted = estimate(w.b, low, high)
		half := stat.TQuantile((1+level95)/2, w.DF) * shrunk[i].SE
		w.Shrunk = estimate(shrunk[i].Value, shrunk[i].Value-half, shrunk[i].Value+half)
		w.Grade, w.Reason = res.grade(w, (high-low)/2, opt)
	}
	res.rank(tested)
}

// grade says whether a tested premium may be printed, and why it isn't good.
func (res *Result) grade(w *word, width float64, opt Options) (grade string, why aggregate.Reason) {
	because := func(code string, found, limit float64) aggregate.Reason {
		return aggregate.Reason{Code: code, Found: found, Limit: limit}
	}
	switch {
	case width > opt.RoughWidth:
		return aggregate.Withheld, because(aggregate.ReasonWidePoints, width, opt.RoughWidth)
	case !w.Passed:
		why := because(aggregate.ReasonNotFound, w.Q, opt.Rate)
		why.Other = count(res.Tested, "skill")
		return aggregate.Rough, why
	case math.Abs(w.Adjusted.Value) <= res.Floor:
		return aggregate.Rough, because(aggregate.ReasonWithinChance, res.Floor, 0)
	case w.Within != (Estimate{}) && (w.Adjusted.Value < w.Within.Low || w.Adjusted.Value > w.Within.High):
		return aggregate.Rough, because(aggregate.ReasonEmployersPay, w.Within.Value, 0)
	case w.fewest < opt.GoodEmployers:
		return aggregate.Rough, because(aggregate.ReasonFewEmployers, float64(w.fewest), float64(opt.GoodEmployers))
	case width > opt.GoodWidth:
		return aggregate.Rough, because(aggregate.ReasonWidePoints, width, opt.GoodWidth)
	}
	return aggregate.Good, aggregate.Reason{}
}

func (res *Result) rank(tested []*word) {
	if res.Spread == 0 {
		return // skills don't differ: an order would be noise
	}
	var ranked []*word
	for _, w := range tested {
		if w.Passed && w.Grade != aggregate.Withheld {
			ranked = append(ranked, w)
		}
	}
	slices.SortStableFunc(ranked, func(a, b *word) int { return cmp.Compare(b.Adjusted.Low, a.Adjusted.Low) })
	for i, w := range ranked {
		w.Rank = i + 1
		if i > 0 && w.Adjusted.Low == ranked[i-1].Adjusted.Low {
			w.Rank = ranked[i-1].Rank
		}
	}
}

// percent turns a difference of logs into percent, to the hundredth.
func percent(log float64) float64 { return math.Round(1e4*math.Expm1(log)) / 100 }

func estimate(b, low, high float64) Estimate {
	return Estimate{percent(b), percent(low), percent(high)}
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}
