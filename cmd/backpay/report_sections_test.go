package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/report"
)

// proveSections holds the sections beside the medians: each row's values
// against the table figure, what SQL can compute against the jobs, and what is
// printed against the values. It returns the number of rows.
func proveSections(t *testing.T, db string, r reportData) (rows int) {
	t.Helper()
	for _, c := range r.Charts {
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				if v := row.Versus; v != nil {
					rows++
					found := ask(t, db, "SELECT value, ci_low, ci_high FROM figure WHERE "+v.Where)[0]
					if v.Value*found[0] < 0 || v.Low*found[2] > 0 && v.Value < 0 { // told the other way round
						found = []float64{-found[0], -found[2], -found[1]}
					}
					same(t, row.ID+", the difference", found, []float64{v.Value, v.Low, v.High})
					printed(t, row.ID, v.Text, v.Value, 0.5)
					told := map[bool]string{true: "more"}[v.Low > 0] + map[bool]string{true: "less"}[v.High < 0]
					if told != strings.TrimPrefix(v.Told, "not told apart") {
						t.Errorf("%s: %v to %v is told as %q", row.ID, v.Low, v.High, v.Told)
					}
				}
			}
		}
	}
	for _, e := range []report.Effects{r.Skills, r.SoftSkills, r.Trend} {
		for _, row := range e.Rows {
			rows += proveEffect(t, db, e, row)
		}
	}
	for _, c := range append(r.Demand.Figures, r.Disclosure) {
		for _, row := range c.Rows {
			rows++
			want := []float64{*row.Value}
			found := ask(t, db, "SELECT "+row.Text.Column+" FROM figure WHERE "+row.Text.Where)
			if len(found) != 1 {
				t.Errorf("%s: %d rows of the table figure", row.ID, len(found))
			}
			same(t, row.ID+", in figure", found[0], want)
			same(t, row.ID+", from the jobs", ask(t, db, row.Text.SQL)[0], want)
			printed(t, row.ID, row.Text.Value, *row.Value, 0.5001)
		}
	}
	return rows + proveSpread(t, db, r.Spread)
}

func proveEffect(t *testing.T, db string, e report.Effects, r report.Effect) int {
	t.Helper()
	p := r.Percent
	if p == nil {
		return 0
	}
	statistic := map[string]string{"trend": "growth_pct"}[e.ID]
	if statistic == "" {
		statistic = "adjusted_pct"
		for name, want := range map[string]float64{"raw_pct": p.Raw, "shrunk_pct": p.Shrunk} {
			same(t, r.ID+", "+name, ask(t, db, "SELECT value FROM figure WHERE statistic = '"+name+"' AND "+r.Text.Where)[0], []float64{want})
		}
		same(t, r.ID+", from the jobs", ask(t, db, r.Text.SQL)[0], []float64{float64(r.Jobs), p.Raw})
		printed(t, r.ID, r.Text.Raw, p.Raw, 0.0501)
		passed := ask(t, db, "SELECT value FROM figure WHERE statistic = 'passed' AND "+r.Text.Where)[0][0] == 1
		clear := passed && math.Abs(p.Value) > e.Noise && (p.Low > 0 || p.High < 0)
		if clear != strings.HasPrefix(r.Text.Words, "adverts that mention it pay") {
			t.Errorf("%s: %v (%v to %v), passed %v, noise %v: %q", r.ID, p.Value, p.Low, p.High, passed, e.Noise, r.Text.Words)
		}
	}
	same(t, r.ID+", in figure", ask(t, db, "SELECT value, ci_low, ci_high, n_jobs, n_employers FROM figure WHERE statistic = '"+statistic+"' AND "+r.Text.Where)[0],
		[]float64{p.Value, p.Low, p.High, float64(r.Jobs), float64(r.Employers)})
	printed(t, r.ID, r.Text.Value, p.Value, 0.0501)
	low, high, _ := strings.Cut(r.Text.Interval, " to ")
	printed(t, r.ID, low, p.Low, 0.1001)
	printed(t, r.ID, high, p.High, 0.1001)
	return 1
}

func proveSpread(t *testing.T, db string, s report.Spread) int {
	t.Helper()
	if s.Cut == nil {
		return 0
	}
	found := ask(t, db, s.SQL)
	if len(found) != len(s.Steps) {
		t.Fatalf("the ranges have %d steps, the database answers %d", len(s.Steps), len(found))
	}
	for i, p := range s.Steps {
		same(t, "ranges at "+fmt.Sprint(p.Pay), found[i], []float64{p.Pay, float64(p.Above), float64(p.Includes), float64(p.Below)})
		if p.Pay == s.Cut.Pay {
			for k, n := range []int{p.Above, p.Includes, p.Below} {
				part := s.Cut.Parts[k]
				same(t, "the cut, "+part.Name, []float64{float64(n) / float64(s.Jobs)}, []float64{part.Share})
				printed(t, part.Name, part.Text, 100*part.Share, 0.5001)
				if !strings.Contains(s.Description, part.Text) {
					t.Errorf("the drawing's words lack %s: %s", part.Text, s.Description)
				}
			}
		}
	}
	return len(s.Steps)
}

// proveTitles counts anew what titles count.
func proveTitles(t *testing.T, r reportData) {
	t.Helper()
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	told := map[string]int{}
	for _, g := range r.chart("roles").Groups {
		for _, row := range g.Rows {
			if v := row.Versus; v != nil && row.Role != "other" && (v.Grade == "good" || v.Told == "not told apart") {
				told[v.Told]++
			}
		}
	}
	title := strings.ToLower(r.chart("roles").Title)
	for what, n := range told {
		if what == "not told apart" && !strings.Contains(title, "without a clear") { // it has no room for them
			continue
		}
		if n > 3 && !strings.Contains(title, words[n]) {
			t.Errorf("%d roles are told %s: %q", n, what, title)
		}
	}
	up, down := 0, 0
	for _, row := range r.Skills.Rows {
		switch {
		case row.Grade != "good":
		case row.Verdict == "higher":
			up++
		case row.Verdict == "lower":
			down++
		}
	}
	title = strings.ToLower(r.Skills.Title)
	if up+down == 0 && strings.Contains(title, "pay clearly") || up > 0 && !strings.Contains(title, words[up]+" skill") {
		t.Errorf("%d skills up and %d down: %q", up, down, title)
	}
}

// printed holds a text against the value that it prints.
func printed(t *testing.T, what, text string, value, slack float64) {
	t.Helper()
	s := strings.NewReplacer("−", "-", "+", "", "$", "", ",", "", "%", "").Replace(text)
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(v-value) > slack {
		t.Errorf("%s: %q is printed for %v", what, text, value)
	}
}
