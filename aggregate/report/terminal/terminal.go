// Package terminal prints the brief sections of a document as plain text.
package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"backpay/aggregate/report/document"
)

// Render prints the document's brief sections.
func Render(w io.Writer, d document.Document) error {
	p := &printer{w: w}
	p.line("%s\n%s", d.Title, d.Kicker)
	for _, s := range d.Sections {
		if !s.Brief {
			continue
		}
		for _, b := range s.Blocks {
			p.block(b)
		}
	}
	p.line("\nEdition %s, %s", d.Edition, d.Date)
	return p.err
}

// printer keeps the first error of writing.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) block(b document.Block) {
	switch b := b.(type) {
	case document.Prose:
		p.line("\n%s", strings.TrimSpace(b.String()))
	case document.Note:
		p.line("%s", b.Text)
	case document.Plot:
		if !b.Bare {
			p.plot(b)
		}
	case document.Table, document.Evidence: // the page has them
	}
}

func (p *printer) plot(plot document.Plot) {
	p.line("\n%s", plot.Title)
	t := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	sides := slices.ContainsFunc(plot.Groups, func(g document.Group) bool { return g.Name != "" })
	head := []string{plot.Head}
	if sides {
		head = []string{"Side", plot.Head}
	}
	if plot.Under != "" {
		head = append(head, plot.Under)
	}
	columns := slices.DeleteFunc(
		slices.Clone(plot.Columns),
		func(c document.Column) bool { return c.Part == document.Aside },
	)
	plot.Columns = columns // the last ones go, so that cells keep their places
	for _, c := range columns {
		head = append(head, c.Head)
		if c.Under != "" {
			head = append(head, c.Under)
		}
	}
	row := func(cells []string) {
		if p.err == nil {
			_, p.err = fmt.Fprintln(t, strings.Join(cells, "\t"))
		}
	}
	row(head)
	for _, g := range plot.Groups {
		for _, r := range g.Rows {
			if r.Sentence() {
				continue
			}
			label := []string{r.Label}
			if r.Rough {
				label[0] += " (rough)"
			}
			if plot.Under != "" {
				label = append(label, r.Detail)
			}
			if sides {
				label = append([]string{g.Name}, label...)
			}
			row(append(label, plot.Cells(r)...))
		}
	}
	if p.err == nil {
		p.err = t.Flush()
	}
	for _, r := range plot.Rows() {
		if r.Sentence() {
			p.line("%s: %s", r.Label, r.Words)
		}
	}
}
