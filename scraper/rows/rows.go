// Package rows reads tables of any form as streams of rows with named columns:
// CSV with any delimiter and encoding, JSON lists and lines, spreadsheets and
// Parquet files. What a table is about is the question of package mapping.
//
// All input is hostile. A file is never held as a whole but for a spreadsheet,
// whose size is bounded; a row may have at most maxRow bytes.
package rows

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
)

const (
	maxRow     = 8 << 20 // bytes of one row
	longRow    = 1 << 20 // bytes of a row from which its cells are counted while it is read
	maxCells   = 1 << 17 // cells of one row
	prefix     = 1 << 20 // bytes of a file that are looked at to find its form
	sampleRows = 400     // rows of a table that its form is found from
)

// ErrForm is the error of a file that is no table.
var ErrForm = errors.New("it is no table")

// File is a file that can be opened more than once.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
	// OnDisk gives the file for reading at any place, and what to call when it
	// is no longer needed.
	OnDisk func() (*os.File, func() error, error)
}

// Options say of a table's form what the file doesn't; the zero value finds it.
type Options struct {
	Sheet     string `yaml:"sheet"`     // the sheet of a spreadsheet
	Header    int    `yaml:"header"`    // the line of the header from 1; 0 finds it, -1 means none
	Delimiter string `yaml:"delimiter"` // what parts the cells, such as ";" or "\t"
	Encoding  string `yaml:"encoding"`  // such as windows-1252
	// List is the dotted path of the list in a JSON object; "companies[].jobs" are
	// the lists in the objects of another, "offers.*" those of all its members.
	List string `yaml:"list"`
	// Known reports whether a name is one that headers have.
	Known func(name string) bool `yaml:"-"`
}

// Table is one table of a file. Its rows are read one at a time, as often as
// wanted.
type Table struct {
	Name string // the sheet, or the list in a JSON object; "" for a file that is one table
	Form string // what the table was found to be, in words
	// Columns are the names of the columns, in order: of JSON, the paths of the
	// fields of the first rows.
	Columns []string
	// Sample holds the first rows.
	Sample []Row
	// NoHeader reports that the columns have numbers for names.
	NoHeader bool
	// Beside holds the paths of other lists in the JSON object.
	Beside []string
	// Around is what the objects around the list say, as far as the file's beginning
	// shows it.
	Around []Said
	// Group is what the names of the columns begin with whose values the object around
	// a row's list has; "" where the rows are no lists in others.
	Group string

	index map[string]int
	open  func() (reader, error)
	skip  int // records up to the header's end
	loose bool
	// numbered says that the first column is an index without a name, which records
	// of a later run may lack.
	numbered bool
	links    func(row, column int) string
}

// Said is one field of an object around the rows.
type Said struct{ Path, Value string }

// Row is one row. Its cells are good until the next row.
type Row struct {
	Number int // from 1, counting rows of data
	Cells  []string
}

// Cell returns a cell without space around it; "" for what stands beyond the row
// and for a column that is missing (-1).
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

// RowError is what is wrong with one row. The rows after it count.
type RowError struct {
	Row int
	Err error
}

func (e *RowError) Error() string { return fmt.Sprintf("row %d: %v", e.Row, e.Err) }
func (e *RowError) Unwrap() error { return e.Err }

// reader reads records in order. The error is io.EOF at the end, a *RowError
// for a record that can't be read, and ends the table otherwise.
type reader interface {
	next() ([]string, error)
	Close() error
}

// Open finds the tables of a file. The error wraps ErrForm when there is none.
func Open(f File, o Options) ([]*Table, error) {
	head, err := f.head()
	if err != nil {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PAR1")):
		return openParquet(f)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return openWorkbook(f, o)
	}
	head, enc, err := decoded(head, o.Encoding)
	if err != nil {
		return nil, err
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(text) == 0:
		return nil, fmt.Errorf("%w: it holds nothing", ErrForm)
	case o.List == "" && framed(text):
		return openFrame(f, enc, o)
	case text[0] == '{' || text[0] == '[' && !bytes.HasPrefix(text, []byte("[\"")):
		return openJSON(f, text, enc, o)
	case text[0] == '<':
		return nil, fmt.Errorf("%w but HTML or XML", ErrForm)
	case bytes.IndexByte(head[:min(len(head), 8192)], 0) >= 0:
		return nil, fmt.Errorf("%w but binary", ErrForm)
	}
	return openDelimited(f, head, enc, o)
}

