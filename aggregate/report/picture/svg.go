package picture

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

// svgWriter writes shapes as SVG: in pixels for a file, or in percent of the
// width, with the colours of the page's style sheet.
type svgWriter struct {
	b bytes.Buffer
	// unit stands after each place and length along the width.
	unit string
	// inPage writes colours as variables.
	inPage bool
}

// writeSVG writes a canvas as a file with its own title and description. Its
// ids begin with name, so that several can stand in one page.
func (c *canvas) writeSVG(w io.Writer, name, title, description string) error {
	s := &svgWriter{}
	fmt.Fprintf(
		&s.b,
		`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="%s-t %[1]s-d" width="%s" height="%s" viewBox="0 0 %[2]s %[3]s" font-family="%s">`+"\n",
		name,
		short(c.w),
		short(c.h),
		fonts,
	)
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

// along is a place or a length along the width.
type along float64

// tag writes an empty element. Attributes come as name and value.
func (w *svgWriter) tag(name string, attrs ...any) {
	w.open(name, attrs)
	w.b.WriteString("/>")
	if !w.inPage {
		w.b.WriteByte('\n')
	}
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
		case along:
			w.b.WriteString(short(float64(v)) + w.unit)
		case float64:
			w.b.WriteString(short(v))
		case paint:
			if w.inPage {
				w.b.WriteString("var(--" + string(v) + ")")
			} else {
				w.b.WriteString(onLight[v])
			}
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

func pathOf(points []point) string {
	d := ""
	for i, p := range points {
		op := "L"
		if i == 0 {
			op = "M"
		}
		d += op + short(p.x) + " " + short(p.y)
	}
	return d + "Z"
}
