package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"backpay/scraper/extract/htmltext"
)

const (
	headerWithin = 10        // rows from the top in which a sheet's header may stand
	maxNotes     = 256 << 10 // bytes of the notes beside a table
)

// workbook opens a spreadsheet. Big sheets are spread out in a temporary file,
// which goes when the book is closed.
func workbook(body []byte) (book *excelize.File, err error) {
	defer unpanic(&err)
	return excelize.OpenReader(
		bytes.NewReader(body),
		excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked},
	)
}

// unpanic turns a panic of the spreadsheet reader, whose input is hostile,
// into an error.
func unpanic(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the spreadsheet can't be read: %v", p)
	}
}

// sheets finds the tables of a spreadsheet.
func sheets(body []byte, accept func(Columns) bool) (tables []*Table, seen []string, err error) {
	book, err := workbook(body)
	if err != nil {
		return nil, nil, fmt.Errorf("a spreadsheet that can't be read (%w)", err)
	}
	defer book.Close()
	for _, name := range book.GetSheetList() {
		rec := &sheetRecords{book: book}
		if rec.rows, err = sheetRows(book, name); err != nil {
			continue // a chart, which has no rows
		}
		for n := 1; n <= headerWithin; n++ {
			names, err := rec.next()
			if err != nil {
				break
			}
			if c := columns(names); accept(c) {
				tables = append(tables, &Table{
					Name: name, Columns: c, header: n, width: len(names), padded: true,
					open:  func() (records, error) { return openSheet(body, name) },
					notes: func() string { return otherSheets(body, name) },
				})
				break
			}
			if len(names) > len(seen) {
				seen = names
			}
		}
		rec.rows.Close()
	}
	return tables, seen, nil
}

func sheetRows(book *excelize.File, name string) (rows *excelize.Rows, err error) {
	defer unpanic(&err)
	return book.Rows(name)
}

// sheetRecords is a sheet of a spreadsheet, read row by row.
type sheetRecords struct {
	book *excelize.File
	rows *excelize.Rows
}

func openSheet(body []byte, name string) (records, error) {
	book, err := workbook(body)
	if err != nil {
		return nil, err
	}
	rows, err := sheetRows(book, name)
	if err != nil {
		return nil, errors.Join(err, book.Close())
	}
	return &sheetRecords{book, rows}, nil
}

func (s *sheetRecords) next() (cells []string, err error) {
	defer unpanic(&err)
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
	return s.rows.Columns()
}

// Close fulfils records.
func (s *sheetRecords) Close() error { return errors.Join(s.rows.Close(), s.book.Close()) }

// otherSheets is the text of all sheets but one.
func otherSheets(body []byte, but string) string {
	book, err := workbook(body)
	if err != nil {
		return ""
	}
	defer book.Close()
	var b strings.Builder
	for _, name := range book.GetSheetList() {
		if name == but {
			continue
		}
		rows, err := sheetRows(book, name)
		if err != nil {
			continue
		}
		rec := &sheetRecords{rows: rows}
		for b.Len() < maxNotes {
			cells, err := rec.next()
			if err != nil {
				break
			}
			if line := htmltext.Line(strings.Join(cells, " ")); line != "" {
				b.WriteString(line + "\n")
			}
		}
		rows.Close()
	}
	return b.String()
}
