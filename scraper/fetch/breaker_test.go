package fetch

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"backpay/scraper"
)

// A host that fails again and again is left alone, tried again by one request
// after a while, and asked as before once it answers.
func TestBreaker(t *testing.T) {
	tries, sick := 0, true
	r := newRig(t, Options{Attempts: 2}, func(w http.ResponseWriter, _ *http.Request) {
		if tries++; sick {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "pay")
	})
	ask := func() error {
		_, _, err := r.get(t, fmt.Sprintf("/%d", tries))
		return err
	}
	for range breakAfter {
		if err := ask(); err != nil {
			t.Fatal(err) // the status is the page's own affair
		}
	}
	for range 50 {
		if err := ask(); !errors.Is(err, ErrDown) {
			t.Fatalf("got %v, want ErrDown", err)
		}
	}
	if tries != 2*breakAfter {
		t.Errorf("%d requests, want %d", tries, 2*breakAfter)
	}
	_ = r.clock.Sleep(t.Context(), breakFor)
	if err := ask(); err != nil || tries != 2*breakAfter+2 {
		t.Errorf("the probe: %v after %d requests", err, tries)
	}
	if err := ask(); !errors.Is(err, ErrDown) {
		t.Errorf("after a probe that failed: %v", err)
	}
	_ = r.clock.Sleep(t.Context(), breakFor)
	sick = false
	for range 3 {
		if err := ask(); err != nil {
			t.Errorf("back again: %v", err)
		}
	}
}

// While one request tries whether a host is back, the others wait for its
// answer: none of a night that is well again is lost to the night before.
func TestBreakerProbe(t *testing.T) {
	now := time.Now()
	var status atomic.Int64
	l := &breakerLayer{
		now: func() time.Time { return now }, redact: func(s string) string { return s }, hosts: map[string]*circuit{},
		next: answers(func(req *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: int(status.Load()), Body: http.NoBody, Request: req}, nil
		}),
	}
	ask := func() error {
		_, err := l.RoundTrip(httptest.NewRequest(http.MethodGet, "https://otter.example/jobs", nil))
		return err
	}
	status.Store(http.StatusServiceUnavailable)
	for range breakAfter {
		if err := ask(); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(breakFor)
	status.Store(http.StatusOK)
	errs := make(chan error)
	for range 20 {
		go func() { errs <- ask() }()
	}
	for range 20 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

// answers is a transport that answers by a function.
type answers func(*http.Request) (*http.Response, error)

func (f answers) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// What a host answers soundly in between keeps it open; a page that isn't
// there is no failure.
func TestBreakerCountsInARow(t *testing.T) {
	n := 0
	r := newRig(t, Options{Attempts: 1}, func(w http.ResponseWriter, _ *http.Request) {
		if n++; n%breakAfter == 0 {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.WriteHeader(http.StatusInternalServerError)
	})
	for i := range 5 * breakAfter {
		if _, _, err := r.get(t, fmt.Sprintf("/%d", i)); err != nil {
			t.Fatal(err)
		}
	}
}

// What a host asked for, and that it failed, is known to the next run.
func TestClosedOverRuns(t *testing.T) {
	tries := 0
	handler := func(w http.ResponseWriter, req *http.Request) {
		tries++
		if req.URL.Path == "/later" {
			w.Header().Set("Retry-After", "3600")
		}
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	r := newRig(t, Options{Attempts: 1}, handler)
	if _, _, err := r.get(t, "/later"); !errors.Is(err, ErrLater) {
		t.Fatalf("got %v, want ErrLater", err)
	}
	closed := r.Closed()
	want := []scraper.ClosedHost{{Host: r.host, Until: start.Add(time.Hour)}}
	if !slices.Equal(closed, want) {
		t.Fatalf("closed %v, want %v", closed, want)
	}
	limited := newRig(t, Options{Attempts: 1}, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Retry-After", "1") // each time, and nothing else
		w.WriteHeader(http.StatusTooManyRequests)
	})
	for i := range breakAfter {
		_, _, _ = limited.get(t, fmt.Sprintf("/%d", i))
	}
	if got := limited.Closed(); len(got) != 1 || !got[0].Failing || got[0].Until.Before(limited.clock.Now().Add(breakFor-time.Minute)) {
		t.Errorf("a host that asked for a second's rest, and gave nothing: %v", got)
	}
	next := func(closed []scraper.ClosedHost, wait time.Duration) error {
		o := Options{Agent: "a", Attempts: 1, Closed: closed, AllowHosts: []string{r.host}, Sleep: r.clock.Sleep}
		o.Now = func() time.Time { return start.Add(wait) }
		tr, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		defer tr.CloseIdleConnections()
		resp, err := tr.RoundTrip(r.request(t, "/now"))
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	tries = 0
	if err := next(closed, 50*time.Minute); !errors.Is(err, ErrRobotsUnreachable) && !errors.Is(err, ErrLater) || tries != 0 {
		t.Errorf("within the hour: %v after %d requests", err, tries)
	}
	if err := next(closed, 2*time.Hour); err != nil || tries == 0 {
		t.Errorf("after it: %v after %d requests", err, tries)
	}
	failing := []scraper.ClosedHost{{Host: r.host, Until: start.Add(time.Hour), Failing: true}}
	if err := next(failing, 0); !errors.Is(err, ErrDown) {
		t.Errorf("a host that failed: %v, want ErrDown", err)
	}
}
