package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
)

// fonts are what SVG files ask for: faces of the same widths as the one that
// texts are measured with.
const fonts = "Arial, Helvetica, 'Liberation Sans', sans-serif"

// svgWriter writes a canvas as an SVG file with its own title and description.
type svgWriter struct{ b bytes.Buffer }

// Its ids begin with name, so that several can stand in one page.
func (c *canvas) writeSVG(w io.Writer, name, title, description string) error {
	s := &svgWriter{}
	fmt.Fprintf(&s.b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="%s-t %[1]s-d" width="%s" height="%s" viewBox="0 0 %[2]s %[3]s" font-family="%s">`+"\n",
		name, short(c.w), short(c.h), fonts)
	s.element("title", title, "id", name+"-t")
	s.element("desc", description, "id", name+"-d")
	s.tag("rect", "width", c.w, "height", c.h, "fill", paper)
	for _, sh := range c.shapes {
		sh.svg(s)
	}
	s.b.WriteString("</svg>\n")
	_, err := w.Write(s.b.Bytes())
	return err
}

// tag writes an empty element. Attributes come as name and value.
func (w *svgWriter) tag(name string, attrs ...any) {
	w.open(name, attrs)
	w.b.WriteString("/>\n")
}

func (w *svgWriter) element(name, text string, attrs ...any) {
	w.open(name, attrs)
	w.b.WriteByte('>')
	w.escape(text)
	fmt.Fprintf(&w.b, "</%s>\n", name)
}

func (w *svgWriter) open(name string, attrs []any) {
	w.b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		fmt.Fprintf(&w.b, ` %s="`, attrs[i])
		switch v := attrs[i+1].(type) {
		case float64:
			w.b.WriteString(short(v))
		default:
			w.escape(fmt.Sprint(v))
		}
		w.b.WriteByte('"')
	}
}

// escape makes a text inert; what XML can't hold becomes U+FFFD. A buffer's
// writes don't fail.
func (w *svgWriter) escape(s string) { _ = xml.EscapeText(&w.b, []byte(s)) }

// short is a number with at most two decimals.
func short(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		return "0"
	}
	return s
}

func pathOf(points []Point) string {
	d := ""
	for i, p := range points {
		op := "L"
		if i == 0 {
			op = "M"
		}
		d += op + short(p.X) + " " + short(p.Y)
	}
	return d + "Z"
}
