package picture

import (
	"strings"

	"backpay/aggregate/report/document"
)

// The size of a share card, in pixels: what sites that show links ask for.
const cardWidth, cardHeight = 1200, 630

// cardScale is how much larger a plot is drawn on a card than in a page.
const cardScale = 1.4

// DrawCard lays out the picture that stands for a document where it is linked
// to: the answer, its interval and the edition.
func DrawCard(c document.Card) (*Drawing, error) {
	face, err := newTypeface()
	if err != nil {
		return nil, err
	}
	l := &layout{canvas: canvas{w: cardWidth, h: cardHeight}, face: face, pad: 64}
	l.card(c)
	return &Drawing{l.canvas, face, c.Name, c.Title, c.Description, 1}, nil
}

func (l *layout) card(c document.Card) {
	tone := full(document.Blue)
	if c.Plot != nil && len(c.Plot.Groups) > 0 {
		tone = full(c.Plot.Groups[0].Tone)
	}
	l.add(rect{0, 0, l.w, 10, tone, ""})
	l.add(label{l.pad, 72, 28, "backpay", ink, true, start})
	l.add(label{l.pad + l.face.width("backpay", 28, true) + 12, 72, 21, "The pay report", muted, false, start})
	l.add(label{l.far(), 72, 21, l.face.cut(c.Date, 21, false, 400), muted, false, end})
	l.y = 112
	l.lines(l.face.wrap(c.Title, 46, true, l.inner(), 2), l.pad, 46, true, ink, start)
	l.y += 14
	floor := 560.0
	if c.Plot != nil {
		floor = 400
	}
	size := 38.0
	for size > 20 && l.y+float64(len(l.face.flow(c.Answer, size, l.inner())))*size*leading > floor {
		size--
	}
	room := int((floor - l.y) / (size * leading))
	for i, parts := range l.face.flow(c.Answer, size, l.inner()) {
		if i >= room {
			break
		}
		l.add(sentence{l.pad, l.y + size, size, parts, ink, tone})
		l.y += size * leading
	}
	if c.Plot != nil {
		l.add(bare(*c.Plot, scale{l.pad, l.inner(), 1}, 490-62*cardScale, cardScale)...)
	}
	edition := l.face.cut("Edition "+c.Edition, 19, false, 420)
	l.add(label{l.far(), 600, 19, edition, muted, false, end})
	l.add(
		label{
			l.pad,
			600,
			19,
			l.face.cut(c.Scope, 19, false, l.inner()-l.face.width(edition, 19, false)-24),
			muted,
			false,
			start,
		},
	)
}

// flow breaks a sentence of parts into lines; neighbours of one weight are
// joined. A word that is wider than a line is cut.
func (f *typeface) flow(parts []document.Span, size, room float64) (lines [][]document.Span) {
	var at []document.Span
	x := 0.0
	for _, p := range parts {
		for i, word := range strings.SplitAfter(p.Text, " ") {
			bare := strings.TrimRight(word, " ")
			// A part that begins without a space belongs to the word before.
			joined := i == 0 && len(at) > 0 && !strings.HasSuffix(at[len(at)-1].Text, " ")
			if w := f.width(bare, size, p.Strong); x+w > room && len(at) > 0 && !(joined && len(bare) < 3) {
				lines, at, x = append(lines, at), nil, 0
			}
			if len(at) == 0 {
				word = strings.TrimLeft(word, " ")
			}
			if word = f.cut(word, size, p.Strong, room); word == "" {
				continue
			}
			x += f.width(word, size, p.Strong)
			if n := len(at); n > 0 && at[n-1].Strong == p.Strong {
				at[n-1].Text += word
			} else {
				at = append(at, document.Span{Text: word, Strong: p.Strong})
			}
		}
	}
	if len(at) > 0 {
		lines = append(lines, at)
	}
	return lines
}

// sentence is a line of text in two weights.
type sentence struct {
	x, y, size     float64
	parts          []document.Span
	colour, strong paint
}

func (s sentence) svg(w *svgWriter) {
	w.open("text", []any{"x", s.x, "y", s.y, "font-size", s.size, "fill", s.colour, "xml:space", "preserve"})
	w.b.WriteByte('>')
	for _, p := range s.parts {
		if p.Strong {
			w.open("tspan", []any{"font-weight", "700", "fill", s.strong})
			w.b.WriteByte('>')
			w.escape(p.Text)
			w.b.WriteString("</tspan>")
		} else {
			w.escape(p.Text)
		}
	}
	w.b.WriteString("</text>\n")
}

func (s sentence) paint(p *painter) {
	x := s.x
	for _, part := range s.parts {
		colour := s.colour
		if part.Strong {
			colour = s.strong
		}
		label{x, s.y, s.size, part.Text, colour, part.Strong, start}.paint(p)
		x += p.face.width(part.Text, s.size, part.Strong)
	}
}
