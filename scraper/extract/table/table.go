// Package table reads tables in CSV files, spreadsheets and archives of them,
// a row at a time.
package table

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
)

// The limits of an archive. What is packed a hundredfold is no table: rows of
// spreadsheets are packed about tenfold, and of surveys about eightfold.
const (
	maxUnpacked  = 2 << 30   // bytes of all files of an archive together
	maxInArchive = 512 << 20 // bytes of a spreadsheet that is itself in an archive
	maxRatio     = 100
	maxLine      = 4 << 20 // bytes of a line of CSV
	ratioFrom    = 8 << 20 // bytes below which a file may be packed as it likes
)

// Table is one table of a file: a CSV file, or a sheet of a spreadsheet. Its
// rows are read one at a time and as often as wanted; the page's body is all
// that is held, and of a page that is Large not even that.
type Table struct {
	// Name is the file in the archive or the sheet, "" for a plain CSV file.
	Name    string
	Columns Columns
	open    func() (records, error)
	header  int  // how many records come up to the header
	width   int  // how many columns the header has, unnamed ones included
	padded  bool // records may be shorter than the header: empty cells at their end are left out
	notes   func() string
	// Footer, where it is set, tells the lines below the rows, in which
	// publishers write notes. They are passed over.
	Footer func(cells []string) bool
}

// Columns are the places of columns by their names in lower case.
type Columns map[string]int

// Has reports whether all names are among the columns.
func (c Columns) Has(names ...string) bool {
	for _, n := range names {
		if _, ok := c[strings.ToLower(n)]; !ok {
			return false
		}
	}
	return true
}

// First returns the place of the first of names that is a column, or -1.
func (c Columns) First(names ...string) int {
	for _, n := range names {
		if i, ok := c[strings.ToLower(n)]; ok {
			return i
		}
	}
	return -1
}

// Row is one row of a table. Its cells are good until the next row.
type Row struct {
	// Number counts the records of the file from 1, its header included.
	Number int
	cells  []string
}

// Cell returns a cell without the space around it; "" for what stands beyond
// the row or for a column that is missing (-1).
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// Cells returns all cells as the file has them, good until the next row.
func (r Row) Cells() []string { return r.cells }

// RowError is what is wrong with one row. The rows behind it count.
type RowError struct {
	Row int
	Err error
}

func (e *RowError) Error() string { return fmt.Sprintf("row %d: %v", e.Row, e.Err) }

func (e *RowError) Unwrap() error { return e.Err }

// Open returns the tables of a file whose header is accepted. The file is
// CSV (with commas, semicolons or tabs), a spreadsheet (.xlsx), or a zip
// archive of such files. The error is scraper.ErrDrift, or scraper.ErrBlocked,
// when there is none; want says in a few words what was looked for.
func Open(body []byte, want string, accept func(Columns) bool) ([]*Table, error) {
	return tablesOf(body, want, accept, true)
}

// CSV is Open for what is never a spreadsheet, which takes longer to open.
func CSV(body []byte, want string, accept func(Columns) bool) ([]*Table, error) {
	return tablesOf(body, want, accept, false)
}

// OfPage is Open for a page that may be Large: then it is CSV, and its rows are read
// from where it lies.
func OfPage(page *scraper.Page, want string, accept func(Columns) bool) ([]*Table, error) {
	if page.Large == nil {
		return Open(page.Body, want, accept)
	}
	t, seen, err := csvTable("", page.Large.Open, accept)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: want %s, got %w", scraper.ErrDrift, want, err)
	case t != nil:
		return []*Table{t}, nil
	}
	return nil, otherColumns(seen, want)
}

func otherColumns(seen []string, want string) error {
	return fmt.Errorf("%w: want %s, got the columns %s", scraper.ErrDrift, want, htmltext.Shorten(strings.Join(seen, ", ")))
}

func tablesOf(body []byte, want string, accept func(Columns) bool, books bool) ([]*Table, error) {
	var tables []*Table
	var seen []string
	var err error
	packed := isZip(body)
	if packed {
		tables, seen, err = zipTables(body, accept, books)
	} else if text := bytes.TrimSpace(body); len(text) > 0 && !bytes.ContainsAny(text[:1], "<{[") {
		var t *Table
		t, seen, err = csvTable("", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }, accept)
		if t != nil {
			tables = append(tables, t)
		}
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: want %s, got %w", scraper.ErrDrift, want, err)
	case len(tables) > 0:
		return tables, nil
	case len(seen) > 0:
		return nil, otherColumns(seen, want)
	case packed:
		return nil, fmt.Errorf("%w: want %s, got an archive without a table", scraper.ErrDrift, want)
	}
	return nil, drift.New(body, want)
}

