package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
)

// memory is a Memory of what was recorded.
type memory map[string]scraper.Fetch

func (m memory) LastFetch(_ context.Context, source, url string) (scraper.Fetch, bool, error) {
	f, ok := m[source+" "+url]
	return f, ok, nil
}

func (m memory) learn(list []scraper.Fetch) {
	for _, f := range list {
		if f.Status == 200 && !f.NotModified {
			m[f.Source+" "+f.URL] = f
		}
	}
}

func newArchive(t testing.TB) *Archive {
	t.Helper()
	a, err := OpenArchive(filepath.Join(t.TempDir(), "archive"), start)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func TestConditionalRequest(t *testing.T) {
	archive, known := newArchive(t), memory{}
	var version, asked string
	r := newRig(t, Options{Memory: known, Archive: archive}, func(w http.ResponseWriter, req *http.Request) {
		asked = req.Header.Get("If-None-Match") + " " + req.Header.Get("If-Modified-Since")
		w.Header().Set("Etag", version)
		w.Header().Set("Last-Modified", start.Format(http.TimeFormat))
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		w.Header().Set("Link", "</2>; rel=next")
		if req.Header.Get("If-None-Match") == version {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, "<p>\xa3 100 "+version)
	})
	version = `"v1"`
	first, body1, err := r.get(t, "/job")
	if err != nil || asked != " " {
		t.Fatalf("%v; asked with %q", err, asked)
	}
	known.learn(r.got)
	again, body2, err := r.get(t, "/job")
	if err != nil || asked != `"v1" `+start.Format(http.TimeFormat) {
		t.Fatalf("%v; asked with %q", err, asked)
	}
	if again.StatusCode != 200 || body2 != body1 || body2 != `<p>£ 100 "v1"` || again.Header.Get(Unchanged) != "1" {
		t.Errorf("replayed %+v %q", again, body2)
	}
	for _, name := range []string{"Content-Type", "Content-Length", "Link", "Etag"} {
		if again.Header.Get(name) != first.Header.Get(name) || first.Header.Get(name) == "" {
			t.Errorf("%s was %q, is %q", name, first.Header.Get(name), again.Header.Get(name))
		}
	}
	old, f := r.got[0], r.got[1]
	if !f.NotModified || f.Status != 304 || f.File != old.File || f.Offset != old.Offset || f.SHA256 != old.SHA256 || f.Bytes != old.Bytes || f.ETag != `"v1"` {
		t.Errorf("recorded %+v after %+v", f, old)
	}
	version = `"v2"`
	resp, body, err := r.get(t, "/job")
	if err != nil || !strings.HasSuffix(body, `"v2"`) || resp.Header.Get(Unchanged) != "" || r.got[2].NotModified {
		t.Errorf("changed: %q, %+v, %v", body, r.got[2], err)
	}
}

// What the server confirms but can't be read is fetched anew.
func TestConditionalWithoutBytes(t *testing.T) {
	archive, known := newArchive(t), memory{}
	asked := 0
	r := newRig(t, Options{Memory: known, Archive: archive}, func(w http.ResponseWriter, req *http.Request) {
		asked++
		w.Header().Set("Etag", `"v1"`)
		if req.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, "pay")
	})
	if _, _, err := r.get(t, "/job"); err != nil {
		t.Fatal(err)
	}
	good := r.got[0]
	for name, f := range map[string]scraper.Fetch{
		"file gone":    {File: "backpay-gone.warc.gz"},
		"outside":      {File: "../secret"},
		"wrong offset": {File: good.File, Offset: good.Offset + 1},
		"other bytes":  {File: good.File, Offset: good.Offset, SHA256: strings.Repeat("0", 64)},
		"no answer":    {File: good.File, Offset: 0},
	} {
		f.ID, f.Source, f.URL, f.Status, f.ETag = 7, good.Source, good.URL, 200, `"v1"`
		known.learn([]scraper.Fetch{f})
		asked = 0
		resp, body, err := r.get(t, "/job")
		if err != nil || body != "pay" || asked != 2 || resp.Header.Get(Unchanged) != "" || r.got[len(r.got)-1].NotModified {
			t.Errorf("%s: %q after %d requests, %v", name, body, asked, err)
		}
		if lost := r.got[len(r.got)-1].Lost; lost != 7 {
			t.Errorf("%s: in place of answer %d, want 7", name, lost)
		}
	}
}

