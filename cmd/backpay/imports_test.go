package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of CONTRIBUTING.md anew")

// room is a package of the house, or the packages under it where the name ends
// with a slash. A package is held by the room with the longest name that fits.
type room struct {
	name  string
	what  string   // for CONTRIBUTING.md
	may   []string // what it may import of the project
	tests []string // what its tests may import beside that and testenv
}

// rooms are the arrows of the house.
var rooms = []room{
	{"scraper", "the contract: `Source`, `Request`, `Page`, `Result`, the records", nil, nil},
	{"scraper/extract", "the tests that all readers of forms share", []string{"scraper", "scraper/extract/"}, nil},
	{"scraper/extract/", "readers of forms that pages share, a package for each form", []string{"scraper", "scraper/extract/"}, nil},
	{"scraper/source/", "one source: pages in, records out, nothing else", []string{"scraper", "scraper/extract/"}, nil},
	{
		"scraper/source", "the list of all sources",
		[]string{"scraper", "scraper/source/", "scraper/extract/"},
		[]string{"aggregate/pay", "aggregate/place", "aggregate/reference"},
	},
	{"scraper/sourcetest", "the contract test that every source passes", []string{"scraper", "scraper/extract/", "scraper/source", "scraper/testenv"}, nil},
	{"scraper/testenv", "what a test needs of the machine beside Go", nil, nil},
	{"scraper/pattern", "regular expressions that are compiled at first use; any package may import it", nil, nil},
	{"scraper/warc", "the archive's file format", nil, nil},
	{"scraper/doubt", "judges a night's answers against the source's history", nil, nil},
	{"scraper/fetch", "the polite transport: robots.txt, pace, retries, limits, keys", []string{"scraper", "scraper/charset", "scraper/warc"}, nil},
	{"scraper/charset", "guesses how a text is encoded that doesn't say it", nil, nil},
	{"scraper/crawl", "the engine: Colly's collectors, workers and the frontier", []string{"scraper", "scraper/fetch"}, nil},
	{"scraper/saved", "reads pages that were kept: WARC files, which source a page is of, rows for the filters", []string{"scraper", "scraper/fetch", "scraper/warc", "scraper/extract/table"}, nil},
	{"scraper/crawl/pgfrontier", "a frontier in PostgreSQL that several fetchers share, by the host", []string{"scraper"}, nil},
	{"scraper/rows", "tables of any form (CSV, JSON, XLSX, Parquet) as streams of rows", []string{"scraper/charset"}, nil},
	{"scraper/mapping", "what the columns of a table mean, and the records of its rows", []string{"scraper", "scraper/extract/", "scraper/rows"}, nil},
	{"scraper/market", "the made-up job market of the demo", nil, nil},
	{"aggregate", "types only: what is believed, and the names of measures", []string{"scraper"}, nil},
	{"aggregate/pay", "reads pay from text", nil, []string{"scraper", "scraper/source", "scraper/extract/"}},
	{"aggregate/skill", "reads skills", nil, nil},
	{"aggregate/role", "reads role and seniority", nil, nil},
	{"aggregate/place", "reads places", nil, nil},
	{"aggregate/employer", "tells which names are one employer", []string{"aggregate"}, nil},
	{
		"aggregate/dedupe", "tells which postings are one job",
		[]string{"aggregate", "aggregate/employer", "aggregate/place"},
		[]string{"scraper", "scraper/market", "scraper/mapping", "scraper/rows", "scraper/source", "aggregate/normalise"},
	},
	{
		"aggregate/normalise", "said -> believed: the one way",
		[]string{"scraper", "aggregate", "aggregate/pay", "aggregate/skill", "aggregate/role", "aggregate/place", "aggregate/employer", "aggregate/dedupe", "aggregate/jobpay"},
		nil,
	},
	{
		"aggregate/normalise/lines", "rows of text, read and scored: the commands normalize and check --eval",
		[]string{"scraper", "aggregate/normalise", "aggregate/pay", "aggregate/place"},
		nil,
	},
	{"aggregate/survey", "what an official survey of employers says of one occupation, by area", []string{"scraper", "aggregate"}, nil},
	{"aggregate/jobpay", "what a job pays, once: which ranges count, of which place and population", []string{"scraper", "aggregate", "aggregate/stat"}, nil},
	{"aggregate/stat", "quantiles, intervals, regression: floats in, floats out", nil, nil},
	{"aggregate/reference", "tax, rent, prices, rates", []string{"scraper"}, nil},
	{
		"aggregate/edition", "believed -> counted: rows in, one edition out",
		[]string{"scraper", "aggregate", "aggregate/survey", "aggregate/jobpay", "aggregate/stat", "aggregate/reference", "aggregate/edition/"},
		[]string{"aggregate/dedupe", "aggregate/employer"},
	},
	{"aggregate/edition/city", "what is left of pay in a city", []string{"aggregate", "aggregate/reference"}, []string{"scraper"}},
	{"aggregate/edition/gap", "why a published figure differs from ours", []string{"scraper", "aggregate", "aggregate/stat"}, nil},
	{"aggregate/edition/premium", "pay with a skill against pay without", []string{"scraper", "aggregate", "aggregate/stat"}, nil},
	{
		"aggregate/report", "counted -> printed: sections, one file each, that turn an edition into blocks",
		[]string{"scraper", "aggregate", "aggregate/survey", "aggregate/edition", "aggregate/place", "aggregate/report/"},
		[]string{"aggregate/stat"},
	},
	{"aggregate/report/document", "the five kinds of blocks: Prose, Table, Plot, Note, Evidence", nil, nil},
	{"aggregate/report/picture", "blocks -> drawings: SVG and PNG, and the strips of a page", []string{"aggregate/report/document"}, nil},
	{"aggregate/report/html", "blocks -> a page", []string{"aggregate/report/document", "aggregate/report/picture"}, nil},
	{"aggregate/report/", "blocks -> another form: `markdown`, `data`, `workbook`, `terminal`", []string{"aggregate/report/document"}, nil},
	{"aggregate/article", "the figures of an article, held against ours", []string{"scraper", "aggregate", "aggregate/pay", "aggregate/role", "aggregate/place"}, nil},
	{
		"store", "the SQLite file",
		[]string{"scraper", "scraper/doubt", "aggregate"},
		[]string{"scraper/market", "scraper/source/ashby", "aggregate/normalise", "aggregate/dedupe", "aggregate/jobpay"},
	},
	{"cmd/backpay", "flags, configuration, printing", []string{""}, nil},
}

