package edition

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/jobpay"
	"backpay/aggregate/stat"
)

// The statistics that stand beside the median. Each reads one-sided pay in
// another way, whose bias has a known direction, or bounds the same median in
// another way.
const (
	medianStated  = "median_stated"  // jobs that state both ends
	medianFloor   = "median_floor"   // of the lower ends as stated: too low
	medianCeiling = "median_ceiling" // of the upper ends as stated: too high
	medianNPMLE   = "median_npmle"   // ends taken as bounds of the pay: too high where "from" outweighs "up to"
	medianPlain   = "median_plain"   // order statistics, jobs taken for independent: too narrow
	medianBoot    = "median_boot"    // bootstrap of employers, percentiles widened
)

// beside returns the statistics that stand beside a median over jobs, which
// are sorted by pay.
func (o Options) beside(middle aggregate.Figure, jobs []job) []aggregate.Figure {
	plain := middle
	plain.Statistic, plain.CILow, plain.CIHigh = medianPlain, 0, 0
	plain.Interval = aggregate.IntervalOrder
	plain = ungraded(plain)
	plain.Note = joinNotes(plain.Note, "interval of order statistics, which takes jobs for independent")
	if low, high, ok := stat.OrderInterval(len(jobs), 0.5, level95); ok {
		plain.CILow, plain.CIHigh = cents(jobs[low-1].pay), cents(jobs[high-1].pay)
	}
	boot := middle
	boot.Statistic, boot.CILow, boot.CIHigh = medianBoot, 0, 0
	boot.Interval = aggregate.IntervalResample
	boot.Note = joinNotes(
		boot.Note,
		fmt.Sprintf(
			"interval of %d resamples of employers, widened; what is filled is filled anew in each",
			o.Resamples,
		),
	)
	if middle.NEmployers >= o.MinEmployers {
		if low, high, ok := bootInterval(jobs, middle.NEmployers, o.Resamples, o.MinWidths, seedOf(middle)); ok {
			boot.CILow, boot.CIHigh = cents(low), cents(high)
			if boot.Grade != aggregate.Withheld {
				boot.Grade, boot.Reason = o.byWidth(boot, fewEmployers(boot.FewestEmployers(), o.GoodEmployers))
			}
		}
	}
	out := []aggregate.Figure{plain, boot}
	// The ends of a lone figure are the figure itself.
	out = o.other(out, middle, medianStated, "jobs that state both ends", jobs, func(j job) float64 {
		if j.form == stated {
			return j.pay
		}
		return 0
	})
	out = o.other(out, middle, medianFloor, "of lower ends as stated", jobs, func(j job) float64 { return j.low })
	out = o.other(out, middle, medianCeiling, "of upper ends as stated", jobs, func(j job) float64 { return j.high })
	if f, ok := npmle(middle, jobs); ok {
		out = append(out, f)
	}
	return o.byZone(out, middle, jobs)
}

// ungraded takes the grade from a statistic that has no interval to be graded
// by: its rows may be too few, but nothing says that it is good.
func ungraded(f aggregate.Figure) aggregate.Figure {
	if f.Grade != aggregate.Withheld {
		f.Grade, f.Reason = "", aggregate.Reason{}
		f.Note = fillNote(f)
	}
	return f
}

// other appends the median of what value answers above zero, with an interval
// and a grade of its own.
func (o Options) other(
	out []aggregate.Figure,
	middle aggregate.Figure,
	name, note string,
	jobs []job,
	value func(job) float64,
) []aggregate.Figure {
	f := middle
	f.Statistic, f.CILow, f.CIHigh, f.NPostings = name, 0, 0, 0
	var sample []stat.Clustered
	size := map[int64]int{}
	largest := 0
	for _, j := range jobs {
		if v := value(j); v > 0 {
			sample = append(sample, stat.Clustered{Value: v, Cluster: j.employer})
			size[j.employer]++
			largest = max(largest, size[j.employer])
			f.NPostings += j.postings
		}
	}
	if len(sample) == 0 {
		return out
	}
	stat.SortClustered(sample)
	f.NJobs, f.NEmployers, f.NEffective = len(sample), len(size), effective(sample)
	f.AtLeast = o.atLeast(size)
	values := make([]float64, len(sample))
	for i, s := range sample {
		values[i] = s.Value
	}
	f.Value = cents(stat.Quantile(values, 0.5))
	low, high, ok := stat.ScoreInterval(sample, 0.5, level95)
	if ok {
		f.CILow, f.CIHigh = cents(low), cents(high)
	}
	f.Filled, f.Zoned, f.Unmatched, f.Older = aggregate.Filled{}, 0, 0, 0
	f.Grade, f.Reason = o.grade(f, largest, ok)
	f.Note = joinNotes(f.Reason.String(), note)
	return append(out, f)
}

// npmle is the median of Turnbull's estimate, where some job states one end
// only; without any it would be another reading of the same ranges.
func npmle(middle aggregate.Figure, jobs []job) (aggregate.Figure, bool) {
	within := make([]stat.Within, len(jobs))
	oneSided := false
	for i, j := range jobs {
		within[i] = stat.Within{Low: j.low, High: j.high}
		switch j.form {
		case floor:
			within[i].High, oneSided = math.Inf(1), true
		case ceiling:
			within[i].Low, oneSided = 0, true
		}
	}
	if !oneSided {
		return middle, false
	}
	v := stat.MassMedian(stat.Turnbull(within))
	if math.IsNaN(v) {
		return middle, false
	}
	f := middle
	f.Statistic, f.Value, f.CILow, f.CIHigh = medianNPMLE, cents(v), 0, 0
	f.Interval = aggregate.IntervalNone
	f = ungraded(f)
	f.Note = joinNotes(
		f.Note,
		"stated ends taken as bounds, without an assumption on width; a sensitivity, not the answer",
	)
	return f, true
}