func TestUnconditional(t *testing.T) {
	archive, known := newArchive(t), memory{}
	r := newRig(t, Options{Memory: known, Archive: archive}, func(_ http.ResponseWriter, req *http.Request) {
		if v := req.Header.Get("If-None-Match"); v != "" && v != `"mine"` {
			t.Errorf("%s asked with %q", req.Method, v)
		}
	})
	f := scraper.Fetch{Source: "lever", URL: r.server.URL + "/job", File: "f", Status: 200}
	for _, change := range []func(*scraper.Fetch, *http.Request){
		func(f *scraper.Fetch, _ *http.Request) { f.ETag = "" },
		func(f *scraper.Fetch, _ *http.Request) { f.ETag = "\"a\r\nX: y" },
		func(f *scraper.Fetch, _ *http.Request) { f.Status = 404 },
		func(f *scraper.Fetch, _ *http.Request) { f.Source = "ashby" },
		func(_ *scraper.Fetch, req *http.Request) { req.Method = http.MethodPost },
		func(_ *scraper.Fetch, req *http.Request) { req.Header.Set("If-None-Match", `"mine"`) },
	} {
		last, req := f, r.request(t, "/job")
		last.ETag = `"v1"`
		change(&last, req)
		clear(known)
		known[last.Source+" "+last.URL] = last
		if _, err := r.RoundTrip(req); err != nil {
			t.Error(err)
		}
	}
}

type brokenMemory struct{}

func (brokenMemory) LastFetch(context.Context, string, string) (scraper.Fetch, bool, error) {
	return scraper.Fetch{}, false, io.ErrClosedPipe
}

func TestMemoryThatFails(t *testing.T) {
	r := newRig(t, Options{Memory: brokenMemory{}, Archive: newArchive(t)}, func(http.ResponseWriter, *http.Request) {})
	if _, _, err := r.get(t, "/"); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v", err)
	}
}

func TestArchiveThatFails(t *testing.T) {
	archive := newArchive(t)
	if err := os.RemoveAll(archive.dir); err != nil {
		t.Fatal(err)
	}
	r := newRig(t, Options{Archive: archive}, func(http.ResponseWriter, *http.Request) {})
	if _, _, err := r.get(t, "/"); !errors.Is(err, os.ErrNotExist) || len(r.got) != 0 {
		t.Errorf("%v, recorded %v", err, r.got)
	}
}

func TestArchiveOfFiles(t *testing.T) {
	a := newArchive(t)
	for name, content := range map[string]string{"saved.html": "<html><p>\xa3 100", "odd\nname.json": `{"a":"£"}`, "x.xlsx": "PK\x03\x04\xff"} {
		file, offset, err := a.Keep("", name, &scraper.Page{FetchedAt: start, Body: []byte(content)})
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		utf8 := ToUTF8([]byte(content), "")
		for _, hash := range []string{"", sum([]byte(content)), sum(utf8)} {
			body, _, err := a.Load(scraper.Fetch{File: file, Offset: offset, SHA256: hash})
			if err != nil || string(body) != string(utf8) {
				t.Errorf("%q: %q, %v", name, body, err)
			}
		}
	}
}

