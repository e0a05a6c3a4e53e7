package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"backpay/scraper/market"
	"backpay/scraper/testenv"
)

// Three programs at one frontier read each page once between them, and their
// databases, merged, hold what one program alone finds.
func TestSharedFrontier(t *testing.T) {
	testenv.Long(t)
	testenv.Tool(t, "sqlite3")
	address, stop := testenv.Postgres(t)
	defer stop()
	dir := t.TempDir()
	program := filepath.Join(dir, "backpay")
	buildTagged(t, program)
	opt := market.Default(1)
	opt.Employers, opt.MeanJobs = 40, 6
	m, err := market.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	sites := marketConfig(m, serveOn(t, m.Handler(), 23))
	config := func(name, frontier string) string {
		path := filepath.Join(dir, name+".yaml")
		text := fmt.Sprintf("database: %s.db\narchive: {dir: %s.archive}\nagent: {contact: \"https://example.org/bot\"}\n", name, name) +
			strings.Replace(sites, "fetch: {", "fetch: {"+frontier, 1)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	ended(t, scrapeCmd{}.Run(appAt(config("whole", ""), "")))

	var fetchers sync.WaitGroup
	merged := mergeCmd{Out: filepath.Join(dir, "merged.db"), Archive: filepath.Join(dir, "merged.archive")}
	for i := range 3 {
		name := fmt.Sprintf("fetcher%d", i)
		file := config(name, fmt.Sprintf("frontier: %q, ", address))
		fetchers.Go(func() {
			cmd := exec.CommandContext(t.Context(), program, "--config", file, "--log-format", "json", "scrape")
			out, err := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != 0 && code != exitPartial { // the market has boards in trouble
				t.Errorf("%s: %v\n%s", name, err, out)
			}
		})
		merged.Shards = append(merged.Shards, filepath.Join(dir, name+".db"))
	}
	fetchers.Wait()
	if t.Failed() {
		return
	}
	ended(t, merged.Run(appAt(filepath.Join(dir, "whole.yaml"), "")))
	for _, q := range []string{
		"SELECT COUNT(*), COUNT(DISTINCT source || url) FROM fetch",
		"SELECT COUNT(*), SUM(LENGTH(description)) FROM posting",
		"SELECT source, source_id, title, company, state FROM posting ORDER BY 1, 2",
		"SELECT source, pages_done, pages_failed, records FROM source_run ORDER BY 1",
	} {
		if one, three := answerOf(t, filepath.Join(dir, "whole.db"), q), answerOf(t, merged.Out, q); one != three {
			t.Errorf("%s\none program: %.300s\nthree: %.300s", q, one, three)
		}
	}
	if n := answerOf(t, merged.Out, "SELECT COUNT(DISTINCT fetcher) FROM (SELECT value AS fetcher FROM source_run, json_each('[\"' || REPLACE(fetcher, ', ', '\",\"') || '\"]'))"); n == "0" || n == "1" {
		t.Errorf("source_run names %s fetchers", n)
	}
}

// buildTagged builds the program with its client of PostgreSQL.
func buildTagged(t *testing.T, to string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "postgres", "-o", to, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
}
