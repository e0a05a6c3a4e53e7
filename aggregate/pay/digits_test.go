package pay_test

import (
	"testing"

	"backpay/aggregate/pay"
)

// TestDigits reads digits of other scripts; quotes are the text's own.
func TestDigits(t *testing.T) {
	for _, c := range []struct {
		country, text, quote string
		min, max             float64
	}{
		{"SA", "الراتب ١٢٬٠٠٠ ريال شهرياً", "١٢٬٠٠٠ ريال شهرياً", 12000, 12000},
		{"JP", "月給：２５０，０００円", "２５０，０００円", 250000, 250000},
		{"JP", "東京、月給２８．５万円～", "２８．５万円～", 285000, 0},
		{"IN", "वेतन ₹२५,००० प्रति माह", "₹२५,०००", 25000, 25000},
		{"JP", "対象：２０，３０代。月給：25万円", "25万円", 250000, 250000},
	} {
		got := pay.Parse(c.text, pay.Hint{Country: c.country})
		if len(got) != 1 || got[0].Quote != c.quote || got[0].Min != c.min || got[0].Max != c.max ||
			c.text[got[0].Start:got[0].End] != c.quote {
			t.Errorf("%s: %+v, want %s", c.text, got, c.quote)
		}
	}
	const uncertain = "الراتب ١٢٬٠٠٠٬٠٠٠٬٠٠٠ ريال"
	if _, no := pay.Explain(uncertain, pay.Hint{}); len(no) == 0 || uncertain[no[0].Start:no[0].End] != no[0].Quote {
		t.Errorf("%s: rejected %+v, want a quote of the text", uncertain, no)
	}
}
