package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func packed(coding string, text []byte) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	default:
		w, _ = flate.NewWriter(&b, 5)
	}
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Bytes()
}

func TestDecompress(t *testing.T) {
	text := []byte("<p>median base pay</p>")
	for _, c := range []struct {
		name, coding string
		body         []byte
		err          error
	}{
		{"plain", "", text, nil},
		{"identity", "identity", text, nil},
		{"gzip", "gzip", packed("gzip", text), nil},
		{"x-gzip", "X-GZIP", packed("gzip", text), nil},
		{"zlib", "deflate", packed("zlib", text), nil},
		{"bare deflate", "deflate", packed("flate", text), nil},
		{"twice", "deflate, gzip", packed("gzip", packed("zlib", text)), nil},
		{"announced, not done", "gzip", text, nil},
		{"not asked for", "br", text, ErrEncoding},
		{"too often", "gzip,gzip,gzip,gzip", text, ErrEncoding},
		{"truncated", "gzip", packed("gzip", text)[:20], io.ErrUnexpectedEOF},
		{"checksum", "gzip", append(packed("gzip", text)[:len(packed("gzip", text))-8], make([]byte, 8)...), ErrEncoding},
		{"broken header", "gzip", []byte("\x1f\x8b\x00\x00\x00\x00\x00\x00\x00\x00\x00"), ErrEncoding},
		{"broken stream", "deflate", []byte("\xff\xff\xff\xff\xff"), ErrEncoding},
		{"no stream", "gzip", nil, nil},
	} {
		r := newRig(t, Options{}, func(w http.ResponseWriter, req *http.Request) {
			if ae := req.Header.Get("Accept-Encoding"); ae != "gzip, deflate" {
				t.Errorf("Accept-Encoding %q", ae)
			}
			if c.coding != "" {
				w.Header().Set("Content-Encoding", c.coding)
			}
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(c.body)
		})
		resp, body, err := r.get(t, "/")
		if !errors.Is(err, c.err) {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil {
			continue
		}
		want := string(text)
		if c.body == nil {
			want = ""
		}
		if body != want || resp.Header.Get("Content-Encoding") != "" || resp.ContentLength != int64(len(want)) || !resp.Uncompressed {
			t.Errorf("%s: %q, %+v", c.name, body, resp)
		}
	}
}

// A file that is itself gzip is unpacked, so that a sitemap is XML.
func TestGzipFile(t *testing.T) {
	xml := `<?xml version="1.0"?><urlset></urlset>`
	r := newRig(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-gzip")
		_, _ = w.Write(packed("gzip", []byte(xml)))
	})
	resp, body, err := r.get(t, "/sitemap.xml.gz")
	if err != nil || body != xml || resp.Header.Get("Content-Type") != "text/xml; charset=utf-8" {
		t.Errorf("%q %v %v", body, resp, err)
	}
}

func TestBodyAtTheLimit(t *testing.T) {
	for size, want := range map[int]error{99: nil, 100: nil, 101: ErrTooLarge} {
		for _, gz := range []bool{false, true} {
			for _, flush := range []bool{false, true} {
				r := newRig(t, Options{MaxBody: 100}, func(w http.ResponseWriter, _ *http.Request) {
					b := bytes.Repeat([]byte("x"), size)
					if gz {
						w.Header().Set("Content-Encoding", "gzip")
						b = packed("gzip", b)
					}
					if flush { // chunks, and no Content-Length
						w.(http.Flusher).Flush()
					}
					_, _ = w.Write(b)
				})
				_, body, err := r.get(t, "/")
				if !errors.Is(err, want) || err == nil && len(body) != size {
					t.Errorf("%d bytes, gzip %v, chunked %v: got %d, %v", size, gz, flush, len(body), err)
				}
			}
		}
	}
}

