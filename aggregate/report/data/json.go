package data

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"reflect"
)

// JSON writes an object of these members, indented as encoding/json does it.
//
// A list is written element by element: encoding/json keeps the whole of what it
// writes in memory, once compact and once indented, and a large edition has
// hundred thousands of figures.
func JSON(w io.Writer, members iter.Seq2[string, any]) error {
	out := bufio.NewWriterSize(w, 64<<10)
	e := encoder{out: out}
	e.compact = json.NewEncoder(&e.value)
	before := "{"
	for key, v := range members {
		fmt.Fprintf(out, "%s\n  %q: ", before, key)
		if err := e.member(v); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		before = ","
	}
	if before == "{" {
		_, _ = out.WriteString(before) // Flush returns the error
	} else {
		_ = out.WriteByte('\n')
	}
	_, _ = out.WriteString("}\n")
	return out.Flush()
}

// encoder writes the values of an object's members.
type encoder struct {
	out     *bufio.Writer
	compact *json.Encoder
	value   bytes.Buffer // what compact writes
	nice    bytes.Buffer
}

func (e *encoder) member(v any) error {
	list := reflect.ValueOf(v)
	_, itself := v.(json.Marshaler)
	if itself || list.Kind() != reflect.Slice || list.Len() == 0 || list.Type().Elem().Kind() == reflect.Uint8 {
		return e.put(v, "  ")
	}
	before := "[\n    "
	for i := range list.Len() {
		_, _ = e.out.WriteString(before)
		// By its address, as encoding/json has elements: their MarshalJSON may be
		// the pointer's.
		if err := e.put(list.Index(i).Addr().Interface(), "    "); err != nil {
			return err
		}
		before = ",\n    "
	}
	_, err := e.out.WriteString("\n  ]")
	return err
}

// put writes one value whose lines are indented by margin.
func (e *encoder) put(v any, margin string) error {
	e.value.Reset()
	e.nice.Reset()
	if err := e.compact.Encode(v); err != nil {
		return err
	}
	if err := json.Indent(&e.nice, bytes.TrimRight(e.value.Bytes(), "\n"), margin, "  "); err != nil {
		return err
	}
	_, err := e.out.Write(e.nice.Bytes())
	return err
}
