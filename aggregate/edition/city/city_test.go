package city

import (
	"math"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/reference"
	"backpay/scraper"
)

// titles of a made-up country of three areas.
var titles = map[string]string{"90001": "Marlow Bay-Quill, NY-NJ", "90002": "Dunmere, TX", "90003": "Farrow, ZZ"}

// made is a set of tables of round numbers.
func made(t *testing.T, more ...scraper.ReferenceRow) Books {
	t.Helper()
	row := func(table, area, item, date string, from, value float64) scraper.ReferenceRow {
		return scraper.ReferenceRow{Table: table, Area: area, Item: item, Date: date, From: from, Value: value}
	}
	rows := append([]scraper.ReferenceRow{
		row("income_tax", "US", "single", "2026", 0, 10), row("income_tax", "US", "single", "2026", 50_000, 20),
		row("standard_deduction", "US", "single", "2026", 0, 10_000),
		row("payroll_tax", "US", "social security", "2026", 0, 5), row("payroll_tax", "US", "social security", "2026", 100_000, 0),
		row("payroll_tax", "US", "medicare", "2026", 0, 1),
		row("income_tax", "US-NY", "single", "2020", 0, 4), row("standard_deduction", "US-NY", "single", "2020", 0, 5_000),
		row("income_tax", "US-TX", "single", "2020", 0, 0),
		row("rent", "METRO90001M1", "1-bedroom p40", "2024", 0, 2_000), row("rent", "METRO90001M1", "people", "2024", 0, 300),
		row("rent", "METRO90001M2", "1-bedroom p40", "2024", 0, 1_000), row("rent", "METRO90001M2", "people", "2024", 0, 100),
		row("rent", "METRO90002M9", "1-bedroom p40", "2024", 0, 1_500), row("rent", "METRO90002M9", "people", "2024", 0, 100),
		row("rent", "METRO90003M9", "1-bedroom p40", "2024", 0, 900), row("rent", "METRO90003M9", "people", "2024", 0, 100),
		row("price_parity", "90001", "all", "2023", 0, 112.5),
	}, more...)
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
	return Books{Set: set, Year: 2026, Title: func(metro string) string { return titles[metro] }}
}

func median(place string, value float64) aggregate.Figure {
	return aggregate.Figure{
		Measure: aggregate.MeasureLevel, Source: aggregate.All, Side: scraper.Posted, Role: "backend", Country: "US", Place: place, Statistic: "median", Unit: "USD",
		PayKind: "base", Value: value, CILow: value - 40_000, CIHigh: value + 20_000, NJobs: 50, NEmployers: 30, Grade: aggregate.Rough, Note: "30 employers, fewer than 50",
	}
}

// By hand, of 120,000 in Marlow Bay: taxable 110,000, so 5,000 and 12,000 to
// the federation; 5,000 and 1,200 of wages; 4 % of 115,000 to New York. Rent is
// (2,000 x 300 + 1,000 x 100) / 400.
func TestFigures(t *testing.T) {
	out := made(t).Figures([]aggregate.Figure{median("90001", 120_000)})
	got := map[string]aggregate.Figure{}
	for _, f := range out {
		got[f.Statistic] = f
	}
	for statistic, want := range map[string][3]float64{
		aggregate.FederalTax: {17_000, 9_000, 21_000},
		aggregate.PayrollTax: {6_200, 4_800, 6_400},
		aggregate.StateTax:   {4_600, 3_000, 5_400},
		aggregate.AfterTax:   {92_200, 63_200, 107_200},
		aggregate.RentMonth:  {1_750, 0, 0},
		aggregate.Rent:       {21_000, 0, 0},
		aggregate.PriceLevel: {112.5, 0, 0},
		aggregate.Left:       {71_200, 42_200, 86_200},
	} {
		f, ok := got[statistic]
		if !ok || f.Value != want[0] || f.CILow != want[1] || f.CIHigh != want[2] || f.Measure != aggregate.MeasureCity || f.Place != "90001" {
			t.Errorf("%s: %+v, want %v", statistic, f, want)
		}
		if reference := want[1] == 0; reference == (f.NJobs == 50) || reference == (f.Grade == aggregate.Rough) {
			t.Errorf("%s stands on %d jobs, grade %s", statistic, f.NJobs, f.Grade)
		}
	}
	if len(out) != 8 {
		t.Errorf("%d figures, want 8", len(out))
	}
	for statistic, words := range map[string]string{
		aggregate.AfterTax:   "payroll tax of 2026, income tax of NY of 2020; not counted: tax of New York City and Yonkers",
		aggregate.StateTax:   "the area, Marlow Bay-Quill, NY-NJ, lies in NJ too",
		aggregate.Rent:       "twelve months: Fair Market Rent of HUD, 40th percentile of one-bedroom homes rented lately, with utilities, a month, fiscal year 2024; mean of 2 parts of the area, by their people, 1000 to 2000 USD",
		aggregate.PriceLevel: "2023",
	} {
		if !strings.Contains(got[statistic].Note, words) {
			t.Errorf("%s: note %q lacks %q", statistic, got[statistic].Note, words)
		}
	}
}

