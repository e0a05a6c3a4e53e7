package main

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/report"

	"golang.org/x/net/html"
)

// The demo's report, number by number: what the page shows is in report.json,
// each row's SQL gives its values when the system's sqlite3 runs it, and its
// interval is that of the table figure.
func TestReportProves(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	var out, errs strings.Builder
	if code := run(t.Context(), []string{"demo", "--dir", dir}, nil, &out, &errs, nil); code != exitDone {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	text, err := os.ReadFile(filepath.Join(dir, "report", "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r report.Report
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	checkNumbers(t, filepath.Join(dir, "report", "index.html"), text)
	db, rows := filepath.Join(dir, "backpay.db"), 0
	for _, c := range r.Charts {
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				if row.Amounts != nil {
					checkRow(t, db, row)
					rows++
				}
			}
		}
	}
	for _, c := range r.Cities.Rows {
		checkCity(t, db, c)
	}
	if len(r.Cities.Rows) < 4 || !r.Cities.Reckoned {
		t.Errorf("%d cities, reckoned %v", len(r.Cities.Rows), r.Cities.Reckoned)
	}
	checkLadders(t, db, r.Why)
	if rows < 10 {
		t.Errorf("only %d rows were checked", rows)
	}
	if rows := proveSections(t, db, r); rows < 100 {
		t.Errorf("only %d rows of the sections were checked", rows)
	}
	proveTitles(t, r)
}

func checkRow(t *testing.T, db string, r report.Row) {
	t.Helper()
	a := r.Amounts
	same(t, r.ID+", from the jobs", ask(t, db, r.Text.SQL)[0], []float64{float64(r.Jobs), a.Mean, a.Median, a.P25, a.P75})
	want := map[string][]float64{
		"mean": {a.Mean}, "median": {a.Median, a.Low, a.High}, "p25": {a.P25}, "p75": {a.P75},
	}
	if raw := r.WithoutDedupe; raw != nil {
		same(t, r.ID+", without merging", ask(t, db, raw.SQL)[0], []float64{float64(raw.Postings), raw.Median})
		want["median_raw"] = []float64{raw.Median}
	} else if r.Place == "" { // workplaces have no such figure
		t.Fatalf("%s: nothing is said of copies", r.ID)
	}
	for statistic, values := range want {
		q := "SELECT value, ci_low, ci_high FROM figure WHERE statistic = '" + statistic + "' AND " + r.Text.Where
		found := ask(t, db, q)
		if len(found) != 1 {
			t.Fatalf("%s: %d rows for %s", r.ID, len(found), q)
		}
		same(t, r.ID+", "+statistic+" in figure", found[0][:len(values)], values)
	}
}

// checkCity holds a place's row against its jobs and the table figure, and its
// sums against each other.
func checkCity(t *testing.T, db string, c report.City) {
	t.Helper()
	found := ask(t, db, c.Text.SQL)[0]
	same(t, c.ID+", from the jobs", []float64{found[0], found[2]}, []float64{float64(c.Jobs), c.Median.Value})
	held := func(statistic, where string, e report.Estimate) {
		t.Helper()
		q := "SELECT value, ci_low, ci_high FROM figure WHERE statistic = '" + statistic + "' AND " + where
		rows := ask(t, db, q)
		if len(rows) != 1 {
			t.Fatalf("%s: %d rows for %s", c.ID, len(rows), q)
		}
		same(t, c.ID+", "+statistic+" in figure", rows[0], []float64{e.Value, e.Low, e.High})
	}
	held("median", c.Text.Where, c.Median)
	if c.Left == nil || c.Tax == nil {
		return
	}
	for statistic, e := range map[string]report.Estimate{
		"federal_tax": c.Tax.Federal, "payroll_tax": c.Tax.Payroll, "state_tax": c.Tax.State, "after_tax": c.Tax.After, "left": *c.Left,
		"rent": {Value: c.Rent}, "rent_month": {Value: c.RentMonth}, "price_level": {Value: c.PriceLevel},
	} {
		held(statistic, c.Text.CityWhere, e)
	}
	if a := c.Against; a != nil {
		where := strings.ReplaceAll(c.Text.CityWhere, "'"+c.Place+"'", "'"+a.Place+"'")
		held("left_minus:"+c.Place, where, a.Estimate)
	}
	after := c.Median.Value - c.Tax.Federal.Value - c.Tax.Payroll.Value - c.Tax.State.Value
	same(t, c.ID+", the sums", []float64{c.Tax.After.Value, c.Left.Value, c.Rent}, []float64{after, after - 12*c.RentMonth, 12 * c.RentMonth})
}

// ask returns the rows of numbers that sqlite3 prints.
func ask(t *testing.T, db, query string) (rows [][]float64) {
	t.Helper()
	text, err := exec.Command("sqlite3", "-readonly", db, query).CombinedOutput()
	if err != nil {
		t.Fatalf("sqlite3: %v\n%s\n%s", err, query, text)
	}
	for l := range strings.Lines(string(text)) {
		var row []float64
		for cell := range strings.SplitSeq(strings.TrimSpace(l), "|") {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil && cell != "" {
				t.Fatalf("sqlite3 answered %q to %s", l, query)
			}
			row = append(row, v)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.Fatalf("no answer to %s", query)
	}
	return rows
}

func same(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i, w := range want {
		if i >= len(got) || math.Abs(got[i]-w) > 0.005 {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}

// checkNumbers holds that each number in the page's texts, text alternatives
// and labels is in report.json.
func checkNumbers(t *testing.T, page string, data []byte) {
	t.Helper()
	number := regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)
	known := map[string]bool{}
	for _, n := range number.FindAllString(string(data), -1) {
		known[n] = true
	}
	f, err := os.Open(page)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, style, seen := html.NewTokenizer(f), false, 0
	for tt := z.Next(); tt != html.ErrorToken; tt = z.Next() {
		tok := z.Token()
		if tok.Data == "style" {
			style = tt == html.StartTagToken
		}
		texts := []string{}
		if tt == html.TextToken && !style {
			texts = append(texts, tok.Data)
		}
		for _, a := range tok.Attr {
			if a.Key == "aria-label" || a.Key == "title" || a.Key == "alt" {
				texts = append(texts, a.Val)
			}
		}
		for _, n := range number.FindAllString(strings.Join(texts, " "), -1) {
			seen++
			if !known[n] {
				t.Errorf("the page says %s, report.json doesn't: %q", n, texts)
			}
		}
	}
	if seen < 300 {
		t.Errorf("only %d numbers on the page", seen)
	}
}
