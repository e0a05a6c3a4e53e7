package report

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"backpay/scraper/testenv"
)

// cellsOf opens a report's workbook and returns its sheets' rows. No cell may
// hold a formula or a link.
func cellsOf(t *testing.T, r Report) map[string][][]string {
	t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(render(t, r, "xlsx")), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	out := map[string][][]string{}
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = rows
		for i, row := range rows {
			for k := range row {
				cell, err := excelize.CoordinatesToCellName(k+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := book.GetCellFormula(name, cell)
				linked, _, err2 := book.GetCellHyperLink(name, cell)
				if formula != "" || linked || err != nil || err2 != nil {
					t.Errorf("%s!%s: formula %q, link %v: %v, %v", name, cell, formula, linked, err, err2)
				}
			}
		}
	}
	return out
}

// The workbook says what the tables say, cell by cell, and numbers in it are
// numbers.
func TestWorkbook(t *testing.T) {
	r, p := build(t, small())
	sheets := cellsOf(t, r)
	for name, text := range map[string]string{"figures": render(t, r, "csv"), "claims": render(t, r, "claims")} {
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := sheets[name]
		if len(got) != len(rows) || len(got) < 5 {
			t.Fatalf("%s: %d rows, the table has %d", name, len(got), len(rows))
		}
		for i, row := range rows {
			for k, want := range row {
				have := ""
				if k < len(got[i]) {
					have = got[i][k]
				}
				a, err1 := strconv.ParseFloat(have, 64)
				b, err2 := strconv.ParseFloat(want, 64)
				number := err1 == nil && err2 == nil && math.Abs(a-b) <= 1e-14*math.Abs(b) // spreadsheets keep 15 digits
				truth := want != "" && want == map[string]string{"0": "false", "1": "true"}[have]
				if !number && !truth && have != strings.TrimPrefix(want, "'") {
					t.Errorf("%s, row %d, %s: %q, the table has %q", name, i, rows[0][k], have, want)
				}
			}
		}
	}
	if got := sheets["sources"]; len(got) != 1+len(p.Runs.Rows) {
		t.Errorf("%d sources, want %d", len(got)-1, len(p.Runs.Rows))
	}
	first := render(t, r, "xlsx")
	for range 9 { // an order that comes by chance is the same one once in a while
		if render(t, r, "xlsx") != first {
			t.Fatal("the same report gives other bytes")
		}
	}
}

// Whatever sources call themselves, the workbook opens, and nothing in it is a
// formula.
func TestHostileWorkbook(t *testing.T) {
	testenv.Long(t)
	for _, s := range hostile {
		if sheets := cellsOf(t, Build(everywhere(s))); len(sheets) != 3 {
			t.Errorf("%d sheets", len(sheets))
		}
	}
}
