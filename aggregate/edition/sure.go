package edition

import (
	"fmt"
	"math"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// The statistics that say how far the median may be off beyond chance: an
// interval shows what other employers might have brought, and nothing of who
// is not seen at all.
const (
	medianEmployers = "median_employers"       // each employer weighs the same
	medianWithout   = "median_without_largest" // without the employer that has the most jobs
	medianGeometric = "median_geometric"       // of geometric middles: a wide range counts nearer its lower end
	medianLowest    = "median_lowest"          // if every job that states no pay paid less
	medianHighest   = "median_highest"         // if every one paid more
	medianLikeTop   = "median_like_top"        // if those jobs paid like the upper half of those that state it
)

// sure returns the statistics that question a median: jobs are those that
// state pay, sorted by pay, and silent is how many of the same kind don't.
//
// The lowest and the highest are the bounds of Manski (1989, Journal of Human
// Resources 24, "Anatomy of the Selection Problem"): nothing is assumed of the
// silent jobs. Employers that don't state pay paid 7 to 15 % more in our
// simulations, so that "like the upper half" is the milder case.
func (o Options) sure(middle aggregate.Figure, jobs []job, silent int) []aggregate.Figure {
	largest, employers := largestOf(jobs)
	equal := make([]stat.Weighted, len(jobs))
	without, geometric := make([]job, 0, len(jobs)), make([]stat.Weighted, len(jobs))
	for i, j := range jobs {
		equal[i] = stat.Weighted{Value: j.pay, Weight: float64(len(jobs)) / float64(len(employers)*employers[j.employer])}
		geometric[i] = stat.Weighted{Value: j.pay, Weight: 1}
		if j.form == stated {
			geometric[i].Value = math.Sqrt(j.low * j.high)
		}
		if j.employer != largest {
			without = append(without, j)
		}
	}
	stat.SortWeighted(equal)
	stat.SortWeighted(geometric)
	out := questioned(nil, middle, medianEmployers, "each employer weighs the same", stat.WeightedQuantile(equal, 0.5))
	out = questioned(
		out,
		o.restingOn(middle, without),
		medianWithout,
		"without the employer that has the most jobs",
		medianPay(without),
	)
	out = questioned(
		out,
		middle,
		medianGeometric,
		"of geometric middles of ranges",
		stat.WeightedQuantile(geometric, 0.5),
	)
	if silent == 0 {
		return out
	}
	all := middle
	all.NJobs += silent // of the employers and postings of these nothing is counted here
	for _, s := range []struct {
		name, silent string
		value        float64
	}{
		{medianLowest, "paid less than all that do", shifted(jobs, silent, silent)},
		{medianHighest, "paid more than all that do", shifted(jobs, silent, 0)},
		{medianLikeTop, "paid like the upper half of those that do", likeTop(jobs, silent)},
	} {
		out = questioned(out, all, s.name, fmt.Sprintf("if the %d jobs that state no pay %s", silent, s.silent), s.value)
	}
	return out
}

// questioned appends the median that another assumption gives, with neither an
// interval nor a grade; nothing where there is none.
func questioned(out []aggregate.Figure, f aggregate.Figure, name, note string, value float64) []aggregate.Figure {
	if math.IsNaN(value) {
		return out
	}
	f.Statistic, f.Value, f.CILow, f.CIHigh = name, cents(value), 0, 0
	f.Interval = aggregate.IntervalNone
	f = ungraded(f)
	f.Note = joinNotes(f.Note, note)
	return append(out, f)
}

// largestOf is the employer that has the most jobs, of several the least, and
// how many jobs each has.
func largestOf(jobs []job) (largest int64, size map[int64]int) {
	size = map[int64]int{}
	for _, j := range jobs {
		size[j.employer]++
		if n := size[j.employer]; n > size[largest] || n == size[largest] && j.employer < largest {
			largest = j.employer
		}
	}
	return largest, size
}

// restingOn is a figure that counts these jobs in place of its own.
func (o Options) restingOn(f aggregate.Figure, jobs []job) aggregate.Figure {
	size := map[int64]int{}
	f.NPostings = 0
	sample := make([]stat.Clustered, len(jobs))
	for i, j := range jobs {
		size[j.employer]++
		f.NPostings += j.postings
		sample[i] = stat.Clustered{Value: j.pay, Cluster: j.employer}
	}
	f.NJobs, f.NEmployers, f.AtLeast, f.NEffective = len(jobs), len(size), o.atLeast(size), effective(sample)
	return f
}

// medianPay is the median pay of sorted jobs, NaN where there are none.
func medianPay(jobs []job) float64 {
	values := make([]float64, len(jobs))
	for i, j := range jobs {
		values[i] = j.pay
	}
	return stat.Quantile(values, 0.5)
}

// shifted is the median of jobs and silent others, of which below lie below all
// jobs and the rest above them; NaN where it falls among the others: there is
// no bound then.
func shifted(jobs []job, silent, below int) float64 {
	h := float64(len(jobs)+silent-1) / 2
	at := func(rank int) float64 {
		if rank -= below; rank < 0 || rank >= len(jobs) {
			return math.NaN()
		}
		return jobs[rank].pay
	}
	return (at(int(math.Floor(h))) + at(int(math.Ceil(h)))) / 2
}

// likeTop spreads the silent jobs over the upper half of the others.
func likeTop(jobs []job, silent int) float64 {
	half := len(jobs) / 2
	all := make([]stat.Weighted, len(jobs))
	for i, j := range jobs {
		all[i] = stat.Weighted{Value: j.pay, Weight: 1}
		if i >= half {
			all[i].Weight += float64(silent) / float64(len(jobs)-half)
		}
	}
	return stat.WeightedQuantile(all, 0.5)
}
