package saved

import (
	"fmt"
	"os"

	"github.com/xuri/excelize/v2"
)

const (
	largeBook  = 4 << 20 // bytes of a spreadsheet from which its source is found by its first rows
	bookSheets = 16      // of such a one, that are looked at
	bookRows   = 30      // of a sheet, among which its header is
)

// path is where a payload lies that is a file of more than largeBook bytes; "" for
// smaller ones, and for those that have to be unpacked first.
func (p Payload) path() string {
	r, err := p.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	if f, ok := r.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Size() > largeBook {
			return f.Name()
		}
	}
	return ""
}

// firstRows makes a spreadsheet of the first rows of another's sheets, with their
// cells as they are stored.
func firstRows(path string) (body []byte, err error) {
	defer func() { // the reader panics at some hostile input
		if p := recover(); p != nil {
			err = fmt.Errorf("the spreadsheet can't be read: %v", p)
		}
	}()
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, UnzipSizeLimit: 2 << 30, UnzipXMLSizeLimit: 8 << 20})
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
