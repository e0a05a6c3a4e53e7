package words

import "testing"

func TestPeriodOf(t *testing.T) {
	for word, want := range map[string]string{"": "", "hourly": "hour", "annual": "year", " per  Sprint ": "per sprint"} {
		if got := PeriodOf(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
