package picture

import (
	"math"

	"golang.org/x/image/math/fixed"
)

// point is a place in CSS pixels.
type point struct{ x, y float64 }

// shape is one thing that is drawn, in both forms. Places and lengths are in
// CSS pixels.
type shape interface {
	svg(*svgWriter)
	paint(*painter)
}

// canvas is a drawing: its size and its shapes, the lowest first.
type canvas struct {
	w, h   float64
	shapes []shape
}

func (c *canvas) add(s ...shape) { c.shapes = append(c.shapes, s...) }

// rect is a filled box, with an outline inside its edges unless that is none.
type rect struct {
	x, y, w, h float64
	fill, edge paint
}

func (s rect) svg(w *svgWriter) {
	if s.edge == "" {
		w.tag("rect", "x", along(s.x), "y", s.y, "width", along(s.w), "height", s.h, "fill", s.fill)
		return
	}
	inset := .5
	if w.unit != "" { // percent: half a pixel can't be taken off
		inset = 0
	}
	w.tag(
		"rect",
		"x",
		along(s.x+inset),
		"y",
		s.y+.5,
		"width",
		along(max(s.w-2*inset, 0)),
		"height",
		max(s.h-1, 0),
		"fill",
		s.fill,
		"stroke",
		s.edge,
	)
}

func (s rect) paint(p *painter) {
	if s.edge != "" {
		p.fill(s.edge, box(s.x, s.y, s.w, s.h))
		s.x, s.y, s.w, s.h = s.x+1, s.y+1, max(s.w-2, 0), max(s.h-2, 0)
	}
	p.fill(s.fill, box(s.x, s.y, s.w, s.h))
}

// line is a straight line; round ends, and a dotted one is a row of dots.
type line struct {
	x1, y1, x2, y2, width float64
	colour                paint
	round, dotted         bool
}

// between is the distance of a dotted line's dots, in widths.
const between = 2.04

func (s line) svg(w *svgWriter) {
	attrs := []any{"x1", along(s.x1), "y1", s.y1, "x2", along(s.x2), "y2", s.y2, "stroke", s.colour}
	if s.width != 1 { // which is SVG's own
		attrs = append(attrs, "stroke-width", s.width)
	}
	if s.round || s.dotted {
		attrs = append(attrs, "stroke-linecap", "round")
	}
	if s.dotted {
		attrs = append(attrs, "stroke-dasharray", "0 "+short(between*s.width))
	}
	w.tag("line", attrs...)
}

func (s line) paint(p *painter) {
	dx, dy := s.x2-s.x1, s.y2-s.y1
	length := math.Hypot(dx, dy)
	if s.dotted {
		for at := 0.0; at <= length; at += between * s.width {
			k := 0.0
			if length > 0 {
				k = at / length
			}
			p.fill(s.colour, circle(s.x1+k*dx, s.y1+k*dy, s.width/2))
		}
		return
	}
	if length > 0 {
		nx, ny := -dy/length*s.width/2, dx/length*s.width/2
		p.fill(
			s.colour,
			polygon(
				[]point{
					{s.x1 + nx, s.y1 + ny},
					{s.x2 + nx, s.y2 + ny},
					{s.x2 - nx, s.y2 - ny},
					{s.x1 - nx, s.y1 - ny},
				},
			),
		)
	}
	if s.round {
		p.fill(s.colour, circle(s.x1, s.y1, s.width/2))
		p.fill(s.colour, circle(s.x2, s.y2, s.width/2))
	}
}

// disc is a circle of radius r with a stroke that lies on its edge.
type disc struct {
	x, y, r, width float64
	fill, stroke   paint
}

func (s disc) svg(w *svgWriter) {
	w.tag("circle", "cx", along(s.x), "cy", s.y, "r", s.r, "fill", s.fill, "stroke", s.stroke, "stroke-width", s.width)
}

func (s disc) paint(p *painter) {
	p.fill(s.stroke, circle(s.x, s.y, s.r+s.width/2))
	p.fill(s.fill, circle(s.x, s.y, s.r-s.width/2))
}

// hatch is a box of upright strokes with an outline: what is not explained.
type hatch struct {
	x, y, w, h float64
	colour     paint
}

