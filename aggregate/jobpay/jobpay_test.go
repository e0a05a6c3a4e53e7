package jobpay_test

import (
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
	"backpay/aggregate/jobpay"
	"backpay/scraper"
)

func base(low, high float64, change func(*aggregate.Pay)) aggregate.Pay {
	p := aggregate.Pay{
		Min: low, Max: high, Currency: "USD", Period: "year", Kind: "base", Origin: scraper.Structured, AnnualMin: low, AnnualMax: high, AnnualFactor: 1,
	}
	if change != nil {
		change(&p)
	}
	return p
}

func at(places ...int) func(*aggregate.Pay) {
	return func(p *aggregate.Pay) { p.Places = places }
}

// whole is a posting's pay over all places, "population currency min max mid".
func whole(years []aggregate.YearPay) (out []aggregate.YearPay) {
	for _, y := range years {
		if y.Place < 0 {
			out = append(out, y)
		}
	}
	return out
}

func TestCounts(t *testing.T) {
	for name, c := range map[string]struct {
		change          func(*aggregate.Pay)
		states, counted bool
	}{
		"a range":             {nil, true, true},
		"an estimate":         {func(p *aggregate.Pay) { p.Origin = scraper.Predicted }, false, false},
		"flagged":             {func(p *aggregate.Pay) { p.Flag = "too-wide" }, false, false},
		"on target":           {func(p *aggregate.Pay) { p.Kind = "ote" }, false, false},
		"after tax":           {func(p *aggregate.Pay) { p.Tax = "net" }, true, false},
		"of unknown period":   {func(p *aggregate.Pay) { p.AnnualMin, p.AnnualMax = 0, 0 }, true, false},
		"of unknown currency": {func(p *aggregate.Pay) { p.Currency = "" }, true, false},
		"one end":             {func(p *aggregate.Pay) { p.Max, p.AnnualMax = 0, 0 }, true, true},
	} {
		p := base(100, 120, c.change)
		if jobpay.States(&p) != c.states || jobpay.Counts(&p) != c.counted {
			t.Errorf("%s: states %v, counts %v", name, jobpay.States(&p), jobpay.Counts(&p))
		}
		years := jobpay.OfPosting(&aggregate.Posting{Population: aggregate.FullTime, Pay: []aggregate.Pay{p}})
		switch {
		case !c.states && len(years) != 0, c.states && len(years) != 1:
			t.Errorf("%s: %+v", name, years)
		case c.states && (years[0].Currency != "") != c.counted:
			t.Errorf("%s: %+v", name, years)
		}
	}
}

// Of three zones each place has its own, and the posting the middle one.
func TestOfPostingZones(t *testing.T) {
	p := aggregate.Posting{
		Population: aggregate.FullTime, Places: make([]aggregate.Place, 3),
		Pay: []aggregate.Pay{base(210, 250, at(0)), base(140, 170, at(2)), base(200, 240, at(1))},
	}
	got := map[int]float64{}
	for _, y := range jobpay.OfPosting(&p) {
		got[y.Place] = y.Mid
		if y.Place < 0 && (y.Lowest != 155 || y.Highest != 230 || y.Min != 200 || y.Max != 240) {
			t.Errorf("as a whole %+v", y)
		}
	}
	if diff := cmp.Diff(map[int]float64{-1: 220, 0: 230, 1: 220, 2: 155}, got); diff != "" {
		t.Error(diff)
	}
}

// What is for other places is not a posting's pay where one of its ranges is
// for its own; without any, all of them count.
func TestOfPostingElsewhere(t *testing.T) {
	other := func(p *aggregate.Pay) { p.Elsewhere = true }
	p := aggregate.Posting{Population: aggregate.FullTime, Places: make([]aggregate.Place, 1), Pay: []aggregate.Pay{base(210, 250, other), base(140, 170, at(0))}}
	if y := whole(jobpay.OfPosting(&p))[0]; y.Mid != 155 || y.Lowest != y.Highest {
		t.Errorf("%+v", y)
	}
	p.Pay[1].Places, p.Pay[1].Elsewhere = nil, true
	if y := whole(jobpay.OfPosting(&p))[0]; y.Mid != (230+155)/2. {
		t.Errorf("%+v", y)
	}
}

