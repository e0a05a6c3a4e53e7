package edition

import (
	"testing"
	"time"
)

func TestLastDay(t *testing.T) {
	now := time.Date(2026, 11, 2, 6, 30, 0, 0, time.UTC)
	for asOf, want := range map[string]string{
		"2022": "2022-12-31", "2024-02": "2024-02-29", "2022-12": "2022-12-31", "2022-10-25": "2022-10-25", "": "2026-11-02", "May 2025": "2026-11-02",
	} {
		if got := lastDay(asOf, now).Format(time.DateOnly); got != want {
			t.Errorf("%q ends on %s, want %s", asOf, got, want)
		}
	}
}
