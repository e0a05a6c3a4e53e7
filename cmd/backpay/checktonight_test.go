package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/scraper/source"
	"backpay/store"
)

// asking is an app whose configuration has a site of schema.org's JobPosting
// at each of these addresses.
func asking(t *testing.T, bases ...string) (*app, *config) {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	fmt.Fprintf(&b, "database: %s/b.db\narchive: {dir: %s/archive}\nsources:\n  jsonld:\n    sites:\n", dir, dir)
	for i, base := range bases {
		fmt.Fprintf(&b, "      - {company: C%d, start: %q, job_links: \"a.job\"}\n", i, base+"/jobs")
	}
	path := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := readConfig(path, source.All())
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.plans {
		if c.plans[i].source.About().Name != "jsonld" {
			c.plans[i].settings.Base().Enabled = new(false)
		}
	}
	a := &app{
		cli: &cli{}, ctx: t.Context(), now: time.Now, sources: source.All(), env: environment{},
		lookUp: func(context.Context, string) ([]string, error) { return []string{"127.0.0.1"}, nil },
	}
	return a, c
}

// What a host's name, its answer, its robots.txt and its clock would spoil is
// said in one line each; a host that is well says nothing.
func TestCheckNetwork(t *testing.T) {
	serve := func(status int, body string, date time.Time) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/robots.txt" {
				t.Errorf("%s was asked for", r.URL.Path)
			}
			if !date.IsZero() {
				w.Header().Set("Date", date.UTC().Format(http.TimeFormat))
			}
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	ago := time.Now().Add(-3 * time.Hour)
	for name, c := range map[string]struct {
		bases []string
		want  []string // each a part of one line
	}{
		"well":           {[]string{serve(200, "User-agent: *\nDisallow: /private\n", time.Time{})}, nil},
		"no robots.txt":  {[]string{serve(404, "", time.Time{})}, nil},
		"forbidden":      {[]string{serve(200, "User-agent: *\nDisallow: /jobs\n", time.Time{})}, []string{"its robots.txt forbids /jobs, so that source/jsonld reads nothing there"}},
		"robots.txt 503": {[]string{serve(503, "", time.Time{})}, []string{"its robots.txt answers 503"}},
		"no answer":      {[]string{closed.URL}, []string{"connection refused"}},
		"no name":        {[]string{"http://nowhere.example"}, []string{"http://nowhere.example: its name can't be resolved: no such host"}},
		"clock ahead":    {[]string{serve(404, "", ago), serve(404, "", ago), serve(404, "", time.Time{})}, []string{"this machine's clock is 3h0m0s ahead of the sites' clocks"}},
		"one wrong site": {[]string{serve(404, "", ago), serve(404, "", time.Time{}), serve(404, "", time.Time{})}, nil},
	} {
		a, conf := asking(t, c.bases...)
		a.lookUp = func(_ context.Context, host string) ([]string, error) {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		got := a.checkNetwork(conf)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i, err := range got {
			if !strings.Contains(err.Error(), c.want[i]) {
				t.Errorf("%s: %v, want %s", name, err, c.want[i])
			}
		}
	}
}

// A lock that is held, a disk without room and a key that is missing are found.
func TestCheckMachine(t *testing.T) {
	a, c := asking(t, "http://127.0.0.1:1")
	a.crontab = func() (string, error) { return "", errors.New("no crontab") }
	if bad := a.checkMachine(c); len(bad) > 0 {
		t.Errorf("a machine that is well: %v", bad)
	}
	release, _, err := takeLock(c.Database, thisProgram(time.Unix(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.plans {
		if c.plans[i].source.About().Name == "adzuna" {
			c.plans[i].settings.Base().Enabled = new(true)
		}
	}
	got := fmt.Sprint(a.checkMachine(c))
	for _, want := range []string{"holds the lock: until it ends, others end with exit code 4", "adzuna needs a key: set ADZUNA_APP_ID"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s: want %s", got, want)
		}
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if err := checkRoom("database", t.TempDir(), 1<<62); err == nil || !strings.Contains(err.Error(), "free on the disk") {
		t.Errorf("a disk without room: %v", err)
	}
}

// A clock that is behind what the file remembers is found.
func TestCheckPast(t *testing.T) {
	now := time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)
	if err := checkPast(now, []store.SourceState{{LastAt: now.Add(time.Minute)}}); err != nil {
		t.Error(err)
	}
	if err := checkPast(now, []store.SourceState{{LastAt: now}, {LastAt: now.AddDate(1, 0, 0)}}); err == nil || !strings.Contains(err.Error(), "the last run was at 2027-03-01 06:00") {
		t.Errorf("a year behind: %v", err)
	}
}

// Cron's PATH, folder and variables are those that count.
func TestCheckCron(t *testing.T) {
	a, c := asking(t, "http://127.0.0.1:1")
	a.env = environment{"ADZUNA_APP_ID": "x", "ADZUNA_APP_KEY": "y"}
	dir := t.TempDir()
	program := filepath.Join(dir, "backpay")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	good := "7 2 * * * " + program + " --config /srv/config.yaml --quiet refresh\n"
	for table, want := range map[string][]string{
		"":                          nil,
		"# " + good:                 nil,
		"5 4 * * * /usr/bin/true\n": nil,
		good:                        nil,
		"PATH=" + dir + "\n7 2 * * * backpay --config=/srv/config.yaml refresh\n": nil,
		"@daily backpay --config /srv/config.yaml refresh\n":                      {"backpay is in no folder of cron's PATH (/usr/bin:/bin)"},
		"7 2 * * * " + program + " refresh\n":                                     {"cron starts in the home folder"},
		"7 2 * * * cd /srv && " + program + " refresh\n":                          nil,
		"7 2 * * * " + dir + "/none/backpay --config /srv/config.yaml scrape\n":   {"/none/backpay is no program that can be run"},
	} {
		got := a.checkCron(c, table)
		if !slices.EqualFunc(got, want, func(err error, part string) bool { return strings.Contains(err.Error(), part) }) {
			t.Errorf("%q: %v, want %q", table, got, want)
		}
	}
	for i := range c.plans {
		if c.plans[i].source.About().Name == "adzuna" {
			c.plans[i].settings.Base().Enabled = new(true)
		}
	}
	if got := a.checkCron(c, good); len(got) != 1 || !strings.Contains(got[0].Error(), "cron's environment: adzuna needs a key") {
		t.Errorf("a key that cron doesn't set: %v", got)
	}
	if got := a.checkCron(c, "ADZUNA_APP_ID=x\nADZUNA_APP_KEY=y\n"+good); len(got) > 0 {
		t.Errorf("keys that the crontab sets: %v", got)
	}
}
