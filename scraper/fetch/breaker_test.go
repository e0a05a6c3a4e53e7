package fetch

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
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
