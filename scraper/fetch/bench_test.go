package fetch

import (
	"io"
	"net/http"
	"testing"
)

// The layers' own cost is the difference between these two: a small page,
// known from before, confirmed or not.
func BenchmarkTransport(b *testing.B) {
	for name, change := range map[string]bool{"changed": true, "unchanged": false} {
		b.Run(name, func(b *testing.B) {
			archive, known := newArchive(b), memory{}
			r := newRig(b, Options{Memory: known, Archive: archive}, small(change))
			if _, _, err := r.get(b, "/job"); err != nil {
				b.Fatal(err)
			}
			known.learn(r.got)
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := r.get(b, "/job"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkBareTransport(b *testing.B) {
	r := newRig(b, Options{}, small(true))
	b.ReportAllocs()
	for b.Loop() {
		resp, err := r.base.RoundTrip(r.request(b, "/job"))
		if err == nil {
			_, err = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func small(change bool) http.HandlerFunc {
	body := []byte(page("Backend engineer", "<p>Base pay from 100,000 to 130,000 dollars a year, at a company we made up."))
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Etag", `"v1"`)
		if !change && req.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(body)
	}
}
