// Package observe reads rows of tables into observations.
package observe

import (
	"errors"
	"fmt"
	"hash/fnv"
	"iter"

	"backpay/scraper"
	"backpay/scraper/extract/table"
)

// Reader makes an observation of a row. It answers false for a row that
// states no pay, which is no error.
type Reader func(table.Row) (scraper.Observation, bool, error)

// Read reads rows into observations: once at once, so that a file
// which is cut off, broken or empty gives an error and nothing of it is kept,
// and again, a row at a time, whenever the sequence is ranged over. reader is
// asked for a new Reader for each table and reading, which may keep state.
func Read(
	tables []*table.Table,
	reader func(*table.Table) Reader,
) (seq iter.Seq2[scraper.Observation, error], problems []error, err error) {
	paid := 0
	readers := make(map[*table.Table]Reader, len(tables))
	for _, t := range tables {
		readers[t] = reader(t)
	}
	problems, err = table.EachRow(tables, func(t *table.Table, row table.Row) error {
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
				var one *table.RowError
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

// IDs names rows that have no identity of their own by what they say, and
// the second of two equal rows by its number among them, so that a row keeps
// its name in a later edition of the file.
type IDs map[[16]byte]int

// Of returns the name of a row.
func (ids IDs) Of(row table.Row) string {
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
