package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strings"
)

// applicationID marks the file as ours, as PRAGMA application_id: "bpay".
const applicationID = 0x62706179

// The schema's version is the number of files in migration/, which are applied
// in the order of their names. A file that was released is never edited.
//
//go:embed migration/*.sql
var migrations embed.FS

// schemaSQL is what a file without anything in it becomes: what the migrations
// make of it one after the other, which takes five times as long. TestSchema
// holds the two to the letter, and writes it.
//
//go:embed schema.sql
var schemaSQL string

// dictionaryCSV explains every published column, and is written anew with each
// migration.
//
//go:embed dictionary.csv
var dictionaryCSV string

// schemaState is how a file stands to this program's schema.
type schemaState struct{ application, version, tables int }

// querier is a pool, a connection or a transaction.
type querier interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

func readSchema(ctx context.Context, q querier) (schemaState, error) {
	var s schemaState
	err := q.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT COUNT(*) FROM sqlite_schema)`).
		Scan(&s.application, &s.version, &s.tables)
	return s, err
}

// check answers ErrNotOurs or ErrNewer. A file without anything in it is ours.
func (s schemaState) check(known int) error {
	switch {
	case s == schemaState{}:
		return nil
	case s.application != applicationID:
		return ErrNotOurs
	case s.version > known:
		return fmt.Errorf("%w: its schema is version %d, this program knows %d", ErrNewer, s.version, known)
	}
	return nil
}

// checkSchema says whether a file can be read as it stands.
func checkSchema(ctx context.Context, pool *sql.DB) error {
	files, err := fs.Glob(migrations, "migration/*.sql")
	if err != nil {
		return err
	}
	s, err := readSchema(ctx, pool)
	if err != nil {
		return err
	}
	if err := s.check(len(files)); err != nil {
		return err
	}
	if s.application != applicationID {
		return ErrNotOurs // an empty file, which can't be filled here
	}
	if s.version < len(files) {
		return fmt.Errorf(
			"its schema is version %d and this program reads %d: open it once for writing, as any other command does",
			s.version,
			len(files),
		)
	}
	return nil
}

// migrate brings the file to this program's schema, in one transaction, and
// sets the write-ahead log on.
func migrate(ctx context.Context, pool *sql.DB) error {
	files, err := fs.Glob(migrations, "migration/*.sql")
	if err != nil {
		return err
	}
	s, err := readSchema(ctx, pool)
	if err != nil {
		return err
	}
	if err := s.check(len(files)); err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	if s.version == len(files) {
		return nil
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	// Another process may have migrated it while this one waited.
	if s, err = readSchema(ctx, tx); err != nil {
		return err
	}
	if (s == schemaState{}) {
		if _, err := tx.ExecContext(ctx, schemaSQL); err != nil {
			return fmt.Errorf("schema.sql: %w", err)
		}
	} else if err := upgrade(ctx, tx, files, s.version); err != nil {
		return err
	}
	if err := fillDictionary(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(files))); err != nil {
		return err
	}
	return tx.Commit()
}

// upgrade applies the migrations that come after a version.
func upgrade(ctx context.Context, tx *sql.Tx, files []string, version int) error {
	if err := repair(ctx, tx, version); err != nil {
		return err
	}
	for _, file := range files[version:] {
		text, err := fs.ReadFile(migrations, file)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// repair gives a file what no migration adds. The second version's claims had no
// side_stated and no side in the builds that made files of it: 0002 was given the
// columns when 0003 was there already.
func repair(ctx context.Context, tx *sql.Tx, version int) error {
	if version < 2 {
		return nil
	}
	for _, column := range []string{"side_stated", "side"} {
		var has bool
		err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM pragma_table_info('claim') WHERE name = ?`, column).Scan(&has)
		if err != nil {
			return err
		}
		if has {
			continue
		}
		if _, err := tx.ExecContext(ctx, `ALTER TABLE claim ADD COLUMN `+column+` TEXT`); err != nil {
			return err
		}
	}
	return nil
}

func fillDictionary(ctx context.Context, tx *sql.Tx) error {
	rows, err := csv.NewReader(strings.NewReader(dictionaryCSV)).ReadAll()
	if err != nil {
		return fmt.Errorf("dictionary.csv: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM dictionary"); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO dictionary (table_name, column_name, unit, meaning) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, r := range rows[1:] {
		if _, err := insert.ExecContext(ctx, r[0], r[1], r[2], r[3]); err != nil {
			return fmt.Errorf("dictionary.csv: %s.%s: %w", r[0], r[1], err)
		}
	}
	return nil
}
