package premium

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// data is the rows with pay, sorted by employer and what they say, and what is
// counted once.
type data struct {
	rows      []Row
	log       []float64 // of pay
	start     []int     // of each employer's rows, and the end of the last
	employers int
	// owner is, for each employer, the number of the one that it is counted as
	// where numbers decide; nil where each is itself.
	owner []int
	had   [][2]int // room for spread, which is asked for every word
}

// word is one skill on its way to the result.
type word struct {
	Skill
	in     []int // the rows that name it, upwards
	fewest int   // employers, at the least
	b      float64
	se     stat.Robust
	column int // of the model, or -1
}

// withhold takes the word from those tested.
func (w *word) withhold(why aggregate.Reason) {
	w.Tested, w.Grade, w.Reason = false, aggregate.Withheld, why
	w.Raw.Low, w.Raw.High = 0, 0
}

func newData(rows []Row, likely func(int64) int64) (*data, error) {
	d := &data{rows: make([]Row, 0, len(rows)), log: make([]float64, 0, len(rows))}
	seen := make(map[int64]bool, len(rows))
	for _, r := range rows {
		switch {
		case seen[r.Job]:
			return nil, fmt.Errorf("job %d comes twice", r.Job)
		case math.IsNaN(r.Pay) || math.IsInf(r.Pay, 0) || r.Pay < 0:
			return nil, fmt.Errorf("job %d: pay %v is no amount", r.Job, r.Pay)
		case slices.Contains(r.Skills, ""):
			return nil, fmt.Errorf("job %d names a skill without a name", r.Job)
		}
		seen[r.Job] = true
		if r.Pay > 0 {
			d.rows = append(d.rows, r)
		}
	}
	slices.SortFunc(d.rows, Row.compare)
	for i, r := range d.rows {
		d.log = append(d.log, math.Log(r.Pay))
		if i == 0 || r.Employer != d.rows[i-1].Employer {
			d.start = append(d.start, i)
		}
	}
	d.employers = len(d.start)
	d.start = append(d.start, len(d.rows))
	d.had = make([][2]int, d.employers)
	d.setOwners(likely)
	return d, nil
}

// compare orders rows by employer, then by all that they say, and by their job
// only where they say the same: made-up words are dealt in this order, and ids of
// jobs follow the order in which adverts arrived.
func (r Row) compare(o Row) int {
	return cmp.Or(
		cmp.Compare(r.Employer, o.Employer),
		cmp.Compare(r.Pay, o.Pay),
		cmp.Compare(r.Postings, o.Postings),
		cmp.Compare(r.Source, o.Source),
		cmp.Compare(r.Role, o.Role),
		cmp.Compare(r.Seniority, o.Seniority),
		cmp.Compare(r.Place, o.Place),
		cmp.Compare(r.Month, o.Month),
		slices.Compare(r.Skills, o.Skills),
		cmp.Compare(r.Job, o.Job),
	)
}

// setOwners finds the employers that are likely one.
func (d *data) setOwners(likely func(int64) int64) {
	if likely == nil {
		return
	}
	first := map[int64]int{}
	owner := make([]int, d.employers)
	for j := range owner {
		e := likely(d.rows[d.start[j]].Employer)
		if _, met := first[e]; !met {
			first[e] = j
		}
		owner[j] = first[e]
	}
	if len(first) < d.employers {
		d.owner = owner
	}
}

// words returns the skills in the order of their names, each with its rows.
func (d *data) words() []*word {
	at := map[string]*word{}
	var words []*word
	for i, r := range d.rows {
		for _, name := range r.Skills {
			w := at[name]
			if w == nil {
				w = &word{Skill: Skill{Name: name}, column: -1}
				at[name] = w
				words = append(words, w)
			}
			if n := len(w.in); n > 0 && w.in[n-1] == i {
				continue // named twice
			}
			w.in = append(w.in, i)
			w.Postings += max(1, r.Postings)
		}
	}
	slices.SortFunc(words, func(a, b *word) int { return cmp.Compare(a.Name, b.Name) })
	return words
}

// spread is how a set of rows lies over the employers.
type spread struct {
	employers int // with a job in the set
	// with is the same, and without those with a job outside, each with all
	// names taken as one that are likely one.
	with, without int
	largest       int // jobs of the employer that has most of them
}

