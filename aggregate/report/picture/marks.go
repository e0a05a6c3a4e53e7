package picture

import (
	"math"

	"backpay/aggregate/report/document"
)

// thick is the height of bars.
const thick = 14.0

// scale puts places from 0 to 1 on a stretch. A bar is at least as long as
// least, so that it is seen.
type scale struct{ from, length, least float64 }

func (s scale) at(v float64) float64 { return s.from + s.length*v }

// percent is the scale of drawings that are as wide as their room.
var percent = scale{0, 100, .15}

// fit puts marks on an axis: their places run from 0 to 1.
func fit(all []document.Mark, a document.Axis) []document.Mark {
	out := make([]document.Mark, len(all))
	for i, m := range all {
		m.From, m.To = a.At(m.From), a.At(m.To)
		out[i] = m
	}
	return out
}

// under is what lies under rows: the band, the grid lines and the rules.
func under(a document.Axis, s scale, y, h float64) (out []shape) {
	whole := func(v float64) float64 {
		if s.length == percent.length {
			return v
		}
		return math.Round(v)
	}
	if a.Band[0] < a.Band[1] {
		x := s.at(a.At(a.Band[0]))
		out = append(out, rect{x, y, s.at(a.At(a.Band[1])) - x, h, noise, ""})
	}
	upright := func(v float64, colour paint) {
		x := whole(s.at(a.At(v)))
		out = append(out, line{x1: x, y1: y, x2: x, y2: y + h, width: 1, colour: colour})
	}
	for _, t := range a.Ticks {
		upright(t.At, grid)
	}
	for _, v := range a.Rules {
		upright(v, zero)
	}
	if a.Yard != 0 {
		x := s.at(a.At(a.Yard))
		out = append(out, line{x1: x, y1: y, x2: x, y2: y + h, width: 1.5, colour: zero, dotted: true})
	}
	return out
}

// marks draws the signs of a row round the height y; half is half the row's.
// The places of the marks run from 0 to 1.
func marks(all []document.Mark, tone document.Tone, s scale, y, half float64, strong bool) (out []shape) {
	radius := 5.5
	if strong {
		radius = 7
	}
	for _, m := range all {
		y, t := y, tone
		if m.Tone != document.Inherit {
			t = m.Tone
		}
		x, to := s.at(m.From), s.at(m.To)
		left, wide := min(x, to), max(math.Abs(to-x), s.least)
		switch m.Kind {
		case document.Half:
			out = append(out, rect{left, y - thick/2, wide, thick, paled(t), ""})
		case document.Bar:
			out = append(out, rect{left, y - thick/2, wide, thick, full(t), ""})
		case document.Shade:
			out = append(out, rect{left, y - thick/2, wide, thick, noise, ""})
		case document.Hatch:
			out = append(out, hatch{left, y - thick/2, wide, thick, full(t)})
		case document.TieUp:
			out = append(out, line{x1: x, y1: y - half, x2: x, y2: y, width: 1, colour: zero, dotted: true})
		case document.TieDown:
			out = append(out, line{x1: x, y1: y, x2: x, y2: y + half, width: 1, colour: zero, dotted: true})
		case document.Yard:
			out = append(
				out,
				line{x1: x, y1: y - thick/2, x2: x, y2: y + thick/2, width: 1.5, colour: zero, dotted: true},
			)
		case document.Interval, document.Dotted:
			out = append(
				out,
				line{
					x1:     x,
					y1:     y,
					x2:     to,
					y2:     y,
					width:  2.5,
					colour: full(t),
					round:  true,
					dotted: m.Kind == document.Dotted,
				},
			)
		case document.Joint:
			out = append(out, line{x1: x, y1: y, x2: to, y2: y, width: 1.5, colour: zero, round: true, dotted: true})
		case document.Stroke:
			out = append(out, line{x1: x, y1: y - thick/2, x2: x, y2: y + thick/2, width: 1.5, colour: full(t)})
		case document.Dot:
			out = append(out, disc{x, y, radius, 1.5, full(t), paper})
		case document.OpenDot:
			out = append(out, disc{x, y, radius, 2, paper, full(t)})
		case document.SmallDot:
			out = append(out, disc{x, y, 3.5, 2, paper, full(t)})
		case document.Diamond:
			if m.Under {
				y += 8
			}
			out = append(out, diamond{x, y, 5.5, 1.75, paper, full(t)})
		}
	}
	return out
}
