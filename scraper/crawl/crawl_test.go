package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"backpay/scraper"

	"go.uber.org/goleak"
)

// memory is a frontier that forgets with the process, for tests.
type memory struct {
	mu       sync.Mutex
	rows     []scraper.Lease
	state    map[int64]scraper.State
	known    map[string]bool
	outcomes []scraper.Outcome
	settle   func([]scraper.Outcome) error
}

func newMemory() *memory {
	return &memory{state: map[int64]scraper.State{}, known: map[string]bool{}}
}

func (m *memory) Add(_ context.Context, source string, reqs []scraper.Request) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range reqs {
		if key := source + r.URL; !m.known[key] {
			m.known[key] = true
			l := scraper.Lease{ID: int64(len(m.rows)), Source: source, Request: r}
			m.rows = append(m.rows, l)
			m.state[l.ID] = scraper.Queued
		}
	}
	return nil
}

func (m *memory) Lease(_ context.Context, n int, busy []string) (out []scraper.Lease, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range m.rows {
		if len(out) < n && m.state[l.ID] == scraper.Queued && !slices.Contains(busy, host(l.Request)) {
			m.state[l.ID] = scraper.Leased
			out = append(out, l)
		}
	}
	return out, nil
}

func (m *memory) Settle(ctx context.Context, outcomes []scraper.Outcome) error {
	if m.settle != nil {
		if err := m.settle(outcomes); err != nil {
			return err
		}
	}
	for _, o := range outcomes {
		if err := m.Add(ctx, o.Lease.Source, o.Result.Requests); err != nil {
			return err
		}
		m.mu.Lock()
		m.state[o.Lease.ID] = o.State
		m.outcomes = append(m.outcomes, o)
		m.mu.Unlock()
	}
	return nil
}

func (m *memory) Release(_ context.Context, leases []scraper.Lease) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range leases {
		m.state[l.ID] = scraper.Queued
	}
	return nil
}

// count is how many requests are in a state.
func (m *memory) count(s scraper.State) (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, have := range m.state {
		if have == s {
			n++
		}
	}
	return n
}

// tree is a made-up source: a page of it links to others, one word a line.
type tree struct{ start []string }

type treeSettings struct{ scraper.Common }

func (tree) About() scraper.About         { return scraper.About{Name: "tree"} }
func (tree) Settings() scraper.Settings   { return &treeSettings{} }
func (tree) Recognise(*scraper.Page) bool { return false }
func (s tree) Start(scraper.Settings) ([]scraper.Request, error) {
	var reqs []scraper.Request
	for _, u := range s.start {
		reqs = append(reqs, scraper.Request{URL: u})
	}
	return reqs, nil
}

func (tree) Read(p *scraper.Page) (r scraper.Result, err error) {
	for line := range strings.Lines(string(p.Body)) {
		word, arg, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "link":
			r.Requests = append(r.Requests, scraper.Request{URL: p.URL[:strings.LastIndex(p.URL, "/")] + arg})
		case "job":
			r.Postings = append(r.Postings, scraper.Posting{ID: arg, Title: arg})
		case "drift":
			return r, fmt.Errorf("%w: %s", scraper.ErrDrift, arg)
		case "none":
			return r, fmt.Errorf("%w: %s", scraper.ErrNoRecord, arg)
		case "panic":
			panic(arg)
		}
	}
	return r, nil
}

func crawl(t *testing.T, m *memory, pages http.HandlerFunc, change func(*Options), start ...string) (string, error) {
	t.Helper()
	srv := httptest.NewServer(pages)
	defer srv.Close()
	tr := &http.Transport{MaxIdleConnsPerHost: 16}
	defer tr.CloseIdleConnections()
	var urls []string
	for _, s := range start {
		urls = append(urls, srv.URL+s)
	}
	opt := Options{Transport: tr, Frontier: m, Plans: []Plan{{Source: tree{urls}, Settings: &treeSettings{}}}, Workers: 8, PerHost: 4, Now: time.Now}
	if change != nil {
		change(&opt)
	}
	return srv.URL, Run(t.Context(), opt)
}

// A tree of 1 + 10 + 100 pages is read whole, each page once, with no more
// pages of a host at a time than allowed.
func TestEveryPageOnce(t *testing.T) {
	defer goleak.VerifyNone(t)
	m := newMemory()
	var now, most atomic.Int64
	var hits sync.Map
	_, err := crawl(t, m, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		defer now.Add(-1)
		if _, again := hits.LoadOrStore(r.URL.Path, true); again {
			t.Errorf("%s asked for twice", r.URL.Path)
		}
		if len(r.URL.Path) < 4 {
			for i := range 10 {
				fmt.Fprintf(w, "link %s%d\n", r.URL.Path, i)
			}
		}
		fmt.Fprintf(w, "job %s\nlink /1\n", r.URL.Path)
	}, nil, "/1")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range m.outcomes {
		if o.State != scraper.Done {
			t.Fatalf("%s: %s %v", o.Lease.Request.URL, o.State, o.Err)
		}
	}
	if got := len(m.outcomes); got != 111 {
		t.Errorf("%d pages, want 111", got)
	}
	if most.Load() > 4 {
		t.Errorf("%d pages of the host at a time, at most 4 may", most.Load())
	}
}

