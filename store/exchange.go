package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Column is a column of a table, with its type in the file: INTEGER, REAL, TEXT
// or BLOB.
type Column struct{ Name, Type string }

// Part is the rows of a table in one part of an export.
type Part struct{ Table, Source, Month string }

// months names, by table, the column whose month a row is filed under. It never
// changes, so that a row stays in its part.
var months = map[string]string{"posting": "first_seen_at", "fetch": "fetched_at", "claim": "retrieved_at"}

// readersParts are what an export has for readers beside what was gathered.
// Whoever imports it makes them anew.
var readersParts = []string{
	"place", "employer", "job", "job_source_pay", "posting_pay", "posting_skill", "posting_place", "posting_year_pay", "figure", "job_pay_filled",
}

// postingTables are the tables that the view posting shows as one, as an export
// has it.
var postingTables = [...]string{"posting_head", "posting_said"}

// Exported names the tables of an export: what Merge carries over, the runs, and
// what readers count.
func Exported() (tables []string) {
	for _, p := range mergeParts {
		switch {
		case p.table == postingTables[0]:
			tables = append(tables, "posting")
		case p.table == postingTables[1]:
		case p.made == "" || p.table == "run":
			tables = append(tables, p.table)
		}
	}
	return append(tables, readersParts...)
}

// Imported reports whether the rows of a table of an export are taken in.
func Imported(table string) bool {
	if table == "posting" {
		return true
	}
	for _, p := range mergeParts {
		if p.table == table {
			return p.made == "" || table == "run"
		}
	}
	return false
}

// Export hands on the rows of a table in the order of their parts. values is
// good until give returns. It reads beside a writer.
func (db *DB) Export(
	ctx context.Context,
	table string,
	give func(part Part, cols []Column, values []any) error,
) error {
	cols, err := db.columns(ctx, table)
	if err != nil {
		return fmt.Errorf("export %s: %w", table, err)
	}
	source, month, order := "''", "''", ""
	for _, c := range cols {
		if c.Name == "source" {
			source = "source"
		}
	}
	if m := months[table]; m != "" {
		month = "SUBSTR(" + m + ", 1, 7)"
	}
	if source != "''" {
		order = " ORDER BY 1, 2"
	}
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.Name
	}
	rows, err := db.query(ctx, `SELECT `+source+`, `+month+`, `+strings.Join(names, ", ")+` FROM `+table+order)
	if err != nil {
		return fmt.Errorf("export %s: %w", table, err)
	}
	part := Part{Table: table}
	values := make([]any, len(cols))
	into := []any{&part.Source, &part.Month}
	for i := range values {
		into = append(into, &values[i])
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		if err := r.Scan(into...); err != nil {
			return err
		}
		return give(part, cols, values)
	})
	if err != nil {
		return fmt.Errorf("export %s: %w", table, err)
	}
	return nil
}

func (db *DB) columns(ctx context.Context, table string) (cols []Column, err error) {
	rows, err := db.query(ctx, `SELECT name, CASE type WHEN '' THEN 'REAL' ELSE type END FROM pragma_table_xinfo(?)
		WHERE hidden = 0 AND (?1 <> 'posting' OR name NOT IN (SELECT name FROM pragma_table_xinfo('posting_head')
			WHERE hidden > 0)) ORDER BY cid`, table)
	if err != nil {
		return nil, err
	}
	return cols, eachRow(rows, func(r *sql.Rows) error {
		var c Column
		err := r.Scan(&c.Name, &c.Type)
		cols = append(cols, c)
		return err
	})
}

// Fill is an import of an export into an empty file, in one transaction: all of
// it is kept, or nothing.
type Fill struct {
	t    *txn
	has  map[string]bool // "table column"
	into map[string]string
}

// Fill calls f, which puts the rows.
func (db *DB) Fill(ctx context.Context, f func(*Fill) error) error {
	var rows int
	if err := db.r.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM run) + (SELECT COUNT(*) FROM posting)`).Scan(&rows); err != nil {
		return err
	}
	if rows > 0 {
		return errors.New(
			"the database holds runs of its own: import the export into a new one (--db), and merge the two",
		)
	}
	return db.write(ctx, func(t *txn) error {
		// Rows that refer to others may come before them.
		if _, err := t.exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
			return err
		}
		fill := Fill{t: t, has: map[string]bool{}, into: map[string]string{}}
		for _, p := range mergeParts {
			cols, err := db.columns(ctx, p.table)
			if err != nil {
				return err
			}
			for _, c := range cols {
				fill.has[p.table+" "+c.Name] = true
			}
		}
		return f(&fill)
	})
}

// Put puts a row of a table. A column that this program doesn't know is an
// error: the export is of a later one.
func (f *Fill) Put(table string, names []string, values []any) error {
	if !Imported(table) {
		return fmt.Errorf("table %q is none that is imported", table)
	}
	for i, n := range names {
		if table == "posting" && (n == "job_id" || n == "place_id") {
			values[i] = nil
		}
		if n == "stale" {
			values[i] = int64(1)
		}
	}
	if table != "posting" {
		_, err := f.put(table, names, values)
		return err
	}
	return f.putPosting(names, values)
}

// putPosting puts a row of the view posting into the tables that it shows.
func (f *Fill) putPosting(names []string, values []any) error {
	var headNames, saidNames []string
	var head, said []any
	for i, n := range names {
		switch v := values[i]; n {
		case "record", "description":
			saidNames, said = append(saidNames, n), append(said, v)
			continue
		case "id":
			saidNames, said = append(saidNames, "posting_id"), append(said, v)
		case "sha256":
			if digest, ok := v.(string); ok {
				values[i] = sumBytes(digest)
			}
		}
		headNames, head = append(headNames, n), append(head, values[i])
	}
	if n, err := f.put(postingTables[0], headNames, head); err != nil || n == 0 {
		return err
	}
	_, err := f.put(postingTables[1], saidNames, said)
	return err
}

func (f *Fill) put(table string, names []string, values []any) (int, error) {
	key := table + " " + strings.Join(names, " ")
	query := f.into[key]
	if query == "" {
		for _, n := range names {
			if !f.has[table+" "+n] {
				return 0, fmt.Errorf("table %s has no column %q: the export is of another version of backpay", table, n)
			}
		}
		query = `INSERT INTO ` + table + ` (` + strings.Join(names, ", ") + `) VALUES (?` +
			strings.Repeat(", ?", len(names)-1) + `) ON CONFLICT DO NOTHING`
		f.into[key] = query
	}
	return f.t.exec(query, values...)
}
