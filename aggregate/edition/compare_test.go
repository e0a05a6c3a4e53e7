package edition

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper/testenv"
)

// roles is a market of jobs of roles that pay by the factors given; employers
// have jobs in all of them.
func roles(rng *rand.Rand, employers, each int, factors map[string]float64) []aggregate.Row {
	names := make([]string, 0, len(factors))
	for name := range factors {
		names = append(names, name)
	}
	slices.Sort(names)
	var rows []aggregate.Row
	for e := range employers {
		level := .15 * rng.NormFloat64()
		for _, name := range names {
			for range each {
				r := row("lever", int64(len(rows)+1), int64(e+1), math.Round(150_000*factors[name]*math.Exp(level+.1*rng.NormFloat64())))
				r.Role, r.Open = name, true
				rows = append(rows, r)
			}
		}
	}
	return rows
}

// pick returns the figure of "all" with the measure, role, place, skill and
// statistic.
func pick(t *testing.T, figures []aggregate.Figure, want string) aggregate.Figure {
	t.Helper()
	for _, f := range figures {
		if f.Source == aggregate.All && strings.Join([]string{f.Measure, f.Role, f.Place, f.Skill, f.Statistic}, "/") == want {
			return f
		}
	}
	t.Fatalf("no figure %s", want)
	return aggregate.Figure{}
}

func TestDifferences(t *testing.T) {
	rows := roles(rand.New(rand.NewPCG(1, 9)), 60, 4, map[string]float64{"backend": 1.15, "frontend": 1, "mobile": 1.003})
	for i := range rows {
		at(&rows[i], []string{"35620", "41860"}[i%2])
	}
	figures := compute(t, rows)
	f := pick(t, figures, "difference/backend///minus:frontend")
	if want := 150_000 * .15; f.CILow > want || f.CIHigh < want || f.CILow <= 0 || !strings.HasPrefix(f.Note, "clearly different") || f.Grade != aggregate.Good || f.Unit != "USD" {
		t.Errorf("backend over frontend: %+v", f)
	}
	level := pick(t, figures, "level/backend///median")
	if width := f.CIHigh - f.CILow; width > level.CIHigh-level.CILow {
		t.Errorf("the difference is known to %.0f, the level to %.0f: what employers share doesn't cancel", width, level.CIHigh-level.CILow)
	}
	if f := pick(t, figures, "difference/backend///rank"); f.Value != 1 || !strings.HasSuffix(f.Note, "told apart from all others") {
		t.Errorf("backend's rank: %+v", f)
	}
	for a, b := range map[string]string{"frontend": "mobile", "mobile": "frontend"} {
		if f := pick(t, figures, "difference/"+a+"///rank"); f.Value != 2 || !strings.HasSuffix(f.Note, "tied with "+b) {
			t.Errorf("%s's rank: %+v", a, f)
		}
	}
	for _, f := range figures { // the greater one is named first, each pair once
		if f.Measure == aggregate.MeasureDifference && f.Statistic != "rank" && (f.Value < 0 || f.Place != "" && strings.HasPrefix(f.Note, "clearly different")) {
			t.Errorf("%+v", f)
		}
	}
}

// Two roles that pay alike differ clearly in about one market of twenty.
func TestDifferenceCovers(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	runs, held := 5*(*runsFlag), 0
	for range runs {
		figures := compute(t, roles(rng, 25, 3, map[string]float64{"backend": 1, "frontend": 1}))
		for _, f := range figures {
			if f.Measure == aggregate.MeasureDifference && f.Statistic != "rank" {
				held += count(f.CILow <= 0 && f.CIHigh >= 0)
			}
		}
	}
	covered := 100 * float64(held) / float64(runs)
	t.Logf("intervals of no difference hold nought in %.1f %% of %d markets", covered, runs)
	if slack := 300 * math.Sqrt(.05*.95/float64(runs)); covered < 95-slack {
		t.Errorf("covers %.1f %%", covered)
	}
}

