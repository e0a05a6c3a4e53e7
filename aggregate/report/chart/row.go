package chart

import "math"

// row sets a row in columns: label, drawing, value, count.
func (l *layout) row(g Group, r Row) {
	top := l.y
	l.y += 7
	l.name(r, l.labelW, 3)
	l.lines(l.face.wrap(r.Detail, sizeSmall, false, l.labelW, 7), l.pad, sizeSmall, false, muted, start)
	bottom := l.y

	l.y = top + 7
	switch {
	case r.prose():
		l.add(rect{l.plotX - 8, top + 1, l.far() - l.plotX + 8, 0, paper, ""})
		cover := len(l.shapes) - 1
		l.lines(l.face.wrap(r.Words, 13.5, false, l.far()-l.plotX, 5), l.plotX, 13.5, false, muted, start)
		l.y = max(l.y, bottom)
		l.shapes[cover] = rect{l.plotX - 8, top + 1, l.far() - l.plotX + 8, math.Ceil(l.y + 4 - top), paper, ""}
	case r.Words != "":
		l.words(r)
	default:
		l.numbers(r.Value, r.ValueDetail, l.right(), l.valueW)
	}
	bottom = max(bottom, l.y)

	l.y = top + 9.5 // on one line with the larger label
	l.lines(l.face.wrap(r.Count, sizeSmall, false, l.nowW, 3), l.far(), sizeSmall, false, muted, end)
	l.lines(l.face.wrap(r.CountDetail, sizeSmall, false, l.nowW, 3), l.far(), sizeSmall, false, muted, end)
	bottom = max(bottom, l.y)

	l.y = math.Ceil(bottom + 5)
	if !r.prose() {
		l.y = max(l.y, top+46)
	}
	if r.Words == "" {
		l.marks(r.Marks, g.Tone, l.at, (top+l.y)/2, (l.y-top)/2, r.Strong)
	}
}

// prose tells of a row that is a sentence: not one whose numbers are withheld.
func (r Row) prose() bool { return r.Words != "" && r.Count+r.CountDetail == "" }

// name sets a row's label with its tag.
func (l *layout) name(r Row, room float64, limit int) {
	colour := ink
	if r.Words != "" && !r.prose() {
		colour = faint
	}
	own := room
	if r.Tag != "" {
		own -= l.tagWidth(r.Tag) + 6
	}
	lines := l.face.wrap(r.Label, sizeLabel, r.Strong, room, limit)
	if r.Tag != "" && len(lines) > 0 { // the tag stands after the last line
		last := len(lines) - 1
		if l.face.width(lines[last], sizeLabel, r.Strong) > own {
			lines = l.face.wrap(r.Label, sizeLabel, r.Strong, own, limit)
			last = len(lines) - 1
		}
		x := l.pad + l.face.width(lines[last], sizeLabel, r.Strong) + 6
		y := l.y + float64(last)*sizeLabel*leading
		l.add(rect{x, y + 1, l.tagWidth(r.Tag), 16, paper, zero}, label{x + 4.5, y + 13, sizeFoot, r.Tag, muted, false, start})
	}
	l.lines(lines, l.pad, sizeLabel, r.Strong, colour, start)
}

// numbers sets a value and what stands under it, to the right.
func (l *layout) numbers(value, detail string, x, room float64) {
	size := float64(sizeLabel)
	for l.face.width(value, size, true) > room && size > sizeSmall {
		size -= .5
	}
	l.lines(l.face.wrap(value, size, true, room, 3), x, size, true, ink, end)
	l.lines(l.face.wrap(detail, sizeSmall, false, room, 4), x, sizeSmall, false, muted, end)
}

// words stand in place of the drawing and the value, over the grid.
func (l *layout) words(r Row) {
	room := l.right() - l.plotX
	for i, s := range []string{r.Words, r.WordsDetail} {
		size, colour := 13.5, faint
		if i > 0 {
			size = sizeSmall
		}
		for _, s := range l.face.wrap(s, size, false, room, 5) {
			w := l.face.width(s, size, false) + 8
			l.add(rect{l.right() - w, l.y - 1, w, size*leading + 1, paper, ""})
			l.lines([]string{s}, l.right(), size, false, colour, end)
		}
	}
}

