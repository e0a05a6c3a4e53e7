package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"backpay/scraper"
	"backpay/store"
)

// openDB takes the lock beside the database and opens it for writing. done must
// be called; its error is the database's.
func (a *app) openDB(c *config) (db *store.DB, done func() error, err error) {
	return a.openDBFor(c, nil)
}

// openDBFor is openDB for work that may turn out to be none: a database that
// it made goes again with done, unless kept says that something is in it. Nil is
// for work whose database stays.
func (a *app) openDBFor(c *config, kept func() bool) (db *store.DB, done func() error, err error) {
	dir := filepath.Dir(c.Database)
	if st, err := os.Stat(dir); err != nil {
		return nil, nil, usageError{fmt.Errorf("database %s: %w", c.Database, err)}
	} else if !st.IsDir() {
		return nil, nil, usageError{fmt.Errorf("database %s: %s is not a folder", c.Database, dir)}
	}
	me := thisProgram(a.now())
	release, gone, err := takeLock(c.Database, me)
	if err != nil {
		return nil, nil, err
	}
	_, err = os.Stat(c.Database)
	made := errors.Is(err, fs.ErrNotExist)
	db, err = store.Open(a.ctx, c.Database, store.Options{Now: a.now, Holder: &me, Gone: gone, Waiting: func(d time.Duration) {
		a.log.Error(fmt.Sprintf("database %s: another program has been writing to it for %s; waiting", c.Database, d))
	}})
	if err != nil {
		return nil, nil, errors.Join(openError(err), release())
	}
	var about []scraper.About
	for _, s := range a.sources {
		about = append(about, s.About())
	}
	if made && kept == nil {
		a.sayNew(c)
	}
	if err := db.PutSources(a.ctx, about); err != nil {
		return nil, nil, errors.Join(err, db.Close(), release())
	}
	return db, func() error {
		err := db.Close()
		switch {
		case !made || kept == nil:
		case kept():
			a.sayNew(c)
		default:
			err = errors.Join(err, removeDatabase(c.Database))
		}
		return errors.Join(err, release())
	}, nil
}

// removeDatabase removes a database and what SQLite keeps beside it.
func removeDatabase(path string) error {
	err := os.Remove(path)
	for _, beside := range []string{"-wal", "-shm"} {
		if e := os.Remove(path + beside); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// sayNew says that a database was made. A path of the command line that is
// mistyped makes one too, so that a quiet run says so as well.
func (a *app) sayNew(c *config) {
	level := slog.LevelInfo
	if a.DB != "" {
		level = slog.LevelError
	}
	a.log.Log(a.ctx, level, fmt.Sprintf("database %s: made anew", c.Database))
}

// readDB opens an existing database to read. It takes no lock: a database can
// be read while a run writes.
func (a *app) readDB(c *config) (*store.DB, error) {
	if err := a.needDB(c); err != nil {
		return nil, err
	}
	db, err := store.Open(a.ctx, c.Database, store.Options{Now: a.now, ReadOnly: true})
	return db, openError(err)
}

// openError says that another program holds the database, and makes what keeps
// one from being opened (no permission, a folder, a file of something else) the
// user's to mend.
func openError(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if _, held := errors.AsType[*store.HeldError](err); held {
		return fmt.Errorf("%w: %w", errLocked, err)
	}
	return usageError{err}
}

// needDB says that there is no database yet, before one is made.
func (a *app) needDB(c *config) error {
	if _, err := os.Stat(c.Database); errors.Is(err, fs.ErrNotExist) {
		return usageError{
			fmt.Errorf("database %s: not there; run backpay refresh or backpay import first", c.Database),
		}
	}
	return nil
}
