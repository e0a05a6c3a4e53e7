package pay_test

import (
	"testing"

	"backpay/aggregate/pay"
)

// TestConfidenceFalls holds that a reading is less sure where the period or the
// currency is implied than where the words state it.
func TestConfidenceFalls(t *testing.T) {
	for _, c := range []struct{ country, stated, implied string }{
		{"", "From $120k a year", "From $120k"},
		{"US", "Salary: $1300 per month", "Salary: $1300"},
		{"DE", "Gehalt: 60.000 bis 70.000 EUR im Jahr", "Gehalt: 60.000 bis 70.000 EUR"},
		{"DE", "Gehalt: 60.000 bis 70.000 EUR", "Gehalt: 60.000 bis 70.000"},
		{"PL", "Wynagrodzenie 15 000 - 20 000 zł miesięcznie", "Wynagrodzenie 15 000 - 20 000 zł"},
		{"PL", "Wynagrodzenie 15 000 - 20 000 zł", "Wynagrodzenie 15 000 - 20 000"},
		{"JP", "年収 500万円〜700万円", "収入 500万〜700万"},
	} {
		sure := pay.Parse(c.stated, pay.Hint{Country: c.country})
		less := pay.Parse(c.implied, pay.Hint{Country: c.country})
		if len(sure) != 1 || len(less) != 1 || less[0].Confidence >= sure[0].Confidence {
			t.Errorf("%q reads %s, %q reads %s; want one range each, the second less sure", c.stated, show(sure), c.implied, show(less))
		}
	}
}
