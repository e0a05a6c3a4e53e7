package chart

import (
	"math"
	"slices"
)

// Sizes of type, in pixels.
const (
	sizeTitle = 20
	sizeSub   = 14
	sizeLabel = 15
	sizeGroup = 14
	sizeSmall = 12.5
	sizeFoot  = 12
)

// leading is the distance of lines as a part of their size.
const leading = 1.3

// layout lays a figure out from the top down.
type layout struct {
	canvas
	face *typeface
	fig  Figure
	pad  float64
	y    float64 // where the next thing begins

	narrow               bool
	plotX, plotW         float64
	labelW, valueW, nowW float64 // widths of the columns; nowW is that of counts
}

func newLayout(f Figure, w Width, face *typeface) *layout {
	l := &layout{canvas: canvas{w: float64(w)}, face: face, fig: f, pad: 24}
	if l.narrow = w < 560; l.narrow {
		l.pad = 16
	}
	l.y = l.pad
	l.text(l.face.balance(f.Title, sizeTitle, true, l.inner(), 4), sizeTitle, true, ink)
	l.y += 4
	l.text(l.face.balance(f.Subtitle, sizeSub, false, l.inner(), 6), sizeSub, false, muted)
	l.y += 10
	l.keys()
	if f.Plot != nil {
		l.plot(*f.Plot)
	}
	if len(f.Groups) > 0 {
		l.columns()
		l.head()
		for _, g := range f.Groups {
			l.group(g)
		}
		l.y += 12
	}
	l.text(l.face.wrap(f.Note, sizeSmall, false, l.inner(), 8), sizeSmall, false, muted)
	l.y += 8
	l.hairline(l.pad, l.w-l.pad)
	l.y += 6
	l.text(l.face.wrap(f.Source, sizeFoot, false, l.inner(), 4), sizeFoot, false, faint)
	l.text(l.face.wrap(f.Edition, sizeFoot, false, l.inner(), 2), sizeFoot, false, faint)
	l.h = math.Ceil(l.y + l.pad - 6)
	return l
}

func (l *layout) inner() float64 { return l.w - 2*l.pad }

// text sets lines from the left edge.
func (l *layout) text(lines []string, size float64, bold bool, colour hex) {
	l.lines(lines, l.pad, size, bold, colour, start)
}

// lines sets lines one under the other, and moves down by them.
func (l *layout) lines(lines []string, x, size float64, bold bool, colour hex, a anchor) {
	for _, s := range lines {
		l.add(label{x, l.y + size*1.02, size, s, colour, bold, a})
		l.y += size * leading
	}
}

func (l *layout) hairline(from, to float64) {
	l.add(rect{from, math.Round(l.y), to - from, 1, hair, ""})
}

// keys sets samples of the marks with their words, as many as fit in a line.
func (l *layout) keys() {
	if len(l.fig.Keys) == 0 {
		return
	}
	const gap = 18.0
	x := l.pad
	for _, k := range l.fig.Keys {
		sample := 12.0 // of a point
		for _, m := range k.Marks {
			if m.To > m.From {
				sample = 28
			}
		}
		w := sample + 7 + l.face.width(k.Words, sizeSmall, false)
		if x > l.pad && x+w > l.w-l.pad {
			x = l.pad
			l.y += 22
		}
		l.marks(k.Marks, Posted, func(v float64) float64 { return x + v*sample }, l.y+9, 9, false)
		l.add(label{x + sample + 7, l.y + 13.5, sizeSmall, l.face.cut(k.Words, sizeSmall, false, l.inner()-sample-7), muted, false, start})
		x += w + gap
	}
	l.y += 28
}

// columns measures the numbers, so that the drawing gets what is left.
func (l *layout) columns() {
	if l.narrow {
		l.plotX, l.plotW = l.pad, l.inner()
		return
	}
	label, value, count := 0.0, l.face.width(l.fig.ValueHead, sizeSmall, false), l.face.width(l.fig.CountHead, sizeSmall, false)
	for _, g := range l.fig.Groups {
		for _, r := range g.Rows {
			label = max(label, l.labelWidth(r), l.face.width(r.Detail, sizeSmall, false))
			value = max(value, l.face.width(r.Value, sizeLabel, true), l.face.width(r.ValueDetail, sizeSmall, false))
			count = max(count, l.face.width(r.Count, sizeSmall, false), l.face.width(r.CountDetail, sizeSmall, false))
		}
	}
	const gap = 16
	l.labelW, l.valueW, l.nowW = min(math.Ceil(label), 176), min(math.Ceil(value), 150), min(math.Ceil(count), 120)
	l.plotX = l.pad + l.labelW + gap
	l.plotW = l.inner() - l.labelW - gap
	for _, w := range []float64{l.valueW, l.nowW} {
		if w > 0 {
			l.plotW -= w + gap
		}
	}
}

