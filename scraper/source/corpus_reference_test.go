package source_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backpay/aggregate/place"
	"backpay/scraper"
	"backpay/scraper/extract/table"
	"backpay/scraper/source"
	"backpay/scraper/sourcetest"
)

// referenceFile is a recorded table as an import gives it to a source.
func referenceFile(t *testing.T, file string) *scraper.Page {
	t.Helper()
	page := saved(t, file)
	page.Request.Note = map[string]string{"file": file}
	return page
}

// TestReference reads every recorded reference table. The counts are those
// that the manifest gives or that a reader of the raw file finds.
func TestReference(t *testing.T) {
	dir := filepath.Join(filepath.Dir(corpus(t)), "reference")
	type spot struct {
		table, area, item, date string
		from, value             float64
	}
	cases := []struct {
		source, file string
		said         string // the manifest's words, or what was counted
		n            int
		spots        []spot
	}{
		{"ecb-fx", "ecb-fx/eurofxref-hist.zip", "6,983 days of 41 currencies; 217,555 rates are not N/A", 217555, []spot{
			{"fx_rate", "EUR", "USD", "2026-04-13", 0, 1.1684},
			{"fx_rate", "EUR", "BGN", "2025-12-31", 0, 1.9558},
			{"fx_rate", "EUR", "USD", "1999-01-04", 0, 1.1789},
		}},
		{"bea-rpp", "bea-rpp/MARPP_MSA_2008_2023.csv.gz", "1,930 rows, one year", 1930, []spot{
			{"price_parity", "41860", "all", "2023", 0, 118.23},
			{"price_parity", "41860", "housing", "2023", 0, 200.18},
			{"price_parity", "US", "all", "2023", 0, 100},
		}},
		{"bea-rpp", "bea-rpp/regional_prices_msa_2023.csv", "the same, later version", 1930, []spot{
			{"price_parity", "41860", "housing", "2023", 0, 200.18},
		}},
		{"bea-rpp", "bea-rpp/SARPP_STATE_2008_2023.csv", "52 areas, 5 of 10 lines, 16 years: 4,160", 4160, []spot{
			{"price_parity", "US", "all", "2008", 0, 100},
		}},
		{"hud-fmr", "hud-fmr/FY2024_FMRs.xlsx", "4,764 rows of counties and towns, in 2,602 areas of 5 rents and the people: 15,612", 15612, []spot{
			{"rent", "METRO41860MM7360", "1-bedroom p40", "2024", 0, 2818},
			{"rent", "METRO41860MM7360", "people", "2024", 0, 259441 + 874784 + 765623},
		}},
		{"hud-fmr", "hud-fmr/FY2022_FMRs_revised.xlsx", "4,765 rows, older columns, 2,601 areas: 15,606", 15606, []spot{
			{"rent", "METRO41860MM7360", "1-bedroom p40", "2022", 0, 2631},
		}},
		{"hud-fmr", "hud-fmr/FY2016F-4050-RevFinal4.xlsx", "4,770 rows, other columns in other order, 2,598 areas: 15,588", 15588, []spot{
			{"rent", "METRO41860MM7360", "1-bedroom p40", "2016", 0, 1814},
		}},
		{"zillow-zori", "zillow-zori/Metro_zori_uc_sfrcondomfr_sm_month.2025-07.csv.gz", "659 metros, monthly from 2015-01; 44,078 cells are filled", 44078, []spot{
			{"asking_rent", "394913", "all homes", "2015-01-31", 0, 2387.55},
		}},
		{"us-tax", "us-tax/federal-brackets-1862-2021.csv.gz", "8,668 rows", 8668, []spot{
			{"income_tax", "US", "single", "2021", 86375, 24},
		}},
		{"us-tax", "us-tax/irs-tables/2024-tax_table.csv", "2,062 lines of four statuses: 8,248", 8248, []spot{
			{"income_tax_table", "US", "single", "2024", 99950, 17048},
		}},
		{"us-tax", "us-tax/irs-tables/2025-tax_table.csv", "the same", 8248, []spot{
			{"income_tax_table", "US", "single", "2025", 99950, 16909},
		}},
		{"us-tax", "us-tax/irs-tables/2024-tax_computation_worksheet.csv", "20 lines of a rate and an amount", 40, []spot{
			{"income_tax_table", "US", "single subtraction", "2024", 100525, 6957.5},
		}},
		{"us-tax", "us-tax/irs-tables/2025-tax_computation_worksheet.csv", "the same", 40, []spot{
			{"income_tax_table", "US", "single rate", "2025", 103350, 24},
		}},
		{"cpi", "cpi/us-cpi-u-monthly.csv", "monthly from 1913-01 to 2026-05, without 2025-10: 1,360", 1360, []spot{
			{"price_index", "US", "CPI-U", "2026-05", 0, 335.123},
		}},
		{"cpi", "cpi/world-bank-inflation-consumer.csv.gz", "13,778 rows, of which 49 groups of countries have 2,837: 10,941", 10941, []spot{
			{"inflation", "US", "gdp deflator", "2023", 0, 3.598391}, // consumer prices rose by 4.116,
		}},
		{"ppp", "ppp/ppp-gdp.csv.gz", "6,856 rows", 6856, []spot{
			{"ppp", "GB", "gdp", "2024", 0, .664153},
			{"ppp", "US", "gdp", "2024", 0, 1},
		}},
	}
	known := map[string]bool{}
	for _, c := range cases {
		known[filepath.Join(dir, c.file)] = true
		t.Run(c.file, func(t *testing.T) {
			rows := references(t, c.source, filepath.Join(dir, c.file))
			t.Logf("%d values of %s", len(rows), c.said)
			if c.n != 0 && len(rows) != c.n {
				t.Errorf("want %d", c.n)
			}
			have := map[spot]bool{}
			for _, r := range rows {
				have[spot{r.Table, r.Area, r.Item, r.Date, r.From, r.Value}] = true
			}
			for _, s := range c.spots {
				if !have[s] {
					t.Errorf("no value is %+v", s)
				}
			}
		})
	}
	n, files := map[string]int{}, map[string]int{}
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || known[file] || filepath.Base(file) == "MANIFEST.md" {
			return err
		}
		folder := filepath.Base(filepath.Dir(file))
		files[folder]++
		switch folder {
		case "taxee-2020":
			n[folder] += len(references(t, "us-tax", file))
		case "world-tax":
			n[folder] += len(references(t, "world-tax", file))
		case "cbsa", "geonames": // TestGazetteer
		default:
			t.Errorf("no source is named for %s", file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("taxee-2020: %d values of %d files; world-tax: %d values of %d files", n["taxee-2020"], files["taxee-2020"], n["world-tax"], files["world-tax"])
	if files["taxee-2020"] != 52 || files["world-tax"] != 26 {
		t.Error("want 52 and 26 files")
	}
}

// references reads a file with the source that alone recognises it.
func references(t *testing.T, name, file string) []scraper.ReferenceRow {
	t.Helper()
	page := referenceFile(t, file)
	for _, src := range source.All() {
		if got := src.Recognise(page); got != (src.About().Name == name) {
			t.Errorf("%s: Recognise of %s answers %v", filepath.Base(file), src.About().Name, got)
		}
	}
	res, err := source.Named(name).Read(page)
	if err != nil {
		t.Errorf("%s: %v", filepath.Base(file), err)
		return nil
	}
	if err := sourcetest.Check(res); err != nil {
		t.Errorf("%s: %v", filepath.Base(file), err)
	}
	for _, p := range res.Problems {
		t.Errorf("%s: problem: %v", filepath.Base(file), p)
	}
	return res.References
}

// TestGazetteer holds the compiled metropolitan areas and towns against the
// tables they were made of.
func TestGazetteer(t *testing.T) {
	dir := filepath.Join(filepath.Dir(corpus(t)), "reference")
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(sourcetest.Recording(t, filepath.Join(dir, "cbsa", "list1_2023-as-csv.csv")), []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	areas := map[string]bool{}
	for _, row := range rows {
		if len(row) > 3 && len(row[0]) == 5 && strings.Trim(row[0], "0123456789") == "" {
			areas[row[0]] = true
			if got := place.Metro(row[0]); got != row[3] {
				t.Errorf("%s is %q, want %q", row[0], got, row[3])
			}
		}
	}
	t.Logf("cbsa: %d areas", len(areas))
	if len(areas) < 900 {
		t.Errorf("%d areas, want 935", len(areas))
	}
	tables, err := table.Open(sourcetest.Recording(t, filepath.Join(dir, "cbsa", "list1_2023.xlsx")), "the delineation", func(c table.Columns) bool {
		return c.Has("CBSA Code", "CBSA Title", "FIPS State Code", "FIPS County Code")
	})
	if err != nil || len(tables) != 1 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	counties := 0
	for row, err := range tables[0].Rows() {
		code, title := row.Cell(tables[0].Columns.First("CBSA Code")), row.Cell(tables[0].Columns.First("CBSA Title"))
		if err != nil || !areas[code] {
			continue // the notes below the rows
		}
		if counties++; place.Metro(code) != title {
			t.Errorf("%s is %q, want %q", code, place.Metro(code), title)
		}
	}
	cities := bytes.Count(sourcetest.Recording(t, filepath.Join(dir, "geonames", "world-cities-2026.csv.gz")), []byte("\n")) - 1
	t.Logf("cbsa: %d counties in the spreadsheet; geonames: %d towns of 2026", counties, cities)
	if counties != 1915 || cities != 34032 {
		t.Error("want 1,915 and 34,032")
	}
	found, total := 0, 0
	for line := range strings.Lines(string(sourcetest.Recording(t, filepath.Join(dir, "geonames", "cities15000-2012.txt.gz")))) {
		f := strings.Split(line, "\t")
		if len(f) != 19 {
			t.Fatalf("%d columns in %q", len(f), line)
		}
		if total++; total%50 != 0 {
			continue // one in fifty is sample enough
		}
		for _, p := range place.Resolve(f[1], f[8]).Places {
			if p.Country == f[8] && p.City != "" {
				found++
				break
			}
		}
	}
	t.Logf("geonames: %d towns, %d of every fiftieth found by name and country", total, found)
	if total != 22841 || found < total/50*9/10 {
		t.Error("too few")
	}
}
