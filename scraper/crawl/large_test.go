package crawl

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/fetch"
	"backpay/scraper/testenv"

	"go.uber.org/goleak"
)

// counted is the made-up source, and how many of its pages are in memory.
type counted struct {
	tree
	held, most *atomic.Int64
}

func (c counted) About() scraper.About {
	a := c.tree.About()
	a.Hosts = []string{"127.0.0.1"}
	return a
}

func (c counted) Read(p *scraper.Page) (scraper.Result, error) {
	n := c.held.Add(1)
	for old := c.most.Load(); n > old && !c.most.CompareAndSwap(old, n); old = c.most.Load() {
	}
	return c.tree.Read(p)
}

// Of large pages 12 MiB are in memory at once, until the database has what they
// said, or one that is larger; small ones are not kept waiting.
func TestRoomForLargePages(t *testing.T) {
	testenv.Long(t)
	defer goleak.VerifyNone(t)
	for _, c := range []struct {
		size        int
		least, most int64 // pages at a time
	}{{1 << 10, 2, 8}, {5 << 19, 2, 4}, {9 << 20, 1, 1}} {
		size := c.size
		filler := bytes.Repeat([]byte{'\n'}, size)
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			fmt.Fprintf(w, "job %s\n", r.URL.Path)
			_, _ = w.Write(filler)
		}))
		at, err := url.Parse(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		tr, err := fetch.New(fetch.Options{Agent: "backpay", PerHost: 4, AllowHosts: []string{at.Host}})
		if err != nil {
			t.Fatal(err)
		}
		var held, most atomic.Int64
		m := newMemory()
		m.settle = func(done []scraper.Outcome) error {
			held.Add(-int64(len(done)))
			return nil
		}
		var start []string
		for i := range 8 {
			start = append(start, fmt.Sprintf("%s/%d", srv.URL, i))
		}
		err = Run(t.Context(), Options{
			Transport: tr, Frontier: m, Workers: 8, PerHost: 8, Now: time.Now,
			Plans: []Plan{{Source: counted{tree{start}, &held, &most}, Settings: &treeSettings{}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := m.count(scraper.Done); n != len(start) {
			t.Errorf("%d bytes: %d pages are read of %d: %v", size, n, len(start), m.outcomes[0].Err)
		}
		if n := most.Load(); n < c.least || n > c.most {
			t.Errorf("%d bytes: %d pages at a time, want %d to %d", size, n, c.least, c.most)
		}
		srv.Close()
		tr.CloseIdleConnections()
	}
}
