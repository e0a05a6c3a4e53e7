package picture

import (
	"math"
	"slices"
)

// room finds where a name of half a width and half a height stands inside an
// area, between from and to and off all lines: as near as can be to the place
// near, in the middle of the area there or off it. It isn't ok where nothing is wide
// enough.
func room(area []point, lines [][2]point, near, from, to, halfW, halfH float64) (point, bool) {
	var edges [][2]point
	for i, p := range area {
		edges = append(edges, [2]point{p, area[(i+1)%len(area)]})
	}
	lines = append(slices.Clone(edges), lines...)
	for away := 0.0; away <= to-from; away += 2 {
		for _, x := range []float64{near - away, near + away} {
			top, bottom, ok := inside(edges, x)
			if !ok || x-halfW < from || x+halfW > to {
				continue
			}
			for _, part := range []float64{.5, .35, .65, .2, .8} {
				y := top + part*(bottom-top)
				if !slices.ContainsFunc(
					lines,
					func(l [2]point) bool { return crosses(l, x-halfW, y-halfH, x+halfW, y+halfH) },
				) {
					return point{x, y}, true
				}
			}
		}
	}
	return point{}, false
}

// inside is the largest part of an upright line at x that lies inside the edges.
func inside(edges [][2]point, x float64) (top, bottom float64, ok bool) {
	var cuts []float64
	for _, e := range edges {
		a, b := e[0], e[1]
		if (a.x <= x) != (b.x <= x) {
			cuts = append(cuts, a.y+(b.y-a.y)*(x-a.x)/(b.x-a.x))
		}
	}
	slices.Sort(cuts)
	for i := 1; i < len(cuts); i += 2 {
		if cuts[i]-cuts[i-1] > bottom-top {
			top, bottom, ok = cuts[i-1], cuts[i], true
		}
	}
	return top, bottom, ok
}

// crosses reports whether a line runs through a box, by clipping it to the
// box's sides.
func crosses(l [2]point, left, top, right, bottom float64) bool {
	from, to := 0.0, 1.0
	dx, dy := l[1].x-l[0].x, l[1].y-l[0].y
	for _, side := range [][2]float64{{-dx, l[0].x - left}, {dx, right - l[0].x}, {-dy, l[0].y - top}, {dy, bottom - l[0].y}} {
		switch p, q := side[0], side[1]; {
		case p == 0 && q < 0:
			return false
		case p < 0:
			from = math.Max(from, q/p)
		case p > 0:
			to = math.Min(to, q/p)
		}
	}
	return from <= to
}
