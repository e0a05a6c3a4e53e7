package reference_test

import (
	"errors"
	"iter"
	"math"
	"slices"
	"testing"
	"time"

	"backpay/aggregate/reference"
	"backpay/scraper"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rows is a list as the database gives it.
func rows(list ...scraper.ReferenceRow) iter.Seq2[scraper.ReferenceRow, error] {
	return func(yield func(scraper.ReferenceRow, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func with(t *testing.T, s *reference.Set, list ...scraper.ReferenceRow) *reference.Set {
	t.Helper()
	s, err := s.With(rows(list...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fx(date, currency string, rate float64) scraper.ReferenceRow {
	return scraper.ReferenceRow{Table: "fx_rate", Area: "EUR", Item: currency, Date: date, Value: rate, Unit: currency + " for 1 EUR"}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

// The table of a made-up week: Friday the 5th, Monday the 8th, Tuesday the 9th.
func week(t *testing.T) *reference.Set {
	return with(t, &reference.Set{},
		fx("2024-01-05", "USD", 1.10), fx("2024-01-05", "GBP", 0.80), fx("2024-01-05", "RUB", 90),
		fx("2024-01-08", "USD", 1.20), fx("2024-01-08", "BGN", 1.95),
		fx("2024-01-09", "USD", 1.25), fx("2024-01-09", "GBP", 0.90),
		fx("2025-06-02", "USD", 1.50),
	)
}

func TestRate(t *testing.T) {
	set := week(t)
	for _, c := range []struct {
		name, from, to, on string
		rate               float64
		date               string // "" for no rate
	}{
		{"a day of the table", "EUR", "USD", "2024-01-08", 1.20, "2024-01-08"},
		{"the other way", "USD", "EUR", "2024-01-08", 1 / 1.20, "2024-01-08"},
		{"Saturday takes Friday's", "EUR", "USD", "2024-01-06", 1.10, "2024-01-05"},
		{"Sunday takes Friday's", "USD", "EUR", "2024-01-07", 1 / 1.10, "2024-01-05"},
		{"no rate on the day takes the last earlier one", "EUR", "GBP", "2024-01-08", 0.80, "2024-01-05"},
		{"by way of the euro, of the earlier day", "USD", "GBP", "2024-01-08", 0.80 / 1.20, "2024-01-05"},
		{"after the table's end", "EUR", "USD", "2031-01-01", 1.50, "2025-06-02"},
		{"before the table", "EUR", "USD", "2024-01-04", 0, ""},
		{"quoted later only", "EUR", "BGN", "2024-01-07", 0, ""},
		{"not quoted for long", "EUR", "RUB", "2024-01-09", 90, "2024-01-05"},
		{"not quoted for more than a year", "EUR", "RUB", "2025-06-02", 0, ""},
		{"gave way to the euro", "EUR", "BGN", "2025-06-02", 1.95, "2024-01-08"},
		{"unknown", "EUR", "XXX", "2024-01-08", 0, ""},
		{"unknown to itself", "XXX", "XXX", "2024-01-08", 0, ""},
		{"itself", "USD", "USD", "2024-01-07", 1, "2024-01-07"},
		{"the euro", "EUR", "EUR", "2024-01-07", 1, "2024-01-07"},
		{"small letters", "eur", "usd", "2024-01-08", 1.20, "2024-01-08"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rate, date, ok := set.Rate(c.from, c.to, day(t, c.on))
			switch {
			case ok != (c.date != ""):
				t.Errorf("%v of %v, ok %v", rate, date, ok)
			case ok && (!near(rate, c.rate) || date.Format(time.DateOnly) != c.date):
				t.Errorf("%v of %v, want %v of %s", rate, date, c.rate, c.date)
			}
		})
	}
}

func TestBuiltInRates(t *testing.T) {
	for _, c := range []struct {
		from, to, on string
		rate         float64
		date         string
	}{
		{"EUR", "USD", "2026-04-12", 1.1711, "2026-04-10"}, // a Sunday
		{"EUR", "USD", "2026-04-13", 1.1684, "2026-04-13"},
		{"GBP", "USD", "2026-04-11", 1.1711 / 0.87105, "2026-04-10"},
		{"EUR", "BGN", "2026-04-13", 1.9558, "2025-12-31"}, // gave way to the euro
		{"EUR", "USD", "2021-05-15", 1.2082, "2021-04-30"}, // older than 90 days: the month before's end
	} {
		rate, date, ok := reference.Rate(c.from, c.to, day(t, c.on))
		if !ok || !near(rate, c.rate) || date.Format(time.DateOnly) != c.date {
			t.Errorf("%s to %s on %s: %v of %v (%v), want %v of %s", c.from, c.to, c.on, rate, date, ok, c.rate, c.date)
		}
	}
	if rate, date, ok := reference.Rate("EUR", "RUB", day(t, "2026-04-13")); ok {
		t.Errorf("the rouble, not quoted since 2022, is %v of %v", rate, date)
	}
}

func TestIncomeTax(t *testing.T) {
	set := reference.Embedded()
	for _, c := range []struct {
		area    string
		pay     float64
		year    int
		tax     float64
		taxable float64
		of      string
	}{
		// 135,400 x 24 % - 6,957.50, by the computation worksheet of 2024.
		{"US", 150_000, 2024, 25538.50, 135_400, "2024"},
		{"US", 14_600, 2024, 0, 0, "2024"},
		{"US", 10_000, 2024, 0, 0, "2024"},
		{"US", 150_000, 2031, 24734, 133_900, "2026"},                                                  // the newest
		{"US-TX", 150_000, 2024, 0, 150_000, "2020"},                                                   // has none
		{"US-PA", 100_000, 2024, 3070, 100_000, "2020"},                                                // one rate
		{"US-AL", 5_500, 2020, 500*.02 + 2500*.04, 3_000, "2020"},                                      // up to the second bracket
		{"US-DC", 22_400, 2020, 10_000 * .04, 10_000, "2020"},                                          // up to its end
		{"US-CA", 104_401, 2020, 88.09 + 241.48 + 483.08 + 767.58 + 965.68 + 3922.37, 100_000, "2020"}, // the state's own sums
	} {
		got, ok := set.IncomeTax(c.area, c.pay, c.year)
		if !ok || math.Abs(got.Amount-c.tax) > .5 || got.Taxable != c.taxable || got.Year != c.of || got.Deduction != min(c.pay, got.Deduction) && got.Taxable != 0 {
			t.Errorf("%s, %v in %d: %+v (%v), want %v of %v taxable", c.area, c.pay, c.year, got, ok, c.tax, c.taxable)
		}
	}
	for _, c := range []struct {
		area string
		pay  float64
		year int
	}{{"US", 1, 2019}, {"US-XX", 1, 2024}, {"US", -1, 2024}, {"DE", 1, 2024}} {
		if got, ok := set.IncomeTax(c.area, c.pay, c.year); ok {
			t.Errorf("%+v: %+v", c, got)
		}
	}
	// Brackets of another source take the place of a year's, all of them.
	set = with(t, set, scraper.ReferenceRow{Table: "income_tax", Area: "US", Item: "single", Date: "2024", Value: 10, Unit: "percent"})
	if got, ok := set.IncomeTax("US", 114_600, 2024); !ok || got.Amount != 10_000 {
		t.Errorf("with one bracket of 10 %%: %+v", got)
	}
}

func TestPayrollTax(t *testing.T) {
	set := reference.Embedded()
	for _, c := range []struct {
		pay  float64
		year int
		tax  float64
		of   string
	}{
		{100_000, 2026, 7_650, "2026"},
		{184_500, 2026, 184_500 * .0765, "2026"}, // the base
		{200_000, 2026, 184_500*.062 + 2_900, "2026"},
		{300_000, 2031, 184_500*.062 + 2_900 + 2_350, "2026"}, // the newest; 0.9 % more above 200,000
		{200_000, 2020, 137_700*.062 + 2_900, "2020"},
		{0, 2024, 0, "2024"},
	} {
		if got, ok := set.PayrollTax(c.pay, c.year); !ok || math.Abs(got.Amount-c.tax) > 1e-6 || got.Year != c.of {
			t.Errorf("of %v in %d: %+v (%v), want %v", c.pay, c.year, got, ok, c.tax)
		}
	}
	for _, c := range []struct {
		pay  float64
		year int
	}{{1, 2019}, {-1, 2024}} {
		if got, ok := set.PayrollTax(c.pay, c.year); ok {
			t.Errorf("%+v: %+v", c, got)
		}
	}
	if reference.LocalTax("US-NY") == "" || reference.LocalTax("US-WA") != "" {
		t.Error("New York City takes income tax, and nobody in Washington")
	}
}

func TestAreas(t *testing.T) {
	set := reference.Embedded()
	for _, c := range []struct {
		area, item string
		value      float64
		name       string
	}{
		{"41860", "all", 118.23, "San Francisco-Oakland-Berkeley, CA"},
		{"41860", "housing", 200.18, "San Francisco-Oakland-Berkeley, CA"},
		{"US", "all", 100, "United States"},
		{"17410", "all", 0, "Cleveland-Elyria, OH"}, // by the code that it had before
	} {
		got, ok := set.PriceParity(c.area, c.item)
		if !ok || c.value != 0 && got.Value != c.value || got.Name != c.name || got.Date != "2023" {
			t.Errorf("%s %s: %+v (%v)", c.area, c.item, got, ok)
		}
	}
	if got, ok := set.PriceParity("99999", "all"); ok {
		t.Errorf("an area that is none: %+v", got)
	}
	akron, ok := set.Rent("10420", 1)
	if !ok || akron.Value != 816 || akron.Percentile != 40 || akron.Year != "2024" || len(akron.Parts) != 1 {
		t.Errorf("Akron: %+v", akron)
	}
	francisco, ok := set.Rent("41860", 1)
	if !ok || len(francisco.Parts) < 2 || francisco.Value <= 2000 || francisco.Value >= 2818 {
		t.Errorf("San Francisco, whose dearest part is 2,818: %+v", francisco)
	}
	if !slices.ContainsFunc(francisco.Parts, func(v reference.Value) bool { return v.Area == "METRO41860MM7360" && v.Value == 2818 }) {
		t.Errorf("San Francisco's parts: %+v", francisco.Parts)
	}
	if r, ok := set.Rent("10420", 5); ok {
		t.Errorf("five bedrooms: %+v", r)
	}
	if r, ok := set.AskingRent("Akron, OH"); ok {
		t.Errorf("Zillow's index is built in: %+v", r)
	}
	set = with(t, set, scraper.ReferenceRow{Table: "asking_rent", Area: "7", AreaName: "San Francisco, CA", Item: "all homes", Date: "2025-06-30", Value: 3000})
	if r, ok := set.AskingRent("San Francisco-Oakland-Fremont, CA"); !ok || r.Value != 3000 {
		t.Errorf("%+v", r)
	}
}

func TestPrices(t *testing.T) {
	inflation := func(date string, v float64) scraper.ReferenceRow {
		return scraper.ReferenceRow{Table: "inflation", Area: "DE", Item: "consumer prices", Date: date, Value: v}
	}
	set := with(t, reference.Embedded(), inflation("2022", 10), inflation("2023", 5))
	for _, c := range []struct {
		country  string
		from, to int
		factor   float64 // 0 for none
	}{
		{"US", 2022, 2024, 313.689 / 292.655}, // as the BLS prints the years' means
		{"US", 2024, 2022, 292.655 / 313.689},
		{"US", 2024, 2024, 1},
		{"DE", 2021, 2023, 1.10 * 1.05},
		{"DE", 2023, 2021, 1 / (1.10 * 1.05)},
		{"DE", 2020, 2023, 0}, // 2021 is missing
		{"FR", 2021, 2023, 0},
	} {
		got, ok := set.PriceChange(c.country, c.from, c.to)
		if ok != (c.factor != 0) || ok && math.Abs(got/c.factor-1) > 1e-4 {
			t.Errorf("%s from %d to %d: %v (%v), want %v", c.country, c.from, c.to, got, ok, c.factor)
		}
	}
	if v, ok := set.PPP("gb", 2030); !ok || v.Value != .664153 || v.Date != "2024" {
		t.Errorf("%+v", v)
	}
}

// Every built-in file can be read, says where it is from, and tells its age.
func TestBuiltIn(t *testing.T) {
	for source, want := range map[string]string{
		"ecb-fx": "2026-04-13", "bea-rpp": "2023", "hud-fmr": "2024", "us-tax": "2026", "cpi": "2026-05", "ppp": "2024", "zillow-zori": "", "greenhouse": "",
	} {
		if got := reference.BuiltIn(source); got != want {
			t.Errorf("%s is built in to %q, want %q", source, got, want)
		}
	}
}

func TestWithError(t *testing.T) {
	broken := errors.New("broken")
	_, err := reference.Embedded().With(func(yield func(scraper.ReferenceRow, error) bool) { yield(scraper.ReferenceRow{}, broken) })
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}
