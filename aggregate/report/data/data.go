// Package data writes a document's tables for programs: JSON, CSV, a
// description of the CSV files (Frictionless Data Package), and a feed.
package data

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"backpay/aggregate/report/document"
)

// CSV writes a sheet. A missing value is an empty cell.
func CSV(w io.Writer, s document.Sheet) error {
	c := csv.NewWriter(w)
	row := make([]string, len(s.Variables))
	for i, f := range s.Variables {
		row[i] = f.Name
	}
	if err := c.Write(row); err != nil {
		return err
	}
	for cells := range s.Rows {
		for i := range row {
			row[i] = ""
			if i < len(cells) {
				row[i] = text(cells[i])
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return inert(v)
	case float64: // a fall of 3 percent is no formula
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

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