func (d *data) spread(in []int) (s spread) {
	k := 0
	had := d.had // of each owner: jobs in the set and outside
	clear(had)
	for j := range d.employers {
		n := 0
		for ; k < len(in) && in[k] < d.start[j+1]; k++ {
			n++
		}
		o := j
		if d.owner != nil {
			o = d.owner[j]
		}
		had[o][0] += n
		had[o][1] += d.start[j+1] - d.start[j] - n
		if n > 0 {
			s.employers++
		}
	}
	for _, h := range had {
		if h[0] > 0 {
			s.with++
		}
		if h[1] > 0 {
			s.without++
		}
		s.largest = max(s.largest, h[0])
	}
	return s
}

// refuse says why a set of rows can't be tested; its code is "" when it can.
// Pay has no part in it.
func (d *data) refuse(in []int, s spread, opt Options) aggregate.Reason {
	few := func(code string, n, limit int, noun string) aggregate.Reason {
		return aggregate.Reason{Code: code, Found: float64(n), Limit: float64(limit), Noun: noun}
	}
	switch {
	case s.with < opt.MinEmployers:
		return few(aggregate.ReasonFewEmployers, s.with, opt.MinEmployers, "")
	case len(in) < opt.MinJobs:
		return few(aggregate.ReasonFewRows, len(in), opt.MinJobs, "job")
	case float64(s.largest) > opt.MaxShare*float64(len(in)):
		return aggregate.Reason{
			Code: aggregate.ReasonOneEmployer, Found: float64(s.largest) / float64(len(in)), Limit: opt.MaxShare,
			Other: fmt.Sprintf("%d of the %d jobs", s.largest, len(in)),
		}
	case s.without < opt.MinEmployers:
		return few(aggregate.ReasonFewWithout, s.without, opt.MinEmployers, "")
	}
	return aggregate.Reason{}
}

// sort counts each word's employers and decides which are tested.
func (d *data) sort(words []*word, opt Options) {
	same := map[string]*word{}
	for _, w := range words {
		s := d.spread(w.in)
		w.Jobs, w.Employers, w.fewest = len(w.in), s.employers, s.with
		w.Grade, w.Reason = aggregate.Withheld, d.refuse(w.in, s, opt)
		w.Tested = w.Reason.Code == ""
		key := fmt.Sprint(w.in)
		first := same[key]
		if first == nil {
			same[key] = w
			continue
		}
		// Two words of the same jobs: neither can have the premium.
		for _, pair := range [][2]*word{{w, first}, {first, w}} {
			if pair[0].Tested {
				pair[0].withhold(aggregate.Reason{Code: aggregate.ReasonSameJobs, Other: pair[1].Name})
			}
		}
	}
}

// raw sets the premiums without any adjustment; those of tested words with an
// interval.
func (d *data) raw(words []*word) {
	order := make([]int, len(d.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(d.rows[a].Pay, d.rows[b].Pay) })
	pays, rank := make([]float64, len(order)), make([]int, len(order))
	for k, i := range order {
		pays[k], rank[i] = d.rows[i].Pay, k
	}
	var ranks []int
	for _, w := range words {
		if len(w.in) == len(d.rows) {
			continue // nothing to compare it with
		}
		ranks = ranks[:0]
		for _, i := range w.in {
			ranks = append(ranks, rank[i])
		}
		slices.Sort(ranks)
		with, without := medians(pays, ranks)
		w.Median = percent(math.Log(with / without))
		b, r := stat.Apart(d.log, d.start, w.in)
		if w.Tested {
			low, high := r.Interval(b, level95)
			w.Raw = estimate(b, low, high)
		} else {
			w.Raw.Value = percent(b)
		}
	}
}

// medians are those of the sorted pays at these ranks, which go upwards, and of
// the others.
func medians(pays []float64, ranks []int) (with, without float64) {
	other := func(k int) float64 { // the pay that is k-th among the others
		for _, r := range ranks {
			if r > k {
				break
			}
			k++
		}
		return pays[k]
	}
	middle := func(n int, at func(int) float64) float64 {
		return stat.Quantile([]float64{at((n - 1) / 2), at(n / 2)}, 0.5)
	}
	return middle(len(ranks), func(k int) float64 { return pays[ranks[k]] }), middle(len(pays)-len(ranks), other)
}
