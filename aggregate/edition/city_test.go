package edition

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"backpay/aggregate"
)

// Where tax is one rate, what two places leave differs by the medians'
// difference less tax and rents, and so do the ends of its interval.
func TestLeftDifferences(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	rows := roles(rng, 60, 6, map[string]float64{"backend": 1})
	for i := range rows {
		if i%3 == 1 {
			rows[i].Pay = math.Round(rows[i].Pay * 1.2)
		}
		at(&rows[i], []string{"10420", "35620", "remote"}[i%3])
	}
	rents := map[string]float64{"10420": 10_000, "35620": 60_000}
	opt := Options{left: func(m aggregate.Figure) func(float64) float64 {
		rent, ok := rents[m.Place]
		if !ok || m.Statistic != "median" || m.Role != "backend" {
			return nil
		}
		return func(pay float64) float64 { return .7*pay - rent }
	}}
	figures, err := computeLevels(seq(rows), opt)
	if err != nil {
		t.Fatal(err)
	}
	pay := pick(t, figures, "difference/backend/35620//minus:10420")
	left := pick(t, figures, "city/backend/10420//left_minus:35620") // it pays less and leaves more
	for name, v := range map[string][2]float64{
		"value": {left.Value, 50_000 - .7*pay.Value}, "low": {left.CILow, 50_000 - .7*pay.CIHigh}, "high": {left.CIHigh, 50_000 - .7*pay.CILow},
	} {
		if math.Abs(v[0]-v[1]) > .02 {
			t.Errorf("%s %v, want %v", name, v[0], v[1])
		}
	}
	if !strings.HasPrefix(left.Note, "clearly different") || left.Grade != aggregate.Good || left.NEmployers != 60 {
		t.Errorf("%+v", left)
	}
	n := 0
	for _, f := range figures {
		if strings.HasPrefix(f.Statistic, aggregate.LeftMinus) {
			n++
		}
	}
	if n != 1 { // of all workers and of places without a rent there is none
		t.Errorf("%d differences of what is left", n)
	}
	for _, f := range compute(t, rows) {
		if f.Measure == aggregate.MeasureCity {
			t.Errorf("without Left: %+v", f)
		}
	}
}
