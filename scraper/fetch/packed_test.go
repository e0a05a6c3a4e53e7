package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper/warc"
)

func gzipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What comes in gzip is kept as it came, for any reader of WARC files, and is read as
// what is in it.
func TestPackedAnswerIsKeptAsItCame(t *testing.T) {
	page := strings.Repeat("<p>pay \xa3 100 ", 500)
	for name, c := range map[string]struct {
		encoding string
		body     []byte
		packed   bool
	}{
		"gzip":              {"gzip", gzipped(t, page), true},
		"two members":       {"gzip", append(gzipped(t, page[:60]), gzipped(t, page[60:])...), true},
		"announced only":    {"gzip", []byte(page), false},
		"gzip within gzip":  {"gzip, gzip", gzipped(t, string(gzipped(t, page))), false},
		"not packed at all": {"", []byte(page), false},
	} {
		archive := newArchive(t)
		r := newRig(t, Options{Archive: archive}, func(w http.ResponseWriter, _ *http.Request) {
			if c.encoding != "" {
				w.Header().Set("Content-Encoding", c.encoding)
			}
			w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			_, _ = w.Write(c.body)
		})
		_, body, err := r.get(t, "/job")
		if err != nil {
			t.Fatal(name, err)
		}
		f := r.got[len(r.got)-1]
		if f.SHA256 != sum([]byte(page)) || f.Bytes != int64(len(page)) {
			t.Errorf("%s: sha256 %s of %d bytes", name, f.SHA256, f.Bytes)
		}
		loaded, header, err := archive.Load(f)
		if err != nil || string(loaded) != body || header.Get("Content-Encoding") != "" {
			t.Errorf("%s: read %d bytes, the answer had %d; %v; %v", name, len(loaded), len(body), header, err)
		}
		rec, err := warc.ReadAt(filepath.Join(archive.dir, f.File), f.Offset, 1<<20)
		if err != nil {
			t.Fatal(name, err)
		}
		want, encoding := []byte(page), ""
		if c.packed {
			want, encoding = c.body, "gzip"
		}
		_, h, payload, err := rec.HTTP()
		if err != nil || rec.Verify() != nil || !bytes.Equal(payload, want) || h.Get("Content-Encoding") != encoding {
			t.Errorf("%s: the record holds %d bytes with %v; %v, %v", name, len(payload), h, err, rec.Verify())
		}
	}
}

// A record that unpacks to more than the limit is an error, not a page.
func TestPackedBomb(t *testing.T) {
	archive := newArchive(t)
	r := newRig(t, Options{Archive: archive}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(gzipped(t, strings.Repeat("pay", 10_000)))
	})
	if _, _, err := r.get(t, "/job"); err != nil {
		t.Fatal(err)
	}
	archive.MaxBody = 1000
	if _, _, err := archive.Load(r.got[len(r.got)-1]); !errors.Is(err, ErrTooLarge) {
		t.Errorf("30,000 bytes under a limit of 1,000: %v", err)
	}
}
