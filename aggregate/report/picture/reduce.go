package picture

import (
	"cmp"
	"encoding/binary"
	"image"
	"image/color"
	"maps"
	"slices"
)

// reduced is a picture in its 256 commonest colours, the others drawn in the
// nearest of these. All but a few letters' edges stay as they are, and the
// file is a fraction of the size. Its pixels take the place of img's: four bytes
// are read before the one of the same pixel is written.
func reduced(img *image.RGBA) *image.Paletted {
	into := img.Pix[:len(img.Pix)/4]
	counts := map[uint32]int{}
	at := func(i int) uint32 { return binary.BigEndian.Uint32(img.Pix[i:]) | 0xff } // opaque
	n := len(img.Pix)
	for i := 0; i < n; { // by runs of one colour
		from, c := i, at(i)
		for i += 4; i < n && at(i) == c; i += 4 {
		}
		counts[c] += (i - from) / 4
	}
	colours := slices.Collect(maps.Keys(counts))
	slices.SortFunc(colours, func(x, y uint32) int {
		return cmp.Or(-cmp.Compare(counts[x], counts[y]), cmp.Compare(x, y))
	})
	palette := make(color.Palette, 0, 256)
	for _, c := range colours[:min(len(colours), 256)] {
		palette = append(palette, colourOf(c))
	}
	index := make(map[uint32]uint8, len(colours))
	for i, c := range colours {
		if i < len(palette) {
			index[c] = uint8(i)
		} else {
			index[c] = uint8(palette.Index(colourOf(c)))
		}
	}
	for i := 0; i < n; {
		c := at(i)
		number := index[c]
		for ; i < n && at(i) == c; i += 4 {
			into[i/4] = number
		}
	}
	return &image.Paletted{Pix: into, Stride: img.Rect.Dx(), Rect: img.Rect, Palette: palette}
}

// colourOf is the colour of four bytes.
func colourOf(c uint32) color.RGBA {
	return color.RGBA{uint8(c >> 24), uint8(c >> 16), uint8(c >> 8), uint8(c)}
}
