package edition

import (
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
	"backpay/scraper"
)

// maxSteps bounds the steps of a Distribution.
const maxSteps = 60

// Distribution is how the pay ranges of a role's open jobs lie: ranges stay ranges,
// no middle is taken. A job that states one figure is a range of no width.
type Distribution struct {
	// Jobs are those that state both ends in the currency, Employers theirs;
	// OneSided the jobs that state one end, which aren't counted.
	Jobs, Employers, OneSided int
	// Steps are at round amounts, upwards; empty where no job states a range.
	Steps []Step
	// Cut is the pay of the step nearest to the median of the ranges' middles,
	// and the stands the shares of ranges that start above it, hold it and end
	// below it: they add to 1.
	Cut                    float64
	Above, Includes, Below Stand
}

// Step is how many ranges start above a pay and how many end below it; the
// rest hold it.
type Step struct {
	Pay          float64
	Above, Below int
}

// computeDistribution returns the spread of a role's adverts in a country and currency.
// Rows are those of the sources; a job of several sources counts once, as in "all".
func computeDistribution(rows []entry, q Question, opt Options) Distribution {
	opt = opt.withDefaults()
	var asked []*aggregate.Row
	for _, r := range rows {
		if r.Side == scraper.Posted && r.Role == q.Role && r.Country == q.Country && r.Open && !r.Old &&
			r.Population == aggregate.FullTime {
			asked = append(asked, r.Row)
		}
	}
	var s Distribution
	var ranges []Range
	var floors, ceilings, middles []float64
	for of := range byJob(asked) {
		switch r := merge(of)[0]; {
		case r.Currency != q.Currency:
		case r.Low > 0 && r.High > 0:
			ranges = append(ranges, Range{Job: r.Job, Employer: r.Employer, Low: r.Low, High: r.High})
			floors, ceilings, middles = append(floors, r.Low), append(ceilings, r.High),
				append(middles, (r.Low+r.High)/2)
		case r.Low > 0 || r.High > 0:
			s.OneSided++
		}
	}
	if s.Jobs = len(ranges); s.Jobs == 0 {
		return s
	}
	slices.Sort(floors)
	slices.Sort(ceilings)
	slices.Sort(middles)
	// The ends of a scale: past them lie the one in fifty that would stretch it.
	low, high := stat.Quantile(floors, 0.02), stat.Quantile(ceilings, 0.98)
	unit := roundStep((high - low) / (maxSteps - 2))
	low, high = math.Floor(low/unit), math.Ceil(high/unit)
	for k := low; k <= high; k++ {
		v := k * unit
		s.Steps = append(s.Steps, Step{
			Pay:   v,
			Above: len(floors) - countUpTo(floors, v, true),
			Below: countUpTo(ceilings, v, false),
		})
	}
	s.Cut = min(max(math.Round(stat.Quantile(middles, 0.5)/unit), low), high) * unit
	all := func(Range) bool { return true }
	s.Above = opt.stand(ranges, all, func(r Range) bool { return r.Low > s.Cut })
	s.Includes = opt.stand(ranges, all, func(r Range) bool { return r.Low <= s.Cut && s.Cut <= r.High })
	s.Below = opt.stand(ranges, all, func(r Range) bool { return r.High < s.Cut })
	s.Employers = s.Above.Employers
	return s
}

// roundStep is the least of 1, 2, 2.5 and 5 times a power of ten that is no
// less than v, and at least 1.
func roundStep(v float64) float64 {
	ten := 1.0
	for ; ten*10 <= v; ten *= 10 {
	}
	for _, m := range []float64{1, 2, 2.5, 5} {
		if v <= m*ten {
			return m * ten
		}
	}
	return 10 * ten
}

// countUpTo counts the values below v, or up to it with equal ones.
func countUpTo(sorted []float64, v float64, equal bool) int {
	i, found := slices.BinarySearch(sorted, v)
	for found && equal && i < len(sorted) && sorted[i] == v {
		i++
	}
	return i
}
