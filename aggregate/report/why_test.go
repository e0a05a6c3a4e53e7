package report

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
)

// stepsOf are an invented ladder's figures, as package ladder makes them: two
// known steps, one that isn't, and a rest that may be none.
func stepsOf() []aggregate.Figure {
	var out []aggregate.Figure
	add := func(statistic string, rows int, money, low, high, percent, percentLow, percentHigh float64, grade, note string, step aggregate.Step) {
		f := aggregate.Figure{
			Edition: "e-4f1c", Measure: "step", Source: "payboard", Side: scraper.Reported, Role: "backend", Country: "US", PayKind: "base",
			Statistic: statistic, Unit: "USD", Value: money, CILow: low, CIHigh: high, NJobs: rows, NEmployers: rows / 9, Grade: grade, Note: note, Step: &step,
		}
		if grade != "withheld" {
			out = append(out, f)
		}
		if statistic != "start" && statistic != "end" {
			f.Unit, f.Value, f.CILow, f.CIHigh = "percent", percent, percentLow, percentHigh
			out = append(out, f)
		}
	}
	end := func(exact float64) aggregate.Step {
		return aggregate.Step{Known: true, Of: "median", PayKind: "base", Year: "2026", Exact: exact}
	}
	add("start", 0, 148_000, 141_300, 153_300, 0, 0, 0, "good", "median of base pay, 2026; rounded from 148000.00", end(148_000))
	add("year", 1832, -11_800, -16_300, -7_200, -8, -11, -4.9, "", "2026 to 2024; survey 2024 to 2026; assumes that the difference is the same, in percent, wherever it is looked at; not held alike: place", aggregate.Step{
		From: "2026", To: "2024", Known: true,
		Behind: "survey 2024 to 2026; assumes that the difference is the same, in percent, wherever it is looked at; not held alike: place",
	})
	add("side", 0, 0, 0, 0, 0, 0, 0, "withheld", "posted to reported; not known: no rows held of both with 20 employers or persons each", aggregate.Step{From: "posted", To: "reported", Behind: "no rows held of both with 20 employers or persons each"})
	add("statistic", 311, 2_700, -1_200, 6_500, 2, -.9, 4.8, "", "median to mean; all 2026; assumes that the published figure's rows are as skewed as these", aggregate.Step{
		From: "median", To: "mean", Known: true, Behind: "all 2026; assumes that the published figure's rows are as skewed as these",
	})
	add("unexplained", 0, -12_200, -20_100, -3_900, -8.8, -14.1, -2.8, "", "what the known steps leave; the interval holds theirs; with what is not known: side", aggregate.Step{Known: true, Unknown: []string{"side"}})
	add("end", 0, 126_700, 0, 0, 0, 0, 0, "", "median of base pay, 2026; rounded from 126746.00", end(126_746))
	return out
}

func TestWaterfall(t *testing.T) {
	file, r := build(t, small())
	if len(r.Why.Ladders) != 1 {
		t.Fatalf("%d ladders", len(r.Why.Ladders))
	}
	w := r.Why.Ladders[0]
	if want := "From our figure to Payboard’s $126,746"; w.Title != want || w.URL == "" {
		t.Errorf("title %q, want %q; address %q", w.Title, want, w.URL)
	}
	if want := "A step for each way in which our median of base pay, 2026, and its median of base pay, 2026, differ; US dollars a year"; w.Subtitle != want {
		t.Errorf("subtitle %q", w.Subtitle)
	}
	sum, level := 0., 0.
	for i, s := range w.Steps {
		if s.Kind == "end" {
			if s.Amount != sum {
				t.Errorf("the steps add up to %v, the end is %v", sum, s.Amount)
			}
			continue
		}
		sum += s.Amount
		if i > 0 && s.From != level {
			t.Errorf("%s begins at %v, the step before it ended at %v", s.Cause, s.From, level)
		}
		level = s.To
		for _, v := range append(s.ends(), s.From, s.To) {
			if v < w.Axis.Min || v > w.Axis.Max {
				t.Errorf("%s: %v is off the scale", s.Cause, v)
			}
		}
	}
	var drawn []string
	for _, s := range w.drawnSteps() {
		drawn = append(drawn, strings.Join([]string{s.Text.Label, s.Text.Detail, s.Text.Amount, s.Text.Percent, s.Text.Interval}, "|"))
	}
	want := []string{
		"Our figure|median of base pay, 2026|$148,000||141,300–153,300",
		"Year|2026 to 2024|−$11,800|−8.0%|−16,300 to −7,200",
		"Statistic|median to mean|+$2,700|+2.0%|−1,200 to +6,500",
		"Not known|who speaks|||",
		"Not explained|what is left|−$12,200|−8.8%|−20,100 to −3,900",
		"Payboard|median of base pay, 2026|$126,700||",
	}
	if strings.Join(drawn, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows\n%s", strings.Join(drawn, "\n"))
	}
	for _, form := range []string{"html", "md"} {
		text := render(t, file, form)
		for _, said := range []string{"No rows held of both", "−$11,800", "Holds what is not known: side"} {
			if !strings.Contains(text, strings.ReplaceAll(said, "$", map[string]string{"html": "$", "md": `\$`}[form])) {
				t.Errorf("%s doesn't say %q", form, said)
			}
		}
	}
	back, err := json.Marshal(r.Why)
	if err != nil || !strings.Contains(string(back), `"percent_low":-11`) {
		t.Errorf("report.json: %v", err)
	}
}

