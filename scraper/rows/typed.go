package rows

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
)

// Column is a column of a Parquet file of ours: INTEGER (int64), REAL (double),
// TEXT (a string) or BLOB, each of which may be null.
type Column struct{ Name, Kind string }

var kinds = map[string]func() parquet.Node{
	"INTEGER": func() parquet.Node { return parquet.Int(64) },
	"REAL":    func() parquet.Node { return parquet.Leaf(parquet.DoubleType) },
	"TEXT":    parquet.String,
	"BLOB":    func() parquet.Node { return parquet.Leaf(parquet.ByteArrayType) },
}

// ExportForm is the key under which a Parquet file of an export names its table,
// and the version of the whole.
const ExportForm = "backpay.export"

// ParquetWriter writes rows of one table.
type ParquetWriter struct {
	w    *parquet.GenericWriter[any]
	cols []Column
	at   []int // where the column stands in the file, which has them by name
	rows []parquet.Row
}

// NewParquetWriter writes a file of the columns, with what names the form of it.
func NewParquetWriter(out io.Writer, cols []Column, form, value string) (*ParquetWriter, error) {
	group, names := parquet.Group{}, make([]string, len(cols))
	for i, c := range cols {
		node := kinds[c.Kind]
		if node == nil {
			return nil, fmt.Errorf("column %s is of kind %q", c.Name, c.Kind)
		}
		group[c.Name], names[i] = parquet.Optional(node()), c.Name
	}
	slices.Sort(names)
	w := &ParquetWriter{cols: cols, w: parquet.NewGenericWriter[any](out, parquet.NewSchema("row", group),
		parquet.Compression(&zstd.Codec{}), parquet.KeyValueMetadata(form, value), parquet.MaxRowsPerRowGroup(100_000),
		parquet.CreatedBy("backpay", "", ""))}
	for _, c := range cols {
		at, _ := slices.BinarySearch(names, c.Name)
		w.at = append(w.at, at)
	}
	return w, nil
}

// Write takes a row, a value for each column: nil, int64, float64, string or
// []byte.
func (w *ParquetWriter) Write(values []any) error {
	row := make(parquet.Row, len(values))
	for i, v := range values {
		var p parquet.Value
		switch v := v.(type) {
		case nil:
			row[w.at[i]] = parquet.NullValue().Level(0, 0, w.at[i])
			continue
		case int64:
			p = parquet.Int64Value(v)
			if w.cols[i].Kind == "REAL" {
				p = parquet.DoubleValue(float64(v))
			}
		case float64:
			p = parquet.DoubleValue(v)
		case string:
			p = parquet.ByteArrayValue([]byte(v))
		case []byte:
			p = parquet.ByteArrayValue(slices.Clone(v))
		default:
			return fmt.Errorf("column %s holds a %T", w.cols[i].Name, v)
		}
		row[w.at[i]] = p.Level(0, 1, w.at[i])
	}
	if w.rows = append(w.rows, row); len(w.rows) < 512 {
		return nil
	}
	return w.flush()
}

func (w *ParquetWriter) flush() error {
	_, err := w.w.WriteRows(w.rows)
	w.rows = w.rows[:0]
	return err
}

// Close writes what is left and the file's end.
func (w *ParquetWriter) Close() error { return errors.Join(w.flush(), w.w.Close()) }

// ParquetForm returns what a Parquet file says of its own form, "" where it says
// nothing or is none.
func ParquetForm(path, form string) (value string) {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	defer func() { _ = recover() }() // a file that is made to break a reader is none of ours
	p, err := openFile(f)
	if err != nil {
		return ""
	}
	value, _ = p.Lookup(form)
	return value
}

// ReadParquet hands on the rows of a file of ours: the names of its columns and
// a value for each, as ParquetWriter took them. values is good until give
// returns.
func ReadParquet(path string, give func(names []string, values []any) error) (err error) {
	defer unpanic(&err)
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	p, err := openFile(f)
	if err != nil {
		return err
	}
	var names []string
	for _, path := range p.Schema().Columns() {
		names = append(names, path[len(path)-1])
	}
	values := make([]any, len(names))
	buf := make([]parquet.Row, 128)
	for _, g := range p.RowGroups() {
		rows := g.Rows()
		for {
			n, err := rows.ReadRows(buf)
			for _, row := range buf[:n] {
				if len(row) != len(names) {
					return errors.Join(
						fmt.Errorf("a row has %d values for %d columns", len(row), len(names)),
						rows.Close(),
					)
				}
				for i, v := range row {
					values[i] = plainValue(p.Schema(), v, i)
				}
				if err := give(names, values); err != nil {
					return errors.Join(err, rows.Close())
				}
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return errors.Join(err, rows.Close())
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}

func plainValue(s *parquet.Schema, v parquet.Value, at int) any {
	switch v.Kind() {
	case parquet.Int64:
		return v.Int64()
	case parquet.Double:
		return v.Double()
	case parquet.ByteArray:
		if t := s.Fields()[at].Type().LogicalType(); t != nil {
			if _, ok := t.Value.(*format.StringType); ok {
				return string(v.ByteArray())
			}
		}
		return slices.Clone(v.ByteArray())
	}
	return nil
}
