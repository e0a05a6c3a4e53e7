package fetch

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"backpay/scraper"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var start = time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)

// clock is a clock that only sleeping moves.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d > 0 {
		c.now = c.now.Add(d)
		c.slept = append(c.slept, d)
	}
	return ctx.Err()
}

// rig is a transport before a loopback server, with a clock of its own.
type rig struct {
	*Transport
	clock  *clock
	server *httptest.Server
	host   string
	got    []scraper.Fetch
	// mu is held by the handler, so that what it notes can be read after get.
	mu sync.Mutex
}

// newRig serves robots.txt as 404 unless the handler answers it.
func newRig(t testing.TB, o Options, h http.HandlerFunc) *rig {
	t.Helper()
	ownRobots := o.Agent != ""
	rig := &rig{clock: &clock{now: start}}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" && !ownRobots {
			http.NotFound(w, r)
			return
		}
		rig.mu.Lock()
		defer rig.mu.Unlock()
		h(w, r)
	}))
	t.Cleanup(srv.Close)
	rig.server, rig.host = srv, strings.TrimPrefix(srv.URL, "http://")
	if o.Agent == "" {
		o.Agent = "backpay/test (+https://example.org/bot)"
	}
	o.Now, o.Sleep = rig.clock.Now, rig.clock.Sleep
	o.AllowHosts = append(o.AllowHosts, rig.host)
	var err error
	if rig.Transport, err = New(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rig.CloseIdleConnections)
	return rig
}

// withRobots marks options of a test whose handler serves robots.txt itself.
var withRobots = Options{Agent: "backpay/test"}

func (r *rig) request(t testing.TB, path string) *http.Request {
	t.Helper()
	ctx := WithScope(t.Context(), Scope{Source: "lever", Hosts: []string{r.host}})
	ctx = WithRecorder(ctx, func(f scraper.Fetch) { r.got = append(r.got, f) })
	u := path
	if !strings.Contains(path, "://") {
		u = r.server.URL + path
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// get returns the answer's status, header and body.
func (r *rig) get(t testing.TB, path string) (*http.Response, string, error) {
	t.Helper()
	resp, err := r.RoundTrip(r.request(t, path))
	r.mu.Lock() // once the handler has ended
	defer r.mu.Unlock()
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp, string(b), err
}

func mustURL(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestPlainRequest(t *testing.T) {
	r := newRig(t, Options{}, func(w http.ResponseWriter, req *http.Request) {
		if ua := req.UserAgent(); ua != "backpay/test (+https://example.org/bot)" {
			t.Errorf("User-Agent %q", ua)
		}
		w.Header().Set("X-Backpay-Unchanged", "1") // not theirs to say
		w.Header().Set("Etag", `"v1"`)
		_, _ = io.WriteString(w, "<p>pay</p>")
	})
	resp, body, err := r.get(t, "/job")
	if err != nil || body != "<p>pay</p>" || resp.ContentLength != 10 || resp.Header.Get(Unchanged) != "" {
		t.Errorf("got %q, %+v, %v", body, resp, err)
	}
	if len(r.got) != 1 || r.got[0].Source != "lever" || r.got[0].ETag != `"v1"` || r.got[0].Bytes != 10 || r.got[0].Status != 200 {
		t.Errorf("recorded %+v", r.got)
	}
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	for _, o := range []Options{
		{},
		{Agent: "a", PerHost: -1},
		{Agent: "a", AllowHosts: []string{"localhost"}},
		{Agent: "a", AllowHosts: []string{"localhost:http"}},
		{Agent: "a", AllowHosts: []string{":80"}},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}
