package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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
