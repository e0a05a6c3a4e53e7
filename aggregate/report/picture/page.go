package picture

import (
	"fmt"

	"backpay/aggregate/report/document"
)

// stripHeight is that of a row's drawing in a page, in pixels.
const stripHeight = 44.0

// Strip is the drawing of one row as it stands in a page: as wide as its cell.
// What runs through all rows is drawn beyond its edges, for the cell to cut.
func Strip(a document.Axis, g document.Group, r document.Row) string {
	shapes := under(a, percent, -60, 220)
	shapes = append(shapes, marks(fit(r.Marks, a), g.Tone, percent, stripHeight/2, 3*stripHeight, r.Own)...)
	return inline(shapes, "100%", stripHeight)
}

// Labels are an axis's labels, over the drawings of a page. The first and the
// last are anchored inwards, so that none leaves the plot.
func Labels(a document.Axis) string {
	var shapes []shape
	for _, t := range a.Ticks {
		if t.Label == "" {
			continue
		}
		x := 100 * a.At(t.At)
		l := label{x: x, y: 13, size: sizeSmall, text: t.Label, colour: muted, anchor: middle}
		switch {
		case x < 8:
			l.anchor = start
		case x > 92:
			l.anchor = end
		}
		shapes = append(shapes, l)
	}
	return inline(shapes, "100%", 18)
}

// Sample is the drawing of a key's marks.
func Sample(k document.Key) string {
	w := sampleWidth(k) + 2
	return inline(marks(k.Marks, document.Blue, scale{1, w - 2, 1}, 8, 8, false), short(w), 16)
}

// Bare is the drawing of a plot's first row with its labels, as wide as its
// room and described for those who don't see it.
func Bare(p document.Plot) string {
	s := &svgWriter{unit: "%", inPage: true}
	fmt.Fprintf(
		&s.b,
		`<svg class="bare" width="100%%" height="%s" role="img" aria-labelledby="%s-t %[2]s-d">`,
		short(bareHeight),
		p.ID,
	)
	s.element("title", p.Title, "id", p.ID+"-t")
	s.element("desc", p.Description, "id", p.ID+"-d")
	for _, sh := range bare(p, percent, 0, 1) {
		sh.svg(s)
	}
	s.b.WriteString("</svg>")
	return s.b.String()
}

// Field is the drawing of a plot's field at one width, for a page that shows
// the one which fits.
func Field(p document.Plot, w Width, class string) (string, error) {
	face, err := newTypeface()
	if err != nil {
		return "", err
	}
	l := &layout{canvas: canvas{w: float64(w)}, face: face}
	l.field(*p.Field)
	s := &svgWriter{inPage: true}
	id := p.ID + "-" + class
	fmt.Fprintf(
		&s.b,
		`<svg class="field %s" viewBox="0 0 %s %s" width="100%%" role="img" aria-labelledby="%s-t %[4]s-d">`,
		class,
		short(l.w),
		short(l.y),
		id,
	)
	s.element("title", p.Title, "id", id+"-t")
	s.element("desc", p.Description, "id", id+"-d")
	for _, sh := range l.shapes {
		sh.svg(s)
	}
	s.b.WriteString("</svg>")
	return s.b.String(), nil
}

// inline writes shapes as a drawing that is decoration: the numbers stand
// beside it.
func inline(shapes []shape, width string, height float64) string {
	s := &svgWriter{inPage: true}
	if width == "100%" {
		s.unit = "%"
	}
	fmt.Fprintf(&s.b, `<svg width="%s" height="%s" aria-hidden="true" focusable="false">`, width, short(height))
	for _, sh := range shapes {
		sh.svg(s)
	}
	s.b.WriteString("</svg>")
	return s.b.String()
}
