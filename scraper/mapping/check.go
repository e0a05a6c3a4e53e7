package mapping

import (
	"errors"
	"fmt"
	"strings"

	"backpay/scraper/rows"
)

// DefaultSource is the source of rows for which nothing names another.
const DefaultSource = "table"

// ErrNoTitle is the error of a row without a title, such as a note below the
// table.
var ErrNoTitle = errors.New("has no title")

// Check reads the first rows. Its error wraps rows.ErrForm when most of them
// can't be read: then the mapping is of another table.
func (r *Reader) Check() error {
	good, bad := 0, 0
	var first error
	for _, row := range r.t.Sample {
		if r.Skipped(row) {
			continue
		}
		var err error
		if r.m.Kind == "observations" {
			var all int
			if all, err = r.count(row); all == 0 && err == nil {
				continue // states no pay
			}
		} else {
			_, err = r.Posting(row)
		}
		if err == nil {
			good++
			continue
		}
		if bad++; first == nil {
			first = fmt.Errorf("row %d: %w", row.Number, err)
		}
	}
	r.Undated, r.Odd = 0, 0
	clear(r.seen)
	switch {
	case good == 0 && first == nil:
		return fmt.Errorf(
			"%w of %s: none of its first %d rows states pay or passes the filter",
			rows.ErrForm,
			r.m.Kind,
			len(r.t.Sample),
		)
	case bad > good:
		return fmt.Errorf(
			"%w of %s: %d of its first %d rows can't be read, the first: %w",
			rows.ErrForm,
			r.m.Kind,
			bad,
			bad+good,
			first,
		)
	}
	return nil
}

func (r *Reader) count(row rows.Row) (int, error) {
	all, err := r.Observations(row)
	return len(all), err
}

// SecondHeader reports whether a row is the header of another table: most of its
// cells, that of the title among them, are names of columns.
func (r *Reader) SecondHeader(row rows.Row) bool {
	const least = 3
	var words []string
	all := 0
	for i := range row.Cells {
		cell := row.Cell(i)
		if cell == "" {
			continue
		}
		if all++; len(cell) < 40 && !strings.ContainsAny(cell, "0123456789") {
			words = append(words, cell)
		}
	}
	if len(words) < least || len(words)*2 < all || !IsName(r.raw(row, r.columns.title)) {
		return false // as nearly all rows, which are not to be looked at twice
	}
	named := 0
	for _, w := range words {
		if IsName(w) {
			named++
		}
	}
	return named >= least && named*2 >= all
}

// Brief says in a few words which columns are read for what.
func (m *Mapping) Brief() string {
	var parts []string
	add := func(name string, f Field) {
		if len(f.From) > 0 {
			parts = append(parts, name+" from "+f.From[0])
		} else if len(f.Join) > 0 {
			parts = append(parts, name+" from "+strings.Join(f.Join, " and "))
		}
	}
	add("title", m.Columns.Title)
	add("employer", m.Columns.Company)
	add("place", m.Columns.Place)
	add("date", m.Columns.Posted)
	for _, y := range m.Pay {
		for _, f := range []Field{y.Text, y.Min, y.Max, y.Amount, y.Middle} {
			add("pay", f)
		}
	}
	if len(m.Pay) == 0 {
		parts = append(parts, "no column of pay")
	}
	return strings.Join(parts, ", ")
}
