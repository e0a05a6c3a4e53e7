package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"backpay/aggregate/report/document"

	"pgregory.net/rapid"
)

// texts are labels as they come: none, short, long, without a space, of other
// scripts, and such as mean something to XML.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{
			"", "Backend", "$148,000", "Senior, 4 to 7 years", "日本語の求人", "\u202egnp.exe", "</text><script>alert(1)</script>", `"><image href="x"/>`, "]]>&amp;",
			strings.Repeat("W", 90), strings.Repeat("long words and short ones ", 9), "a\x00\x1b\xff",
		}),
		rapid.StringN(0, 30, 60),
	)
}

// plots are of any texts and any values on their axis or beyond it.
func plots() *rapid.Generator[document.Plot] {
	return rapid.Custom(func(t *rapid.T) document.Plot {
		text := func(what string) string { return texts().Draw(t, what) }
		f := document.Plot{
			ID: "drawn", Title: text("title"), Subtitle: text("subtitle"), Description: text("description"), Notes: []string{text("note")},
			Columns: []document.Column{
				{Head: text("value head"), Part: document.Value}, {Head: "Told", Under: "interval", Part: document.Told}, {Head: text("count head"), Part: document.Count},
			},
			Source: text("source"), Edition: text("edition"),
			Axis: document.Axis{Min: 0, Max: rapid.SampledFrom([]float64{0, 1, 100, 250_000}).Draw(t, "max")},
		}
		value := rapid.Float64Range(-f.Axis.Max, 2*f.Axis.Max)
		for range rapid.IntRange(0, 9).Draw(t, "ticks") {
			f.Axis.Ticks = append(f.Axis.Ticks, document.Tick{At: rapid.Float64Range(0, f.Axis.Max).Draw(t, "at"), Label: text("tick")})
		}
		tone := rapid.SampledFrom([]document.Tone{document.Inherit, document.Blue, document.Slate, document.Wheat})
		mark := func() document.Mark {
			kind := document.Kind(rapid.IntRange(int(document.Half), int(document.Yard)).Draw(t, "kind"))
			return document.Mark{Kind: kind, From: value.Draw(t, "from"), To: value.Draw(t, "to"), Tone: tone.Draw(t, "tone")}
		}
		for range rapid.IntRange(0, 3).Draw(t, "keys") {
			f.Keys = append(f.Keys, document.Key{Marks: []document.Mark{{Kind: document.Interval, From: .05, To: .95}}, Words: text("key")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "groups") {
			g := document.Group{Name: text("group"), Detail: text("detail"), Tone: document.Rust}
			for range rapid.IntRange(0, 3).Draw(t, "rows") {
				r := document.Row{Label: text("label"), Detail: text("detail"), Rough: rapid.Bool().Draw(t, "rough")}
				count := document.Cell{Text: text("count"), Under: []string{text("employers")}}
				if rapid.Bool().Draw(t, "withheld") {
					r.Words, r.Why, r.Cells = text("words"), text("why"), []document.Cell{{}, {}, count}
				} else {
					r.Cells = []document.Cell{{Text: text("value"), Under: []string{text("interval")}}, {Text: text("told"), Under: []string{text("its interval")}}, count}
					r.Marks = []document.Mark{mark(), mark()}
				}
				g.Rows = append(g.Rows, r)
			}
			f.Groups = append(f.Groups, g)
		}
		return f
	})
}

// bounds is the box round a shape; ok is false for one without any area.
func bounds(face *typeface, s shape) (x0, y0, x1, y1 float64, ok bool) {
	switch s := s.(type) {
	case rect:
		return s.x, s.y, s.x + s.w, s.y + s.h, true
	case line:
		return min(s.x1, s.x2), min(s.y1, s.y2), max(s.x1, s.x2), max(s.y1, s.y2), true
	case hatch:
		return s.x, s.y, s.x + s.w, s.y + s.h, true
	case disc:
		return s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r, true
	case diamond:
		return s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r, true
	case field:
		x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		for _, p := range s.points {
			x0, y0, x1, y1 = min(x0, p.x), min(y0, p.y), max(x1, p.x), max(y1, p.y)
		}
		return x0, y0, x1, y1, len(s.points) > 0
	case label:
		w := face.width(s.text, s.size, s.bold)
		x := s.x - map[anchor]float64{middle: w / 2, end: w}[s.anchor]
		return x, s.y - .75*s.size, x + w, s.y + .2*s.size, w > 0
	}
	return 0, 0, 0, 0, false
}

func drawn(t interface{ Fatal(...any) }, f document.Plot, w Width) *Drawing {
	d, err := Draw(f, w)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Whatever is drawn lies inside the picture, and no text on another.
func TestLayoutHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := plots().Draw(t, "plot")
		for _, w := range []Width{Column, Phone} {
			d := drawn(t, f, w)
			type box struct {
				text           string
				x0, y0, x1, y1 float64
			}
			var labels []box
			for _, s := range d.canvas.shapes {
				x0, y0, x1, y1, ok := bounds(d.face, s)
				if !ok {
					continue
				}
				const slack = 8 // a mark at the edge of the plot reaches over it
				if x0 < -slack || y0 < -slack || x1 > d.canvas.w+slack || y1 > d.canvas.h+slack || math.IsNaN(x0+y0+x1+y1) {
					t.Fatalf("width %d: %#v lies outside %v × %v", w, s, d.canvas.w, d.canvas.h)
				}
				if l, isLabel := s.(label); isLabel {
					if x0 < 0 || x1 > d.canvas.w {
						t.Fatalf("width %d: %q is cut off at %v to %v", w, l.text, x0, x1)
					}
					labels = append(labels, box{l.text, x0, y0, x1, y1})
				}
			}
			for i, a := range labels {
				for _, b := range labels[:i] {
					if a.x0 < b.x1-.5 && b.x0 < a.x1-.5 && a.y0 < b.y1-.5 && b.y0 < a.y1-.5 {
						t.Fatalf("width %d: %+v lies on %+v", w, a, b)
					}
				}
			}
		}
	})
}

