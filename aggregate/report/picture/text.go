package picture

import (
	"fmt"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// typeface measures and outlines texts in two weights.
type typeface struct {
	weights [2]*sfnt.Font // regular, bold
	buf     sfnt.Buffer
	widths  [2]map[rune]float64 // of letters, in parts of the size
}

func newTypeface() (*typeface, error) {
	f := &typeface{widths: [2]map[rune]float64{{}, {}}}
	for i, ttf := range [][]byte{goregular.TTF, gobold.TTF} {
		w, err := sfnt.Parse(ttf)
		if err != nil {
			return nil, fmt.Errorf("parse the charts' font: %w", err)
		}
		f.weights[i] = w
	}
	return f, nil
}

func weight(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// advance is the width of a letter of size 1. A letter that the font lacks is
// taken for a full square, the widest of most scripts.
func (f *typeface) advance(r rune, bold bool) float64 {
	w := weight(bold)
	if v, ok := f.widths[w][r]; ok {
		return v
	}
	v := 1.0
	if g, err := f.weights[w].GlyphIndex(&f.buf, r); err == nil && g != 0 {
		em := fixed.Int26_6(f.weights[w].UnitsPerEm())
		if a, err := f.weights[w].GlyphAdvance(&f.buf, g, em, font.HintingNone); err == nil {
			v = float64(a) / float64(em)
		}
	}
	f.widths[w][r] = v
	return v
}

// width is that of a text in pixels.
func (f *typeface) width(s string, size float64, bold bool) float64 {
	w := 0.0
	for _, r := range s {
		w += f.advance(r, bold)
	}
	return w * size
}

// cut shortens a text to a width, with an ellipsis.
func (f *typeface) cut(s string, size float64, bold bool, room float64) string {
	if f.width(s, size, bold) <= room {
		return s
	}
	w, dots := 0.0, f.width("…", size, bold)
	for i, r := range s {
		w += f.advance(r, bold) * size
		if w+dots > room {
			kept := s[:i]
			if r >= '0' && r <= '9' || r == ',' || r == '.' { // half a number is another number
				kept = strings.TrimRight(kept, "0123456789.,")
			}
			return strings.TrimRight(kept, " ,;:–-") + "…"
		}
	}
	return s
}

// wrap breaks a text into at most limit lines of a width, at spaces where
// there are any. What is left over is cut.
func (f *typeface) wrap(s string, size float64, bold bool, room float64, limit int) (lines []string) {
	rest := strings.TrimSpace(s)
	for rest != "" {
		if len(lines) == limit-1 {
			return append(lines, f.cut(rest, size, bold, room))
		}
		w, at := 0.0, len(rest)
		for i, r := range rest {
			if w += f.advance(r, bold) * size; w > room && i > 0 {
				at = i
				break
			}
		}
		if at < len(rest) && rest[at] != ' ' {
			if space := strings.LastIndexByte(rest[:at], ' '); space > 0 {
				at = space
			}
		}
		lines = append(lines, strings.TrimSpace(rest[:at]))
		rest = strings.TrimSpace(rest[at:])
	}
	return lines
}

// balance is wrap with lines of about one length, so that no word is left alone.
func (f *typeface) balance(s string, size float64, bold bool, room float64, limit int) []string {
	best := f.wrap(s, size, bold, room, limit)
	for room *= .98; len(best) > 1 && len(best) < limit; room *= .98 {
		lines := f.wrap(s, size, bold, room, limit)
		if len(lines) > len(best) {
			break
		}
		best = lines
	}
	return best
}
