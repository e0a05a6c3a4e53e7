package picture

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// reduced is a picture in its 256 commonest colours, the others drawn in the
// nearest of these. All but a few letters' edges stay as they are, and the
// file is a fraction of the size.
func reduced(img *image.RGBA) *image.Paletted {
	counts := map[color.RGBA]int{}
	at := func(i int) color.RGBA { return color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], 255} }
	for i, from := 4, 0; i <= len(img.Pix); i += 4 { // by runs of one colour
		if i == len(img.Pix) || at(i) != at(from) {
			counts[at(from)] += (i - from) / 4
			from = i
		}
	}
	colours := make([]color.RGBA, 0, len(counts))
	for c := range counts {
		colours = append(colours, c)
	}
	slices.SortFunc(colours, func(x, y color.RGBA) int {
		return cmp.Or(
			-cmp.Compare(counts[x], counts[y]),
			cmp.Compare(x.R, y.R),
			cmp.Compare(x.G, y.G),
			cmp.Compare(x.B, y.B),
		)
	})
	palette := make(color.Palette, 0, 256)
	for _, c := range colours[:min(len(colours), 256)] {
		palette = append(palette, c)
	}
	index := make(map[color.RGBA]uint8, len(colours))
	for _, c := range colours {
		index[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(img.Rect, palette)
	for i := range out.Pix {
		if i > 0 && at(4*i) == at(4*i-4) {
			out.Pix[i] = out.Pix[i-1]
		} else {
			out.Pix[i] = index[at(4*i)]
		}
	}
	return out
}