// bootInterval is the widened percentile interval of the median over resamples
// of employers. In each, the usual width moves as the median width of the
// drawn employers' ranges does, and the missing ends are filled anew.
func bootInterval(jobs []job, employers, resamples, least int, seed uint64) (low, high float64, ok bool) {
	parts := partsOf(jobs)
	var ranges []job
	for _, j := range jobs {
		if j.form == stated && j.high > j.low {
			ranges = append(ranges, j)
		}
	}
	pays, clusters := make([]float64, len(jobs)), make([]int, len(jobs))
	size := make([]int, employers)
	for i, j := range jobs {
		pays[i], clusters[i] = j.pay, j.cluster
		size[j.cluster]++
	}
	refill := len(parts[floor].pay)+len(parts[ceiling].pay) > 0 && len(ranges) >= least
	slices.SortFunc(ranges, func(a, b job) int {
		return cmp.Or(cmp.Compare(a.high/a.low, b.high/b.low), cmp.Compare(a.cluster, b.cluster))
	})
	ratios, ratioClusters := make([]float64, len(ranges)), make([]int, len(ranges))
	for i, j := range ranges {
		ratios[i], ratioClusters[i] = j.high/j.low, j.cluster
	}
	usual := stat.Quantile(ratios, 0.5)
	draws := stat.Resample(employers, resamples, seed, func(times []int) float64 {
		if refill {
			moved := stat.TimesQuantile(ratios, ratioClusters, times, 0.5) / usual
			if math.IsNaN(moved) {
				return math.NaN()
			}
			return refilledMedian(&parts, moved, size, times)
		}
		return stat.TimesQuantile(pays, clusters, times, 0.5)
	})
	return stat.WidenedInterval(draws, resamples, employers, level95)
}

// part is the pay of a cell's jobs of one form, in ascending order: each draw of a
// bootstrap goes through it, and of a job it needs little.
type part struct {
	form    form
	cluster []int32
	// pay is that of a job which states both ends, else the end that it states; ratio
	// is that of the ends by which the other was filled.
	pay, ratio []float64
}

// partsOf parts jobs by form; each part keeps its order when it is filled anew.
func partsOf(jobs []job) (parts [3]part) {
	for f := range parts {
		parts[f].form = form(f)
	}
	for i := range jobs {
		j := &jobs[i]
		p := &parts[j.form]
		pay, ratio := j.pay, 0.0
		switch j.form {
		case floor: // pay was (low + ratio low) / 2
			pay, ratio = j.low, 2*j.pay/j.low-1
		case ceiling:
			pay, ratio = j.high, 2*j.pay/j.high-1
		}
		p.cluster, p.pay, p.ratio = append(p.cluster, int32(j.cluster)), append(p.pay, pay), append(p.ratio, ratio)
	}
	return parts
}

// refilled is a job's pay with its usual width moved by a factor.
func (p *part) refilled(i int, moved float64) float64 {
	switch p.form {
	case floor:
		return jobpay.FromFloor(p.pay[i], max(1, float64(p.ratio[i]*moved)))
	case ceiling:
		return jobpay.FromCeiling(p.pay[i], max(1, moved/p.ratio[i]))
	}
	return p.pay[i]
}

// refilledMedian is the median of the three parts' pay, one-sided ones filled
// with widths moved by a factor, each job there as often as its employer was
// drawn. The parts are in ascending order, so it merges them up to the middle
// only. size is how many jobs each employer has.
func refilledMedian(parts *[3]part, moved float64, size, times []int) float64 {
	total := 0
	for c, n := range times {
		total += n * size[c]
	}
	if total == 0 {
		return math.NaN()
	}
	var at [3]int
	var heads [3]float64
	// next makes the head of a part its next job that was drawn.
	next := func(k int) {
		p, i := &parts[k], at[k]
		for i < len(p.cluster) && times[p.cluster[i]] == 0 {
			i++
		}
		at[k], heads[k] = i, math.Inf(1)
		if i < len(p.cluster) {
			heads[k] = p.refilled(i, moved)
		}
	}
	for p := range parts {
		next(p)
	}
	below, above, seen := (total-1)/2, total/2, 0
	low, found := 0.0, false
	for {
		best := 0
		for p := 1; p < len(parts); p++ {
			if heads[p] < heads[best] {
				best = p
			}
		}
		if at[best] == len(parts[best].cluster) { // no amount is finite that is left
			return math.NaN()
		}
		v := heads[best]
		seen += times[parts[best].cluster[at[best]]]
		if !found && seen > below {
			low, found = v, true
		}
		if seen > above {
			return low + float64((v-low)*(float64(total-1)/2-float64(below)))
		}
		at[best]++
		next(best)
	}
}

// seedOf is a figure's own seed: another figure more or less changes nothing.
func seedOf(f aggregate.Figure) uint64 {
	h := fnv.New64a()
	for _, s := range []string{f.Measure, f.Source, string(f.Side), f.Role, f.Seniority, f.Country, f.Place, f.Skill, f.Unit} {
		_, _ = h.Write([]byte(s))
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

// joinNotes joins what there is of two notes.
func joinNotes(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}