// The strokes of a hatched box, in pixels.
const hatchStroke, hatchStep = 1.25, 5.0

func (s hatch) svg(w *svgWriter) {
	w.tag("rect", "x", along(s.x), "y", s.y, "width", along(s.w), "height", s.h, "fill", paper, "stroke", s.colour)
	w.tag(
		"line",
		"x1",
		along(s.x),
		"y1",
		s.y+s.h/2,
		"x2",
		along(s.x+s.w),
		"y2",
		s.y+s.h/2,
		"stroke",
		s.colour,
		"stroke-width",
		s.h,
		"stroke-dasharray",
		short(hatchStroke)+" "+short(hatchStep-hatchStroke),
	)
}

func (s hatch) paint(p *painter) {
	rect{s.x, s.y, s.w, s.h, paper, s.colour}.paint(p)
	for at := 0.0; at < s.w; at += hatchStep {
		p.fill(s.colour, box(s.x+at, s.y, min(hatchStroke, s.w-at), s.h))
	}
}

// diamond is a square on its corner, r from the middle to a corner.
type diamond struct {
	x, y, r, width float64
	fill, stroke   paint
}

func (s diamond) svg(w *svgWriter) {
	if w.unit == "" {
		w.tag("path", "d", pathOf(s.corners(s.r)), "fill", s.fill, "stroke", s.stroke, "stroke-width", s.width)
		return
	}
	// A path has no places in percent: it stands in a drawing of its own.
	w.open("svg", []any{"x", along(s.x), "y", s.y, "overflow", "visible"})
	w.b.WriteByte('>')
	s.x, s.y = 0, 0
	w.tag("path", "d", pathOf(s.corners(s.r)), "fill", s.fill, "stroke", s.stroke, "stroke-width", s.width)
	w.b.WriteString("</svg>\n")
}

func (s diamond) paint(p *painter) {
	reach := s.width / 2 * math.Sqrt2
	p.fill(s.stroke, polygon(s.corners(s.r+reach)))
	p.fill(s.fill, polygon(s.corners(s.r-reach)))
}

func (s diamond) corners(r float64) []point {
	return []point{{s.x, s.y - r}, {s.x + r, s.y}, {s.x, s.y + r}, {s.x - r, s.y}}
}

// field is a filled polygon.
type field struct {
	points []point
	fill   paint
}

func (s field) svg(w *svgWriter) { w.tag("path", "d", pathOf(s.points), "fill", s.fill) }

func (s field) paint(p *painter) { p.fill(s.fill, polygon(s.points)) }

// anchor is the point of a text that stands at its place.
type anchor int

const (
	start anchor = iota
	middle
	end
)

// label is a line of text, y its base line.
type label struct {
	x, y, size float64
	text       string
	colour     paint
	bold       bool
	anchor     anchor
}

func (s label) svg(w *svgWriter) {
	attrs := []any{"x", along(s.x), "y", s.y, "font-size", s.size, "fill", s.colour}
	if s.bold {
		attrs = append(attrs, "font-weight", "700")
	}
	switch s.anchor {
	case middle:
		attrs = append(attrs, "text-anchor", "middle")
	case end:
		attrs = append(attrs, "text-anchor", "end")
	}
	w.element("text", s.text, attrs...)
}

func (s label) paint(p *painter) {
	x := s.x
	switch s.anchor {
	case middle:
		x -= p.face.width(s.text, s.size, s.bold) / 2
	case end:
		x -= p.face.width(s.text, s.size, s.bold)
	}
	f := p.face.weights[weight(s.bold)]
	ppem := fixed.Int26_6(s.size * p.scale * 64)
	for _, r := range s.text {
		var o outline
		// A letter that the font lacks has index 0, a box.
		if g, err := f.GlyphIndex(&p.face.buf, r); err == nil {
			if segments, err := f.LoadGlyph(&p.face.buf, g, ppem, nil); err == nil {
				o = glyph(segments, x, s.y, p.scale)
			}
		}
		p.fill(s.colour, o)
		x += p.face.advance(r, s.bold) * s.size
	}
}
