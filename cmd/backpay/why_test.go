package main

import (
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backpay/aggregate/report"
	"backpay/scraper/market"
)

// The default file's four citations of one role, with the corpus's surveys: a
// gap for each, in which what isn't known is named, and the survey's own
// figure of an earlier year is explained by the years between.
func TestWhyOfCitations(t *testing.T) {
	salary := filepath.Join(corpus(t), "salary")
	file, err := filepath.Abs("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir()) // where the archive goes
	db := "b.db"
	// Some files there are schemas.
	backpay(t, nil, exitPartial, "--config", file, "--db", db, "import", filepath.Join(salary, "stackoverflow-survey"), filepath.Join(salary, "levels"))
	backpay(t, nil, exitDone, "--config", file, "--db", db, "aggregate")
	out := ""
	for _, source := range []string{"glassdoor", "indeed", "salarycom", "stackoverflow-survey"} {
		out += backpay(t, nil, exitDone, "--config", file, "--db", db, "why", "--source", source)
	}
	t.Log(out)
	if n := strings.Count(out, "  unexplained: "); n != 4 {
		t.Errorf("%d gaps, want 4", n)
	}
	for _, want := range []string{
		"year, 2025 to 2022: -", "statistic, median to mean: +", "kind of pay, total to base: -", "of levels 2017 to 2026;",
		"side, reported to employer: not known: ", "with what is not known: seniority mix, place mix, side",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said", want)
		}
	}
	_, own, _ := strings.Cut(out, "Stack Overflow Developer Survey")
	_, rest, ok := strings.Cut(own, "unexplained: ")
	if !ok || !strings.Contains(rest, "interval -") || !strings.Contains(rest, "to +") {
		t.Errorf("the survey's own earlier figure isn't explained by the year: %s", own)
	}
}

// proveSteps holds each step of the gaps against the table figure.
func proveSteps(t *testing.T, db string, w report.Why) {
	t.Helper()
	for _, l := range w.Ladders {
		for _, s := range l.Steps {
			q := "SELECT value, ci_low, ci_high FROM figure WHERE unit = '%' AND " + s.Text.Where
			money, percent := strings.Replace(q, "%", "USD", 1), strings.Replace(q, "%", "percent", 1)
			if s.Kind != "unknown" {
				same(t, l.ID+", "+s.Cause, ask(t, db, money)[0], []float64{s.Amount, s.Low, s.High})
			}
			if s.Kind == "step" || s.Kind == "unexplained" {
				same(t, l.ID+", "+s.Cause+", percent", ask(t, db, percent)[0], []float64{s.Percent, s.PercentLow, s.PercentHigh})
			}
		}
	}
}

// checkLadders holds the demo's waterfalls against the table figure, and
// against what the made-up publishers were given.
func checkLadders(t *testing.T, w report.Why) {
	t.Helper()
	m, err := market.New(market.Demo(1, demoDay(time.Now())))
	if err != nil {
		t.Fatal(err)
	}
	led := map[string]report.Waterfall{}
	for _, l := range w.Ladders {
		led[l.Source] = l
	}
	for _, p := range m.Published("backend", "US") {
		l, met := led[p.Publisher]
		if !met {
			t.Errorf("no gap leads to %s", p.Publisher)
			continue
		}
		causes := map[string]report.Step{}
		for _, s := range l.Steps {
			causes[s.Cause] = s
		}
		rest := causes["unexplained"]
		if planted := 100 * math.Expm1(p.Rest); rest.PercentLow > planted || rest.PercentHigh < planted {
			t.Errorf("%s: planted %.1f %% for no cause, found %s (%s)", p.Publisher, planted, rest.Text.Percent, rest.Text.Share)
		}
		for cause, kind := range map[string]string{"statistic": "step", "seniority": "step", "side": "unknown", "kind of pay": "unknown"} {
			here := map[string]bool{
				"statistic": p.Statistic == "mean", "seniority": strings.HasPrefix(p.Title, "Senior"), "side": p.Side == "reported", "kind of pay": p.Kind == "total",
			}[cause]
			if got := causes[cause].Kind; here && got != kind || !here && got != "" {
				t.Errorf("%s: the step of the %s is %q", p.Publisher, cause, got)
			}
		}
	}
}
