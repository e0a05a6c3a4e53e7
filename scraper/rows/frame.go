package rows

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"golang.org/x/text/encoding"
)

// maxFrame is how many bytes a JSON file that is written by columns may have:
// none of its rows is known before the last column is read.
const maxFrame = 64 << 20

// frame is how pandas writes a table as one JSON value: by columns, each with its
// cells by the numbers of the rows, as DataFrame.to_json does by default; or
// split, names of columns beside a list of rows. A list of lists is read alike.
type frame struct {
	records [][]string
	at      int
}

// next fulfils reader.
func (f *frame) next() ([]string, error) {
	if f.at++; f.at > len(f.records) {
		return nil, io.EOF
	}
	return f.records[f.at-1], nil
}

// Close fulfils reader.
func (f *frame) Close() error { return nil }

// framed reports whether the beginning of a JSON text is that of a table by
// columns or of a split one.
func framed(head []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(head[:min(len(head), 4096)]))
	var tok [4]json.Token
	for i := range tok {
		var err error
		if tok[i], err = dec.Token(); err != nil {
			return false
		}
	}
	switch tok[2] {
	case json.Delim('{'):
		cell, err := dec.Token()
		return tok[0] == json.Delim('{') && tok[3] == "0" && err == nil && cell != json.Delim('{')
	case json.Delim('['):
		_, text := tok[3].(string)
		return tok[0] == json.Delim('{') && tok[1] == "columns" && text
	}
	_, text := tok[2].(string)
	return text && tok[0] == json.Delim('[') && tok[1] == json.Delim('[')
}

// openFrame opens a table that is written as one object.
func openFrame(f File, enc encoding.Encoding, o Options) ([]*Table, error) {
	records, err := readFrame(f, enc)
	if err != nil {
		return nil, err
	}
	t := &Table{Form: "JSON by columns", open: func() (reader, error) { return &frame{records: records}, nil }}
	if err := t.setHeader(records, o); err != nil {
		return nil, err
	}
	return []*Table{t}, t.sample()
}

func readFrame(f File, enc encoding.Encoding) ([][]string, error) {
	in, err := f.text(enc)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	limited := &io.LimitedReader{R: in, N: maxFrame}
	dec := json.NewDecoder(limited)
	dec.UseNumber()
	b := frameBuilder{rows: map[string]int{}}
	if err = b.read(dec); limited.N <= 0 {
		return nil, fmt.Errorf("is a table by columns of more than %d MiB; save it by rows", maxFrame>>20)
	}
	if err == nil && len(b.records) == 0 {
		err = fmt.Errorf("%w: its JSON has no rows", ErrForm)
	}
	return b.records, cut(err)
}

// frameBuilder gathers the cells of a table that is written by columns.
type frameBuilder struct {
	columns []string
	records [][]string
	rows    map[string]int // the places of the rows by their keys
}

func (b *frameBuilder) read(dec *json.Decoder) error {
	begin, err := dec.Token()
	if err != nil {
		return err
	}
	for dec.More() {
		var key json.Token
		if begin == json.Delim('{') {
			if key, err = dec.Token(); err != nil {
				return err
			}
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		if key == nil {
			err = b.record(value)
		} else {
			err = b.member(key.(string), value)
		}
		if err != nil {
			return fmt.Errorf("%w: its JSON is no table (%w)", ErrForm, err)
		}
	}
	if _, err = dec.Token(); err == nil && b.columns != nil {
		b.records = append([][]string{b.columns}, b.records...)
	}
	return err
}

// member takes a member of the object: a column of cells, or one of the lists of
// a split table.
func (b *frameBuilder) member(name string, value json.RawMessage) error {
	switch {
	case value[0] == '{':
		b.columns = append(b.columns, name)
		if len(b.columns) > maxFields {
			return fmt.Errorf("has more than %d columns", maxFields)
		}
		return b.column(value)
	case name == "columns":
		return json.Unmarshal(value, &b.columns)
	case name == "data":
		var rows []json.RawMessage
		if err := json.Unmarshal(value, &rows); err != nil {
			return err
		}
		for _, row := range rows {
			if err := b.record(row); err != nil {
				return err
			}
		}
	case name != "index":
		return fmt.Errorf("%q is no column", name)
	}
	return nil
}

// record takes a row that is a list.
func (b *frameBuilder) record(value json.RawMessage) error {
	var row []any
	dec := json.NewDecoder(bytes.NewReader(value))
	dec.UseNumber()
	if err := dec.Decode(&row); err != nil {
		return err
	}
	record := make([]string, len(row))
	for i, cell := range row {
		record[i] = scalar(cell)
	}
	b.records = append(b.records, record)
	return nil
}

// column takes the cells of the last column.
func (b *frameBuilder) column(value json.RawMessage) error {
	dec := json.NewDecoder(bytes.NewReader(value))
	dec.UseNumber()
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		var cell any
		if err := dec.Decode(&cell); err != nil {
			return err
		}
		at, ok := b.rows[key.(string)]
		if !ok {
			at = len(b.records)
			b.rows[key.(string)], b.records = at, append(b.records, nil)
		}
		for len(b.records[at]) < len(b.columns) {
			b.records[at] = append(b.records[at], "")
		}
		b.records[at][len(b.columns)-1] = scalar(cell)
	}
	return nil
}
