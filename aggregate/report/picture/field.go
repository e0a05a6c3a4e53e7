package picture

import (
	"math"

	"backpay/aggregate/report/document"
)

// fieldHeight is that of the field of curves.
const fieldHeight = 260.0

// field draws areas and curves over two scales, with the labels of the left
// one in a gutter of their own.
func (l *layout) field(p document.Field) {
	gutter := 0.0
	for _, t := range p.Y.Ticks {
		gutter = max(gutter, l.face.width(t.Label, sizeSmall, false)+8)
	}
	x, w, top := l.pad+gutter, l.inner()-gutter, l.y+6
	at := func(q document.Point) point {
		return point{x + w*p.X.At(q.X), top + fieldHeight*(1-p.Y.At(q.Y))}
	}
	for _, t := range p.X.Ticks {
		l.add(rect{math.Round(at(document.Point{X: t.At}).x), top, 1, fieldHeight, grid, ""})
	}
	for _, t := range p.Y.Ticks {
		y := math.Round(at(document.Point{Y: t.At}).y)
		l.add(rect{x, y, w, 1, grid, ""})
		if t.Label != "" {
			l.add(label{x: x - 8, y: y + 4.5, size: sizeSmall, text: t.Label, colour: muted, anchor: end})
		}
	}
	var areas [][]point
	for _, a := range p.Areas {
		points := make([]point, 0, len(a.Points))
		for _, q := range a.Points {
			points = append(points, at(q))
		}
		areas = append(areas, points)
		l.add(field{points, full(a.Tone)})
	}
	var lines [][2]point
	for _, v := range p.Y.Rules {
		y := math.Round(at(document.Point{Y: v}).y)
		l.add(rect{x, y, w, 1, zero, ""})
		lines = append(lines, [2]point{{x, y}, {x + w, y}})
	}
	for _, v := range p.X.Rules {
		x := math.Round(at(document.Point{X: v}).x)
		l.add(rect{x, top, 1, fieldHeight, ink, ""})
		lines = append(lines, [2]point{{x, top}, {x, top + fieldHeight}})
	}
	for _, c := range p.Curves {
		for i := 1; i < len(c.Points); i++ {
			a, b := at(c.Points[i-1]), at(c.Points[i])
			l.add(line{a.x, a.y, b.x, b.y, 2, full(c.Tone), true, c.Dotted})
			lines = append(lines, [2]point{a, b})
		}
	}
	for i, a := range p.Areas {
		wide := l.face.width(a.Name, sizeGroup, false)
		if q, ok := room(areas[i], lines, at(a.NameAt).x, x, x+w, wide/2+3, 8); ok && a.Name != "" {
			l.add(label{x: q.x, y: q.y + 5, size: sizeGroup, text: a.Name, colour: ink, anchor: middle})
		}
	}
	l.y = top + fieldHeight
	l.labels(p.X, x, w, l.y+17)
	l.y += 30
}
