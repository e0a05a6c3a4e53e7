package normalise_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/aggregate"
	"backpay/aggregate/normalise"
	"backpay/scraper"
)

func TestClaim(t *testing.T) {
	pay := func(c scraper.Claim) scraper.Claim {
		c.Statistic, c.PayKind, c.Currency = "median", "base", "USD"
		return c
	}
	for name, c := range map[string]struct {
		said scraper.Claim
		want aggregate.Claim
	}{
		"a title and a place": {
			pay(scraper.Claim{Title: "Senior Backend Developer", Place: "Berlin, Germany", Amount: 5000, Period: "month"}),
			aggregate.Claim{Role: "backend", RoleRule: "title:sure", Seniority: "senior", Country: "DE", Region: "Berlin", City: "Berlin", AnnualAmount: 60000, AnnualFactor: 12, AnnualRule: "month-12"},
		},
		"an occupation's code decides, whatever the title": {
			pay(scraper.Claim{Title: "Software Developers, QA and Testers", Code: "SOC 15-1252", Country: "US", Amount: 50, Period: "hour"}),
			aggregate.Claim{Role: "software", RoleRule: "code:soc:15-1252", Country: "US", AnnualAmount: 104000, AnnualFactor: 2080, AnnualRule: "hour-2080"},
		},
		"a joint occupation is its first one's": {
			pay(scraper.Claim{Title: "Software Developers, Quality Assurance Analysts, and Testers", Country: "US", Amount: 1, Period: "year"}),
			aggregate.Claim{Role: "software", RoleRule: "title:noun", Country: "US", AnnualAmount: 1, AnnualFactor: 1, AnnualRule: "year"},
		},
		"an occupation of many roles is read by its title": {
			pay(scraper.Claim{Title: "Data engineers", Code: "SOC 15-1299.09", Country: "US", Amount: 1, Period: "year"}),
			aggregate.Claim{Role: "data_eng", RoleRule: "title:sure", Country: "US", AnnualAmount: 1, AnnualFactor: 1, AnnualRule: "year"},
		},
		"an occupation of another trade is none of ours": {
			pay(scraper.Claim{Title: "Numerically Controlled Tool Programmers", Code: "51-9162", Country: "US", Amount: 1, Period: "year"}),
			aggregate.Claim{Role: "other", RoleRule: "code:soc:51-9162", Country: "US", AnnualAmount: 1, AnnualFactor: 1, AnnualRule: "year"},
		},
		"towns of one metropolitan area": {
			pay(scraper.Claim{Title: "DevOps Engineer", Place: "San Francisco-Oakland-Hayward, CA", Amount: 1}),
			aggregate.Claim{Role: "devops", RoleRule: "title:sure", Country: "US", Region: "CA", Metro: "41860"},
		},
		"the title of an area in several states": {
			pay(scraper.Claim{Title: "DevOps Engineer", Place: "Boston-Cambridge-Newton, MA-NH", Country: "US", Amount: 1}),
			aggregate.Claim{Role: "devops", RoleRule: "title:sure", Country: "US", Metro: "14460"},
		},
		"growth is no pay, even where a period stands beside it": {
			scraper.Claim{Title: "Data Scientist", Country: "United States", Statistic: "growth_pct", Amount: 23, Period: "year"},
			aggregate.Claim{Role: "data_sci", RoleRule: "title:sure", Country: "US"},
		},
		"nothing known": {scraper.Claim{Statistic: "count", Amount: 1}, aggregate.Claim{}},
	} {
		t.Run(name, func(t *testing.T) {
			c.want.ID = 7
			got := normalise.Claim(aggregate.SaidClaim{ID: 7, Claim: c.said})
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestClaimSide(t *testing.T) {
	for _, c := range []struct {
		kind              scraper.Kind
		side, stated      scraper.Side
		statistic, sample string
		want              scraper.Side
	}{
		{scraper.Figures, scraper.Employer, "", "mean", "employees", scraper.Employer},
		{scraper.Listing, scraper.Posted, "", "mean", "reports", scraper.Reported},
		{scraper.Listing, scraper.Posted, "", "median", "", scraper.Reported},
		{scraper.Listing, scraper.Posted, "", "mean", "postings", scraper.Posted},
		{scraper.Listing, scraper.Posted, "", "count", "", scraper.Posted},
		{scraper.Listing, scraper.Posted, scraper.Model, "mean", "", scraper.Model},
	} {
		said := scraper.Claim{Statistic: c.statistic, SampleKind: c.sample, Side: c.stated}
		if got := normalise.Claim(aggregate.SaidClaim{Kind: c.kind, Side: c.side, Claim: said}).Side; got != c.want {
			t.Errorf("%+v: side %q", c, got)
		}
	}
}

func TestObservation(t *testing.T) {
	for name, c := range map[string]struct {
		said scraper.Observation
		want aggregate.Observation
	}{
		"a survey's answer that the publisher converted": {
			scraper.Observation{Title: "Developer, back-end", Country: "Germany", Amount: 70000, Currency: "EUR", Period: "year", USD: 75180},
			aggregate.Observation{Role: "backend", RoleRule: "title:sure", Country: "DE", AnnualAmount: 70000, AnnualFactor: 1, AnnualRule: "year", AnnualUSD: 75180, USDRule: "stated"},
		},
		"a filing, in dollars as it is": {
			scraper.Observation{Title: "Backend Engineer II", Company: "Quillmere Bank, Inc.", Place: "Austin, TX", Amount: 60, Currency: "USD", Period: "hour"},
			aggregate.Observation{Role: "backend", RoleRule: "title:sure", Seniority: "mid", Country: "US", EmployerKey: "quillmerebank", AnnualAmount: 124800, AnnualFactor: 2080, AnnualRule: "hour-2080", AnnualUSD: 124800, USDRule: "same"},
		},
		"no rate is known, so nothing is converted": {
			scraper.Observation{Title: "QA Engineer", Level: "Senior", Country: "IN", Amount: 100, Currency: "INR", Period: "month"},
			aggregate.Observation{Role: "qa", RoleRule: "title:sure", Seniority: "senior", Country: "IN", AnnualAmount: 1200, AnnualFactor: 12, AnnualRule: "month-12"},
		},
		"a period that is not stated is not guessed": {
			scraper.Observation{Title: "QA Engineer", Country: "IN", Amount: 100, Currency: "INR"},
			aggregate.Observation{Role: "qa", RoleRule: "title:sure", Country: "IN"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.want.ID = 7
			got := normalise.Observation(aggregate.SaidObservation{ID: 7, Observation: c.said})
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
