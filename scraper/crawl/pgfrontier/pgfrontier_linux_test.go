package pgfrontier

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/testenv"

	"github.com/jackc/pgx/v5"
)

// TestMain runs this binary as a fetcher where a test asks for one.
func TestMain(m *testing.M) {
	if os.Getenv("PGFRONTIER_FETCHER") != "" {
		if err := fetcher(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

// served is the PostgreSQL of all tests, and stop ends it.
var (
	served string
	stop   = func() {}
)

// server starts a PostgreSQL of its own, which refuses to run as root, once: to
// make one costs seconds. Each test gets it without tables.
func server(t *testing.T) (address string) {
	t.Helper()
	testenv.Long(t)
	if served == "" {
		served, stop = testenv.Postgres(t)
	}
	c, err := pgx.Connect(t.Context(), served)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), `DROP TABLE IF EXISTS backpay_page, backpay_host, backpay_run`); err != nil {
		t.Fatal(err)
	}
	return served
}

// gate is the way to a host.
type gate struct {
	sync.Mutex
	last time.Time
}

// fetcher works until nothing is left, several pages at a time, and paces its
// own requests to a host.
func fetcher(ctx context.Context) error {
	pace, _ := time.ParseDuration(os.Getenv("PGFRONTIER_PACE"))
	span, _ := time.ParseDuration(os.Getenv("PGFRONTIER_LEASE"))
	f, err := Open(ctx, os.Getenv("PGFRONTIER_ADDRESS"), Options{Fetcher: os.Getenv("PGFRONTIER_FETCHER"), Span: span, Delay: pace, Hosts: size("PGFRONTIER_HELD", 0, 0)})
	if err != nil {
		return err
	}
	site := os.Getenv("PGFRONTIER_SITE")
	client := http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", site)
	}}}
	var mu sync.Mutex
	gates := map[string]*gate{}
	enter := func(host string) *gate { // one at a time, and the pace counts from what was sent
		mu.Lock()
		g := gates[host]
		if g == nil {
			g = &gate{}
			gates[host] = g
		}
		mu.Unlock()
		g.Lock()
		time.Sleep(time.Until(g.last.Add(pace)))
		return g
	}
	for {
		leases, err := f.Lease(ctx, 16, nil)
		if err != nil {
			return err
		}
		if len(leases) == 0 {
			left, err := f.Left(ctx)
			if err != nil || left == 0 {
				return err
			}
			time.Sleep(50 * time.Millisecond) // another fetcher holds what is left
			continue
		}
		var all sync.WaitGroup
		for _, l := range leases {
			all.Go(func() {
				host := strings.TrimPrefix(strings.TrimSuffix(l.Request.URL, "/"+filepath.Base(l.Request.URL)), "http://")
				g := enter(host)
				defer g.Unlock()
				if os.Getenv("PGFRONTIER_UNGUARDED") == "" {
					if err := f.Permit(host); err != nil {
						_ = f.Release(ctx, []scraper.Lease{l})
						return
					}
				}
				resp, err := client.Get(l.Request.URL)
				g.last = time.Now()
				if err == nil {
					_, _ = io.Copy(io.Discard, resp.Body)
					err = resp.Body.Close()
				}
				if err != nil {
					_ = f.Release(ctx, []scraper.Lease{l})
					return
				}
				if err := f.Settle(ctx, []scraper.Outcome{{Lease: l, State: scraper.Done}}); err != nil {
					fmt.Fprintln(os.Stderr, err)
				}
			})
		}
		all.Wait()
	}
}

// trial is a crawl by three fetchers that are killed and stopped.
type trial struct {
	hosts, pages, kills, stops int // pages of each host
	pace, lease                time.Duration
	unguarded                  bool
}