// A large page is archived from where it lies, and as if it had been held; one that
// has become another since leaves nothing.
func TestArchiveOfLargeFiles(t *testing.T) {
	a := newArchive(t)
	body := []byte(strings.Repeat("name,pay\n", 1000))
	page := &scraper.Page{FetchedAt: start, Body: body[:9]}
	sha, size := (&scraper.Page{Body: body}).Sum()
	page.Large = &scraper.Large{SHA256: sha, Size: size, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(body)), nil
	}}
	file, offset, err := a.Keep("", "large.csv", page)
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := a.Load(scraper.Fetch{File: file, Offset: offset, SHA256: sha})
	if err != nil || !bytes.Equal(got, body) {
		t.Errorf("%d bytes, want %d (%v)", len(got), len(body), err)
	}
	page.Large.Size++
	if _, _, err := a.Keep("", "large.csv", page); err == nil {
		t.Error("a file of another size is kept")
	}
	if _, next, err := a.Keep("", "small.csv", &scraper.Page{FetchedAt: start, Body: body[:9]}); err != nil || next <= offset {
		t.Errorf("the next record: at %d, %v", next, err)
	}
}

// A crash leaves half a record; the next start cuts it and goes on.
func TestArchiveAfterACrash(t *testing.T) {
	a := newArchive(t)
	var kept []scraper.Fetch
	for range 2 {
		f := scraper.Fetch{URL: "http://a.example/", Status: 200, FetchedAt: start}
		if err := a.Append(&f, http.Header{}, []byte("pay"), nil); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, f)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(a.dir, a.name)
	if err := os.Truncate(path, kept[1].Offset+40); err != nil {
		t.Fatal(err)
	}
	next, err := OpenArchive(a.dir, start)
	if err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(path); err != nil || st.Size() != kept[1].Offset {
		t.Errorf("%v, %v", st, err)
	}
	if body, _, err := next.Load(kept[0]); err != nil || string(body) != "pay" {
		t.Errorf("%q, %v", body, err)
	}
	if _, _, err := next.Load(kept[1]); err == nil {
		t.Error("half a record was read")
	}
	// Even the first record may be broken; then nothing is left to keep.
	if err := os.Truncate(path, 30); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenArchive(a.dir, start); err != nil {
		t.Error(err)
	}
	if files, err := next.files(); err != nil || len(files) != 0 {
		t.Errorf("%d files are left, %v", len(files), err)
	}
}

