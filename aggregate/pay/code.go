package pay

import (
	"strings"
	"unicode"

	"backpay/scraper/pattern"
)

// Code returns the ISO 4217 code of a currency that a field names by its code,
// sign or word ("EURO", "Kč", "RUR", "US Dollar"); a sign of several currencies
// is the country's. It is "" for what names none.
func Code(word, country string) string {
	word = strings.TrimSpace(word)
	if word == "" || len(word) > 40 {
		return ""
	}
	d := words()
	up := strings.ToUpper(word)
	if d.byCode[up] > 0 {
		return up
	}
	for code, named := range codeNames {
		if named.MatchString(word) {
			return code
		}
	}
	if strings.ContainsFunc(word, unicode.IsLetter) { // a word stands for itself
		country = ""
	}
	for _, text := range []string{word + " 100000", "100000 " + word} {
		if all := Parse(text, Hint{Country: country, Field: true}); len(all) == 1 && all[0].Currency != "" {
			return all[0].Currency
		}
	}
	if isoForm.MatchString(up) && word == up {
		return up // a code of a currency that we know nothing of
	}
	return ""
}

var isoForm = pattern.New(`^[A-Z]{3}$`)

// codeNames are names of two words, and codes that are no more, by the code.
var codeNames = map[string]*pattern.Pattern{
	"USD": pattern.New(`(?i)^(?:u\.?s\.?|american|united states) dollars?$`),
	"CAD": pattern.New(`(?i)^canadian dollars?$`),
	"AUD": pattern.New(`(?i)^australian dollars?$`),
	"NZD": pattern.New(`(?i)^new zealand dollars?$`),
	"SGD": pattern.New(`(?i)^singapore dollars?$`),
	"HKD": pattern.New(`(?i)^hong kong dollars?$`),
	"GBP": pattern.New(`(?i)^(?:(?:british|uk) pounds?|pounds? sterling)$`),
	"CHF": pattern.New(`(?i)^swiss francs?$`),
	"RUB": pattern.New(`(?i)^(?:rur|russian (?:ruble|rouble)s?)$`),
	"BYN": pattern.New(`(?i)^byr$`),
	"INR": pattern.New(`(?i)^indian rupees?$`),
	"SEK": pattern.New(`(?i)^swedish kron(?:a|or)$`),
	"CZK": pattern.New(`(?i)^(?:czech (?:koruna|crowns?)|kcs)$`),
	"PLN": pattern.New(`(?i)^polish zlot(?:y|ys)$`),
	"CNY": pattern.New(`(?i)^(?:chinese yuan|cnh)$`),
	"JPY": pattern.New(`(?i)^japanese yen$`),
}
