package rows_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backpay/scraper/rows"
	"backpay/scraper/testenv"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func file(t testing.TB, name, content string) rows.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return rows.File{
		Name: name,
		Open: func() (io.ReadCloser, error) { return os.Open(path) },
		OnDisk: func() (*os.File, func() error, error) {
			f, err := os.Open(path)
			if err != nil {
				return nil, nil, err
			}
			return f, f.Close, nil
		},
	}
}

// known is what headers of these tests are known by.
func known(name string) bool {
	return strings.Contains(" title company salary pay ", " "+strings.ToLower(name)+" ")
}

// dump words a table: its columns, then its rows, with what is wrong between.
func dump(t *rows.Table) string {
	var b strings.Builder
	b.WriteString(strings.Join(t.Columns, "|"))
	for row, err := range t.Rows() {
		b.WriteString("\n")
		if err != nil {
			b.WriteString("! " + err.Error())
			continue
		}
		cells := make([]string, len(row.Cells))
		for i := range cells {
			cells[i] = row.Cell(i)
		}
		b.WriteString(strings.Join(cells, "|"))
	}
	return b.String()
}

func utf16(s string) string {
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// Tables in the encodings of East Asia, as spreadsheets save CSV there.
const (
	eastern     = "title|company\n織物職人を募集しています|株式会社カワウソ\n染色の仕事です、経験者優遇|アナグマ商事"
	koreanTable = "title|company\n직물 기술자를 모집합니다|수달 주식회사\n염색 작업자 경력 우대합니다|오소리 상사"
	taiwanese   = "title|company\n織布技術人員徵才中|水獺股份有限公司\n染色工作人員需有經驗|獾有限公司"
)

// encoded writes a text in an encoding.
func encoded(enc encoding.Encoding, s string) string {
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestForms(t *testing.T) {
	const plain = "title|company\nWeaver|Otter\nDyer|Badger"
	for name, tc := range map[string]struct{ content, want string }{
		"commas":                     {"title,company\nWeaver,Otter\nDyer,Badger\n", plain},
		"semicolons":                 {"title;company\nWeaver;Otter\nDyer;Badger\n", plain},
		"tabs":                       {"title\tcompany\nWeaver\tOtter\nDyer\tBadger\n", plain},
		"bars":                       {"title|company\nWeaver|Otter\nDyer|Badger\n", plain},
		"mark":                       {"\ufefftitle,company\r\nWeaver,Otter\r\nDyer,Badger", plain},
		"cr alone":                   {"title,company\rWeaver,Otter\rDyer,Badger\r", plain},
		"utf-16":                     {utf16("title\tcompany\r\nWeaver\tOtter\r\nDyer\tBadger\r\n"), plain},
		"windows-1252":               {"title,company\nWeaver,M\xfcller\nDyer,Badger\n", "title|company\nWeaver|Müller\nDyer|Badger"},
		"lines in cells":             {"title,company\n\"Wea\nver\",\"Ot\"\"ter\"\nDyer,Badger\n", "title|company\nWea\nver|Ot\"ter\nDyer|Badger"},
		"quotes escaped":             {"title,company\n\"a \\\"Weaver\\\"\",Otter\n\"a \\\"Dyer\\\"\",Badger\n", "title|company\na \"Weaver\"|Otter\na \"Dyer\"|Badger"},
		"ragged":                     {"title,company\nWeaver\nDyer,Badger,more\n", "title|company\nWeaver\nDyer|Badger|more"},
		"header again":               {"title,company\nWeaver,Otter\ntitle,company\nDyer,Badger\n", plain},
		"name twice":                 {"title,pay,pay\nWeaver,1,2\nDyer,3,4\n", "title|pay|pay (2)\nWeaver|1|2\nDyer|3|4"},
		"index":                      {",title,company\n0,Weaver,Otter\n1,Dyer,Badger\n", "#1|title|company\n0|Weaver|Otter\n1|Dyer|Badger"},
		"lines above":                {"Jobs of the valley,\n,\ntitle,company\nWeaver,Otter\nDyer,Badger\n", plain},
		"no header":                  {"Weaver,https://a.example/1\nDyer,https://a.example/2\n", "#1|#2\nWeaver|https://a.example/1\nDyer|https://a.example/2"},
		"commas in text":             {"title;company\nWeaver, Dyer, Smith;Otter, Sons\nDyer, Miller, Baker;Badger, Sons\n", "title|company\nWeaver, Dyer, Smith|Otter, Sons\nDyer, Miller, Baker|Badger, Sons"},
		"json list":                  {`[{"title":"Weaver","pay":{"min":1,"max":null}},{"title":"Dyer","pay":{"min":2,"max":3.5}}]`, "title|pay.min|pay.max\nWeaver|1|\nDyer|2|3.5"},
		"json wrapped":               {`{"n":2,"data":{"jobs":[{"title":"Weaver"},{"title":"Dyer"}]},"more":[1]}`, "title\nWeaver\nDyer"},
		"json lines":                 {"{\"title\":\"Weaver\"}\n{\"title\":\"Dyer\",\"tags\":[\"a\",\"b\"]}\n", "title|tags[0]|tags[1]|tags\nWeaver|||\nDyer|a|b|a; b"},
		"two in a line":              {"{\"title\":\"Weaver\"}{\"title\":\"Dyer\"}\n{\"title\":\"Smith\"}\n", "title\nWeaver\nDyer\nSmith"},
		"bad line":                   {"{\"title\":\"Weaver\"}\n{\"title\":\n{\"title\":\"Smith\"}\n", "title\nWeaver\n! row 2: the file is cut off\nSmith"},
		"json odd names":             {`[{"title":"Weaver","terms*":"a","#1":"b"},{"title":"Dyer"}]`, "title|terms*|#1\nWeaver|a|b\nDyer||"},
		"json by columns":            {`{"title":{"0":"Weaver","1":"Dyer"},"pay":{"0":null,"1":2.5}}`, "title|pay\nWeaver|\nDyer|2.5"},
		"json split":                 {`{"columns":["title","pay"],"index":[0,1],"data":[["Weaver",null],["Dyer",2.5]]}`, "title|pay\nWeaver|\nDyer|2.5"},
		"json of members":            {`{"jobs":{"-N1":{"title":"Weaver","pay":1},"-Nx":{"title":"Dyer","pay":2}},"count":2}`, "title|pay\nWeaver|1\nDyer|2"},
		"json of lists":              {`[["title","company"],["Weaver","Otter"],["Dyer","Badger"]]`, plain},
		"names in groups":            {"Job,,Salary,\ntitle,company,from,to\nWeaver,Otter,1,2\nDyer,Badger,3,4\n", "title|company|Salary from|Salary to\nWeaver|Otter|1|2\nDyer|Badger|3|4"},
		"header of two":              {"nr;job;;company;;salary\n;code;title;title;form;\n7;101;Weaver;Otter;Ltd;1\n8;102;Dyer;Badger;Ltd;2\n", "#1|code|title|company.title|company form|salary\n7|101|Weaver|Otter|Ltd|1\n8|102|Dyer|Badger|Ltd|2"},
		"second table":               {"title,company,pay\nWeaver,Otter,1\n\nproduct,price,stock\nCup,3,9\nMug,4,8\n", "title|company|pay\nWeaver|Otter|1\n! after row 1: another table begins, with columns of its own; the rows above it are kept, split the file for the others"},
		"empty line":                 {"title,company,pay\nWeaver,Otter,1\n\nDyer,Badger,unpaid\nSmith,Heron,\n", "title|company|pay\nWeaver|Otter|1\nDyer|Badger|unpaid\nSmith|Heron|"},
		"empty lines":                {"title,company,pay\n\nWeaver,Otter,1\n\nDyer,Badger,unpaid\n\nSmith,Heron,3\n", "title|company|pay\nWeaver|Otter|1\nDyer|Badger|unpaid\nSmith|Heron|3"},
		"json and commas":            {"{\"title\":\"Weaver\"}, \n{\"title\":\"Dyer\"}, \n", "title\nWeaver\nDyer"},
		"shift_jis":                  {encoded(japanese.ShiftJIS, eastern), eastern},
		"euc-kr":                     {encoded(korean.EUCKR, koreanTable), koreanTable},
		"big5":                       {encoded(traditionalchinese.Big5, taiwanese), taiwanese},
		"index that later rows lack": {",title,company\n0,Weaver,Otter\n1,Dyer,Badger\nMiller,Heron\n", "#1|title|company\n0|Weaver|Otter\n1|Dyer|Badger\n|Miller|Heron"},
		"json one object":            {`{"title":"Weaver","tags":["a"]}`, "title|tags[0]|tags\nWeaver|a|a"},
		"json over lines":            {"{\n \"title\": \"Weaver\"\n}\n{\n \"title\": \"Dyer\"\n}\n", "title\nWeaver\nDyer"},
		"json cut off":               {`[{"title":"Weaver"},{"title":"Dyer"},{"tit`, "title\nWeaver\nDyer\n! after row 2: the file is cut off"},
	} {
		t.Run(name, func(t *testing.T) {
			tables, err := rows.Open(file(t, "table", tc.content), rows.Options{Known: known})
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(tables[0]); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
			if again := dump(tables[0]); again != tc.want {
				t.Errorf("read again:\n%s", again)
			}
		})
	}
}

type job struct {
	Title string   `parquet:"title"`
	Pay   *float64 `parquet:"pay,optional"`
	Day   int32    `parquet:"day,date"`
	Tags  []string `parquet:"tags,list"`
}

func parquetFile(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	pay := 1200.5
	w := parquet.NewGenericWriter[job](&b, parquet.Compression(&parquet.Snappy))
	if _, err := w.Write([]job{{"Weaver", &pay, 20454, []string{"a", "b"}}, {"Dyer", nil, 20455, nil}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestParquet(t *testing.T) {
	tables, err := rows.Open(file(t, "a.parquet", parquetFile(t)), rows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "title|pay|day|tags\nWeaver|1200.5|2026-01-01|a; b\nDyer||2026-01-02|"
	if got := dump(tables[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for cell, v := range map[string]any{
		"A1": "The jobs of the valley", "A3": "title", "B3": "company", "C3": "link", "A4": "Weaver", "B4": "Otter", "C4": "link", "A5": "Dyer", "B5": "Badger", "C5": "link",
	} {
		if err := book.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SetCellHyperLink("Sheet1", "C5", "https://badger.example/2", "External"); err != nil {
		t.Fatal(err)
	}
	if _, err := book.NewSheet("Notes"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	tables, err := rows.Open(file(t, "a.xlsx", b.String()), rows.Options{Known: known})
	if err != nil {
		t.Fatal(err)
	}
	const want = "title|company|link\nWeaver|Otter|link\nDyer|Badger|link"
	if got := dump(tables[0]); got != want || len(tables) != 1 || tables[0].Name != "Sheet1" {
		t.Errorf("got %d tables\n%s\nwant\n%s", len(tables), got, want)
	}
	if got := tables[0].Link(tables[0].Sample[1], 2); got != "https://badger.example/2" {
		t.Errorf("link %q", got)
	}
	if _, err := rows.Open(file(t, "b.xlsx", b.String()), rows.Options{Sheet: "Jobs"}); err == nil || !strings.Contains(err.Error(), `no table on a sheet "Jobs"`) {
		t.Errorf("a sheet that isn't there: %v", err)
	}
}

func TestNoTables(t *testing.T) {
	cut := parquetFile(t)
	for name, tc := range map[string]struct{ content, want string }{
		"empty":        {" \n", "it is no table: it holds nothing"},
		"page":         {"<html><body>Jobs</body></html>", "it is no table but HTML or XML"},
		"prose":        {"We are hiring weavers.\nCome and see us.\n", "it is no table: its lines have no cells"},
		"binary":       {"\x7fELF\x00\x00\x00\x01" + strings.Repeat("\x00", 99), "it is no table but binary"},
		"json":         {`{"name":"otter","tags":["a"`, "its JSON has no list of objects"},
		"long footer":  {"PAR1PAR1", "its footer would take 827474256 bytes"},
		"cut parquet":  {cut[:len(cut)-9], "it is no table: the Parquet file can't be read"},
		"torn parquet": {cut[:60] + strings.Repeat("\xff", 40) + cut[100:], "it is no table: the Parquet file can't be read"},
		"cut workbook": {"PK\x03\x04" + strings.Repeat("x", 50), "it is no table: the spreadsheet can't be read"},
	} {
		t.Run(name, func(t *testing.T) {
			tables, err := rows.Open(file(t, name, tc.content), rows.Options{Known: known})
			if err == nil {
				t.Fatalf("got a table\n%s", dump(tables[0]))
			}
			if !errors.Is(err, rows.ErrForm) || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %q, want %q", err, tc.want)
			}
		})
	}
}

var hugeRow = regexp.MustCompile("longer than 8 MiB|more than 131072 cells")

// A row has bounds, whatever it is made of.
func TestHugeRow(t *testing.T) {
	testenv.Long(t)
	for name, content := range map[string]string{
		"cells": "title,company\nWeaver,Otter\n" + strings.Repeat(",", 12<<20) + "\nDyer,Badger\n",
		"quote": "title,company\nWeaver,Otter\n\"" + strings.Repeat("x\n", 6<<20),
		"json":  `[{"title":"Weaver"},{"title":"` + strings.Repeat("x", 12<<20) + `"}]`,
	} {
		t.Run(name, func(t *testing.T) {
			tables, err := rows.Open(file(t, name, content), rows.Options{Known: known})
			if err != nil {
				t.Fatal(err)
			}
			good, bad := 0, error(nil)
			for _, err := range tables[0].Rows() {
				if bad = err; err == nil {
					good++
				}
			}
			if good == 0 || bad == nil || !hugeRow.MatchString(bad.Error()) {
				t.Errorf("%d rows, then %v", good, bad)
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("title,company\nWeaver,\"Ot\nter\"\n"))
	f.Add([]byte(`{"a":[{"b":[1,{"c":2}]}]}`))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add([]byte("PAR1PAR1"))
	f.Fuzz(func(t *testing.T, content []byte) {
		tables, err := rows.Open(file(t, "table", string(content)), rows.Options{Known: known})
		if err != nil {
			return
		}
		for _, table := range tables {
			dump(table)
		}
	})
}

// A table by columns that is cut off gives none of its rows.
func TestFrameCutOff(t *testing.T) {
	for _, text := range []string{`{"title":{"0":"Weaver","1":"Dy`, `{"columns":["title","pay"],"data":[["Weaver",1],["Dy`, `{"title":{"0":"Weaver"},"pay":7}`} {
		if _, err := rows.Open(file(t, "table.json", text), rows.Options{Known: known}); err == nil {
			t.Errorf("no error of %s", text)
		}
	}
}

// Lists in the objects of a list are one table, whose rows have what the object
// around them says. A file that is cut off keeps the rows before.
func TestLists(t *testing.T) {
	for name, tc := range map[string]struct{ list, text, want string }{
		"a list": {
			"data.firms[].jobs", `{"data":{"firms":[{"jobs":[{"title":"A"},{"title":"B","pay":2}],"name":"x"},{"name":"y"},{"jobs":[{"pay":3}],"name":"z"}]}}`,
			"firms.name|title|pay\nx|A|\nx|B|2\nz||3",
		},
		"two deep": {
			"[].parts[].jobs", `[{"name":"x","parts":[{"name":"p","jobs":[{"title":"A"}]},{"name":"q","jobs":[{"title":"B"}]}]}]`,
			"group.name|group.parts.name|title\nx|p|A\nx|q|B",
		},
		"members": {"*", `{"x":[{"title":"A"}],"y":[{"title":"B"},{"title":"C"}]}`, "group.key|title\nx|A\ny|B\ny|C"},
		"under":   {"all.*", `{"n":1,"all":{"x":[{"title":"A"}],"y":[{"title":"B"}]}}`, "all.key|title\nx|A\ny|B"},
		"lines":   {"[].jobs", `{"name":"x","jobs":[{"title":"A"}]}` + "\n" + `{"name":"y","jobs":[{"title":"B"}]}`, "group.name|title\nx|A\ny|B"},
		"cut":     {"[].jobs", `[{"name":"x","jobs":[{"title":"A"},{"title":"B"}]},{"name":"y","jobs":[{"title":"C"},{"ti`, "group.name|title\nx|A\nx|B\ny|C\n! after row 3: the file is cut off"},
	} {
		t.Run(name, func(t *testing.T) {
			tables, err := rows.Open(file(t, "lists.json", tc.text), rows.Options{List: tc.list})
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(tables[0]); got != tc.want {
				t.Errorf("\n got %s\nwant %s", got, tc.want)
			}
		})
	}
}
