package edition

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/jobpay"
	"backpay/aggregate/stat"
)

// level95 is the confidence level of every interval.
const level95 = 0.95

// figures returns the cell's count and, a currency after the other, its
// statistics of pay.
func (c cell) figures(t *table, at []int32) []aggregate.Figure {
	if c.narrow() && len(at) < t.opt.MinCell {
		return nil
	}
	base := aggregate.Figure{
		Measure: aggregate.MeasureLevel, Source: c.source, Side: c.side, Population: cmp.Or(c.population, aggregate.FullTime),
		Role: c.role, Seniority: c.seniority, Country: c.country, Place: c.place, Skill: c.skill,
	}
	disclosing := 0
	employers := map[int64]bool{}
	stating := map[string]int{}
	for _, i := range at {
		stating[t.rows[i].Currency]++
	}
	byCurrency := map[string]*cellPay{}
	count := base
	for _, i := range at {
		r := &t.rows[i]
		if r.Disclosed {
			disclosing++
		}
		count.NPostings += r.Postings
		employers[r.Employer] = true
		if r.Currency == "" {
			continue
		}
		p := byCurrency[r.Currency]
		if p == nil {
			p = &cellPay{jobs: make([]job, 0, stating[r.Currency])}
			byCurrency[r.Currency] = p
		}
		c.count(t, r.Row, p)
	}
	base.Disclosure = new(float64(disclosing) / float64(len(at)))

	count.Statistic, count.Unit, count.Value = "count", "count", float64(len(at))
	count.NJobs, count.NEmployers, count.Disclosure = len(at), len(employers), base.Disclosure
	figures := []aggregate.Figure{count}

	currencies := make([]string, 0, len(byCurrency))
	for code := range byCurrency {
		currencies = append(currencies, code)
	}
	slices.Sort(currencies)
	for _, code := range currencies {
		f, p := base, byCurrency[code]
		f.Unit, f.PayKind, f.Older, f.Unmatched = code, "base", p.older, p.unmatched
		f.AsOfFrom, f.AsOfTo = p.from, p.to
		if len(p.jobs) > 0 {
			width, _ := t.widths.Of(widthKey(p.last))
			figures = append(figures, c.pay(f, p.jobs, width, len(at)-disclosing, t.opt)...)
		}
	}
	return figures
}

// cellPay is the pay of a cell's jobs in one currency.
type cellPay struct {
	jobs []job
	last *aggregate.Row // that was counted
	// older counts the jobs left out as pay of another time, unmatched those of
	// which no range is known to be for the cell's place.
	older, unmatched int
	from, to         string // the months of the jobs' newest postings
}

// count takes a row into the pay of its currency.
func (c cell) count(t *table, r *aggregate.Row, p *cellPay) {
	if r.Old {
		p.older++
		return
	}
	j, ok := jobOf(t.widths, r)
	if ok && c.place != "" && !workplaces[c.place] {
		if j, ok = jobAt(t.widths, r, c.place); !ok {
			p.unmatched++
		}
	}
	if !ok {
		return
	}
	p.jobs = append(p.jobs, j)
	p.last = r
	if r.Newest != "" {
		if p.from == "" || r.Newest < p.from {
			p.from = r.Newest
		}
		p.to = max(p.to, r.Newest)
	}
}

// quantiles are those printed beside the median: how many times the employers of
// the median they need for the same grade, and the fewest jobs for which an
// interval of independent values exists at all. Of a tenth of the jobs few
// employers have any: of 24 to 30 employers, the intervals of p90 that are narrow
// enough to be printed cover 87 to 94 % in place of 95, and "good" ones of 50 to
// 70 employers 78 to 95 % (TestTailIntervalCovers in aggregate/stat).
var quantiles = []struct {
	name     string
	q, times float64
	least    int
}{{"p10", 0.10, 2, 29}, {"p25", 0.25, 1.5, 0}, {"p75", 0.75, 1.5, 0}, {"p90", 0.90, 2, 29}}

