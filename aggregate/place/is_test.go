package place

import "testing"

// Is stops at the first word that is of no place, and answers as if it had read on.
func TestIsStopsEarly(t *testing.T) {
	for text, want := range map[string]bool{
		"Berlin or remote":                        true,
		"EMEA":                                    true,
		"Remote, US":                              true,
		"Greater Boston area":                     true,
		"Office: Leeds, Manchester, London":       true,
		"San Fransisco, CA":                       true,
		"We mend looms in Leeds":                  false,
		"Greater trust in teams":                  false,
		"The area lead":                           false,
		"Weavers and dyers, Berlin":               false,
		"Home, KS":                                false,
		"anywhere except China":                   false,
		"5+ years of experience with looms in UK": false,
		"": false,
	} {
		whole := parse(text, "").onlyPlaces()
		if got := Is(text); got != whole {
			t.Errorf("%q: %v, and when it is read whole %v", text, got, whole)
		}
		if whole != want {
			t.Errorf("%q: %v", text, whole)
		}
	}
}
