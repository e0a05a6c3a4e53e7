package words

import (
	"testing"

	"backpay/scraper"
)

func TestPeriod(t *testing.T) {
	for in, want := range map[string]string{
		"YEAR": "year", "ANN": "year", "1 YEAR": "year", "per-year-salary": "year", "per annum": "year", "yearly": "year", "/yr": "year",
		"per-month-salary": "month", "bi-week-salary": "biweek", "per-week-salary": "week", "per-day-wage": "day", "per-hour-wage": "hour",
		"HUR": "hour", "an hour": "hour", "NONE": "", "": "", "piece": "",
	} {
		if got := Period(in); got != want {
			t.Errorf("Period(%q) is %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"Annual Salary:": "year", "Hourly Base Pay Range:": "hour", "Salary per month": "month", "Internship": "", "Annual or hourly": "", "Biweekly pay": "biweek",
	} {
		if got := PeriodIn(in); got != want {
			t.Errorf("PeriodIn(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestPayKind(t *testing.T) {
	for in, want := range map[string]string{
		"Annual Base Salary": "base", "OTE $110K": "ote", "On-Target Earnings": "ote", "Total compensation": "total", "Salary": "", "": "",
		"The listed range reflects total OTE with a 60/40 base-to-commission split.": "ote",
		"represents the total OTE, comprising a 70% base & 30% commission":           "ote",
		"OTE • 80/20 split between base and bonus":                                   "ote",
		"total OTE with a 75/25 base to commission split":                            "ote",
		"Base salary; OTE is higher":                                                 "",
		"a database of total rewards":                                                "total",
	} {
		if got := PayKind(in); got != want {
			t.Errorf("PayKind(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestFlag(t *testing.T) {
	for _, c := range []struct {
		pay  scraper.Pay
		want string
	}{
		{scraper.Pay{Min: 150e3, Max: 180e3, Currency: "USD", Period: "year"}, ""},
		{scraper.Pay{Min: 22.4, Max: 26, Currency: "USD", Period: "biweek"}, "below-minimum"},
		{scraper.Pay{Min: 75, Max: 95, Currency: "EUR", Period: "year"}, "below-minimum"},
		{scraper.Pay{Min: 150e3, Max: 180e3, Currency: "USD", Period: "hour"}, "above-maximum"},
		{scraper.Pay{Min: 9e6, Max: 12e6, Currency: "JPY", Period: "year"}, ""},
		{scraper.Pay{Max: 1500, Currency: "KWD", Period: "year"}, ""},
		{scraper.Pay{Min: 20, Max: 10, Currency: "USD", Period: "hour"}, "min-above-max"},
		{scraper.Pay{Min: 20, Currency: "USD"}, ""},
		{scraper.Pay{Currency: "USD", Period: "year"}, ""},
	} {
		if got := Flag(c.pay); got != c.want {
			t.Errorf("Flag(%+v) is %q, want %q", c.pay, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"FULL_TIME": "full-time", "FullTime": "full-time", "Full Time": "full-time", "Regular Full Time (Salary)": "full-time", "PART-TIME": "part-time",
		"Intern": "internship", "CONTRACTOR": "contract", "TEMPORARY": "temporary", "Full-time or part-time": "full-time or part-time",
		"Full-time contract": "full-time contract", "Zero Hours": "zero hours", "R&amp;D": "r&d", "": "",
	} {
		if got := Employment(in); got != want {
			t.Errorf("Employment(%q) is %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"OnSite": "onsite", "on-site": "onsite", "Hybrid": "hybrid", "REMOTE": "remote", "unspecified": "", "": ""} {
		if got := Workplace(in); got != want {
			t.Errorf("Workplace(%q) is %q, want %q", in, got, want)
		}
	}
}
