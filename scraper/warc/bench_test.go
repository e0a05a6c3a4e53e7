package warc_test

import (
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper/warc"
)

// BenchmarkArchive is the cost of an answer of 60 KB: written, and read by its
// place in a file.
func BenchmarkArchive(b *testing.B) {
	body := strings.Repeat("We mend rivers and weave cloth for whoever asks, from 30000 to 40000 a year. ", 780)
	r := answer("https://jobs.example/1", body)
	path := filepath.Join(b.TempDir(), "a.warc.gz")
	w, err := warc.Create(path, day, map[string]string{"software": "backpay/test", "format": "WARC File Format 1.1"})
	if err != nil {
		b.Fatal(err)
	}
	at, err := w.Write(r)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			if _, err := w.Write(r); err != nil {
				b.Fatal(err)
			}
		}
	})
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			if _, err := warc.ReadAt(path, at, 1<<20); err != nil {
				b.Fatal(err)
			}
		}
	})
}
