package main

import (
	"os"
	"strings"
	"testing"

	"backpay/scraper/source"
)

// README's table of countries is what the command prints.
func TestCountryTable(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(readme), "<!-- countries -->\n")
	table, _, ok := strings.Cut(after, "<!-- /countries -->")
	var want strings.Builder
	printCountries(&want, source.All())
	if !ok || table != want.String() {
		t.Errorf("README's table of countries is old; put the answer of backpay sources --format md there:\n%s", want.String())
	}
}
