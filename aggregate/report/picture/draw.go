package picture

import (
	"io"

	"backpay/aggregate/report/document"
)

// Width is a width that files are drawn for, in CSS pixels.
type Width int

// The widths: a blog's column and a phone.
const (
	Column Width = 760
	Phone  Width = 358
)

// Drawing is a plot or card laid out at one width, ready to be written.
type Drawing struct {
	canvas                   canvas
	face                     *typeface
	name, title, description string
	scale                    float64
}

// Draw lays a plot out at a width, with all that a reader needs who meets it
// elsewhere.
func Draw(p document.Plot, w Width) (*Drawing, error) {
	face, err := newTypeface()
	if err != nil {
		return nil, err
	}
	return &Drawing{newLayout(p, w, face).canvas, face, p.ID, p.Title, p.Describe(), density}, nil
}

// SVG writes the drawing as an SVG file that asks for nothing.
func (d *Drawing) SVG(w io.Writer) error { return d.canvas.writeSVG(w, d.name, d.title, d.description) }

// PNG writes the drawing as a picture, a plot's at twice its size.
func (d *Drawing) PNG(w io.Writer) error { return d.canvas.writePNG(w, d.face, d.scale) }
