package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/fetch"
	"backpay/scraper/market"
	"backpay/scraper/source"
	"backpay/scraper/testenv"
)

const shards = 8

// Eight shards of the demo's market, merged, are the unsharded run: every row
// of every table but for its ids, before the aggregate and after it.
func TestShards(t *testing.T) {
	testenv.Long(t)
	testenv.Tool(t, "sqlite3")
	opt := market.Default(1)
	opt.Employers, opt.MeanJobs = 60, 8
	m, err := market.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	hosts := serveOn(t, m.Handler(), 23)
	config := marketConfig(m, hosts)
	mergedIsWhole(t, config, 200)
}

// So it is on the load server's sites, a process for each.
func TestShardsOfSites(t *testing.T) {
	testenv.Long(t)
	testenv.Tool(t, "sqlite3")
	tool := filepath.Join(corpus(t), "..", "tools", "siteserver")
	dir := t.TempDir()
	build(t, tool, filepath.Join(dir, "siteserver"), ".")
	var hosts, sites []string
	for i := range 12 {
		addr := freeAddress(t)
		server := exec.CommandContext(t.Context(), filepath.Join(dir, "siteserver"), "-addr", addr, "-jobs", "25", "-seed", strconv.Itoa(i+1))
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
		stats(t, addr) // waits until it listens
		hosts = append(hosts, strconv.Quote(addr))
		sites = append(sites, fmt.Sprintf(`{company: C%d, start: "http://%s/jobs", job_links: "a.job", next_links: "a.next"}`, i, addr))
	}
	mergedIsWhole(t, fmt.Sprintf("fetch: {workers: 8, per_host: 8, min_delay: 0s, allow_hosts: [%s]}\nsources: {jsonld: {sites: [%s]}}\n",
		strings.Join(hosts, ", "), strings.Join(sites, ", ")), 250)
}

// serveOn serves a handler at several addresses of this machine.
func serveOn(t *testing.T, h http.Handler, n int) (hosts []string) {
	t.Helper()
	for i := range n {
		ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.%d:0", i+1))
		if err != nil {
			t.Fatal(err)
		}
		srv := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
		go func() { _ = srv.Serve(ln) }()
		t.Cleanup(func() { _ = srv.Close() })
		hosts = append(hosts, ln.Addr().String())
	}
	return hosts
}

// marketConfig gives each service and each site of a market a host.
func marketConfig(m *market.Market, hosts []string) string {
	boards := map[string][]string{}
	site := 3
	var quoted []string
	for _, h := range hosts {
		quoted = append(quoted, strconv.Quote(h))
	}
	for _, b := range m.Boards() {
		line := fmt.Sprintf("{token: %q, company: %q}", b.Token, b.Company)
		if b.Kind == market.JSONLD {
			line = fmt.Sprintf("{company: %q, start: \"http://%s%s\", job_links: %q, next_links: %q}", b.Company, hosts[site], b.Start, b.JobLinks, b.NextLinks)
			if site++; site == len(hosts) {
				site = 3
			}
		}
		boards[b.Kind] = append(boards[b.Kind], line)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "fetch: {workers: 8, per_host: 8, min_delay: 0s, allow_hosts: [%s]}\nsources:\n", strings.Join(quoted, ", "))
	for i, kind := range []string{market.Greenhouse, market.Lever, market.Ashby} {
		fmt.Fprintf(&text, "  %s: {base_url: \"http://%s\", boards: [%s]}\n", kind, hosts[i], strings.Join(boards[kind], ", "))
	}
	fmt.Fprintf(&text, "  jsonld: {sites: [%s]}\n", strings.Join(boards[market.JSONLD], ", "))
	return text.String()
}

// mergedIsWhole scrapes once whole and once in shards, and compares.
func mergedIsWhole(t *testing.T, config string, atLeast int) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(file, []byte("database: whole.db\narchive: {dir: archive}\nagent: {contact: \"https://example.org/bot\"}\n"+config), 0o600); err != nil {
		t.Fatal(err)
	}
	merged := mergeCmd{Out: filepath.Join(dir, "merged.db"), Archive: filepath.Join(dir, "merged.archive")}
	whole := filepath.Join(dir, "whole.db")
	ended(t, scrapeCmd{}.Run(appAt(file, "")))
	busy := 0
	for i := range shards {
		ended(t, scrapeCmd{Shard: fmt.Sprintf("%d/%d", i, shards)}.Run(appAt(file, "")))
		path := filepath.Join(dir, fmt.Sprintf("whole-%dof%d.db", i, shards))
		if answerOf(t, path, "SELECT COUNT(*) FROM posting") != "0" {
			busy++
		}
		merged.Shards = append(merged.Shards, path)
	}
	if busy < 4 {
		t.Fatalf("%d shards of %d found postings", busy, shards)
	}
	ended(t, merged.Run(appAt(file, "")))
	if n, _ := strconv.Atoi(answerOf(t, merged.Out, "SELECT COUNT(*) FROM posting")); n < atLeast {
		t.Fatalf("%d postings, want %d at least", n, atLeast)
	}
	sameRows(t, whole, merged.Out, "")
	loadsAll(t, merged.Out, merged.Archive)
	ended(t, aggregateCmd{}.Run(appAt(file, whole)))
	ended(t, aggregateCmd{}.Run(appAt(file, merged.Out)))
	sameRows(t, whole, merged.Out, "after aggregate: ")
	if answerOf(t, merged.Out, "SELECT COUNT(*) FROM figure") == "0" {
		t.Error("no figures were compared")
	}
	if err := merged.Run(appAt(file, "")); !errors.As(err, new(usageError)) {
		t.Errorf("a merge over a file that is there: %v", err)
	}
}

