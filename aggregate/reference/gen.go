//go:build ignore

// Gen writes data/fx.txt, prices.txt, parity.txt, rent.txt, ppp.txt and
// state.txt from recorded files, as the sources read them:
//
//	BACKPAY_CORPUS=corpus go run gen.go
//
// data/federal.txt is written by hand.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/source"
)

func main() {
	log.SetFlags(0)
	if os.Getenv("BACKPAY_CORPUS") == "" {
		log.Fatal("BACKPAY_CORPUS is not set")
	}
	write(
		"fx.txt",
		`# Reference rates of the euro, in units of a currency for one euro: the last day of each month of five
# years, and every day of the last 90.
# Source: European Central Bank, euro foreign exchange reference rates, eurofxref-hist of DATE.
# Licence: free reuse with attribution to the ECB. Changed: days left out.
`,
		"ecb-fx",
		recent(read("ecb-fx", "ecb-fx/eurofxref-hist.zip")),
	)
	cpi := read("cpi", "cpi/us-cpi-u-monthly.csv")
	rows := append(yearly(cpi), keep(cpi, func(r scraper.ReferenceRow) bool { return r.Date >= "2024" })...)
	write("prices.txt", `# Consumer prices of the United States: the mean of each year's months, and recent months.
# Source: US Bureau of Labor Statistics, CPI-U, all items, not seasonally adjusted, to DATE. The mean of 2025 is of eleven
# months: October was never surveyed.
# Licence: work of the US government, public domain. Changed: means of years.
`, "cpi", rows)
	rpp := read("bea-rpp", "bea-rpp/MARPP_MSA_2008_2023.csv.gz")
	for _, r := range read("bea-rpp", "bea-rpp/SARPP_STATE_2008_2023.csv") {
		if r.Date == "2023" && r.Area != "US" {
			rpp = append(rpp, r)
		}
	}
	for i := range rpp {
		rpp[i].AreaName, _, _ = strings.Cut(rpp[i].AreaName, " (Metro")
		rpp[i].Value = math.Round(rpp[i].Value*100) / 100
	}
	write("parity.txt", `# Regional price parities of metropolitan areas and states in DATE; the United States are 100.
# Source: US Bureau of Economic Analysis, MARPP and SARPP 2008 to 2023, published in February 2025.
# Licence: work of the US government, public domain. Changed: lines and years left out, rounded to cents.
`, "bea-rpp", rpp)
	write(
		"rent.txt",
		`# Fair Market Rents of metropolitan areas, fiscal year DATE: the 40th percentile of gross rents (with utilities) in
# dollars a month, by number of bedrooms, and the people of each area.
# Source: US Department of Housing and Urban Development, FY2024_FMRs.xlsx.
# Licence: work of the US government, public domain. Changed: one line an area; counties outside of areas left out.
`,
		"hud-fmr",
		keep(
			read("hud-fmr", "hud-fmr/FY2024_FMRs.xlsx"),
			func(r scraper.ReferenceRow) bool { return strings.HasPrefix(r.Area, "METRO") },
		),
	)
	write(
		"ppp.txt",
		`# Purchasing power parities: units of the local currency that buy what one dollar buys in the United States.
# Source: World Bank, World Development Indicators, PA.NUS.PPP, 2015 to DATE.
# Licence: Creative Commons Attribution 4.0. Changed: years left out, rounded to seven digits.
`,
		"ppp",
		keep(read("ppp", "ppp/ppp-gdp.csv.gz"), func(r scraper.ReferenceRow) bool { return r.Date >= "2015" }),
	)
	var states []scraper.ReferenceRow
	files, err := filepath.Glob(
		filepath.Join(os.Getenv("BACKPAY_CORPUS"), "reference", "us-tax", "taxee-2020", "*.json"),
	)
	check(err)
	for _, f := range files {
		states = append(
			states,
			keep(
				read("us-tax", "us-tax/taxee-2020/"+filepath.Base(f)),
				func(r scraper.ReferenceRow) bool { return r.Item == "single" && r.Area != "US" },
			)...)
	}
	write(
		"state.txt",
		`# Income tax of the states for single filers, tax year DATE: brackets (beginning=percent) and standard deductions in
# dollars. Not in it: the tax of cities and counties, exemptions, credits. Some states are of the year before: the
# brackets of California are those of 2019.
# Source: Taxee tax statistics 2020 (https://github.com/taxee/taxee-tax-statistics).
# Licence: MIT, Copyright (c) 2016 Taxee:
#   Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
#   documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
#   rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
#   persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
#   this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
#   "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
#   MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
#   HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
#   ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
# Changed: other filing statuses left out.
`,
		"us-tax",
		states,
	)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func read(name, file string) []scraper.ReferenceRow {
	body, err := os.ReadFile(filepath.Join(os.Getenv("BACKPAY_CORPUS"), "reference", file))
	check(err)
	if strings.HasSuffix(file, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(body))
		check(err)
		body, err = io.ReadAll(z)
		check(err)
	}
	note := map[string]string{"file": strings.Replace(file, "taxee-", "", 1)}
	res, err := source.Named(name).
		Read(&scraper.Page{Request: scraper.Request{Note: note}, Body: bytes.TrimPrefix(body, []byte("\ufeff")), Status: 200})
	check(err)
	return res.References
}

