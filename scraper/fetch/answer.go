package fetch

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"backpay/scraper"
)

// Unchanged is the header, with the value "1", of an answer that the server
// confirmed by a 304 and whose earlier 200 was replayed from the archive.
const Unchanged = "X-Backpay-Unchanged"

// Memory knows earlier answers.
type Memory interface {
	// LastFetch returns the latest good answer (status 200, kept in the
	// archive) to a GET of url for source, and whether there is one. url is
	// as Options.Redact made it.
	LastFetch(ctx context.Context, source, url string) (scraper.Fetch, bool, error)
}

// answerLayer asks conditionally where an earlier answer is known, keeps what
// comes in the archive, reports it, and hands it on in UTF-8.
type answerLayer struct {
	memory  Memory   // may be nil
	archive *Archive // may be nil
	now     func() time.Time
	redact  func(string) string
	next    http.RoundTripper
}

func (l *answerLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	scope, _ := scopeOf(req.Context())
	f := scraper.Fetch{URL: l.redact(req.URL.String()), Source: scope.Source}
	last, known, err := l.last(req, f)
	if err != nil {
		return nil, err
	}
	ask := req
	if known {
		ask = conditional(req, last)
	}
	resp, err := l.next.RoundTrip(ask)
	if err != nil {
		return nil, err
	}
	if known && resp.StatusCode == http.StatusNotModified {
		if old, err := l.archive.load(last); err == nil && old.StatusCode == http.StatusOK {
			return l.replay(req, resp, old, f, last), nil
		}
		// What was confirmed can't be read: have it anew.
		if resp, err = l.next.RoundTrip(req); err != nil {
			return nil, err
		}
	}
	f.Status, f.FetchedAt = resp.StatusCode, l.now()
	f.ETag, f.LastModified = resp.Header.Get("Etag"), resp.Header.Get("Last-Modified")
	body := bodyOf(resp)
	if l.archive != nil {
		if err := l.archive.Append(&f, resp.Header, body); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrLocal, err)
		}
	} else {
		f.SHA256, f.Bytes = sum(body), int64(len(body))
	}
	report(req.Context(), f)
	resp.Request = req
	inUTF8(resp, body)
	return resp, nil
}

// last looks for an earlier answer that can be asked to be confirmed.
func (l *answerLayer) last(req *http.Request, f scraper.Fetch) (scraper.Fetch, bool, error) {
	if l.memory == nil || l.archive == nil || req.Method != http.MethodGet ||
		req.Body != nil && req.Body != http.NoBody {
		return scraper.Fetch{}, false, nil
	}
	for _, name := range []string{"Range", "If-None-Match", "If-Modified-Since"} {
		if req.Header.Get(name) != "" { // the caller's own affair
			return scraper.Fetch{}, false, nil
		}
	}
	last, ok, err := l.memory.LastFetch(req.Context(), f.Source, f.URL)
	if err != nil {
		return scraper.Fetch{}, false, fmt.Errorf("%s: %w: earlier answer: %w", clip(f.URL), ErrLocal, err)
	}
	ok = ok && last.Status == http.StatusOK && last.File != "" && (sendable(last.ETag) || sendable(last.LastModified))
	return last, ok, nil
}

// sendable tells a validator that may stand in a header.
func sendable(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0
}

func conditional(req *http.Request, last scraper.Fetch) *http.Request {
	ask := req.Clone(req.Context())
	if sendable(last.ETag) {
		ask.Header.Set("If-None-Match", last.ETag)
	}
	if sendable(last.LastModified) {
		ask.Header.Set("If-Modified-Since", last.LastModified)
	}
	return ask
}

// replay turns a 304 into the earlier answer.
func (l *answerLayer) replay(req *http.Request, resp, old *http.Response, f, last scraper.Fetch) *http.Response {
	f.Status, f.FetchedAt, f.NotModified = http.StatusNotModified, l.now(), true
	f.ETag, f.LastModified = last.ETag, last.LastModified
	f.SHA256, f.Bytes, f.File, f.Offset = last.SHA256, last.Bytes, last.File, last.Offset
	report(req.Context(), f)
	// RFC 9111, 3.2: what the 304 says anew is true of the stored answer,
	// but for what describes the bytes.
	for _, name := range []string{"Date", "Etag", "Last-Modified", "Expires", "Cache-Control"} {
		if v, ok := resp.Header[name]; ok {
			old.Header[name] = v
		}
	}
	old.Header.Set(Unchanged, "1")
	old.Request = req
	return old
}
