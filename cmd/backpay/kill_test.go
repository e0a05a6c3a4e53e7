package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"backpay/scraper/market"
	"backpay/scraper/testenv"
)

// program is the program as a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), "BACKPAY_TEST_RUN=1")
	return cmd
}

// sqlite is what the system's sqlite3 answers.
func sqlite(t *testing.T, file, query string) string {
	t.Helper()
	testenv.Tool(t, "sqlite3")
	out, err := exec.Command("sqlite3", file, query).CombinedOutput()
	if err != nil {
		t.Fatalf("sqlite3 %s: %v\n%s", query, err, out)
	}
	return strings.TrimSpace(string(out))
}

// sites is a configuration of every career site of a market.
func sites(m *market.Market, base, dir string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "database: %s/b.db\narchive: {dir: %s/archive}\n", dir, dir)
	fmt.Fprintf(&b, "fetch: {workers: 8, per_host: 8, allow_hosts: [%q]}\nsources:\n  jsonld:\n    sites:\n", strings.TrimPrefix(base, "http://"))
	for _, s := range m.Boards() {
		if s.Kind == market.JSONLD && !s.Blocked && !s.Drifted {
			fmt.Fprintf(&b, "      - {company: %q, start: %q, job_links: %q, next_links: %q}\n", s.Company, base+s.Start, s.JobLinks, s.NextLinks)
		}
	}
	return b.String()
}

// A run that is killed half-way and started again ends with the postings of
// an unbroken run, and asks for no page again that it had finished.
func TestKilledRunResumes(t *testing.T) {
	testenv.Long(t)
	opt := market.Default(3)
	opt.Employers, opt.MeanJobs = 60, 10
	m, err := market.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	hits := map[string]int{}
	half := make(chan struct{})
	var once sync.Once
	site := m.Handler()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		hits[r.URL.RequestURI()]++
		if len(hits) == 120 {
			once.Do(func() { close(half) })
		}
		mu.Unlock()
		site.ServeHTTP(w, r)
	}))
	defer srv.Close()
	config := func() (string, string) {
		dir := t.TempDir()
		file := filepath.Join(dir, "config.yaml")
		if err := os.WriteFile(file, []byte(sites(m, srv.URL, dir)), 0o600); err != nil {
			t.Fatal(err)
		}
		return file, filepath.Join(dir, "b.db")
	}
	const postings = `SELECT source_id, title, company, place_text, description, record FROM posting ORDER BY source_id`

	file, broken := config()
	cmd := program(t, "--config", file, "scrape")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-half
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) {
		t.Fatalf("the run ended before it was killed: %v", err)
	}
	done := strings.Fields(sqlite(t, broken, `SELECT url FROM frontier WHERE state = 'done'`))
	if len(done) < 20 {
		t.Fatalf("only %d pages were done when it was killed", len(done))
	}
	mu.Lock()
	clear(hits)
	mu.Unlock()
	out, err := program(t, "--config", file, "scrape").CombinedOutput()
	if err != nil {
		t.Fatalf("second run: %v\n%s", err, out)
	}
	if !strings.Contains(string(out), "broken off") {
		t.Errorf("the second run does not say that it goes on: %s", out)
	}
	for _, u := range done {
		if n := hits[strings.TrimPrefix(u, srv.URL)]; n > 0 {
			t.Errorf("%s was done and is asked for again", u)
		}
	}
	file, whole := config()
	if out, err := program(t, "--config", file, "scrape").CombinedOutput(); err != nil {
		t.Fatalf("unbroken run: %v\n%s", err, out)
	}
	got, want := sqlite(t, broken, postings), sqlite(t, whole, postings)
	if got != want || want == "" {
		t.Errorf("the broken run has %d bytes of postings, the unbroken one %d", len(got), len(want))
	}
}
