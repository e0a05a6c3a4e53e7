package chart

import "math"

// plotHeight is that of the field of curves.
const plotHeight = 260.0

// plot draws curves over two scales, with the names of the left one in a
// gutter of their own.
func (l *layout) plot(p Plot) {
	gutter := 0.0
	for _, t := range p.Y.Ticks {
		gutter = max(gutter, l.face.width(t.Label, sizeSmall, false)+8)
	}
	x, w, top := l.pad+gutter, l.inner()-gutter, l.y+6
	at := func(q Point) Point {
		return Point{place(p.X, q.X, x, w), place(p.Y, -q.Y+p.Y.Min+p.Y.Max, top, plotHeight)}
	}
	for _, t := range p.X.Ticks {
		l.add(rect{math.Round(at(Point{t.At, 0}).X), top, 1, plotHeight, grid, ""})
	}
	for _, t := range p.Y.Ticks {
		y := math.Round(at(Point{0, t.At}).Y)
		l.add(rect{x, y, w, 1, grid, ""})
		if t.Label != "" {
			l.add(label{x - 8, y + 4.5, sizeSmall, t.Label, muted, false, end})
		}
	}
	for _, a := range p.Areas {
		points := make([]Point, 0, len(a.Points))
		for _, q := range a.Points {
			points = append(points, at(q))
		}
		l.add(field{points, a.Tone.full()})
	}
	for _, v := range p.Y.Rules {
		l.add(rect{x, math.Round(at(Point{0, v}).Y), w, 1, zero, ""})
	}
	for _, v := range p.X.Rules {
		l.add(rect{math.Round(at(Point{v, 0}).X), top, 1, plotHeight, ink, ""})
	}
	for _, c := range p.Curves {
		for i := 1; i < len(c.Points); i++ {
			a, b := at(c.Points[i-1]), at(c.Points[i])
			l.add(line{a.X, a.Y, b.X, b.Y, 2, c.Tone.full(), true, c.Dotted})
		}
	}
	var lines [][2]Point
	for _, c := range p.Curves {
		for i := 1; i < len(c.Points); i++ {
			lines = append(lines, [2]Point{at(c.Points[i-1]), at(c.Points[i])})
		}
	}
	for _, v := range p.X.Rules {
		lines = append(lines, [2]Point{at(Point{v, p.Y.Min}), at(Point{v, p.Y.Max})})
	}
	for _, v := range p.Y.Rules {
		lines = append(lines, [2]Point{at(Point{p.X.Min, v}), at(Point{p.X.Max, v})})
	}
	for _, a := range p.Areas {
		area := make([]Point, 0, len(a.Points))
		for _, q := range a.Points {
			area = append(area, at(q))
		}
		wide := l.face.width(a.Name, sizeGroup, false)
		if q, ok := room(area, lines, at(a.NameAt).X, x, x+w, wide/2+3, 8); ok && a.Name != "" {
			l.add(label{q.X, q.Y + 5, sizeGroup, a.Name, ink, false, middle})
		}
	}
	l.y = top + plotHeight
	l.scale(p.X, x, w, l.y+17)
	l.y += 30
}
