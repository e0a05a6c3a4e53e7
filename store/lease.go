package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Holder is a program that writes to the file, or is about to.
type Holder struct {
	PID       int
	Host      string
	StartedAt time.Time
}

// String names the holder in words that go on after "is held by".
func (h Holder) String() string {
	return fmt.Sprintf("process %d on %s, started %s", h.PID, h.Host, h.StartedAt.UTC().Format("2006-01-02 15:04:05 MST"))
}

// HeldError says that another program holds the file.
type HeldError struct{ Holder }

func (e *HeldError) Error() string { return "another program writes to the file: " + e.String() }

const (
	// renewEvery is how often a holder writes down that it is still there.
	renewEvery = time.Minute
	// leaseFor is for how long that is believed. No transaction of ours takes
	// nearly as long.
	leaseFor = 10 * time.Minute
)

// HeldBy returns who else holds the file at path as its lease says; nil where
// nobody does. It changes nothing: a program of another machine may be writing.
func HeldBy(ctx context.Context, path string, me Holder, now time.Time) (*Holder, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	pool, err := connect(abs, "ro", 1, readerCacheKiB)
	if err != nil {
		return nil, err
	}
	h, err := heldBy(ctx, pool, me, "", now)
	if err = errors.Join(err, pool.Close()); err != nil {
		return nil, fmt.Errorf("who holds database %s: %w", path, err)
	}
	return h, nil
}

// heldBy returns who holds the file; gone is as Options has it.
func heldBy(ctx context.Context, q querier, me Holder, gone string, now time.Time) (*Holder, error) {
	var h Holder
	var started, renewed sql.NullString
	err := q.QueryRowContext(ctx, `SELECT pid, host, started_at, renewed_at FROM holder LIMIT 1`).Scan(&h.PID, &h.Host, &started, &renewed)
	if errors.Is(err, sql.ErrNoRows) || err != nil && strings.Contains(err.Error(), "no such table") {
		return nil, nil
	}
	if err != nil {
		return nil, plain(err)
	}
	last, err := parseStamp(renewed)
	if err == nil {
		h.StartedAt, err = parseStamp(started)
	}
	if err != nil || h.String() == gone || !h.holds(me, now.Sub(last)) {
		return nil, err
	}
	return &h, nil
}

// holds reports whether a lease that was renewed so long ago keeps me out. One
// of the future, whose clock was wrong, is not believed for longer than others.
func (h Holder) holds(me Holder, ago time.Duration) bool {
	if ago >= leaseFor || ago <= -leaseFor {
		return false
	}
	return h.Host != me.Host || h.PID != me.PID && alive(h.PID)
}

// alive reports whether a process of this machine is there. Where that can't be
// found out, it is.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	return err == nil && !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// takeLease makes the program the holder of the file, and renews that until
// returnLease.
func (db *DB) takeLease(ctx context.Context, me Holder) error {
	err := db.write(ctx, func(t *txn) error {
		other, err := heldBy(ctx, t.tx, me, db.gone, db.now())
		if err != nil {
			return err
		}
		if other != nil {
			return &HeldError{*other}
		}
		if _, err := t.exec(`DELETE FROM holder`); err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO holder (pid, host, started_at, renewed_at) VALUES (?, ?, ?, ?)`,
			me.PID, me.Host, stamp(me.StartedAt), stamp(db.now()))
		return err
	})
	if err != nil {
		return err
	}
	db.showLease(ctx)
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(renewEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				// One that fails is made up for by the next.
				_, _ = db.w.ExecContext(ctx, `UPDATE holder SET renewed_at = ?`, stamp(db.now()))
				db.showLease(ctx)
			case <-ctx.Done():
				return
			}
		}
	}()
	db.endLease = func() {
		stop()
		<-done
	}
	return nil
}

// showLease copies the lease from the log into the file: by another name, or from
// another machine, the log isn't seen. What a reader keeps from being copied now
// is copied the next time.
func (db *DB) showLease(ctx context.Context) {
	_, _ = db.w.ExecContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`)
}

// returnLease gives the file back. One that can't be given back, for another
// program writes, ends with the process.
func (db *DB) returnLease() {
	if db.endLease == nil {
		return
	}
	db.endLease()
	_, _ = db.w.Exec(`PRAGMA busy_timeout = 100; DELETE FROM holder`)
}
