package rows

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

const (
	maxWorkbook = 256 << 20 // bytes of a spreadsheet, packed
	maxSheets   = 64
)

// openBook opens a spreadsheet. Big sheets are spread out in temporary files,
// which go when the book is closed.
func openBook(f File) (book *excelize.File, done func() error, err error) {
	defer unpanic(&err)
	file, release, err := f.OnDisk()
	if err != nil {
		return nil, nil, err
	}
	st, err := file.Stat()
	if err == nil && st.Size() > maxWorkbook {
		err = fmt.Errorf("is a spreadsheet of more than %d MiB; save it as CSV", maxWorkbook>>20)
	}
	if err == nil {
		book, err = excelize.OpenFile( // which doesn't hold the file, as OpenReader does
			file.Name(),
			excelize.Options{RawCellValue: true, UnzipSizeLimit: 2 << 30, UnzipXMLSizeLimit: 8 << 20},
		)
	}
	if err != nil {
		return nil, nil, errors.Join(err, release())
	}
	return book, func() error { return errors.Join(book.Close(), release()) }, nil
}

// unpanic turns a panic of a reader of hostile input into an error.
func unpanic(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("can't be read: %v", p)
	}
}

// openWorkbook finds the sheets of a spreadsheet that are tables.
func openWorkbook(f File, o Options) ([]*Table, error) {
	book, done, err := openBook(f)
	if err != nil {
		return nil, fmt.Errorf("%w: the spreadsheet can't be read (%w)", ErrForm, err)
	}
	sheets := book.GetSheetList()
	if err := done(); err != nil {
		return nil, err
	}
	var tables []*Table
	for _, name := range sheets[:min(len(sheets), maxSheets)] {
		if o.Sheet != "" && name != o.Sheet {
			continue
		}
		t := &Table{Name: name, Form: "a spreadsheet", open: func() (reader, error) { return openSheet(f, name) }}
		t.links = func(row, column int) string { return link(f, name, row+t.skip, column) }
		records, err := t.first()
		if err != nil || len(records) < 2 || usualWidth(records) < 2 {
			continue // a chart, or notes
		}
		if err := t.setHeader(records, o); err != nil {
			return nil, err
		}
		if err := t.sample(); err != nil {
			return nil, err
		}
		if len(t.Sample) > 0 {
			tables = append(tables, t)
		}
	}
	switch {
	case len(tables) > 0:
		return tables, nil
	case o.Sheet != "":
		return nil, fmt.Errorf("%w: there is no table on a sheet %q; there are %q", ErrForm, o.Sheet, sheets)
	}
	return nil, fmt.Errorf("%w: no sheet of it has rows and columns", ErrForm)
}

// first reads the records from which the header is found.
func (t *Table) first() (records [][]string, err error) {
	r, err := t.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for len(records) < sampleRows {
		cells, err := r.next()
		if err != nil {
			break
		}
		records = append(records, append([]string(nil), cells...))
	}
	return records, nil
}

type sheet struct {
	rows *excelize.Rows
	done func() error
}

func openSheet(f File, name string) (r reader, err error) {
	book, done, err := openBook(f)
	if err != nil {
		return nil, err
	}
	defer unpanic(&err)
	rows, err := book.Rows(name)
	if err != nil {
		return nil, errors.Join(err, done())
	}
	return &sheet{rows, done}, nil
}

func (s *sheet) next() (cells []string, err error) {
	defer unpanic(&err)
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
	return s.rows.Columns()
}

// Close fulfils reader.
func (s *sheet) Close() error { return errors.Join(s.rows.Close(), s.done()) }

// link returns the address behind a cell, row counted from 1.
func link(f File, name string, row, column int) (address string) {
	book, done, err := openBook(f)
	if err != nil {
		return ""
	}
	defer func() { _ = done() }()
	defer unpanic(&err)
	cell, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return ""
	}
	if _, address, err = book.GetCellHyperLink(name, cell); err != nil {
		return ""
	}
	return address
}
