package crawl

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/fetch"
)

// A source stops at its budget, and the pages that are left say so.
func TestBudget(t *testing.T) {
	m := newMemory()
	asked := 0
	_, err := crawl(t, m, func(w http.ResponseWriter, r *http.Request) {
		if asked++; r.URL.Path == "/start" {
			for i := range 50 {
				fmt.Fprintf(w, "link /%d\n", i)
			}
		}
		fmt.Fprintln(w, "job "+r.URL.Path)
	}, func(o *Options) { o.Workers, o.Budget.Requests = 1, 20 }, "/start")
	if err != nil {
		t.Fatal(err)
	}
	if asked != 20 || m.count(scraper.Done) != 20 || m.count(scraper.Failed) != 31 {
		t.Errorf("%d asked, %d done, %d failed; want 20, 20, 31", asked, m.count(scraper.Done), m.count(scraper.Failed))
	}
	if last := m.outcomes[len(m.outcomes)-1]; !errors.Is(last.Err, errBudget) || !strings.Contains(last.Err.Error(), "20 requests (fetch.budget.requests)") {
		t.Errorf("the last page: %v", last.Err)
	}
}

func TestBudgetOfTime(t *testing.T) {
	now := time.Unix(0, 0)
	s := newSpending(Options{Budget: Budget{Time: time.Hour}, Now: func() time.Time { return now }})
	l := scraper.Lease{Source: "a"}
	s.begin(l)
	if now = now.Add(59 * time.Minute); s.forbids(l) != nil {
		t.Errorf("within the hour: %v", s.forbids(l))
	}
	if now = now.Add(time.Minute); !errors.Is(s.forbids(l), errBudget) || s.forbids(scraper.Lease{Source: "b"}) != nil {
		t.Errorf("after it: %v; another source: %v", s.forbids(l), s.forbids(scraper.Lease{Source: "b"}))
	}
}

// Links without end stop at a bound, and the run says so.
func TestEndlessLinks(t *testing.T) {
	m := newMemory()
	asked := 0
	_, err := crawl(t, m, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprintf(w, "link /calendar%d\nlink /session%d\n", asked, asked)
	}, func(o *Options) { o.Workers = 1 }, "/start")
	if err != nil {
		t.Fatal(err)
	}
	if last := m.outcomes[len(m.outcomes)-1]; asked != barrenPages || !errors.Is(last.Err, errEndless) {
		t.Errorf("%d asked, the last page: %v", asked, last.Err)
	}
}

// So do pages whose postings the run has met: one posting under a new address
// each time is no news.
func TestEndlessCopies(t *testing.T) {
	s := newSpending(Options{Now: time.Now})
	l := scraper.Lease{Source: "a", Request: scraper.Request{Board: "otter"}}
	page := func(id string) {
		s.end(scraper.Outcome{Lease: l, State: scraper.Done, Result: scraper.Result{Postings: []scraper.Posting{{ID: id}}}})
	}
	for i := range barrenPages {
		page(fmt.Sprint(i % 10))
	}
	if err := s.forbids(l); err != nil {
		t.Errorf("ten were new: %v", err)
	}
	s.begin(l)
	for i := range 10 {
		page(fmt.Sprint(i))
	}
	if err := s.forbids(l); !errors.Is(err, errEndless) {
		t.Errorf("got %v, want errEndless", err)
	}
	page("new")
	if err := s.forbids(l); err != nil {
		t.Errorf("one more is new: %v", err)
	}
}

// Nor are pages that say what they said and only lead on. What is known to show
// postings is news.
func TestEndlessUnchanged(t *testing.T) {
	s := newSpending(Options{Now: time.Now})
	l := scraper.Lease{Source: "a"}
	page := func(leads ...scraper.Request) {
		s.end(scraper.Outcome{Lease: l, State: scraper.Done, Fetch: &scraper.Fetch{Same: true}, Result: scraper.Result{Requests: leads}})
	}
	s.begin(l)
	for range barrenPages {
		page(scraper.Request{URL: "http://h.example/next"})
	}
	if err := s.forbids(l); !errors.Is(err, errEndless) {
		t.Errorf("got %v, want errEndless", err)
	}
	if page(); s.forbids(l) != nil {
		t.Errorf("after postings: %v", s.forbids(l))
	}
}

// refuse is a transport that fails by host.
type refuse func(host string) error

func (f refuse) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := f(r.URL.Host); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// A network that is down is not the sites' failure: the run ends and the pages
// wait. A host that alone can't be reached is.
func TestNoNetwork(t *testing.T) {
	down := &net.OpError{Op: "dial", Err: &net.DNSError{Err: "server misbehaving", IsTemporary: true}}
	var hosts []string
	for i := range 20 {
		hosts = append(hosts, fmt.Sprintf("http://host%d.example/", i))
	}
	run := func(tr http.RoundTripper, start ...string) (*memory, error) {
		m := newMemory()
		return m, Run(t.Context(), Options{
			Transport: tr, Frontier: m, Plans: []Plan{{Source: tree{start}, Settings: &treeSettings{}}}, Workers: 4, PerHost: 2, Now: time.Now,
		})
	}
	m, err := run(refuse(func(string) error { return down }), hosts...)
	if !errors.Is(err, ErrNoNetwork) || m.count(scraper.Queued) != 20 || len(m.outcomes) != 0 {
		t.Errorf("down: %v, %d queued, %d settled; want ErrNoNetwork, 20, 0", err, m.count(scraper.Queued), len(m.outcomes))
	}
	m, err = run(refuse(func(string) error { return down }), hosts[:3]...)
	if err != nil || m.count(scraper.Failed) != 3 {
		t.Errorf("three hosts: %v, %d failed; want 3", err, m.count(scraper.Failed))
	}
}

// A disk that is full ends the run, and the page that could not be kept waits.
func TestLocalTrouble(t *testing.T) {
	m := newMemory()
	_, err := crawl(t, m, http.NotFound, func(o *Options) {
		o.Transport = refuse(func(string) error { return fmt.Errorf("%w: archive: no space left on device", fetch.ErrLocal) })
	}, "/a", "/b")
	if !errors.Is(err, fetch.ErrLocal) || m.count(scraper.Queued) != 2 {
		t.Errorf("%v, %d queued; want ErrLocal, 2", err, m.count(scraper.Queued))
	}
}
