package store

import (
	"database/sql"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write schema.sql anew")

// A new file gets what an old one comes to: the same statements in the same
// order, the same rows.
func TestSchema(t *testing.T) {
	migrated := emptyFile(t)
	files, err := fs.Glob(migrations, "migration/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := migrated.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := upgrade(t.Context(), tx, files, 0); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	want := written(t, migrated)
	if *update {
		if err := os.WriteFile("schema.sql", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != schemaSQL {
		t.Fatal("schema.sql isn't what the migrations make: go test ./store -run TestSchema -update writes it")
	}
	fresh := emptyFile(t)
	if _, err := fresh.ExecContext(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if got := written(t, fresh); got != want {
		t.Errorf("schema.sql makes another file than it was written from:\n%s", got)
	}
}

// emptyFile opens a database without anything in it.
func emptyFile(t *testing.T) *sql.DB {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// written puts a file's schema down as SQL, and the rows that migrations give to
// a new file: those of the table change alone, which is held here.
func written(t *testing.T, db *sql.DB) string {
	t.Helper()
	out := []string{"-- Made from migration/ by TestSchema, for a file without anything in it: edit those, not this."}
	rows, err := db.QueryContext(t.Context(), `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text+";")
		if kind == "table" {
			tables = append(tables, name)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, name := range tables {
		rowsMade := `SELECT COUNT(*) FROM "` + name + `"`
		if name == "change" {
			rowsMade += ` WHERE inputs > 0 OR seen > 0`
		}
		var n int
		if err := db.QueryRowContext(t.Context(), rowsMade).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			t.Errorf("table %s of a new file has %d rows that schema.sql doesn't write", name, n)
		}
	}
	return strings.Join(out, "\n\n") + "\n\nINSERT INTO change VALUES (0, 0);\n"
}
