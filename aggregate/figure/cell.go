package figure

import (
	"fmt"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// level95 is the confidence level of every interval.
const level95 = 0.95

// figures returns the cell's count and, a currency after the other, its
// statistics of pay.
func (c cell) figures(rows []aggregate.Row, opt Options) []aggregate.Figure {
	base := aggregate.Figure{
		Edition: opt.Edition, Measure: Level, Source: c.source, Side: c.side,
		Role: c.role, Seniority: c.seniority, Country: c.country,
	}
	disclosing := 0
	employers := map[int64]bool{}
	byCurrency := map[string][]aggregate.Row{}
	count := base
	for _, r := range rows {
		if r.Disclosed {
			disclosing++
		}
		count.NPostings += r.Postings
		employers[r.Employer] = true
		if r.Pay > 0 && r.Currency != "" {
			byCurrency[r.Currency] = append(byCurrency[r.Currency], r)
		}
	}
	base.Disclosure = float64(disclosing) / float64(len(rows))

	count.Statistic, count.Unit, count.Value = "count", "count", float64(len(rows))
	count.NJobs, count.NEmployers, count.Disclosure = len(rows), len(employers), base.Disclosure
	figures := []aggregate.Figure{count}

	currencies := make([]string, 0, len(byCurrency))
	for code := range byCurrency {
		currencies = append(currencies, code)
	}
	slices.Sort(currencies)
	for _, code := range currencies {
		f := base
		f.Unit, f.PayKind = code, "base"
		figures = append(figures, pay(f, byCurrency[code], opt)...)
	}
	return figures
}

// pay returns the mean, median, p25 and p75 of the rows' pay, all in one
// currency and above zero.
func pay(f aggregate.Figure, rows []aggregate.Row, opt Options) []aggregate.Figure {
	sample := make([]stat.Clustered, len(rows))
	size := map[int64]int{}
	largest := 0
	for i, r := range rows {
		sample[i] = stat.Clustered{Value: r.Pay, Cluster: r.Employer}
		size[r.Employer]++
		largest = max(largest, size[r.Employer])
		f.NPostings += r.Postings
	}
	stat.SortClustered(sample)
	values := make([]float64, len(sample))
	logs := make([]stat.Clustered, len(sample))
	for i, s := range sample {
		values[i] = s.Value
		logs[i] = stat.Clustered{Value: math.Log(s.Value), Cluster: s.Cluster}
	}
	f.NJobs, f.NEmployers = len(rows), len(size)
	f.NEffective = math.Round(10*stat.EffectiveN(logs, stat.IntraclassCorrelation(logs))) / 10

	middle := f
	middle.Statistic, middle.Value = "median", cents(stat.Quantile(values, 0.5))
	low, high, ok := stat.ScoreInterval(sample, 0.5, level95)
	if ok {
		middle.CILow, middle.CIHigh = cents(low), cents(high)
	}
	middle.Grade, middle.Note = opt.grade(middle, largest, ok)

	rest := func(name string, value float64) aggregate.Figure {
		g := f
		g.Statistic, g.Value, g.Grade, g.Note = name, cents(value), middle.Grade, middle.Note
		return g
	}
	return []aggregate.Figure{
		rest("mean", stat.Mean(values)),
		middle,
		rest("p25", stat.Quantile(values, 0.25)),
		rest("p75", stat.Quantile(values, 0.75)),
	}
}

// grade says whether a median may be printed, and in words why it isn't
// good. The rules are the ones that kept printed intervals honest in
// simulated markets: the number of employers decides first, since a width
// that happens to be small is no evidence when employers are few.
func (o Options) grade(m aggregate.Figure, largest int, interval bool) (grade, note string) {
	share := float64(largest) / float64(m.NJobs)
	switch {
	case m.NEmployers < o.MinEmployers:
		return Withheld, fmt.Sprintf("%s, fewer than %d", employers(m.NEmployers), o.MinEmployers)
	case share > o.MaxShare:
		return Withheld, fmt.Sprintf("one employer has %s of the jobs, more than %s", percent(share), percent(o.MaxShare))
	case !interval:
		return Withheld, "the jobs are spread too unevenly over the employers for an interval"
	}
	width := (m.CIHigh - m.CILow) / 2 / m.Value
	switch {
	case width > o.RoughWidth:
		return Withheld, fmt.Sprintf("the interval reaches %s either way, more than %s", percent(width), percent(o.RoughWidth))
	case m.NEmployers < o.GoodEmployers:
		return Rough, fmt.Sprintf("%s, fewer than %d", employers(m.NEmployers), o.GoodEmployers)
	case width > o.GoodWidth:
		return Rough, fmt.Sprintf("the interval reaches %s either way, more than %s", percent(width), percent(o.GoodWidth))
	}
	return Good, ""
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