// appAt is the program at a fixed time.
func appAt(config, db string) *app {
	return &app{
		cli: &cli{Config: config, DB: db}, ctx: context.Background(), stdout: io.Discard, sources: source.All(),
		now: func() time.Time { return time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC) }, env: environment{}, log: slog.New(slog.DiscardHandler),
	}
}

// ended takes a partial end for a good one: the market has boards in trouble.
func ended(t *testing.T, err error) {
	t.Helper()
	if err != nil && exitCode(err) != exitPartial {
		t.Fatal(err)
	}
}

// answerOf returns what a database answers.
func answerOf(t *testing.T, path, query string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "sqlite3", "-readonly", path, query).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", query, err, out)
	}
	return strings.TrimSpace(string(out))
}

// named are the ids that rows have of other rows, as what names them.
var named = map[string]string{
	"posting_id":           "(SELECT p.source || '/' || p.source_id FROM %[1]s.posting p WHERE p.id = t.%[2]s)",
	"canonical_posting_id": "(SELECT p.source || '/' || p.source_id FROM %[1]s.posting p WHERE p.id = t.%[2]s)",
	"job_id":               "(SELECT p.source || '/' || p.source_id FROM %[1]s.job j JOIN %[1]s.posting p ON p.id = j.canonical_posting_id WHERE j.id = t.%[2]s)",
	"employer_id":          "(SELECT e.key FROM %[1]s.employer e WHERE e.id = t.%[2]s)",
	"fetch_id":             "(SELECT f.url FROM %[1]s.fetch f WHERE f.id = t.%[2]s)",
	"place_id":             "(SELECT p.country || '/' || p.region || '/' || p.city FROM %[1]s.place p WHERE p.id = t.%[2]s)",
	"run_id":               "(SELECT r.started_at FROM %[1]s.run r WHERE r.run_id = t.%[2]s)",
	"last_run_id":          "(SELECT r.started_at FROM %[1]s.run r WHERE r.run_id = t.%[2]s)",
}

// apart are columns that are ids or chance, of any table or of one: where an
// answer lies is looked at by loading it; when a page was asked for, which of
// two came first, and what the first one calls an employer differ from run to
// run of one database too.
var apart = map[string]bool{
	"id": true, "archive_file": true, "archive_offset": true, "newest_posting_id": true, "cluster_id": true, "first_posting_id": true,
	"same_as": true, "job.key": true, "edition_posting.job": true, "figure.edition": true, "edition.name": true,
	"fetch.fetched_at": true, "source_run.error": true, "employer.name": true,
	"posting_identity.basis": true, "posting_identity.score": true,
}

// sameRows compares all tables of two databases, row by row but for ids.
func sameRows(t *testing.T, a, b, when string) {
	t.Helper()
	for _, table := range strings.Fields(answerOf(t, a, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
		var of [2][]string
		for _, c := range strings.Fields(answerOf(t, a, "SELECT name FROM pragma_table_xinfo('"+table+"')")) {
			for i, db := range []string{"main", "other"} {
				switch {
				case apart[c] || apart[table+"."+c]:
				case named[c] != "" && !(table == "run" && c == "run_id"):
					of[i] = append(of[i], fmt.Sprintf(named[c], db, c))
				case table == "run" && c == "run_id":
				default:
					of[i] = append(of[i], "t."+c)
				}
			}
		}
		if len(of[0]) == 0 || slices.Contains([]string{"job_pair", "page_read", "change", "made", "holder"}, table) {
			continue // of a job's postings those are linked that came first; the jobs themselves are compared; the others spare a file its work
		}
		from := func(i int, db string) string {
			// Counting keeps a row that is there twice different from one that is there once.
			cols := strings.Join(of[i], ", ")
			where := ""
			if table == "figure" { // its made-up words are drawn by the jobs' ids
				where = " WHERE t.statistic <> 'placebo_max_pct'"
			}
			return fmt.Sprintf("SELECT *, COUNT(*) AS n FROM (SELECT %s FROM %s.%s t%s) GROUP BY %s", cols, db, table, where, ordinals(len(of[i])))
		}
		one, two := from(0, "main"), from(1, "other")
		q := fmt.Sprintf("ATTACH '%s' AS other; SELECT * FROM (%s EXCEPT %s) LIMIT 2; SELECT '---'; SELECT * FROM (%s EXCEPT %s) LIMIT 2", b, one, two, two, one)
		if out := answerOf(t, a, q); out != "---" {
			t.Errorf("%stable %s differs:\n%.1500s", when, table, out)
		}
	}
}

func ordinals(n int) string {
	var s []string
	for i := range n {
		s = append(s, strconv.Itoa(i+1))
	}
	return strings.Join(s, ", ")
}

// loadsAll loads every answer that a database names from an archive.
func loadsAll(t *testing.T, db, dir string) {
	t.Helper()
	archive, err := fetch.OpenArchive(dir, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	n := 0
	for _, line := range strings.Split(answerOf(t, db, "SELECT archive_file, archive_offset, sha256 FROM fetch WHERE archive_file IS NOT NULL"), "\n") {
		part := strings.Split(line, "|")
		offset, err := strconv.ParseInt(part[1], 10, 64)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if _, _, err := archive.Load(scraper.Fetch{File: part[0], Offset: offset, SHA256: part[2]}); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		n++
	}
	if n < 20 {
		t.Errorf("%d answers lie in the archive", n)
	}
}
