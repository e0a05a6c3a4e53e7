package picture

import (
	"math"
	"slices"
	"strings"

	"backpay/aggregate/report/document"
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

// layout lays a plot out from the top down.
type layout struct {
	canvas
	face *typeface
	fig  document.Plot
	pad  float64
	y    float64 // where the next thing begins

	narrow               bool
	plotX, plotW         float64
	labelW, valueW, nowW float64 // widths of the columns; nowW is that of counts
}

func newLayout(f document.Plot, w Width, face *typeface) *layout {
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
	if f.Field != nil {
		l.field(*f.Field)
	}
	if len(f.Groups) > 0 {
		l.columns()
		l.head()
		for _, g := range f.Groups {
			l.group(g)
		}
		l.y += 12
	}
	notes := f.Notes
	if f.Field != nil {
		notes = append([]string{f.Description}, notes...)
	}
	l.text(l.face.wrap(strings.Join(notes, " "), sizeSmall, false, l.inner(), 8), sizeSmall, false, muted)
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
func (l *layout) text(lines []string, size float64, bold bool, colour paint) {
	l.lines(lines, l.pad, size, bold, colour, start)
}

// lines sets lines one under the other, and moves down by them.
func (l *layout) lines(lines []string, x, size float64, bold bool, colour paint, a anchor) {
	for _, s := range lines {
		l.add(label{x: x, y: l.y + size*1.02, size: size, text: s, colour: colour, bold: bold, anchor: a})
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
		sample := sampleWidth(k)
		w := sample + 7 + l.face.width(k.Words, sizeSmall, false)
		if x > l.pad && x+w > l.w-l.pad {
			x = l.pad
			l.y += 22
		}
		l.add(marks(k.Marks, document.Blue, scale{x, sample, 1}, l.y+9, 9, false)...)
		words := l.face.cut(k.Words, sizeSmall, false, l.inner()-sample-7)
		l.add(label{x: x + sample + 7, y: l.y + 13.5, size: sizeSmall, text: words, colour: muted})
		x += w + gap
	}
	l.y += 28
}

// sampleWidth is the room for a key's marks: little for a point.
func sampleWidth(k document.Key) float64 {
	for _, m := range k.Marks {
		if m.To > m.From {
			return 28
		}
	}
	return 12
}

// columns measures the numbers, so that the drawing gets what is left.
func (l *layout) columns() {
	if l.narrow {
		l.plotX, l.plotW = l.pad, l.inner()
		return
	}
	small := func(s string) float64 { return l.face.width(s, sizeSmall, false) }
	label, value, count := 0.0, small(l.heads(document.Value)), small(l.heads(document.Count))
	for _, r := range l.fig.Rows() {
		label = max(label, l.labelWidth(r), small(r.Detail))
		for i, s := range l.fig.Printed(r) {
			if i == 0 {
				value = max(value, l.face.width(s, sizeLabel, true))
			} else {
				value = max(value, small(s))
			}
		}
		for _, s := range l.fig.Cell(r, document.Count).Lines() {
			count = max(count, small(s))
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

// heads is what stands over the column of a part.
func (l *layout) heads(part document.Part) string {
	for _, c := range l.fig.Columns {
		if c.Part == part {
			return c.Heads()
		}
	}
	return ""
}

func (l *layout) labelWidth(r document.Row) float64 {
	w := l.face.width(r.Label, sizeLabel, r.Own)
	if r.Rough {
		w += l.tagWidth(roughTag) + 6
	}
	return w
}

// roughTag marks rough rows, after their labels.
const roughTag = "rough"

func (l *layout) tagWidth(s string) float64 { return l.face.width(s, sizeFoot, false) + 9 }

// places puts values of the plot's axis on the drawing.
func (l *layout) places() scale { return scale{l.plotX, l.plotW, 1} }

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
		put := func(s string, x, w float64) {
			l.add(
				label{
					x:      x,
					y:      base,
					size:   sizeSmall,
					text:   l.face.cut(s, sizeSmall, false, w),
					colour: muted,
					anchor: end,
				},
			)
		}
		put(l.heads(document.Value), l.right(), l.valueW)
		put(l.heads(document.Count), l.far(), l.nowW)
	}
	l.labels(l.fig.Axis, l.plotX, l.plotW, base)
	l.y += 20
}

// labels sets an axis's labels: the first and the last of them inside its ends,
// and none that would touch another.
func (l *layout) labels(a document.Axis, from, length, base float64) {
	type set struct{ x, w float64 }
	var done []set
	put := func(t document.Tick) {
		w := l.face.width(t.Label, sizeSmall, false)
		if w > length {
			return
		}
		x := min(max(from+length*a.At(t.At)-w/2, from), from+length-w)
		for _, d := range done {
			if x < d.x+d.w+10 && d.x < x+w+10 {
				return
			}
		}
		done = append(done, set{x, w})
		l.add(label{x: x, y: base, size: sizeSmall, text: t.Label, colour: muted})
	}
	named := slices.DeleteFunc(slices.Clone(a.Ticks), func(t document.Tick) bool { return t.Label == "" })
	if n := len(named); n > 0 {
		put(named[0])
		put(named[n-1])
		for _, t := range named[1:max(n-1, 1)] {
			put(t)
		}
	}
}

// group sets a head and its rows, with the grid running through them.
func (l *layout) group(g document.Group) {
	if g.Name != "" {
		l.y += 14
		x := l.pad
		l.add(rect{x, l.y + 1, 11, 11, full(g.Tone), ""})
		x += 18
		name := l.face.cut(g.Name, sizeGroup, true, l.inner()-18)
		l.add(label{x: x, y: l.y + 11.5, size: sizeGroup, text: name, colour: full(g.Tone), bold: true})
		x += l.face.width(name, sizeGroup, true) + 7
		if room := l.far() - x; room > 40 {
			l.add(
				label{
					x:      x,
					y:      l.y + 11.5,
					size:   sizeGroup,
					text:   l.face.cut(g.Detail, sizeGroup, false, room),
					colour: muted,
				},
			)
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
		l.shapes = slices.Insert(l.shapes, below, under(l.fig.Axis, l.places(), from, l.y-from)...)
	}
}