// The name of an area lies inside it and off every line of the plot, or isn't
// set.
func TestNamesOfAreas(t *testing.T) {
	set, drawings := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		drawings++
		// Two rising curves, the areas over, between and under them.
		share := rapid.Float64Range(0, 1)
		var upper, lower []document.Point
		for x := range 9 {
			a, b := share.Draw(t, "a"), share.Draw(t, "b")
			upper, lower = append(upper, document.Point{X: float64(x), Y: max(a, b)}), append(lower, document.Point{X: float64(x), Y: min(a, b)})
		}
		for _, c := range [][]document.Point{upper, lower} {
			slices.SortFunc(c, func(p, q document.Point) int { return int(math.Copysign(1, p.Y-q.Y)) })
			for x := range c {
				c[x].X = float64(x)
			}
		}
		back := slices.Clone(lower)
		slices.Reverse(back)
		cut := rapid.Float64Range(0, 8).Draw(t, "cut")
		p := &document.Field{
			X: document.Axis{Max: 8, Rules: []float64{cut}}, Y: document.Axis{Max: 1},
			Areas: []document.Area{
				{Points: append(slices.Clone(upper), document.Point{X: 8, Y: 1}, document.Point{X: 0, Y: 1}), Name: "above", NameAt: document.Point{X: cut / 2, Y: .9}},
				{Points: append(slices.Clone(upper), back...), Name: "between", NameAt: document.Point{X: cut, Y: .5}},
				{Points: append(slices.Clone(lower), document.Point{X: 8, Y: 0}, document.Point{X: 0, Y: 0}), Name: "below", NameAt: document.Point{X: 4 + cut/2, Y: .1}},
			},
			Curves: []document.Curve{{Points: upper}, {Points: lower}},
		}
		d := drawn(t, document.Plot{ID: "areas", Field: p}, rapid.SampledFrom([]Width{Column, Phone}).Draw(t, "width"))
		for _, s := range d.canvas.shapes {
			l, ok := s.(label)
			if !ok || l.text == "" {
				continue
			}
			set++
			x0, y0, x1, y1, _ := bounds(d.face, l)
			for _, other := range d.canvas.shapes {
				o, isLine := other.(line)
				if r, isRule := other.(rect); isRule && r.fill == ink {
					o, isLine = line{x1: r.x, y1: r.y, x2: r.x, y2: r.y + r.h}, true
				}
				if isLine && crosses([2]point{{o.x1, o.y1}, {o.x2, o.y2}}, x0, y0, x1, y1) {
					t.Fatalf("%q at %v, %v to %v, %v lies on the line %+v", l.text, x0, y0, x1, y1, o)
				}
			}
		}
	})
	if set < drawings/2 {
		t.Errorf("only %d names were set at all, in %d drawings", set, drawings)
	}
}

