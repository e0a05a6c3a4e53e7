package edition

import (
	"cmp"
	"errors"
	"math"
	"math/bits"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/jobpay"
	"backpay/aggregate/stat"
)

// The causes of a change from one edition to another.
const (
	NewJobs   = "new jobs"           // postings that weren't there, of sources that were
	GoneJobs  = "gone jobs"          // postings that aren't there any more
	Changed   = "changed adverts"    // postings that say something else
	SourceSet = "source set"         // postings of a source that only one of the two has
	Dedupe    = "dedupe"             // the same adverts, taken together otherwise
	Currency  = "currency"           // the same adverts, read in another currency
	Rules     = "rules"              // the same adverts, read otherwise in pay, role, level or place
	Method    = "statistical method" // what is left: the figures' own arithmetic or thresholds
)

var causes = []string{NewJobs, GoneJobs, Changed, SourceSet, Dedupe, Currency, Rules}

// About says which median a change is of. Source may be All; Seniority "" is
// all.
type About struct {
	Source, Role, Country, Seniority, Currency string
}

// Part is what one cause contributed, in the figure's currency, and how many
// postings it concerned.
type Part struct {
	Cause    string
	Amount   float64
	Postings int
}

// Change is how a median came from one value to another. The parts' amounts
// are in whole cents and sum exactly to To - From.
type Change struct {
	From, To float64
	Parts    []Part
}

// Side is what one edition stood on.
type Side struct {
	Postings []aggregate.Held
	// Sources are those that it had any posting of, in any country; nil for
	// those of Postings.
	Sources []string
	// Value is the median as it was published; 0 for what the postings give.
	Value float64
}

// ErrNoFigure says that one of the editions has no such median.
var ErrNoFigure = errors.New("no such figure")

// Diff splits the change of a median between two editions by cause. Where the
// published values differ from what the postings give now, the difference is
// the method's part.
//
// Causes act together (a new advert may be a copy that a new rule takes away),
// so each one's part is the mean of what it adds over all orders in which they
// could have come: Shapley's value, which sums to the whole and favours none.
func Diff(a, b Side, about About, opt Options) (Change, error) {
	opt = opt.withDefaults()
	d := newDiff(a, b)
	var present []int
	for i, c := range causes {
		if d.postings[c] > 0 {
			present = append(present, i)
		}
	}
	values := make([]float64, 1<<len(present))
	for subset := range values {
		on := map[string]bool{}
		for bit, i := range present {
			on[causes[i]] = subset>>bit&1 == 1
		}
		values[subset] = median(d.rows(on, about.Currency), about, opt)
	}
	first, last := values[0], values[len(values)-1]
	if math.IsNaN(first) || math.IsNaN(last) {
		return Change{}, ErrNoFigure
	}
	for i, v := range values {
		if math.IsNaN(v) { // a mix of the two without any job: no news
			values[i] = first
		}
	}
	c := Change{From: cmp.Or(a.Value, cents(first)), To: cmp.Or(b.Value, cents(last))}
	for bit, i := range present {
		c.Parts = append(c.Parts, Part{causes[i], shapley(values, bit, len(present)), d.postings[causes[i]]})
	}
	if rest := (c.To - c.From) - (last - first); math.Abs(rest) > 0.015 { // more than rounding
		c.Parts = append(c.Parts, Part{Cause: Method, Amount: rest})
	}
	c.settle()
	return c, nil
}

// settle rounds the parts to cents; what that leaves goes to the largest.
func (c *Change) settle() {
	left := math.Round(100*c.To) - math.Round(100*c.From)
	largest := -1
	for i := range c.Parts {
		p := &c.Parts[i]
		whole := math.Round(100 * p.Amount)
		left -= whole
		p.Amount = cmp.Or(whole/100, 0)
		if largest < 0 || math.Abs(p.Amount) > math.Abs(c.Parts[largest].Amount) {
			largest = i
		}
	}
	if largest >= 0 {
		p := &c.Parts[largest]
		p.Amount = cmp.Or(math.Round(100*p.Amount+left)/100, 0)
	}
}

// shapley is the mean marginal contribution of a cause over the orders of n.
func shapley(values []float64, bit, n int) float64 {
	var sum float64
	for subset := range values {
		if subset>>bit&1 == 1 {
			continue
		}
		k := bits.OnesCount(uint(subset))
		// k! (n-k-1)! / n!
		w := 1 / float64(n)
		for i := range k {
			w *= float64(i+1) / float64(n-1-i)
		}
		sum += float64(w * (values[subset|1<<bit] - values[subset]))
	}
	return sum
}

// heldKey is the identity of a posting's pay over editions. Its currency is
// what may change, so it isn't part of it; where a posting states several, the
// order tells them apart.
type heldKey struct {
	posting int64
	ord     int
}

// diff is the postings of two editions, by what became of them.
type diff struct {
	pairs    []pair
	postings map[string]int
}

type pair struct {
	a, b  *aggregate.Held
	cause string // of a posting that only one has, or that says something else
}