// needing returns the options with that many times the employers asked for.
func (o Options) needing(times float64) Options {
	o.MinEmployers = int(math.Ceil(float64(o.MinEmployers) * times))
	o.GoodEmployers = int(math.Ceil(float64(o.GoodEmployers) * times))
	return o
}

// pay returns the statistics of jobs' pay, all in one currency; silent is how
// many jobs of the cell state none.
func (c cell) pay(f aggregate.Figure, jobs []job, u jobpay.Usual, silent int, opt Options) []aggregate.Figure {
	sortJobs(jobs)
	sample := make([]stat.Clustered, len(jobs))
	size := map[int64]int{}
	number := map[int64]int{}
	largest := 0
	values := make([]float64, len(jobs))
	for i := range jobs {
		j := &jobs[i]
		if size[j.employer] == 0 {
			number[j.employer] = len(number)
		}
		j.cluster = number[j.employer]
		size[j.employer]++
		largest = max(largest, size[j.employer])
		f.NPostings += j.postings
		values[i] = j.pay
		sample[i] = stat.Clustered{Value: j.pay, Cluster: int64(j.cluster)}
	}
	f.NJobs, f.NEmployers, f.AtLeast = len(jobs), len(size), opt.atLeast(size)
	f.NEffective = effective(sample)

	middle := f
	middle.Statistic, middle.Value = "median", cents(stat.Quantile(values, 0.5))
	low, high, ok := stat.ScoreInterval(sample, 0.5, level95)
	middle.Filled = filledOf(jobs, u)
	middle.Zoned = zoned(jobs)
	middle = opt.gradeOwn(middle, largest, low, high, ok)

	rest := f
	rest.Grade, rest.Reason, rest.Filled, rest.Zoned, rest.Note = middle.Grade, middle.Reason, middle.Filled, middle.Zoned, middle.Note
	mean := rest
	mean.Statistic, mean.Value = "mean", cents(stat.Mean(values))
	low, high, ok = stat.MeanInterval(sample, level95)
	mean = opt.gradeOwn(mean, largest, low, high, ok && f.NEmployers >= opt.MinEmployers)
	figures := []aggregate.Figure{mean, middle}
	figures = append(figures, opt.quantiles(rest, largest, values, sample)...)
	if c.seniority == "" && !c.narrow() {
		figures = append(figures, opt.beside(middle, jobs)...)
		if middle.Grade != aggregate.Withheld {
			figures = append(figures, opt.sure(middle, jobs, silent)...)
			figures = append(figures, opt.withoutReview(middle, jobs)...)
		}
	}
	return figures
}

// quantiles returns those printed beside the median, f being what they share with
// it. Where employers are too few, no interval is worked out.
func (o Options) quantiles(
	f aggregate.Figure,
	largest int,
	values []float64,
	sample []stat.Clustered,
) (out []aggregate.Figure) {
	var shares *stat.Shares
	for _, q := range quantiles {
		if len(values) < q.least {
			continue
		}
		need := o.needing(q.times)
		low, high, ok := 0.0, 0.0, false
		if f.FewestEmployers() >= need.MinEmployers {
			if shares == nil {
				shares = stat.NewShares(sample)
			}
			low, high, ok = shares.TailInterval(q.q, level95)
			if !ok && q.least > 0 {
				continue
			}
		}
		f.Statistic, f.Value = q.name, cents(stat.Quantile(values, q.q))
		out = append(out, need.gradeOwn(f, largest, low, high, ok))
	}
	return out
}

// gradeOwn gives a statistic its interval, and the grade that this interval and
// the rows behind it allow: a tenth percentile reaches further than the median
// of the same jobs.
func (o Options) gradeOwn(f aggregate.Figure, largest int, low, high float64, ok bool) aggregate.Figure {
	f.CILow, f.CIHigh = 0, 0
	if ok {
		f.CILow, f.CIHigh = cents(low), cents(high)
	}
	f.Grade, f.Reason = o.grade(f, largest, ok)
	if ok && f.CILow == f.CIHigh { // so many jobs state one amount that the interval is a point, which says nothing
		f.CILow, f.CIHigh = 0, 0
		if f.Grade == aggregate.Good {
			f.Grade, f.Reason = aggregate.Rough, aggregate.Reason{Code: aggregate.ReasonOneAmount}
		}
	}
	f.Note = joinNotes(joinNotes(f.Reason.String(), fillNote(f)), populationNote(f))
	return f
}

