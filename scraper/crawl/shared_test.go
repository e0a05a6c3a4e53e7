package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"backpay/scraper"
	"backpay/scraper/fetch"
)

// sharedMemory is a frontier of which others hold the pages for a while.
type sharedMemory struct {
	*memory
	looks, away int // looks for pages so far, and how many find none
}

func (m *sharedMemory) Lease(ctx context.Context, n int, busy []string) ([]scraper.Lease, error) {
	if m.looks++; m.looks <= m.away {
		return nil, nil
	}
	return m.memory.Lease(ctx, n, busy)
}

func (m *sharedMemory) Left(context.Context) (int, error) {
	return m.count(scraper.Queued) + m.count(scraper.Leased), nil
}

// A run at a shared frontier goes on until no page waits: those that another
// fetcher held, and those whose lease was lost on the way. A page that redirects
// to a host of another fetcher's waits among that host's.
func TestShared(t *testing.T) {
	m := &sharedMemory{memory: newMemory(), away: 2}
	var tries atomic.Int64
	var other atomic.Int64
	var site string
	_, err := crawl(t, m.memory, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "http://other.example/here", http.StatusFound)
			return
		}
		fmt.Fprintf(w, "job %s\n", r.URL.Path)
	},
		func(o *Options) {
			o.Frontier, o.Workers = m, 1
			next := o.Transport
			o.Transport = sender(func(r *http.Request) (*http.Response, error) {
				switch n := tries.Add(1); {
				case n <= 2:
					return nil, &fetch.NotHeldError{Host: r.URL.Host, Err: errors.New("the lease ran out")}
				case r.URL.Path == "/3": // a redirect led robots.txt to a host that is not held
					return nil, &fetch.NotHeldError{Host: "other.example", Err: errors.New("no lease")}
				case r.URL.Host == "other.example" && other.Add(1) == 1:
					return nil, &fetch.NotHeldError{Host: "other.example", Err: errors.New("no lease")}
				case r.URL.Host == "other.example":
					moved := r.Clone(r.Context())
					moved.URL.Host = site
					return next.RoundTrip(moved)
				}
				site = r.URL.Host
				return next.RoundTrip(r)
			})
		}, "/1", "/2", "/3", "/moved")
	if err != nil {
		t.Fatal(err)
	}
	if m.count(scraper.Done) != 3 || m.count(scraper.Failed) != 1 || len(m.outcomes) != 5 || tries.Load() != 8 {
		t.Errorf("%d pages done, %d failed, %d outcomes, %d tries; want 3, 1, 5, 8",
			m.count(scraper.Done), m.count(scraper.Failed), len(m.outcomes), tries.Load())
	}
}

type sender func(*http.Request) (*http.Response, error)

// RoundTrip fulfils http.RoundTripper.
func (f sender) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
