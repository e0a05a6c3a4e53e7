package money

import (
	"strconv"
	"strings"

	"backpay/scraper/pattern"
)

var number = pattern.New(`^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$`)

// ParseNumber reads a field that holds a number and nothing else, with or
// without commas between thousands ("120,000.00").
func ParseNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 40 || !number.MatchString(s) {
		f, err := strconv.ParseFloat(s, 64) // JSON's own exponents
		return f, err == nil && len(s) <= 40 && f < 1e15 && f > -1e15
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return f, err == nil && f < 1e15 && f > -1e15
}

var (
	grouped = pattern.New(
		`^\d{1,3}(?:([ .,'’\x{a0}\x{202f}])\d{3})(?:([ .,'’\x{a0}\x{202f}])\d{3})*(?:([.,])\d{1,2})?$`,
	)
	decimal = pattern.New(`^\d+[.,]\d{1,2}$`)
	scaled  = pattern.New(`^(\d+(?:[.,]\d{1,3})?) ?([kKmM])$`)
)

// Amount reads a text field that holds an amount of money and nothing else, in
// the ways that people write one: "45.000,00", "45 000", "45'000", "120k". A
// point or comma before three digits parts thousands, as no currency that pay
// is stated in has thousandths.
func Amount(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 40 {
		return 0, false
	}
	if m := scaled.FindStringSubmatch(s); m != nil {
		f, ok := ParseNumber(strings.Replace(m[1], ",", ".", 1))
		return f * scale(m[2]), ok
	}
	switch m := grouped.FindStringSubmatch(s); {
	case m != nil && (m[2] == "" || m[1] == m[2]) && m[1] != m[3]:
		digits, cents := s, ""
		if m[3] != "" {
			at := strings.LastIndex(s, m[3])
			digits, cents = s[:at], "."+s[at+1:]
		}
		return ParseNumber(strings.ReplaceAll(digits, m[1], "") + cents)
	case decimal.MatchString(s):
		return ParseNumber(strings.Replace(s, ",", ".", 1))
	}
	return ParseNumber(s)
}
