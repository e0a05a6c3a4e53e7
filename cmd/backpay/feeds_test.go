package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
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
		answers: [][2]string{{"/remote-jobs/feed", "rss/input.xml"}},
		renamed: [2]string{`rss`, `list`}, none: "empty/input.json",
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
		settings: "{categories: [Software Engineering], pages: 1}", answers: [][2]string{{"/api/public/jobs?category=Software+Engineering&page=0", "first/input.json"}},
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
	s.app = app{cli: &cli{Config: file}, ctx: t.Context(), stdout: &s.errs, now: time.Now, sources: source.All(), env: environment{}}
	s.app.log = slog.New(newHandler(&s.errs, "text", false))
	return s
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
