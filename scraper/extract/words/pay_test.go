package words

import (
	"testing"

	"backpay/scraper"
)

func TestWithPeriod(t *testing.T) {
	for word, want := range map[string]scraper.Pay{
		"":           {Min: 50, Currency: "USD"},
		"hourly":     {Min: 50, Currency: "USD", Period: "hour"},
		"annual":     {Min: 50, Currency: "USD", Period: "year", Flag: "below-minimum"},
		"per sprint": {Min: 50, Currency: "USD", Text: "per sprint", Flag: "unknown-period"},
	} {
		if got := WithPeriod(scraper.Pay{Min: 50, Currency: "USD"}, word); got != want {
			t.Errorf("%q: %+v, want %+v", word, got, want)
		}
	}
}