// Old files are those of ours that bear an old date; what is needed of one is
// moved into this run's file, and reads as before.
func TestOldFiles(t *testing.T) {
	a := newArchive(t)
	kept := scraper.Fetch{URL: "http://a.example/", Status: 200, FetchedAt: start}
	lost := kept
	for _, f := range []*scraper.Fetch{&lost, &kept} {
		if err := a.Append(f, http.Header{"Content-Type": {"text/plain"}}, []byte("pay"), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"backpay-20279999T000000Z-dd.warc.gz", "notes.txt", "other-20250101T000000Z-aa.warc.gz"} {
		if err := os.WriteFile(filepath.Join(a.dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	next, err := OpenArchive(a.dir, start.AddDate(0, 0, 401))
	if err != nil {
		t.Fatal(err)
	}
	for days, want := range map[int]int{400: 1, 402: 0} {
		if old, err := next.OlderThan(time.Duration(days) * 24 * time.Hour); err != nil || len(old) != want || want == 1 && old[kept.File] == 0 {
			t.Errorf("older than %d days: %v, %v", days, old, err)
		}
	}
	was := kept.File
	if err := next.Move(&kept); err != nil || kept.File == was {
		t.Fatalf("moved to %s, %v", kept.File, err)
	}
	if err := next.Remove([]string{was}); err != nil {
		t.Fatal(err)
	}
	if body, _, err := next.Load(kept); err != nil || string(body) != "pay" {
		t.Errorf("moved: %q, %v", body, err)
	}
	if _, _, err := next.Load(lost); err == nil {
		t.Error("a removed answer was read")
	}
	for _, name := range []string{kept.File, "notes.txt", "../x", ""} {
		if err := next.Remove([]string{name}); err == nil {
			t.Errorf("%q was removed", name)
		}
	}
}

// One bad record in an old file keeps nobody from the others.
func TestArchiveWithADamagedRecord(t *testing.T) {
	a := newArchive(t)
	var kept [3]scraper.Fetch
	for i := range kept {
		kept[i] = scraper.Fetch{URL: "http://a.example/", Status: 200, FetchedAt: start}
		if err := a.Append(&kept[i], http.Header{}, []byte("pay"), nil); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(a.dir, a.name)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(b[kept[1].Offset+12:], make([]byte, 30))
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	next, err := OpenArchive(a.dir, start)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range kept {
		if _, _, err := next.Load(f); (err == nil) != (i != 1) {
			t.Errorf("record %d: %v", i, err)
		}
	}
}

// What the same reader has read of the same bytes comes without them; another
// reader gets them, from the archive or as they came.
func TestReadOnce(t *testing.T) {
	archive, known := newArchive(t), memory{}
	etag, body, kind := `"v1"`, "pay", "text/html"
	r := newRig(t, Options{Memory: known, Archive: archive}, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Etag", etag)
		w.Header().Set("Content-Type", kind)
		if req.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, body)
	})
	led := []scraper.Request{{URL: "https://jobs.example/2"}}
	get := func(reader string) (string, scraper.Fetch) {
		req := r.request(t, "/job")
		scope, _ := scopeOf(req.Context())
		scope.Reader = reader
		resp, err := r.RoundTrip(req.WithContext(WithScope(req.Context(), scope)))
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp, err)
		}
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		f := r.got[len(r.got)-1]
		last := known[f.Source+" "+f.URL]
		f.ID, f.Requests, last.Requests = last.ID+1, led, led
		if f.NotModified { // the row of the bytes is the earlier one
			last.Reader = f.Reader
			if f.Same {
				last.Reader = known[f.Source+" "+f.URL].Reader
			}
			known[f.Source+" "+f.URL] = last
		} else {
			if f.Same {
				f.Reader = last.Reader
			}
			known[f.Source+" "+f.URL] = f
		}
		return string(b), r.got[len(r.got)-1]
	}
	first, f := get("a")
	if first != "pay" || f.Same || f.Reader != "a text/html" {
		t.Fatalf("first: %q, %+v", first, f)
	}
	for _, c := range []struct {
		name, reader, etag, body, kind string
		want                           string
		same, kept                     bool // kept: no new record in the archive
	}{
		{"304", "a", `"v1"`, "pay", "text/html", "", true, true},
		{"304, another reader", "b", `"v1"`, "pay", "text/html", "pay", false, true},
		{"the same bytes", "b", `"v2"`, "pay", "text/html", "", true, true},
		{"the same bytes, another reader", "c", `"v3"`, "pay", "text/html", "pay", false, true},
		{"the same bytes, another type", "c", `"v4"`, "pay", "text/html; charset=utf-8", "pay", false, false},
		{"other bytes", "c", `"v5"`, "more pay", "text/html; charset=utf-8", "more pay", false, false},
		{"no reader", "", `"v5"`, "more pay", "text/html; charset=utf-8", "more pay", false, true},
	} {
		before := known["lever "+r.server.URL+"/job"]
		etag, body, kind = c.etag, c.body, c.kind
		got, f := get(c.reader)
		kept := f.Offset == before.Offset && f.File == before.File
		if got != c.want || f.Same != c.same || kept != c.kept || f.Same && f.Earlier != before.ID || f.SHA256 != sum([]byte(body)) ||
			f.Same != (len(f.Requests) > 0) {
			t.Errorf("%s: %q, want %q; kept %v, %+v", c.name, got, c.want, kept, f)
		}
	}
	// Bytes that are gone are asked for again.
	if err := os.Remove(filepath.Join(archive.dir, archive.name)); err != nil {
		t.Fatal(err)
	}
	if got, f := get("c"); got != "more pay" || f.Same {
		t.Errorf("without the archive's file: %q, %+v", got, f)
	}
}
