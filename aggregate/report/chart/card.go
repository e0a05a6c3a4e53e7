package chart

import "strings"

// The size of a share card, in pixels: what sites that show links ask for.
const cardWidth, cardHeight = 1200, 630

// Card is the picture that stands for a report where it is linked to: the
// answer, its interval and the edition.
type Card struct {
	Name        string // of its files
	Title       string
	Description string
	Scope       string
	// Answer is the short answer; the strong parts are its numbers.
	Answer  []Part
	Tone    Tone
	Edition string
	Date    string
	// Strip is nil where no figure may be drawn.
	Strip *Strip
}

// Part is a piece of a sentence.
type Part struct {
	Text   string
	Strong bool
}

// Strip is the middle half with the interval of the median in it.
type Strip struct {
	P25, P75, Low, High, Median float64
	Rough                       bool
	// Label stands over the median, Caption over Label's words.
	Label, Caption        string
	LeftLabel, RightLabel string
	LeftWords, RightWords string
}

// DrawCard lays a card out.
func DrawCard(c Card) (*Drawing, error) {
	face, err := newTypeface()
	if err != nil {
		return nil, err
	}
	l := &layout{canvas: canvas{w: cardWidth, h: cardHeight}, face: face, pad: 64}
	l.card(c)
	return &Drawing{l.canvas, face, c.Name, c.Title, c.Description, 1}, nil
}

func (l *layout) card(c Card) {
	tone := c.Tone.full()
	l.add(rect{0, 0, l.w, 10, tone, ""})
	l.add(label{l.pad, 72, 28, "backpay", ink, true, start})
	l.add(label{l.pad + l.face.width("backpay", 28, true) + 12, 72, 21, "The pay report", muted, false, start})
	l.add(label{l.far(), 72, 21, l.face.cut(c.Date, 21, false, 400), muted, false, end})
	l.y = 112
	l.lines(l.face.wrap(c.Title, 46, true, l.inner(), 2), l.pad, 46, true, ink, start)
	l.y += 14
	floor := 560.0
	if c.Strip != nil {
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
	if c.Strip != nil {
		l.strip(*c.Strip, c.Tone)
	}
	edition := l.face.cut("Edition "+c.Edition, 19, false, 420)
	l.add(label{l.far(), 600, 19, edition, muted, false, end})
	l.add(label{l.pad, 600, 19, l.face.cut(c.Scope, 19, false, l.inner()-l.face.width(edition, 19, false)-24), muted, false, start})
}

// strip draws the middle half over the middle of the card, so that its labels
// have room whatever the figures are.
func (l *layout) strip(s Strip, tone Tone) {
	if !(s.P75 > s.P25) {
		return
	}
	const y, thick = 490.0, 34.0
	from, wide := l.pad+.2*l.inner(), .6*l.inner()
	at := func(v float64) float64 {
		return min(max(from+wide*(v-s.P25)/(s.P75-s.P25), l.pad), l.far())
	}
	l.add(
		line{l.pad, y, l.far(), y, 1.5, zero, false, false},
		rect{from, y - thick/2, wide, thick, tone.pale(), ""},
		line{from, y - thick/2, from, y + thick/2 + 10, 1.5, zero, false, false},
		line{from + wide, y - thick/2, from + wide, y + thick/2 + 10, 1.5, zero, false, false},
		line{at(s.Low), y, at(s.High), y, 6, tone.full(), true, s.Rough},
	)
	if s.Rough {
		l.add(disc{at(s.Median), y, 11, 4, paper, tone.full()})
	} else {
		l.add(disc{at(s.Median), y, 13, 3, tone.full(), paper})
	}
	l.over(at(s.Median), y-thick/2-38, s.Label, 30, true, tone.full())
	l.over(at(s.Median), y-thick/2-14, s.Caption, 19, false, muted)
	l.over(from, y+thick/2+34, s.LeftLabel+"  "+s.LeftWords, 19, false, ink)
	l.over(from+wide, y+thick/2+34, s.RightLabel+"  "+s.RightWords, 19, false, ink)
}

// over sets a text round a place, inside the card's edges.
func (l *layout) over(x, base float64, s string, size float64, bold bool, colour hex) {
	w := l.face.width(s, size, bold)
	x = min(max(x, l.pad+w/2), l.far()-w/2)
	l.add(label{x, base, size, s, colour, bold, middle})
}

// flow breaks a sentence of parts into lines; neighbours of one weight are
// joined. A word that is wider than a line is cut.
func (f *typeface) flow(parts []Part, size, room float64) (lines [][]Part) {
	var at []Part
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
				at = append(at, Part{word, p.Strong})
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
	parts          []Part
	colour, strong hex
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