func keep(rows []scraper.ReferenceRow, ok func(scraper.ReferenceRow) bool) []scraper.ReferenceRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r scraper.ReferenceRow) bool { return !ok(r) })
}

// recent are the last days of the months of five years, and the last 90 days.
func recent(rows []scraper.ReferenceRow) []scraper.ReferenceRow {
	last := map[string]string{}
	newest := ""
	for _, r := range rows {
		last[r.Date[:7]] = max(last[r.Date[:7]], r.Date)
		newest = max(newest, r.Date)
	}
	day, err := time.Parse(time.DateOnly, newest)
	check(err)
	from, dense := day.AddDate(-5, 0, 0).Format("2006-01"), day.AddDate(0, 0, -90).Format(time.DateOnly)
	return keep(rows, func(r scraper.ReferenceRow) bool {
		return r.Date >= dense || r.Date[:7] >= from && r.Date == last[r.Date[:7]]
	})
}

// yearly are the means of years of which at least eleven months are there.
func yearly(months []scraper.ReferenceRow) (rows []scraper.ReferenceRow) {
	sum, n := map[string]float64{}, map[string]int{}
	for _, m := range months {
		sum[m.Date[:4]] += m.Value
		n[m.Date[:4]]++
	}
	for year, s := range sum {
		if n[year] >= 11 {
			r := months[0]
			r.Date, r.Value = year, math.Round(s/float64(n[year])*1000)/1000
			rows = append(rows, r)
		}
	}
	return rows
}

// write writes rows as package reference reads them: those of one table, area
// and date on one line.
func write(file, head, src string, rows []scraper.ReferenceRow) {
	newest := ""
	for _, r := range rows {
		newest = max(newest, r.Date)
	}
	slices.SortStableFunc(rows, func(a, b scraper.ReferenceRow) int {
		return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Date, b.Date))
	})
	var b strings.Builder
	b.WriteString(
		strings.ReplaceAll(head, "DATE", newest) + "# Written by gen.go. The form of the lines is told in data.go.\n",
	)
	var block, line, area string
	for _, r := range rows {
		if at := unit(r); r.Table+at != block && r.Unit != "people" {
			block, line, area = r.Table+at, "", ""
			fmt.Fprintf(&b, "\n@ %s\t%s\t%s", r.Table, at, src)
		}
		if at := r.Area + r.Date; at != line {
			line = at
			name := r.AreaName
			if r.Area == area {
				name = ""
			}
			area = r.Area
			fmt.Fprintf(&b, "\n%s\t%s\t%s\t", r.Area, name, r.Date)
		} else {
			b.WriteByte('|')
		}
		b.WriteString(r.Item)
		if r.Table == "income_tax" {
			b.WriteString("@" + number(r.From))
		}
		b.WriteString("=" + number(r.Value))
	}
	b.WriteByte('\n')
	text := strings.Replace(b.String(), "\n\n@", "\n@", 1)
	check(os.WriteFile(filepath.Join("data", file), []byte(text), 0o644))
	fmt.Println(file, len(text), "bytes,", len(rows), "values, newest", newest)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// unit is a unit with a star for the item.
func unit(r scraper.ReferenceRow) string {
	if r.Table == "fx_rate" {
		return strings.Replace(r.Unit, r.Item, "*", 1)
	}
	return r.Unit
}
