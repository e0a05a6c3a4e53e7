package report

import (
	"math"
	"strconv"
)

// axis fits a scale round everything that the groups' rows draw, with four to
// nine round grid lines, of which at most four are labelled: more collide on
// a phone.
func axis(groups []Group, code string) Axis {
	return axisOver(groups, nil, code)
}

// axisOver is axis with single values beside the rows.
func axisOver(groups []Group, points []float64, code string) Axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range points {
		low, high = min(low, v), max(high, v)
	}
	for _, g := range groups {
		for _, r := range g.Rows {
			if a := r.Amounts; a != nil {
				low = min(low, a.P25, a.Low, a.Mean, a.Median)
				high = max(high, a.P75, a.High, a.Mean, a.Median)
			}
		}
	}
	if low > high {
		return Axis{Ticks: []Tick{}}
	}
	room := max((high-low)*0.04, high*0.01, 1)
	low, high = max(low-room, 0), high+room
	unit := niceStep((high - low) / 5)
	first, last := math.Floor(low/unit), math.Ceil(high/unit)
	every := 1
	for (last-first)/float64(every) > 3 {
		every++
	}
	a := Axis{Min: first * unit, Max: last * unit, Ticks: []Tick{}}
	for i := first; i <= last; i++ {
		t := Tick{At: i * unit}
		if int(i-first)%every == 0 {
			t.Label = short(t.At, code)
		}
		a.Ticks = append(a.Ticks, t)
	}
	return a
}

// niceStep rounds up to 1, 2, 2.5 or 5 times a power of ten.
func niceStep(v float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if v <= m*ten {
			return m * ten
		}
	}
	return 10 * ten
}

// short prints an amount for an axis: "$120k".
func short(v float64, code string) string {
	sign := money(0, code)
	sign = sign[:len(sign)-1]
	switch {
	case v >= 1e6:
		return sign + strconv.FormatFloat(v/1e6, 'f', -1, 64) + "m"
	case v >= 1e3:
		return sign + strconv.FormatFloat(v/1e3, 'f', -1, 64) + "k"
	}
	return sign + strconv.FormatFloat(v, 'f', -1, 64)
}
