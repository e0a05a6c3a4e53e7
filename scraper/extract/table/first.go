package table

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

const (
	bookSheets = 16 // that are copied
	bookRows   = 30 // of a sheet, among which its header is
)

// FirstRows makes a spreadsheet of the first rows of the sheets of another, with
// their cells as they are stored, by which a large one is known.
func FirstRows(path string) (body []byte, err error) {
	defer unpanic(&err)
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 8 << 20})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	first := excelize.NewFile()
	defer first.Close()
	names := book.GetSheetList()
	for i, name := range names[:min(len(names), bookSheets)] {
		if i == 0 {
			err = first.SetSheetName(first.GetSheetName(0), name)
		} else {
			_, err = first.NewSheet(name)
		}
		if err == nil {
			err = copyRows(first, book, name)
		}
		if err != nil {
			return nil, err
		}
	}
	out, err := first.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// copyRows copies the first rows of a sheet; a chart has none.
func copyRows(to, from *excelize.File, sheet string) error {
	rows, err := from.Rows(sheet)
	if err != nil {
		return nil
	}
	defer rows.Close()
	for n := 1; n <= bookRows && rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if err := to.SetSheetRow(sheet, fmt.Sprintf("A%d", n), &cells); err != nil {
			return err
		}
	}
	return rows.Error()
}
