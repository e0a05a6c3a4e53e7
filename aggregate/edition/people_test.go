package edition

import (
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/survey"
	"backpay/scraper"
)

// employed is what the survey says of the people of an occupation at a place.
func employed(metro string, people float64) aggregate.Published {
	return aggregate.Published{
		Source: survey.Source,
		Claim: scraper.Claim{
			Title: "Software Developers", Code: "15-1252", Statistic: "count", Amount: people, AsOf: "2025-05",
		},
		Belief: aggregate.Claim{Role: "software", Country: "US", Metro: metro},
	}
}

// Most of our adverts are in the area that pays more, most people in the one
// that pays less: by people the median is that of the second.
func TestMedianByPeople(t *testing.T) {
	var rows []aggregate.Row
	for i := range 120 {
		r := row("lever", int64(i+1), int64(i%60+1), 200_000+float64(100*(i/2)))
		switch {
		case i < 80:
			at(&r, "41860")
		case i < 110:
			r.Pay -= 100_000
			at(&r, "19740")
		default: // of no area that is known
		}
		r.Low, r.High = r.Pay, r.Pay
		rows = append(rows, r)
	}
	table, err := gather(seq(rows), Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	q := Question{Role: "backend", Country: "US", Currency: "USD"}
	figures := table.levels()
	for name, c := range map[string]struct {
		published []aggregate.Published
		low, high float64 // of the median by people; 0 where there is none
	}{
		"as our jobs are":   {[]aggregate.Published{employed("41860", 800), employed("19740", 300)}, 200_000, 204_000},
		"most in the cheap": {[]aggregate.Published{employed("41860", 100), employed("19740", 900), employed("", 2000)}, 104_000, 106_000},
		"one area":          {[]aggregate.Published{employed("41860", 100)}, 0, 0},
		"another source":    {[]aggregate.Published{{Source: "other", Claim: employed("41860", 1).Claim}}, 0, 0},
	} {
		got := table.byPeople(q, figures, c.published)
		if c.high == 0 {
			if len(got) != 0 {
				t.Errorf("%s: %+v", name, got)
			}
			continue
		}
		if len(got) != 2 || got[0].Statistic != medianAreas || got[1].Statistic != medianPeople {
			t.Fatalf("%s: %+v", name, got)
		}
		for _, f := range got {
			if f.NJobs != 110 || f.NEmployers != 60 || f.Grade != "" || f.CIHigh != 0 {
				t.Errorf("%s: %+v", name, f)
			}
		}
		// Of 110 jobs ranks 55 and 56, of which 30 are of the cheap area.
		if want := 200_000 + 100*12.; got[0].Value < want-100 || got[0].Value > want+100 {
			t.Errorf("%s: unweighted %v, want about %v", name, got[0].Value, want)
		}
		if v := got[1].Value; v < c.low || v > c.high {
			t.Errorf("%s: by people %v, want between %v and %v", name, v, c.low, c.high)
		}
	}
}