func (l *layout) labelWidth(r Row) float64 {
	w := l.face.width(r.Label, sizeLabel, r.Strong)
	if r.Tag != "" {
		w += l.tagWidth(r.Tag) + 6
	}
	return w
}

func (l *layout) tagWidth(s string) float64 { return l.face.width(s, sizeFoot, false) + 9 }

// at places a value of the figure's axis.
func (l *layout) at(v float64) float64 { return place(l.fig.Axis, v, l.plotX, l.plotW) }

// place puts a value of an axis on a stretch; what lies beyond stays at its end.
func place(a Axis, v, from, length float64) float64 {
	if !(a.Max > a.Min) {
		return from
	}
	return from + length*min(max((v-a.Min)/(a.Max-a.Min), 0), 1)
}

// right and far are the right edges of the columns of values and of counts.
func (l *layout) right() float64 {
	if l.nowW > 0 {
		return l.far() - l.nowW - 16
	}
	return l.far()
}
func (l *layout) far() float64 { return l.w - l.pad }

// head sets the axis and the heads of the columns.
func (l *layout) head() {
	base := l.y + 12
	if !l.narrow {
		l.add(label{l.right(), base, sizeSmall, l.face.cut(l.fig.ValueHead, sizeSmall, false, l.valueW), muted, false, end})
		l.add(label{l.far(), base, sizeSmall, l.face.cut(l.fig.CountHead, sizeSmall, false, l.nowW), muted, false, end})
	}
	l.scale(l.fig.Axis, l.plotX, l.plotW, base)
	l.y += 20
}

// scale sets an axis's labels: the first and the last of them inside its ends,
// and none that would touch another.
func (l *layout) scale(a Axis, from, length, base float64) {
	type set struct{ x, w float64 }
	var done []set
	put := func(t Tick) {
		w := l.face.width(t.Label, sizeSmall, false)
		if w > length {
			return
		}
		x := min(max(place(a, t.At, from, length)-w/2, from), from+length-w)
		for _, d := range done {
			if x < d.x+d.w+10 && d.x < x+w+10 {
				return
			}
		}
		done = append(done, set{x, w})
		l.add(label{x, base, sizeSmall, t.Label, muted, false, start})
	}
	named := slices.DeleteFunc(slices.Clone(a.Ticks), func(t Tick) bool { return t.Label == "" })
	if n := len(named); n > 0 {
		put(named[0])
		put(named[n-1])
		for _, t := range named[1:max(n-1, 1)] {
			put(t)
		}
	}
}

// group sets a head and its rows, with the grid running through them.
func (l *layout) group(g Group) {
	if g.Name != "" {
		l.y += 14
		x := l.pad
		l.add(rect{x, l.y + 1, 11, 11, g.Tone.full(), ""})
		x += 18
		name := l.face.cut(g.Name, sizeGroup, true, l.inner()-18)
		l.add(label{x, l.y + 11.5, sizeGroup, name, g.Tone.full(), true, start})
		x += l.face.width(name, sizeGroup, true) + 7
		if room := l.far() - x; room > 40 {
			l.add(label{x, l.y + 11.5, sizeGroup, l.face.cut(g.Detail, sizeGroup, false, room), muted, false, start})
		}
		l.y += 22
	}
	from, below := l.y, len(l.shapes)
	for _, r := range g.Rows {
		l.hairline(l.pad, l.far())
		if l.narrow {
			l.narrowRow(g, r)
		} else {
			l.row(g, r)
		}
	}
	if !l.narrow {
		l.shapes = slices.Insert(l.shapes, below, l.grid(from, l.y-from)...)
	}
}

// grid is what lies under rows: the band, the grid lines and the rules.
func (l *layout) grid(y, h float64) (under []shape) {
	a := l.fig.Axis
	if a.Band[0] < a.Band[1] {
		x := l.at(a.Band[0])
		under = append(under, rect{x, y, l.at(a.Band[1]) - x, h, noise, ""})
	}
	for _, t := range a.Ticks {
		under = append(under, rect{math.Round(l.at(t.At)), y, 1, h, grid, ""})
	}
	for _, v := range a.Rules {
		under = append(under, rect{math.Round(l.at(v)), y, 1, h, zero, ""})
	}
	return under
}
