package article

import (
	"slices"
	"testing"
)

// An employer of the evidence is known wherever it stands where its name is no plain
// word; a plain word is an employer only where one stands.
func TestHeldEmployers(t *testing.T) {
	ev := Evidence{Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD"}
	for _, name := range []string{"eLantern", "Booking Holdings", "Target", "A10 Works"} {
		ev.Claims = append(ev.Claims, Claim{Source: "glassdoor", Company: name, Statistic: "median", Role: "software"})
	}
	w := newWorld(ev)
	for text, want := range map[string][]string{
		"eLantern account managers earn $120,000.":                        {"eLantern"},
		"Half of the engineers of Booking Holdings. They earn $140,000.":  {"Booking Holdings"},
		"Engineers with A10 Works, and those of eLantern, earn $140,000.": {"A10 Works", "eLantern"},
		"Target salaries lie at $140,000, an elantern glows.":             nil,
		"Engineers at Target earn $140,000.":                              {"Target"},
	} {
		var got []string
		for _, m := range w.companyNames(text, nil) {
			got = append(got, m.value)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
