package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
)

// Changes counts the transactions that changed the file. The numbers only grow,
// so that one that stands as it stood means that nothing came in between. What
// another program writes to the file is not counted.
type Changes struct {
	// Inputs counts those that changed what beliefs, jobs and figures are
	// computed from.
	Inputs int64
	// Seen counts those that changed anything, such as when a posting was last
	// seen or how a run went, but what is made from the inputs.
	Seen int64
}

// Changes returns the counts as they stand.
func (db *DB) Changes(ctx context.Context) (c Changes, err error) {
	if err := db.r.QueryRowContext(ctx, `SELECT inputs, seen FROM change`).Scan(&c.Inputs, &c.Seen); err != nil {
		return c, fmt.Errorf("read changes: %w", err)
	}
	return c, nil
}

// weight is what a statement's changes mean for what was made before.
type weight int

const (
	weightless weight = iota // reads, and writes what is made from the inputs
	seenOnly                 // writes down that what is known was met again
	ofInputs
)

// writing is the beginning of a statement that changes rows.
var writing = regexp.MustCompile(`(?i)^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+([\w.]+)`)

// weights are of tables of which figures know nothing. A table that isn't
// listed is an input, so that a new one can be forgotten here and costs time alone.
var weights = map[string]weight{
	"change": weightless, "made": weightless, "figure": weightless, "edition": weightless, "edition_posting": weightless,
	"job_source_pay": weightless, "place_name": weightless, "holder": weightless,

	"run": seenOnly, "source_run": seenOnly, "fetch": seenOnly, "frontier": seenOnly, "page_read": seenOnly,
	"host_closed": seenOnly, "night": seenOnly, "night_sign": seenOnly, "listed_board": seenOnly, "ending": seenOnly,
	"doubt": seenOnly,
}

// weigh returns the weight of a statement by the table that it writes to.
func weigh(query string) weight {
	m := writing.FindStringSubmatch(query)
	switch {
	case m == nil || len(m[1]) > 5 && m[1][:5] == "temp.":
		return weightless
	default:
		if w, listed := weights[m[1]]; listed {
			return w
		}
		return ofInputs
	}
}

// noteChange counts the transaction, if it changed anything.
func (t *txn) noteChange() error {
	if t.heaviest == weightless {
		return nil
	}
	_, err := t.exec(`UPDATE change SET inputs = inputs + ?, seen = seen + 1`, one(t.heaviest == ofInputs))
	return err
}

// Made is something that was made from the rows: Key is the digest of all that
// went into it, Edition the name of the edition that it is of.
type Made struct {
	Key, Edition string
	Body         []byte
}

// Made returns what was kept under a name; the zero value where there is
// nothing.
func (db *DB) Made(ctx context.Context, name string) (m Made, err error) {
	err = db.r.QueryRowContext(ctx, `SELECT key, edition, body FROM made WHERE name = ?`, name).Scan(&m.Key, &m.Edition, &m.Body)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return m, fmt.Errorf("read %s: %w", name, err)
	}
	return m, nil
}

// PutMade keeps something under a name, in place of what was kept there. It
// goes when the figures of its edition are pruned.
func (db *DB) PutMade(ctx context.Context, name string, m Made) error {
	err := db.write(ctx, func(t *txn) error {
		_, err := t.exec(`INSERT OR REPLACE INTO made (name, key, edition, body) VALUES (?, ?, ?, ?)`,
			name, m.Key, m.Edition, append([]byte{}, m.Body...))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}