// sortJobs sorts by pay, then by all else, so that the order in which rows come
// can't matter.
func sortJobs(jobs []job) {
	slices.SortFunc(jobs, func(a, b job) int {
		return cmp.Or(
			cmp.Compare(a.pay, b.pay),
			cmp.Compare(a.employer, b.employer),
			cmp.Compare(a.form, b.form),
			cmp.Compare(a.low, b.low),
			cmp.Compare(a.high, b.high),
		)
	})
}

// grade says whether a median may be printed, and why it isn't good. The
// rules are the ones that kept printed intervals honest in simulated markets:
// the number of employers decides first, since a width that happens to be small
// is no evidence when employers are few.
func (o Options) grade(m aggregate.Figure, largest int, interval bool) (grade string, why aggregate.Reason) {
	share := float64(largest) / float64(m.NJobs)
	n := m.FewestEmployers()
	switch {
	case n < o.MinEmployers:
		return aggregate.Withheld, fewEmployers(n, o.MinEmployers)
	case share > o.MaxShare:
		return aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonOneEmployer, Found: share, Limit: o.MaxShare}
	case !interval:
		return aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonUneven}
	}
	return o.byWidth(m, fewEmployers(n, o.GoodEmployers))
}

// likely is the employer, by its rank, that one is likely the same as: itself
// where it is nobody's other name.
func (o Options) likely(rank int64) int64 {
	if rank < 1 || rank > int64(len(o.Likely)) {
		return rank
	}
	return int64(o.Likely[rank-1]) + 1
}

// atLeast counts employers with those taken as one that are likely one; 0 where
// there are none such.
func (o Options) atLeast(jobs map[int64]int) int {
	if len(o.Likely) == 0 {
		return 0
	}
	distinct := 0
	others := map[int64]bool{} // who employers that aren't themselves are likely
	for rank := range jobs {
		if one := o.likely(rank); one == rank {
			distinct++
		} else {
			others[one] = true
		}
	}
	for one := range others {
		if _, met := jobs[one]; !met || o.likely(one) != one {
			distinct++
		}
	}
	if distinct == len(jobs) {
		return 0
	}
	return distinct
}

// byWidth grades a median of enough rows by the width of its interval; few is
// the reason against a good one where its count is below its limit.
func (o Options) byWidth(m aggregate.Figure, few aggregate.Reason) (grade string, why aggregate.Reason) {
	return o.byHalfWidth((m.CIHigh-m.CILow)/2/m.Value, few)
}

// byHalfWidth is byWidth of a half-width that is a share of pay already.
func (o Options) byHalfWidth(width float64, few aggregate.Reason) (grade string, why aggregate.Reason) {
	switch {
	case width > o.RoughWidth:
		return aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonWide, Found: width, Limit: o.RoughWidth}
	case few.Found < few.Limit:
		return aggregate.Rough, few
	case width > o.GoodWidth:
		return aggregate.Rough, aggregate.Reason{Code: aggregate.ReasonWide, Found: width, Limit: o.GoodWidth}
	}
	return aggregate.Good, aggregate.Reason{}
}

func fewEmployers(n, limit int) aggregate.Reason {
	return aggregate.Reason{Code: aggregate.ReasonFewEmployers, Found: float64(n), Limit: float64(limit)}
}

func employers(n int) string {
	if n == 1 {
		return "1 employer"
	}
	return fmt.Sprintf("%d employers", n)
}

// percent rounds up to a tenth, so that a share just past a limit doesn't
// read as the limit itself.
func percent(share float64) string {
	return fmt.Sprintf("%g%%", math.Ceil(1000*share-1e-9)/10)
}

func cents(v float64) float64 { return math.Round(v*100) / 100 }
