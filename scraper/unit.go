package scraper

import (
	"fmt"
	"reflect"
)

// Unit is what the rows of a file look like as the pay of persons: adverts'
// ranges come as two rows each, and a survey exported twice repeats its rows.
type Unit struct {
	Rows int
	// Twins are the rows that stand in twos which say the same but for pay, and
	// Falling those of them in which the higher is first. The ends of ranges stand
	// in one order, the pay of two persons in any.
	Twins, Falling int
	// Repeated are the rows that say the very same as the one before.
	Repeated int

	before *Observation
}

// mostTwins is the share of rows from which they are no persons, oneOrder that of
// twins which stand in one order, and fewestRows how many it takes to tell.
const mostTwins, oneOrder, fewestRows = .3, .95, 50

// Doubt says why the rows are likely not one person's pay each; nil where they
// may be.
func (u *Unit) Doubt() error {
	ordered := float64(max(u.Falling, u.Twins-u.Falling)) >= oneOrder*float64(u.Twins)
	switch {
	case u.Rows < fewestRows:
		return nil
	case float64(u.Twins) > mostTwins*float64(u.Rows) && ordered:
		return fmt.Errorf(
			"%d of %d rows are equal to the next but for pay: they look like the ends of ranges, not the pay of persons",
			u.Twins, u.Rows)
	case float64(u.Repeated) > mostTwins*float64(u.Rows):
		return fmt.Errorf("%d of %d rows repeat the one before: persons may be counted more than once", u.Repeated, u.Rows)
	}
	return nil
}

// Add counts a row.
func (u *Unit) Add(o Observation) {
	u.Rows++
	switch {
	case u.before == nil || !Twins(u.before, &o):
	case u.before.Amount == o.Amount:
		u.Repeated++
	default:
		u.Twins += 2
		if u.before.Amount > o.Amount {
			u.Falling += 2
		}
		u.before = nil
		return
	}
	u.before = &o
}

// Twins reports whether two observations say the same but for pay.
func Twins(a, b *Observation) bool {
	x, y := *a, *b
	x.ID, x.Row, x.Amount, x.USD = "", "", 0, 0
	y.ID, y.Row, y.Amount, y.USD = "", "", 0, 0
	return reflect.DeepEqual(x, y)
}
