package store

import (
	"fmt"
	"strings"
)

// inserts are rows on their way into a table, many by one statement: each of
// them costs more than a row does.
type inserts struct {
	t          *txn
	head       string // "INSERT INTO table (columns) VALUES"
	columns    int
	tail       string // what follows the rows, such as an upsert
	args       []any
	statements map[int]string // by how many rows each puts
}

// insertSizes are how many rows a statement puts: few sizes, since each is a
// statement to compile.
var insertSizes = [...]int{32, 8, 1}

func (t *txn) inserts(head string, columns int, tail string) *inserts {
	return &inserts{t: t, head: head, columns: columns, tail: tail, statements: map[int]string{}}
}

// add takes a row, whose values are copied.
func (r *inserts) add(row ...any) error {
	r.args = append(r.args, row...)
	if len(r.args) < insertSizes[0]*r.columns {
		return nil
	}
	return r.flush()
}

// flush puts the rows that were added. Where they can't be, the error names the
// first that can't.
func (r *inserts) flush() error {
	args := r.args
	r.args = r.args[:0]
	for _, size := range insertSizes {
		for n := size * r.columns; len(args) >= n; args = args[n:] {
			if _, err := r.t.exec(r.statement(size), args[:n]...); err != nil {
				return r.singly(args[:n], err)
			}
		}
	}
	return nil
}

// singly puts rows one by one, for the error of the one that many failed by.
func (r *inserts) singly(args []any, failed error) error {
	for ; len(args) > 0; args = args[r.columns:] {
		row := args[:r.columns]
		if _, err := r.t.exec(r.statement(1), row...); err != nil {
			return fmt.Errorf("row %v: %w", row, err)
		}
	}
	return failed
}

func (r *inserts) statement(rows int) string {
	s := r.statements[rows]
	if s == "" {
		row := "(" + strings.Repeat("?, ", r.columns-1) + "?)"
		s = r.head + " " + strings.Repeat(row+", ", rows-1) + row + " " + r.tail
		r.statements[rows] = s
	}
	return s
}
