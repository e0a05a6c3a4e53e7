package picture

import "backpay/aggregate/report/document"

// bareHeight is that of a bare plot, in pixels.
const bareHeight = 122.0

// bare draws a row alone with its labels, k times its usual size, from the
// height top downwards.
func bare(p document.Plot, s scale, top, k float64) (out []shape) {
	rows := p.Rows()
	if len(rows) == 0 {
		return nil
	}
	r := rows[0]
	y := top + 62*k
	const height = 24
	out = append(out, line{x1: s.at(0), y1: y, x2: s.at(1), y2: y, width: 1, colour: zero})
	tone := p.Groups[0].Tone
	for _, m := range fit(r.Marks, p.Axis) {
		x, to := s.at(m.From), s.at(m.To)
		switch m.Kind {
		case document.Half:
			out = append(out, rect{x, y - height/2*k, to - x, height * k, paled(tone), ""})
			for _, v := range []float64{x, to} {
				out = append(
					out,
					line{x1: v, y1: y - height/2*k, x2: v, y2: y + (height/2+8)*k, width: 1, colour: zero},
				)
			}
		case document.Interval, document.Dotted:
			out = append(
				out,
				line{
					x1:     x,
					y1:     y,
					x2:     to,
					y2:     y,
					width:  4 * k,
					colour: full(tone),
					round:  true,
					dotted: m.Kind == document.Dotted,
				},
			)
		case document.Dot:
			out = append(out, disc{x, y, 8 * k, 1.5 * k, full(tone), paper})
		case document.OpenDot:
			out = append(out, disc{x, y, 8 * k, 2 * k, paper, full(tone)})
		}
	}
	for _, t := range r.Labels {
		x := s.at(p.Axis.At(t.At))
		if t.Over {
			out = append(
				out,
				label{x, y - 42*k, 20 * k, t.Text, full(tone), true, middle},
				label{x, y - 24*k, 13 * k, t.Under, muted, false, middle},
			)
			continue
		}
		out = append(
			out,
			label{x, y + 37*k, 15 * k, t.Text, ink, true, middle},
			label{x, y + 54*k, 13 * k, t.Under, muted, false, middle},
		)
	}
	return out
}
