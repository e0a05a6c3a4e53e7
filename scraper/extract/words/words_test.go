package words

import (
	"testing"
)

func TestPeriod(t *testing.T) {
	for in, want := range map[string]string{
		"YEAR": "year", "ANN": "year", "1 YEAR": "year", "per-year-salary": "year", "per annum": "year", "yearly": "year", "/yr": "year",
		"per-month-salary": "month", "bi-week-salary": "biweek", "per-week-salary": "week", "per-day-wage": "day", "per-hour-wage": "hour",
		"HUR": "hour", "an hour": "hour", "NONE": "", "": "", "piece": "",
		"Month (gross)": "month", "Per Month (gross)": "month", "MES": "month", "Monat": "month", "mensile": "month", "P1M": "month", "Jahr brutto": "year",
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
