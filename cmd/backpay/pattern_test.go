package main

import (
	"testing"

	"backpay/scraper/pattern"
)

// Patterns are compiled at first use, which may be a user's.
func TestPatterns(t *testing.T) {
	if err := pattern.Check(); err != nil {
		t.Error(err)
	}
}
