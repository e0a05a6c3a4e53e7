package table

import (
	"errors"
	"fmt"

	"backpay/scraper"
)

// tellRows is how many bad rows of a file are reported one by one.
const tellRows = 20

// EachRow hands every row of tables to add. A row that can't be read or that
// add refuses is a problem of its own, of which the first are reported. The error
// is scraper.ErrDrift when a table can't be read to its end, or when more of
// its rows are bad than good.
func EachRow(tables []*Table, add func(*Table, Row) error) (problems []error, err error) {
	good, bad := 0, 0
	var first error
	for _, t := range tables {
		for row, err := range t.Rows() {
			var one *RowError
			switch {
			case errors.As(err, &one):
			case err != nil:
				return nil, fmt.Errorf("%w: %s%w", scraper.ErrDrift, t.prefix(), err)
			default:
				if err = add(t, row); err != nil {
					err = &RowError{row.Number, err}
				}
			}
			if err == nil {
				good++
				continue
			}
			if bad++; bad == 1 {
				first = err
			}
			if bad <= tellRows {
				problems = append(problems, fmt.Errorf("%s%w", t.prefix(), err))
			}
		}
	}
	switch {
	case bad > good:
		return nil, fmt.Errorf(
			"%w: %d of %d rows can't be read, the first: %w",
			scraper.ErrDrift,
			bad,
			bad+good,
			first,
		)
	case good == 0:
		return nil, fmt.Errorf("%w: the table has no rows", scraper.ErrNoRecord)
	case bad > tellRows:
		problems = append(problems, fmt.Errorf("and %d more rows that can't be read", bad-tellRows))
	}
	return problems, nil
}

func (t *Table) prefix() string {
	if t.Name == "" {
		return ""
	}
	return t.Name + ": "
}
