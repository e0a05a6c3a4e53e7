package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

// A host that refuses, or takes far longer than it usually does, is asked more
// slowly, up to a bound, and at its own pace again after good answers: never
// faster. Another host is none the worse for it.
func TestStrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status, takes := http.StatusOK, 100*time.Millisecond
		var at time.Time
		l := paceOver(func(*http.Request) (*http.Response, error) {
			at = time.Now()
			time.Sleep(takes)
			return answerWith(status), nil
		})
		ask := func(host string) time.Duration { // since the request before
			t.Helper()
			last := at
			if _, err := l.RoundTrip(paced(t.Context(), "http://"+host+"/", pace{delay: 10 * time.Second})); err != nil {
				t.Fatal(err)
			}
			return at.Sub(last)
		}
		several := func(n int) (gaps []time.Duration) {
			for range n {
				gaps = append(gaps, ask("a.example").Round(time.Second))
			}
			return gaps
		}
		expect := func(when string, got []time.Duration, want ...int) {
			t.Helper()
			for i, g := range got {
				if int(g/time.Second) != want[min(i, len(want)-1)] {
					t.Errorf("%s: asked after %v, want %v seconds, and so on", when, got, want)
					return
				}
			}
		}
		ask("a.example")
		expect("a host that bears it", several(12), 10)
		status = http.StatusTooManyRequests
		expect("refusals", several(6), 10, 20, 40, 60)
		status = http.StatusOK
		expect("good answers after the most refusals", several(26), 60, 60, 60, 58, 52, 47, 43, 38, 34, 31, 28, 25, 23, 20, 18, 16, 15, 13, 12, 11, 10)
		takes = 1050 * time.Millisecond
		expect("a large page", several(3), 10)
		takes = 2 * time.Second
		// What passes until an answer is there counts at the pace before.
		expect("a host that slows down", several(4), 10, 14, 22, 33)
		begun := time.Now()
		ask("b.example")
		if d := time.Since(begun); d != takes {
			t.Errorf("another host was asked after %s", d-takes)
		}
	})
}

// What is said of no host, and test servers, change no pace.
func TestStrainOfNoHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := paceOver(func(*http.Request) (*http.Response, error) { return nil, errors.New("no route") })
		for range 5 {
			_, _ = l.RoundTrip(paced(t.Context(), "http://a.example/", pace{delay: time.Second}))
		}
		if d := time.Since(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)); d != 4*time.Second {
			t.Errorf("five requests without a network took %s", d)
		}
		l = paceOver(func(*http.Request) (*http.Response, error) { return answerWith(503), nil })
		begun := time.Now()
		for range 5 {
			req := httptest.NewRequest(http.MethodGet, "http://a.example:8899/", nil)
			if _, err := l.RoundTrip(req.WithContext(withPace(t.Context(), pace{delay: time.Second, allowed: true}))); err != nil {
				t.Fatal(err)
			}
		}
		if d := time.Since(begun); d != 0 {
			t.Errorf("five requests to a test server took %s", d)
		}
	})
}

// A large body's wait for room is ours, and no sign of a host that is slow.
func TestRoomIsNoStrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := paceOver(func(r *http.Request) (*http.Response, error) {
			if err := roomOf(r.Context())(r.Context(), 2<<20); err != nil {
				return nil, err
			}
			return answerWith(200), nil
		})
		wait := time.Duration(0)
		ctx := WithRoom(t.Context(), func(context.Context, int64) error { time.Sleep(wait); return nil })
		ask := func() {
			if _, err := l.RoundTrip(paced(ctx, "http://a.example/", pace{delay: time.Second})); err != nil {
				t.Fatal(err)
			}
		}
		for range slowTimes * strainLearns {
			ask()
		}
		wait = time.Minute
		ask()
		wait = 0
		ask()
		begun := time.Now()
		ask()
		if d := time.Since(begun); d != time.Second {
			t.Errorf("after a minute's wait of our own the host is asked every %s", d)
		}
	})
}
