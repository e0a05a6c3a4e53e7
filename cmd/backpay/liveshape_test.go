package main

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backpay/scraper/source"
)

// Every listing source that is on by default is gathered at once, from the
// paths that its service has, and reported with what it asks to be printed.
func TestEveryDefaultSource(t *testing.T) {
	site := newServices(t)
	srv := httptest.NewServer(site)
	defer srv.Close()
	dir := t.TempDir()
	file := configure(t, dir, fmt.Sprintf("fetch: {allow_hosts: [%q]}\n", strings.TrimPrefix(srv.URL, "http://")), func(name string) string { return srv.URL + "/" + name })
	s := newSession(t, file)
	s.app.now = func() time.Time { return august }
	if err := (refreshCmd{}).Run(&s.app); err != nil {
		t.Fatalf("%v\n%s", err, s.errs.String())
	}
	db := filepath.Join(dir, "b.db")
	got := sqlite(t, db, `SELECT source || ' ' || status || ' ' || records FROM source_run ORDER BY source`)
	t.Log(got)
	if n := strings.Count(got, " ok "); n != len(feeds) || strings.Contains(got, " ok 0") {
		t.Errorf("%d sources are ok, want %d with records each:\n%s", n, len(feeds), got)
	}
	report, err := os.ReadFile(filepath.Join(dir, "report", "report.md"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range feeds {
		if a := source.Named(name).About().Attribution; a != "" && !strings.Contains(bareWords(string(report)), bareWords(a)) {
			t.Errorf("%s: the report doesn't print %q", name, a)
		}
	}
	s.errs.Reset()
	if err := (refreshCmd{}).Run(&s.app); err != nil || !strings.Contains(s.errs.String(), ": 0 new, 0 changed") {
		t.Errorf("a second run: %v\n%s", err, s.errs.String())
	}
	if got := sqlite(t, db, `SELECT GROUP_CONCAT(source) FROM (SELECT source FROM source_run WHERE run_id = 2 AND status = 'skipped' AND error LIKE 'not due until %' ORDER BY 1)`); got != "jobicy,remotive,weworkremotely" {
		t.Errorf("not due again are %s", got)
	}
	if got := sqlite(t, db, `SELECT COUNT(*) FROM posting WHERE gone_at IS NOT NULL`); got != "0" {
		t.Errorf("%s postings are gone", got)
	}
}

// august is a day on which no made-up posting has expired.
var august = time.Date(2026, 8, 5, 8, 0, 0, 0, time.UTC)

// bareWords are the words of a text without markup.
func bareWords(s string) string {
	s = html.UnescapeString(s)
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') }), " ")
}

// No service is asked faster than min_delay allows, though all are gathered
// at once, from their real addresses.
func TestPaceOfEveryDefaultSource(t *testing.T) {
	const delay = 40 * time.Millisecond
	file := configure(t, t.TempDir(), fmt.Sprintf("fetch: {workers: 32, per_host: 2, min_delay: %s}\n", delay), func(string) string { return "" })
	s := newSession(t, file)
	c, err := s.app.config(true)
	if err != nil {
		t.Fatal(err)
	}
	w := wire{newServices(t), map[string]string{}}
	s.app.base = w
	for _, p := range c.plans {
		reqs, err := p.source.Start(p.settings)
		if err != nil || !p.enabled() {
			continue
		}
		for _, r := range reqs {
			u, err := url.Parse(r.URL)
			if err != nil {
				t.Fatal(err)
			}
			w.hosts[u.Host] = p.source.About().Name
		}
	}
	if err := (scrapeCmd{}).Run(&s.app); err != nil {
		t.Fatalf("%v\n%s", err, s.errs.String())
	}
	if len(w.asked) != len(feeds) {
		t.Errorf("%d services were asked, want %d", len(w.asked), len(feeds))
	}
	for name, at := range w.asked {
		// The first may arrive late, by what half a delay allows for.
		if took, least := at[len(at)-1].Sub(at[0]), time.Duration(len(at)-1)*delay-delay/2; len(at) < 2 || took < least {
			t.Errorf("%s: %d requests in %s, want at least %s", name, len(at), took, least)
		}
	}
}

const (
	careersPage = `<!DOCTYPE html><html><head><title>Careers</title></head><body><h1>Work with us</h1><p>We are glad that you are here.</p></body></html>`
	loginPage   = `<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/session"><input type="email" name="e"><input type="password" name="p"></form></body></html>`
	waitPage    = `<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>`
)

// A service that changed its answer is reported with the evidence, exit 3, and
// nothing that is known of it goes.
func TestChangedAnswers(t *testing.T) {
	site := newServices(t)
	srv := httptest.NewServer(site)
	defer srv.Close()
	dir := t.TempDir()
	file := configure(t, dir, fmt.Sprintf("fetch: {allow_hosts: [%q]}\n", strings.TrimPrefix(srv.URL, "http://")), func(name string) string { return srv.URL + "/" + name })
	db := filepath.Join(dir, "b.db")
	const known = `SELECT source, source_id, url, record, description, gone_at FROM posting ORDER BY id`
	now := august
	scrape := func() (int, string) {
		t.Helper()
		s := newSession(t, file)
		now = now.Add(7 * time.Hour) // every source is due again
		s.app.now = func() time.Time { return now }
		err := scrapeCmd{}.Run(&s.app)
		return exitCode(err), s.errs.String()
	}
	if code, told := scrape(); code != exitDone {
		t.Fatalf("exit %d\n%s", code, told)
	}
	before := sqlite(t, db, known)

	page := func(status int, body string) func(http.ResponseWriter, string, string) {
		return func(w http.ResponseWriter, _, _ string) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	const refusedAgain = "Cloudflare with 403"
	const sound = "jobicy" // one that goes on well, so that the run is not lost as a whole
	for _, c := range []struct {
		name, status string
		evidence     string // which every error holds
		answer       func(w http.ResponseWriter, name, sound string)
	}{
		{"renamed key", "drift", "page has an unknown form", func(w http.ResponseWriter, name, sound string) {
			w.Header().Set("Content-Type", kindOf(sound))
			fmt.Fprint(w, strings.ReplaceAll(sound, feeds[name].renamed[0], feeds[name].renamed[1]))
		}},
		{"empty list", "empty", "lists no posting, where ", func(w http.ResponseWriter, name, sound string) {
			none := site.file(name, feeds[name].none, "")
			if strings.Contains(sound, "whoishiring") { // the threads are there, their comments are not
				none = sound
			}
			w.Header().Set("Content-Type", kindOf(none))
			fmt.Fprint(w, none)
		}},
		{"a page in place of data", "drift", "page has an unknown form", page(200, careersPage)},
		{"a login page", "drift", "page has an unknown form", page(200, loginPage)},
		{"Cloudflare with 200", "blocked", "just a moment", page(200, waitPage)},
		{"Cloudflare with 403", "blocked", "just a moment", page(403, waitPage)},
		{"forbidden", "blocked", "status 403", page(403, "")},
	} {
		t.Run(c.name, func(t *testing.T) {
			site.change = func(w http.ResponseWriter, name, body string) bool {
				if name == sound {
					return false
				}
				c.answer(w, name, body)
				return true
			}
			code, told := scrape()
			site.change = nil
			again := c.name == refusedAgain // a refusal is trouble when it is new
			if want := map[bool]int{false: exitPartial, true: exitDone}[again]; code != want {
				t.Errorf("exit %d, want %d\n%s", code, want, told)
			}
			rows := strings.Split(sqlite(t, db, `SELECT source, status, error FROM source_run WHERE run_id = (SELECT MAX(run_id) FROM run)`), "\n")
			if len(rows) != len(feeds) {
				t.Errorf("%d rows of source_run, want %d", len(rows), len(feeds))
			}
			for _, row := range rows {
				f := strings.SplitN(row, "|", 3)
				if f[0] == sound {
					if f[1] != "ok" {
						t.Error(row)
					}
				} else if f[1] != c.status || !strings.Contains(f[2], c.evidence) {
					t.Errorf("%s, want %s with %q", row, c.status, c.evidence)
				} else if new := "source/" + f[0] + ": "; strings.Contains(told, new) && again != strings.Contains(told, "; as the time before") {
					t.Errorf("of %s, met again %v, is told:\n%s", f[0], again, told)
				} else if !strings.Contains(told, new) {
					t.Errorf("nothing is told of %s", f[0])
				}
				t.Log(row)
			}
			if after := sqlite(t, db, known); after != before {
				t.Error("the postings of earlier runs are not what they were")
			}
		})
	}
	if code, told := scrape(); code != exitDone || !strings.Contains(told, ": 0 new, 0 changed") {
		t.Errorf("when all is well again: exit %d\n%s", code, told)
	}
}

// A source that is gathered alone and comes back empty is trouble too.
func TestEmptyAlone(t *testing.T) {
	site := newServices(t)
	srv := httptest.NewServer(site)
	defer srv.Close()
	dir := t.TempDir()
	file := configure(t, dir, fmt.Sprintf("fetch: {allow_hosts: [%q]}\n", strings.TrimPrefix(srv.URL, "http://")), func(name string) string { return srv.URL + "/" + name })
	site.change = func(w http.ResponseWriter, name, _ string) bool {
		fmt.Fprint(w, "[]")
		return true
	}
	backpay(t, nil, exitDone, "--config", file, "scrape", "lever") // nothing was known, so that nothing is missed
	site.change = nil
	backpay(t, nil, exitDone, "--config", file, "scrape", "lever")
	site.change = func(w http.ResponseWriter, name, _ string) bool {
		fmt.Fprint(w, "[]")
		return true
	}
	if told := backpay(t, nil, exitPartial, "--config", file, "scrape", "lever"); !strings.Contains(told, "source/lever: lists no posting, where 4 were open: they stay") {
		t.Error(told)
	}
}