// fences are the libraries that few rooms may use, tests included.
var fences = map[string][]string{
	"github.com/gocolly/colly":        {"scraper/crawl"},
	"modernc.org/sqlite":              {"store"},
	"github.com/alecthomas/kong":      {"cmd/backpay"},
	"github.com/gofrs/flock":          {"cmd/backpay"},
	"github.com/goccy/go-yaml":        {"cmd/backpay", "scraper/sourcetest", "scraper/mapping"},
	"github.com/xuri/excelize":        {"scraper/extract/table", "scraper/rows", "aggregate/report/workbook", "aggregate/report"},
	"github.com/parquet-go":           {"scraper/rows", "cmd/backpay"},
	"github.com/yuin/goldmark":        {"aggregate/article"},
	"github.com/mmcdole/gofeed":       {"scraper/extract/feed", "scraper/source/"},
	"github.com/PuerkitoBio/goquery":  {"scraper/extract/", "scraper/source/", "scraper/market"},
	"github.com/andybalholm/cascadia": {"scraper/source/jsonld"},
	"github.com/klauspost/compress":   {"scraper/warc", "scraper/fetch", "scraper/extract/table"},
	"github.com/chromedp":             {"aggregate/report"},
	"github.com/jackc/pgx":            {"scraper/crawl/pgfrontier"},
	"golang.org/x/image":              {"aggregate/report/picture"},
	"golang.org/x/time":               {"scraper/fetch"},
	"database/sql":                    {"store"},
}

// TestArrows holds imports, those of tests too, against the rooms.
func TestArrows(t *testing.T) {
	const form = `{{$p := .ImportPath}}{{range .Imports}}{{$p}} code {{.}}
{{end}}{{range .TestImports}}{{$p}} test {{.}}
{{end}}{{range .XTestImports}}{{$p}} test {{.}}
{{end}}{{$p}} code backpay/.
`
	out, err := exec.Command("go", "list", "-f", form, "backpay/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			continue
		}
		pkg, test, dep := strings.TrimPrefix(fields[0], "backpay/"), fields[1] == "test", fields[2]
		r, ok := roomOf(pkg)
		if !ok {
			t.Errorf("%s is in no room of the house: give it an arrow", pkg)
			continue
		}
		for library, may := range fences {
			if (dep == library || strings.HasPrefix(dep, library+"/")) && !within(may, pkg) {
				t.Errorf("%s imports %s, which only %s may", pkg, dep, strings.Join(may, ", "))
			}
		}
		own, ours := strings.CutPrefix(dep, "backpay/")
		switch {
		case !ours || own == "." || own == pkg || own == "scraper/pattern" || within(r.may, own):
		case test && (own == "scraper/testenv" || own == "scraper/sourcetest" || within(r.tests, own)):
		default:
			t.Errorf("%s imports %s, which no arrow permits", pkg, own)
		}
	}
}

func roomOf(pkg string) (best room, ok bool) {
	for _, r := range rooms {
		if within([]string{r.name}, pkg) && len(r.name) >= len(best.name) {
			best, ok = r, true
		}
	}
	return best, ok
}

// within reports whether a list names a package, or a folder above it.
func within(list []string, pkg string) bool {
	return slices.ContainsFunc(list, func(s string) bool {
		return s == pkg || s == "" || strings.HasSuffix(s, "/") && strings.HasPrefix(pkg, s)
	})
}

// TestContributing holds the table of CONTRIBUTING.md against the rooms.
func TestContributing(t *testing.T) {
	const path, begin, end = "../../.github/CONTRIBUTING.md", "| package | what it does | -> may import |\n", "\n\nNever:"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	from, to := bytes.Index(text, []byte(begin)), bytes.Index(text, []byte(end))
	if from < 0 || to < from {
		t.Fatal("the table is not found")
	}
	if want := table(begin); string(text[from:to]) != want {
		if !*update {
			t.Errorf("the table is not that of the arrows; write it with: go test ./cmd/backpay -run TestContributing -update")
			return
		}
		whole := slices.Concat(text[:from], []byte(want), text[to:])
		if err := os.WriteFile(path, whole, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// table writes the rooms as a table of Markdown.
func table(head string) string {
	var b strings.Builder
	b.WriteString(head + "| --- | --- | --- |")
	for _, r := range rooms {
		var may []string
		for _, m := range r.may {
			may = append(may, roomName(m))
		}
		fmt.Fprintf(&b, "\n| %s | %s | %s |", roomName(r.name), r.what, cmp.Or(strings.Join(may, ", "), "nothing of ours"))
	}
	return b.String()
}

// roomName returns a name of the arrows for a reader.
func roomName(name string) string {
	switch {
	case name == "":
		return "everything"
	case strings.HasSuffix(name, "/"):
		return "`" + name + "NAME`"
	}
	return "`" + name + "`"
}
