package observe

import (
	"iter"

	"backpay/scraper"
)

// Pairs puts rows together that are the ends of an advertised range: next to each
// other, equal but for pay, the higher first. Rows without such a twin are left
// out and counted: whose pay they are isn't known.
type Pairs struct {
	high  *scraper.Observation
	alone int // that a later row has shown to be
}

// Alone returns how many of the rows so far have no other end.
func (p *Pairs) Alone() int {
	if p.high != nil {
		return p.alone + 1
	}
	return p.alone
}

// Next takes the next row. Where it is the lower end of a range, it returns the
// range, whose pay is the middle.
func (p *Pairs) Next(o scraper.Observation) (mid scraper.Observation, ok bool) {
	if p.high == nil || !scraper.Twins(p.high, &o) || p.high.Amount <= o.Amount {
		p.alone = p.Alone()
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

// Ends makes one observation of each pair of rows. Once they were read, alone is
// how many rows have no other end.
func Ends(rows iter.Seq2[scraper.Observation, error], alone *int) iter.Seq2[scraper.Observation, error] {
	return func(yield func(scraper.Observation, error) bool) {
		var pairs Pairs
		defer func() { *alone = pairs.Alone() }()
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