// Of six roles that pay alike some pair is found different in few markets: the
// intervals hold together, not one by one.
func TestDifferencesHoldTogether(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	runs, apart := 2*(*runsFlag), 0
	alike := map[string]float64{"backend": 1, "frontend": 1, "mobile": 1, "data_eng": 1, "ml": 1, "devops": 1}
	for range runs {
		found := false
		for _, f := range compute(t, roles(rng, 25, 2, alike)) {
			found = found || f.Measure == aggregate.MeasureDifference && f.Statistic != "rank" && f.CILow > 0
		}
		apart += count(found)
	}
	share := float64(apart) / float64(runs)
	t.Logf("some pair is found different in %.1f %% of %d markets without differences", 100*share, runs)
	if slack := 2 * math.Sqrt(.1*.9/float64(runs)); share > .10+slack {
		t.Errorf("in %.1f %% of markets", 100*share)
	}
}

// A kind of comparison is a family in each role. However many roles there are,
// in one market of ten at most is some pair of any found apart by chance alone.
func TestFamiliesHoldTogether(t *testing.T) {
	testenv.Long(t)
	for families, want := range map[int]float64{0: .95, 1: .95, 2: .95, 4: .974, 15: .993} {
		if got := levelOf(families); math.Abs(got-want) > .0005 {
			t.Errorf("level of %d families %.4f, want %.3f", families, got, want)
		}
	}
	rng := rand.New(rand.NewPCG(5, 5))
	runs, apart := 2*(*runsFlag), 0
	alike := map[string]float64{"backend": 1, "frontend": 1, "data_eng": 1, "devops": 1}
	for range runs {
		rows := roles(rng, 40, 4, alike)
		for i := range rows {
			rows[i].Seniority = []string{"junior", "mid", "senior"}[rng.IntN(3)]
		}
		found := false
		for _, f := range compute(t, rows) {
			found = found || f.Measure == aggregate.MeasureDifference && f.Seniority != "" && f.Statistic != "rank" && f.CILow > 0
		}
		apart += count(found)
	}
	share := float64(apart) / float64(runs)
	t.Logf("some pair of seniorities of any of four roles is found different in %.1f %% of %d markets without differences", 100*share, runs)
	if slack := 2 * math.Sqrt(.1*.9/float64(runs)); share > .10+slack {
		t.Errorf("in %.1f %% of markets", 100*share)
	}
}

// Of six places that pay alike some pair is found apart in one market of ten at
// most, though each employer has its own pay and its own places, and though two
// roles are looked at.
func TestPlacesHoldTogether(t *testing.T) {
	testenv.Long(t)
	rng := rand.New(rand.NewPCG(6, 4))
	runs, apart, compared := 2*(*runsFlag), 0, 0
	metros := []string{"35620", "41860", "12420", "19740", "16980", "42660"}
	for range runs {
		rows := roles(rng, 45, 8, map[string]float64{"backend": 1, "frontend": 1})
		home := map[int64]int{}
		for i := range rows {
			e := rows[i].Employer
			if _, met := home[e]; !met {
				home[e] = rng.IntN(len(metros))
			}
			at(&rows[i], metros[(home[e]+rng.IntN(4))%len(metros)])
		}
		found := false
		for _, f := range compute(t, rows) {
			if f.Measure == aggregate.MeasureDifference && f.Place != "" && f.Statistic != "rank" {
				compared++
				found = found || f.CILow > 0
			}
		}
		apart += count(found)
	}
	share := float64(apart) / float64(runs)
	t.Logf("of %d pairs of places some is found apart in %.1f %% of %d markets without differences", compared/runs, 100*share, runs)
	if compared < 15*runs {
		t.Errorf("%d pairs compared in %d markets", compared, runs)
	}
	if slack := 2 * math.Sqrt(.1*.9/float64(runs)); share > .10+slack {
		t.Errorf("in %.1f %% of markets", 100*share)
	}
}

