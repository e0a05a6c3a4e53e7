package article

import "testing"

// A year before people is no number of them, and what a comma parts is no number of
// what follows.
func TestSample(t *testing.T) {
	for text, want := range map[string]int{
		"in the Developer Survey 2024, back-end developers earn a median of $79,900":   0,
		"Figures of 1,500, developers say, are common":                                 0,
		"reported in 2019 that software engineers had a median of $205,000":            0,
		"the 2,019 developers who answered earn $90,000":                               2019,
		"2019 respondents earn $90,000":                                                2019,
		"a median of $90,000 (n = 2024)":                                               2024,
		"Of 1,480 back-end developers who answered in 2024, half earn $90,000 or more": 1480,
	} {
		if got := sample(text); got != want {
			t.Errorf("%q: n %d, want %d", text, got, want)
		}
	}
}
