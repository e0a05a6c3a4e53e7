package rows

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// openParquet opens a Parquet file, whose columns have names and kinds.
func openParquet(f File) ([]*Table, error) {
	t := &Table{Form: "a Parquet file", open: func() (reader, error) { return readParquet(f) }}
	r, err := readParquet(f)
	if err != nil {
		return nil, fmt.Errorf("%w: the Parquet file can't be read (%w)", ErrForm, err)
	}
	t.name(r.names)
	if err := r.Close(); err != nil {
		return nil, err
	}
	if err := t.sample(); err != nil {
		return nil, fmt.Errorf("%w: the Parquet file can't be read (%w)", ErrForm, err)
	}
	return []*Table{t}, nil
}

type parquetRows struct {
	names  []string
	leaves []parquet.LeafColumn
	groups []parquet.RowGroup
	rows   parquet.Rows
	buf    [64]parquet.Row
	have   int
	at     int
	cells  []string
	done   func() error
}

func readParquet(f File) (r *parquetRows, err error) {
	defer unpanic(&err)
	file, done, err := f.OnDisk()
	if err != nil {
		return nil, err
	}
	r, err = parquetOf(file)
	if err != nil {
		return nil, errors.Join(err, done())
	}
	r.done = done
	return r, nil
}

func parquetOf(file *os.File) (r *parquetRows, err error) {
	defer unpanic(&err)
	p, err := openFile(file, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	r = &parquetRows{groups: p.RowGroups()}
	for _, path := range p.Schema().Columns() {
		leaf, ok := p.Schema().Lookup(path...)
		if !ok {
			continue
		}
		r.leaves = append(r.leaves, leaf)
		name := strings.Join(path, ".")
		for _, list := range []string{".list.element", ".list.item", ".array", ".bag.array_element"} {
			name = strings.TrimSuffix(name, list)
		}
		r.names = append(r.names, name)
	}
	r.cells = make([]string, len(r.leaves))
	return r, nil
}

// mostFooter is how many bytes may describe a file's columns and row groups:
// those of real tables take some kilobytes.
const mostFooter = 64 << 20

// openFile reads a file's footer. Its last eight bytes are the footer's length and
// a mark (https://parquet.apache.org/docs/file-format/); the library makes room for
// all that the length says before it looks whether the file holds that much.
func openFile(file *os.File, opt ...parquet.FileOption) (*parquet.File, error) {
	st, err := file.Stat()
	if err != nil {
		return nil, err
	}
	var end [8]byte
	if _, err := file.ReadAt(end[:], st.Size()-int64(len(end))); err != nil {
		return nil, fmt.Errorf("it has no footer: %w", err)
	}
	if n := int64(binary.LittleEndian.Uint32(end[:4])); n > min(mostFooter, st.Size()-int64(len(end))) {
		return nil, fmt.Errorf("its footer would take %d bytes", n)
	}
	return parquet.OpenFile(file, st.Size(), opt...)
}

func (r *parquetRows) next() (cells []string, err error) {
	defer unpanic(&err)
	for r.at >= r.have {
		if r.rows == nil {
			if len(r.groups) == 0 {
				return nil, io.EOF
			}
			r.rows, r.groups = r.groups[0].Rows(), r.groups[1:]
		}
		r.at = 0
		r.have, err = r.rows.ReadRows(r.buf[:])
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if r.have == 0 {
			if err := r.rows.Close(); err != nil {
				return nil, err
			}
			r.rows = nil
		}
	}
	clear(r.cells)
	for _, v := range r.buf[r.at] {
		i := v.Column()
		if i < 0 || i >= len(r.cells) || v.IsNull() {
			continue
		}
		s := parquetText(v, r.leaves[i])
		if r.cells[i] != "" && s != "" {
			s = r.cells[i] + "; " + s
		}
		r.cells[i] = s
	}
	r.at++
	return r.cells, nil
}

// parquetText words a value: dates and times in ISO form, numbers without an
// exponent.
func parquetText(v parquet.Value, leaf parquet.LeafColumn) string {
	if lt := leaf.Node.Type().LogicalType(); lt != nil {
		switch l := lt.Value.(type) {
		case *format.DateType:
			return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
		case *format.TimestampType:
			t := time.Unix(0, v.Int64())
			switch l.Unit.Value.(type) {
			case *format.MilliSeconds:
				t = time.UnixMilli(v.Int64())
			case *format.MicroSeconds:
				t = time.UnixMicro(v.Int64())
			}
			return t.UTC().Format(time.RFC3339)
		case *format.DecimalType:
			if k := v.Kind(); k == parquet.Int32 || k == parquet.Int64 {
				return number(decimal(v)/math.Pow10(int(l.Scale)), 64)
			}
		}
	}
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.FormatBool(v.Boolean())
	case parquet.Int32:
		return strconv.FormatInt(int64(v.Int32()), 10)
	case parquet.Int64:
		return strconv.FormatInt(v.Int64(), 10)
	case parquet.Float:
		return number(float64(v.Float()), 32)
	case parquet.Double:
		return number(v.Double(), 64)
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return string(v.ByteArray())
	}
	return ""
}

func decimal(v parquet.Value) float64 {
	if v.Kind() == parquet.Int32 {
		return float64(v.Int32())
	}
	return float64(v.Int64())
}

func number(f float64, bits int) string {
	if f != f {
		return ""
	}
	return strconv.FormatFloat(f, 'f', -1, bits)
}

// Close fulfils reader.
func (r *parquetRows) Close() error {
	var err error
	if r.rows != nil {
		err = r.rows.Close()
	}
	return errors.Join(err, r.done())
}
