package dedupe_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/mapping"
	"backpay/scraper/rows"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
)

// inCorpus returns a file's path from the corpus's root. A name without a folder of
// the corpus is one of its folder sources.
func inCorpus(file string) string {
	switch top, _, _ := strings.Cut(file, "/"); top {
	case "tables", "sources", "unseen", "new-sources":
		return file
	}
	return "sources/" + file
}

// readRecording reads the postings of a file of the corpus: a table of adverts, or
// what a source answered.
func readRecording(t *testing.T, dir, path string) (name string, ps []scraper.Posting) {
	t.Helper()
	if strings.HasPrefix(path, "tables/") {
		return "table", readTables(t, filepath.Join(dir, path))
	}
	name = filepath.Base(filepath.Dir(path))
	res, err := source.Named(name).Read(&scraper.Page{Status: 200, Body: sourcetest.Recording(t, filepath.Join(dir, path))})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return name, res.Postings
}

// nameless is an identity that a table's reader made up.
var nameless = regexp.MustCompile(`://|^[0-9a-f]{24}$`)

// readTables reads the postings of a file's tables as they are imported, each site as
// a board. A posting without a number of its own has that of its row.
func readTables(t *testing.T, file string) (ps []scraper.Posting) {
	t.Helper()
	tables, err := rows.Open(rows.File{
		Open: func() (io.ReadCloser, error) { return os.Open(file) },
		OnDisk: func() (*os.File, func() error, error) {
			f, err := os.Open(file)
			return f, f.Close, err
		},
	}, rows.Options{Known: mapping.IsName})
	if err != nil {
		t.Fatal(err)
	}
	for n, table := range tables {
		_, m, err := mapping.Find(table)
		if err != nil {
			continue // a sheet of something else
		}
		read, err := m.Reader(table, mapping.Context{})
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range table.Rows() {
			if bad := new(rows.RowError); errors.As(err, &bad) {
				continue
			} else if err != nil {
				t.Fatal(err)
			}
			p, err := read.Posting(row)
			if err != nil {
				continue // no title
			}
			if p.Board == "" {
				p.Board = read.Site(row)
			}
			if nameless.MatchString(p.ID) {
				p.ID = strconv.Itoa(row.Number)
			}
			if n > 0 {
				p.ID = table.Name + "!" + p.ID
			}
			ps = append(ps, p)
		}
	}
	return ps
}
