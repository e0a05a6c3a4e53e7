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
