package pay_test

import (
	"testing"

	"backpay/aggregate/pay"
)

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		text, country string
		want          pay.Amount
	}{
		{"a median of $124,000 a year", "US", pay.Amount{Min: 124000, Max: 124000, Currency: "USD", Sign: true, Period: "year", Unit: 1000}},
		{"a median of $124,000", "CA", pay.Amount{Min: 124000, Max: 124000, Currency: "CAD", Sign: true, Unit: 1000}},
		{"between €95 and €120k", "", pay.Amount{Min: 95000, Max: 120000, Currency: "EUR", Multiplied: true, Range: true, Unit: 1000}},
		{"12.5% more", "", pay.Amount{Min: 12.5, Max: 12.5, Unit: 0.1, Not: "a percentage"}},
		{"in 2024", "", pay.Amount{Min: 2024, Max: 2024, Unit: 1, Not: "a year"}},
		{"worth 1.2 million dollars", "US", pay.Amount{Min: 1.2e6, Max: 1.2e6, Currency: "USD", Sign: true, Multiplied: true, Unit: 1e5, Not: "millions"}},
		{"paid 331 people", "", pay.Amount{Min: 331, Max: 331, Unit: 1}},
		{"£45.50 per hour gross", "", pay.Amount{Min: 45.5, Max: 45.5, Currency: "GBP", Period: "hour", Tax: "gross", Unit: 0.01}},
	} {
		got := pay.Amounts(c.text, c.country)
		if len(got) != 1 {
			t.Errorf("%q: got %+v, want one amount", c.text, got)
			continue
		}
		g := got[0]
		if g.Start < 0 || g.End > len(c.text) || g.Start >= g.End {
			t.Errorf("%q: stands at %d to %d", c.text, g.Start, g.End)
		}
		if g.Start, g.End = 0, 0; g != c.want {
			t.Errorf("%q: got %+v, want %+v", c.text, g, c.want)
		}
	}
}
