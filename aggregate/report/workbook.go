package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbook is report.xlsx: the figures, the sources and what others publish, a
// sheet each. Numbers are numbers, and texts are cells of text, which no
// spreadsheet takes for a formula.
type workbook struct{}

func (workbook) File() string { return "report.xlsx" }

func (workbook) Render(w io.Writer, r Report) (err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for _, sheet := range []struct {
		name string
		of   grid
	}{{"figures", r.figures()}, {"sources", r.origins()}, {"claims", r.published()}} {
		if _, err := book.NewSheet(sheet.name); err != nil {
			return err
		}
		if err := sheet.of.sheet(book, sheet.name, bold); err != nil {
			return fmt.Errorf("sheet %s: %w", sheet.name, err)
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil { // the empty one of a new book
		return err
	}
	return inOrder(w, book)
}

// inOrder writes the parts of a workbook by their names: the library's own
// order changes from one writing to the next.
func inOrder(w io.Writer, book *excelize.File) error {
	b, err := book.WriteToBuffer()
	if err != nil {
		return err
	}
	parts, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(parts.File, func(x, y *zip.File) int { return strings.Compare(x.Name, y.Name) })
	out := zip.NewWriter(w)
	for _, f := range parts.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

// origins are the sources: how each went, and what its data is used under.
func (r Report) origins() grid {
	credits := map[string]Credit{}
	for _, c := range r.Credits {
		credits[c.Source] = c
	}
	head := []string{"source", "title", "side", "status", "finished", "postings", "error", "homepage", "attribution", "licence", "terms", "accessed"}
	return grid{head, func(yield func([]any) bool) {
		for _, s := range r.Runs.Rows {
			c := credits[s.Source]
			if !yield([]any{s.Source, s.Title, s.Side, s.Status, s.Finished, s.Postings, s.Error, c.Homepage, c.Attribution, c.Licence, c.Terms, c.Accessed}) {
				return
			}
		}
	}}
}

// sheet writes a table to a sheet, its head bold and always in sight.
func (g grid) sheet(book *excelize.File, name string, bold int) error {
	s, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(g.head))
	for i, h := range g.head {
		head[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	if err := s.SetRow("A1", head); err != nil {
		return err
	}
	n := 1
	for cells := range g.rows {
		n++
		for i, v := range cells {
			if v == "" {
				cells[i] = nil
			}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
	return s.Flush()
}
