package salarypage

import (
	"testing"
	"testing/quick"

	"backpay/scraper"
	"backpay/scraper/extract/money"
)

func TestSentences(t *testing.T) {
	for text, want := range map[string]scraper.Claim{
		"The average salary for a kettle tester is $61,500 per year in the United States.": {
			Title: "kettle tester", Place: "United States", Statistic: "mean", Label: "average salary", Amount: 61500, Currency: "USD", Period: "year", Path: "text",
		},
		"As of May 1, the average hourly pay for a Kettle Tester in Leeds, UK is £24.50 an hour.": {
			Title: "Kettle Tester", Place: "Leeds, UK", Statistic: "mean", Label: "average hourly pay", Amount: 24.5, Currency: "GBP", Period: "hour", Path: "text",
		},
		"The median base salary for a Kettle Tester is €50K.": {
			Title: "Kettle Tester", Statistic: "median", Label: "median base salary", PayKind: "base", Amount: 50000, Currency: "EUR", Path: "text",
		},
		"The average additional cash compensation for a Kettle Tester in US is $4,000.": {
			Title: "Kettle Tester", Place: "US", Statistic: "mean", Label: "average additional cash compensation", PayKind: "additional", Amount: 4000, Currency: "USD", Path: "text",
		},
	} {
		got := Sentences(text, "https://pay.example/", 10)
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s\n got %+v\nwant %+v", text, got, want)
		}
	}
	for _, none := range []string{
		"", "The average salary for a kettle tester is unknown.", "The average salary for a tester is up 5% since 2020, when $50 bought a kettle.",
		"A salary of $50,000.", "The average age of a tester is 50.",
	} {
		if got := Sentences(none, "", 10); len(got) > 0 {
			t.Errorf("%q: %+v", none, got)
		}
	}
}

// TestFigureReaders: no text makes a reader panic or answer an amount that is
// none.
func TestFigureReaders(t *testing.T) {
	err := quick.Check(func(a, b string) bool {
		s := "the average salary for a " + a + " is $" + b
		for _, c := range Sentences(s, "", 10) {
			if c.Amount <= 0 || c.Amount > 1e18 {
				return false
			}
		}
		n, _ := money.Count(a + b)
		return n >= 0
	}, nil)
	if err != nil {
		t.Error(err)
	}
}

func TestSalaryHeading(t *testing.T) {
	for heading, want := range map[string][2]string{
		"Kettle Tester Salary in Leeds, UK":              {"Kettle Tester", "Leeds, UK"},
		"2026 Kettle Tester Salary in US":                {"Kettle Tester", "US"},
		"Kettle tester average salary in the USA, 2026":  {"Kettle tester", "USA"},
		"Average Kettle Tester Salary":                   {"Kettle Tester", ""},
		"How much does a Kettle Tester make in Leeds?":   {"Kettle Tester", "Leeds"},
		"Kettle tester salary in United States (yearly)": {"Kettle tester", "United States"},
		"Welcome back": {"", ""},
	} {
		title, place := Heading([]byte("<h1>" + heading + "</h1>"))
		if title != want[0] || place != want[1] {
			t.Errorf("%s: %q in %q", heading, title, place)
		}
	}
}
