package article

import (
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
)

// What an official statistic says of several occupations of one role, over the
// years, and what texts make of it. Amounts are made up.
func TestPublisherVerdicts(t *testing.T) {
	ev := Evidence{
		Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD",
		Sources: []Source{{Name: "bls-oews", Title: "BLS OEWS", Homepage: "https://www.bls.gov/oes/"}},
	}
	for _, c := range []Claim{
		{Title: "Software Developers", Role: "software", AsOf: "2025-05", Amount: 134200},
		{Title: "Software Developers", Role: "software", AsOf: "2021-05", Amount: 119300},
		{Title: "Data Scientists", Role: "data_sci", AsOf: "2024-05", Amount: 111800},
		{Title: "Data Scientists", Role: "data_sci", AsOf: "2025-05", Amount: 117600},
		{Title: "Computer Programmers", Role: "software", AsOf: "2025-05", Amount: 97400},
		{Title: "Database Administrators and Architects", Role: "other", AsOf: "2025-05", Amount: 111700},
	} {
		c.Source, c.Country, c.Statistic, c.PayKind, c.Currency, c.Period = "bls-oews", "US", "median", "base", "USD", "year"
		c.Annual = c.Amount
		ev.Claims = append(ev.Claims, c)
	}
	for _, tt := range []struct {
		text string
		want Mark
		why  string // a part of it
	}{
		{"According to the BLS, software developers earned a median of $134,200 in May 2025.", Supported, ""},
		{"According to the BLS, software developers earned a median of $112,900 in May 2025.", Contradicted, "134,200"},
		{"According to the BLS, software developers earned a median of $97,400 in May 2025.", Contradicted, "134,200"},
		{"According to the BLS, computer programmers earned a median of $134,200 in May 2025.", Contradicted, "97,400"},
		{"According to the BLS, software developers earned a median of $100,000 in May 2025.", Contradicted, "134,200"},
		{"According to the BLS, software developers earned a median of $119,300 in May 2022.", Supported, ""},
		{"According to the BLS, software developers earned a median of $118,100 in May 2020.", Unknown, ""},
		// What was published in 2025 may be of the year before, which isn't held.
		{"In 2025, the BLS gave software developers a median of $129,800.", Unknown, ""},
		{"In 2025, the BLS gave software developers a median of $90,000.", Contradicted, "134,200"},
		{"In 2025, the BLS gave software developers a median of $119,300.", Stale, "2021-05"},
		// More than an amount goes up to the next that could be written so.
		{"The BLS says that the median for software developers is over $134,000.", Supported, ""},
		{"The BLS says that the median for software developers is over $127,000.", Unknown, ""},
		{"The BLS says that the median for software developers was over $127,000 in May 2025.", Unknown, ""},
		// A figure of the year before is another one where the text names the month.
		{"The BLS puts the median of data scientists at $111,800 in May 2025.", Contradicted, "117,600"},
		{"The BLS puts the median of data scientists at $111,800 in 2025.", Supported, ""},
		// Whom the sentence before named is not whom this one does.
		{"The BLS counts software developers among the best paid. According to the BLS, the median for an IT professional was $99,900 in May 2025.", Unknown, ""},
		// One industry is not all of them, a support specialist no developer.
		{"The BLS puts the median of software developers in the software publishing industry at $141,900 in May 2025.", Unknown, "industry"},
		{"| Occupation | Median pay, BLS, May 2025 |\n|---|---|\n| Computer Support Specialists | $58,800 |\n", Unknown, ""},
		{"The BLS puts the median of database administrators at $111,700 in May 2025.", Supported, ""},
		{"The BLS puts the median of database administrators at $104,300 in May 2025.", Unknown, ""},
		// A round amount that nobody is named for is nobody's: it may be any statistic.
		{"Software developers in the US earn $65 an hour on average.", Unknown, ""},
		{"Half of the software developers in the US earn less than 135,000 USD.", Unknown, ""},
		{"The BLS puts the median of software developers at $64.52 an hour in May 2025.", Supported, ""},
	} {
		found, err := Check([]byte("# Pay\n\n"+tt.text+"\n"), ev)
		if err != nil || len(found) != 1 {
			t.Errorf("%s: %d found, error %v", tt.text, len(found), err)
			continue
		}
		if f := found[0]; f.Mark != tt.want || !strings.Contains(f.Why, tt.why) {
			t.Errorf("%s: %s (%s), want %s (%s)", tt.text, f.Mark, f.Why, tt.want, tt.why)
		}
	}
}

// What a publisher's own rows come to contradicts what lies far off; what only their
// occupations may part does not. Amounts are made up.
func TestVerdictsByRows(t *testing.T) {
	ev := Evidence{
		Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD",
		Sources: []Source{{Name: "levels", Title: "Levels.fyi"}, {Name: "linkedin", Title: "LinkedIn"}},
	}
	for _, f := range []aggregate.Figure{
		{Source: "levels", Side: scraper.Reported, Statistic: "median", PayKind: "base", Value: 140000, CILow: 136000, CIHigh: 158000},
		{Source: "levels", Side: scraper.Reported, Statistic: "mean", PayKind: "total", Value: 236000},
		{Source: "linkedin", Side: scraper.Posted, Statistic: "median", PayKind: "base", Value: 140000, CILow: 136000, CIHigh: 144000},
	} {
		f.Measure, f.Role, f.Country, f.Unit, f.Grade = aggregate.MeasureLevel, "software", "US", "USD", aggregate.Good
		f.AsOfFrom, f.AsOfTo, f.NJobs, f.NEmployers = "2024", "2024", 900, 300
		ev.Figures = append(ev.Figures, f)
	}
	for text, want := range map[string]Mark{
		"Levels.fyi put the median base salary of software engineers in the US at $140,000 in 2024.":         Supported,
		"Levels.fyi put the median base salary of software engineers in the US at $190,500 in 2024.":         Contradicted,
		"Levels.fyi put the median base salary of software engineers in the US at $156,700 in 2024.":         Supported, // in the interval
		"Levels.fyi put the median base salary of software engineers in the US at $132,900 in 2024.":         Unknown,   // near it
		"Levels.fyi put the median base salary of software engineers in the US at $190,500 in 2022.":         Unknown,
		"Levels.fyi put the median base salary of software engineers in the US at over $100,000 in 2024.":    Unknown,
		"Levels.fyi put the average total compensation of software engineers in the US at $236,000 in 2024.": Supported,
		"Levels.fyi put the average total compensation of software engineers in the US at $181,500 in 2024.": Contradicted,
		"LinkedIn put the median base salary of software engineers in the US at $190,500 in 2024.":           Unknown, // we hold some of its adverts
	} {
		found, err := Check([]byte("# Pay\n\n"+text+"\n"), ev)
		if err != nil || len(found) != 1 || found[0].Mark != want {
			t.Errorf("%s: %+v, error %v, want %s", text, found, err, want)
		}
	}
}
