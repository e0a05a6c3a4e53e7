package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backpay/scraper/market"
	"backpay/scraper/testenv"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestMain(m *testing.M) {
	if os.Getenv("BACKPAY_TEST_RUN") != "" { // this binary as the program itself
		main()
	}
	testscript.Main(tests{m}, map[string]func(){
		"backpay": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
		},
	})
}

// The scripts under testdata/script are the manual of the commands. $SITE is
// the address of a small made-up market on loopback, $SITE_HOST its host:port.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			if err := needTools(e); err != nil {
				return err
			}
			opt := market.Default(7)
			opt.Employers, opt.MeanJobs = 24, 4
			m, err := market.New(opt)
			if err != nil {
				return err
			}
			srv := httptest.NewServer(trouble(m.Handler()))
			e.Defer(srv.Close)
			e.Setenv("SITE", srv.URL)
			e.Setenv("SITE_HOST", strings.TrimPrefix(srv.URL, "http://"))
			most := map[string]int{}
			for _, b := range m.Boards() {
				if !b.Blocked && !b.Drifted && b.Postings > most[b.Kind] {
					most[b.Kind] = b.Postings
					e.Setenv(strings.ToUpper(string(b.Kind))+"_BOARD", b.Token)
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fetch": func(ts *testscript.TestScript, _ bool, args []string) { // an address into a file
				resp, err := http.Get(args[0])
				ts.Check(err)
				defer resp.Body.Close()
				body, err := io.ReadAll(resp.Body)
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[1]), body, 0o600))
			},
			"demo": demoOf,
			"hold": hold,
			"sql":  query,
			"subst": func(ts *testscript.TestScript, _ bool, args []string) {
				for _, f := range args { // put $SITE and the like into a file
					text := os.Expand(ts.ReadFile(f), ts.Getenv)
					ts.Check(os.WriteFile(ts.MkAbs(f), []byte(text), 0o600))
				}
			},
		},
	})
}

// tools are the programs that scripts use beside Go, as words of their lines.
var tools = regexp.MustCompile(`\b(sqlite3|sh|bash|gzip|strings|zip|cat)\b`)

// needTools ends a script whose programs aren't there.
func needTools(e *testscript.Env) error {
	name := strings.TrimPrefix(filepath.Base(e.WorkDir), "script-")
	script, err := txtar.ParseFile(filepath.Join("testdata", "script", name+".txtar"))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(script.Comment)) {
		word, rest, _ := strings.Cut(strings.TrimPrefix(line, "! "), " ")
		switch {
		case word == "sql":
			testenv.Tool(e.T().(testing.TB), "sqlite3")
		case word == "exec" && !strings.HasPrefix(rest, "backpay "):
			testenv.Tool(e.T().(testing.TB), tools.FindAllString(rest, -1)...)
		}
	}
	return nil
}

// trouble adds addresses that misbehave to the market's site.
func trouble(h http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", h)
	mux.HandleFunc("/v0/postings/endless", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		chunk := []byte(strings.Repeat(`{"x":"lorem ipsum dolor sit amet"},`, 1000))
		for range 60000 { // 2 GB
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/remotive/remote-jobs/feed", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"00-warning": "", "0-legal-notice": "Link back.", "job-count": 1, "jobs": [{"id": 7, "url": "https://example.org/7", "title": "Potter",
			"company_name": "Copper Kiln", "category": "All others", "tags": [], "job_type": "full_time", "publication_date": "2026-10-01T00:00:00",
			"candidate_required_location": "Worldwide", "salary": "", "description": "<p>Throw pots.</p>"}]}`)
	})
	mux.HandleFunc("/usajobs/", func(w http.ResponseWriter, r *http.Request) { // a service that tells its caller's key
		w.Header().Set("Location", "/elsewhere?key="+r.Header.Get("Authorization-Key"))
		w.WriteHeader(http.StatusFound)
	})
	var pings strings.Builder // who watches: what was told, in order
	mux.HandleFunc("/ping/", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(&pings, "%s %d lines\n", r.URL.Path, bytes.Count(body, []byte("\n")))
		if r.URL.Path == "/ping/broken/start" {
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	mux.HandleFunc("/pings", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, pings.String()) })
	mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, r *http.Request) { // and once more, in an answer that breaks off
		w.Header().Set("X-Caller", r.Header.Get("Authorization-Key"))
		fmt.Fprintf(w, `{"SearchResult": {"SearchResultItems": [{"MatchedObjectId": %q, `, r.Header.Get("Authorization-Key"))
	})
	mux.HandleFunc("/v0/postings/drifted", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"items": [], "version": 2}`)
	})
	mux.HandleFunc("/v0/postings/inward", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
	})
	return mux
}

// hold takes the lock of a database until the script ends.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	l := flock.New(ts.MkAbs(args[0]) + ".lock")
	if ok, err := l.TryLock(); err != nil || !ok {
		ts.Fatalf("hold %s: %v", args[0], err)
	}
	ts.Defer(func() { _ = l.Unlock() })
}

// query compares what a database answers, as the sqlite3 of the system prints
// it, with the rest of the line.
func query(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: sql FILE QUERY WANT")
	}
	out, err := exec.Command("sqlite3", "-readonly", ts.MkAbs(args[0]), args[1]).CombinedOutput()
	ts.Check(err)
	got := strings.ReplaceAll(strings.TrimSpace(string(out)), "\n", " ")
	if (got == args[2]) == neg {
		ts.Fatalf("%s\ngot  %s\nwant %s", args[1], got, args[2])
	}
}

// A public-looking name that leads to a loopback address is refused where it
// is dialled, whatever the name.
func TestPublicNameToLoopback(t *testing.T) {
	addrs, err := net.DefaultResolver.LookupHost(t.Context(), "localhost")
	if err != nil || len(addrs) == 0 {
		t.Fatalf("no address for localhost: %v", err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "config.yaml")
	text := fmt.Sprintf("database: %s/b.db\narchive: {dir: %s/archive}\nsources: {jsonld: {sites: [{company: X, start: \"http://localhost:9/jobs\", job_links: a}]}}\n", dir, dir)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	code := run(t.Context(), []string{"--config", file, "scrape", "jsonld"}, nil, &out, &errs, nil)
	if code != exitFailed || !strings.Contains(errs.String(), "not a public address") {
		t.Errorf("exit %d, %s; want 1 and a refusal", code, errs.String())
	}
}
