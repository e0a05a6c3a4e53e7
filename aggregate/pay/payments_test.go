package pay_test

import (
	"strings"
	"testing"

	"backpay/aggregate/pay"
)

// TestPayments reads how many payments of a month's pay make a year, in the
// forms of several countries; a number that counts something else is none.
func TestPayments(t *testing.T) {
	for text, want := range map[string]int{
		"薪资：20-30k·13薪":                                   13,
		"薪资：20-30k*15薪":                                   15,
		"薪资：20-30k×14":                                    14,
		"Gehalt: 3.200 € brutto/Monat (14x)":              14,
		"Gehalt: 3.200 € brutto pro Monat x 14":           14,
		"Gehalt ab EUR 2.800,- brutto (14 Mal jährlich)":  14,
		"Salario: 1.800 € brutos al mes en 14 pagas":      14,
		"Lohn: CHF 9'200 x 13":                            13,
		"Gehalt: 3.200 € brutto/Monat, 14 Tage Probezeit": 0,
		"Gehalt: 45.000 € brutto im Jahr (14 Gehälter)":   0,
	} {
		h := pay.Hint{Country: "AT"}
		if strings.HasPrefix(text, "薪") {
			h.Country = "CN"
		}
		got := pay.Parse(text, h)
		if len(got) != 1 || got[0].Payments != want || want > 0 && got[0].Period != "month" {
			t.Errorf("%s: %s, want a month's pay of %d payments", text, show(got), want)
		}
	}
}
