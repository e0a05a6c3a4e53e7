package chart

import "io"

// Drawing is a figure or card laid out at one width, ready to be written.
type Drawing struct {
	canvas                   canvas
	face                     *typeface
	name, title, description string
	scale                    float64
}

// Draw lays a figure out at a width.
func Draw(f Figure, w Width) (*Drawing, error) {
	face, err := newTypeface()
	if err != nil {
		return nil, err
	}
	return &Drawing{newLayout(f, w, face).canvas, face, f.Name, f.Title, f.Description, density}, nil
}

// SVG writes the drawing as an SVG file that asks for nothing.
func (d *Drawing) SVG(w io.Writer) error { return d.canvas.writeSVG(w, d.name, d.title, d.description) }

// PNG writes the drawing as a picture, a figure's at twice its size.
func (d *Drawing) PNG(w io.Writer) error { return d.canvas.writePNG(w, d.face, d.scale) }