// Pay rises by 5 % at every level while fewer of the new jobs are senior: the
// median falls, and growth says 5 %. A source that failed in one month and one
// that began late make no trend.
func TestGrowth(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	var rows []aggregate.Row
	add := func(source, month, seniority string, employer int, pay float64) {
		r := row(source, int64(len(rows)+1), int64(employer+1), math.Round(pay))
		r.Seen, r.Seniority = month, seniority
		rows = append(rows, r)
	}
	for e := range 50 {
		level := math.Exp(.1 * rng.NormFloat64())
		pay := func(base float64) float64 { return base * level * math.Exp(.03*rng.NormFloat64()) }
		for range 3 {
			add("lever", "2026-06", "senior", e, pay(200_000))
			add("lever", "2026-09", "junior", e, pay(105_000))
		}
		add("lever", "2026-05", "junior", e, pay(100_000))
		add("lever", "2026-10", "senior", e, pay(210_000))
		for _, s := range []string{"failed", "late"} {
			add(s, "2026-06", "senior", e, 100_000)
			add(s, "2026-09", "senior", e, 300_000)
		}
	}
	all := []string{"2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}
	opt := Options{Month: "2026-11", Live: map[string][]string{
		"lever": all, "failed": slices.Concat(all[:3], all[4:]), "late": all[1:],
	}}
	figures, err := computeLevels(seq(rows), opt)
	if err != nil {
		t.Fatal(err)
	}
	f := pick(t, figures, "growth/backend///growth_pct")
	if f.CILow > 5 || f.CIHigh < 5 || f.CILow < 2 || f.CIHigh > 8 || f.Grade != aggregate.Good || f.NEmployers != 50 {
		t.Errorf("%+v", f)
	}
	const note = "median of 2 cells of source, seniority and workplace with 5 jobs or more on both sides, in USD; 2026-08 to 2026-10 against 2026-05 to 2026-07; " +
		"sources: lever; without a good run in each month, so left out: failed, late"
	if f.Note != note {
		t.Errorf("note %q", f.Note)
	}
	opt.Month = ""
	if figures, _ = computeLevels(seq(rows), opt); slices.ContainsFunc(figures, func(f aggregate.Figure) bool { return f.Measure == aggregate.MeasureGrowth }) {
		t.Error("growth without a month")
	}
}

func TestDemand(t *testing.T) {
	rows := roles(rand.New(rand.NewPCG(4, 4)), 45, 2, map[string]float64{"backend": 1})
	for i := range rows {
		rows[i].Skills = []string{"go", "sql"}[i%2 : i%2+1]
		rows[i].Open = i%3 > 0
		if i < 4 {
			rows[i].Places = []string{"London"}
		}
	}
	figures := compute(t, rows)
	f := pick(t, figures, "demand/backend///count")
	if f.Value != 60 || f.NEmployers != 45 || f.Note != "open on the boards of the 45 employers that any source shows" {
		t.Errorf("%+v", f)
	}
	if f := pick(t, figures, "demand/backend//go/count"); f.Value != 30 {
		t.Errorf("%+v", f)
	}
	if f := pick(t, figures, "share/backend//go/share_pct"); f.Value != 50 || f.CILow > 50 || f.CIHigh < 50 || f.CILow < 30 || f.CIHigh > 70 || f.Grade != aggregate.Rough {
		t.Errorf("%+v", f)
	}
	for _, f := range figures {
		if f.Place == "London" {
			t.Errorf("four jobs make a figure: %+v", f)
		}
	}
}

// The bytes don't depend on how many cores there are.
func TestComputeAnyCores(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	rows := roles(rng, 40, 3, map[string]float64{"backend": 1.1, "frontend": 1, "qa": .8})
	for i := range rows {
		r := &rows[i]
		r.Low, r.High = r.Pay*.9, r.Pay*1.1
		switch i % 6 {
		case 0:
			r.Pay, r.High = 0, 0
		case 1:
			r.Pay, r.Low = 0, 0
		}
		r.Skills, r.Workplace = []string{fmt.Sprint("skill", i%5)}, []string{"remote", "onsite"}[i%2]
	}
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	var want []aggregate.Figure
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		got := compute(t, rows)
		if want == nil {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d cores give other figures", n)
		}
	}
}
