package article

import (
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
)

// Premiums of ours are of all engineering roles together: an article about one
// of these is held against them, whatever it calls the value.
func TestPremiums(t *testing.T) {
	ev := Evidence{Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD"}
	add := func(skill, statistic string, value, low, high float64, n int, grade string) {
		ev.Figures = append(ev.Figures, aggregate.Figure{
			Measure: "premium", Source: "all", Side: scraper.Posted, Country: "US", Skill: skill, Statistic: statistic, Unit: "percent", PayKind: "base",
			Value: value, CILow: low, CIHigh: high, NJobs: n, NEmployers: n / 2, Grade: grade,
		})
	}
	add("kafka", "raw_pct", 19.4, 11, 28, 102, "rough")
	add("kafka", "adjusted_pct", 7.6, 0.8, 14.9, 102, "rough")
	add("rust", "adjusted_pct", 2.2, -4, 8, 60, "rough")
	add("elixir", "raw_pct", 67, 0, 0, 9, "withheld")
	for article, want := range map[string]Mark{
		"Backend developers who know Kafka earn a premium of 7.6 % (n = 102).\n":          Supported,
		"Backend developers who know Kafka earn an average premium of 19.4% (n = 102).\n": WrongKind, // the raw gap
		"Backend developers who know Rust earn a premium of 2.2 % (n = 60).\n":            WrongKind, // inside the noise
		"Backend developers who know Elixir earn a premium of 67 %.\n":                    Unknown,   // ours is of too few, and its value is shown nowhere
		"Backend developers who know Kafka earn a premium of 55 % (n = 102).\n":           Unknown,
	} {
		found, err := Check([]byte(article), ev)
		if err != nil || len(found) != 1 {
			t.Fatalf("%q: %+v, %v", article, found, err)
		}
		f := found[0]
		withheld := strings.Contains(article, "Elixir") && f.Nearest == nil && strings.Contains(f.Why, "withheld: it rests on 9 jobs")
		if f.Mark != want || !withheld && (f.Nearest == nil || f.Nearest.Of != "figure") {
			t.Errorf("%q: %s %s (%s)", article, f.Mark, f.Reason, f.Why)
		}
	}
}
