package pay

import (
	"regexp"
	"strings"
	"unicode"
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

var isoForm = regexp.MustCompile(`^[A-Z]{3}$`)

// codeNames are names of two words, and codes that are no more, by the code.
var codeNames = map[string]*regexp.Regexp{
	"USD": regexp.MustCompile(`(?i)^(?:u\.?s\.?|american|united states) dollars?$`),
	"CAD": regexp.MustCompile(`(?i)^canadian dollars?$`),
	"AUD": regexp.MustCompile(`(?i)^australian dollars?$`),
	"NZD": regexp.MustCompile(`(?i)^new zealand dollars?$`),
	"SGD": regexp.MustCompile(`(?i)^singapore dollars?$`),
	"HKD": regexp.MustCompile(`(?i)^hong kong dollars?$`),
	"GBP": regexp.MustCompile(`(?i)^(?:(?:british|uk) pounds?|pounds? sterling)$`),
	"CHF": regexp.MustCompile(`(?i)^swiss francs?$`),
	"RUB": regexp.MustCompile(`(?i)^(?:rur|russian (?:ruble|rouble)s?)$`),
	"BYN": regexp.MustCompile(`(?i)^byr$`),
	"INR": regexp.MustCompile(`(?i)^indian rupees?$`),
	"SEK": regexp.MustCompile(`(?i)^swedish kron(?:a|or)$`),
	"CZK": regexp.MustCompile(`(?i)^(?:czech (?:koruna|crowns?)|kcs)$`),
	"PLN": regexp.MustCompile(`(?i)^polish zlot(?:y|ys)$`),
	"CNY": regexp.MustCompile(`(?i)^(?:chinese yuan|cnh)$`),
	"JPY": regexp.MustCompile(`(?i)^japanese yen$`),
}
