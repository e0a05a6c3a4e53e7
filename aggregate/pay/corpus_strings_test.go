package pay_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backpay/scraper/extract/htmltext"
)

var tags = regexp.MustCompile(`<[a-zA-Z/][^<>]*>|&[a-z]+;|&#\w+;`)

// corpusStrings returns the texts of a file of the corpus: the strings of JSON,
// the cells of CSV, else the whole, as text.
func corpusStrings(t testing.TB, path string) (all []string) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := path
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err == nil {
			body, err = io.ReadAll(z)
		}
		if err != nil {
			t.Fatal(err)
		}
		name = strings.TrimSuffix(path, ".gz")
	}
	add := func(s string) {
		for range 2 { // some are escaped twice
			if tags.MatchString(s) {
				s = htmltext.Text(s)
			}
		}
		all = append(all, s)
	}
	switch filepath.Ext(name) {
	case ".csv":
		r := csv.NewReader(bytes.NewReader(body))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		for {
			row, err := r.Read()
			if err != nil {
				break
			}
			for _, cell := range row {
				add(cell)
			}
		}
	case ".json", ".jsonl", ".ndjson":
		dec := json.NewDecoder(bytes.NewReader(body))
		for {
			var v any
			if dec.Decode(&v) != nil {
				break
			}
			eachString(v, add)
		}
	default:
		add(string(body))
	}
	return all
}

// eachString walks a JSON value.
func eachString(v any, add func(string)) {
	switch v := v.(type) {
	case string:
		add(v)
	case []any:
		for _, x := range v {
			eachString(x, add)
		}
	case map[string]any:
		for _, x := range v {
			eachString(x, add)
		}
	}
}
