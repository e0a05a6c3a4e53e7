package edition

import (
	"errors"
	"iter"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
	"backpay/scraper"
)

func seq(rows []aggregate.Row) iter.Seq2[aggregate.Row, error] {
	return func(yield func(aggregate.Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func compute(t *testing.T, rows []aggregate.Row) []aggregate.Figure {
	t.Helper()
	figures, err := computeLevels(seq(rows), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return figures
}

// find returns the one level with these keys, "source/seniority/unit/statistic".
func find(t *testing.T, figures []aggregate.Figure, want string) aggregate.Figure {
	t.Helper()
	var found []aggregate.Figure
	for _, f := range figures {
		if f.Measure == aggregate.MeasureLevel && strings.Join([]string{f.Source, f.Seniority, f.Unit, f.Statistic}, "/") == want {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d figures %s, want one", len(found), want)
	}
	return found[0]
}

// at puts a row's whole pay at places.
func at(r *aggregate.Row, places ...string) {
	r.Places = places
	for _, p := range places {
		r.At = append(r.At, aggregate.PlacePay{Place: p, Pay: r.Pay, Low: r.Low, High: r.High})
	}
}

func row(source string, job, employer int64, pay float64) aggregate.Row {
	return aggregate.Row{
		JobSource: aggregate.JobSource{
			Source: source, Side: scraper.Posted, Job: job, Employer: employer, Role: "backend", Country: "US",
			Population: aggregate.FullTime, Postings: 1, Open: true,
		},
		Pay: pay, Currency: "USD", Disclosed: pay > 0,
	}
}

func TestComputeSmall(t *testing.T) {
	rows := []aggregate.Row{
		row("lever", 1, 1, 100_000),
		row("lever", 2, 1, 110_000),
		row("lever", 3, 2, 150_000.005),
		row("lever", 4, 3, 0),
		row("lever", 5, 3, 90_000),
		row("lever", 6, 4, 0),
	}
	rows[4].Currency = "CAD"
	rows[5].Disclosed = true // "from 120,000": said, but one-sided
	rows[0].Seniority, rows[0].Postings = "senior", 3
	figures := compute(t, rows)

	median := find(t, figures, "lever//USD/median")
	want := aggregate.Figure{
		Measure: "level", Source: "lever", Side: scraper.Posted, Role: "backend", Country: "US", Population: aggregate.FullTime,
		Statistic: "median", Unit: "USD", PayKind: "base", Value: 110_000,
		NPostings: 5, NJobs: 3, NEmployers: 2, NEffective: median.NEffective, Disclosure: new(5.0 / 6),
		Grade: aggregate.Withheld, Reason: aggregate.Reason{Code: aggregate.ReasonFewEmployers, Found: 2, Limit: 20}, Note: "2 employers, fewer than 20",
	}
	if diff := cmp.Diff(want, median); diff != "" {
		t.Errorf("median (-want +got):\n%s", diff)
	}
	for name, value := range map[string]float64{"mean": 120_000, "p25": 105_000, "p75": 130_000} {
		if got := find(t, figures, "lever//USD/"+name).Value; got != value {
			t.Errorf("%s = %v, want %v", name, got, value)
		}
	}
	if f := find(t, figures, "lever//CAD/median"); f.Value != 90_000 || f.NJobs != 1 || f.NEmployers != 1 {
		t.Errorf("the other currency: %+v", f)
	}
	if f := find(t, figures, "lever//count/count"); f.Value != 6 || f.NJobs != 6 || f.NEmployers != 4 || f.NPostings != 8 || f.Grade != "" {
		t.Errorf("count: %+v", f)
	}
	if f := find(t, figures, "lever/senior/USD/median"); f.Value != 100_000 || f.Disclosure == nil || *f.Disclosure != 1 {
		t.Errorf("seniors: %+v", f)
	}
}

func TestComputeLeavesOut(t *testing.T) {
	noRole, noCountry, noCurrency := row("lever", 1, 1, 1), row("lever", 2, 1, 1), row("lever", 3, 1, 1)
	noRole.Role, noCountry.Country, noCurrency.Currency = "", "", ""
	figures := compute(t, []aggregate.Row{noRole, noCountry, noCurrency})
	if len(figures) != 4 { // the count and the demand, at lever and in all
		t.Fatalf("%d figures, want 4: %+v", len(figures), figures)
	}
	if got := compute(t, nil); len(got) != 0 {
		t.Errorf("no rows give %d figures", len(got))
	}
}

func TestComputeAllCountsAJobOnce(t *testing.T) {
	a, b, c := row("ashby", 7, 1, 100_000), row("lever", 7, 1, 120_000), row("lever", 8, 2, 200_000)
	c2 := row("remotive", 7, 1, 0)
	euro := row("jobicy", 7, 1, 90_000)
	euro.Currency = "EUR"
	figures := compute(t, []aggregate.Row{a, b, c, c2, euro})
	f := find(t, figures, "all//USD/mean")
	if f.Value != 155_000 || f.NJobs != 2 || f.NEmployers != 2 || f.NPostings != 5 {
		t.Errorf("mean over all: %+v, want 155,000 over 2 jobs at 2 employers in 5 postings", f)
	}
	other := row("survey", 7, 1, 50_000)
	other.Side = scraper.Reported
	for _, f := range compute(t, []aggregate.Row{a, other}) {
		if f.Source == aggregate.All && f.Statistic == "mean" && f.NJobs != 1 {
			t.Errorf("sides are pooled: %+v", f)
		}
	}
}

// market is employers with boards of the given size and pay about 150,000.
func market(employers, size int, spread float64) []aggregate.Row {
	rng := rand.New(rand.NewPCG(3, 4))
	var rows []aggregate.Row
	for e := range employers {
		level := spread * rng.NormFloat64()
		for range size {
			pay := math.Round(150_000 * math.Exp(level+spread*rng.NormFloat64()))
			rows = append(rows, row("lever", int64(len(rows)+1), int64(e+1), pay))
		}
	}
	return rows
}

func TestGrades(t *testing.T) {
	big := market(60, 4, 0.1)
	for i := range big {
		if i%3 == 0 {
			big[i].Employer = 1
		}
	}
	for _, c := range []struct {
		name, grade, note string
		rows              []aggregate.Row
	}{
		{"19 employers", aggregate.Withheld, "19 employers, fewer than 20", market(19, 5, 0.05)},
		{"20 employers", aggregate.Rough, "20 employers, fewer than 50", market(20, 5, 0.05)},
		{"49 employers", aggregate.Rough, "49 employers, fewer than 50", market(49, 5, 0.05)},
		{"50 employers", aggregate.Good, "", market(50, 5, 0.05)},
		{"one has a third", aggregate.Withheld, "one employer has 34.2% of the jobs, more than 25%", big},
		{"50, wide", aggregate.Rough, "the interval reaches 13.1% either way, more than 10%", market(50, 5, 0.4)},
		{"50, very wide", aggregate.Withheld, "the interval reaches 50.8% either way, more than 20%", market(50, 2, 1.2)},
	} {
		f := find(t, compute(t, c.rows), "lever//USD/median")
		if f.Grade != c.grade || f.Note != c.note {
			t.Errorf("%s: %s (%s), want %s (%s)", c.name, f.Grade, f.Note, c.grade, c.note)
		}
		if f.Grade != aggregate.Withheld && (f.CILow >= f.Value || f.CIHigh <= f.Value) {
			t.Errorf("%s: %v lies outside of %v to %v", c.name, f.Value, f.CILow, f.CIHigh)
		}
		if mean := find(t, compute(t, c.rows), "lever//USD/mean"); mean.Grade != f.Grade || (mean.CILow != 0) != (f.NEmployers >= 20) {
			t.Errorf("%s: the mean has grade %s, interval from %v, of %d employers", c.name, mean.Grade, mean.CILow, f.NEmployers)
		}
	}
}

func TestComputeAnyOrder(t *testing.T) {
	rows := market(30, 4, 0.3)
	for i := range rows {
		rows[i].Pay += float64(i%7) / 3
		rows[i].Seniority = []string{"", "senior", "junior"}[i%3]
		if i%5 == 0 {
			again := rows[i]
			again.Source, again.Pay = "ashby", again.Pay*1.1
			rows = append(rows, again)
		}
	}
	want := compute(t, rows)
	rng := rand.New(rand.NewPCG(5, 6))
	for range 10 {
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if got := compute(t, rows); !reflect.DeepEqual(got, want) {
			t.Fatal("another order of rows gives other figures")
		}
	}
}

func TestComputeErrors(t *testing.T) {
	broken := errors.New("disk gone")
	for _, c := range []struct {
		want   string
		change func(*aggregate.Row)
	}{
		{`job 1 of source "lever" comes twice`, func(r *aggregate.Row) { r.Job = 1 }},
		{`job 2: "all" is no name of a source`, func(r *aggregate.Row) { r.Source = "all" }},
		{`job 2: "" is no name of a source`, func(r *aggregate.Row) { r.Source = "" }},
		{`job 2 of source "lever" has no side`, func(r *aggregate.Row) { r.Side = "" }},
		{`job 2 of source "lever": pay -1 is no amount`, func(r *aggregate.Row) { r.Pay = -1 }},
		{`job 2 of source "lever": pay NaN is no amount`, func(r *aggregate.Row) { r.Pay = math.NaN() }},
	} {
		rows := []aggregate.Row{row("lever", 1, 1, 1), row("lever", 2, 1, 1)}
		c.change(&rows[1])
		if _, err := computeLevels(seq(rows), Options{}); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	_, err := computeLevels(func(yield func(aggregate.Row, error) bool) { yield(aggregate.Row{}, broken) }, Options{})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

// computeLevels is what tests ask of rows.
func computeLevels(rows iter.Seq2[aggregate.Row, error], opt Options) ([]aggregate.Figure, error) {
	t, err := gather(rows, opt.withDefaults())
	if err != nil {
		return nil, err
	}
	return t.levels(), nil
}
