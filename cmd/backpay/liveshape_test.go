package main

import (
	"bytes"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"backpay/scraper"
	"backpay/scraper/source"
)

// feed is how a source answers in these tests: its settings beside enabled
// and base_url, and which made-up answer of its own testdata stands at which
// address. {SITE} is the feed's own origin.
type feed struct {
	settings string
	answers  [][2]string // part of the request's path and query, file under testdata or the answer itself
	// renamed is a key of the answer and what it is called after a change;
	// none is an answer that lists nothing.
	renamed [2]string
	none    string
}

// feeds are the listing sources that are on by default. A new one is held by
// its own contract test until it is put here.
var feeds = map[string]feed{
	"arbeitnow": {
		settings: "pages: 2", answers: [][2]string{{"/api/job-board-api?page=1", "first/input.json"}, {"/api/job-board-api?page=2", "last/input.json"}},
		renamed: [2]string{`"data"`, `"items"`}, none: `{"data": [], "links": {"next": null}, "meta": {"current_page": 1}}`,
	},
	"ashby": {
		settings: "boards: [{token: quillon, company: Quillon}]", answers: [][2]string{{"/posting-api/job-board/quillon?includeCompensation=true", "board/input.json"}},
		renamed: [2]string{`"jobs"`, `"postings"`}, none: `{"jobs": [], "apiVersion": "1"}`,
	},
	"greenhouse": {
		settings: "boards: [{token: tidewater, company: Tidewater}]",
		answers:  [][2]string{{"/v1/boards/tidewater/jobs?content=true&pay_transparency=true", "board/input.json"}},
		renamed:  [2]string{`"jobs"`, `"postings"`}, none: "empty/input.json",
	},
	"hackernews": {
		settings: "threads: 1", answers: [][2]string{{"/api/v1/search_by_date?", "stories/input.json"}, {"/api/v1/search?", "comments/input.json"}},
		renamed: [2]string{`"hits"`, `"items"`}, none: `{"hits": [], "nbHits": 0, "nbPages": 0, "page": 0}`,
	},
	"himalayas": {
		settings: "pages: 1", answers: [][2]string{{"/jobs/api?limit=20", "first/input.json"}},
		renamed: [2]string{`"jobs"`, `"postings"`}, none: "empty/input.json",
	},
	"jobicy": {
		answers: [][2]string{{"/api/v2/remote-jobs?count=100", "feed/input.json"}},
		renamed: [2]string{`"jobs"`, `"postings"`}, none: "empty/input.json",
	},
	"jsonld": {
		settings: `sites: [{company: Copper Kiln, sitemap: "{SITE}/sitemap.xml", match: "/careers/\\d+"}]`,
		answers: [][2]string{
			{"/sitemap.xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{SITE}/careers/7</loc></url><url><loc>{SITE}/careers/9</loc></url></urlset>`},
			{"/careers/7", "job/input.html"},
			{"/careers/9", "plain/input.html"},
		},
		renamed: [2]string{`urlset`, `addresses`}, none: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>`,
	},
	"lever": {
		settings: "boards: [{token: bramble, company: Bramble & Sons}]", answers: [][2]string{{"/v0/postings/bramble?mode=json", "site/input.json"}},
		renamed: [2]string{`"text"`, `"heading"`}, none: "empty/input.json",
	},
	"personio": {
		settings: "boards: [{token: moorhuhn, company: Moorhuhn}]", answers: [][2]string{{"/xml?", "feed/input.xml"}},
		renamed: [2]string{`workzag-jobs`, `positions`}, none: "empty/input.xml",
	},
	"remoteok": {
		answers: [][2]string{{"/api", "feed/input.json"}},
		renamed: [2]string{`"position"`, `"heading"`}, none: "empty/input.json",
	},
	"remotive": {
		answers: [][2]string{{"/api/remote-jobs", "feed/input.json"}},
		renamed: [2]string{`"jobs"`, `"postings"`}, none: "empty/input.json",
	},
	"startupjobs": {
		settings: "partner: saltmarsh", answers: [][2]string{{"/feed/saltmarsh.php", "feed/input.xml"}},
		renamed: [2]string{`offers`, `vacancies`}, none: "empty/input.xml",
	},
	"teamtailor": {
		settings: "boards: [{token: furrow, company: Furrow}]", answers: [][2]string{{"/jobs.json", "site/input.json"}},
		renamed: [2]string{`"items"`, `"entries"`}, none: "empty/input.json",
	},
	"themuse": {
		settings: "{categories: [Software Engineering], pages: 1}", answers: [][2]string{{"/api/public/jobs?category=Software+Engineering&page=1", "first/input.json"}},
		renamed: [2]string{`"results"`, `"postings"`}, none: "empty/input.json",
	},
	"weworkremotely": {
		answers: [][2]string{{"/remote-jobs.rss", "feed/input.xml"}},
		renamed: [2]string{`rss`, `news`}, none: "empty/input.xml",
	},
	"workable": {
		settings: "boards: [{token: tallow-and-wick, company: Tallow & Wick}]", answers: [][2]string{{"/api/v1/widget/accounts/tallow-and-wick?details=true", "board/input.json"}},
		renamed: [2]string{`"jobs"`, `"postings"`}, none: "empty/input.json",
	},
}

// services answer as all the sources' services do, each under its name.
type services struct {
	t       *testing.T
	testing string // the folder of the sources

	mu     sync.Mutex
	change func(w http.ResponseWriter, name, sound string) bool // answers in another way
	asked  map[string][]time.Time                               // when each service was asked, robots.txt too
}

func newServices(t *testing.T) *services {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "scraper", "source"))
	if err != nil {
		t.Fatal(err)
	}
	return &services{t: t, testing: dir, asked: map[string][]time.Time{}}
}

// file is the answer that a feed names.
func (s *services) file(name, what, site string) string {
	if !strings.Contains(what, "/input.") {
		return strings.ReplaceAll(what, "{SITE}", site)
	}
	text, err := os.ReadFile(filepath.Join(s.testing, name, "testdata", what))
	if err != nil {
		s.t.Error(err)
	}
	return string(text)
}

func (s *services) answer(w http.ResponseWriter, name, site, uri string) {
	s.mu.Lock()
	s.asked[name] = append(s.asked[name], time.Now())
	change := s.change
	s.mu.Unlock()
	if uri == "/robots.txt" {
		http.NotFound(w, nil)
		return
	}
	for _, a := range feeds[name].answers {
		if !strings.HasPrefix(uri, a[0]) {
			continue
		}
		sound := s.file(name, a[1], site)
		if change != nil && change(w, name, sound) {
			return
		}
		w.Header().Set("Content-Type", kindOf(sound))
		fmt.Fprint(w, sound)
		return
	}
	s.t.Errorf("%s: nobody answers %s", name, uri)
	http.NotFound(w, nil)
}

func kindOf(body string) string {
	switch {
	case strings.HasPrefix(body, "{"), strings.HasPrefix(body, "["):
		return "application/json"
	case strings.Contains(body, "<html"):
		return "text/html"
	}
	return "application/xml"
}

// ServeHTTP answers on one address, by the first part of the path.
func (s *services) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if name == "robots.txt" {
		http.NotFound(w, r)
		return
	}
	s.answer(w, name, "http://"+r.Host+"/"+name, strings.TrimPrefix(r.URL.RequestURI(), "/"+name))
}

// configure writes a configuration of all feeds, where at gives the base_url
// of each, "" for its own.
func configure(t *testing.T, dir, head string, at func(name string) string) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "database: %s/b.db\narchive: {dir: %s/archive}\nreport: {out: %s/report}\n%ssources:\n", dir, dir, dir, head)
	for _, s := range source.All() {
		about := s.About()
		f, ok := feeds[about.Name]
		if !ok {
			continue
		}
		if about.Kind != scraper.Listing || !about.OnByDefault {
			t.Errorf("%s is not on by default", about.Name)
		}
		base, site := at(about.Name), at(about.Name)
		if base == "" {
			site = "https://copperkiln.example"
		}
		settings := strings.TrimSuffix(strings.TrimPrefix(f.settings, "{"), "}")
		if strings.HasPrefix(f.settings, "sites") {
			settings, base = f.settings, ""
		}
		settings = strings.ReplaceAll(settings, "{SITE}", site)
		if base != "" {
			settings = strings.TrimPrefix(settings+", base_url: \""+base+"\"", ", ")
		}
		fmt.Fprintf(&b, "  %s: {enabled: true", about.Name)
		if settings != "" {
			b.WriteString(", " + settings)
		}
		b.WriteString("}\n")
	}
	file := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// session runs commands over one configuration, by a clock of its own.
type session struct {
	app  app
	errs bytes.Buffer
}

func newSession(t *testing.T, file string) *session {
	s := &session{}
	s.app = app{cli: &cli{Config: file}, ctx: t.Context(), stdout: &s.errs, stderr: &s.errs, now: time.Now, sources: source.All(), env: environment{}}
	s.app.log = slog.New(newHandler(&s.errs, "text", false))
	return s
}

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

// wire answers requests to the services' real hosts without a network.
type wire struct {
	*services
	hosts map[string]string // the service that answers for a host
}

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	w.answer(rec, w.hosts[r.URL.Host], "https://"+r.URL.Host, r.URL.RequestURI())
	resp := rec.Result()
	resp.Request = r
	return resp, nil
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

// A service that changed its answer is told with the evidence, exit 3, and
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
			if code != exitPartial {
				t.Errorf("exit %d, want %d\n%s", code, exitPartial, told)
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
				} else if !strings.Contains(told, "source/"+f[0]+": ") {
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
