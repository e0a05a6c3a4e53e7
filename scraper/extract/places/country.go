package places

import "strings"

// Country returns s as an ISO 3166 alpha-2 code when it has the form of one and
// may be one: "UK", which many write, is GB; EU is no country, and codes of
// ISO's users (XX, ZZ) are none either.
func Country(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return ""
	}
	switch {
	case s == "UK":
		return "GB"
	case s == "EU", s == "AA", s == "ZZ", s[0] == 'X' && s != "XK", s[0] == 'Q' && s != "QA":
		return ""
	}
	return s
}
