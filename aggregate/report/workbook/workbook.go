// Package workbook writes tables for programs as the sheets of a workbook.
package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"backpay/aggregate/report/document"
)

// Render writes a workbook (.xlsx) with a sheet for each table. Numbers are
// numbers, and texts are cells of text, which no spreadsheet takes for a
// formula.
func Render(w io.Writer, sheets []document.Sheet) (err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for _, s := range sheets {
		if _, err := book.NewSheet(s.Name); err != nil {
			return err
		}
		if err := write(book, s, bold); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
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

// write writes a table to a sheet, its head bold and always in sight.
func write(book *excelize.File, table document.Sheet, bold int) error {
	s, err := book.NewStreamWriter(table.Name)
	if err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(table.Variables))
	for i, f := range table.Variables {
		head[i] = excelize.Cell{StyleID: bold, Value: f.Name}
	}
	if err := s.SetRow("A1", head); err != nil {
		return err
	}
	n := 1
	for cells := range table.Rows {
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
