package report

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
	"backpay/scraper"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	r := Build(small())
	for format, name := range map[string]string{"md": "report.md", "csv": "figures.csv", "claims": "claims.csv", "json": "report.json"} {
		path := filepath.Join("testdata", "small", name)
		got := render(t, r, format)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// The order in which a database gives figures must not show.
func TestBuildAnyOrder(t *testing.T) {
	in := small()
	want := render(t, Build(in), "json")
	slices.Reverse(in.Figures)
	if diff := cmp.Diff(want, render(t, Build(in), "json")); diff != "" {
		t.Errorf("figures in another order (-want +got):\n%s", diff)
	}
}

func lede(r readBack) string {
	var b strings.Builder
	for _, s := range r.Answer.Lede {
		b.WriteString(s.Text)
	}
	return b.String()
}

// surveyOf is what 146 people told a survey.
func surveyOf(kind string, median float64, grade string) []aggregate.Figure {
	reach, note := 0.04, ""
	if grade == "rough" {
		reach, note = 0.17, "a wide interval"
	}
	all := cellOf("survey", "backend", "", 146, 146, 0, median, reach, grade, note)
	for i := range all {
		all[i].Side, all[i].PayKind, all[i].NEmployers = scraper.Reported, kind, 0
	}
	return all
}

func TestAnswer(t *testing.T) {
	for _, c := range []struct {
		name, want, meaning string
		figures             []aggregate.Figure
		claims              []Claim
	}{
		{
			"good",
			"About $148,000 a year in base pay: the median of advertised backend jobs in the United States that state a pay range. " +
				"With a different sample of employers it could lie anywhere between $141,000 and $154,000.",
			"the 39% of jobs whose adverts don’t state pay",
			cellOf("all", "backend", "", 1980, 1204, 96, 148_000, 0.045, "good", ""), nil,
		},
		{
			"rough gives no middle",
			"Between about $124,000 and $155,000 a year in base pay: that is where the median of advertised backend jobs " +
				"in the United States that state a pay range lies, judging by 32 employers.",
			"The figure is rough: 32 employers, fewer than 50.",
			cellOf("all", "backend", "", 402, 260, 32, 141_000, 0.12, "rough", "32 employers, fewer than 50"), nil,
		},
		{
			"withheld", "Too few to say (17 jobs at 9 employers).", "9 employers, fewer than 20",
			cellOf("all", "backend", "", 60, 17, 9, 171_000, 0, "withheld", "9 employers, fewer than 20"), nil,
		},
		{
			"one", "Too few to say (1 job at 1 employer).", "1 employer, fewer than 20",
			cellOf("all", "backend", "", 1, 1, 1, 90_000, 0, "withheld", "1 employer, fewer than 20"), nil,
		},
		{
			"no pay", "No pay range in US dollars (12 jobs at 2 employers).", "No figure is printed",
			cellOf("all", "backend", "", 12, 0, 0, 0, 0, "", ""), nil,
		},
		{"nothing", "Nothing to say yet: the database holds no posting.", "", nil, nil},
		{
			"another role only", "Nothing to say yet: no job for backend developers in the United States is in the database.", "",
			cellOf("all", "qa", "", 12, 0, 0, 0, 0, "", ""), nil,
		},
		{
			"a survey only",
			"No advert here states pay. About $168,000 a year in total pay: the median of the 146 answers for backend jobs in the United States that survey holds. " +
				"With a different sample of people it could lie anywhere between $161,000 and $174,000.",
			"It is what people say they are paid, which is not what adverts offer.", surveyOf("total", 168_300, "good"), nil,
		},
		{
			"too few adverts and a rough survey",
			"Adverts: too few to say (17 jobs at 9 employers). Between about $139,000 and $192,000 a year in base pay: that is where the median of the 146 answers " +
				"for backend jobs in the United States that survey holds lies, judging by these answers.",
			"The figure is rough", append(cellOf("all", "backend", "", 60, 17, 9, 171_000, 0, "withheld", "9 employers, fewer than 20"), surveyOf("base", 168_300, "rough")...), nil,
		},
		{
			"claims only",
			"Payboard says $126,746: the median of base pay, 5,508 reports, October 2026; it gives no interval. We have no figure of our own: " +
				"no job for backend developers in the United States is in the database.", "", nil, claimsOf(),
		},
		{
			"too few and a claim",
			"Too few to say (1 job at 1 employer). Payboard says $126,746: the median of base pay, 5,508 reports, October 2026; it gives no interval.", "1 employer",
			cellOf("all", "backend", "", 1, 1, 1, 90_000, 0, "withheld", "1 employer, fewer than 20"), claimsOf(),
		},
	} {
		in := small()
		in.Figures, in.Quality, in.Claims = c.figures, Quality{}, c.claims
		_, r := build(t, in)
		if got := lede(r); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if !strings.Contains(r.Answer.Meaning, c.meaning) {
			t.Errorf("%s: meaning %q lacks %q", c.name, r.Answer.Meaning, c.meaning)
		}
		if (r.Answer.Strip != nil) != (r.Answer.Grade == "good" || r.Answer.Grade == "rough") {
			t.Errorf("%s: grade %s, strip %v", c.name, r.Answer.Grade, r.Answer.Strip)
		}
	}
}

// Where the role's own adverts are too few, the nearest population that can be
// printed stands beside the answer, named as another one.
func TestNearest(t *testing.T) {
	in := small()
	in.Figures = append(
		cellOf("all", "backend", "", 60, 17, 9, 171_000, 0, "withheld", "9 employers, fewer than 20"),
		cellOf("all", "software", "", 900, 800, 70, 139_500, 0.05, "good", "")...,
	)
	a := newBuilder(in).answer()
	f := a.Facts[0]
	if a.Grade != "withheld" || f.Name != "The nearest jobs that can be printed: software developers" || f.Value != "$139,500 ($132,525–145,080)" || !strings.Contains(f.Detail, "not the answer") {
		t.Errorf("grade %s, fact %+v", a.Grade, f)
	}
	pooled := in.Figures[len(in.Figures)-1]
	pooled.Measure, pooled.Role, pooled.Statistic, pooled.Unit, pooled.Grade = aggregate.MeasurePooled, "backend", "median", in.Options.Currency, "good"
	pooled.Value, pooled.CILow, pooled.CIHigh, pooled.NJobs, pooled.NEmployers = 141_000, 137_000, 146_000, 817, 74
	all := in.Figures
	in.Figures = append(slices.Clone(all), pooled)
	want := "The nearest jobs that can be printed: backend developers together with software developers of no named kind"
	if f := newBuilder(in).answer().Facts[0]; f.Name != want || f.Value != "$141,000 ($137,000–146,000)" {
		t.Errorf("fact %+v", f)
	}
	in.Figures = all
	in.Figures = in.Figures[:len(in.Figures)-6]
	if f := newBuilder(in).answer().Facts[0]; strings.Contains(f.Name, "nearest") {
		t.Errorf("a fact about nobody: %+v", f)
	}
}

// A withheld amount stands nowhere; its row is in the data with its grade and
// its counts.
func TestWithheldIsNotPrinted(t *testing.T) {
	r := Build(small())
	for _, format := range []string{"html", "md", "text", "csv", "json"} {
		text := strings.ReplaceAll(render(t, r, format), ",", "")
		for _, amount := range []string{"101000.", "99000", "79200", "102960.25"} {
			if strings.Contains(text, amount) {
				t.Errorf("%s prints the withheld %s", format, amount)
			}
		}
		if format != "csv" && !strings.Contains(text, "too few to say (17 jobs at 9 employers)") {
			t.Errorf("%s doesn't say what is withheld", format)
		}
	}
	if csv := render(t, r, "csv"); !strings.Contains(csv, "median,USD,base,full_time,,,,36,34,16,17,0.43209876543209874,,,withheld,,\"16 employers, fewer than 20\"") {
		t.Error("figures.csv lacks the withheld figure with its grade")
	}
}

func TestFiguresOfOtherEditionsStayOut(t *testing.T) {
	in := small()
	for i := range in.Figures {
		in.Figures[i].Edition = "older"
	}
	if _, r := build(t, in); len(r.Figures) != 0 || r.Answer.Grade != "none" {
		t.Errorf("%d figures, grade %s", len(r.Figures), r.Answer.Grade)
	}
}

func TestOtherCurrencyIsCounted(t *testing.T) {
	in := small()
	canadian := cellOf("all", "backend", "", 1980, 3, 2, 120_000, 0, "withheld", "2 employers, fewer than 20")[1:]
	for i := range canadian {
		canadian[i].Unit = "CAD"
	}
	in.Figures = append(in.Figures, canadian...)
	if note := newBuilder(in).sourcesChart().Note; !strings.Contains(note, "3 jobs stating pay in another currency are left out") {
		t.Errorf("note %q", note)
	}
}

func TestBrokenNumbersStayOut(t *testing.T) {
	in := small()
	in.Figures[0].Value, in.Figures[2].CILow = math.NaN(), math.Inf(1)
	in.Planted = []Planted{{Role: "backend", Found: 5}, {Role: "qa", Planted: 1e-300, Found: 1e300}}
	var back map[string]any
	if err := json.Unmarshal([]byte(render(t, Build(in), "json")), &back); err != nil {
		t.Fatal(err)
	}
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "report")
	r := Build(small())
	paths, err := Write(r, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{"charts", "claims.csv", "datapackage.json", "figures.csv", "index.html", "report.json", "report.md", "report.schema.json", "report.xlsx"}, names); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
	if len(paths) != 9 || filepath.Base(paths[0]) != "index.html" {
		t.Errorf("paths %v", paths)
	}
	if _, err := Write(r, dir, []string{"json", "pdf"}); err == nil || !strings.Contains(err.Error(), `"pdf" is none of html, md, csv, json`) {
		t.Errorf("unknown format: %v", err)
	}
	file := filepath.Join(dir, "index.html")
	if _, err := Write(r, file, nil); err == nil {
		t.Error("a folder that is a file gives no error")
	}
	// A file that can't be put in place leaves nothing behind.
	blocked := t.TempDir()
	if err := os.MkdirAll(filepath.Join(blocked, "report.md", "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(r, blocked, []string{"md"}); err == nil {
		t.Error("a folder in the file's place gives no error")
	}
	if entries, err := os.ReadDir(blocked); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

var numerals = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)

// Every number that a reader sees on the page is in report.json.
func TestEveryNumberIsInTheData(t *testing.T) {
	r := Build(small())
	known := map[string]bool{}
	var collect func(any)
	collect = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, x := range v {
				collect(x)
			}
		case []any:
			for _, x := range v {
				collect(x)
			}
		case string:
			for _, n := range numerals.FindAllString(v, -1) {
				known[n] = true
			}
		case json.Number:
			known[v.String()] = true
		}
	}
	var back any
	d := json.NewDecoder(strings.NewReader(render(t, r, "json")))
	d.UseNumber()
	if err := d.Decode(&back); err != nil {
		t.Fatal(err)
	}
	collect(back)
	seen := 0
	for _, text := range texts(parse(t, render(t, r, "html"))) {
		for _, n := range numerals.FindAllString(text, -1) {
			seen++
			if !known[n] {
				t.Errorf("the page says %s (%q), report.json doesn't", n, text)
			}
		}
	}
	if seen < 150 {
		t.Errorf("only %d numbers found on the page", seen)
	}
}

// A side that the report has no words for
// would be left out of the chart silently.
func TestEverySideHasWords(t *testing.T) {
	for _, s := range []scraper.Side{scraper.Posted, scraper.Reported, scraper.Employer, scraper.Model, scraper.Filed} {
		if sideName(s) == string(s) {
			t.Errorf("side %s has no name", s)
		}
	}
}
