package report

import (
	"bytes"
	"io"
	"os"
	"strings"
)

// redraw writes the pictures of a report over those of an earlier one. A picture
// whose SVG is the same byte for byte is left alone with its PNG, which takes a
// hundred times as long to draw; but only where both lie as this same program
// wrote them, since another may draw another PNG of the same SVG.
type redraw struct {
	stands func(path string) bool // see Report.Stands; nil for none
	same   map[string]bool        // the drawings that stand, by their paths without the ending
}

func newRedraw(stands func(string) bool) *redraw {
	return &redraw{stands, map[string]bool{}}
}

// write writes one file of a drawing; the SVG comes before the PNG.
func (d *redraw) write(path string, draw func(io.Writer) error) error {
	if d.stands == nil || !d.stands(path) {
		return writeFile(path, draw)
	}
	name, isPNG := strings.CutSuffix(path, ".png")
	if isPNG {
		if d.same[name] {
			return nil
		}
		return writeFile(path, draw)
	}
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		return err
	}
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, b.Bytes()) {
		if name, isSVG := strings.CutSuffix(path, ".svg"); isSVG {
			d.same[name] = true
		}
		return nil
	}
	return writeFile(path, func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	})
}
