package picture

import (
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// density is how many pixels of a PNG file a CSS pixel has, along each side.
const density = 2

// painter fills outlines on a picture.
type painter struct {
	img   *image.RGBA
	pen   *vector.Rasterizer
	scale float64
	face  *typeface
}

// spare holds what the last picture was drawn in, for the next: a report has some
// thirty, each of some megabytes. A pool would lose it at each collection of
// garbage, of which drawing makes enough.
var spare = make(chan *buffers, 1)

// buffers are what a picture is drawn and written in.
type buffers struct {
	pixels []uint8
	pen    vector.Rasterizer
	png    *png.EncoderBuffer
}

func borrow() *buffers {
	select {
	case b := <-spare:
		return b
	default:
		return &buffers{}
	}
}

func (r *buffers) giveBack() {
	select {
	case spare <- r:
	default:
	}
}

func (r *buffers) Get() *png.EncoderBuffer  { return r.png }
func (r *buffers) Put(b *png.EncoderBuffer) { r.png = b }

// take is a slice of zeros, in the room of the one that was had.
func take(had *[]uint8, n int) []uint8 {
	if cap(*had) < n {
		*had = make([]uint8, n)
		return *had
	}
	all := (*had)[:n]
	clear(all)
	return all
}

func (c *canvas) writePNG(w io.Writer, face *typeface, scale float64) error {
	in := borrow()
	defer in.giveBack()
	width, height := int(math.Ceil(c.w*scale)), int(math.Ceil(c.h*scale))
	p := &painter{
		img: &image.RGBA{Pix: take(&in.pixels, 4*width*height), Stride: 4 * width, Rect: image.Rect(0, 0, width, height)},
		pen: &in.pen, scale: scale, face: face,
	}
	p.fill(paper, box(0, 0, c.w, c.h))
	for _, s := range c.shapes {
		s.paint(p)
	}
	return (&png.Encoder{BufferPool: in}).Encode(w, reduced(p.img))
}

// step is one piece of an outline: a point to move to (n 0) or a line (1) or
// curve to the last of its points. Places are in CSS pixels.
type step struct {
	n  int // points that the piece has; 0 is a move to at[0]
	at [3]point
}

// outline is closed paths, filled where they wind.
type outline []step

// fill paints an outline in a colour.
func (p *painter) fill(colour paint, o outline) {
	if colour == "" || len(o) == 0 {
		return
	}
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, s := range o {
		for _, q := range s.at[:max(s.n, 1)] {
			low.x, low.y = min(low.x, q.x*p.scale), min(low.y, q.y*p.scale)
			high.x, high.y = max(high.x, q.x*p.scale), max(high.y, q.y*p.scale)
		}
	}
	r := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x)), int(math.Ceil(high.y)))
	if r.Intersect(p.img.Bounds()) != r { // nothing is pooled beyond the edge
		r = r.Intersect(p.img.Bounds())
	}
	if r.Empty() {
		return
	}
	if p.isBox(o, r) {
		p.cover(r, rgba(onLight[colour]))
		return
	}
	p.pen.Reset(r.Dx(), r.Dy())
	at := func(q point) (x, y float32) {
		return float32(q.x*p.scale - float64(r.Min.X)), float32(q.y*p.scale - float64(r.Min.Y))
	}
	for _, s := range o {
		x, y := at(s.at[0])
		switch s.n {
		case 0:
			p.pen.ClosePath()
			p.pen.MoveTo(x, y)
		case 1:
			p.pen.LineTo(x, y)
		case 2:
			x2, y2 := at(s.at[1])
			p.pen.QuadTo(x, y, x2, y2)
		case 3:
			x2, y2 := at(s.at[1])
			x3, y3 := at(s.at[2])
			p.pen.CubeTo(x, y, x2, y2, x3, y3)
		}
	}
	p.pen.ClosePath()
	p.pen.Draw(p.img, r, image.NewUniform(rgba(onLight[colour])), image.Point{})
}

// isBox reports whether an outline covers the pixels of r wholly and no others.
func (p *painter) isBox(o outline, r image.Rectangle) bool {
	if len(o) != 4 {
		return false
	}
	for i, corner := range []image.Point{r.Min, {r.Max.X, r.Min.Y}, r.Max, {r.Min.X, r.Max.Y}} {
		q := o[i].at[0]
		if o[i].n != min(i, 1) || q.x*p.scale != float64(corner.X) || q.y*p.scale != float64(corner.Y) {
			return false
		}
	}
	return true
}

// cover paints pixels in one opaque colour.
func (p *painter) cover(r image.Rectangle, c color.RGBA) {
	first := p.img.Pix[p.img.PixOffset(r.Min.X, r.Min.Y):][:4*r.Dx()]
	for i := 0; i < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = c.R, c.G, c.B, c.A
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(p.img.Pix[p.img.PixOffset(r.Min.X, y):], first)
	}
}

func polygon(points []point) outline {
	var o outline
	for i, q := range points {
		o = append(o, step{min(i, 1), [3]point{q}})
	}
	return o
}

func box(x, y, w, h float64) outline {
	return polygon([]point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}})
}

// circle is four curves; the factor makes a cubic follow a quarter within
// 0.03 percent of the radius.
func circle(x, y, r float64) outline {
	const k = 0.5522847498
	c := k * r
	return outline{
		{0, [3]point{{x + r, y}}},
		{3, [3]point{{x + r, y + c}, {x + c, y + r}, {x, y + r}}},
		{3, [3]point{{x - c, y + r}, {x - r, y + c}, {x - r, y}}},
		{3, [3]point{{x - r, y - c}, {x - c, y - r}, {x, y - r}}},
		{3, [3]point{{x + c, y - r}, {x + r, y - c}, {x + r, y}}},
	}
}

// glyph is a letter's outline at a place. Its segments are in 64ths of a
// picture's pixels.
func glyph(segments sfnt.Segments, x, y, scale float64) outline {
	o := make(outline, 0, len(segments))
	for _, g := range segments {
		var s step
		switch g.Op {
		case sfnt.SegmentOpLineTo:
			s.n = 1
		case sfnt.SegmentOpQuadTo:
			s.n = 2
		case sfnt.SegmentOpCubeTo:
			s.n = 3
		}
		for i := range max(s.n, 1) {
			s.at[i] = point{x + float64(g.Args[i].X)/64/scale, y + float64(g.Args[i].Y)/64/scale}
		}
		o = append(o, s)
	}
	return o
}
