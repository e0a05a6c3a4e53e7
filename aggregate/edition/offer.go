package edition

import (
	"cmp"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// Range is the pay of one open job, a year, with what a reader needs to look
// at it. An end that isn't stated is 0.
type Range struct {
	Job       int64
	Employer  int64
	Low, High float64
	Title     string
	Company   string
	Seniority string
	Place     string
	URL       string
	Source    string
}

// Stand is a share of ranges, 0 to 1, with its 95 % interval and what it is of.
type Stand struct {
	Share, Low, High float64
	N, Employers     int
	Grade            string
	Reason           aggregate.Reason
}

// Standing is where an offer stands among the ranges of open jobs.
type Standing struct {
	Pay float64
	// Above is the share of floors above the offer, of the jobs that state one:
	// these would pay more whatever happens. Below is the share of ceilings
	// below it: these would pay less.
	Above, Below Stand
	// Nearest are the jobs whose pay lies nearest, the nearest first.
	Nearest []Range
}

// Offer says where an offer stands among ranges, each of a job of its own, and
// names the nearest n. A share is withheld where a level would be for its
// employers.
func Offer(pay float64, ranges []Range, n int, opt Options) Standing {
	opt = opt.withDefaults()
	s := Standing{
		Pay:   pay,
		Above: opt.stand(ranges, func(r Range) bool { return r.Low > 0 }, func(r Range) bool { return r.Low > pay }),
		Below: opt.stand(ranges, func(r Range) bool { return r.High > 0 }, func(r Range) bool { return r.High < pay }),
	}
	far := func(r Range) float64 {
		middle := (r.Low + r.High) / 2
		switch {
		case r.Low <= 0:
			middle = r.High
		case r.High <= 0:
			middle = r.Low
		}
		return math.Abs(middle - pay)
	}
	ranges = slices.Clone(ranges)
	slices.SortFunc(
		ranges,
		func(a, b Range) int { return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(a.Job, b.Job)) },
	)
	s.Nearest = ranges[:min(n, len(ranges))]
	return s
}

// stand is the share of hits among the ranges that count.
func (o Options) stand(ranges []Range, counts, hit func(Range) bool) Stand {
	at := map[int64]int{}
	var hits, sizes []int
	var s Stand
	k, largest := 0, 0
	for _, r := range ranges {
		if !counts(r) {
			continue
		}
		j, met := at[r.Employer]
		if !met {
			j = len(sizes)
			at[r.Employer] = j
			hits, sizes = append(hits, 0), append(sizes, 0)
		}
		sizes[j]++
		largest = max(largest, sizes[j])
		s.N++
		if hit(r) {
			hits[j]++
			k++
		}
	}
	s.Employers = len(sizes)
	if s.N == 0 {
		s.Grade, s.Reason = aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonNotStated}
		return s
	}
	s.Share = float64(k) / float64(s.N)
	low, high, ok := stat.ShareInterval(hits, sizes, level95)
	if ok {
		s.Low, s.High = low, high
	}
	share := float64(largest) / float64(s.N)
	switch {
	case s.Employers < o.MinEmployers || !ok:
		s.Grade, s.Reason = aggregate.Withheld, fewEmployers(s.Employers, o.MinEmployers)
	case share > o.MaxShare:
		s.Grade, s.Reason = aggregate.Withheld, aggregate.Reason{
			Code:  aggregate.ReasonOneEmployer,
			Found: share,
			Limit: o.MaxShare,
		}
	case s.Employers < o.GoodEmployers:
		s.Grade, s.Reason = aggregate.Rough, fewEmployers(s.Employers, o.GoodEmployers)
	default:
		s.Grade = aggregate.Good
	}
	return s
}
