package crawl

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/fetch"

	"pgregory.net/rapid"
)

// web is a source whose pages are lists of addresses behind a heading.
type web struct{ tree }

func (web) Read(p *scraper.Page) (r scraper.Result, err error) {
	r.Postings = []scraper.Posting{{ID: p.URL}}
	_, links, _ := strings.Cut(string(p.Body), "\n")
	for line := range strings.Lines(links) {
		r.Requests = append(r.Requests, scraper.Request{URL: strings.TrimSpace(line)})
	}
	return r, nil
}

// served are the links of pages by address; it is a transport.
type served map[string]string

func (s served) RoundTrip(r *http.Request) (*http.Response, error) {
	body := io.NopCloser(strings.NewReader("Links\n" + s[r.URL.String()]))
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: body, Request: r}, nil
}

// looks counts how often a frontier is asked for requests.
type looks struct {
	*memory
	n int
}

func (l *looks) Lease(ctx context.Context, n int, busy []string) ([]scraper.Lease, error) {
	l.n++
	return l.memory.Lease(ctx, n, busy)
}

func runWeb(ctx context.Context, pages served, f scraper.Frontier, workers, perHost, budget int, start string) error {
	return Run(ctx, Options{
		Transport: pages, Frontier: f, Plans: []Plan{{Source: web{tree{[]string{start}}}, Settings: &treeSettings{}}},
		Workers: workers, PerHost: perHost, Budget: Budget{Requests: budget}, Now: time.Now,
	})
}

// However pages of several hosts lead to each other, and whatever the budget:
// nothing is left waiting.
func TestNothingIsLeft(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 150).Draw(rt, "pages")
		hosts := rapid.IntRange(1, 5).Draw(rt, "hosts")
		address := make([]string, n)
		for i := range address {
			address[i] = fmt.Sprintf("http://h%d.example/%d", rapid.IntRange(1, hosts).Draw(rt, "host"), i)
		}
		pages := served{}
		for i := 1; i < n; i++ { // each is reached from one before it
			pages[address[rapid.IntRange(max(0, i-40), i-1).Draw(rt, "from")]] += address[i] + "\n"
		}
		m := newMemory()
		budget := rapid.SampledFrom([]int{0, 3, 50}).Draw(rt, "budget")
		err := runWeb(t.Context(), pages, m, rapid.IntRange(1, 6).Draw(rt, "workers"), rapid.IntRange(1, 3).Draw(rt, "per host"), budget, address[0])
		if err != nil {
			rt.Fatal(err)
		}
		if q, l := m.count(scraper.Queued), m.count(scraper.Leased); q+l > 0 || budget == 0 && m.count(scraper.Done) != n {
			rt.Fatalf("%d queued, %d leased, %d done of %d", q, l, m.count(scraper.Done), n)
		}
	})
}

// The frontier is asked for requests when it may have some: once for each page
// that brought any, not once for each page.
func TestFewLooks(t *testing.T) {
	const lists, jobs = 20, 30
	pages := served{}
	for i := range lists {
		at := fmt.Sprintf("http://h.example/list/%d", i)
		for k := range jobs {
			pages[at] += fmt.Sprintf("http://h.example/job/%d\n", i*jobs+k)
		}
		if i+1 < lists {
			pages[at] += fmt.Sprintf("http://h.example/list/%d\n", i+1)
		}
	}
	f := &looks{memory: newMemory()}
	if err := runWeb(t.Context(), pages, f, 8, 8, 0, "http://h.example/list/0"); err != nil {
		t.Fatal(err)
	}
	if done := f.count(scraper.Done); done != lists*(jobs+1) || f.n > 2*lists+2 {
		t.Errorf("%d looks for %d pages, want at most %d for %d", f.n, done, 2*lists+2, lists*(jobs+1))
	}
}

// notes are earlier answers by address, with what they led to.
type notes map[string]scraper.Fetch

func (n notes) LastFetch(_ context.Context, _, url string) (scraper.Fetch, bool, error) {
	f, ok := n[url]
	return f, ok, nil
}

// A list that is as it was leads where it led, and is neither read nor kept again.
func TestUnchangedListLeads(t *testing.T) {
	pages := served{"http://h.example/list": "http://h.example/1\nhttp://h.example/2\n"}
	known, dir := notes{}, t.TempDir()
	for night := range 2 {
		archive, err := fetch.OpenArchive(dir, time.Now().Add(time.Duration(night)*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		tr, err := fetch.New(fetch.Options{Agent: "test", Base: pages, Memory: known, Archive: archive})
		if err != nil {
			t.Fatal(err)
		}
		m := newMemory()
		err = Run(t.Context(), Options{
			Transport: tr, Frontier: m, Plans: []Plan{{Source: web{tree{[]string{"http://h.example/list"}}}, Settings: &treeSettings{}}},
			Workers: 2, PerHost: 2, Now: time.Now, Program: "test",
		})
		if err != nil || archive.Close() != nil || m.count(scraper.Done) != 3 {
			t.Fatalf("night %d: %v, %d done of 3", night, err, m.count(scraper.Done))
		}
		for _, o := range m.outcomes {
			if same := night == 1; o.Fetch.Same != same || same && o.Fetch.File != known[o.Fetch.URL].File || same && len(o.Result.Postings) > 0 {
				t.Errorf("night %d: %s: %+v", night, o.Fetch.URL, o.Fetch)
			}
			f := *o.Fetch
			f.Requests = o.Result.Requests
			known[f.URL] = f
		}
	}
}
