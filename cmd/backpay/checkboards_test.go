package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Boards that answer, moved, are gone, are empty and never listed anything,
// each at a service of its own on loopback; what is printed mends them.
func TestCheckBoards(t *testing.T) {
	const greenhouseJob = `{"jobs":[{"id":7,"title":"Go Developer","absolute_url":"https://boards.greenhouse.io/fern/jobs/7","location":{"name":"Leeds"},"content":"x"}],"meta":{"total":1}}`
	const ashbyJob = `{"jobs":[{"id":"7","title":"Go Developer","jobUrl":"https://jobs.ashbyhq.com/heath/7","location":"Leeds"}],"apiVersion":"1"}`
	answers := map[string]string{
		"/greenhouse/v1/boards/fern/jobs":          greenhouseJob,
		"/greenhouse/v1/boards/bracken/jobs":       `{"jobs":[],"meta":{"total":0}}`,
		"/greenhouse/v1/boards/broken/jobs":        `{"openings":[]}`,
		"/greenhouse/v1/boards/sedge/jobs":         "-> https://jobs.eu.lever.co/sedge-ltd",
		"/ashby/posting-api/job-board/heath":       ashbyJob,
		"/ashby/posting-api/job-board/mistyped":    `{"jobs":[],"apiVersion":"1"}`,
		"/lever/v0/postings/bracken":               `[]`,
		"/workable/api/v1/widget/accounts/nowhere": `{"name":"x","jobs":[]}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := answers[r.URL.Path]
		switch to, leads := strings.CutPrefix(text, "-> "); {
		case !ok:
			http.NotFound(w, r)
		case leads:
			http.Redirect(w, r, to, http.StatusFound)
		default:
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, text)
		}
	}))
	defer server.Close()
	dir := t.TempDir()
	config := filepath.Join(dir, "config.yaml")
	text := fmt.Sprintf("database: %[1]s/b.db\nfetch: {allow_hosts: [%[2]q]}\nboards: [own.yaml]\nsources:\n", dir, strings.TrimPrefix(server.URL, "http://"))
	for _, name := range []string{"ashby", "greenhouse", "lever", "workable"} {
		text += fmt.Sprintf("  %s: {base_url: %s/%s}\n", name, server.URL, name)
	}
	write := func(file, text string) {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("config.yaml", text)
	write("own.yaml", `
greenhouse:
  - {token: fern, company: Fern}
  - {token: heath, company: Heath}
  - {token: bracken, company: Bracken}
  - {token: broken, company: Broken}
  - {token: sedge, company: Sedge}
ashby:
  - {token: mistyped, company: Mistyped}
`)
	got := backpay(t, nil, exitPartial, "--config", config, "check", "--boards")
	for _, want := range []string{
		"ashby: 0 of 1 boards list 0 postings, 1 empty\n",
		"greenhouse: 1 of 5 boards list 1 posting, 1 empty, 1 gone, 1 moved, 1 failed\n",
		"ashby/mistyped (Mistyped): empty: lists nothing, and never did: some services answer a mistyped name so\n",
		"greenhouse/bracken (Bracken): empty: lists nothing, and never did",
		"greenhouse/broken (Broken): failed: page has an unknown form",
		"greenhouse/heath (Heath): gone: status 404\n",
		"greenhouse/sedge (Sedge): moved: leads to https://jobs.eu.lever.co/sedge-ltd\n",
		"check: 5 of 6 boards list nothing",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not said: %s", want)
		}
	}
	_, lines, _ := strings.Cut(got, "in the configuration:\n")
	lines, _, _ = strings.Cut(lines, "backpay: ")
	want := `without:
  - greenhouse/heath # status 404
  - greenhouse/sedge # leads to https://jobs.eu.lever.co/sedge-ltd
ashby:
  - {token: heath, company: Heath} # lists 1 posting under the same name: see that it is the same employer
lever:
  - {region: eu, token: sedge-ltd, company: Sedge}
`
	if lines != want {
		t.Fatalf("the lines to change are\n%s\nwant\n%s", lines, want)
	}
	// The lines are a list of boards, which mends what it can.
	write("mended.yaml", lines)
	write("config.yaml", strings.Replace(text, "[own.yaml]", "[own.yaml, mended.yaml]", 1))
	got = backpay(t, nil, exitPartial, "--config", config, "check", "--boards")
	for _, want := range []string{"ashby: 1 of 2 boards list 1 posting, 1 empty\n", "greenhouse: 1 of 3 boards list 1 posting, 1 empty, 1 failed\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("not said after mending: %s\n%s", want, got)
		}
	}
}

// hosted answers requests to named hosts by a server on loopback, as if the names
// led there.
type hosted struct{ answer http.HandlerFunc }

func (h hosted) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	h.answer(rec, r)
	resp := rec.Result()
	resp.Request = r
	return resp, nil
}

// redirected answers for Recruitee sites, one of which has a domain of its own,
// and for Personio, which leads from a name that is not there to its home page.
func redirected(w http.ResponseWriter, r *http.Request) {
	offers := func(company string) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"offers":[{"id":%d,"title":"Go Developer","company_name":%q,"careers_url":"https://%s/o/go","careers_apply_url":"","slug":"go","locations":[]}]}`, len(company), company, r.Host)
	}
	switch r.URL.Host + r.URL.Path {
	case "fern.recruitee.com/api/offers/":
		offers("Fern")
	case "heath.recruitee.com/api/offers/":
		http.Redirect(w, r, "https://jobs.heath.example/api/offers/", http.StatusMovedPermanently)
	case "jobs.heath.example/api/offers/":
		offers("Heath")
	case "bracken.jobs.personio.de/xml":
		http.Redirect(w, r, "https://bracken.jobs.personio.com/xml?language=en", http.StatusMovedPermanently)
	case "bracken.jobs.personio.com/xml":
		fmt.Fprint(w, `<?xml version="1.0"?><workzag-jobs><position><id>7</id><name>Go Developer</name></position></workzag-jobs>`)
	case "sedge.jobs.personio.de/xml", "sedge.jobs.personio.com/xml":
		http.Redirect(w, r, "https://www.personio.com/", http.StatusTemporaryRedirect)
	case "www.personio.com/":
		w.WriteHeader(http.StatusTooManyRequests)
	default:
		http.NotFound(w, r)
	}
}

