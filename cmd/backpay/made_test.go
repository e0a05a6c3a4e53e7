package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backpay/scraper/testenv"
)

// bench is a small database with its configuration, in a folder of its own.
type bench struct {
	dir, config string
	now         time.Time
	more        map[string]string // of the configuration, by key
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{dir: t.TempDir(), now: time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC), more: map[string]string{}}
	b.config = filepath.Join(b.dir, "config.yaml")
	b.configure(t, "database", "b.db")
	b.put(t, "jobs.csv", "title,company,location,salary_min,salary_max,currency,job_url\n"+
		"Backend Engineer,Otter,\"Denver, CO\",120000,140000,USD,https://jobs.example/1\n"+
		"Backend Engineer,Vole,\"Denver, CO\",130000,150000,USD,https://jobs.example/2\n")
	b.run(t, func(a *app) error { return (&importCmd{Paths: []string{filepath.Join(b.dir, "jobs.csv")}}).Run(a) })
	return b
}

// configure sets a key of the configuration; the others stay.
func (b *bench) configure(t *testing.T, key, value string) {
	t.Helper()
	b.more[key] = value
	var text strings.Builder
	text.WriteString("report: {formats: [json, csv]}\n")
	for _, key := range slices.Sorted(maps.Keys(b.more)) {
		fmt.Fprintf(&text, "%s: %s\n", key, b.more[key])
	}
	b.put(t, "config.yaml", text.String())
}

func (b *bench) put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs a command and returns what it logged.
func (b *bench) run(t *testing.T, f func(a *app) error) string {
	t.Helper()
	var said bytes.Buffer
	a := appAt(b.config, "")
	a.now = func() time.Time { return b.now }
	a.log = slog.New(slog.NewTextHandler(&said, nil))
	if err := f(a); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	return said.String()
}

// aggregate and report make everything up to date; stood reports whether the
// report was left alone.
func (b *bench) refresh(t *testing.T) (stood bool) {
	t.Helper()
	b.run(t, func(a *app) error { return aggregateCmd{}.Run(a) })
	return strings.Contains(b.run(t, func(a *app) error { return reportCmd{}.Run(a) }), "nothing has changed")
}

// made returns the key that something is kept under.
func (b *bench) made(t *testing.T, name string) string {
	t.Helper()
	return sqlite(t, filepath.Join(b.dir, "b.db"), "SELECT key FROM made WHERE name LIKE '"+name+"%'")
}

// files returns the bytes and the times of the report's files.
func (b *bench) files(t *testing.T) string {
	t.Helper()
	var s strings.Builder
	paths, err := filepath.Glob(filepath.Join(b.dir, "report", "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d files of a report, error %v", len(paths), err)
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&s, p, info.ModTime().UnixNano(), string(text))
	}
	return s.String()
}

// Nothing is made twice of the same rows, configuration, program and day.
func TestUnchangedIsNotMadeAgain(t *testing.T) {
	b := newBench(t)
	b.run(t, func(a *app) error { return aggregateCmd{}.Run(a) })
	counted := b.made(t, "edition")
	if b.refresh(t) {
		t.Fatal("the first report is taken for made")
	}
	if b.made(t, "edition") != counted {
		t.Error("the report counts again what aggregate has counted")
	}
	match, figures, files := b.made(t, "match"), b.made(t, "edition"), b.files(t)
	b.now = b.now.Add(time.Hour)
	if !b.refresh(t) {
		t.Error("the second report is made again")
	}
	if b.made(t, "match") != match || b.made(t, "edition") != figures {
		t.Error("what was matched and counted is made again")
	}
	if b.files(t) != files {
		t.Error("files of the report were touched")
	}
}

// Whatever figures and reports rest on makes them be made again.
func TestEachChangeIsNoticed(t *testing.T) {
	testenv.Long(t)
	otter := "title,company,location,salary_min,salary_max,currency,job_url\n" +
		"Backend Engineer,Otter,\"Denver, CO\",125000,145000,USD,https://jobs.example/1\n"
	imports := func(name, text string, args importCmd) func(*testing.T, *bench) {
		return func(t *testing.T, b *bench) {
			b.put(t, name, text)
			args.Paths = []string{filepath.Join(b.dir, name)}
			b.run(t, func(a *app) error { return args.Run(a) })
		}
	}
	configured := func(key, value string) func(*testing.T, *bench) {
		return func(t *testing.T, b *bench) { b.configure(t, key, value) }
	}
	answers := "work_year,experience_level,employment_type,job_title,salary,salary_currency,salary_in_usd," +
		"employee_residence,remote_ratio,company_location,company_size\n" +
		"2025,SE,FT,Backend Engineer,145000,USD,145000,US,0,US,M\n2025,SE,FT,Backend Engineer,135000,USD,135000,US,0,US,M\n"
	b := newBench(t)
	b.refresh(t)
	for _, c := range []struct {
		name    string
		change  func(*testing.T, *bench)
		figures bool // the figures are made again too
		same    bool // nothing is made again: the report gives the day alone
	}{
		{"a posting's pay", imports("again.csv", otter, importCmd{}), true, false},
		{"a posting that is seen again", imports("jobs.csv", "title,company,location,salary_min,salary_max,currency,job_url\n"+
			"Backend Engineer,Otter,\"Denver, CO\",120000,140000,USD,https://jobs.example/1\n", importCmd{}), false, true},
		{"an observation", imports("answers.csv", answers, importCmd{}), true, false},
		{"a citation", configured("citations", `[{source: payscale, url: "https://pay.example/", title: Backend Engineer,
  statistic: mean, pay_kind: base, amount: 82462, currency: USD, period: year, as_of: 2022-10-25, country: US}]`), true, false},
		{"names of one employer", configured("employers", "{same: [[Otter, Vole]]}"), true, false},
		{"a threshold", configured("figures", "{min_employers: 19}"), true, false},
		{"the greatest age", configured("figures", "{min_employers: 19, max_age: 50d}"), true, false},
		{"the day", func(_ *testing.T, b *bench) { b.now = b.now.AddDate(0, 0, 1) }, true, false},
		{"the program", func(t *testing.T, _ *bench) {
			was := version
			version += "+1"
			t.Cleanup(func() { version = was })
		}, true, false},
		{"a file of the report", func(t *testing.T, b *bench) { b.put(t, "report/report.json", "{}") }, false, false},
		{"a file that is gone", func(t *testing.T, b *bench) {
			if err := os.Remove(filepath.Join(b.dir, "report", "figures.csv")); err != nil {
				t.Fatal(err)
			}
		}, false, false},
		{"the list of reports", configured("reports", "[{role: backend, country: US, title: Pay}]"), false, false},
	} {
		before := b.made(t, "edition")
		c.change(t, b)
		if same := b.refresh(t); same != c.same {
			t.Errorf("%s: the report is taken for what it would be: %v, want %v", c.name, same, c.same)
		}
		if again := b.made(t, "edition") != before; again != c.figures {
			t.Errorf("%s: figures are made again: %v, want %v", c.name, again, c.figures)
		}
		if !b.refresh(t) {
			t.Errorf("%s: the report is made a third time", c.name)
		}
	}
}
