// Package money reads amounts and counts that stand in fields and short texts.
// Amounts in prose are read by package pay.
package money

import (
	"net/url"
	"strings"

	"backpay/scraper/pattern"
)

// Money is an amount as a text states it.
type Money struct {
	Amount float64
	// Currency is an ISO 4217 code where the text's sign or code is of one
	// currency alone; a bare dollar sign is several, and leaves it "".
	Currency string
	// Sign is what stood beside the amount ("$", "US$", "GBP").
	Sign string
}

var (
	moneyText = pattern.New(
		`(US\$|CA\$|C\$|A\$|AU\$|[$€£₹¥]|\b[A-Z]{3}\b)\s?(\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?([KkMm]\b)?`,
	)
	countText = pattern.New(`(?i)(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(k|m)?\b\+?`)
)

var moneySigns = map[string]string{
	"US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "AU$": "AUD", "€": "EUR", "£": "GBP", "₹": "INR",
}

// In returns the first amount of money in a text ("$105,682", "US$296K").
// Amounts need a sign or a code before them: a bare number is none.
func In(s string) (Money, bool) {
	all := All(s, 1)
	if len(all) == 0 {
		return Money{}, false
	}
	return all[0], true
}

// At returns the first amount of money in a text and where it stands; the
// amount is 0 where the text holds none.
func At(s string) (m Money, start, end int) {
	at := moneyText.FindStringIndex(s)
	if at == nil {
		return Money{}, 0, 0
	}
	m, _ = In(s[at[0]:at[1]])
	return m, at[0], at[1]
}

// All returns the amounts of money in a text, at most n of them.
func All(s string, n int) []Money {
	var list []Money
	for _, m := range moneyText.FindAllStringSubmatch(s, n) {
		// Thousands are set off by two digits too, as in India (16,20,000).
		amount, ok := ParseNumber(strings.ReplaceAll(m[2], ",", ""))
		if !ok {
			continue
		}
		sign := m[1]
		code := moneySigns[sign]
		if code == "" && len(sign) == 3 && sign[0] >= 'A' {
			code = sign
		}
		list = append(list, Money{Amount: amount * scale(m[3]), Currency: code, Sign: sign})
	}
	return list
}

func scale(suffix string) float64 {
	switch strings.ToLower(suffix) {
	case "k":
		return 1e3
	case "m":
		return 1e6
	}
	return 1
}

// Count returns the first whole number of a text ("5.9k salaries reported"
// is 5,900) and the words it was read from ("5.9k"); 0 when there is none.
func Count(s string) (n int, text string) {
	m := countText.FindStringSubmatch(s)
	if m == nil {
		return 0, ""
	}
	f, ok := ParseNumber(m[1])
	if !ok || f*scale(m[2]) > 1e9 {
		return 0, ""
	}
	return int(f*scale(m[2]) + 0.5), strings.TrimSpace(m[0])
}

// dollars are the currencies that sites of a country mean by "$", by the
// country's label in the site's host.
var dollars = map[string]string{
	"us": "USD", "ca": "CAD", "au": "AUD", "nz": "NZD", "sg": "SGD", "hk": "HKD",
	"mx": "MXN", "ar": "ARS", "cl": "CLP", "co": "COP",
}

// Dollar returns the currency that "$" stands for on an American service's
// site for a country: the country is the host's first label (ca.site.com) or
// its ending (site.com.au), and the United States where neither names one. It
// is "" for a country that we don't know to write "$".
func Dollar(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	first, last := labels[0], labels[len(labels)-1]
	switch {
	case len(last) == 2:
		return dollars[last]
	case len(first) == 2 && len(labels) > 2:
		return dollars[first]
	}
	return "USD"
}

// WithDollar gives an amount in "$" the currency that the site means.
func (m Money) WithDollar(address string) Money {
	if m.Currency == "" && m.Sign == "$" {
		m.Currency = Dollar(address)
	}
	return m
}