// isZip tells an archive by its first bytes, an empty one too.
func isZip(body []byte) bool {
	return bytes.HasPrefix(body, []byte("PK\x03\x04")) || bytes.HasPrefix(body, []byte("PK\x05\x06"))
}

// zipTables finds the tables of a spreadsheet, or of the files of an archive.
func zipTables(body []byte, accept func(Columns) bool, books bool) (tables []*Table, seen []string, err error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, nil, fmt.Errorf("an archive or spreadsheet that is cut off or broken (%w)", err)
	}
	var total uint64
	for _, f := range z.File {
		size := f.UncompressedSize64
		if size > ratioFrom && size/maxRatio > f.CompressedSize64 || size > maxUnpacked {
			return nil, nil, fmt.Errorf(
				"an archive whose %q would unpack from %d to %d bytes",
				path.Base(f.Name),
				f.CompressedSize64,
				size,
			)
		}
		if total += size; total > maxUnpacked {
			return nil, nil, fmt.Errorf("an archive of more than %d bytes when unpacked", int64(maxUnpacked))
		}
	}
	if isWorkbook(z) && !books {
		return nil, nil, errors.New("a spreadsheet")
	}
	if isWorkbook(z) {
		return sheets(body, accept)
	}
	for _, f := range z.File {
		var found []*Table
		var names []string
		switch ext := strings.ToLower(path.Ext(f.Name)); {
		case ext == ".csv", ext == ".tsv":
			var t *Table
			if t, names, err = csvTable(f.Name, f.Open, accept); err != nil {
				return nil, nil, fmt.Errorf("an archive whose %q is broken (%w)", path.Base(f.Name), err)
			}
			if t != nil {
				found = []*Table{t}
			}
		case ext == ".xlsx" && books:
			inner, err := unpack(f)
			if err != nil {
				return nil, nil, fmt.Errorf("an archive whose %q is broken (%w)", path.Base(f.Name), err)
			}
			iz, err := zip.NewReader(bytes.NewReader(inner), int64(len(inner)))
			if err != nil || !isWorkbook(iz) {
				return nil, nil, fmt.Errorf("an archive whose %q is no spreadsheet", path.Base(f.Name))
			}
			if found, names, err = zipTables(inner, accept, books); err != nil {
				return nil, nil, err
			}
		}
		tables = append(tables, found...)
		if len(seen) == 0 {
			seen = names
		}
	}
	return tables, seen, nil
}

func isWorkbook(z *zip.Reader) bool {
	for _, f := range z.File {
		if strings.EqualFold(f.Name, "xl/workbook.xml") {
			return true
		}
	}
	return false
}

func unpack(f *zip.File) ([]byte, error) {
	if f.UncompressedSize64 > maxInArchive {
		return nil, fmt.Errorf("larger than %d bytes", int64(maxInArchive))
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, maxInArchive+1))
}

// records reads the rows of a file in their order; the error is io.EOF at its
// end, a *RowError for a row that can't be read, and ends the file otherwise.
type records interface {
	next() ([]string, error)
	Close() error
}

// csvTable finds out how a CSV file separates its columns. It is nil, beside
// the names that were seen, when no way gives a header that is accepted. The
// error is one of reading, not of the form.
func csvTable(
	name string,
	open func() (io.ReadCloser, error),
	accept func(Columns) bool,
) (t *Table, seen []string, err error) {
	for _, form := range []func(io.ReadCloser) records{resaved, separated(','), separated(';'), separated('\t')} {
		t := &Table{Name: name, header: 1, open: func() (records, error) {
			r, err := open()
			if err != nil {
				return nil, err
			}
			return form(r), nil
		}}
		rec, err := t.open()
		if err != nil {
			return nil, nil, err
		}
		names, err := rec.next()
		rec.Close()
		var unfit *RowError
		if err == io.EOF || errors.As(err, &unfit) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if t.Columns, t.width = columns(names), len(names); accept(t.Columns) {
			return t, names, nil
		}
		if len(names) > len(seen) {
			seen = append([]string(nil), names...)
		}
	}
	return nil, seen, nil
}

