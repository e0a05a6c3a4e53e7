package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// data is report.json.
type data struct{}

func (data) File() string { return "report.json" }

func (data) Render(w io.Writer, r Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// table is figures.csv.
type table struct{}

func (table) File() string { return "figures.csv" }

func (table) Render(w io.Writer, r Report) error {
	c := csv.NewWriter(w)
	head := []string{
		"edition", "measure", "source", "side", "role", "seniority", "country", "place", "skill", "statistic", "unit", "pay_kind",
		"value", "ci_low", "ci_high", "n_postings", "n_jobs", "n_employers", "n_effective", "disclosure", "grade", "note",
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for _, f := range r.Figures {
		row := []string{
			f.Edition, f.Measure, f.Source, f.Side, f.Role, f.Seniority, f.Country, f.Place, f.Skill, f.Statistic, f.Unit, f.PayKind,
		}
		for i := range row {
			row[i] = inert(row[i])
		}
		low, high := "", "" // an interval that isn't there is no 0
		if f.CILow != 0 || f.CIHigh != 0 {
			low, high = number(f.CILow), number(f.CIHigh)
		}
		row = append(
			row, number(f.Value), low, high, strconv.Itoa(f.NPostings), strconv.Itoa(f.NJobs), strconv.Itoa(f.NEmployers),
			number(f.NEffective), number(f.Disclosure), inert(f.Grade), inert(f.Note),
		)
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// claimTable is claims.csv: what others publish, all of it.
type claimTable struct{}

func (claimTable) File() string { return "claims.csv" }

func (claimTable) Render(w io.Writer, r Report) error {
	c := csv.NewWriter(w)
	head := []string{
		"source", "side", "title", "code", "role", "country", "place_text", "company", "skill", "statistic", "label", "pay_kind",
		"amount", "currency", "period", "annual_amount", "annual_factor", "sample_n", "sample_kind", "rel_error", "top_coded",
		"as_of", "obtained_by", "retrieved", "url", "note",
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for _, x := range r.Claims.Rows {
		row := []string{
			x.Source, x.Side, x.Title, x.Code, x.Role, x.Country, x.Place, x.Company, x.Skill, x.Statistic, x.Label, x.PayKind,
			number(x.Amount), x.Currency, x.Period, known(x.Annual), known(x.Factor), known(float64(x.SampleN)), x.SampleKind,
			known(x.RelError), strconv.FormatBool(x.TopCoded), x.AsOf, x.ObtainedBy, x.Retrieved, x.URL, x.Note,
		}
		for i := range row {
			if row[i] != number(x.Amount) { // a fall of 3 percent is no formula
				row[i] = inert(row[i])
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// known is a number, or nothing where 0 means unknown.
func known(v float64) string {
	if v == 0 {
		return ""
	}
	return number(v)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// inert makes a cell of text that a spreadsheet would take for a formula into
// plain text, by the apostrophe that spreadsheets know (OWASP, "CSV
// Injection", and the full-width forms that some of them read alike).
func inert(s string) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0"))
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return "'" + s
	}
	return s
}
