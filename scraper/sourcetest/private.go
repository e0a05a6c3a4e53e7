package sourcetest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/scraper"
)

// Private checks that nothing which a saved page says of the person who saved
// it (name, address, account, school) comes into a record: each of words
// stands in an input of testdata, and in no want.json.
func Private(t *testing.T, words ...string) {
	t.Helper()
	for _, word := range words {
		if n := holding(t, "testdata/*/input.*", word); n == 0 {
			t.Errorf("no input holds %q, so that nothing is tested", word)
		}
		if n := holding(t, "testdata/*/want.json", word); n > 0 {
			t.Errorf("the records of %d cases hold %q", n, word)
		}
	}
}

// Reduced checks that a source's reduced pages read the same as the whole, are
// still recognised, and hold none of words; forms are the cases whose pages are
// reduced. Pages that Read refuses are refused by Reduce.
func Reduced(t *testing.T, src scraper.Reducer, forms []string, words ...string) {
	t.Helper()
	for _, c := range cases(t, "testdata") {
		whole := c.page
		body, err := src.Reduce(&whole)
		if _, readErr := src.Read(&whole); (err == nil) != (readErr == nil) {
			t.Errorf("%s: Reduce says %v, Read %v", c.name, err, readErr)
		}
		if err != nil {
			continue
		}
		less := c.page
		less.Body = body
		if d := cmp.Diff(read(src, c.page), read(src, less)); d != "" {
			t.Errorf("%s reads otherwise when reduced (-whole +reduced):\n%s", c.name, d)
		}
		if saved := saved(less); !src.Recognise(&saved) {
			t.Errorf("%s is not recognised when reduced", c.name)
		}
		if !slices.Contains(forms, c.name) {
			continue
		}
		for _, w := range words {
			if bytes.Contains(body, []byte(w)) {
				t.Errorf("%s holds %q when reduced", c.name, w)
			}
		}
	}
}

func holding(t *testing.T, pattern, word string) (n int) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte(word)) {
			n++
		}
	}
	return n
}
