package edition

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// medianReview is the statistic of the median in which jobs that may be copies of
// each other count as one.
const medianReview = "median_without_review"

// inReview returns for each job of a pair the first one that it may be a copy of,
// over chains of pairs.
func inReview(pairs [][2]int64) map[int64]int64 {
	first := map[int64]int64{}
	root := func(id int64) int64 {
		for first[id] != 0 && first[id] != id {
			id = first[id]
		}
		return id
	}
	for _, p := range pairs {
		a, b := root(p[0]), root(p[1])
		first[a] = min(a, b)
		first[b] = min(a, b)
	}
	for id := range first {
		first[id] = root(id)
	}
	return first
}

// hashReview writes into a hash what the pairs in review say, by the rows of
// their jobs.
func (t *table) hashReview(sum io.Writer, pairs [][2]int64) error {
	of := map[int64]string{}
	for _, all := range t.rows[t.stated:] {
		if t.opt.review[all.Job] == 0 || all.Extra {
			continue
		}
		r := *all.Row
		id := r.Job
		r.Source, r.Job = all.Source, 0
		said, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("job %d: %w", id, err)
		}
		of[id] = string(said)
	}
	var all multiset
	for _, p := range pairs {
		said := []string{of[p[0]], of[p[1]]}
		slices.Sort(said)
		all.add([]byte(said[0] + said[1]))
	}
	return all.writeTo(sum)
}

// asOne returns the median of jobs with those in review taken as one, at the mean
// of what they pay, and how many jobs are then fewer.
func (o Options) asOne(jobs []job) (median float64, fewer int) {
	groups := map[int64][]float64{}
	var pays []float64
	for _, j := range jobs {
		if first := o.review[j.id]; first != 0 {
			groups[first] = append(groups[first], j.pay)
		} else {
			pays = append(pays, j.pay)
		}
	}
	for _, of := range groups {
		pays = append(pays, middleOf(of))
		fewer += len(of) - 1
	}
	slices.Sort(pays)
	return stat.Quantile(pays, 0.5), fewer
}

// withoutReview adds the median without pairs in review, where there are any.
func (o Options) withoutReview(middle aggregate.Figure, jobs []job) []aggregate.Figure {
	median, fewer := o.asOne(jobs)
	if fewer == 0 {
		return nil
	}
	f := middle
	f.Statistic, f.Value, f.CILow, f.CIHigh = medianReview, cents(median), 0, 0
	f.NJobs -= fewer
	f.Interval = aggregate.IntervalNone
	f = ungraded(f)
	f.Note = joinNotes(f.Note, fmt.Sprintf("jobs that may be copies of another one taken as one with it: %d fewer", fewer))
	return []aggregate.Figure{f}
}
