package extract

import (
	"errors"
	"fmt"
	"hash/fnv"
	"iter"

	"backpay/scraper"
)

// tellRows is how many bad rows of a file are told one by one.
const tellRows = 20

// EachRow hands every row of tables to add. A row that can't be read or that
// add refuses is a problem of its own, of which the first are told. The error
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
		return nil, fmt.Errorf("%w: %d of %d rows can't be read, the first: %w", scraper.ErrDrift, bad, bad+good, first)
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

// RowReader makes an observation of a row. It answers false for a row that
// states no pay, which is no error.
type RowReader func(Row) (scraper.Observation, bool, error)

// Observations reads rows into observations: once at once, so that a file
// which is cut off, broken or empty gives an error and nothing of it is kept,
// and again, a row at a time, whenever the sequence is ranged over. reader is
// asked for a new RowReader for each table and reading, which may keep state.
func Observations(tables []*Table, reader func(*Table) RowReader) (seq iter.Seq2[scraper.Observation, error], problems []error, err error) {
	paid := 0
	readers := make(map[*Table]RowReader, len(tables))
	for _, t := range tables {
		readers[t] = reader(t)
	}
	problems, err = EachRow(tables, func(t *Table, row Row) error {
		_, ok, err := readers[t](row)
		if ok && err == nil {
			paid++
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	if paid == 0 {
		return nil, nil, fmt.Errorf("%w: no row states pay", scraper.ErrNoRecord)
	}
	return func(yield func(scraper.Observation, error) bool) {
		for _, t := range tables {
			read := reader(t)
			for row, err := range t.Rows() {
				var one *RowError
				if errors.As(err, &one) {
					continue // told as a problem
				}
				if err != nil {
					yield(scraper.Observation{}, err)
					return
				}
				if o, ok, err := read(row); ok && err == nil && !yield(o, nil) {
					return
				}
			}
		}
	}, problems, nil
}

// RowIDs names rows that have no identity of their own by what they say, and
// the second of two equal rows by its number among them, so that a row keeps
// its name in a later edition of the file.
type RowIDs map[[16]byte]int

// Of returns the name of a row.
func (ids RowIDs) Of(row Row) string {
	h := fnv.New128a()
	for _, c := range row.Cells() {
		_, _ = h.Write([]byte(c))
		_, _ = h.Write([]byte{0})
	}
	key := [16]byte(h.Sum(nil))
	ids[key]++
	if n := ids[key]; n > 1 {
		return fmt.Sprintf("%x-%d", key[:8], n)
	}
	return fmt.Sprintf("%x", key[:8])
}
