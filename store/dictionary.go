package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Meaning is a row of the dictionary: of a column, or where Column is empty of
// its table or view.
type Meaning struct{ Table, Column, Unit, Words string }

// Dictionary returns what tables, views and columns mean, by table.
func (db *DB) Dictionary(ctx context.Context) (all []Meaning, err error) {
	rows, err := db.query(ctx, `SELECT table_name, column_name, unit, meaning FROM dictionary ORDER BY 1, 2`)
	if err != nil {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var m Meaning
		err := r.Scan(&m.Table, &m.Column, &m.Unit, &m.Words)
		all = append(all, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	return all, nil
}
