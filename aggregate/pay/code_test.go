package pay_test

import (
	"testing"

	"backpay/aggregate/pay"
)

func TestCode(t *testing.T) {
	for _, c := range []struct{ word, country, want string }{
		{"EUR", "", "EUR"},
		{"usd", "", "USD"},
		{" eur ", "", "EUR"},
		{"€", "", "EUR"},
		{"EURO", "", "EUR"},
		{"euros", "", "EUR"},
		{"Kč", "", "CZK"},
		{"zł", "", "PLN"},
		{"RUR", "", "RUB"},
		{"руб.", "", "RUB"},
		{"US Dollar", "", "USD"},
		{"U.S. dollars", "", "USD"},
		{"British Pound", "", "GBP"},
		{"£", "", "GBP"},
		{"$", "CA", "CAD"},
		{"US$", "CA", "USD"},
		{"₹", "", "INR"},
		{"XOF", "", "XOF"},
		{"", "US", ""},
		{"none", "US", ""},
		{"a month", "US", ""},
		{"negotiable", "", ""},
	} {
		if got := pay.Code(c.word, c.country); got != c.want {
			t.Errorf("Code(%q, %q) = %q, want %q", c.word, c.country, got, c.want)
		}
	}
}
