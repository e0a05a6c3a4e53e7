package gap

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backpay/scraper"
	"backpay/scraper/testenv"
)

// The promise is measured with 200:
//
//	go test ./aggregate/edition/gap -v -runs 200 -timeout 1h
var runsFlag = flag.Int("runs", 4, "synthetic populations")

// The causes that the populations are made with, in log pay.
var planted = map[string]float64{
	Year: -4 * .03, Title: -.15, Seniority: .30, Place: .25, Side: -.12, Kind: .22, Statistic: .1,
}

// population is our boards' adverts of this year and a survey over years that
// asks for base and total pay.
func population(rng *rand.Rand) []Row {
	var rows []Row
	pay := func(side scraper.Side, kind, year, role, seniority, place string, extra float64) float64 {
		log := math.Log(150_000) + extra
		if side == scraper.Reported {
			log += planted[Side]
		}
		if kind == "total" {
			log += planted[Kind]
		}
		log += map[string]float64{"2026": 0, "2024": -.06, "2022": planted[Year]}[year]
		if role == "software" {
			log += planted[Title]
		}
		log += map[string]float64{"junior": -.30, "mid": 0, "senior": planted[Seniority]}[seniority]
		if place == "NY" {
			log += planted[Place]
		}
		return math.Round(math.Exp(log)/1000) * 1000
	}
	levels := []string{"junior", "mid", "senior"}
	places := []string{"NY", "Omaha", "Boise"}
	rest := .45 // seniority and place spread pay further
	for e := range 150 {
		house := .6 * rest * rng.NormFloat64()
		for range 4 + rng.IntN(25) {
			l, p, role := levels[rng.IntN(3)], places[rng.IntN(3)], []string{"backend", "software"}[rng.IntN(2)]
			rows = append(rows, Row{
				Source: "boards", Side: scraper.Posted, PayKind: "base", Year: "2026", Role: role, Seniority: l, Place: p, Currency: "USD",
				Pay: pay(scraper.Posted, "base", "2026", role, l, p, house+.8*rest*rng.NormFloat64()), Employer: fmt.Sprint("e", e),
			})
		}
	}
	for _, year := range []string{"2022", "2024", "2026"} {
		for person := range 3000 { // a survey's people are older hands than adverts ask for
			l, p, role := levels[[]int{0, 1, 1, 2, 2, 2}[rng.IntN(6)]], places[rng.IntN(3)], []string{"backend", "software"}[rng.IntN(2)]
			own := rest * rng.NormFloat64()
			for _, kind := range []string{"base", "total"} {
				rows = append(rows, Row{
					Source: "survey", Side: scraper.Reported, PayKind: kind, Year: year, Role: role, Seniority: l, Place: p, Currency: "USD",
					Pay: pay(scraper.Reported, kind, year, role, l, p, own+.05*rng.NormFloat64()), Employer: fmt.Sprint(year, person),
				})
			}
		}
	}
	return rows
}

// truth is the difference that a statistic makes, or a mix, over a population
// large enough not to matter.
func truth(rows []Row) (skew, mix float64) {
	var all, ours, theirs []float64
	for _, r := range rows {
		switch {
		case r.Source == "survey" && r.PayKind == "total" && r.Year == "2022" && r.Role == "software" && r.Seniority == "senior" && r.Place == "NY":
			all = append(all, r.Pay)
		case r.Source == "boards" && r.Role == "backend":
			ours = append(ours, r.Pay)
			n := map[string]int{"junior": 1, "mid": 2, "senior": 3}[r.Seniority]
			for range n {
				theirs = append(theirs, r.Pay)
			}
		}
	}
	middle := func(v []float64) float64 { slices.Sort(v); return v[len(v)/2] }
	var sum float64
	for _, v := range all {
		sum += v
	}
	return math.Log(sum / float64(len(all)) / middle(all)), math.Log(middle(theirs) / middle(ours))
}