// An SVG file holds the shapes it may hold and no more, whatever its texts are,
// and these come out of it as they went in.
func TestHostileTexts(t *testing.T) {
	allowed := []string{"svg", "title", "desc", "rect", "line", "circle", "path", "text"}
	rapid.Check(t, func(t *rapid.T) {
		f := plots().Draw(t, "plot")
		d := drawn(t, f, Column)
		var b bytes.Buffer
		if err := d.SVG(&b); err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, s := range d.canvas.shapes {
			if l, ok := s.(label); ok {
				want = append(want, inXML(l.text))
			}
		}
		within := ""
		for x := xml.NewDecoder(&b); ; {
			tok, err := x.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				if within = tok.Name.Local; !slices.Contains(allowed, within) {
					t.Fatalf("the file holds %s", within)
				}
				for _, a := range tok.Attr {
					if n := a.Name.Local; strings.HasPrefix(n, "on") || n == "href" || n == "style" {
						t.Fatalf("%s has %s=%q", within, n, a.Value)
					}
				}
				if within == "text" {
					got = append(got, "")
				}
			case xml.EndElement:
				within = ""
			case xml.CharData:
				if within == "text" {
					got[len(got)-1] += string(tok)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("texts %q, want %q", got, want)
		}
	})
}

// inXML is a text with what XML can't hold replaced.
func inXML(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 {
			return r
		}
		return utf8.RuneError
	}, s)
}

// The same figure gives the same bytes, and a picture of twice its size.
func TestSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := plots().Draw(t, "plot")
		var files [2]string
		for i := range files {
			var b bytes.Buffer
			if err := drawn(t, f, Phone).SVG(&b); err != nil {
				t.Fatal(err)
			}
			files[i] = b.String()
		}
		if files[0] != files[1] {
			t.Fatal("other bytes")
		}
	})
	f := document.Plot{ID: "one", Title: "A title", Axis: document.Axis{Max: 1}, Columns: []document.Column{{Head: "Value"}}, Groups: []document.Group{{
		Rows: []document.Row{{Label: "a", Cells: []document.Cell{{Text: "1"}}, Marks: []document.Mark{{Kind: document.Dot, From: .5}}}},
	}}}
	var a, b bytes.Buffer
	if err := errors.Join(drawn(t, f, Phone).PNG(&a), drawn(t, f, Phone).PNG(&b)); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("the PNG differs: %v", err)
	}
}

// A value stands where its axis says, and what lies beyond it at the end.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ min, max, v, want float64 }{
		{0, 100, 0, 20},
		{0, 100, 25, 70},
		{0, 100, 100, 220},
		{0, 100, -5, 20},
		{0, 100, 1e9, 220},
		{50, 100, 75, 120},
		{-10, 10, 0, 120},
		{5, 5, 5, 20},
		{0, 100, math.Inf(1), 220},
	} {
		if got := (scale{20, 200, 1}).at(document.Axis{Min: c.min, Max: c.max}.At(c.v)); got != c.want {
			t.Errorf("%v on %v to %v: %v, want %v", c.v, c.min, c.max, got, c.want)
		}
	}
}

// A text is broken and cut to its room, and never into half a number.
func TestWrap(t *testing.T) {
	face, err := newTypeface()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s, room, limit := texts().Draw(t, "text"), rapid.Float64Range(40, 400).Draw(t, "room"), rapid.IntRange(1, 5).Draw(t, "limit")
		lines := face.wrap(s, sizeSub, false, room, limit)
		if len(lines) > limit {
			t.Fatalf("%d lines, at most %d: %q", len(lines), limit, lines)
		}
		for _, l := range lines {
			if face.width(l, sizeSub, false) > room+1e-9 {
				t.Fatalf("%q is %v wide, the room is %v", l, face.width(l, sizeSub, false), room)
			}
		}
	})
	for room := 20.0; room < 90; room++ {
		if got := face.cut("pays $148,250", sizeSub, false, room); strings.ContainsAny(got, "0123456789") && got != "pays $148,250" {
			t.Errorf("cut to %v: %q", room, fmt.Sprint(got))
		}
	}
}
