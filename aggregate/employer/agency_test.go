package employer

import "testing"

// Who hires for another says so in many words; who serves clients says so too.
func TestAgencyByItsWords(t *testing.T) {
	for text, want := range map[string]bool{
		"Pale Green Search hires for a client in Bergen.":                 true,
		"We are recruiting for a client in the energy sector.":            true,
		"Currently hiring for our client, a lender in Ohio.":              true,
		"This role is filled on behalf of a confidential client.":         true,
		"We build software for our clients and hire people who like that": false,
		"You will design the portal that clients of the bank use.":        false,
		"Our consultants work for a client on site, hired by us.":         false,
		"Duration: 6+ months\nLocation: Leeds":                            true,
		"Client is seeking an engineer with eight years of experience.":   true,
		"Apprenticeship. Duration: 18 months":                             false,
		"You keep local records, looking after the duration of leases.":   false,
	} {
		if got := Agency("Hartwell & Sons", "", text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