// Every cause that a population was made with is found again, in an interval
// narrower than twice the step, and a difference of no cause is left as such.
func TestCausesAreRecovered(t *testing.T) {
	testenv.Long(t)
	var big []Row
	for i := range uint64(12) {
		big = append(big, population(rand.New(rand.NewPCG(i, 77)))...)
	}
	want := map[string]float64{}
	for k, v := range planted {
		want[k] = v
	}
	want[Statistic], want[Mix] = truth(big)
	// Against a figure for all, a senior's stands on the mix of the boards.
	ours := Figure{
		Name: "boards, median base pay", Source: "boards", Side: scraper.Posted, Statistic: "median", PayKind: "base", Year: "2026", Role: "backend",
		Seniority: "mid", Place: "Omaha", Currency: "USD", Value: 150_000,
	}
	const unexplained = .07
	theirs := ours
	theirs.Source, theirs.Side, theirs.Statistic, theirs.PayKind, theirs.Year, theirs.Role, theirs.Seniority, theirs.Place = "", scraper.Reported, "mean", "total", "2022", "software", "senior", "NY"
	sum := unexplained
	for cause, v := range want {
		if cause != Mix {
			sum += v
		}
	}
	theirs.Value = ours.Value * math.Exp(sum)
	all, survey := ours, ours
	all.Seniority, all.Place = "", ""
	survey.Seniority, survey.Place, survey.Source, survey.Side = "", "", "survey", scraper.Reported

	hit, widths := map[string]int{}, map[string][]float64{}
	rest := 0
	for run := range uint64(*runsFlag) {
		rows := population(rand.New(rand.NewPCG(run, 5)))
		h := Hold(rows, Options{})
		l := h.Build(ours, theirs)
		steps := append(l.Steps, h.Build(all, survey).Steps...)
		if run == 0 {
			for _, s := range steps {
				t.Logf("%-14s planted %+.3f, found %+.3f (%+.3f to %+.3f), %d rows, %d cells, elsewhere %v, loose %v", s.Cause, want[s.Cause], s.Log, s.Low, s.High, s.Rows, s.Cells, s.Elsewhere, s.Loose)
			}
		}
		seen := map[string]bool{}
		for _, s := range steps {
			if s.Known && !seen[s.Cause] {
				seen[s.Cause] = true
				if s.Low <= want[s.Cause] && want[s.Cause] <= s.High {
					hit[s.Cause]++
				}
				widths[s.Cause] = append(widths[s.Cause], s.High-s.Low)
			}
		}
		if l.RestLow <= unexplained && unexplained <= l.RestHigh {
			rest++
		}
	}
	for cause, v := range want {
		covered := 100 * float64(hit[cause]) / float64(*runsFlag)
		slices.Sort(widths[cause])
		if len(widths[cause]) == 0 {
			t.Errorf("%s was never found", cause)
			continue
		}
		width := widths[cause][len(widths[cause])/2]
		t.Logf("%-14s planted %+.3f: in the interval in %.1f %% of %d runs, median width %.3f", cause, v, covered, *runsFlag, width)
		if covered < 90-300*math.Sqrt(.05*.95/float64(*runsFlag)) || *runsFlag >= 200 && covered < 90 {
			t.Errorf("%s: found in %.1f %% of runs", cause, covered)
		}
		if width >= 2*math.Abs(v) {
			t.Errorf("%s: the interval is %.3f wide, the step %.3f", cause, width, v)
		}
	}
	t.Logf("the rest, %.2f, lies in its interval in %.1f %% of runs", unexplained, 100*float64(rest)/float64(*runsFlag))
	if float64(rest) < .8*float64(*runsFlag) {
		t.Errorf("the rest is in its interval in %d of %d runs", rest, *runsFlag)
	}
}

// A year between two that are held is reached by even growth; one beyond them
// is not guessed.
func TestYearBetween(t *testing.T) {
	rows := population(rand.New(rand.NewPCG(3, 3)))
	from := Figure{Source: "survey", Side: scraper.Reported, Statistic: "median", PayKind: "total", Year: "2026", Role: "backend", Currency: "USD", Value: 150_000}
	to := from
	to.Year = "2023"
	s := Hold(rows, Options{}).Build(from, to).Steps[0]
	if want := -.09; !s.Known || s.Low > want || s.High < want || s.High-s.Low > .15 {
		t.Errorf("2023: %+v, want %v", s, want)
	}
	for _, year := range []string{"2021", "2027", ""} {
		to.Year = year
		if s := Hold(rows, Options{}).Build(from, to).Steps[0]; s.Known {
			t.Errorf("%q is guessed: %+v", year, s)
		}
	}
}

// What can't be estimated is named and left in the rest, whatever it is; a
// currency is a rate.
func TestUnknownCauses(t *testing.T) {
	rows := population(rand.New(rand.NewPCG(1, 1)))
	from := Figure{Name: "a", Source: "boards", Side: scraper.Posted, Statistic: "median", PayKind: "base", Year: "2026", Role: "backend", Currency: "USD", Value: 150_000}
	to := from
	to.Source, to.Side, to.Statistic, to.Year, to.Currency, to.Value = "x", scraper.Model, "p75", "", "EUR", 120_000
	to.Rate, to.RateNote = .9, "made up"
	l := Hold(rows, Options{}).Build(from, to)
	if want := []string{Year, Mix, PlaceMix, Side, Statistic}; !slices.Equal(l.Unknown, want) {
		t.Errorf("unknown %v, want %v", l.Unknown, want)
	}
	if want := math.Log(120_000.0/150_000) - math.Log(.9); math.Abs(l.Rest-want) > 1e-12 {
		t.Errorf("rest %v, want %v", l.Rest, want)
	}
	if same := Hold(rows, Options{}).Build(from, from); len(same.Steps) != 0 || same.Rest != 0 {
		t.Errorf("from a figure to itself: %+v", same)
	}
	a, b := fmt.Sprintf("%#v", Hold(rows, Options{}).Build(from, to)), ""
	slices.Reverse(rows)
	if b = fmt.Sprintf("%#v", Hold(rows, Options{}).Build(from, to)); a != b {
		t.Error("another order of rows gives another gap")
	}
}
