package warc_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"backpay/scraper/testenv"
	"backpay/scraper/warc"
)

var day = time.Date(2026, 11, 23, 18, 0, 0, 123000000, time.UTC)

func answer(uri, body string) warc.Record {
	return warc.NewResponse(uri, day, 200, http.Header{"Content-Type": {"text/html"}}, []byte(body))
}

// archive writes n answers and returns the file and their offsets.
func archive(t testing.TB, n int) (path string, offsets []int64) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.warc.gz")
	w, err := warc.Create(path, day, map[string]string{"software": "backpay/test", "format": "WARC File Format 1.1"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		at, err := w.Write(answer(fmt.Sprintf("https://jobs.example/%d", i), strings.Repeat("pay ", 10*i)))
		if err != nil {
			t.Fatal(err)
		}
		offsets = append(offsets, at)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path, offsets
}

func scan(path string) (uris []string, err error) {
	for r, err := range warc.Scan(path) {
		if err != nil {
			return uris, err
		}
		uris = append(uris, r.URI)
	}
	return uris, nil
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	path, offsets := archive(t, 3)
	r, err := warc.ReadAt(path, offsets[2], 1000)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Verify(); err != nil {
		t.Error(err)
	}
	if !r.Date.Equal(day) || r.URI != "https://jobs.example/2" || r.Type != warc.Response || r.Offset != offsets[2] {
		t.Errorf("got %+v", r)
	}
	status, header, body, err := r.HTTP()
	if err != nil || status != 200 || string(body) != strings.Repeat("pay ", 20) {
		t.Errorf("got %d %q %v", status, body, err)
	}
	want := http.Header{"Content-Type": {"text/html"}, "Content-Length": {"80"}}
	if d := cmp.Diff(want, header); d != "" {
		t.Error(d)
	}
	r.Payload[0] = 'P'
	if r.Verify() == nil {
		t.Error("a changed payload passes its digest")
	}
	uris, err := scan(path)
	if d := cmp.Diff([]string{"", "https://jobs.example/0", "https://jobs.example/1", "https://jobs.example/2"}, uris); d != "" || err != nil {
		t.Error(d, err)
	}
}

// A person reads the file with zcat, and other tools by the standard's rules.
func TestFileIsReadable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.warc.gz")
	w, err := warc.Create(path, day, map[string]string{"software": "backpay/test", "robots": "obeyed"})
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{"Content-Encoding": {"gzip"}, "Content-Length": {"7"}, "Transfer-Encoding": {"chunked"}, "Etag": {`"v1"`}}
	r := warc.NewResponse("https://jobs.example/a", day, 200, h, []byte("<p>pay</p>"))
	r.ID = "<urn:uuid:00000000-0000-4000-8000-000000000001>"
	res := warc.NewResource("file:///saved.html", day, "text/html", []byte("saved"))
	res.ID = "<urn:uuid:00000000-0000-4000-8000-000000000002>"
	for _, r := range []warc.Record{r, res} {
		if _, err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zip, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n\n")
	want := `robots: obeyed
software: backpay/test


WARC/1.1
WARC-Type: response
WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>
WARC-Date: 2026-11-23T18:00:00.123Z
WARC-Target-URI: https://jobs.example/a
WARC-Payload-Digest: sha256:300f4f839ad70b4325ee249aad0aa2cc365c6e44c118104d3289a794ef8f1fa8
Content-Type: application/http;msgtype=response
Content-Length: 162

HTTP/1.1 200 OK
Content-Length: 10
Etag: "v1"
X-Crawler-Content-Encoding: gzip
X-Crawler-Content-Length: 7
X-Crawler-Transfer-Encoding: chunked

<p>pay</p>

WARC/1.1
WARC-Type: resource
WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000002>
WARC-Date: 2026-11-23T18:00:00.123Z
WARC-Target-URI: file:///saved.html
WARC-Payload-Digest: sha256:d81c55f49c5bb0d36bc11e3966ec4efab66f8dfefbbc1761161ca9d230e5466a
Content-Type: text/html
Content-Length: 5

saved

`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWritersShareAFile(t *testing.T) {
	path, _ := archive(t, 1)
	w, err := warc.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var at [20]int64
	for i := range at {
		wg.Go(func() {
			var err error
			if at[i], err = w.Write(answer(fmt.Sprint("u", i), strings.Repeat("x", i*1000))); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for i, at := range at {
		r, err := warc.ReadAt(path, at, 1<<20)
		if err != nil || r.URI != fmt.Sprint("u", i) {
			t.Errorf("record %d at %d: %q, %v", i, at, r.URI, err)
		}
	}
	if uris, err := scan(path); len(uris) != 22 || err != nil {
		t.Errorf("scan: %d records, %v", len(uris), err)
	}
	if _, err := w.Write(answer("late", "")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("write after close: %v", err)
	}
}

func TestBadInputToWriter(t *testing.T) {
	path, _ := archive(t, 0)
	if _, err := warc.Create(path, day, nil); !errors.Is(err, os.ErrExist) {
		t.Errorf("create over a file: %v", err)
	}
	w, err := warc.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Write(answer("https://a.example/\r\nWARC-Type: metadata", "")); err == nil {
		t.Error("an address with a line break was written")
	}
}

// A crash can end the file at any byte of its last record.
func TestRepairCutsTheTail(t *testing.T) {
	path, offsets := archive(t, 3)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := int(offsets[2])
	tails := map[string][]byte{
		"zeros":              append(bytes.Clone(whole[:last]), make([]byte, 5000)...),
		"zeros in the last":  append(bytes.Clone(whole[:last+20]), make([]byte, 500)...),
		"bad checksum":       append(bytes.Clone(whole[:len(whole)-8]), make([]byte, 8)...),
		"text after the end": append(bytes.Clone(whole[:last]), "\x1f\x8b\x08 and more"...),
	}
	for n := last + 1; n < len(whole); n++ {
		tails[fmt.Sprint("cut at ", n)] = whole[:n]
	}
	for name, b := range tails {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		cut, err := warc.Repair(path)
		if err != nil || cut != int64(len(b)-last) {
			t.Fatalf("%s: cut %d of %d, %v", name, cut, len(b)-last, err)
		}
		if uris, err := scan(path); len(uris) != 3 || err != nil {
			t.Fatalf("%s: %d records left, %v", name, len(uris), err)
		}
	}
	if cut, err := warc.Repair(path); cut != 0 || err != nil {
		t.Errorf("repair of a sound file: %d, %v", cut, err)
	}
}

func TestRepairLeavesDamageInTheMiddle(t *testing.T) {
	path, offsets := archive(t, 3)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(b[offsets[0]+12:], make([]byte, 30))
	// The end of a whole file is all that is looked at; a torn end has the
	// rest read too.
	for _, c := range []struct {
		bytes []byte
		want  error
	}{{b, nil}, {b[:len(b)-3], warc.ErrDamaged}} {
		if err := os.WriteFile(path, c.bytes, 0o644); err != nil {
			t.Fatal(err)
		}
		if cut, err := warc.Repair(path); !errors.Is(err, c.want) || cut != 0 {
			t.Errorf("cut %d, %v; want %v", cut, err, c.want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, c.bytes) {
			t.Error("the file was changed")
		}
	}
}

func TestSizesAreBounded(t *testing.T) {
	testenv.Long(t)
	path, offsets := archive(t, 30)
	if _, err := warc.ReadAt(path, offsets[29], 1000); !errors.Is(err, warc.ErrTooLarge) {
		t.Errorf("a block over the limit: %v", err)
	}
	bombs := map[string]string{
		"endless header": "WARC/1.1\r\n" + strings.Repeat("a: b\r\n", 200_000),
		"endless line":   "WARC/1.1\r\nA: " + strings.Repeat("b", 1<<20),
		"huge block":     "WARC/1.1\r\nContent-Length: 9223372036854775807\r\n\r\n",
	}
	for name, text := range bombs {
		for _, err := range warc.ScanReader(zipped(text), 1<<20) {
			if !errors.Is(err, warc.ErrTooLarge) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func zipped(parts ...string) io.Reader {
	var b bytes.Buffer
	for _, s := range parts {
		zip := gzip.NewWriter(&b)
		_, _ = zip.Write([]byte(s))
		_ = zip.Close()
	}
	return &b
}

// Files of other writers: plain, several records a member, older headers.
func TestForeignFiles(t *testing.T) {
	chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\npay\r\n0\r\n\r\n"
	a := fmt.Sprintf("WARC/1.0\r\nwarc-type: response\r\nWARC-Target-URI: <http://a.example/>\r\ncontent-length: %d\r\n\r\n%s\r\n\r\n", len(chunked), chunked)
	b := "WARC/1.0\r\nWARC-Type: resource\r\nX-Note: one\r\n two\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"
	for name, in := range map[string]io.Reader{
		"plain":           strings.NewReader(a + b),
		"one member":      zipped(a + b),
		"a member each":   zipped(a, b),
		"plain then gzip": io.MultiReader(strings.NewReader(a), zipped(b)),
	} {
		var got []string
		for r, err := range warc.ScanReader(in, 1000) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			body := r.Payload
			if r.Type == warc.Response {
				if _, _, body, err = r.HTTP(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			got = append(got, r.Type+" "+r.URI+" "+string(body))
		}
		if d := cmp.Diff([]string{"response http://a.example/ pay", "resource  abc"}, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func FuzzScan(f *testing.F) {
	path, _ := archive(f, 2)
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)-9])
	f.Add([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		const limit = 1 << 16
		last := int64(-1)
		for r, err := range warc.ScanReader(bytes.NewReader(b), limit) {
			if r.Offset < last || r.Offset > int64(len(b)) {
				t.Fatalf("offset %d after %d of %d bytes", r.Offset, last, len(b))
			}
			last = r.Offset
			if err != nil {
				continue
			}
			if len(r.Head)+len(r.Payload) > limit {
				t.Fatalf("a block of %d bytes", len(r.Head)+len(r.Payload))
			}
			if r.Type == warc.Response {
				_, _, _, _ = r.HTTP()
			}
		}
	})
}

// A payload that is too large to be held beside its compressed form is written
// like the others, and records after it stand where they are said to.
func TestLargeRecord(t *testing.T) {
	testenv.Long(t)
	path := filepath.Join(t.TempDir(), "large.warc.gz")
	w, err := warc.Create(path, day, nil)
	if err != nil {
		t.Fatal(err)
	}
	body := bytes.Repeat([]byte("title,company,pay\n"), 33<<20/18)
	first, err := w.Write(warc.NewResource("file:jobs.csv", day, "text/csv", body))
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.Write(warc.NewResource("file:more.csv", day, "text/csv", []byte("more")))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := warc.ReadAt(path, first, int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Verify(); err != nil || !bytes.Equal(r.Payload, body) {
		t.Errorf("%d bytes of %d are read, %v", len(r.Payload), len(body), err)
	}
	if r, err := warc.ReadAt(path, second, 10); err != nil || string(r.Payload) != "more" {
		t.Errorf("the record after it is %q, %v", r.Payload, err)
	}
}
