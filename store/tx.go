package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// txn is one write transaction. It prepares each statement once, and uses those
// that the database keeps (see statements).
//
// Its context can't be cancelled: a cancellable one costs the driver a
// goroutine for every row, which doubles the price of a batch. A batch is
// small, so cancellation is looked at before it begins.
type txn struct {
	ctx      context.Context
	tx       *sql.Tx
	kept     *statements
	stmts    map[string]statement
	heaviest weight // of what was changed so far
}

// statement is a prepared statement and what its changes mean.
type statement struct {
	*sql.Stmt
	weight weight
}

// write runs f in one transaction: all of it is kept, or nothing.
func (db *DB) write(ctx context.Context, f func(*txn) error) error {
	if db.readOnly {
		return errors.New("database is open for reading only")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	tx, err := db.begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	ctx = context.WithoutCancel(ctx)
	t := &txn{ctx: ctx, tx: tx, kept: &db.kept, stmts: map[string]statement{}}
	if err := f(t); err != nil {
		return err
	}
	if err := t.noteChange(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	db.kept.keep(ctx, db.w)
	return nil
}

// patience is how long a write waits for another program that writes to the
// file, such as an analyst's shell with an open transaction. Readers never
// make it wait.
const patience = 10 * time.Minute

// begin starts a transaction, and waits while another program writes: what was
// gathered is too dear to lose to somebody's open shell.
func (db *DB) begin(ctx context.Context) (*sql.Tx, error) {
	var waited time.Duration
	for {
		tx, err := db.w.BeginTx(context.WithoutCancel(ctx), nil) // waits for busyTimeout itself
		if !busy(err) {
			return tx, err
		}
		waited += busyTimeout
		if ctx.Err() != nil || waited >= patience {
			return nil, fmt.Errorf("another program has been writing to the file for %s: %w", waited, err)
		}
		if db.waiting != nil {
			db.waiting(waited)
		}
	}
}

func (t *txn) stmt(query string) (statement, error) {
	if s, ok := t.stmts[query]; ok {
		return s, nil
	}
	s, ok := t.kept.of(query)
	if ok {
		s.Stmt = t.tx.StmtContext(t.ctx, s.Stmt)
	} else {
		prepared, err := t.tx.PrepareContext(t.ctx, query) // closed with the transaction
		if err != nil {
			return s, err
		}
		s = statement{prepared, weigh(query)}
	}
	t.stmts[query] = s
	return s, nil
}

// exec runs a statement and returns how many rows it changed.
func (t *txn) exec(query string, args ...any) (int, error) {
	s, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	return t.run(s, s.weight, args)
}

// see is exec for a statement that writes down no more than that what is known
// was met again, whatever its table: no figure knows of it.
func (t *txn) see(query string, args ...any) (int, error) {
	s, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	return t.run(s, seenOnly, args)
}

func (t *txn) run(s statement, w weight, args []any) (int, error) {
	res, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	if n > 0 {
		t.heaviest = max(t.heaviest, w)
	}
	return int(n), err
}

// insert runs an INSERT and returns the new row's id.
func (t *txn) insert(query string, args ...any) (int64, error) {
	s, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	t.heaviest = max(t.heaviest, s.weight)
	return res.LastInsertId()
}

// get scans one row into dest, and reports whether there was one.
func (t *txn) get(dest []any, query string, args ...any) (bool, error) {
	s, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(t.ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	t.heaviest = max(t.heaviest, s.weight)
	return err == nil, err
}

// each calls f for every row; f scans it.
func (t *txn) each(f func(*sql.Rows) error, query string, args ...any) error {
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	return eachRow(&reading{Rows: rows, ctx: t.ctx}, func(r *sql.Rows) error {
		t.heaviest = max(t.heaviest, s.weight) // of a statement that returns what it changed
		return f(r)
	})
}

// reading is the rows of a query. As in txn the driver gets a context that
// can't be cancelled, and the caller's is looked at every so many rows.
type reading struct {
	*sql.Rows
	ctx context.Context
	n   int
}

// lookEvery is after how many rows a reading looks whether it is cancelled:
// far less than a second's worth.
const lookEvery = 512

// query reads beside the writer.
func (db *DB) query(ctx context.Context, query string, args ...any) (*reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rows, err := db.r.QueryContext(context.WithoutCancel(ctx), query, args...)
	return &reading{Rows: rows, ctx: ctx}, err
}

func (r *reading) Next() bool {
	if r.n++; r.n%lookEvery == 0 && r.ctx.Err() != nil {
		return false
	}
	return r.Rows.Next()
}

// Err is why the rows ended early.
func (r *reading) Err() error {
	if err := r.Rows.Err(); err != nil {
		return err
	}
	return r.ctx.Err()
}

func eachRow(rows *reading, f func(*sql.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// text is s for a column in which NULL means unknown.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// number is v for a column in which NULL means unknown.
func number[N int | int64 | float64](v N) any {
	if v == 0 {
		return nil
	}
	return v
}

// stamp is a time as the file writes it: ISO 8601, UTC, whole seconds, so that
// times compare as texts.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// stampOr is NULL for the zero time.
func stampOr(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}

// parseStamp reads what stamp wrote; NULL is the zero time.
func parseStamp(s sql.NullString) (time.Time, error) {
	if !s.Valid || s.String == "" {
		return time.Time{}, nil
	}
	return time.Parse("2006-01-02T15:04:05Z", s.String)
}

// list is values as the one argument of json_each(?).
func list[T any](values []T) (string, error) {
	if len(values) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(values)
	return string(b), err
}
