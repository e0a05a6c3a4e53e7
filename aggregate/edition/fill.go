package edition

import (
	"fmt"

	"backpay/aggregate"
	"backpay/aggregate/jobpay"
)

// form is how a job states its pay.
type form uint8

const (
	stated  form = iota // both ends
	floor               // "from"
	ceiling             // "up to"
)

// job is one job's pay as a cell counts it.
type job struct {
	id        int64
	pay       float64 // the middle, filled where one end is missing
	low, high float64
	employer  int64
	cluster   int // number of the employer within the cell
	postings  int
	form      form
	// lowest and highest are the middles of the least and the greatest zone.
	lowest, highest float64
}

// widthKey is what the usual width of a row's pay goes by.
func widthKey(r *aggregate.Row) jobpay.Key {
	return jobpay.Key{Population: r.Population, Role: r.Role, Country: r.Country, Currency: r.Currency}
}

// widen counts a row's range among those that widths are taken from.
func widen(w *jobpay.Widths, r *aggregate.Row) {
	if r.Open && !r.Old {
		w.Add(widthKey(r), aggregate.Ends{Min: r.Low, Max: r.High, Mid: r.Pay})
	}
}

// jobOf is what a row counts as; ok is false for pay that is not stated, is of
// another time, or stated with one end where no usual width is known.
func jobOf(w *jobpay.Widths, r *aggregate.Row) (j job, ok bool) {
	j = job{id: r.Job, employer: r.Employer, postings: r.Postings, lowest: r.Lowest, highest: r.Highest}
	return j, !r.Old && j.fill(w, r, r.Pay, r.Low, r.High)
}

// jobAt is jobOf for the row's pay at one of its places; ok is false also where
// no range of the job is known to be for the place.
func jobAt(w *jobpay.Widths, r *aggregate.Row, place string) (j job, ok bool) {
	for _, p := range r.At {
		if p.Place == place {
			j = job{employer: r.Employer, postings: r.Postings}
			ok = !r.Old && j.fill(w, r, p.Pay, p.Low, p.High)
			j.lowest, j.highest = j.pay, j.pay
			return j, ok
		}
	}
	return j, false
}

// fill sets the pay and its ends, and reports whether it could.
func (j *job) fill(w *jobpay.Widths, r *aggregate.Row, pay, low, high float64) bool {
	j.pay, j.low, j.high = pay, low, high
	if pay > 0 {
		if low <= 0 || high <= 0 { // the ends aren't known apart
			j.low, j.high = pay, pay
		}
		return true
	}
	u, known := w.Of(widthKey(r))
	switch {
	case !known:
		return false
	case low > 0:
		j.form = floor
	case high > 0:
		j.form = ceiling
	default:
		return false
	}
	j.pay = u.Middle(aggregate.Ends{Min: low, Max: high})
	if j.lowest == j.highest {
		j.lowest, j.highest = j.pay, j.pay
	}
	return true
}

// filledOf counts the jobs of a cell that are filled, and with what.
func filledOf(jobs []job, u jobpay.Usual) (f aggregate.Filled) {
	for _, j := range jobs {
		if j.form != stated {
			f.Jobs++
		}
	}
	if f.Jobs > 0 {
		f.Ratio, f.Ranges, f.AnyRole = u.Ratio, u.Jobs, u.AnyRole
	}
	return f
}

// fillNote says how many of a figure's jobs were filled, and how.
func fillNote(m aggregate.Figure) string {
	f := m.Filled
	if f.Jobs == 0 {
		return ""
	}
	of := "the role and country"
	if f.AnyRole {
		of = "all roles of the country"
	}
	return fmt.Sprintf(
		"%d of %d jobs (%s) state one end of their pay; the other is filled from the usual width in %s, max/min "+
			"%.3f over %d jobs",
		f.Jobs,
		m.NJobs,
		percent(float64(f.Jobs)/float64(m.NJobs)),
		of,
		f.Ratio,
		f.Ranges,
	)
}
