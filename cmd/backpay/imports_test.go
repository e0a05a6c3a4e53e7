package main

import (
	"os/exec"
	"strings"
	"testing"
)

// The arrows of the house: what a package may import of the project, by
// prefix. A package is held by the longest prefix that names it.
var arrows = map[string][]string{
	"backpay/cmd":                 {"backpay/"},
	"backpay/scraper":             {},
	"backpay/scraper/warc":        {},
	"backpay/scraper/doubt":       {},
	"backpay/scraper/fetch":       {"backpay/scraper", "backpay/scraper/warc"},
	"backpay/scraper/crawl":       {"backpay/scraper", "backpay/scraper/fetch"},
	"backpay/scraper/extract":     {"backpay/scraper", "backpay/scraper/extract/"},
	"backpay/scraper/source":      {"backpay/scraper", "backpay/scraper/extract/", "backpay/scraper/source/"},
	"backpay/scraper/source/":     {"backpay/scraper", "backpay/scraper/extract/"},
	"backpay/scraper/sourcetest":  {"backpay/scraper", "backpay/scraper/extract/", "backpay/scraper/source"},
	"backpay/scraper/market":      {},
	"backpay/scraper/testenv":     {},
	"backpay/scraper/rows":        {},
	"backpay/scraper/mapping":     {"backpay/scraper", "backpay/scraper/extract/", "backpay/scraper/rows"},
	"backpay/aggregate":           {"backpay/scraper"},
	"backpay/aggregate/normalise": {"backpay/aggregate", "backpay/scraper", "backpay/aggregate/pay", "backpay/aggregate/skill", "backpay/aggregate/role", "backpay/aggregate/place", "backpay/aggregate/dedupe"},
	"backpay/aggregate/pay":       {},
	"backpay/aggregate/skill":     {},
	"backpay/aggregate/role":      {},
	"backpay/aggregate/place":     {},
	"backpay/aggregate/dedupe":    {"backpay/aggregate", "backpay/aggregate/place"},
	"backpay/aggregate/reference": {"backpay/scraper"},
	"backpay/aggregate/stat":      {},
	"backpay/aggregate/report":    {"backpay/aggregate", "backpay/aggregate/report/chart", "backpay/aggregate/stat", "backpay/aggregate/edition", "backpay/scraper"},
	"backpay/aggregate/article":   {"backpay/aggregate", "backpay/aggregate/pay", "backpay/aggregate/role", "backpay/aggregate/place", "backpay/scraper"},
	"backpay/store":               {"backpay/scraper", "backpay/scraper/doubt", "backpay/aggregate"},

	"backpay/aggregate/edition":         {"backpay/aggregate", "backpay/aggregate/stat", "backpay/aggregate/reference", "backpay/scraper", "backpay/aggregate/edition/"},
	"backpay/aggregate/edition/city":    {"backpay/aggregate", "backpay/aggregate/reference"},
	"backpay/aggregate/edition/gap":     {"backpay/aggregate", "backpay/aggregate/stat", "backpay/scraper"},
	"backpay/aggregate/edition/premium": {"backpay/aggregate", "backpay/aggregate/stat", "backpay/scraper"},

	"backpay/aggregate/report/chart": {},
}

// onlyIn are the libraries that one room alone may use.
var onlyIn = map[string]string{
	"github.com/gocolly/colly/v2": "backpay/scraper/crawl",
	"modernc.org/sqlite":          "backpay/store",
}

func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "backpay/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg := fields[0]
		allowed, ok := rule(pkg)
		if !ok {
			t.Errorf("%s is in no room of the house: give it an arrow", pkg)
			continue
		}
		for _, dep := range fields[1:] {
			if room, ok := onlyIn[dep]; ok && pkg != room {
				t.Errorf("%s imports %s, which only %s may", pkg, dep, room)
			}
			if strings.HasPrefix(dep, "backpay/") && !permits(allowed, dep) {
				t.Errorf("%s imports %s, which no arrow permits", pkg, dep)
			}
		}
	}
}

func rule(pkg string) (allowed []string, ok bool) {
	best := -1
	for room, a := range arrows {
		if (pkg == room || strings.HasPrefix(pkg, strings.TrimSuffix(room, "/")+"/")) && len(room) > best {
			if strings.HasSuffix(room, "/") && pkg == strings.TrimSuffix(room, "/") {
				continue
			}
			best, allowed, ok = len(room), a, true
		}
	}
	return allowed, ok
}

func permits(allowed []string, dep string) bool {
	for _, a := range allowed {
		if dep == a || strings.HasSuffix(a, "/") && strings.HasPrefix(dep, a) {
			return true
		}
	}
	return false
}
