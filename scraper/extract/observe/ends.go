package observe

import (
	"iter"
	"reflect"

	"backpay/scraper"
)

// Pairs puts rows together that are the ends of an advertised range: next to each
// other, equal but for pay, the higher first. Rows without such a twin are left
// out: whose pay they are isn't known.
type Pairs struct {
	high *scraper.Observation
}

// Next takes the next row. Where it is the lower end of a range, it returns the
// range, whose pay is the middle.
func (p *Pairs) Next(o scraper.Observation) (mid scraper.Observation, ok bool) {
	if p.high == nil || !twins(p.high, &o) || p.high.Amount <= o.Amount {
		p.high = &o
		return mid, false
	}
	mid = *p.high
	mid.ID += "+" + o.ID
	mid.Amount, mid.USD = (p.high.Amount+o.Amount)/2, (p.high.USD+o.USD)/2
	mid.Row += ", " + o.Row
	p.high = nil
	return mid, true
}

// Ends makes one observation of each pair of rows.
func Ends(rows iter.Seq2[scraper.Observation, error]) iter.Seq2[scraper.Observation, error] {
	return func(yield func(scraper.Observation, error) bool) {
		var pairs Pairs
		for o, err := range rows {
			if err != nil {
				yield(o, err)
				return
			}
			if mid, ok := pairs.Next(o); ok && !yield(mid, nil) {
				return
			}
		}
	}
}

// twins reports whether two observations say the same but for pay.
func twins(a, b *scraper.Observation) bool {
	x, y := *a, *b
	x.ID, x.Row, x.Amount, x.USD = "", "", 0, 0
	y.ID, y.Row, y.Amount, y.USD = "", "", 0, 0
	return reflect.DeepEqual(x, y)
}

// Unit is what the rows of a file look like as the pay of persons.
type Unit struct {
	Rows int
	// Twins are the rows that stand in twos which say the same but for pay, and
	// Falling those of them in which the higher is first. The ends of ranges stand
	// in one order, the pay of two persons in any.
	Twins, Falling int
	// Repeated are the rows that say the very same as the one before.
	Repeated int
}

// mostTwins is the share of rows from which they are no persons, oneOrder that of
// twins which stand in one order, and fewestRows how many it takes to tell.
const mostTwins, oneOrder, fewestRows = .3, .95, 50

// Doubtful reports whether the rows are likely not one person's each.
func (u *Unit) Doubtful() bool {
	ordered := float64(max(u.Falling, u.Twins-u.Falling)) >= oneOrder*float64(u.Twins)
	if u.Rows < fewestRows {
		return false
	}
	return float64(u.Twins) > mostTwins*float64(u.Rows) && ordered || float64(u.Repeated) > mostTwins*float64(u.Rows)
}

// Watch counts what the rows look like while they are read.
func Watch(rows iter.Seq2[scraper.Observation, error], u *Unit) iter.Seq2[scraper.Observation, error] {
	return func(yield func(scraper.Observation, error) bool) {
		*u = Unit{}
		var before *scraper.Observation
		for o, err := range rows {
			if err == nil {
				before = u.count(before, &o)
			}
			if !yield(o, err) {
				return
			}
		}
	}
}

// Count adds rows that were read already.
func (u *Unit) Count(rows []scraper.Observation) {
	var before *scraper.Observation
	for i := range rows {
		before = u.count(before, &rows[i])
	}
}

// count adds a row, and returns what the next one is compared with.
func (u *Unit) count(before, o *scraper.Observation) *scraper.Observation {
	u.Rows++
	switch {
	case before == nil || !twins(before, o):
	case before.Amount == o.Amount:
		u.Repeated++
	default:
		u.Twins += 2
		if before.Amount > o.Amount {
			u.Falling += 2
		}
		return nil
	}
	return o
}
