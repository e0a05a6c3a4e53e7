package extract

import (
	"testing"
	"time"

	"backpay/scraper"
)

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-07-30T06:59:38-04:00":       "2026-07-30T10:59:38Z",
		"2026-04-07T17:12:35.753+00:00":   "2026-04-07T17:12:35.753Z",
		"2026-06-26":                      "2026-06-26T00:00:00Z",
		"2020-10-20 20:55:07 UTC":         "2020-10-20T20:55:07Z",
		"2020-10-20 20:55:07":             "2020-10-20T20:55:07Z",
		"2026-07-10T00:00:00+0530":        "2026-07-09T18:30:00Z",
		"2026-07-10T10:20":                "2026-07-10T10:20:00Z",
		"Tue, 20 Oct 2020 20:55:07 +0000": "2020-10-20T20:55:07Z",
		"October 20, 2020":                "2020-10-20T00:00:00Z",
		" 1790000000000 ":                 "2026-09-21T14:13:20Z",
		"1790000000":                      "2026-09-21T14:13:20Z",
		"":                                "", "soon": "", "03/04/2026": "", "1970-01-01T00:00:00.000Z": "", "2020-10-20 20:55:07 XYZ": "",
		"99999999999999999999": "", "2026": "", "2026-13-01": "", "9223372036854775807": "",
	} {
		got, err := Date(in)
		if (err != nil) != (want == "") || err == nil && got.Format(time.RFC3339Nano) != want {
			t.Errorf("Date(%q) is %v, %v, want %q", in, got, err, want)
		}
	}
}

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

func TestCountry(t *testing.T) {
	for in, want := range map[string]string{"us": "US", " GB ": "GB", "USA": "", "1A": "", "": ""} {
		if got := Country(in); got != want {
			t.Errorf("Country(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	for in, want := range map[string]float64{"120,000.00": 120000, "75.00": 75, "1e3": 1000, "-5": -5, " 7 ": 7} {
		if got, ok := ParseNumber(in); !ok || got != want {
			t.Errorf("ParseNumber(%q) is %v, %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "1,2", "12 000", "$5", "NaN", "Inf", "1e99", "0x", "5k"} {
		if got, ok := ParseNumber(in); ok {
			t.Errorf("ParseNumber(%q) is %v, want none", in, got)
		}
	}
}
