package report

import (
	"math"
	"strconv"

	"backpay/aggregate/report/document"
)

// axis fits a scale round amounts of pay.
func axis(points []float64, code string) document.Axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range points {
		low, high = min(low, v), max(high, v)
	}
	low = max(low, 0) // no pay is below nothing
	room := min(max((high-low)*0.04, high*0.01, 1), low)
	return scaled(low, high, room, func(v float64) string { return short(v, code) })
}

// scaled is a scale from low to high with room at both ends and round grid
// lines in it, four to nine, of which at most four are labelled: more collide
// on a phone. low above high makes an empty one.
func scaled(low, high, room float64, label func(float64) string) document.Axis {
	a := document.Axis{Ticks: []document.Tick{}}
	if low > high {
		return a
	}
	a.Min, a.Max = low-room, high+max(room, (high-low)*0.03, high*0.01)
	unit := niceStep((a.Max - a.Min) / 8.5)
	first, last := math.Ceil(a.Min/unit), math.Floor(a.Max/unit)
	every := math.Ceil((last - first + 1) / 4)
	for i := first; i <= last; i++ {
		t := document.Tick{At: i * unit}
		if math.Mod(i, every) == 0 { // zero is among them
			t.Label = label(t.At)
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