// run returns how many gaps at hosts were under the pace by the server's log,
// how many pages were asked for more than once, and how many are done.
func (r trial) run(t *testing.T, address string) (gaps, twice, done int) {
	t.Helper()
	var mu sync.Mutex
	last, asked := map[string]time.Time{}, map[string]int{}
	shortest := time.Hour
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		now := time.Now()
		mu.Lock()
		defer mu.Unlock()
		if gap := now.Sub(last[req.Host]); gap < r.pace*4/5 { // less is the machine's own jitter
			gaps++
			shortest = min(shortest, gap)
		}
		last[req.Host] = now
		asked[req.Host+req.URL.Path]++
	}))
	defer site.Close()
	f, err := Open(t.Context(), address, Options{Fetcher: "planner", Span: r.lease, Delay: r.pace})
	if err != nil {
		t.Fatal(err)
	}
	var reqs []scraper.Request
	for h := range r.hosts {
		for p := range r.pages {
			reqs = append(reqs, scraper.Request{URL: fmt.Sprintf("http://h%d.example/%d", h, p)})
		}
	}
	if err := f.Add(t.Context(), "made", reqs); err != nil {
		t.Fatal(err)
	}
	started := 0
	start := func() *exec.Cmd {
		started++
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), fmt.Sprintf("PGFRONTIER_FETCHER=f%d", started), "PGFRONTIER_ADDRESS="+address,
			"PGFRONTIER_SITE="+site.Listener.Addr().String(), "PGFRONTIER_PACE="+r.pace.String(), fmt.Sprintf("PGFRONTIER_HELD=%d", r.hosts/2), "PGFRONTIER_LEASE="+r.lease.String())
		if r.unguarded {
			cmd.Env = append(cmd.Env, "PGFRONTIER_UNGUARDED=1")
		}
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	fleet := []*exec.Cmd{start(), start(), start()}
	for i := range r.kills + r.stops {
		time.Sleep(r.lease / 4)
		cmd := fleet[i%3]
		if i%2 == 0 && i/2 < r.stops || i/2 >= r.kills {
			_ = cmd.Process.Signal(syscall.SIGSTOP)
			time.Sleep(r.lease * 5 / 4) // longer than the lease
			_ = cmd.Process.Signal(syscall.SIGCONT)
			continue
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		fleet[i%3] = start()
	}
	for _, cmd := range fleet {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	left, err := f.Left(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Finish(t.Context()), f.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, n := range asked {
		if n > 1 {
			twice++
		}
	}
	t.Logf("%d requests to %d hosts, %d gaps under %s (shortest %s), %d pages asked for again, %d left, %d fetchers", len(asked), r.hosts, gaps, r.pace, shortest, twice, left, started)
	return gaps, twice, r.hosts*r.pages - left
}

// size is what the environment says, or what a test takes without it: the
// second number in short tests.
func size(name string, usual, short int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	if testing.Testing() && flag.Parsed() && testing.Short() {
		return short
	}
	return usual
}

// No host is asked sooner than its pace allows, by its own log, though fetchers
// are killed, and stopped for longer than their leases; no page is lost. Without
// the guard the stopped ones break the pace, so that the test is one.
func TestPace(t *testing.T) {
	address := server(t)
	r := trial{
		hosts: size("PGFRONTIER_HOSTS", 8, 3), pages: size("PGFRONTIER_PAGES", 60, 15), kills: size("PGFRONTIER_KILLS", 2, 1), stops: size("PGFRONTIER_STOPS", 3, 1),
		pace: 100 * time.Millisecond, lease: time.Second,
	}
	if gaps, _, done := r.run(t, address); gaps > 0 || done != r.hosts*r.pages {
		t.Errorf("%d gaps under the pace, %d of %d pages done; want 0, all", gaps, done, r.hosts*r.pages)
	}
	r.unguarded = true
	for range 6 { // a stop may meet a fetcher that holds nothing
		if gaps, _, _ := r.run(t, address); gaps > 0 {
			return
		}
	}
	t.Error("without the guard no gap is under the pace: the test shows nothing")
}

// Pages are settled once each and none is lost, whoever is killed.
func TestKilled(t *testing.T) {
	address := server(t)
	r := trial{hosts: size("PGFRONTIER_KILLED_HOSTS", 40, 5), pages: size("PGFRONTIER_PAGES", 50, 20), kills: size("PGFRONTIER_KILLS", 4, 1), lease: time.Second}
	began := time.Now()
	_, twice, done := r.run(t, address)
	if done != r.hosts*r.pages {
		t.Errorf("%d of %d pages are done", done, r.hosts*r.pages)
	}
	if most := r.kills * 16; twice > most {
		t.Errorf("%d pages were asked for again, at most %d may", twice, most)
	}
	t.Logf("%d pages in %s", done, time.Since(began).Round(time.Millisecond))
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	var rows, keys int
	if err := c.QueryRow(t.Context(), `SELECT COUNT(*), COUNT(DISTINCT key) FROM backpay_page WHERE state = 'done' AND fetcher IS NOT NULL`).Scan(&rows, &keys); err != nil {
		t.Fatal(err)
	}
	if rows != done || keys != done {
		t.Errorf("%d rows of %d pages are done, want %d of each", rows, keys, done)
	}
}

// A fetcher that lost its lease settles nothing.
func TestFence(t *testing.T) {
	address := server(t)
	open := func(name string) *Frontier {
		f, err := Open(t.Context(), address, Options{Fetcher: name, Span: 300 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close(context.Background()) })
		return f
	}
	a, b := open("a"), open("b")
	if err := a.Add(t.Context(), "made", []scraper.Request{{URL: "http://x.example/1"}, {URL: "http://x.example/2"}, {URL: ":no address"}}); err != nil {
		t.Fatal(err)
	}
	mine, err := a.Lease(t.Context(), 1, nil)
	if err != nil || len(mine) != 1 {
		t.Fatalf("a got %v: %v", mine, err)
	}
	if got, _ := b.Lease(t.Context(), 5, nil); len(got) != 0 {
		t.Fatalf("b got %v of a host that is leased", got)
	}
	if err := a.Permit("x.example"); err != nil {
		t.Error(err)
	}
	time.Sleep(400 * time.Millisecond)
	if err := a.Permit("x.example"); !errors.Is(err, ErrNotHeld) {
		t.Errorf("after half the lease a request may leave: %v", err)
	}
	theirs, err := b.Lease(t.Context(), 5, nil)
	if err != nil || len(theirs) != 2 {
		t.Fatalf("b got %v: %v", theirs, err)
	}
	if err := a.Settle(t.Context(), []scraper.Outcome{{Lease: mine[0], State: scraper.Done}}); err != nil {
		t.Fatal(err)
	}
	if n, _ := b.Left(t.Context()); n != 2 {
		t.Errorf("%d pages left, want 2: a settled what is b's", n)
	}
	for _, l := range theirs {
		if err := b.Settle(t.Context(), []scraper.Outcome{{Lease: l, State: scraper.Done}}); err != nil {
			t.Fatal(err)
		}
	}
	if n, _ := b.Left(t.Context()); n != 0 {
		t.Errorf("%d pages left, want none", n)
	}
}

// keeper is an inner frontier that looks at what the shared one shows to others
// while it keeps its records.
type keeper struct {
	scraper.Frontier
	settle func([]scraper.Outcome) error
}

// Settle fulfils scraper.Frontier.
func (k keeper) Settle(_ context.Context, o []scraper.Outcome) error { return k.settle(o) }

// Records are kept before a page counts as done: where they can't be, the page
// waits, and so does what it brought.
func TestInner(t *testing.T) {
	address := server(t)
	var f *Frontier
	left, kept, broken := 0, 0, errors.New("the disk is full")
	failure := broken
	inner := keeper{settle: func(o []scraper.Outcome) (err error) {
		if left, err = f.Left(t.Context()); err != nil {
			return err
		}
		kept += len(o)
		return failure
	}}
	f, err := Open(t.Context(), address, Options{Fetcher: "a", Inner: inner})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close(context.Background()) })
	if err := f.Add(t.Context(), "made", []scraper.Request{{URL: "http://x.example/1"}}); err != nil {
		t.Fatal(err)
	}
	got, err := f.Lease(t.Context(), 1, nil)
	if err != nil || len(got) != 1 {
		t.Fatalf("leased %v: %v", got, err)
	}
	page := scraper.Outcome{Lease: got[0], State: scraper.Done}
	page.Result.Requests = []scraper.Request{{URL: "http://x.example/2"}}
	if err := f.Settle(t.Context(), []scraper.Outcome{page}); !errors.Is(err, broken) {
		t.Errorf("settled though nothing was kept: %v", err)
	}
	if n, err := f.Left(t.Context()); n != 1 || err != nil {
		t.Errorf("%d pages left, want the one that was not kept: %v", n, err)
	}
	failure = nil
	if err := f.Settle(t.Context(), []scraper.Outcome{page}); err != nil {
		t.Fatal(err)
	}
	if left != 1 || kept != 2 {
		t.Errorf("others saw %d pages left while records were kept, want 1; %d outcomes were, want 2", left, kept)
	}
	if n, err := f.Left(t.Context()); n != 1 || err != nil {
		t.Errorf("%d pages left, want the one that was brought: %v", n, err)
	}
}
