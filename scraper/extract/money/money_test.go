package money

import "testing"

func TestMoney(t *testing.T) {
	for text, want := range map[string]Money{
		"$105,682 per year":  {105682, "", "$"},
		"US$296,000":         {296000, "USD", "US$"},
		"from £48K to £60K":  {48000, "GBP", "£"},
		"EUR 61.50 an hour":  {61.5, "EUR", "EUR"},
		"₹16,20,000":         {1620000, "INR", "₹"},
		"$1.2M":              {1.2e6, "", "$"},
		"for 2026: €70,000.": {70000, "EUR", "€"},
	} {
		if got, ok := In(text); !ok || got != want {
			t.Errorf("%q: %+v, %v", text, got, ok)
		}
	}
	for _, none := range []string{"", "105,682", "dollars", "$", "in 2026"} {
		if got, ok := In(none); ok {
			t.Errorf("%q: %+v", none, got)
		}
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]int{
		"5.9k salaries reported": 5900, "5,508 salaries": 5508, "1.1M": 1100000, "238": 238, "none": 0, "": 0,
	} {
		if got, _ := Count(text); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
}

func TestDollar(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.pay.com/x": "USD", "https://ca.pay.com/x": "CAD", "https://www.pay.com.au/": "AUD", "https://www.pay.de/": "", "": "", "::": "",
	} {
		if got := Dollar(address); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}
