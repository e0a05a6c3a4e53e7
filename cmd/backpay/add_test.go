package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// careers serves pages by their paths and counts what was asked for beside
// robots.txt.
func careers(t *testing.T, pages map[string]string) (site string, asked *atomic.Int32) {
	asked = &atomic.Int32{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
			return
		}
		asked.Add(1)
		page, ok := pages[r.URL.Path]
		switch to, leads := strings.CutPrefix(page, "-> "); {
		case !ok:
			http.NotFound(w, r)
		case leads:
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, page)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

func TestAdd(t *testing.T) {
	site, asked := careers(t, map[string]string{
		"/greenhouse": `<html><head><title>Careers | Fern &amp; Sons</title></head><body><a href="https://www.linkedin.com/company/fern">us</a>
			<script src="https://boards.greenhouse.io/embed/job_board/js?for=fern"></script></body></html>`,
		"/two": `<html><title>Jobs at Fern</title><body><a href="https://jobs.lever.co/fern/1">a</a> <a href="https:\/\/jobs.ashbyhq.com\/fern">b</a>
			<iframe src="//jobs.lever.co/fern"></iframe></body></html>`,
		"/comeet": `<script>COMEET.init({"token": "6F329B2DE6379", "company-uid": "F1.003"});</script>`,
		"/moved":  "-> https://jobs.eu.lever.co/fern",
		"/hop":    "-> /greenhouse",
		"/jobs/go-developer": `<html><head><title>Go Developer</title><script type="application/ld+json">
			{"@type": "JobPosting", "title": "Go Developer", "hiringOrganization": {"name": "Fern"}, "description": "x"}</script></head></html>`,
		"/own":         `<html><head><title>Jobs at Fern</title><script src="/assets/recruitee.js"></script></head></html>`,
		"/api/offers/": `{"offers": [{"id": 7, "slug": "weaver", "title": "Weaver", "company_name": "Fern", "careers_url": "https://jobs.fern.example/o/weaver", "description": "Weave.", "requirements": "", "location": "Leeds", "published_at": "2026-02-03 10:00:00 UTC"}]}`,
		"/nothing":     `<html><head><title>Our cafe</title></head><body>Come in.</body></html>`,
	})
	host := strings.TrimPrefix(site, "http://")
	config := filepath.Join(t.TempDir(), "config.yaml")
	text := fmt.Sprintf("fetch: {allow_hosts: [%q]}\nsources:\n  # ours\n  greenhouse:\n    enabled: true\n    boards: [] # none yet\n  lever: {boards: [{token: known, company: Known}]}\n", host)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		url      string
		code     int
		requests int32
		want     []string
	}{
		{"https://jobs.ashbyhq.com/fern-labs", exitDone, 0, []string{"  ashby:\n    enabled: true\n    boards:\n      - {token: fern-labs, company: Fern Labs}\n"}},
		{"jobs.ashbyhq.com/fern-labs", exitDone, 0, []string{"- {token: fern-labs, company: Fern Labs}\n"}},
		{"https://jobs.lever.co/known/1", exitDone, 0, []string{"# known of Lever is read already, as \"Known\""}},
		{"https://www.linkedin.com/jobs/view/1", exitDone, 0, []string{"backpay import --source linkedin FILE"}},
		{"https://remotive.com/remote-jobs", exitDone, 0, []string{"  remotive: {enabled: true}\n"}},
		{site + "/greenhouse", exitDone, 1, []string{`- {token: fern, company: "Fern & Sons"}`}},
		{site + "/two", exitDone, 1, []string{"  lever:\n    enabled: true\n    boards:\n      - {token: fern, company: Fern}", "  ashby:\n"}},
		{site + "/comeet", exitDone, 1, []string{"- {uid: F1.003, token: 6F329B2DE6379, company:"}},
		{site + "/moved", exitDone, 1, []string{"- {region: eu, token: fern, company: Fern}"}},
		{site + "/hop", exitDone, 2, []string{"- {token: fern, company: "}},
		{site + "/jobs/go-developer", exitDone, 1, []string{"    sites:\n      - {sitemap: \"" + site + "/sitemap.xml\", match: /jobs/, company: Fern}"}},
		{site + "/own", exitDone, 2, []string{"  recruitee:\n    enabled: true\n    boards:\n      - {token: \"127\", host: 127.0.0.1, company: Fern}"}},
		{site + "/nothing", exitFailed, 1, []string{`"Our cafe" links to no job board that a source reads`}},
		{site + "/gone", exitFailed, 1, []string{"status 404"}},
		{site + "/private/jobs", exitFailed, 0, []string{"robots.txt"}},
		{"fern", exitUsage, 0, []string{"does not begin with http"}},
	} {
		asked.Store(0)
		if got := backpay(t, nil, c.code, "--config", config, "add", c.url); !containsAll(got, c.want) {
			t.Errorf("%s: says %s, want %q", c.url, got, c.want)
		}
		if n := asked.Load(); n != c.requests {
			t.Errorf("%s: %d requests, want %d", c.url, n, c.requests)
		}
	}
	if after, err := os.ReadFile(config); err != nil || string(after) != text {
		t.Errorf("the configuration was changed (%v):\n%s", err, after)
	}
}

