package report

import (
	"strconv"
	"strings"
)

// The height of the drawing of ranges, in pixels, and the least distance of
// two labels in it.
const (
	areasHeight = 320
	labelGap    = 22
)

// areas is the drawing of ranges: the boundaries as paths of a square of a
// thousand that is stretched, and the labels at the cut outside of it.
type areas struct {
	Spread
	// Includes and Below are the areas under the boundaries Upper and Lower.
	Includes, Below, Upper, Lower string
	Grid                          []string
	Cut                           string // where the cut stands
	Anchor                        string // of the labels beside it
	Shift                         int    // in pixels
	Height                        int
	Labels                        []areaLabel
}

type areaLabel struct {
	Y    int
	Text string
}

func newAreas(s Spread) areas {
	a := areas{Spread: s, Height: areasHeight}
	all := float64(s.Jobs)
	var upper, lower []point
	for _, p := range s.Steps {
		x := 10 * s.Axis.at(p.Pay)
		upper = append(upper, point{x, 1000 * float64(p.Above) / all})
		lower = append(lower, point{x, 1000 * (1 - float64(p.Below)/all)})
	}
	a.Upper, a.Lower = boundary(upper), boundary(lower)
	a.Includes, a.Below = a.Upper+"L1000 1000L0 1000Z", a.Lower+"L1000 1000L0 1000Z"
	for _, t := range s.Axis.Ticks {
		a.Grid = append(a.Grid, pct(s.Axis.at(t.At)))
	}
	x := s.Axis.at(s.Cut.Pay)
	a.Cut, a.Anchor, a.Shift = pct(x), "start", 10
	if x > 55 {
		a.Anchor, a.Shift = "end", -10
	}
	top := 0.0
	for _, p := range s.Cut.Parts {
		a.Labels = append(a.Labels, areaLabel{int(areasHeight*(top+p.Share/2)) + 5, p.Text})
		top += p.Share
	}
	// Thin areas have their labels side by side: they are moved apart.
	for i := 1; i < len(a.Labels); i++ {
		a.Labels[i].Y = max(a.Labels[i].Y, a.Labels[i-1].Y+labelGap)
	}
	for i := len(a.Labels) - 1; i >= 0; i-- {
		a.Labels[i].Y = min(a.Labels[i].Y, areasHeight-8-labelGap*(len(a.Labels)-1-i))
	}
	for i := range a.Labels {
		a.Labels[i].Y = max(a.Labels[i].Y, 18+labelGap*i)
	}
	return a
}

type point struct{ x, y float64 }

// boundary is a path through points.
func boundary(points []point) string {
	var b strings.Builder
	for i, p := range points {
		b.WriteByte("ML"[min(i, 1)])
		b.WriteString(strconv.FormatFloat(p.x, 'f', 1, 64) + " " + strconv.FormatFloat(p.y, 'f', 1, 64))
	}
	return b.String()
}
