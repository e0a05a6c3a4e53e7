package scraper_test

import (
	"testing"

	"backpay/scraper"
)

func TestPlaceholder(t *testing.T) {
	for name, want := range map[string]bool{
		"Confidential":                      true,
		"Company Name:":                     true,
		"JOB PURPOSE":                       true,
		"Technical Competencies":            true,
		"Tuesday, 25 Feb 2025 at 5.00 p.m.": true,
		"September 3rd, 2025":               true,
		"Otter":                             false,
		"Technical Competencies Ltd":        false,
		"March 25 2025 Holdings":            false,
		"Friday":                            false,
		"3 May":                             false,
		"20 Minutes":                        false,
		"Level 99 2025":                     false,
	} {
		if got := scraper.Placeholder(name); got != want {
			t.Errorf("Placeholder(%q) = %v, want %v", name, got, want)
		}
	}
}
