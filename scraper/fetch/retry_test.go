package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRetryWhatPasses(t *testing.T) {
	for _, c := range []struct {
		name   string
		bad    func(w http.ResponseWriter) // what the server does at first
		times  int
		tries  int
		status int
		err    error
	}{
		{"429", status(429), 1, 2, 200, nil},
		{"500", status(500), 2, 3, 200, nil},
		{"502", status(502), 3, 4, 200, nil},
		{"503 for ever", status(503), 9, 4, 503, nil},
		{"504", status(504), 1, 2, 200, nil},
		{"404", status(404), 9, 1, 404, nil},
		{"501", status(501), 9, 1, 501, nil},
		{"reset", reset, 2, 3, 200, nil},
		{"reset for ever", reset, 9, 4, 0, io.EOF},
		{"truncated", truncated, 1, 2, 200, nil},
		{"truncated for ever", truncated, 9, 4, 0, io.ErrUnexpectedEOF},
		{"challenge", challenged, 9, 1, 503, nil},
	} {
		tries := 0
		r := newRig(t, Options{}, func(w http.ResponseWriter, req *http.Request) {
			if tries++; tries <= c.times {
				c.bad(w)
				return
			}
			_, _ = io.WriteString(w, "pay")
		})
		// An unused connection that was closed is retried by net/http itself.
		r.base.DisableKeepAlives = true
		resp, body, err := r.get(t, "/")
		if tries != c.tries || !errors.Is(err, c.err) || err == nil && resp.StatusCode != c.status || c.status == 200 && body != "pay" {
			t.Errorf("%s: %d tries, %v %q, %v", c.name, tries, resp, body, err)
		}
		if len(r.clock.slept) != c.tries-1 {
			t.Errorf("%s: slept %v", c.name, r.clock.slept)
		}
	}
}

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { w.WriteHeader(code) }
}

func reset(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	conn.Close()
}

func truncated(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "100")
	_, _ = io.WriteString(w, "pa")
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

func challenged(w http.ResponseWriter) {
	w.Header().Set("Cf-Mitigated", "challenge")
	w.WriteHeader(503)
}

func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		header string
		slept  time.Duration // at least, and at most a quarter more
		later  time.Duration
	}{
		{"20", 20 * time.Second, 0},
		{start.Add(30 * time.Second).Format(http.TimeFormat), 30 * time.Second, 0},
		{start.Add(-time.Hour).Format(http.TimeFormat), time.Second / 2, 0},
		{"-5", time.Second / 2, 0},
		{"soon", time.Second / 2, 0},
		{"3600", 0, time.Hour},
		{"99999999999999", 0, 100 * 365 * 24 * time.Hour},
		{start.Add(4 * time.Minute).Format(http.TimeFormat), 0, 4 * time.Minute},
	} {
		tries := 0
		r := newRig(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
			if tries++; tries == 1 {
				w.Header().Set("Retry-After", c.header)
				w.WriteHeader(429)
			}
		})
		_, _, err := r.get(t, "/")
		if c.later == 0 {
			if total := r.clock.Now().Sub(start); err != nil || total < c.slept || total > 2*c.slept {
				t.Errorf("%s: slept %s, %v", c.header, total, err)
			}
			continue
		}
		later, ok := errors.AsType[*LaterError](err)
		if !ok || !errors.Is(err, ErrLater) || later.After != c.later || later.Status != 429 || len(r.clock.slept) > 0 {
			t.Errorf("%s: %v, slept %v", c.header, err, r.clock.slept)
		}
		// The host is left alone without being asked again.
		if _, _, err := r.get(t, "/other"); !errors.Is(err, ErrLater) || tries != 1 {
			t.Errorf("%s: the next request: %v after %d tries", c.header, err, tries)
		}
	}
}

func TestBackoffGrowsWithJitter(t *testing.T) {
	random := 0.0
	l := &retryLayer{random: func() float64 { return random }}
	for try, want := range map[int]time.Duration{1: 500 * time.Millisecond, 2: time.Second, 3: 2 * time.Second, 6: 15 * time.Second, 1000: 15 * time.Second} {
		random = 0
		low := l.backoff(try)
		random = 0.999999
		if high := l.backoff(try); low != want || high <= low || high > 2*low {
			t.Errorf("try %d: %s to %s", try, low, high)
		}
	}
}

func TestRequestBodyIsSentAgain(t *testing.T) {
	tries := 0
	r := newRig(t, Options{}, func(w http.ResponseWriter, req *http.Request) {
		if b, _ := io.ReadAll(req.Body); string(b) != `{"page":1}` {
			t.Errorf("body %q", b)
		}
		if tries++; tries == 1 {
			w.WriteHeader(503)
		}
	})
	req := r.request(t, "/search")
	// An opaque reader, for which net/http can't make a GetBody.
	req.Method, req.Body = http.MethodPost, io.NopCloser(strings.NewReader(`{"page":1}`))
	if resp, err := r.RoundTrip(req); err != nil || resp.StatusCode != 200 || tries != 2 {
		t.Errorf("%v, %v after %d tries", resp, err, tries)
	}
	req = r.request(t, "/search")
	req.Method, req.Body = http.MethodPost, io.NopCloser(strings.NewReader(strings.Repeat("x", maxRequest+1)))
	if _, err := r.RoundTrip(req); err == nil {
		t.Error("a giant request was sent")
	}
}

func TestRetryEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	tries := 0
	r := newRig(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
		tries++
		cancel()
		w.WriteHeader(503)
	})
	req := r.request(t, "/")
	_, err := r.RoundTrip(req.WithContext(WithScope(ctx, Scope{Hosts: []string{r.host}})))
	if !errors.Is(err, context.Canceled) || tries != 1 {
		t.Errorf("%v after %d tries", err, tries)
	}
}

func TestWhatIsNotTriedAgain(t *testing.T) {
	for _, err := range []error{
		ErrPrivate, ErrTooLarge, ErrEncoding, &LaterError{}, context.Canceled,
		&net.DNSError{IsNotFound: true},
	} {
		if passing(fmt.Errorf("wrapped: %w", err)) {
			t.Errorf("%v", err)
		}
	}
	if !passing(&net.DNSError{IsTimeout: true}) || !passing(io.ErrUnexpectedEOF) {
		t.Error("what passes is given up")
	}
}
