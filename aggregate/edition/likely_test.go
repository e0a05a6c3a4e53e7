package edition

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"
)

// Employers that are likely one count as one where that decides whether a median
// may be printed.
func TestLikelyEmployers(t *testing.T) {
	jobs := map[int64]int{}
	likely := make([]int, 20)
	for i := range likely {
		jobs[int64(i+1)], likely[i] = 1, i
	}
	m := aggregate.Figure{Value: 100, NJobs: 20, NEmployers: 20, CILow: 99, CIHigh: 101}
	o := Options{Likely: likely}.withDefaults()
	if m.AtLeast = o.atLeast(jobs); m.AtLeast != 0 {
		t.Errorf("%d at the least of 20 that are nobody's other names", m.AtLeast)
	}
	if grade, _ := o.grade(m, 1, true); grade == aggregate.Withheld {
		t.Errorf("20 employers are %s", grade)
	}
	likely[7] = 3
	if m.AtLeast = o.atLeast(jobs); m.AtLeast != 19 {
		t.Errorf("%d at the least, want 19", m.AtLeast)
	}
	if grade, why := o.grade(m, 1, true); grade != aggregate.Withheld || why.Found != 19 {
		t.Errorf("19 employers at the least are %s: %+v", grade, why)
	}
}

// The lower count decides in every measure that rests on employers: here 20 of
// the 40 are likely the other 20, so that nothing may be good, and with one more
// pair nothing printed.
func TestLikelyEmployersInAllMeasures(t *testing.T) {
	rows := roles(rand.New(rand.NewPCG(2, 7)), 40, 6, map[string]float64{"backend": 1.3, "qa": 1})
	months := []string{"2026-06", "2026-09"}
	for i := range rows {
		rows[i].Seen, rows[i].Month = months[i%2], months[i%2]
		rows[i].Skills = []string{"go", "sql"}[i/3%2 : i/3%2+1]
	}
	live := map[string][]string{"lever": {"2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}}
	grades := func(employers int) map[string]string {
		likely := make([]int, 40)
		for i := range likely {
			likely[i] = i % employers
		}
		opt := Options{Month: "2026-11", Live: live, Likely: likely}.withDefaults()
		tab, err := gather(seq(rows), opt)
		if err != nil {
			t.Fatal(err)
		}
		figures := tab.levels()
		premiums, err := tab.premiums(Question{"backend", "US", "USD"})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, f := range append(figures, premiums...) {
			if f.Source == aggregate.All && f.Grade != "" {
				k := f.Measure + " " + f.Statistic
				if !slices.Contains(strings.Fields(out[k]), f.Grade) {
					out[k] += f.Grade + " "
				}
			}
		}
		return out
	}
	for n, allowed := range map[int]string{20: "rough withheld", 19: "withheld"} {
		for k, got := range grades(n) {
			for _, g := range strings.Fields(got) {
				if !slices.Contains(strings.Fields(allowed), g) {
					t.Errorf("%s is %s with %d employers at the least", k, g, n)
				}
			}
		}
	}
	all := grades(40)
	for _, k := range []string{"level median", "level median_flow", "difference minus:qa", "growth growth_pct", "share share_pct", "premium adjusted_pct"} {
		if all[k] == "" || all[k] == "withheld " {
			t.Errorf("%s is %q with 40 employers: nothing is held to the count", k, all[k])
		}
	}
}

// A premium takes a job's pay over all its sources, and jobs that state one end.
func TestPremiumsOfAllPay(t *testing.T) {
	rows := roles(rand.New(rand.NewPCG(3, 7)), 30, 4, map[string]float64{"backend": 1})
	for i := range rows {
		rows[i].Low, rows[i].High = .9*rows[i].Pay, 1.1*rows[i].Pay
		rows[i].Skills = []string{"go", "sql"}[i%2 : i%2+1]
	}
	for i := range 20 { // "from"
		rows[i].Pay, rows[i].High = 0, 0
	}
	for i := range 10 { // shown by a second source, which alone states both ends
		r := rows[i]
		r.Source, r.Low, r.High, r.Pay = "ashby", 270_000, 330_000, 300_000
		rows = append(rows, r)
	}
	tab, err := gather(seq(rows), Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	figures, err := tab.premiums(Question{"backend", "US", "USD"})
	if err != nil {
		t.Fatal(err)
	}
	if f := figures[0]; f.NJobs != 120 || f.NEmployers != 30 || f.NPostings != 130 {
		t.Errorf("%d jobs of %d employers, %d postings; want 120, 30, 130", f.NJobs, f.NEmployers, f.NPostings)
	}
	if got := tab.sources(Question{"backend", "US", "USD"})[1]; !slices.Equal(got, []string{"ashby", "lever"}) {
		t.Errorf("sources %q", got)
	}
}