// What goes wrong at one page is that page's outcome, and no other's.
func TestOutcomes(t *testing.T) {
	defer goleak.VerifyNone(t)
	cases := map[string]struct {
		state  scraper.State
		status string
		err    string
	}{
		"/good":    {scraper.Done, "", ""},
		"/drift":   {scraper.Failed, "drift", "page has an unknown form: jobs is missing"},
		"/none":    {scraper.Skipped, "skipped", "page holds no record: no block"},
		"/panic":   {scraper.Failed, "failed", "panic in the source: index out of range"},
		"/blocked": {scraper.Failed, "blocked", "blocked"},
		"/500":     {scraper.Failed, "failed", "status 500"},
		"/gone":    {scraper.Skipped, "skipped", "no longer there: status 410"},
		"/empty":   {scraper.Done, "", ""},
	}
	m := newMemory()
	base, err := crawl(t, m, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/start":
			for path := range cases {
				fmt.Fprintln(w, "link "+path)
			}
		case "/good":
			fmt.Fprintln(w, "job 1")
		case "/drift":
			fmt.Fprintln(w, "job 2\ndrift jobs is missing")
		case "/none":
			fmt.Fprintln(w, "none no block")
		case "/panic":
			fmt.Fprintln(w, "panic index out of range")
		case "/blocked":
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintln(w, "<title>Just a moment...</title>verify you are human")
		case "/500":
			w.WriteHeader(http.StatusInternalServerError)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		}
	}, nil, "/start", "/missing")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]scraper.Outcome{}
	for _, o := range m.outcomes {
		got[strings.TrimPrefix(o.Lease.Request.URL, base)] = o
	}
	for path, want := range cases {
		o := got[path]
		if o.State != want.state || o.Status != want.status || (want.err == "") != (o.Err == nil) || o.Err != nil && !strings.Contains(o.Err.Error(), want.err) {
			t.Errorf("%s: %s %q %v; want %s %q %q", path, o.State, o.Status, o.Err, want.state, want.status, want.err)
		}
		if o.State != scraper.Done && len(o.Result.Postings) > 0 {
			t.Errorf("%s: kept %d postings of a page that failed", path, len(o.Result.Postings))
		}
	}
	// This server answers 200 and nothing where it knows no page: of one that the
	// configuration names that is no list of no jobs.
	if o := got["/missing"]; o.State != scraper.Failed || !errors.Is(o.Err, errEmpty) {
		t.Errorf("/missing: %s %v", o.State, o.Err)
	}
}

// A first page that isn't there is a failure: the configuration names it.
func TestMissingFirstPage(t *testing.T) {
	m := newMemory()
	_, err := crawl(t, m, http.NotFound, nil, "/board")
	if err != nil {
		t.Fatal(err)
	}
	if o := m.outcomes[0]; o.State != scraper.Failed || !strings.HasSuffix(o.Err.Error(), "/board: status 404") {
		t.Errorf("got %s %v, want failed, status 404", o.State, o.Err)
	}
}

// Cancelling ends the run at once; what was done is kept, what was begun or
// waits goes back to the queue.
func TestCancel(t *testing.T) {
	defer goleak.VerifyNone(t)
	m := newMemory()
	ctx, cancel := context.WithCancel(t.Context())
	var started atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/start" {
			for i := range 100 {
				fmt.Fprintf(w, "link /%d\n", i)
			}
			return
		}
		if started.Add(1) == 4 {
			cancel()
		}
		<-r.Context().Done()
	}))
	defer srv.Close()
	tr := &http.Transport{}
	defer tr.CloseIdleConnections()
	err := Run(ctx, Options{Transport: tr, Frontier: m, Plans: []Plan{{Source: tree{[]string{srv.URL + "/start"}}, Settings: &treeSettings{}}}, Workers: 8, PerHost: 4, Now: time.Now})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if d, q, l := m.count(scraper.Done), m.count(scraper.Queued), m.count(scraper.Leased); d != 1 || q != 100 || l != 0 {
		t.Errorf("done %d, queued %d, leased %d; want 1, 100, 0", d, q, l)
	}
}

// A frontier that fails ends the run with its error.
func TestFrontierFails(t *testing.T) {
	defer goleak.VerifyNone(t)
	m := newMemory()
	m.settle = func([]scraper.Outcome) error { return errors.New("disk is full") }
	_, err := crawl(t, m, func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "job 1") }, nil, "/a", "/b")
	if err == nil || err.Error() != "disk is full" {
		t.Errorf("got %v, want disk is full", err)
	}
}
