package edition

import (
	"fmt"
	"testing"

	"backpay/aggregate"
)

func TestOffer(t *testing.T) {
	var ranges []Range
	for e := range 50 {
		for k := range 2 {
			r := Range{Job: int64(2*e + k), Employer: int64(e), Low: float64(100_000 + 1000*e), High: float64(120_000 + 1000*e), Title: fmt.Sprint(e)}
			if k == 1 && e%5 == 0 {
				r.High = 0
			}
			ranges = append(ranges, r)
		}
	}
	// Floors run from 100,000 to 149,000; 30 employers' lie above 119,500, and
	// no ceiling lies below it.
	s := Offer(119_500, ranges, 10, Options{})
	if s.Above.Share != .6 || s.Above.N != 100 || s.Above.Low > .5 || s.Above.Low < .4 || s.Above.High < .7 || s.Above.Grade != aggregate.Good {
		t.Errorf("floors above: %+v", s.Above)
	}
	if s.Below.Share != 0 || s.Below.N != 90 || s.Below.Low != 0 || s.Below.High < .02 || s.Below.High > .1 {
		t.Errorf("ceilings below: %+v", s.Below)
	}
	if len(s.Nearest) != 10 || s.Nearest[0].Low != 109_000 && s.Nearest[0].Low != 110_000 {
		t.Errorf("nearest: %+v", s.Nearest)
	}
	few := Offer(119_500, ranges[:20], 10, Options{})
	if few.Above.Grade != aggregate.Withheld || few.Above.Reason.String() != "10 employers, fewer than 20" {
		t.Errorf("few: %+v", few.Above)
	}
	if none := Offer(1, nil, 10, Options{}); none.Above.Grade != aggregate.Withheld || len(none.Nearest) != 0 {
		t.Errorf("none: %+v", none)
	}
}
