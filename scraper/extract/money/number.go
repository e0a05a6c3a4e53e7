package money

import (
	"regexp"
	"strconv"
	"strings"
)

var number = regexp.MustCompile(`^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$`)

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
