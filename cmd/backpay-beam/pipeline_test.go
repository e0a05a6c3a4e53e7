package main

import (
	"encoding/csv"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/goccy/go-yaml"

	"backpay/aggregate"
	"backpay/scraper/market"
)

// asProgram makes this test binary the program, so that the tests can kill it.
const asProgram = "BACKPAY_BEAM_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	flag.Parse()
	beam.Init()
	os.Exit(m.Run())
}

// demo is the folder of a demo of backpay: the one that BACKPAY_DEMO names, else
// one made now.
func demo(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("BACKPAY_DEMO"); dir != "" {
		return dir
	}
	dir := filepath.Join(t.TempDir(), "demo")
	cmd := exec.Command("go", "run", "./cmd/backpay", "--quiet", "demo", "--dir", dir)
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// demoInput is what the pipeline reads of a demo: its archive, the companies of
// its boards, and the time of its report.
func demoInput(t *testing.T, dir string) options {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "archive", "*.warc.gz"))
	if err != nil || len(files) < 2 {
		t.Fatalf("archive of the demo, which has earlier months: %v, %v", files, err)
	}
	began := regexp.MustCompile(`\d{8}T\d{6}Z`).FindString(slices.Max(files))
	at, err := time.Parse("20060102T150405Z", began)
	if err != nil {
		t.Fatal(err)
	}
	// The report's own time: an hour after the crawl it may be another month.
	made, err := time.Parse(time.RFC3339, ask(t, dir, "SELECT made_at FROM edition ORDER BY seq DESC LIMIT 1"))
	if err != nil {
		t.Fatal(err)
	}
	return options{
		in: strings.Join(files, ","), out: t.TempDir(), currency: "USD", config: demoConfig(t, hostOf(t, dir), at),
		asOf: made, parquet: true,
	}
}

// ask returns what the demo's database answers.
func ask(t *testing.T, dir, query string) string {
	t.Helper()
	out, err := exec.Command("sqlite3", filepath.Join(dir, "backpay.db"), query).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// hostOf is where the demo's market was.
func hostOf(t *testing.T, dir string) string {
	t.Helper()
	url := ask(t, dir, "SELECT url FROM fetch WHERE source = 'jsonld' LIMIT 1")
	return strings.Join(strings.SplitN(url, "/", 4)[:3], "/")
}

// demoConfig is the configuration of the demo, which it has in its head alone.
func demoConfig(t *testing.T, host string, at time.Time) []byte {
	t.Helper()
	m, err := market.New(market.Demo(1, time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	type list = []map[string]string
	boards, sites := map[string]list{}, list{}
	for _, b := range m.Boards() {
		if b.Kind == market.JSONLD {
			sites = append(sites, map[string]string{"company": b.Company, "start": host + b.Start, "job_links": b.JobLinks})
			continue
		}
		boards[b.Kind] = append(boards[b.Kind], map[string]string{"token": b.Token, "company": b.Company})
	}
	sources := map[string]any{"jsonld": map[string]any{"sites": sites}}
	for kind, of := range boards {
		sources[kind] = map[string]any{"base_url": host, "boards": of}
	}
	text, err := yaml.Marshal(map[string]any{"sources": sources})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestDemo holds the figures against the report of the demo, line for line: value,
// interval, counts, grade, note. Figures that rest on more than the jobs (each
// advert for itself, a survey's counts of people) are the report's alone.
func TestDemo(t *testing.T) {
	reports := []string{aggregate.MedianRaw, "median_of_areas", "median_by_people"}
	dir := demo(t)
	o := demoInput(t, dir)
	if err := run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	got := read(t, o.file("figures.csv"), func(map[string]string) bool { return true })
	want := read(t, filepath.Join(dir, "report", "figures.csv"), func(f map[string]string) bool {
		return f["measure"] == "level" && f["side"] == "posted" && !slices.Contains(reports, f["statistic"])
	})
	wrong := 0
	for key, w := range want {
		g := got[key]
		if head, cut := strings.CutSuffix(w, "… "); cut && strings.HasPrefix(g, head) {
			g = w // the report cuts long notes
		}
		if g != w {
			if wrong++; wrong <= 5 {
				t.Errorf("%s\n got %s\nwant %s", key, g, w)
			}
		}
	}
	for key := range got {
		if want[key] == "" {
			wrong++
			t.Errorf("%s is in no report", key)
		}
	}
	intervals := 0
	for _, w := range want {
		if !strings.Contains(w, "ci_low= ") {
			intervals++
		}
	}
	checkTables(t, o.file("parquet"), dir)
	t.Logf("%d figures, %d with an interval, %d wrong", len(want), intervals, wrong)
	if len(want) < 1000 || intervals < 100 {
		t.Errorf("%d figures, %d with an interval: too few to show anything", len(want), intervals)
	}
}

// read reads figures by what they are about.
func read(t *testing.T, path string, use func(map[string]string) bool) map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	about := []string{"measure", "source", "side", "role", "seniority", "country", "place", "skill", "statistic", "unit", "population"}
	out := map[string]string{}
	for _, line := range lines[1:] {
		values := map[string]string{}
		for i, name := range lines[0] {
			values[name] = line[i]
		}
		if !use(values) {
			continue
		}
		var key, rest []string
		for _, name := range columns {
			if slices.Contains(about, name) {
				key = append(key, values[name])
			} else {
				rest = append(rest, name+"="+values[name]+" ")
			}
		}
		k := strings.Join(key, " ")
		if out[k] != "" {
			t.Fatalf("%s: %s comes twice", path, k)
		}
		out[k] = strings.Join(rest, "")
	}
	return out
}

// filesUnder lists what was written.
func filesUnder(t *testing.T, dir string) (files []string) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// TestOptions holds what is refused before a pipeline is built.
func TestOptions(t *testing.T) {
	for _, args := range []string{"", "--in a", "--in a --out b --as-of soon", "--in a --out b --config " + t.TempDir() + "/none.yaml"} {
		cmd := exec.Command(os.Args[0], strings.Fields(args)...)
		cmd.Env = append(os.Environ(), asProgram+"=1")
		out, err := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != 2 || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%q: exit %d, %v\n%s", args, code, err, out)
		}
	}
}