// A title claims what the intervals carry, and no more.
func TestWaterfallTitle(t *testing.T) {
	const plain = "From our figure to Board’s $90,000"
	type size [3]float64 // percent, with its interval
	for _, test := range []struct {
		name            string
		low, high       float64 // our figure's interval round 100,000
		year, kind, end size
		want            string
	}{
		{"clear steps, nothing left", 99_000, 101_000, size{-6, -7, -5}, size{-4, -5, -3}, size{0, -3, 3}, "The year and the kind of pay can account for the gap to Board’s $90,000"},
		{"a clear step, much left", 99_000, 101_000, size{-6, -7, -5}, size{0, -1, 1}, size{-4.3, -6, -2}, "At least a third of the gap to Board’s $90,000 is the year"},
		{"nearly all", 99_900, 100_100, size{-8.5, -8.6, -8.4}, size{0, -.1, .1}, size{-1.6, -2, -1.2}, "At least three quarters of the gap to Board’s $90,000 is the year"},
		{"no step is clear", 99_000, 101_000, size{-6, -13, 1}, size{-4, -9, 1}, size{0, -9, 9}, plain},
		{"little is known", 99_900, 100_100, size{-1, -2, -.5}, size{0, -1, 1}, size{-9.1, -11, -7}, "Most of the gap to Board’s $90,000 is left unexplained"},
		{"away from it", 99_000, 101_000, size{6, 5, 7}, size{0, -1, 1}, size{-15, -25, -4}, plain},
		{"our own figure is too wide", 60_000, 160_000, size{-6, -7, -5}, size{-4, -5, -3}, size{0, -40, 60}, plain},
	} {
		of := func(kind, cause string, s size) Step {
			return Step{Kind: kind, Cause: cause, Percent: s[0], PercentLow: s[1], PercentHigh: s[2]}
		}
		w := Waterfall{Publisher: "Board", Steps: []Step{
			{Kind: "start", Amount: 100_000, Low: test.low, High: test.high},
			of("step", "year", test.year), of("step", "kind of pay", test.kind), of("unexplained", "unexplained", test.end),
			{Kind: "end", Amount: 90_000},
		}}
		got := w.heading("$90,000")
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if n := len(strings.Fields(got)); n > 15 {
			t.Errorf("%s: %d words", test.name, n)
		}
	}
}

// Figures of the measure that make no ladder are none.
func TestNoWaterfall(t *testing.T) {
	for name, change := range map[string]func(*aggregate.Figure){
		"no end":      func(f *aggregate.Figure) { f.Statistic = strings.Replace(f.Statistic, "end", "", 1) },
		"other role":  func(f *aggregate.Figure) { f.Role = "qa" },
		"odd cause":   func(f *aggregate.Figure) { f.Statistic = "weather" },
		"no number":   func(f *aggregate.Figure) { f.Value = math.NaN() },
		"only shares": func(f *aggregate.Figure) { f.Unit = "percent" },
	} {
		in := Input{Options: small().Options, Figures: stepsOf()}
		for i := range in.Figures {
			change(&in.Figures[i])
		}
		if w := newBuilder(in).why(); len(w.Ladders) != 0 || w.Empty == "" {
			t.Errorf("%s: %d ladders", name, len(w.Ladders))
		}
	}
}
