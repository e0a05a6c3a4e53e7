package table

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"backpay/scraper"
	"backpay/scraper/testenv"
)

func withPay(c Columns) bool { return c.Has("name", "pay") }

// cells reads all rows of all tables; an error is written as a row of its own.
func cells(t *testing.T, body []byte) (rows [][]string) {
	t.Helper()
	tables, err := Open(body, "a table", withPay)
	if err != nil {
		return [][]string{{err.Error()}}
	}
	for _, table := range tables {
		for row, err := range table.Rows() {
			if err != nil {
				rows = append(rows, []string{err.Error()})
				continue
			}
			rows = append(rows, []string{fmt.Sprint(row.Number), row.Cell(table.Columns.First("name")), row.Cell(table.Columns.First("pay")), row.Cell(-1)})
		}
	}
	return rows
}

func TestTablesCSV(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       [][]string
	}{
		{"commas", "name,pay\nann,1\n\nben,\"2,5\"\n", [][]string{{"2", "ann", "1", ""}, {"3", "ben", "2,5", ""}}},
		{"mark and quotes", "\ufeff\"name\",\"pay\"\r\n\"a \"\"b\"\"\nc\", 1 \r\n", [][]string{{"2", "a \"b\"\nc", "1", ""}}},
		{"semicolons", ";name;pay\n0;ann, b;1\n", [][]string{{"2", "ann, b", "1", ""}}},
		{"tabs", "Pay\tName\n1\tann\n", [][]string{{"2", "ann", "1", ""}}},
		{"first of two equal columns", "name,pay,name\nann,1,ben\n", [][]string{{"2", "ann", "1", ""}}},
		{"empty cells behind", "name,pay\nann,1,,\n,,\n", [][]string{{"2", "ann", "1", ""}}},
		{"more cells", "name,pay\nann,1,2\nben,2\n", [][]string{{"row 2: 3 cells where the header has 2"}, {"3", "ben", "2", ""}}},
		{"fewer cells", "name,pay\nann\nben,2\n", [][]string{{"row 2: 1 cells where the header has 2"}, {"3", "ben", "2", ""}}},
		{"bare quote", "name,pay\nan\"n,1\nben,2\n", [][]string{{`row 2: bare " in non-quoted-field`}, {"3", "ben", "2", ""}}},
		{"cut off in a cell", "name,pay\nann,1\nbe", [][]string{{"2", "ann", "1", ""}, {"the file is cut off in row 3 (1 cells where the header has 2)"}}},
		{"cut off in quotes", "name,pay\nann,1\n\"be", [][]string{{"2", "ann", "1", ""}, {`the file is cut off in row 3 (extraneous or missing " in quoted-field)`}}},
		{"saved again by a spreadsheet", "name,tags,pay;;;\n\"\"\"b, ann\"\",go\";\"sql,1\";;\nben,go,2;;;\n", [][]string{{"2", "b, ann", "1", ""}, {"3", "ben", "2", ""}}},
		{"other columns", "nom,paie\nann,1\n", [][]string{{"page has an unknown form: want a table, got the columns nom, paie"}}},
		{"JSON", `{"name": 1}`, [][]string{{"page has an unknown form: want a table, got a JSON object with the keys name"}}},
		{"HTML", "<html><title>Sign in</title>", [][]string{{`page has an unknown form: want a table, got the page "Sign in"`}}},
		{"nothing", "", [][]string{{"page has an unknown form: want a table, got an empty page"}}},
	} {
		if got := cells(t, []byte(c.body)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// archive makes a zip archive of files; a name without text is a folder.
func archive(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheet(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("Notes"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr("Notes", "B2", "a note"); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTablesSpreadsheet(t *testing.T) {
	book := sheet(t, []any{"Pay in all"}, []any{"name", "pay", "more"}, []any{"ann", 1.5}, []any{}, []any{"ben", "2", "x"}, []any{"carl", 43129})
	want := [][]string{{"3", "ann", "1.5", ""}, {"5", "ben", "2", ""}, {"6", "carl", "43129", ""}}
	if got := cells(t, book); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	packed := archive(t, "notes/read me.txt", "nothing", "schema.csv", "a,b\n1,2\n", "data/pay.xlsx", string(book), "data/pay.CSV", "name,pay\ndan,3\n")
	if got := cells(t, packed); !reflect.DeepEqual(got, append(want, []string{"2", "dan", "3", ""})) {
		t.Errorf("packed: got %q", got)
	}
	tables, err := Open(book, "a table", withPay)
	if err != nil || len(tables) != 1 || strings.TrimSpace(tables[0].Notes()) != "a note" || tables[0].Name != "Sheet1" {
		t.Errorf("%v, %v", tables, err)
	}
	if _, err := CSV(book, "a table", withPay); !errors.Is(err, scraper.ErrDrift) {
		t.Errorf("a spreadsheet is taken for CSV: %v", err)
	}
}

// TestTablesBroken: what can't be read, or would fill the memory, is an error.
func TestTablesBroken(t *testing.T) {
	testenv.Long(t)
	book := sheet(t, []any{"name", "pay"}, []any{"ann", 1})
	bomb := archive(t, "pay.csv", "name,pay\n"+strings.Repeat(" ", 12<<20))
	for name, body := range map[string][]byte{
		"half a spreadsheet":   book[:len(book)/2],
		"the head of one":      book[:40],
		"half an archive":      archive(t, "pay.csv", "name,pay\nann,1\n")[:60],
		"a bomb":               bomb,
		"a bomb in an archive": archive(t, "pay.xlsx", string(archive(t, "xl/workbook.xml", strings.Repeat(" ", 12<<20)))),
		"an archive of text":   archive(t, "pay.txt", "name,pay\nann,1\n"),
		"no spreadsheet":       archive(t, "pay.xlsx", "PK"),
		"a book of nothing":    archive(t, "xl/workbook.xml", "<workbook/>"),
		"a broken book":        archive(t, "xl/workbook.xml", "<workbook>", "[Content_Types].xml", "<a"),
		"an empty archive":     archive(t),
		"a header of commas":   bytes.Repeat([]byte(","), 5<<20),
	} {
		got := cells(t, body)
		if len(got) != 1 || !strings.HasPrefix(got[0][0], "page has an unknown form: ") {
			t.Errorf("%s: %q", name, got)
		}
		t.Log(name, got)
	}
	if got := cells(t, append([]byte("name,pay\n"), bytes.Repeat([]byte(","), 5<<20)...)); len(got) != 1 || !strings.Contains(got[0][0], "a line is longer") {
		t.Errorf("a line of commas: %.200q", got)
	}
	// A size that lies is found out while reading.
	liar := archive(t, "pay.csv", "name,pay\n"+strings.Repeat("ann,1\n", 1000))
	for i := range len(liar) - 4 {
		if binary.LittleEndian.Uint32(liar[i:]) == 6009 {
			binary.LittleEndian.PutUint32(liar[i:], 100)
		}
	}
	if got := cells(t, liar); len(got) == 0 || !strings.Contains(got[len(got)-1][0], "zip") {
		t.Errorf("a lying size: %.200q", got)
	}
}

func FuzzTables(f *testing.F) {
	f.Add([]byte("name,pay\nann,1\n"))
	f.Add([]byte("name,pay;;\n\"\"\"a\"\",1\";;\n"))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("pay.csv")
	_, _ = w.Write([]byte("name,pay\nann,1\n"))
	z.Close()
	f.Add(b.Bytes())
	book := excelize.NewFile()
	_ = book.SetSheetRow("Sheet1", "A1", &[]any{"name", "pay"})
	x, _ := book.WriteToBuffer()
	f.Add(x.Bytes())
	f.Fuzz(func(t *testing.T, body []byte) {
		tables, err := Open(body, "a table", withPay)
		if err != nil && !errors.Is(err, scraper.ErrDrift) && !errors.Is(err, scraper.ErrBlocked) {
			t.Error(err)
		}
		for _, table := range tables {
			last := 0
			for row, err := range table.Rows() {
				if err == nil && row.Number <= last {
					t.Errorf("row %d follows %d", row.Number, last)
				}
				last = max(last, row.Number)
			}
			table.Notes()
		}
	})
}