// A board that leads to another host is read where the source or the settings
// name the host, and is said to have moved where they don't.
func TestBoardsThatLeadElsewhere(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "config.yaml")
	write := func(heath string) {
		text := "database: b.db\nboards: []\nagent: {contact: \"https://example.org/bot\"}\nfetch: {min_delay: 0s}\nsources:\n" +
			"  recruitee: {enabled: true, boards: [{token: fern, company: Fern}, " + heath + "]}\n" +
			"  personio: {boards: [{token: bracken, company: Bracken}, {token: sedge, company: Sedge}, {token: sedge-labs, company: Sedge, host: com}]}\n"
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("{token: heath, company: Heath}")
	s := newSession(t, config)
	s.app.base = hosted{redirected}
	_ = checkCmd{Boards: true}.Run(&s.app)
	for _, want := range []string{
		"recruitee: 1 of 2 boards list 1 posting, 1 moved\n",
		"recruitee/heath (Heath): moved: leads to https://jobs.heath.example/api/offers/\n",
		"personio: 0 of 3 boards list 0 postings, 1 gone, 2 moved\n",
		"personio:\n  - {token: bracken, host: com, company: Bracken}\n",
		"personio/sedge (Sedge): moved: leads to https://www.personio.com/\n",
		"recruitee:\n  - {token: heath, host: jobs.heath.example, company: Heath}\n",
	} {
		if !strings.Contains(s.errs.String(), want) {
			t.Errorf("not said: %s\n%s", want, s.errs.String())
		}
	}
	for heath, want := range map[string]string{
		"{token: heath, company: Heath}":                           "bracken personio, fern recruitee",
		"{token: heath, company: Heath, host: jobs.heath.example}": "bracken personio, fern recruitee, heath recruitee",
	} {
		write(heath)
		s := newSession(t, config)
		s.app.base = hosted{redirected}
		err := scrapeCmd{Sources: []string{"recruitee", "personio"}}.Run(&s.app)
		got := sqlite(t, filepath.Join(dir, "b.db"), "SELECT group_concat(b, ', ') FROM (SELECT board || ' ' || source AS b FROM posting ORDER BY 1)")
		if got != want {
			t.Errorf("with %s the boards read are %q, want %q; %v\n%s", heath, got, want, err, s.errs.String())
		}
		if text := s.errs.String(); !strings.Contains(text, "https://www.personio.com/: outside the source's scope") || strings.Contains(text, "429") {
			t.Errorf("of the name that is not there it says\n%s", text)
		}
		if err := os.Remove(filepath.Join(dir, "b.db")); err != nil {
			t.Fatal(err)
		}
	}
}
