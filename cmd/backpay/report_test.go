package main

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate/report"
	"backpay/scraper/testenv"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// The demo's report, number by number: what the page shows is in report.json,
// each row's SQL gives its values when the system's sqlite3 runs it, and its
// interval is that of the table figure.
func TestReportProves(t *testing.T) {
	dir := ownDemo(t)
	p, r := prove(t, filepath.Join(dir, "report"), filepath.Join(dir, "backpay.db"))
	if p.shown < 10 {
		t.Errorf("only %d rows were checked", p.shown)
	}
	if p.cities < 4 || !p.reckoned {
		t.Errorf("%d cities, reckoned %v", p.cities, p.reckoned)
	}
	checkLadders(t, r.Why)
	if p.rows < 200 {
		t.Errorf("only %d rows of the page were held against their own", p.rows)
	}
	if p.sections < 100 {
		t.Errorf("only %d rows of the sections were checked", p.sections)
	}
}

// reportData is report.json as its readers meet it.
type reportData struct {
	Charts     []report.Chart
	Cities     report.Cities
	Claims     report.Claims
	Why        report.Why
	Skills     report.Effects
	SoftSkills report.Effects `json:"soft_skills"`
	Trend      report.Effects
	Demand     report.Counts
	Disclosure report.Bars
	Spread     report.Spread `json:"pay_distribution"`
}

// chart returns the comparison of medians of a name.
func (r reportData) chart(id string) report.Chart {
	for _, c := range r.Charts {
		if c.ID == id {
			return c
		}
	}
	return report.Chart{}
}

// proof counts what was held against the database.
type proof struct {
	shown, withheld, observed, claims, cities, sections, rows int
	reckoned                                                  bool
}

// prove holds a report's page, pictures and rows against its data, and its
// data against the database.
func prove(t *testing.T, dir, db string) (p proof, r reportData) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, n := range numeral.FindAllString(string(text), -1) {
		known[n] = true
	}
	if seen := checkNumbers(t, filepath.Join(dir, "index.html"), known); seen < 300 {
		t.Errorf("only %d numbers on the page", seen)
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "charts", "*.svg"))
	if err != nil || len(pictures) < 5 {
		t.Fatalf("%d pictures, error %v", len(pictures), err)
	}
	for _, f := range pictures {
		if seen := checkNumbers(t, f, known); seen < 5 {
			t.Errorf("only %d numbers in %s", seen, f)
		}
	}
	for _, c := range r.Charts {
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				switch {
				case row.Amounts != nil:
					checkRow(t, db, row)
					p.shown++
				case row.Text.SQL != "": // withheld, and the reason's number holds
					same(t, row.ID+", jobs", ask(t, db, row.Text.SQL)[0], []float64{float64(row.Jobs)})
					p.withheld++
				}
				if row.Amounts != nil && row.Side != "posted" {
					p.observed++
				}
			}
		}
	}
	for _, c := range r.Cities.Rows {
		checkCity(t, db, c)
	}
	proveCharts(t, r)
	p.rows = proveRows(t, dir, text)
	p.cities, p.reckoned, p.claims = len(r.Cities.Rows), r.Cities.Reckoned, len(r.Claims.Rows)
	checkClaims(t, db, r.Claims)
	proveSteps(t, db, r.Why)
	p.sections = proveSections(t, db, r)
	proveTitles(t, r)
	return p, r
}

// checkClaims holds the published figures against the rows of the table claim,
// and what is printed of each against its amount.
func checkClaims(t *testing.T, db string, c report.Claims) {
	t.Helper()
	if len(c.Rows) == 0 {
		return
	}
	var want []string
	amount := regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)
	value := func(v float64) string {
		if v == 0 {
			return ""
		}
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	for _, r := range c.Rows {
		want = append(want, strings.Join([]string{
			r.Source, r.Statistic, r.PayKind, strconv.FormatFloat(r.Amount, 'f', 2, 64), r.Currency, r.Period, value(r.Annual), value(float64(r.SampleN)), r.AsOf,
		}, "|"))
		printed := amount.FindString(r.Text.Value)
		_, cents, _ := strings.Cut(printed, ".")
		if exact := strconv.FormatFloat(math.Abs(r.Amount), 'f', len(cents), 64); strings.ReplaceAll(printed, ",", "") != exact {
			t.Errorf("%s: %q is printed for %v", r.Source, r.Text.Value, r.Amount)
		}
	}
	testenv.Tool(t, "sqlite3")
	out, err := exec.Command("sqlite3", "-readonly", db, "SELECT source, statistic, pay_kind, PRINTF('%.2f', amount), currency, period, "+
		"IIF(annual_amount > 0, PRINTF('%.2f', annual_amount), ''), IIF(sample_n > 0, PRINTF('%.2f', sample_n), ''), as_of FROM ("+strings.TrimSuffix(c.SQL, ";")+")").CombinedOutput()
	if err != nil {
		t.Fatalf("sqlite3: %v\n%s\n%s", err, c.SQL, out)
	}
	got := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("claims (-report +database):\n%s", diff)
	}
}

func checkRow(t *testing.T, db string, r report.Row) {
	t.Helper()
	a := r.Amounts
	from, values := ask(t, db, r.Text.SQL)[0], []float64{float64(r.Jobs), a.Mean, a.Median, a.P25, a.P75}
	for i, v := range values { // a quartile or mean that is withheld is left out, and the query knows no grades
		if v == 0 && i < len(from) {
			from[i] = 0
		}
	}
	same(t, r.ID+", from the database", from, values)
	want := map[string][]float64{
		"mean": {a.Mean}, "median": {a.Median, a.Low, a.High}, "p25": {a.P25}, "p75": {a.P75},
	}
	if raw := r.WithoutDedupe; raw != nil {
		same(t, r.ID+", without merging", ask(t, db, raw.SQL)[0], []float64{float64(raw.Postings), raw.Median})
		want["median_raw"] = []float64{raw.Median}
	} else if r.Side == "posted" && r.Place == "" && r.Postings > 0 { // workplaces and published tables have no such figure
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
	testenv.Tool(t, "sqlite3")
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

// numeral is a number as a page prints it.
var numeral = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)

// checkNumbers holds that each number in the page's texts, text alternatives
// and labels is among the known ones, and counts them.
func checkNumbers(t *testing.T, page string, known map[string]bool) (seen int) {
	t.Helper()
	f, err := os.Open(page)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, style := html.NewTokenizer(f), false
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
		for _, n := range numeral.FindAllString(strings.Join(texts, " "), -1) {
			seen++
			if !known[n] {
				t.Errorf("%s says %s, report.json doesn't: %q", filepath.Base(page), n, texts)
			}
		}
	}
	return seen
}