// columns are the places of names. Of two columns of one name the first counts.
func columns(names []string) Columns {
	c := make(Columns, len(names))
	for i, n := range names {
		n = strings.ToLower(strings.TrimSpace(n))
		if _, twice := c[n]; !twice && n != "" {
			c[n] = i
		}
	}
	return c
}

// csvRecords is a CSV file.
type csvRecords struct {
	*csv.Reader
	io.Closer
	n int
}

func separated(comma rune) func(io.ReadCloser) records {
	return func(r io.ReadCloser) records {
		in := bufio.NewReaderSize(&lines{in: r}, 64<<10)
		if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
			_, _ = in.Discard(3)
		}
		c := &csvRecords{Reader: csv.NewReader(in), Closer: r}
		c.Comma, c.FieldsPerRecord, c.ReuseRecord = comma, -1, true
		c.TrimLeadingSpace = comma == ',' // some write a space before a quoted field
		return c
	}
}

// lines reads on as long as lines are shorter than maxLine: a file of nothing
// but separators would fill the memory with empty cells.
type lines struct {
	in   io.Reader
	long int
}

func (l *lines) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if i := bytes.LastIndexByte(p[:n], '\n'); i >= 0 {
		l.long = n - i - 1
	} else {
		l.long += n
	}
	if l.long > maxLine {
		return 0, fmt.Errorf("a line is longer than %d bytes", maxLine)
	}
	return n, err
}

func (c *csvRecords) next() ([]string, error) {
	c.n++
	rec, err := c.Read()
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return nil, &RowError{c.n, parse.Err}
	}
	return rec, err
}

// resavedRecords is a CSV file that a spreadsheet program whose separator is
// the semicolon opened and saved again: it cut each line at its semicolons,
// quoted the pieces that hold quotes and filled the line up with empty ones.
// Putting the pieces together again gives the line as it was.
type resavedRecords struct{ outer *csvRecords }

func resaved(r io.ReadCloser) records {
	return &resavedRecords{separated(';')(r).(*csvRecords)}
}

func (c *resavedRecords) next() ([]string, error) {
	pieces, err := c.outer.next()
	if err != nil {
		return nil, err
	}
	if c.outer.n == 1 && (len(pieces) < 2 || strings.Join(pieces[1:], "") != "") {
		return nil, &RowError{1, errors.New("is no file that was saved again")}
	}
	line := strings.TrimRight(strings.Join(pieces, ";"), ";")
	inner := csv.NewReader(strings.NewReader(line))
	inner.FieldsPerRecord = -1
	rec, err := inner.Read()
	if err != nil {
		return nil, &RowError{c.outer.n, errors.New("can't be put together again")}
	}
	return rec, nil
}

func (c *resavedRecords) Close() error { return c.outer.Close() }

// Rows ranges over the rows below the header. A *RowError is of its row only;
// any other error is the last. A file whose last row is broken is cut off.
func (t *Table) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		rec, err := t.open()
		if err != nil {
			yield(Row{}, err)
			return
		}
		defer rec.Close()
		var held *RowError // not told before a sound row follows
		for n := 1; ; n++ {
			cells, err := rec.next()
			if err == io.EOF {
				if held != nil {
					yield(Row{}, fmt.Errorf("the file is cut off in row %d (%w)", held.Row, held.Err))
				}
				return
			}
			if n <= t.header {
				continue
			}
			var bad *RowError
			if err == nil && strings.Join(cells, "") == "" {
				continue // a line of separators only
			}
			if err == nil && t.Footer != nil && t.Footer(cells) {
				continue
			}
			short := len(cells) < t.width && !t.padded
			if err == nil && (short || len(cells) > t.width && strings.Join(cells[t.width:], "") != "") {
				err = &RowError{n, fmt.Errorf("%d cells where the header has %d", len(cells), t.width)}
			}
			if held != nil && !yield(Row{}, held) {
				return
			}
			held = nil
			switch {
			case errors.As(err, &bad):
				held = bad
			case err != nil:
				yield(Row{}, err)
				return
			default:
				if !yield(Row{Number: n, cells: cells}, nil) {
					return
				}
			}
		}
	}
}

// Notes returns the text of the other sheets of a table's spreadsheet, where
// publishers explain their marks; at most 256 KiB of it.
func (t *Table) Notes() string {
	if t.notes == nil {
		return ""
	}
	return t.notes()
}
