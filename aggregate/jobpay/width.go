package jobpay

import (
	"cmp"
	"slices"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

// leastWidths is the least number of ranges that a usual width is taken from.
const leastWidths = 5

// Key is what identifies a usual width; they are never pooled over
// populations or currencies.
type Key struct {
	Population              aggregate.Population
	Role, Country, Currency string
}

// Usual is how wide ranges are: the median of max / min over the jobs that
// state a range.
type Usual struct {
	Ratio float64
	Jobs  int
	// AnyRole reports that it is of all roles of the country.
	AnyRole bool
}

// Widths finds the usual width for a job that states one end of its pay.
type Widths struct {
	least  int
	ratios map[Key][]float64 // while ranges come in
	usual  map[Key]Usual
}

// NewWidths returns widths that are taken from no fewer than least ranges; 0 is
// the usual number, 5.
func NewWidths(least int) *Widths {
	return &Widths{least: cmp.Or(least, leastWidths), ratios: map[Key][]float64{}, usual: map[Key]Usual{}}
}

// Add counts a job's range. One lone figure is no range: it says nothing of how
// wide the ranges are that others leave half unwritten.
func (w *Widths) Add(k Key, e aggregate.Ends) {
	if e.Mid <= 0 || e.Max <= e.Min || e.Min <= 0 || k.Role == "" || k.Country == "" {
		return
	}
	any := k
	any.Role = ""
	for _, k := range []Key{k, any} {
		w.ratios[k] = append(w.ratios[k], e.Max/e.Min)
	}
}

// Settle works the widths out, once all ranges are added.
func (w *Widths) Settle() {
	for k, all := range w.ratios {
		if len(all) >= w.least {
			slices.Sort(all)
			w.usual[k] = Usual{Ratio: stat.Quantile(all, 0.5), Jobs: len(all), AnyRole: k.Role == ""}
		}
	}
	w.ratios = nil
}

// Of returns the usual width for a job: of its role, or where too few state a
// range of all roles of its country.
func (w *Widths) Of(k Key) (Usual, bool) {
	u, ok := w.usual[k]
	if !ok {
		k.Role = ""
		u, ok = w.usual[k]
	}
	return u, ok
}

// Middle returns the middle of pay of which one end is stated.
func (u Usual) Middle(e aggregate.Ends) float64 {
	switch {
	case e.Mid > 0:
		return e.Mid
	case e.Min > 0:
		return FromFloor(e.Min, u.Ratio)
	case e.Max > 0:
		return FromCeiling(e.Max, u.Ratio)
	}
	return 0
}

// FromFloor and FromCeiling are the middle of a range of which one end is
// stated.
func FromFloor(low, ratio float64) float64    { return (low + float64(low*ratio)) / 2 }
func FromCeiling(high, ratio float64) float64 { return (high/ratio + high) / 2 }
