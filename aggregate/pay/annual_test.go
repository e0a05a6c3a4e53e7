package pay_test

import (
	"testing"

	"backpay/aggregate/pay"
)

func TestAnnual(t *testing.T) {
	for _, c := range []struct {
		amount          float64
		period, country string
		want, factor    float64
		rule            string
	}{
		{120000, "year", "US", 120000, 1, "year"},
		{5000, "month", "DE", 60000, 12, "month-12"},
		{2000, "biweek", "US", 52000, 26, "biweek-26"},
		{1000, "week", "", 52000, 52, "week-52"},
		{400, "day", "US", 104000, 260, "day-260"},
		{500, "day", "GB", 110000, 220, "day-220"},
		{50, "hour", "US", 104000, 2080, "hour-2080"},
		{20, "hour", "FR", 36400, 1820, "hour-1820"},
		{50, "", "US", 0, 0, ""},
		{50, "fortnight", "US", 0, 0, ""},
	} {
		got, factor, rule := pay.Annual(c.amount, c.period, c.country)
		if got != c.want || factor != c.factor || rule != c.rule {
			t.Errorf(
				"Annual(%v, %q, %q) = %v, %v, %q; want %v, %v, %q",
				c.amount,
				c.period,
				c.country,
				got,
				factor,
				rule,
				c.want,
				c.factor,
				c.rule,
			)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name    string
		r       pay.Range
		country string
		want    string
	}{
		{"ordinary", pay.Range{Min: 100000, Max: 140000, Currency: "USD", Period: "year"}, "US", ""},
		{"hourly rate marked as a year", pay.Range{Min: 45, Max: 60, Currency: "USD", Period: "year"}, "US", "hourly-as-annual"},
		{"hourly rate marked as a month", pay.Range{Min: 18, Max: 18, Currency: "EUR", Period: "month"}, "DE", "hourly-as-annual"},
		{"under the minimum", pay.Range{Min: 3, Max: 4, Currency: "USD", Period: "hour"}, "US", "below-minimum"},
		{"under the minimum a year", pay.Range{Min: 9000, Max: 12000, Currency: "GBP", Period: "year"}, "GB", "below-minimum"},
		{"ten times the market", pay.Range{Min: 2e6, Max: 2.5e6, Currency: "USD", Period: "year"}, "US", "over-market"},
		{"ten times, by its hour", pay.Range{Min: 900, Max: 1000, Currency: "USD", Period: "hour"}, "US", "over-market"},
		{"too wide", pay.Range{Min: 40000, Max: 200000, Currency: "USD", Period: "year"}, "US", "too-wide"},
		{"four times is not too wide", pay.Range{Min: 50000, Max: 200000, Currency: "USD", Period: "year"}, "US", ""},
		{"one-sided", pay.Range{Max: 70000, Currency: "GBP", Period: "year"}, "GB", ""},
		{"dollars in a poor country", pay.Range{Min: 300, Max: 500, Currency: "USD", Period: "month"}, "KE", ""},
		{"ends the wrong way round", pay.Range{Min: 20, Max: 10, Currency: "USD", Period: "hour"}, "US", "min-above-max"},
		{"a word that is no period", pay.Range{Min: 50, Currency: "USD", Period: "per sprint"}, "US", "unknown-period"},
		{"pay of two weeks that is that of an hour", pay.Range{Min: 22.4, Max: 26, Currency: "USD", Period: "biweek"}, "", "below-minimum"},
		{"more than anybody has, of an unknown market", pay.Range{Min: 150e3, Max: 180e3, Currency: "EUR", Period: "hour"}, "", "above-maximum"},
		{"of a large unit", pay.Range{Max: 1500, Currency: "KWD", Period: "year"}, "", ""},
		{"no period", pay.Range{Min: 5, Max: 5, Currency: "USD"}, "US", ""},
		{"no currency", pay.Range{Min: 50000, Max: 60000, Period: "year"}, "", ""},
		{"rupees", pay.Range{Min: 1500000, Max: 2000000, Currency: "INR", Period: "year"}, "IN", ""},
	} {
		if got := pay.Check(c.r, c.country, ""); got != c.want {
			t.Errorf("%s: Check = %q, want %q", c.name, got, c.want)
		}
	}
}

// What is too much for a tester may be a manager's pay.
func TestCheckByRole(t *testing.T) {
	r := pay.Range{Min: 1.2e6, Max: 1.3e6, Currency: "USD", Period: "year"}
	for role, want := range map[string]string{"qa": "over-market", "manager": "", "": ""} {
		if got := pay.Check(r, "US", role); got != want {
			t.Errorf("%s: Check = %q, want %q", role, got, want)
		}
	}
}

func TestCurrency(t *testing.T) {
	for country, want := range map[string]string{"US": "USD", "DE": "EUR", "GB": "GBP", "PL": "PLN", "CH": "CHF", "JP": "JPY", "": "", "XX": ""} {
		if got := pay.Currency(country); got != want {
			t.Errorf("Currency(%q) = %q, want %q", country, got, want)
		}
	}
}
