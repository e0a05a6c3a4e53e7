package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"backpay/scraper/testenv"
)

// A table that can't be read, or not to its end, is named in one line and ends
// with 2 where nothing of it was kept, with 3 where whole rows were.
func TestBadTables(t *testing.T) {
	testenv.Long(t)
	const head, weaver = "title,company,location,salary\n", "Weaver,Otter,Leeds,30000\n"
	type row struct{ Title, Company, Location string }
	var book bytes.Buffer
	w := parquet.NewGenericWriter[row](&book)
	for range 2000 {
		if _, err := w.Write([]row{{"Weaver", "Otter", "Leeds"}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(head + strings.Repeat(weaver+"Dyer,Badger,York,24000\n", 3000))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		file string
		code int
		line string // the one line of error, without the file's name
		kept string
	}{
		"prose.csv":      {"We are hiring weavers.\nCome and see us.\n", exitUsage, "it is no table: its lines have no cells", ""},
		"empty.csv":      {"", exitUsage, "is empty$", ""},
		"header.csv":     {head, exitUsage, "below its header it has no rows$", ""},
		"binary.csv":     {strings.Repeat("\x00", 1000), exitUsage, "it is no table but binary$", ""},
		"untitled.csv":   {"place,pay\nLeeds,30000\nYork,24000\n", exitUsage, `no column holds titles, among \["place" "pay"\]$`, ""},
		"two.csv":        {head + weaver + "job_title,employer,place,pay\nDyer,Badger,York,24000\n", exitPartial, "row 2 begins another table; the rows above it are kept", "1"},
		"wide.csv":       {head + weaver + strings.Repeat(",", 8_000_000) + "\nDyer,Badger,York,1\n", exitPartial, "after row 1: a row has more than 131072 cells$", "1"},
		"columns.csv":    {strings.Repeat("a,", 1_000_000) + "\n" + weaver, exitUsage, "it is no table", ""},
		"cell.csv":       {head + weaver + `"` + strings.Repeat("x", 9<<20) + `",b,c,d` + "\n", exitPartial, "after row 1: a row is longer than 8 MiB: a quote may be missing$", "1"},
		"quote.csv":      {head + strings.Repeat(weaver, 30) + `"Dyer,Badger,York,1` + "\n" + strings.Repeat(weaver, 100), exitPartial, "1 row can't be read: 31 .its title has 25.. characters: a quote may be missing", "1"},
		"cut.parquet":    {book.String()[:book.Len()/2], exitUsage, "the Parquet file can't be read", ""},
		"hollow.parquet": {book.String()[:40] + book.String()[book.Len()-8:], exitUsage, "the Parquet file can't be read", ""},
		"cut.xlsx":       {"PK\x03\x04" + strings.Repeat("\x00", 500), exitUsage, "is cut short", ""},
		"cut.json":       {`[{"title":"Weaver","company":"Otter","location":"Leeds"},{"title":"Dy`, exitPartial, "after row 1: the file is cut off$", "1"},
		"deep.json":      {`[{"title":"Weaver","company":"Otter","x":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}]`, exitUsage, "has more than 24 values inside one another$", ""},
		"line.ndjson":    {`{"title":"Weaver","company":"Otter","location":"Leeds"}` + "\n{\"title\":\n", exitPartial, "1 row can't be read: 2 ", "1"},
		"cut.csv.gz":     {packed.String()[:packed.Len()-20], exitUsage, "is cut short$", ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db, path := filepath.Join(dir, "b.db"), filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(tc.file), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			code := run(context.Background(), []string{"--quiet", "--db", db, "import", path}, nil, &out, &errs, nil)
			if code != tc.code {
				t.Errorf("exit code %d, want %d", code, tc.code)
			}
			var told []string
			for line := range strings.Lines(errs.String()) {
				if rest, ok := strings.CutPrefix(line, "backpay: import "+path+": "); ok {
					told = append(told, strings.TrimSpace(rest))
				}
			}
			if len(told) != 1 || !regexp.MustCompile(tc.line).MatchString(told[0]) || len(told[0]) > 300 {
				t.Errorf("told %q, want one line with %q", told, tc.line)
			}
			if _, err := os.Stat(db); tc.kept == "" && err == nil {
				t.Error("a database is left of a file of which nothing was kept")
			}
			if tc.kept != "" {
				if got := sqlite(t, db, "SELECT COUNT(*) FROM posting"); got != tc.kept {
					t.Errorf("%s postings are kept, want %s", got, tc.kept)
				}
			}
		})
	}
}
