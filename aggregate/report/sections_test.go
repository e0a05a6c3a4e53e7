package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"

	"github.com/google/go-cmp/cmp"
)

func effect(t *testing.T, e Effects, label string) Effect {
	t.Helper()
	i := slices.IndexFunc(e.Rows, func(r Effect) bool { return r.Label == label })
	if i < 0 {
		t.Fatalf("%s has no row %s", e.ID, label)
	}
	return e.Rows[i]
}

// What may be said of a premium: only one that passed, leaves out zero and is
// larger than made-up words reach adverts that mention it pay more or less.
func TestPremiumWords(t *testing.T) {
	file, r := build(t, small())
	for label, want := range map[string][2]string{
		"go":         {"higher", "adverts that mention it pay 9.8% more"},
		"rust":       {"higher", "adverts that mention it pay 1% to 24% more"}, // rough: the range, outwards
		"php":        {"lower", "adverts that mention it pay 8.2% less"},
		"kubernetes": {"above", "above zero, not clear of the noise"}, // inside the floor
		"java":       {"above", "above zero, not clear of the noise"}, // did not pass
		"jquery":     {"below", "below zero, not clear of the noise"},
		"elixir":     {"withheld", "too few to say (17 jobs at 9 employers)"},
	} {
		got := effect(t, r.Skills, label)
		if diff := cmp.Diff(want, [2]string{got.Verdict, got.Text.Words}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", label, diff)
		}
	}
	if got := effect(t, r.Skills, "elixir"); got.Percent != nil || got.Text.Raw != "" {
		t.Errorf("a withheld premium has numbers: %+v", got)
	}
	if got := effect(t, r.SoftSkills, "mentoring"); got.Verdict != "unclear" || got.Text.Words != "no clear effect" {
		t.Errorf("mentoring: %+v", got)
	}
	for _, e := range []Effects{r.Skills, r.SoftSkills} {
		for i, row := range e.Rows[1:] {
			if p, q := e.Rows[i].Percent, row.Percent; p == nil && q != nil || q != nil && q.Value > p.Value {
				t.Errorf("%s stands before %s", e.Rows[i].Label, row.Label)
			}
		}
	}
	text := render(t, file, "html") + render(t, file, "md")
	for _, bad := range []string{"worth learning", "adds 9", "trends", "slightly"} {
		if strings.Contains(text, bad) {
			t.Errorf("the report says %q", bad)
		}
	}
}

// Titles are claims: each is composed from graded differences, and without
// them it only says what is shown.
func TestTitles(t *testing.T) {
	want := map[string]string{
		"roles": "Frontend pays less than backend; one without a clear difference", "seniority": "Senior jobs pay more than mid-level jobs",
		"remote": "No clear difference in pay between office, hybrid and remote jobs", "skills": "Adverts that mention one skill pay clearly more, with one less",
		"soft-skills": "None of the two soft skills that could be tested is clear of the noise", "demand-roles": "1,980 backend jobs were seen open at 98 employers",
		"spread": "An offer of $150,000 lies inside about 40% of advertised ranges", "trend": "Advertised pay for the same kinds of job rose",
		"sources": "Adverts of all sources put median backend pay at about $148,000",
	}
	_, p := build(t, small())
	got := titles(p)
	for id, w := range want {
		if got[id] != w {
			t.Errorf("%s: %q, want %q", id, got[id], w)
		}
		if n := len(strings.Fields(got[id])); n > titleWords {
			t.Errorf("%s: a title of %d words", id, n)
		}
	}
	plain := map[string]string{
		"roles": "Median pay by role", "seniority": "Median pay by seniority", "remote": "Median pay by workplace",
		"skills": "Pay of adverts that mention a skill", "sources": "What each source says of backend pay",
	}
	for name, change := range map[string]func(*Input){
		"rough": func(in *Input) {
			for i := range in.Figures {
				if f := &in.Figures[i]; f.Grade == aggregate.Good && f.Measure != aggregate.MeasureDemand {
					f.Grade = aggregate.Rough
				}
				if f := &in.Figures[i]; f.Measure == aggregate.MeasureDifference && f.CILow < 0 {
					f.CILow = 1
				}
			}
		},
		"no differences": func(in *Input) {
			in.Figures = slices.DeleteFunc(in.Figures, func(f aggregate.Figure) bool {
				return f.Measure == aggregate.MeasureDifference || f.Grade == aggregate.Good && f.Measure == "premium"
			})
		},
	} {
		in := small()
		change(&in)
		_, p := build(t, in)
		got := titles(p)
		for id, w := range plain {
			if got[id] != w && !(name == "no differences" && id == "sources") {
				t.Errorf("%s, %s: %q, want %q", name, id, got[id], w)
			}
		}
	}
}

func titles(r readBack) map[string]string {
	out := map[string]string{"skills": r.Skills.Title, "soft-skills": r.SoftSkills.Title, "trend": r.Trend.Title, "spread": r.Spread.Title}
	for _, c := range r.Charts {
		out[c.ID] = c.Title
	}
	for _, c := range r.Demand.Figures {
		out[c.ID] = c.Title
	}
	return out
}