func TestOfPostingPopulations(t *testing.T) {
	hourly := func(p *aggregate.Pay) { p.Period = "hour" }
	contract := func(p *aggregate.Pay) { p.Contract = "b2b" }
	for name, c := range map[string]struct {
		of   aggregate.Population
		pay  []aggregate.Pay
		want map[aggregate.Population]float64
	}{
		"a salary":                          {aggregate.FullTime, []aggregate.Pay{base(100, 120, nil)}, map[aggregate.Population]float64{aggregate.FullTime: 110}},
		"by the hour":                       {aggregate.FullTime, []aggregate.Pay{base(100, 120, hourly)}, map[aggregate.Population]float64{aggregate.Hourly: 110}},
		"a salary, said again by the hour":  {aggregate.FullTime, []aggregate.Pay{base(100, 120, nil), base(99, 119, hourly)}, map[aggregate.Population]float64{aggregate.FullTime: 110}},
		"an internship by the hour":         {aggregate.Intern, []aggregate.Pay{base(100, 120, hourly)}, map[aggregate.Population]float64{aggregate.Intern: 110}},
		"two contracts are two populations": {aggregate.FullTime, []aggregate.Pay{base(100, 120, nil), base(180, 200, contract)}, map[aggregate.Population]float64{aggregate.FullTime: 110, aggregate.Contract: 190}},
	} {
		got := map[aggregate.Population]float64{}
		for _, y := range whole(jobpay.OfPosting(&aggregate.Posting{Population: c.of, Pay: c.pay})) {
			got[y.Population] = y.Mid
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// The middle is one of the pays, or the mean of two, whatever their order, and
// what states both ends goes before what states one.
func TestMiddle(t *testing.T) {
	all := []aggregate.Ends{{Min: 100, Max: 120, Mid: 110}, {Min: 130, Max: 150, Mid: 140}, {Min: 10, Max: 900, Mid: 455}, {Min: 500}}
	for range 20 {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		e, lowest, highest := jobpay.Middle(all)
		if e != (aggregate.Ends{Min: 130, Max: 150, Mid: 140}) || lowest != 110 || highest != 455 {
			t.Fatalf("%+v, %v to %v", e, lowest, highest)
		}
	}
	if e, _, _ := jobpay.Middle([]aggregate.Ends{{Min: 100}, {Max: 300}, {Min: 200}}); e != (aggregate.Ends{Min: 150}) {
		t.Errorf("floors go before ceilings: %+v", e)
	}
}

func seq(ps []aggregate.PostingYear) iter.Seq2[aggregate.PostingYear, error] {
	return func(yield func(aggregate.PostingYear, error) bool) {
		for _, p := range ps {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func posting(source string, job int64, day string, open bool, population aggregate.Population, low, high float64) aggregate.PostingYear {
	e := aggregate.Ends{Min: low, Max: high}
	middle := low
	if low > 0 && high > 0 {
		e.Mid = (low + high) / 2
		middle = e.Mid
	}
	return aggregate.PostingYear{
		Source: source, Job: job, Role: "backend", Country: "US", Open: open, Day: day, JobPopulation: population, Places: []int64{7},
		Years: []aggregate.YearPay{{Currency: "USD", Population: aggregate.FullTime, Place: -1, Ends: e, Lowest: middle, Highest: middle}},
	}
}

func TestSettle(t *testing.T) {
	const now = "2026-11-20"
	full := aggregate.FullTime
	postings := []aggregate.PostingYear{
		posting("a", 1, now, true, full, 100, 120), posting("a", 1, now, true, full, 300, 320), posting("a", 1, now, true, full, 130, 150),
		posting("a", 2, "2021-03-01", true, full, 50, 60), // of another time
		posting("a", 3, now, false, full, 70, 80),         // ended
		posting("a", 4, "2021-03-01", true, full, 50, 60), posting("a", 4, now, true, full, 90, 110),
		posting("a", 5, now, true, aggregate.Contract, 200, 220), // another advert says that it is a contract
	}
	for job := int64(6); job < 11; job++ {
		postings = append(postings, posting("a", job, now, true, full, 100, 150))
	}
	postings = append(postings, posting("a", 11, now, true, full, 200, 0)) // from 200
	pays, err := jobpay.Settle(seq(postings), "2025-11")
	if err != nil {
		t.Fatal(err)
	}
	got := map[int64]aggregate.JobPay{}
	for _, p := range pays {
		if p.Place == 0 {
			got[p.Job] = p
		} else if p.Place != 7 || p.Ends != got[p.Job].Ends {
			t.Errorf("at the place %+v, as a whole %+v", p, got[p.Job])
		}
	}
	for job, want := range map[int64]struct {
		mid             float64
		current, filled bool
		population      aggregate.Population
		lowest, highest float64
	}{
		1:  {140, true, false, full, 110, 310},
		2:  {55, false, false, full, 55, 55},
		3:  {75, false, false, full, 75, 75},
		4:  {100, true, false, full, 100, 100},
		5:  {210, true, false, aggregate.Contract, 210, 210},
		11: {jobpay.FromFloor(200, 1.5), true, true, full, 200, 200}, // the widths are 1.07, 1.2 and five times 1.5
	} {
		p := got[job]
		if p.Mid != want.mid || p.Current != want.current || p.Filled != want.filled || p.Population != want.population || p.Lowest != want.lowest || p.Highest != want.highest {
			t.Errorf("job %d: %+v, want %+v", job, p, want)
		}
	}
}
