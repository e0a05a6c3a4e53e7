package sourcetest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
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
