package money

import "testing"

func TestParseNumber(t *testing.T) {
	for in, want := range map[string]float64{"120,000.00": 120000, "75.00": 75, "1e3": 1000, "-5": -5, " 7 ": 7} {
		if got, ok := ParseNumber(in); !ok || got != want {
			t.Errorf("ParseNumber(%q) is %v, %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "1,2", "12 000", "$5", "NaN", "Inf", "1e99", "0x", "5k"} {
		if got, ok := ParseNumber(in); ok {
			t.Errorf("ParseNumber(%q) is %v, want none", in, got)
		}
	}
}
