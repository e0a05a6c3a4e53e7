package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"backpay/scraper/testenv"
)

// paged says how a service answers page by page: a part of the request's
// address or body, and the file of the source's testdata that answers it.
type paged struct {
	name, settings   string
	env              string // the variables of keys that it asks for
	answers          [][2]string
	requests         int
	postings, stated int // and those whose fields state pay
}

// abroad are the sources that were added after the first ones, each with
// its own made-up answers.
var abroad = []paged{
	{"bundesagentur", "{what: Java, where: Chemnitz, pages: 2}", "BUNDESAGENTUR_API_KEY", [][2]string{
		{"/v6/jobs?angebotsart=1&page=1&", "first"},
		{"/v6/jobs?angebotsart=1&page=2&", "last"},
		{"/v4/jobdetails/MTAwMDEtMTAwMDAwMDAwMS1T", "job"},
		{"/v4/jobdetails/MTAwMDEtMTAwMDAwMDAwMi1T", "fixed"},
	}, 5, 3, 2}, // the third opening's details are gone
	{"comeet", "{boards: [{uid: F1.003, token: 6F329B, company: Marram}]}", "", [][2]string{{"/careers-api/2.0/company/F1.003/positions?details=true&token=6F329B", "board"}}, 1, 2, 0},
	{"devitjobs", "{sites: [devitjobs.uk, swissdevjobs.ch]}", "", [][2]string{{"/devitjobs.uk/job_feed.xml", "feed"}, {"/swissdevjobs.ch/job_feed.xml", "swiss"}}, 2, 3, 2},
	{"eures", "{search: go, countries: [FI, GR], pages: 3}", "", [][2]string{{`"page":1,`, "first"}, {`"page":2,`, "last"}}, 2, 2, 0},
	{"francetravail", "{keywords: go}", "FRANCETRAVAIL_CLIENT_ID FRANCETRAVAIL_CLIENT_SECRET", [][2]string{{"/offres/search?motsCles=go&range=0-149&", "list"}}, 1, 3, 2},
	{"getonboard", "{pages: 3}", "", [][2]string{{"&page=1&", "first"}, {"&page=2&", "last"}}, 2, 3, 2},
	{"hh", "{search: go, pages: 3}", "", [][2]string{{"&page=0&", "first"}, {"&page=1&", "last"}}, 2, 3, 2},
	{"jobbank-ca", "{}", "", [][2]string{{"/data/api/action/package_show?", "tables"}, {"/data/dataset/x/jobs-en-sep2026.csv", "table"}}, 2, 3, 2},
	{"jobtech", "{search: java, pages: 3}", "", [][2]string{{"&offset=0&", "first"}, {"&offset=1&", "last"}}, 2, 2, 1},
	{"justjoinit", "{pages: 3}", "", [][2]string{{"?from=0&", "first"}, {"?from=100&", "last"}}, 2, 3, 2},
	{"manatal", "{boards: [{token: marram, company: Marram}]}", "", [][2]string{{"/c/marram/jobs/?page=1", "first"}, {"/c/marram/jobs/?page=2", "last"}}, 2, 2, 1},
	{"mycareersfuture", "{pages: 3}", "", [][2]string{{"&page=0&", "first"}, {"&page=1&", "last"}}, 2, 3, 2},
	{"nav", "{search: go, pages: 3}", "", [][2]string{{"?from=0&", "first"}, {"?from=3&", "last"}}, 2, 3, 0},
	{"neogov", "{boards: [{token: fernvale, company: Fernvale}]}", "", [][2]string{{"/SearchEngine/JobsFeed?agency=fernvale", "board"}}, 1, 4, 3},
	{"nofluffjobs", "{pages: 3}", "", [][2]string{{`"page":1}`, "first"}, {`"page":2}`, "last"}}, 2, 3, 2},
	{"pinpoint", "{boards: [{token: tidemill, company: Tide Mill}]}", "", [][2]string{{"/postings.json", "board"}}, 1, 3, 2},
	{"rippling", "{boards: [{token: tidemill, company: Tide Mill}]}", "", [][2]string{
		{"/board/tidemill/jobs/11111111-0000-4000-9000-000000000001", "job"},
		{"/board/tidemill/jobs/11111111-0000-4000-9000-000000000002", "hourly"},
		{"/board/tidemill/jobs", "board"},
	}, 3, 2, 2},
	{"solidjobs", "{}", "", [][2]string{{"/public-api/offers/it?campaign=backpay", "feed"}}, 1, 2, 2},
	{"torre", "{pages: 3}", "", [][2]string{{"?offset=0&", "first"}, {"?offset=2&", "last"}}, 2, 3, 1},
	{"workingnomads", "{}", "", [][2]string{{"/api/exposed_jobs/", "feed"}}, 1, 2, 0},
}