// The column of differences: signs follow the row, a tie has no number beside
// its interval, and the yardstick is named.
func TestVersus(t *testing.T) {
	rows := map[string]Row{}
	_, r := build(t, small())
	for _, c := range r.Charts {
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				rows[c.ID+"/"+row.Label] = row
			}
		}
	}
	front := rows["roles/Frontend"].Versus
	if front == nil || front.Value != -8500 || front.Low != -15250.5 || front.High != -2100 || front.Told != toldLess || front.Words != "−$8,500" || front.Interval != "−$15,251 to −$2,100" {
		t.Errorf("frontend: %+v", front)
	}
	if d := rows["roles/DevOps"].Versus; d == nil || d.Told != toldTie || d.Words != "no clear difference" || d.Interval != "−$4,800 to +$11,000" {
		t.Errorf("devops: %+v", d)
	}
	if own := rows["roles/Backend"]; own.Versus != nil || own.Text.Compared != "the yardstick" || r.chart("roles").Yardstick != own.Amounts.Median {
		t.Errorf("backend: %+v, yardstick %v", own.Text.Compared, r.chart("roles").Yardstick)
	}
	if s := rows["seniority/Senior"].Versus; s == nil || s.Of != "Mid-level" || s.Told != toldMore {
		t.Errorf("senior: %+v", s)
	}
	if y := r.chart("seniority").Yardstick; y != 0 {
		t.Errorf("seniority is held against several rows, and has the yardstick %v", y)
	}
}

// The areas of the ranges add up at every step, and a page of many skills
// shows some and says where the rest is.
func TestSpreadAndCaps(t *testing.T) {
	in := small()
	for i := range 60 {
		for _, f := range skillsOf() {
			if f.Skill == "go" || f.Skill == "elixir" {
				f.Skill += fmt.Sprint(i)
				in.Figures = append(in.Figures, f)
			}
		}
	}
	_, r := build(t, in)
	for _, p := range r.Spread.Steps {
		if p.Above+p.Includes+p.Below != r.Spread.Jobs || p.Includes < 0 {
			t.Errorf("at %v: %d, %d and %d of %d", p.Pay, p.Above, p.Includes, p.Below, r.Spread.Jobs)
		}
	}
	if n := len(r.Skills.Rows); n != effectsShown+withheldShown {
		t.Errorf("%d rows of skills", n)
	}
	if !strings.Contains(r.Skills.Note, "Shown are 25 of the 66 skills tested: those clear of the noise, then those that most adverts mention. figures.csv holds 97 more.") {
		t.Errorf("note %q", r.Skills.Note)
	}
	in.Spread.Includes.Grade, in.Spread.Includes.Reason = aggregate.Withheld, aggregate.Reason{Code: aggregate.ReasonFewEmployers, Found: 12, Limit: 20}
	if s := newBuilder(in).spread(); s.Cut != nil || !strings.HasPrefix(s.Empty, "Too few to say") {
		t.Errorf("withheld ranges: %+v", s)
	}
}

// A month without a figure is a gap that is said, and before the first there
// is nothing.
func TestTrend(t *testing.T) {
	in := small()
	months := func() (out []string) {
		for _, r := range newBuilder(in).trend().Rows {
			out = append(out, r.Label+": "+r.Text.Words)
		}
		return out
	}
	want := []string{"August 2026: no clear change", "September 2026: no clear change", "October 2026: no figure", "November 2026: a rise"}
	if diff := cmp.Diff(want, months()); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
	in.Growth[2].Figure.Grade = aggregate.Withheld
	want[3] = "November 2026: too few to say (400 jobs at 61 employers)"
	if diff := cmp.Diff(want, months()); diff != "" {
		t.Errorf("a withheld month (-want +got):\n%s", diff)
	}
	in.Growth = nil
	if e := newBuilder(in).trend(); len(e.Rows) != 0 || !strings.HasPrefix(e.Empty, "There is no trend yet") {
		t.Errorf("no growth: %+v", e)
	}
}

// Sources that never ran are listed in one line.
func TestIdleSources(t *testing.T) {
	in := small()
	for i := range 30 {
		in.Sources = append(in.Sources, Source{Name: fmt.Sprint("idle", i), Title: "Idle"})
	}
	r := newBuilder(in).runs()
	if len(r.Rows) != 5 || r.Idle != 31 || r.IdleText != "31 further sources are known to the program and were never run" || r.Failed != 2 {
		t.Errorf("%d rows, %d idle, %d failed: %s", len(r.Rows), r.Idle, r.Failed, r.IdleText)
	}
}

// A scale of counts has whole numbers only, a few of them with a label.
func TestCountAxis(t *testing.T) {
	for _, high := range []float64{1, 2, 3, 7, 20, 58, 442, 761, 12_345} {
		a := countAxis(high)
		labels := 0
		for _, k := range a.Ticks {
			if k.At != math.Trunc(k.At) {
				t.Errorf("up to %v: a line at %v", high, k.At)
			}
			if k.Label != "" {
				labels++
			}
		}
		if a.Min != 0 || a.Max < high || labels < 2 || labels > 4 || len(a.Ticks) > 9 {
			t.Errorf("up to %v: %d labels on %+v", high, labels, a)
		}
	}
}
