package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper/testenv"
	"backpay/store"
)

// Every command in the README stands in a script, and its query is the one
// that is tested.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var scripts strings.Builder
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		scripts.Write(text)
	}
	commands := 0
	for line := range strings.Lines(string(readme)) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "backpay ") {
			continue
		}
		commands++
		if !strings.Contains(scripts.String(), "exec "+line+"\n") {
			t.Errorf("no script runs %q", line)
		}
	}
	if commands < 8 {
		t.Errorf("%d commands found in the README", commands)
	}
	if !strings.Contains(string(readme), store.MedianQuery("backend", "US", "USD")) {
		t.Error("the README's query is not the report's")
	}
}

// Each of the ten questions has a line of sqlite3 in the README, which a user's
// own program answers from the demo's file.
func TestReadmeQuestions(t *testing.T) {
	testenv.Tool(t, "sqlite3")
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	demo := sharedDemo(t)
	answered := map[string]bool{}
	for line := range strings.Lines(string(readme)) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), `sqlite3 backpay.db "`)
		if !ok {
			continue
		}
		query := strings.TrimSuffix(command, `"`)
		answered[strings.Fields(query[strings.Index(query, " FROM "):])[1]] = true
		out, err := exec.Command("sqlite3", "-readonly", filepath.Join(demo, "backpay.db"), query).CombinedOutput()
		if err != nil || len(out) == 0 {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
	}
	for _, q := range store.Questions() {
		if !answered[q.View] {
			t.Errorf("no line asks %s", q.View)
		}
	}
}
