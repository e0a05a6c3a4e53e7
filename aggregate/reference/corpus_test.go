package reference_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"backpay/aggregate/reference"
	"backpay/scraper/testenv"
)

// TestIRS holds the built-in brackets against each line of the tables of the
// Internal Revenue Service. Both tables are of taxable income; a line of the
// tax table is the tax on its middle, to the dollar.
func TestIRS(t *testing.T) {
	dir := testenv.Corpus(t)
	set := reference.Embedded()
	for _, year := range []int{2024, 2025} {
		name := filepath.Join(dir, "reference", "us-tax", "irs-tables", strconv.Itoa(year))
		lines := 0
		for _, f := range table(t, name+"-tax_table.csv") {
			lo, hi, want := number(t, f[0]), number(t, f[1]), number(t, f[2])
			got, ok := set.TaxOn("US", (lo+hi)/2, year)
			if !ok || math.Abs(got.Amount-want) > 1 {
				t.Errorf("%d: tax on %v to %v is %v, want %v", year, lo, hi, got.Amount, want)
			}
			lines++
		}
		worksheet := map[float64][2]float64{}
		for _, f := range table(t, name+"-tax_computation_worksheet.csv") {
			if f[0] != "single" {
				continue
			}
			worksheet[number(t, f[1])] = [2]float64{number(t, f[3]), number(t, f[4])}
			lo := number(t, f[1])
			for _, income := range []float64{lo, lo + 1, lo + 5000} {
				want := income*number(t, f[3]) - number(t, f[4])
				got, ok := set.TaxOn("US", income, year)
				if income <= lo+5000 && (f[2] == "" || income <= number(t, f[2])) && (!ok || math.Abs(got.Amount-want) > .01) {
					t.Errorf("%d: tax on %v is %v, want %v", year, income, got.Amount, want)
				}
				lines++
			}
		}
		t.Logf("%d: %d incomes agree", year, lines)
		if lines < 2062 {
			t.Error("too few")
		}
		if year == 2024 {
			line := worksheet[100_525]
			taxable, _ := set.TaxOn("US", 150_000, 2024)
			gross, _ := set.IncomeTax("US", 150_000, 2024)
			wantTaxable, wantGross := 150_000*line[0]-line[1], (150_000-14_600)*line[0]-line[1]
			t.Logf("2024, single: %.2f on 150,000 taxable (IRS %.2f), %.2f on 150,000 of pay (IRS %.2f)", taxable.Amount, wantTaxable, gross.Amount, wantGross)
			if math.Abs(taxable.Amount-wantTaxable) > 1 || math.Abs(gross.Amount-wantGross) > 1 {
				t.Error("differs by more than a dollar")
			}
		}
	}
}

// table is the lines of a CSV file below its header.
func table(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines[1:]
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
