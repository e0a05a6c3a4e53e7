package rows

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// What is written is read back, of every kind and where it is null; columns of
// a file stand by name. A file of somebody else names no form.
func TestTyped(t *testing.T) {
	var b bytes.Buffer
	cols := []Column{{"z", "INTEGER"}, {"a", "TEXT"}, {"m", "REAL"}, {"b", "BLOB"}}
	w, err := NewParquetWriter(&b, cols, "form", "1 made")
	if err != nil {
		t.Fatal(err)
	}
	const n = 1500
	for i := range n {
		row := []any{int64(i), fmt.Sprint("é", i), float64(i) / 3, []byte{byte(i), 0}}
		row[i%4] = nil
		if i%8 == 4 {
			row[2] = int64(7) // SQLite gives a whole REAL of a view as such
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.parquet")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	i := 0
	err = ReadParquet(path, func(names []string, values []any) error {
		want := []any{fmt.Sprint("é", i), []byte{byte(i), 0}, float64(i) / 3, int64(i)}
		want[[]int{3, 0, 2, 1}[i%4]] = nil
		if i%8 == 4 {
			want[2] = float64(7)
		}
		if !reflect.DeepEqual(names, []string{"a", "b", "m", "z"}) || !reflect.DeepEqual(values, want) {
			return fmt.Errorf("row %d: %v %v, want %v", i, names, values, want)
		}
		i++
		return nil
	})
	if err != nil || i != n {
		t.Errorf("%d rows of %d: %v", i, n, err)
	}
	if got := ParquetForm(path, "form"); got != "1 made" {
		t.Errorf("form %q", got)
	}
	for _, cut := range []int{0, 4, 100, b.Len() - 5} {
		if err := os.WriteFile(path, b.Bytes()[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if got := ParquetForm(path, "form"); got != "" {
			t.Errorf("a file that is cut at %d names the form %q", cut, got)
		}
		if err := ReadParquet(path, func([]string, []any) error { return nil }); err == nil {
			t.Errorf("a file that is cut at %d is read", cut)
		}
	}
}
