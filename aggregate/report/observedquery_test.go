package report

import (
	"fmt"
	"math"
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"backpay/aggregate/stat"
	"backpay/scraper/testenv"
)

// The query of a row of answers computes what the figures do, weights, years
// and currencies included.
func TestObservedQuery(t *testing.T) {
	testenv.Tool(t, "sqlite3")
	rapid.Check(t, func(t *rapid.T) {
		var rows strings.Builder
		var said []stat.Weighted
		insert := func(role, year, currency string, pay, usd any, weight float64) {
			fmt.Fprintf(&rows, "INSERT INTO observation (source, pay_kind, role, country, currency, as_of, annual_amount, annual_usd, weight) "+
				"VALUES ('sur''vey', 'base', '%s', 'US', '%s', '%s', %v, %v, %v);\n", role, currency, year, pay, usd, weight)
		}
		currency := rapid.SampledFrom([]string{"USD", "EUR"}).Draw(t, "currency")
		for range rapid.IntRange(1, 12).Draw(t, "rows") {
			x := stat.Weighted{Value: float64(rapid.IntRange(1, 40).Draw(t, "pay")), Weight: rapid.SampledFrom([]float64{1, 1, 2, 0.5, 3.25}).Draw(t, "weight")}
			said = append(said, x)
			if currency == "USD" { // stated in another currency, and converted by the publisher
				insert("backend", "2024-05", "GBP", 7, x.Value, x.Weight)
			} else {
				insert("backend", "2024-05", "EUR", x.Value, "NULL", x.Weight)
			}
		}
		insert("backend", "2023-05", currency, 999, 999, 1) // an older year
		insert("frontend", "2024-05", currency, 999, 999, 1)
		insert("backend", "2024-05", "CAD", "NULL", "NULL", 1) // states no pay
		stat.SortWeighted(said)
		query := which{source: "sur'vey", kind: "base", role: "backend", country: "US", currency: currency}.observedQuery()
		out, err := exec.Command("sqlite3", ":memory:", "CREATE TABLE observation (id INTEGER PRIMARY KEY, source, pay_kind, role, country, currency, as_of, seniority, "+
			"annual_amount REAL, annual_usd REAL, weight REAL);\n"+rows.String()+query).CombinedOutput()
		if err != nil {
			t.Fatalf("sqlite3: %v\n%s\n%s", err, query, out)
		}
		want := []float64{
			float64(len(said)), stat.WeightedMean(said),
			stat.WeightedQuantile(said, 0.5), stat.WeightedQuantile(said, 0.25), stat.WeightedQuantile(said, 0.75),
		}
		for i, cell := range strings.Split(strings.TrimSpace(string(out)), "|") {
			var got float64
			if _, err := fmt.Sscan(cell, &got); err != nil || math.Abs(got-want[i]) > 1e-6 {
				t.Fatalf("column %d is %s, want %v of %v\n%s", i, cell, want[i], said, query)
			}
		}
	})
}