func newDiff(a, b Side) *diff {
	d := &diff{postings: map[string]int{}}
	at := map[heldKey]int{}
	var sources [2]map[string]bool
	for side, e := range []Side{a, b} {
		all := e.Postings
		sources[side] = map[string]bool{}
		for _, s := range e.Sources {
			sources[side][s] = true
		}
		ord := map[int64]int{}
		for i := range all {
			h := &all[i]
			sources[side][h.Source] = true
			k := heldKey{h.Posting, ord[h.Posting]}
			ord[h.Posting]++
			n, met := at[k]
			if !met {
				n = len(d.pairs)
				at[k] = n
				d.pairs = append(d.pairs, pair{})
			}
			if side == 0 {
				d.pairs[n].a = h
			} else {
				d.pairs[n].b = h
			}
		}
	}
	d.rename(func(h *aggregate.Held) *string { return &h.Job })
	d.rename(func(h *aggregate.Held) *string { return &h.Employer })
	for i := range d.pairs {
		p := &d.pairs[i]
		switch {
		case p.a == nil && !sources[0][p.b.Source], p.b == nil && !sources[1][p.a.Source]:
			p.cause = SourceSet
		case p.a == nil:
			p.cause = NewJobs
		case p.b == nil:
			p.cause = GoneJobs
		case p.a.Said != p.b.Said:
			p.cause = Changed
		default:
			if p.a.Job != p.b.Job || p.a.Employer != p.b.Employer {
				d.postings[Dedupe]++
			}
			if p.a.Currency != p.b.Currency {
				d.postings[Currency]++
			}
			if read(*p.a) != read(*p.b) {
				d.postings[Rules]++
			}
			continue
		}
		d.postings[p.cause]++
	}
	return d
}

// rename gives an identity of the second edition its name in the first, where
// the two hold the same postings together: another name for the same is no
// change, and a new posting of an old job must be met under the job's old name.
func (d *diff) rename(of func(*aggregate.Held) *string) {
	const several = "\x00" // no identity is this
	first, second := map[string]string{}, map[string]string{}
	note := func(m map[string]string, from, to string) {
		if have, met := m[from]; met && have != to {
			to = several
		}
		m[from] = to
	}
	for _, p := range d.pairs {
		if p.a != nil && p.b != nil {
			note(first, *of(p.a), *of(p.b))
			note(second, *of(p.b), *of(p.a))
		}
	}
	for i, p := range d.pairs {
		if p.b == nil {
			continue
		}
		if old := second[*of(p.b)]; old != "" && old != several && first[old] == *of(p.b) && old != *of(p.b) {
			b := *p.b
			*of(&b) = old
			d.pairs[i].b = &b
		}
	}
}

// read is a posting without what dedupe and the reading of its currency say.
func read(h aggregate.Held) aggregate.Held {
	h.Job, h.Employer, h.Currency = "", "", ""
	return h
}

// rows are the jobs, in a currency, of the first edition with the changes of
// some causes made.
func (d *diff) rows(on map[string]bool, currency string) []aggregate.Row {
	type key struct{ source, job string }
	groups := map[key][]aggregate.Held{}
	var order []key
	for _, p := range d.pairs {
		var h aggregate.Held
		switch {
		case p.cause == "":
			h = *p.a
			if on[Rules] {
				h = *p.b
			}
			h.Job, h.Employer, h.Currency = p.a.Job, p.a.Employer, p.a.Currency
			if on[Dedupe] {
				h.Job, h.Employer = p.b.Job, p.b.Employer
			}
			if on[Currency] {
				h.Currency = p.b.Currency
			}
		case on[p.cause] && p.b != nil:
			h = *p.b
		case !on[p.cause] && p.a != nil:
			h = *p.a
		default:
			continue
		}
		if h.Currency != currency {
			continue
		}
		k := key{h.Source, h.Job}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], h)
	}
	jobs, employers := map[string]int64{}, map[string]int64{}
	number := func(m map[string]int64, s string) int64 {
		if m[s] == 0 {
			m[s] = int64(len(m) + 1)
		}
		return m[s]
	}
	rows := make([]aggregate.Row, 0, len(order))
	for _, k := range order {
		rows = append(rows, rowOf(groups[k], number(jobs, k.job), number(employers, groups[k][0].Employer)))
	}
	return rows
}

// rowOf is a job as the figures count it, from what each of its postings pays.
func rowOf(held []aggregate.Held, job, employer int64) aggregate.Row {
	var pays []aggregate.Ends
	var roles, levels, countries []string
	for _, h := range held {
		pays = append(pays, aggregate.Ends{Min: cmp.Or(h.Low, h.Floor), Max: cmp.Or(h.High, h.Ceiling), Mid: h.Middle})
		roles, levels, countries = append(roles, h.Role), append(levels, h.Seniority), append(countries, h.Country)
	}
	r := aggregate.Row{
		JobSource: aggregate.JobSource{
			Source: held[0].Source, Side: held[0].Side, Job: job, Employer: employer, Role: most(roles), Seniority: most(levels), Country: most(countries),
			Population: aggregate.FullTime, Postings: len(held), Open: true,
		},
		Currency: held[0].Currency, Disclosed: true,
	}
	middle, _, _ := jobpay.Middle(pays)
	r.Pay, r.Low, r.High = middle.Mid, middle.Min, middle.Max
	return r
}

// median is that of the figures over these rows; NaN when there is none.
func median(rows []aggregate.Row, about About, opt Options) float64 {
	t, err := gather(func(yield func(aggregate.Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}, opt)
	if err != nil {
		return math.NaN()
	}
	var pays []float64
	for i := range t.rows {
		r := &t.rows[i]
		if r.Source != about.Source || r.Role != about.Role || r.Country != about.Country ||
			about.Seniority != "" && r.Seniority != about.Seniority {
			continue
		}
		if j, ok := jobOf(t.widths, r.Row); ok {
			pays = append(pays, j.pay)
		}
	}
	slices.Sort(pays)
	return stat.Quantile(pays, 0.5)
}
