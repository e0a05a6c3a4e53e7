package report

import (
	"fmt"
	"io"

	"backpay/aggregate/report/chart"
)

// chartFile is one figure, or the share card, as a file for other pages.
type chartFile struct {
	file string
	png  bool
	draw func() (*chart.Drawing, error)
}

func (f chartFile) File() string { return f.file }

func (f chartFile) Render(w io.Writer, _ Report) error {
	d, err := f.draw()
	if err != nil {
		return fmt.Errorf("draw %s: %w", f.file, err)
	}
	if f.png {
		return d.PNG(w)
	}
	return d.SVG(w)
}

// chartFiles are the files of all figures, each for a column and for a phone,
// and those of the card.
func chartFiles(r Report) (files []Renderer) {
	both := func(name string, draw func() (*chart.Drawing, error)) {
		for _, ext := range []string{".svg", ".png"} {
			files = append(files, chartFile{"charts/" + name + ext, ext == ".png", draw})
		}
	}
	for _, f := range r.drawings() {
		both(f.Name, func() (*chart.Drawing, error) { return chart.Draw(f, chart.Column) })
		both(f.Name+"-phone", func() (*chart.Drawing, error) { return chart.Draw(f, chart.Phone) })
	}
	c := r.card()
	both(c.Name, func() (*chart.Drawing, error) { return chart.DrawCard(c) })
	return files
}
