package picture

import (
	"math"
	"strings"

	"backpay/aggregate/report/document"
)

// row sets a row in columns: label, drawing, value, count.
func (l *layout) row(g document.Group, r document.Row) {
	top := l.y
	l.y += 7
	l.name(r, l.labelW, 3)
	l.lines(l.face.wrap(l.detail(r), sizeSmall, false, l.labelW, 7), l.pad, sizeSmall, false, muted, start)
	bottom := l.y

	l.y = top + 7
	switch {
	case r.Sentence():
		l.add(rect{l.plotX - 8, top + 1, l.far() - l.plotX + 8, 0, paper, ""})
		cover := len(l.shapes) - 1
		l.lines(l.face.wrap(r.Words, 13.5, false, l.far()-l.plotX, 5), l.plotX, 13.5, false, muted, start)
		l.y = max(l.y, bottom)
		l.shapes[cover] = rect{l.plotX - 8, top + 1, l.far() - l.plotX + 8, math.Ceil(l.y + 4 - top), paper, ""}
	case r.Words != "":
		l.words(r)
	default:
		l.numbers(l.fig.Printed(r), l.right(), l.valueW)
	}
	bottom = max(bottom, l.y)

	l.y = top + 9.5 // on one line with the larger label
	for _, s := range l.fig.Cell(r, document.Count).Lines() {
		l.lines(l.face.wrap(s, sizeSmall, false, l.nowW, 3), l.far(), sizeSmall, false, muted, end)
	}
	bottom = max(bottom, l.y)

	l.y = math.Ceil(bottom + 5)
	if !r.Sentence() {
		l.y = max(l.y, top+46)
	}
	if r.Words == "" {
		l.add(marks(fit(r.Marks, l.fig.Axis), g.Tone, l.places(), (top+l.y)/2, (l.y-top)/2, r.Own)...)
	}
}

// detail is what stands under a row's label: its own, and what a page has a
// column for.
func (l *layout) detail(r document.Row) string {
	for i, c := range l.fig.Columns {
		if c.Part != document.Told || i >= len(r.Cells) || r.Words != "" {
			continue
		}
		cell := r.Cells[i]
		if len(cell.Under) == 0 {
			return ""
		}
		return strings.ToLower(c.Head[:1]) + c.Head[1:] + ": " + cell.Text + ", " + strings.Join(cell.Under, ", ")
	}
	return r.Detail
}

// name sets a row's label with its tag.
func (l *layout) name(r document.Row, room float64, limit int) {
	colour := ink
	if r.Words != "" && !r.Sentence() {
		colour = faint
	}
	lines := l.face.wrap(r.Label, sizeLabel, r.Own, room, limit)
	if r.Rough && len(lines) > 0 { // the tag stands after the last line
		own, last := room-l.tagWidth(roughTag)-6, len(lines)-1
		if l.face.width(lines[last], sizeLabel, r.Own) > own {
			lines = l.face.wrap(r.Label, sizeLabel, r.Own, own, limit)
			last = len(lines) - 1
		}
		x := l.pad + l.face.width(lines[last], sizeLabel, r.Own) + 6
		y := l.y + float64(last)*sizeLabel*leading
		l.add(
			rect{x, y + 1, l.tagWidth(roughTag), 16, paper, zero},
			label{x: x + 4.5, y: y + 13, size: sizeFoot, text: roughTag, colour: muted},
		)
	}
	l.lines(lines, l.pad, sizeLabel, r.Own, colour, start)
}

// numbers sets a value and what stands under it, to the right.
func (l *layout) numbers(all []string, x, room float64) {
	for i, s := range all {
		if i > 0 {
			l.lines(l.face.wrap(s, sizeSmall, false, room, 4), x, sizeSmall, false, muted, end)
			continue
		}
		size := float64(sizeLabel)
		for l.face.width(s, size, true) > room && size > sizeSmall {
			size -= .5
		}
		l.lines(l.face.wrap(s, size, true, room, 3), x, size, true, ink, end)
	}
}

// words stand in place of the drawing and the value, over the grid.
func (l *layout) words(r document.Row) {
	room := l.right() - l.plotX
	for i, s := range []string{r.Words, r.Why} {
		size := 13.5
		if i > 0 {
			size = sizeSmall
		}
		for _, s := range l.face.wrap(s, size, false, room, 5) {
			w := l.face.width(s, size, false) + 8
			l.add(rect{l.right() - w, l.y - 1, w, size*leading + 1, paper, ""})
			l.lines([]string{s}, l.right(), size, false, faint, end)
		}
	}
}

// narrowRow sets a row for a phone: label and value in a line, the drawing
// under them over the whole width, the count under it.
func (l *layout) narrowRow(g document.Group, r document.Row) {
	top := l.y
	l.y += 9
	room := l.inner()
	if numbers := l.fig.Printed(r); len(numbers) > 0 && numbers[0] != "" {
		value := l.face.width(numbers[0], sizeLabel, true)
		for _, s := range numbers[1:] {
			value = max(value, l.face.width(s, sizeSmall, false))
		}
		value = min(value, .52*room)
		l.numbers(numbers, l.far(), value)
		room -= value + 12
	}
	bottom := l.y
	l.y = top + 9
	l.name(r, room, 3)
	l.lines(l.face.wrap(l.detail(r), sizeSmall, false, room, 5), l.pad, sizeSmall, false, muted, start)
	l.y = math.Ceil(max(l.y, bottom))
	if r.Words != "" {
		l.lines(l.face.wrap(r.Words, 13.5, false, l.inner(), 8), l.pad, 13.5, false, muted, start)
		l.lines(l.face.wrap(r.Why, sizeSmall, false, l.inner(), 5), l.pad, sizeSmall, false, faint, start)
	} else if len(r.Marks) > 0 {
		const strip = 30
		l.add(under(l.fig.Axis, l.places(), l.y+2, strip-4)...)
		l.add(marks(fit(r.Marks, l.fig.Axis), g.Tone, l.places(), l.y+strip/2, strip/2, r.Own)...)
		l.y += strip
	}
	var count []string
	for _, s := range l.fig.Cell(r, document.Count).Lines() {
		if s != "" {
			count = append(count, s)
		}
	}
	l.lines(
		l.face.wrap(strings.Join(count, " · "), sizeSmall, false, l.inner(), 2),
		l.pad,
		sizeSmall,
		false,
		muted,
		start,
	)
	l.y = math.Ceil(l.y + 7)
}