// narrowRow sets a row for a phone: label and value in a line, the drawing
// under them over the whole width, the count under it.
func (l *layout) narrowRow(g Group, r Row) {
	top := l.y
	l.y += 9
	room := l.inner()
	if r.Words == "" && r.Value != "" {
		value := max(l.face.width(r.Value, sizeLabel, true), l.face.width(r.ValueDetail, sizeSmall, false))
		value = min(value, .52*room)
		l.numbers(r.Value, r.ValueDetail, l.far(), value)
		room -= value + 12
	}
	bottom := l.y
	l.y = top + 9
	l.name(r, room, 3)
	l.lines(l.face.wrap(r.Detail, sizeSmall, false, room, 5), l.pad, sizeSmall, false, muted, start)
	l.y = math.Ceil(max(l.y, bottom))
	if r.Words != "" {
		l.lines(l.face.wrap(r.Words, 13.5, false, room, 8), l.pad, 13.5, false, muted, start)
		l.lines(l.face.wrap(r.WordsDetail, sizeSmall, false, room, 5), l.pad, sizeSmall, false, faint, start)
	} else if len(r.Marks) > 0 {
		const strip = 30
		l.add(l.grid(l.y+2, strip-4)...)
		l.marks(r.Marks, g.Tone, l.at, l.y+strip/2, strip/2, r.Strong)
		l.y += strip
	}
	count := r.Count
	if count != "" && r.CountDetail != "" {
		count += " · "
	}
	l.lines(l.face.wrap(count+r.CountDetail, sizeSmall, false, l.inner(), 2), l.pad, sizeSmall, false, muted, start)
	l.y = math.Ceil(l.y + 7)
}

// thick is the height of bars.
const thick = 14.0

// marks draws the signs of a row round the height y; half is half the row's.
func (l *layout) marks(marks []Mark, tone Tone, at func(float64) float64, y, half float64, strong bool) {
	for _, m := range marks {
		y, t := y, tone
		if m.Tone != Inherit {
			t = m.Tone
		}
		x, to := at(m.From), at(m.To)
		radius := 5.5
		if strong {
			radius = 7
		}
		switch m.Kind {
		case Half:
			l.add(rect{x, y - thick/2, to - x, thick, t.pale(), ""})
		case Bar:
			l.add(rect{min(x, to), y - thick/2, max(math.Abs(to-x), 1), thick, t.full(), ""})
		case Hatch:
			left, w := min(x, to), max(math.Abs(to-x), 2)
			l.add(rect{left, y - thick/2, w, thick, paper, t.full()})
			for at := left + 5; at < left+w-1; at += 5 {
				l.add(line{at, y - thick/2, at, y + thick/2, 1.25, t.full(), false, false})
			}
		case TieUp:
			l.add(line{x, y - half, x, y, 1, zero, false, true})
		case TieDown:
			l.add(line{x, y, x, y + half, 1, zero, false, true})
		case Interval:
			l.add(line{x, y, to, y, 2.5, t.full(), true, false})
		case Dotted:
			l.add(line{x, y, to, y, 2.5, t.full(), true, true})
		case Joint:
			l.add(line{x, y, to, y, 1.5, zero, true, true})
		case Stroke:
			l.add(line{x, y - thick/2, x, y + thick/2, 1.5, t.full(), false, false})
		case Dot:
			l.add(disc{x, y, radius, 1.5, t.full(), paper})
		case OpenDot:
			l.add(disc{x, y, radius, 2, paper, t.full()})
		case SmallDot:
			l.add(disc{x, y, 3.5, 2, paper, t.full()})
		case Diamond:
			if m.Under {
				y += 8
			}
			l.add(diamond{x, y, 5.5, 1.75, paper, t.full()})
		}
	}
}
