package words

import (
	"testing"

	"backpay/scraper"
)

func TestPeriodOf(t *testing.T) {
	for word, want := range map[string]string{"": "", "hourly": "hour", "annual": "year", " per  Sprint ": "per sprint"} {
		if got := PeriodOf(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestInvoiced(t *testing.T) {
	b2b, permanent := scraper.Pay{Contract: "b2b"}, scraper.Pay{Contract: "permanent"}
	if !Invoiced([]scraper.Pay{b2b, b2b}) || Invoiced([]scraper.Pay{b2b, permanent}) || Invoiced(nil) {
		t.Error("b2b alone is invoiced, beside a permanent offer it isn't, nor is what states no pay")
	}
}