// What is too large for memory at first comes back whole.
func TestGather(t *testing.T) {
	for _, size := range []int{0, 1, spoolAt - 1, spoolAt, spoolAt + 1, 3*spoolAt + 7} {
		want := bytes.Repeat([]byte("pay by the hour "), size/16+1)[:size]
		for _, hint := range []int64{-1, 10, int64(size)} {
			got, err := gather(t.Context(), bytes.NewReader(want), hint)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes, hint %d: got %d, %v", size, hint, len(got), err)
			}
		}
		half := io.MultiReader(bytes.NewReader(want), iotest.ErrReader(io.ErrUnexpectedEOF))
		if _, err := gather(t.Context(), half, -1); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d bytes and an error: %v", size, err)
		}
	}
}

// Bodies without end cost little memory, however large the limit: a bomb, a stream, and
// empty gzip members that never give a byte.
func TestHostileBodies(t *testing.T) {
	const limit = 16 << 20
	member := packed("gzip", nil)
	zeros := make([]byte, 64<<10)
	for name, send := range map[string]func(w http.ResponseWriter){
		"a gigabyte": func(w http.ResponseWriter) {
			for range 1 << 14 {
				if _, err := w.Write(zeros); err != nil {
					return
				}
			}
		},
		"a gigabyte, said before": func(w http.ResponseWriter) { w.Header().Set("Content-Length", "1073741824") },
		"a bomb": func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			zip := gzip.NewWriter(w)
			for range 1 << 14 {
				if _, err := zip.Write(zeros); err != nil {
					return
				}
			}
			_ = zip.Close()
		},
		"empty members": func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			many := bytes.Repeat(member, 1000)
			for {
				if _, err := w.Write(many); err != nil {
					return
				}
			}
		},
	} {
		most := int64(limit)
		if name == "empty members" {
			most = limit / 16 // of the wire; it is slow to unpack
		}
		r := newRig(t, Options{MaxBody: most}, func(w http.ResponseWriter, _ *http.Request) { send(w) })
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := r.get(t, "/")
		runtime.ReadMemStats(&after)
		if !errors.Is(err, ErrTooLarge) || len(r.clock.slept) > 0 {
			t.Errorf("%s: %v, retried after %v", name, err, r.clock.slept)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > limit {
			t.Errorf("%s: %d bytes were allocated", name, n)
		}
	}
}

// A byte now and then does not keep a request alive for ever.
func TestSlowBodyEnds(t *testing.T) {
	r := newRig(t, Options{Timeout: 30 * time.Millisecond, Attempts: 1}, func(w http.ResponseWriter, req *http.Request) {
		for req.Context().Err() == nil {
			_, _ = io.WriteString(w, ".")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	if _, _, err := r.get(t, "/"); err == nil || !strings.Contains(err.Error(), "no whole answer within 30ms") {
		t.Errorf("%v", err)
	}
}

func TestHeadHasNoBody(t *testing.T) {
	r := newRig(t, Options{MaxBody: 10}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", "5000")
	})
	req := r.request(t, "/")
	req.Method = http.MethodHead
	if resp, err := r.RoundTrip(req); err != nil || resp.Header.Get("Content-Length") != "5000" {
		t.Errorf("%+v, %v", resp, err)
	}
}

// A source that needs more than others has a larger limit, for itself alone.
func TestBodyAtTheLimitOfTheSource(t *testing.T) {
	r := newRig(t, Options{MaxBody: 100}, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(bytes.Repeat([]byte("x"), 250))
	})
	for most, want := range map[int64]error{0: ErrTooLarge, 50: ErrTooLarge, 249: ErrTooLarge, 250: nil} {
		req := r.request(t, "/")
		scope, _ := scopeOf(req.Context())
		scope.MaxBody = most
		resp, err := r.RoundTrip(req.WithContext(WithScope(req.Context(), scope)))
		if !errors.Is(err, want) || err == nil && resp.ContentLength != 250 {
			t.Errorf("limit %d: %v, want %v", most, err, want)
		}
	}
}
