package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// tripper is a next layer that needs no network.
type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func answerWith(status int) *http.Response {
	resp := &http.Response{StatusCode: status, Header: http.Header{}}
	setBody(resp, nil)
	return resp
}

func paceOver(next tripper) *paceLayer {
	return &paceLayer{perHost: 2, maxWait: 3 * time.Minute, now: time.Now, sleep: sleep, next: next, gates: map[string]*gate{}}
}

func paced(ctx context.Context, url string, p pace) *http.Request {
	return httptest.NewRequest(http.MethodGet, url, nil).WithContext(withPace(ctx, p))
}

// Each host has a pace of its own, whatever the port, and a request takes no
// longer for another host's sake.
func TestPaceIsPerHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		var mu sync.Mutex
		at := map[string][]time.Duration{}
		l := paceOver(func(req *http.Request) (*http.Response, error) {
			mu.Lock()
			defer mu.Unlock()
			at[req.URL.Host] = append(at[req.URL.Host], time.Since(begun))
			return answerWith(200), nil
		})
		var wg sync.WaitGroup
		for range 3 {
			for _, host := range []string{"a.example", "b.example"} {
				wg.Go(func() {
					if _, err := l.RoundTrip(paced(t.Context(), "http://"+host+"/", pace{delay: 2 * time.Second})); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
		for host, times := range at {
			if len(times) != 3 || times[0] != 0 || times[1] != 2*time.Second || times[2] != 4*time.Second {
				t.Errorf("%s was asked at %v", host, times)
			}
		}
		if _, err := l.RoundTrip(paced(t.Context(), "https://A.example:8443/", pace{delay: 2 * time.Second})); err != nil {
			t.Error(err)
		}
		if d := time.Since(begun); d != 6*time.Second {
			t.Errorf("another port of the host was asked after %s", d)
		}
	})
}

func TestPaceBoundsConcurrency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		l := paceOver(func(*http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Second)
			now.Add(-1)
			return answerWith(200), nil
		})
		begun := time.Now()
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() { _, _ = l.RoundTrip(paced(t.Context(), "http://a.example/", pace{})) })
		}
		wg.Wait()
		if most.Load() != 2 || time.Since(begun) != 5*time.Second {
			t.Errorf("%d at a time, %s in all", most.Load(), time.Since(begun))
		}
	})
}

func TestPaceEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := paceOver(func(*http.Request) (*http.Response, error) { return answerWith(200), nil })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var late atomic.Int32
		begun := time.Now()
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if _, err := l.RoundTrip(paced(ctx, "http://a.example/", pace{delay: time.Hour})); errors.Is(err, context.DeadlineExceeded) {
					late.Add(1)
				}
			})
		}
		wg.Wait()
		if late.Load() != 19 || time.Since(begun) != time.Second {
			t.Errorf("%d were stopped, after %s", late.Load(), time.Since(begun))
		}
	})
}

// Hosts of allow_hosts are not slowed down; a host that asked to be left
// alone is, for all who wait at its door.
func TestPaceAllowedAndHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := paceOver(func(*http.Request) (*http.Response, error) { return answerWith(200), nil })
		begun := time.Now()
		test := paced(t.Context(), "http://a.example:8899/", pace{delay: time.Hour, allowed: true})
		for range 5 {
			if _, err := l.RoundTrip(test); err != nil {
				t.Fatal(err)
			}
		}
		if d := time.Since(begun); d != 0 {
			t.Errorf("five requests to a test server took %s", d)
		}
		l.hold(test, begun.Add(time.Minute))
		if _, err := l.RoundTrip(test); err != nil || time.Since(begun) != time.Minute {
			t.Errorf("%v after %s", err, time.Since(begun))
		}
		l.hold(test, begun.Add(time.Hour))
		if _, err := l.RoundTrip(test); !errors.Is(err, ErrLater) {
			t.Errorf("%v", err)
		}
	})
}

func TestPaceForgetsIdleHosts(t *testing.T) {
	l := paceOver(func(*http.Request) (*http.Response, error) { return answerWith(200), nil })
	for i := range gateHosts + 10 {
		host := "http://" + string(rune('a'+i%26)) + time.Duration(i).String() + ".example/"
		if _, err := l.RoundTrip(paced(t.Context(), host, pace{})); err != nil {
			t.Fatal(err)
		}
	}
	if len(l.gates) > gateHosts {
		t.Errorf("%d hosts are remembered", len(l.gates))
	}
}

// The longest of the three delays counts: the source's own replaces the
// general one, the host's Crawl-delay is never undercut.
func TestWhichDelayCounts(t *testing.T) {
	for _, c := range []struct {
		name, robots   string
		general, scope time.Duration
		want           time.Duration
	}{
		{"general", "", time.Second, 0, time.Second},
		{"the source's", "", time.Second, 3 * time.Second, 3 * time.Second},
		{"the host's", "User-agent: *\nCrawl-delay: 7", time.Second, 3 * time.Second, 7 * time.Second},
		{"shorter than ours", "User-agent: *\nCrawl-delay: 2", time.Second, 3 * time.Second, 3 * time.Second},
	} {
		var got pace
		l := &robotsLayer{
			guard: &guard{}, now: time.Now, redact: func(s string) string { return s }, minDelay: c.general, maxDelay: time.Minute,
			fetch: tripper(func(*http.Request) (*http.Response, error) {
				resp := answerWith(200)
				setBody(resp, []byte(c.robots))
				return resp, nil
			}),
			next: tripper(func(req *http.Request) (*http.Response, error) {
				got = paceOf(req.Context())
				return answerWith(200), nil
			}),
			hosts: map[string]*robotsHost{},
		}
		ctx := WithScope(t.Context(), Scope{MinDelay: c.scope})
		if _, err := l.RoundTrip(httptest.NewRequest(http.MethodGet, "http://a.example/", nil).WithContext(ctx)); err != nil || got.delay != c.want {
			t.Errorf("%s: %s, %v", c.name, got.delay, err)
		}
		l.maxDelay = time.Second
		_, err := l.RoundTrip(httptest.NewRequest(http.MethodGet, "http://a.example/", nil).WithContext(ctx))
		if errors.Is(err, ErrRobots) != (c.robots != "") {
			t.Errorf("%s, more than is waited: %v", c.name, err)
		}
	}
}
