package fetch

import (
	"cmp"
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
	// as Options.Redact made it. Reader is set where all that the answer
	// brought stands as it was read.
	LastFetch(ctx context.Context, source, url string) (scraper.Fetch, bool, error)
}

// typeOf is the type that an answer was read as, as Fetch.Reader ends with it.
func typeOf(h http.Header) string { return strings.ToLower(clip(h.Get("Content-Type"))) }

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
	ask, asked := req, known && (sendable(last.ETag) || sendable(last.LastModified))
	if asked {
		ask = conditional(req, last)
	}
	reader, kind, _ := strings.Cut(last.Reader, " ")
	read := known && reader != "" && reader == scope.Reader && l.archive.holds(last)
	resp, err := l.next.RoundTrip(ask)
	if err != nil {
		return nil, err
	}
	if asked && resp.StatusCode == http.StatusNotModified {
		if read {
			f.FetchedAt, f.Same, f.Requests = l.now(), true, last.Requests
			repeat(&f, last)
			return unread(req, resp, f), nil
		}
		if old, err := l.archive.load(last); err == nil && old.StatusCode == http.StatusOK {
			if scope.Reader != "" {
				f.Reader = scope.Reader + " " + cmp.Or(kind, typeOf(old.Header))
			}
			return l.replay(req, resp, old, f, last), nil
		}
		// What was confirmed can't be read: have it anew.
		f.Lost = last.ID
		if resp, err = l.next.RoundTrip(req); err != nil {
			return nil, err
		}
	}
	f.Status, f.FetchedAt = resp.StatusCode, l.now()
	f.ETag, f.LastModified = resp.Header.Get("Etag"), resp.Header.Get("Last-Modified")
	body := bodyOf(resp)
	if known && !l.archive.holds(last) {
		f.Lost = last.ID
	}
	if known && resp.StatusCode == http.StatusOK && last.Reader != "" && kind == typeOf(resp.Header) &&
		last.SHA256 == sum(body) && l.archive.holds(last) {
		// The bytes are kept already.
		f.SHA256, f.Bytes, f.File, f.Offset, f.Earlier = last.SHA256, last.Bytes, last.File, last.Offset, last.ID
		if f.Same = read; read {
			f.Requests = last.Requests
			return unread(req, resp, f), nil
		}
	} else if err := l.keep(&f, resp.Header, body, packedOf(resp)); err != nil {
		return nil, err
	}
	if scope.Reader != "" && resp.StatusCode == http.StatusOK {
		f.Reader = scope.Reader + " " + typeOf(resp.Header)
	}
	report(req.Context(), f)
	resp.Request = req
	inUTF8(resp, body)
	return resp, nil
}

// keep puts an answer into the archive; packed is as Append takes it.
func (l *answerLayer) keep(f *scraper.Fetch, header http.Header, body, packed []byte) error {
	if l.archive == nil {
		f.SHA256, f.Bytes = sum(body), int64(len(body))
		return nil
	}
	if err := l.archive.Append(f, header, body, packed); err != nil {
		return fmt.Errorf("%w: %w", ErrLocal, err)
	}
	return nil
}

// unread is an answer that nothing has to read.
func unread(req *http.Request, resp *http.Response, f scraper.Fetch) *http.Response {
	report(req.Context(), f)
	resp.StatusCode, resp.Request = http.StatusOK, req
	resp.Status = "200 OK"
	resp.Header.Set(Unchanged, "1")
	setBody(resp, nil)
	describe(resp, 0)
	return resp
}

// repeat makes f, a 304, name the bytes of the answer that it confirms.
func repeat(f *scraper.Fetch, last scraper.Fetch) {
	f.Status, f.NotModified, f.Earlier = http.StatusNotModified, true, last.ID
	f.ETag, f.LastModified = last.ETag, last.LastModified
	f.SHA256, f.Bytes, f.File, f.Offset = last.SHA256, last.Bytes, last.File, last.Offset
}

// last looks for an earlier answer that this one may repeat.
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
	return last, ok && last.Status == http.StatusOK && last.File != "", nil
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
	f.FetchedAt = l.now()
	repeat(&f, last)
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
