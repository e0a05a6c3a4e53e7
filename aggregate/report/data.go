package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
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

// grid is a table of the report: the names of its columns and its rows, whose
// cells are texts, numbers, truths, or nil where nothing is known.
type grid struct {
	head []string
	rows iter.Seq[[]any]
}

// figures are all figures, as the table figure of the database has them.
func (r Report) figures() grid {
	head := []string{
		"edition", "measure", "source", "side", "role", "seniority", "country", "place", "skill", "statistic", "unit", "pay_kind",
		"value", "ci_low", "ci_high", "n_postings", "n_jobs", "n_employers", "n_effective", "disclosure", "grade", "note",
	}
	return grid{head, func(yield func([]any) bool) {
		for _, f := range r.Figures {
			var low, high any // an interval that isn't there is no 0
			if f.CILow != 0 || f.CIHigh != 0 {
				low, high = f.CILow, f.CIHigh
			}
			if !yield([]any{
				f.Edition, f.Measure, f.Source, f.Side, f.Role, f.Seniority, f.Country, f.Place, f.Skill, f.Statistic, f.Unit, f.PayKind,
				f.Value, low, high, f.NPostings, f.NJobs, f.NEmployers, f.NEffective, f.Disclosure, f.Grade, f.Note,
			}) {
				return
			}
		}
	}}
}

// published are what others publish, all of it.
func (r Report) published() grid {
	head := []string{
		"source", "side", "title", "code", "role", "country", "place_text", "company", "skill", "statistic", "label", "pay_kind",
		"amount", "currency", "period", "annual_amount", "annual_factor", "sample_n", "sample_kind", "rel_error", "top_coded",
		"as_of", "obtained_by", "retrieved", "url", "note",
	}
	return grid{head, func(yield func([]any) bool) {
		for _, x := range r.Claims.Rows {
			if !yield([]any{
				x.Source, x.Side, x.Title, x.Code, x.Role, x.Country, x.Place, x.Company, x.Skill, x.Statistic, x.Label, x.PayKind,
				x.Amount, x.Currency, x.Period, known(x.Annual), known(x.Factor), known(float64(x.SampleN)), x.SampleKind,
				known(x.RelError), x.TopCoded, x.AsOf, x.ObtainedBy, x.Retrieved, x.URL, x.Note,
			}) {
				return
			}
		}
	}}
}

// known is a number, or nothing where 0 means unknown.
func known(v float64) any {
	if v == 0 {
		return nil
	}
	return v
}

// table is figures.csv.
type table struct{}

func (table) File() string { return "figures.csv" }

func (table) Render(w io.Writer, r Report) error { return r.figures().csv(w) }

// claimTable is claims.csv.
type claimTable struct{}

func (claimTable) File() string { return "claims.csv" }

func (claimTable) Render(w io.Writer, r Report) error { return r.published().csv(w) }

func (g grid) csv(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(g.head); err != nil {
		return err
	}
	row := make([]string, len(g.head))
	for cells := range g.rows {
		for i, v := range cells {
			switch v := v.(type) {
			case string:
				row[i] = inert(v)
			case float64: // a fall of 3 percent is no formula
				row[i] = number(v)
			case int:
				row[i] = strconv.Itoa(v)
			case bool:
				row[i] = strconv.FormatBool(v)
			default:
				row[i] = ""
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
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