// Each source is scraped from loopback, page by page to its end: nothing is
// asked twice or left out, and what its fields state is kept.
func TestPaging(t *testing.T) {
	testenv.Long(t)
	for _, p := range abroad {
		t.Run(p.name, func(t *testing.T) { p.scrape(t) })
	}
}

func (p paged) scrape(t *testing.T) {
	folder := filepath.Join("..", "..", "scraper", "source", strings.ReplaceAll(p.name, "-", ""), "testdata")
	var asked, granted atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if strings.HasSuffix(r.URL.Path, "/access_token") {
			granted.Add(1)
			fmt.Fprint(w, `{"access_token": "`+tokenOfTest+`", "expires_in": 1499}`)
			return
		}
		if asked.Add(1); granted.Load() > 0 && r.Header.Get("Authorization") != "Bearer "+tokenOfTest {
			t.Errorf("%s came without the token", r.URL.Path)
		}
		for _, a := range p.answers {
			if !strings.Contains(r.URL.RequestURI()+" "+string(body), a[0]) {
				continue
			}
			files, err := filepath.Glob(filepath.Join(folder, a[1], "input.*"))
			if err != nil || len(files) != 1 {
				t.Errorf("%s: %d inputs, error %v", a[1], len(files), err)
				break
			}
			text, err := os.ReadFile(files[0])
			if err != nil {
				t.Error(err)
			}
			w.Header().Set("Content-Type", map[string]string{".json": "application/json", ".xml": "application/xml", ".tsv": "text/csv"}[filepath.Ext(files[0])])
			fmt.Fprint(w, strings.ReplaceAll(string(text), "https://open.canada.ca", "http://"+r.Host))
			return
		}
		http.NotFound(w, r)
	}))
	defer server.Close()
	dir := t.TempDir()
	config := filepath.Join(dir, "config.yaml")
	settings := strings.TrimSuffix(p.settings, "}")
	if settings != "{" {
		settings += ", "
	}
	text := fmt.Sprintf("database: %[1]s/b.db\narchive: {dir: %[1]s/archive}\nfetch: {allow_hosts: [%[2]q]}\nsources:\n  %[3]s: %[4]sbase_url: %[5]s}\n",
		dir, strings.TrimPrefix(server.URL, "http://"), p.name, settings, server.URL)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := newSession(t, config)
	for _, name := range strings.Fields(p.env) {
		s.app.env[name] = keyOfTest
	}
	if err := (scrapeCmd{Sources: []string{p.name}}).Run(&s.app); err != nil {
		t.Fatalf("%v\n%s", err, s.errs.String())
	}
	if n := int(asked.Load()); n != p.requests {
		t.Errorf("%d requests, want %d", n, p.requests)
	}
	if want := strings.Count(p.env, " "); int(granted.Load()) != want { // two keys are exchanged for one token
		t.Errorf("asked for %d tokens, want %d", granted.Load(), want)
	}
	notKept(t, dir, keyOfTest, tokenOfTest)
	got := sqlite(t, filepath.Join(dir, "b.db"), `SELECT COUNT(*) || ' ' || COUNT(*) FILTER (WHERE json_array_length(record, '$.pay') > 0) FROM posting`)
	if want := fmt.Sprintf("%d %d", p.postings, p.stated); got != want {
		t.Errorf("postings and those with pay are %s, want %s\n%s", got, want, s.errs.String())
	}
}

const keyOfTest, tokenOfTest = "a-key-of-the-test", "a-token-of-the-test"

// notKept fails the test where a file below a folder holds one of some texts.
func notKept(t *testing.T, dir string, texts ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		var in io.Reader = file
		if strings.HasSuffix(path, ".gz") {
			if in, err = gzip.NewReader(file); err != nil {
				return err
			}
		}
		body, err := io.ReadAll(in)
		for _, text := range texts {
			if strings.Contains(string(body), text) {
				t.Errorf("%s holds %q", filepath.Base(path), text)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
