package mapping

import (
	"testing"
	"time"
)

// Boards write today, yesterday and what stands before a date in their languages.
func TestDatesInWords(t *testing.T) {
	base := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	for cell, want := range map[string]string{
		"Idag": "2026-03-05", "i dag": "2026-03-05", "Vandaag": "2026-03-05", "Dziś": "2026-03-05", "сегодня": "2026-03-05",
		"今天发布": "2026-03-05", "刚刚": "2026-03-05", "Hôm nay": "2026-03-05",
		"Igår": "2026-03-04", "wczoraj": "2026-03-04", "昨天": "2026-03-04",
		"Publicada em: 04/03/2026": "2026-03-04", "Posted on 4 March 2026": "2026-03-04", "Published: March 4, 2026": "2026-03-04",
		"newly built": "", "Idaga": "", "Posted by us": "",
	} {
		got := ""
		if d, _, ok := date(cell, "dmy", base); ok {
			got = d.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
}