func containsAll(text string, parts []string) bool {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

// What --write changes: the entry alone. Comments stay, and the file is still
// a configuration.
func TestAddWrite(t *testing.T) {
	for name, c := range map[string]struct{ before, address, after string }{
		"empty list":   {"sources:\n  # ours\n  greenhouse:\n    enabled: true\n    boards: [] # none yet\n  lever:\n", "https://boards.greenhouse.io/fern", "sources:\n  # ours\n  greenhouse:\n    enabled: true\n    boards: # none yet\n      - {token: fern, company: Fern}\n  lever:\n"},
		"block list":   {"sources:\n  lever:\n    boards:\n      # first\n      - {token: a}\n", "https://jobs.lever.co/fern", "sources:\n  lever:\n    boards:\n      # first\n      - {token: fern, company: Fern}\n      - {token: a}\n"},
		"flow list":    {"sources: {lever: {boards: [{token: a}]}}\n", "https://jobs.lever.co/fern", "sources: {lever: {boards: [{token: fern, company: Fern}, {token: a}]}}\n"},
		"no list":      {"sources:\n  lever:\n    enabled: true\n", "https://jobs.lever.co/fern", "sources:\n  lever:\n    boards:\n      - {token: fern, company: Fern}\n    enabled: true\n"},
		"no source":    {"sources:\n  lever: {}\n", "https://jobs.ashbyhq.com/fern", "sources:\n  ashby:\n    enabled: true\n    boards:\n      - {token: fern, company: Fern}\n  lever: {}\n"},
		"no sources":   {"database: b.db", "https://jobs.ashbyhq.com/fern", "database: b.db\nsources:\n  ashby:\n    enabled: true\n    boards:\n      - {token: fern, company: Fern}\n"},
		"nothing":      {"", "https://acme.breezy.hr/", "sources:\n  jsonld:\n    enabled: true\n    sites:\n      - {recipe: breezy, host: acme.breezy.hr, company: Acme}\n"},
		"in one line":  {"sources:\n  lever: {enabled: true}\n", "https://jobs.lever.co/fern", ""},
		"read already": {"sources:\n  lever: {boards: [{token: fern}]}\n", "https://jobs.lever.co/fern", "sources:\n  lever: {boards: [{token: fern}]}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "config.yaml")
			if err := os.WriteFile(file, []byte(c.before), 0o600); err != nil {
				t.Fatal(err)
			}
			code := exitDone
			if c.after == "" {
				code, c.after = exitFailed, c.before
			}
			said := backpay(t, nil, code, "--config", file, "add", "--write", c.address)
			if got, err := os.ReadFile(file); err != nil || string(got) != c.after {
				t.Errorf("got (%v, %s)\n%s\nwant\n%s", err, said, got, c.after)
			}
		})
	}
}
