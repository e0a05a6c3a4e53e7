package edition

import (
	"fmt"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// usual is how wide ranges are: the median of max / min over the jobs that
// state a range.
type usual struct {
	ratio float64
	n     int
	// anyRole tells that it is of all roles of the country.
	anyRole bool
}

type widthKey struct{ role, country, currency string }

// widths finds the usual width for a job. It is what the view job_pay_filled
// of the database works out too: change both or none.
type widths struct {
	least  int
	ratios map[widthKey][]float64 // while rows come in
	usual  map[widthKey]usual
}

func newWidths(least int) *widths {
	return &widths{least: least, ratios: map[widthKey][]float64{}, usual: map[widthKey]usual{}}
}

// add counts a job that states a range. One lone figure is no range: it says
// nothing of how wide the ranges are that others leave half unwritten.
func (w *widths) add(r aggregate.Row) {
	if r.Pay <= 0 || r.High <= r.Low || r.Low <= 0 || r.Role == "" || r.Country == "" {
		return
	}
	for _, k := range []widthKey{{r.Role, r.Country, r.Currency}, {"", r.Country, r.Currency}} {
		w.ratios[k] = append(w.ratios[k], r.High/r.Low)
	}
}

func (w *widths) settle() {
	for k, all := range w.ratios {
		if len(all) >= w.least {
			slices.Sort(all)
			w.usual[k] = usual{ratio: stat.Quantile(all, 0.5), n: len(all), anyRole: k.role == ""}
		}
	}
	w.ratios = nil
}

func (w *widths) of(r *aggregate.Row) (usual, bool) {
	u, ok := w.usual[widthKey{r.Role, r.Country, r.Currency}]
	if !ok {
		u, ok = w.usual[widthKey{"", r.Country, r.Currency}]
	}
	return u, ok
}

// fromFloor and fromCeiling are the middle of a range of which one end is
// stated.
func fromFloor(low, ratio float64) float64    { return (low + float64(low*ratio)) / 2 }
func fromCeiling(high, ratio float64) float64 { return (high/ratio + high) / 2 }

// form is how a job states its pay.
type form uint8

const (
	stated  form = iota // both ends
	floor               // "from"
	ceiling             // "up to"
)

// job is one job's pay as a cell counts it.
type job struct {
	pay       float64 // the middle, filled where one end is missing
	low, high float64
	employer  int64
	cluster   int // number of the employer within the cell
	postings  int
	form      form
}

// jobOf is what a row counts as; ok is false for pay that is not stated, or
// stated with one end where no usual width is known.
func (w *widths) jobOf(r *aggregate.Row) (j job, ok bool) {
	j = job{pay: r.Pay, low: r.Low, high: r.High, employer: r.Employer, postings: r.Postings}
	if r.Pay > 0 {
		if r.Low <= 0 || r.High <= 0 { // the ends aren't known apart
			j.low, j.high = r.Pay, r.Pay
		}
		return j, true
	}
	u, known := w.of(r)
	switch {
	case !known:
		return j, false
	case r.Low > 0:
		j.form, j.pay = floor, fromFloor(r.Low, u.ratio)
	case r.High > 0:
		j.form, j.pay = ceiling, fromCeiling(r.High, u.ratio)
	default:
		return j, false
	}
	return j, true
}

// filledOf counts the jobs of a cell that are filled, and with what.
func filledOf(jobs []job, u usual) (f aggregate.Filled) {
	for _, j := range jobs {
		if j.form != stated {
			f.Jobs++
		}
	}
	if f.Jobs > 0 {
		f.Ratio, f.Ranges, f.AnyRole = u.ratio, u.n, u.anyRole
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
	return fmt.Sprintf("%d of %d jobs (%s) state one end of their pay; the other is filled from the usual width in %s, max/min %.3f over %d jobs",
		f.Jobs, m.NJobs, percent(float64(f.Jobs)/float64(m.NJobs)), of, f.Ratio, f.Ranges)
}
