package premium

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/stat"
)

func compute(t *testing.T, rows []Row, opt Options) Result {
	t.Helper()
	res, err := Compute(rows, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func skill(t *testing.T, res Result, name string) Skill {
	t.Helper()
	for _, s := range res.Skills {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no %s among %d skills", name, len(res.Skills))
	return Skill{}
}

var small = made{employers: 60, words: 20, mean: 8, most: 0.15}

// every returns the rows' indexes for which keep holds.
func every(rows []Row, keep func(i int, r Row) bool) (in []int) {
	for i, r := range rows {
		if keep(i, r) {
			in = append(in, i)
		}
	}
	return in
}

// What rests on too little is withheld with the reason, whatever it pays.
func TestWithheld(t *testing.T) {
	rows, _ := made{employers: 60, words: 20, mean: 30, most: 0.15}.rows(3)
	three := every(rows, func(i int, _ Row) bool { return i < 90 && i%30 == 0 })
	n := 0
	forty := every(rows, func(_ int, r Row) bool { n++; return r.Employer > 2 && r.Employer <= 4 && n%3 != 0 })[:40]
	give(rows, "three adverts", three, 3)
	give(rows, "two employers", forty, 3)
	give(rows, "one employer's", every(rows, func(i int, r Row) bool { return r.Employer == 5 || i%90 == 0 && r.Employer < 61 }), 2)
	give(rows, "nearly all", every(rows, func(_ int, r Row) bool { return r.Employer > 3 }), 1)
	give(rows, "all", every(rows, func(int, Row) bool { return true }), 1)
	give(rows, "twin", every(rows, func(i int, _ Row) bool { return i%7 == 0 }), 1)
	give(rows, "twin's twin", every(rows, func(i int, _ Row) bool { return i%7 == 0 }), 1)
	give(rows, "level 2", every(rows, func(_ int, r Row) bool { return r.Seniority == "level 2" }), 1)
	res := compute(t, rows, Options{})
	for name, reason := range map[string]string{
		"three adverts":  "3 employers, fewer than 20",
		"two employers":  "2 employers, fewer than 20",
		"one employer's": "one employer has",
		"nearly all":     "only 3 employers without it, fewer than 20",
		"all":            "only 0 employers without it, fewer than 20",
		"twin":           "named by the same jobs as twin's twin",
		"twin's twin":    "named by the same jobs as twin",
		"level 2":        "can’t be told from",
	} {
		s := skill(t, res, name)
		if s.Grade != aggregate.Withheld || !strings.Contains(s.Reason.String(), reason) || s.Tested || s.Passed || s.Rank != 0 {
			t.Errorf("%s: %+v; want it withheld: %s", name, s, reason)
		}
		if s.Adjusted != (Estimate{}) || s.Shrunk != (Estimate{}) || s.Raw.Low != 0 || s.Raw.High != 0 {
			t.Errorf("%s: %+v; want no estimate", name, s)
		}
	}
	if s := skill(t, res, "two employers"); s.Jobs != 40 || s.Employers != 2 {
		t.Errorf("%+v; want 40 jobs of 2 employers", s)
	}
	if res.Tested < 5 {
		t.Errorf("%d skills tested: the rest are withheld too", res.Tested)
	}
}

// A word of one employer in two that goes with dear jobs only because they
// are senior: raw says it pays, adjusted doesn't. One that does pay passes.
func TestAdjusts(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	rows, _ := made{employers: 120, words: 10, mean: 10, most: 0.1}.rows(8)
	give(rows, "grave", every(rows, func(_ int, r Row) bool {
		return r.Employer%2 == 0 && rng.Float64() < map[string]float64{"level 3": 0.9, "level 2": 0.4}[r.Seniority]
	}), 1)
	give(rows, "dear", every(rows, func(_ int, r Row) bool { return r.Employer%3 == 0 && rng.Float64() < 0.6 }), 1.15)
	res := compute(t, rows, Options{})
	grave, dear := skill(t, res, "grave"), skill(t, res, "dear")
	if grave.Raw.Low < 10 || grave.Passed || math.Abs(grave.Adjusted.Value) > 7 || grave.Rank != 0 {
		t.Errorf("grave: %+v; want a raw premium that the adjusted one explains", grave)
	}
	if !strings.HasPrefix(grave.Reason.String(), "no difference found") || grave.Grade != aggregate.Rough {
		t.Errorf("grave: %s, %q", grave.Grade, grave.Reason.String())
	}
	if !dear.Passed || dear.Adjusted.Low > 15 || dear.Adjusted.High < 15 || dear.Rank == 0 || dear.Q > 0.1 || dear.Grade == aggregate.Withheld {
		t.Errorf("dear: %+v; want about 15 %%", dear)
	}
	if d := dear.Shrunk.Value; d >= dear.Adjusted.Value || d <= res.Mean {
		t.Errorf("dear: %v shrunk from %v to the mean %v", d, dear.Adjusted.Value, res.Mean)
	}
	if res.EmployerShare < 0.3 || res.EmployerShare > 0.7 {
		t.Errorf("employers have %v of the variance, planted .5", res.EmployerShare)
	}
	if len(res.Placebos) != 20 || res.Floor <= 0 {
		t.Errorf("%d placebos, floor %v", len(res.Placebos), res.Floor)
	}
	for _, s := range res.Skills {
		if s.Rank > 1 && s.Adjusted.Low > skill(t, res, first(res)).Adjusted.Low {
			t.Errorf("%s has rank %d and lower bound %v", s.Name, s.Rank, s.Adjusted.Low)
		}
	}
}

// A word that dear employers name and that does nothing has a premium when
// employers are compared; between their own jobs it has none, and it says so.
func TestDearEmployers(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	rows, _ := made{employers: 200, words: 10, mean: 12, most: 0.1}.rows(9)
	sum, jobs := map[int64]float64{}, map[int64]float64{}
	for _, r := range rows {
		sum[r.Employer] += math.Log(r.Pay)
		jobs[r.Employer]++
	}
	give(rows, "perk", every(rows, func(_ int, r Row) bool {
		return sum[r.Employer]/jobs[r.Employer] > 12 && rng.Float64() < 0.9
	}), 1)
	res := compute(t, rows, Options{})
	s := skill(t, res, "perk")
	if s.Adjusted.Low < 2 || !s.Passed {
		t.Errorf("%+v; the market should mislead a comparison of employers", s)
	}
	if s.Within.Low > 0 || s.Within.High < 0 || s.Within == (Estimate{}) {
		t.Errorf("%+v; want none within employers", s)
	}
	if s.Grade != aggregate.Rough || !strings.Contains(s.Reason.String(), "between jobs of the same employer") {
		t.Errorf("%s, %q", s.Grade, s.Reason.String())
	}
	var good int
	for _, o := range res.Skills {
		if o.Grade == aggregate.Good {
			good++
		}
	}
	if good == 0 {
		t.Error("no other skill is good")
	}
}

func first(res Result) string {
	for _, s := range res.Skills {
		if s.Rank == 1 {
			return s.Name
		}
	}
	return ""
}

// A made-up word must be as clumped as its model: words sprinkled over
// adverts would give a floor too low by half.
func TestPlaceboIsClumped(t *testing.T) {
	rows, _ := made{employers: 150, words: 1, mean: 12, cv: 1.1}.rows(5)
	rng := rand.New(rand.NewPCG(9, 9))
	give(rows, "real", every(rows, func(_ int, r Row) bool { return r.Employer%4 == 0 && rng.Float64() < used }), 1)
	d, err := newData(rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	clumping := func(in []int) float64 {
		xs := make([]stat.Clustered, len(d.rows))
		for i, r := range d.rows {
			xs[i].Cluster = r.Employer
		}
		for _, i := range in {
			xs[i].Value = 1
		}
		stat.SortClustered(xs)
		return stat.IntraclassCorrelation(xs)
	}
	var real []int
	for _, w := range d.words() {
		if w.Name == "real" {
			real = w.in
		}
	}
	want := clumping(real)
	var got, n, shared float64
	const words = 40
	for range words {
		in := d.handOut(real, rng)
		got += clumping(in) / words
		n += float64(len(in)) / words
		on := map[int]bool{}
		for _, i := range in {
			on[i] = true
		}
		for _, i := range real {
			if on[i] {
				shared += 1.0 / words / float64(len(real))
			}
		}
	}
	if math.Abs(got-want) > 0.1 || want < 0.35 {
		t.Errorf("made-up words have an intraclass correlation of %.2f, the real one %.2f", got, want)
	}
	if r := n / float64(len(real)); r < 0.8 || r > 1.25 {
		t.Errorf("made-up words are on %.0f jobs, the real one on %d", n, len(real))
	}
	if shared > 0.35 {
		t.Errorf("made-up words are on %.0f %% of the real one's jobs", 100*shared)
	}
}

// The same rows in another order, on any number of processors, give the same
// bytes; another seed changes the made-up words and nothing else.
func TestSameBytes(t *testing.T) {
	rows, _ := small.rows(6)
	give(rows, "café ✓ \"q\"", every(rows, func(i int, _ Row) bool { return i%3 == 0 }), 1)
	text := func(rows []Row, seed uint64) string {
		res := compute(t, rows, Options{Seed: seed})
		b, err := json.Marshal([]any{res, res.Figures(aggregate.Figure{Edition: "e"})})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := text(rows, 1)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for k, procs := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(procs)
		rng := rand.New(rand.NewPCG(uint64(k), 0))
		rng.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
		for i := range rows {
			s := rows[i].Skills
			rng.Shuffle(len(s), func(a, b int) { s[a], s[b] = s[b], s[a] })
		}
		if got := text(rows, 1); got != want {
			t.Fatalf("other bytes on %d processors", procs)
		}
	}
	a, b := compute(t, rows, Options{Seed: 1}), compute(t, rows, Options{Seed: 2})
	if a.Floor == b.Floor {
		t.Error("another seed made the same placebos")
	}
	for i := range a.Skills {
		if a.Skills[i].Adjusted != b.Skills[i].Adjusted || a.Skills[i].Shrunk != b.Skills[i].Shrunk {
			t.Errorf("another seed changed %s", a.Skills[i].Name)
		}
	}
}

func TestFigures(t *testing.T) {
	rows, _ := small.rows(2)
	give(rows, "rare", []int{0}, 1)
	res := compute(t, rows, Options{})
	base := aggregate.Figure{Edition: "e", Source: "all", Side: "posted", Role: "backend", Country: "US"}
	at := map[string]aggregate.Figure{}
	for _, f := range res.Figures(base) {
		if f.Edition != "e" || f.Measure != "premium" || f.Source != "all" || f.PayKind != "base" || f.NJobs == 0 {
			t.Errorf("figure %+v", f)
		}
		k := f.Skill + " " + f.Statistic
		if _, ok := at[k]; ok {
			t.Errorf("%s comes twice", k)
		}
		at[k] = f
	}
	if f := at[" tested"]; f.Value != float64(res.Tested) || f.Unit != "count" || f.NJobs != len(rows) {
		t.Errorf("tested: %+v", f)
	}
	if f := at[" placebo_max_pct"]; f.Value != res.Floor || f.Note != "the largest premium of 20 made-up words" {
		t.Errorf("placebos: %+v", f)
	}
	if f := at["rare raw_pct"]; f.Grade != aggregate.Withheld || f.NJobs != 1 || f.NEmployers != 1 || f.Note != "1 employer, fewer than 20" {
		t.Errorf("rare: %+v", f)
	}
	if _, ok := at["rare adjusted_pct"]; ok {
		t.Error("rare has an adjusted figure")
	}
	for _, s := range res.Skills {
		f := at[s.Name+" adjusted_pct"]
		if s.Tested && (f.Value != s.Adjusted.Value || f.CILow != s.Adjusted.Low || f.CIHigh != s.Adjusted.High || f.Grade != s.Grade || f.Unit != "percent" || f.NEmployers != s.Employers) {
			t.Errorf("%s: %+v of %+v", s.Name, f, s)
		}
	}
}

// Odd and small inputs give an answer or an error that names the row.
func TestEdges(t *testing.T) {
	for _, c := range []struct {
		rows []Row
		want string
	}{
		{[]Row{{Job: 7, Pay: 1}, {Job: 7, Pay: 2}}, "job 7 comes twice"},
		{[]Row{{Job: 7, Pay: -1}}, "job 7: pay -1 is no amount"},
		{[]Row{{Job: 7, Pay: math.NaN()}}, "job 7: pay NaN is no amount"},
		{[]Row{{Job: 7, Pay: math.Inf(1)}}, "job 7: pay +Inf is no amount"},
		{[]Row{{Job: 7, Pay: 1, Skills: []string{"go", ""}}}, "job 7 names a skill without a name"},
	} {
		if _, err := Compute(c.rows, Options{}); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	for _, rows := range [][]Row{
		nil,
		{{Job: 1, Skills: []string{"go"}}},
		{{Job: 1, Pay: 5, Skills: []string{"go", "go"}}},
		{{Job: 1, Pay: 5, Skills: []string{"go"}}, {Job: 2, Pay: 6, Employer: 2}},
	} {
		res := compute(t, rows, Options{})
		if res.Tested != 0 || len(res.Placebos) != 0 {
			t.Errorf("%d rows: %+v", len(rows), res)
		}
		if _, err := json.Marshal(res.Figures(aggregate.Figure{})); err != nil {
			t.Errorf("%d rows: %v", len(rows), err) // a NaN
		}
	}
	// All pay alike: no error to test with, and nothing that isn't a number.
	var same []Row
	for i := range 400 {
		r := Row{Job: int64(i), Employer: int64(i / 5), Pay: 1000}
		if i%3 == 0 {
			r.Skills = []string{"go"}
		}
		same = append(same, r)
	}
	res := compute(t, same, Options{})
	if _, err := json.Marshal(res); err != nil || res.Passed != 0 {
		t.Errorf("equal pay: %d passed, %v", res.Passed, err)
	}
}

// Sixty words on two hundred jobs: the model takes the ones that most name.
func TestFewJobs(t *testing.T) {
	rows, _ := made{employers: 45, words: 60, mean: 3, most: 0.15}.rows(4)
	res := compute(t, rows, Options{MinEmployers: 10})
	crowded, least, most := 0, len(rows), 0
	for _, s := range res.Skills {
		switch {
		case strings.HasSuffix(s.Reason.String(), "are too few for so many skills"):
			crowded++
			most = max(most, s.Jobs)
			if s.Tested || s.Grade != aggregate.Withheld || s.Raw.Low != 0 || s.Raw.High != 0 {
				t.Errorf("%+v", s)
			}
		case s.Tested:
			least = min(least, s.Jobs)
			if s.DF < 4 {
				t.Errorf("%+v: tested on too few degrees of freedom", s)
			}
		}
	}
	if crowded == 0 || res.Tested == 0 || most > least {
		t.Errorf("%d tested on %d jobs or more, %d crowded out on %d or fewer", res.Tested, least, crowded, most)
	}
	if _, err := json.Marshal(res); err != nil {
		t.Error(err)
	}
}

// A place with too few jobs counts for its country, and that for the rest.
func TestPoolsPlaces(t *testing.T) {
	var rows []Row
	for place, n := range map[string]int{"US/a": 12, "US/b": 9, "US/c": 4, "DE/d": 3, "FR": 2} {
		for range n {
			rows = append(rows, Row{Job: int64(len(rows)), Place: place, Pay: 1})
		}
	}
	d, err := newData(rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &model{terms: make([][]stat.Term, len(rows)), columns: 1}
	m.factor(d, func(r Row) string { return r.Place }, 10)
	jobs := map[int]int{}
	for _, ts := range m.terms {
		for _, term := range ts {
			jobs[term.Column]++
		}
	}
	// US (13) is the base, US/a (12) and the rest (5) have columns.
	if m.columns != 3 || jobs[1] != 12 || jobs[2] != 5 {
		t.Errorf("%d columns with %v jobs, want 12 and 5 beside the base", m.columns, jobs)
	}
}

func BenchmarkCompute(b *testing.B) {
	rows, _ := made{employers: 1000, words: 150, mean: 20, cv: 1.1, most: 0.15}.rows(1)
	b.ReportMetric(float64(len(rows)), "jobs")
	for b.Loop() {
		if _, err := Compute(rows, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