// What a table lacks is absent, and nothing is made of it.
func TestMissing(t *testing.T) {
	euro, canada := median("90001", 120_000), median("Toronto", 120_000)
	euro.Unit, canada.Country = "EUR", "CA"
	b := made(t)
	for _, c := range []struct {
		median aggregate.Figure
		want   string
	}{
		{median("90002", 120_000), "federal_tax payroll_tax state_tax after_tax rent_month rent left"}, // no price level
		{median("90003", 120_000), "rent_month rent"},                                                  // a state without brackets
		{median("99999", 120_000), ""},
		{median("remote", 120_000), ""},
		{euro, ""},
		{canada, ""},
	} {
		var names []string
		for _, f := range b.Figures([]aggregate.Figure{c.median}) {
			names = append(names, f.Statistic)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.median.Place, c.median.Unit, got, c.want)
		}
		if left := b.Left(c.median); (left != nil) != strings.Contains(c.want, "left") {
			t.Errorf("%s in %s: left is there: %v", c.median.Place, c.median.Unit, left != nil)
		}
	}
	b.Year = 2025
	if left := b.Left(median("90002", 120_000)); left != nil {
		t.Error("tax of a year before the first brackets")
	}
}

// More before tax is more after it, by every table that is built in: without
// that, the tax on the median were not the median of what is left.
func TestLeftGrowsWithPay(t *testing.T) {
	states := strings.Fields("AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY")
	if len(states) != 51 {
		t.Fatalf("%d states", len(states))
	}
	for _, state := range states {
		b := Books{Set: reference.Embedded(), Year: 2026, Title: func(string) string { return "Town, " + state }}
		last := math.Inf(-1)
		for pay := 0.0; pay <= 1_500_000; pay += 500 {
			tax, ok := b.Tax("10420", pay)
			if after := pay - tax.Sum(); !ok || after <= last && pay > 0 || after > pay {
				t.Fatalf("%s: %v leaves %v, 500 less leaves %v (%v)", state, pay, after, last, ok)
			} else {
				last = after
			}
		}
	}
}

// San Francisco by the built-in tables, by hand: 197,500 less 16,100 is
// 181,400, taxed 1,240 + 4,560 + 12,166 + 18,168; wages 6.2 % of 184,500 and
// 1.45 % of all; California 2,545.91 on its first 57,824 and 9.3 % of the other
// 135,275. Rent is that of San Francisco and of Oakland, by their people.
func TestBuiltIn(t *testing.T) {
	b := Books{Set: reference.Embedded(), Year: 2026, Title: func(string) string { return "San Francisco-Oakland-Fremont, CA" }}
	tax, ok := b.Tax("41860", 197_500)
	for name, v := range map[string][2]float64{
		"federal": {tax.Federal.Amount, 36_134}, "payroll": {tax.Payroll.Amount, 14_302.75}, "state": {tax.State.Amount, 15_126.49},
		"rent": {yearlyOf(t, b, "41860"), 12 * 2408.16},
	} {
		if !ok || math.Abs(v[0]-v[1]) > .01 {
			t.Errorf("%s: %v, want %v", name, v[0], v[1])
		}
	}
}

func yearlyOf(t *testing.T, b Books, metro string) float64 {
	t.Helper()
	r, ok := b.Set.Rent(metro, bedrooms)
	if !ok {
		t.Fatalf("no rent of %s", metro)
	}
	return yearly(r)
}

// What the figures rest on is said once for all of them: of only what is there.
func TestMethod(t *testing.T) {
	b := made(t)
	for _, c := range []struct {
		places []string
		want   []string
		not    []string
	}{
		{
			[]string{"90001", "90002"},
			[]string{
				"federal income tax and payroll tax (social security, Medicare) of 2026", "by brackets of 2020. Those are the newest held",
				"Not counted: the tax of New York City and Yonkers, other deductions", "fiscal year 2024: the 40th percentile", "the mean of them by their people",
				"Bureau of Economic Analysis, 2023",
			},
			nil,
		},
		{[]string{"90002"}, []string{"Not counted: other deductions", "with utilities, which is no median."}, []string{"New York", "by their people", "Analysis"}},
		{[]string{"90003"}, []string{"Rent is twelve months"}, []string{"Tax"}},
		{[]string{"99999"}, nil, []string{"."}},
	} {
		var medians []aggregate.Figure
		for _, p := range c.places {
			medians = append(medians, median(p, 120_000))
		}
		got := b.Method(append(b.Figures(medians), medians...))
		for _, s := range c.want {
			if !strings.Contains(got, s) {
				t.Errorf("%v: %q lacks %q", c.places, got, s)
			}
		}
		for _, s := range c.not {
			if strings.Contains(got, s) {
				t.Errorf("%v: %q says %q", c.places, got, s)
			}
		}
	}
}
