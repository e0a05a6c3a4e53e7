package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"backpay/aggregate"
	"backpay/aggregate/survey"
	"backpay/scraper"
)

// surveyClaims are a median of base pay and the employment of one occupation
// at a place.
func surveyClaims(code, role, metro, asOf string, median, employed float64) []Claim {
	believed := aggregate.Claim{Role: role, Country: "US", Metro: metro}
	said := scraper.Claim{Title: "Makers of " + code, Code: code, AsOf: asOf, Country: "US"}
	count := Claim{Source: survey.Source, Side: scraper.Employer, Said: said, Belief: believed, ObtainedBy: "file"}
	count.Said.Statistic, count.Said.Amount = "count", employed
	pay := count
	pay.Said.Statistic, pay.Said.PayKind, pay.Said.Amount = "median", basePay, median
	pay.Said.Currency, pay.Said.Period = "USD", "year"
	pay.Belief.AnnualAmount, pay.Belief.AnnualFactor = median, 1
	return []Claim{count, pay}
}

// withSurvey is small with a survey of two years, two occupations, four areas.
func withSurvey() Input {
	in := small()
	for _, c := range [][]Claim{
		surveyClaims("15-1252", "software", "", "2024-05", 128_000, 1_600_000),
		surveyClaims("15-1252", "software", "", "2025-05", 135_000, 1_000_000),
		surveyClaims("15-1251", "software", "", "2025-05", 99_000, 90_000),
		surveyClaims("15-1252", "software", "90001", "2025-05", 160_000, 300_000),
		surveyClaims("15-1251", "software", "90001", "2025-05", 100_000, 20_000),
		surveyClaims("15-1252", "software", "90002", "2025-05", 180_000, 100_000),
		surveyClaims("15-1252", "software", "90005", "2025-05", 120_000, 50_000), // ours is withheld
		surveyClaims("15-1252", "software", "90099", "2025-05", 120_000, 50_000), // we have none
	} {
		in.Claims = append(in.Claims, c...)
	}
	return in
}

func TestBenchmark(t *testing.T) {
	got := newBuilder(withSurvey()).benchmark()
	want := Benchmark{
		Occupation: "Makers of 15-1252", Broader: true,
		Rows: []Held{
			{"", "The United States", 148_000, 135_000, 148. / 135, 1_000_000, "2025-05", nil, 1204},
			{"90001", "Marlow Bay, CA", 176_000, 160_000, 1.1, 300_000, "2025-05", nil, 310},
			{"90002", "Dunmere, TX", 162_000, 180_000, 0.9, 100_000, "2025-05", nil, 205},
		},
		Weighted: &Weighted{
			Areas: 2, Jobs: 515, Employed: 400_000, Own: 172_500, Survey: 165_000, Ratio: 172_500. / 165_000,
			ByJobs: (310*176_000. + 205*162_000) / 515, Covered: 0.4,
		},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("benchmark (-want +got):\n%s", diff)
	}
	got.blocks("a survey", "USD")
	if !strings.Contains(got.Note, money(got.Weighted.ByJobs, "USD")) {
		t.Errorf("the data lacks a number of the note: %q", got.Note)
	}
	text := render(t, Build(withSurvey()), "md")
	for _, words := range []string{`1\.10`, "| 310 | ", "| 300,000 | ", "40% of the people employed", "May 2025", "includes more roles"} {
		if !strings.Contains(text, words) {
			t.Errorf("the page lacks %q", words)
		}
	}
	if strings.Contains(text, "Hale, OR | $133,000") {
		t.Error("a withheld median is held against the survey")
	}
}

// The role's own occupation goes before one that holds it among others, a
// top-coded wage is no median, and without the survey nothing is compared.
func TestBenchmarkChoice(t *testing.T) {
	in := withSurvey()
	in.Claims = append(in.Claims, surveyClaims("15-9999", "backend", "", "2023-05", 140_000, 10)...)
	if got := newBuilder(in).benchmark(); got.Broader || got.Rows[0].Survey != 140_000 || len(got.Rows) != 1 {
		t.Errorf("the role’s own occupation: %+v", got)
	}
	in = withSurvey()
	for i := range in.Claims {
		if in.Claims[i].Source == survey.Source {
			in.Claims[i].Said.TopCoded = true
		}
	}
	if got := newBuilder(in).benchmark(); len(got.Rows) != 0 || got.Weighted != nil {
		t.Errorf("top-coded wages are compared: %+v", got)
	}
	if got := newBuilder(small()).benchmark(); len(got.Rows) != 0 || got.blocks("", "USD") != nil {
		t.Errorf("without the survey: %+v", got)
	}
}
