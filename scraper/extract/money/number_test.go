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

func TestAmount(t *testing.T) {
	for in, want := range map[string]float64{
		"45.000,00": 45000, "45,000.00": 45000, "45 000": 45000, "45\u00a0000": 45000, "45\u202f000,50": 45000.5, "45'000": 45000, "45’000.50": 45000.5,
		"120k": 120000, "1.2M": 1.2e6, "1,2 m": 1.2e6, "45.000": 45000, "45,000": 45000, "1.234.567": 1234567, "1.234.567,89": 1234567.89,
		"75.00": 75, "75,5": 75.5, "7.25": 7.25, "45000": 45000, "0": 0, "1e3": 1000, "-5": -5,
	} {
		if got, ok := Amount(in); !ok || got != want {
			t.Errorf("Amount(%q) is %v, %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "lots", "45 00", "1.234,567.8", "$5", "45,000,00", "5 k a day", "1.2.3"} {
		if got, ok := Amount(in); ok {
			t.Errorf("Amount(%q) is %v, want none", in, got)
		}
	}
}