// head reads the beginning of a file.
func (f File) head() ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body := make([]byte, prefix)
	n, err := io.ReadFull(r, body)
	if n > 0 || errors.Is(err, io.EOF) {
		err = nil
	}
	return body[:n], err
}

// Index returns the place of the column of a name, without regard to case and
// spacing, of the first that begins as "Salary*" does, or of a position such as
// "#3"; -1 when there is none.
func (t *Table) Index(name string) int {
	if i, ok := t.index[fold(name)]; ok {
		return i
	}
	if begin, ok := strings.CutSuffix(name, "*"); ok && begin != "" {
		for i, c := range t.Columns {
			if strings.HasPrefix(fold(c), fold(begin)) {
				return i
			}
		}
	}
	if n, ok := strings.CutPrefix(name, "#"); ok {
		if i, err := strconv.Atoi(n); err == nil && i >= 1 && i <= len(t.Columns) {
			return i - 1
		}
	}
	return -1
}

// Add returns the place of a field of JSON that the first rows don't have, so
// that later ones may; -1 for other tables.
func (t *Table) Add(name string) int {
	if i := t.Index(name); i >= 0 || !t.loose || strings.ContainsAny(name, "*#") {
		return i
	}
	return t.add(name)
}

// add gives a table one more column, whatever its name.
func (t *Table) add(name string) int {
	t.index[fold(name)] = len(t.Columns)
	t.Columns = append(t.Columns, name)
	return len(t.Columns) - 1
}

// Link returns the address that a cell of a spreadsheet links to.
func (t *Table) Link(row Row, column int) string {
	if t.links == nil {
		return ""
	}
	return t.links(row.Number, column)
}

func fold(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.Trim(name, " :*\u00a0"))), " ")
}

// name gives a table its columns; of two with one name the second gets its
// number, as "salary (2)".
func (t *Table) name(names []string) {
	t.Columns = make([]string, len(names))
	t.index = make(map[string]int, len(names))
	for i, n := range names {
		n = strings.Join(strings.Fields(strings.Trim(n, "\ufeff")), " ")
		if n == "" {
			n = "#" + strconv.Itoa(i+1)
		}
		for k, base := 2, n; ; k++ {
			if _, taken := t.index[fold(n)]; !taken {
				break
			}
			n = fmt.Sprintf("%s (%d)", base, k)
		}
		t.Columns[i], t.index[fold(n)] = n, i
	}
}

// Rows ranges over the rows of a table. A *RowError is of its row only; any
// other error is the last.
func (t *Table) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r, err := t.open()
		if err != nil {
			yield(Row{}, err)
			return
		}
		defer r.Close()
		r = &ahead{reader: r, above: t.skip}
		for n := -t.skip + 1; ; n++ {
			cells, err := r.next()
			var bad *RowError
			switch {
			case err == io.EOF:
				return
			case errors.As(err, &bad):
				bad.Row = n
			case err != nil:
				yield(Row{}, fmt.Errorf("after row %d: %w", max(n-1, 0), err))
				return
			}
			if n < 1 || err == nil && (blank(cells) || t.again(cells)) {
				continue
			}
			if t.numbered && len(cells) == len(t.Columns)-1 && !wholeNumber.MatchString(cells[0]) {
				cells = append([]string{""}, cells...)
			}
			if !yield(Row{n, cells}, err) {
				return
			}
		}
	}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// again reports whether a row is the header once more, as files have that were
// joined from several.
func (t *Table) again(cells []string) bool {
	if t.loose || t.NoHeader || len(cells) != len(t.Columns) {
		return false
	}
	same := 0
	for i, c := range cells {
		// Lengths first: this runs for every cell of every row.
		if d := len(c) - len(t.Columns[i]); c != "" && d >= 0 && d <= 8 && fold(c) == fold(t.Columns[i]) {
			same++
		}
	}
	return same >= 2 && same*2 > len(cells)
}

// sample reads the first rows of a table.
func (t *Table) sample() error {
	for row, err := range t.Rows() {
		var bad *RowError
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			if len(t.Sample) > 0 {
				return nil // said again when the rows are read
			}
			return err
		}
		t.Sample = append(t.Sample, Row{row.Number, append([]string(nil), row.Cells...)})
		if len(t.Sample) == sampleRows {
			break
		}
	}
	return nil
}
