package source_test

import (
	"path/filepath"
	"testing"
	"time"

	"backpay/aggregate/place"
	"backpay/aggregate/reference"
	"backpay/scraper"
)

// setOf is a set of the rows of one recorded file alone.
func setOf(t *testing.T, source, file string) *reference.Set {
	t.Helper()
	rows := references(t, source, filepath.Join(filepath.Dir(corpus(t)), "reference", file))
	set, err := (&reference.Set{}).With(func(yield func(scraper.ReferenceRow, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestRatesOfHistory looks rates up in the whole history, and holds what is
// built in against it.
func TestRatesOfHistory(t *testing.T) {
	history := setOf(t, "ecb-fx", "ecb-fx/eurofxref-hist.zip")
	for _, c := range []struct {
		from, to, on string
		rate         float64
		date         string
	}{
		{"EUR", "USD", "2026-04-11", 1.1711, "2026-04-10"}, // a Saturday
		{"EUR", "USD", "2026-04-12", 1.1711, "2026-04-10"},
		{"EUR", "USD", "1999-01-04", 1.1789, "1999-01-04"},
		{"EUR", "BGN", "2026-04-13", 1.9558, "2025-12-31"}, // N/A since
		{"USD", "GBP", "2026-04-12", 0.87105 / 1.1711, "2026-04-10"},
		{"EUR", "CYP", "2010-06-01", 0.585274, "2007-12-31"},
	} {
		on, err := time.Parse(time.DateOnly, c.on)
		if err != nil {
			t.Fatal(err)
		}
		rate, date, ok := history.Rate(c.from, c.to, on)
		if !ok || rate/c.rate-1 > 1e-9 || c.rate/rate-1 > 1e-9 || date.Format(time.DateOnly) != c.date {
			t.Errorf("%s to %s on %s: %v of %v (%v), want %v of %s", c.from, c.to, c.on, rate, date, ok, c.rate, c.date)
		}
	}
	same := 0
	for day := time.Date(2021, 5, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2027; day = day.AddDate(0, 0, 1) {
		for _, currency := range []string{"USD", "GBP", "INR", "BGN", "HRK"} {
			rate, date, ok := reference.Rate("EUR", currency, day)
			want, on, known := history.Rate("EUR", currency, date)
			if !ok || !known || rate != want || !on.Equal(date) || date.After(day) {
				t.Fatalf("%s on %s: built in %v of %v (%v), history %v of %v (%v)", currency, day, rate, date, ok, want, on, known)
			}
			same++
		}
	}
	t.Logf("%d look-ups in what is built in agree with the history", same)
}

// TestAskingRents joins Zillow's areas with metropolitan areas by their names.
func TestAskingRents(t *testing.T) {
	set := setOf(t, "zillow-zori", "zillow-zori/Metro_zori_uc_sfrcondomfr_sm_month.2025-07.csv.gz")
	for _, code := range []string{"41860", "35620", "31080", "14460", "42660", "12420"} {
		v, ok := set.AskingRent(place.Metro(code))
		if !ok || v.Date != "2025-06-30" || v.Value < 1000 {
			t.Errorf("%s: %+v (%v)", place.Metro(code), v, ok)
		}
		t.Logf("%s: %s, %v %s", place.Metro(code), v.Name, v.Value, v.Unit)
	}
}
