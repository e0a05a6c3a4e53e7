package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrNotOurs: the file is something else than a database of backpay. Nothing
// in it was changed.
var ErrNotOurs = errors.New("not a backpay database")

// ErrNewer: the database was written by a later backpay, whose tables this one
// doesn't know. Nothing in it was changed.
var ErrNewer = errors.New("database is of a newer backpay")

// Options says how a database is opened.
type Options struct {
	// Now is the clock; nil for time.Now.
	Now func() time.Time
	// ReadOnly opens an existing file and changes nothing, its journal mode
	// and its schema included.
	ReadOnly bool
	// Holder, if not nil, is written into the file while it is open for writing;
	// Open answers a HeldError where somebody else is.
	Holder *Holder
	// Gone are the words, as String has them, of a holder that is known to have
	// ended: its lease is not waited for. "" for none.
	Gone string
	// Waiting, if not nil, is called every few seconds while another program
	// keeps this one from writing.
	Waiting func(waited time.Duration)
}

// DB is an open database. Its methods may be called from several goroutines:
// writes go one after the other, reads go beside them.
type DB struct {
	path     string
	now      func() time.Time
	gone     string // as Options has it
	readOnly bool
	waiting  func(time.Duration)
	file     os.FileInfo // of the file that was opened for writing
	w        *sql.DB     // one connection; nil when read-only
	kept     statements  // of w
	ahead    ahead
	r        *sql.DB
	endLease func()                    // nil without a lease
	last     func() (*sql.Stmt, error) // lastFetch, prepared once
}

// The readers' and the writer's page caches are small: the operating system caches
// the file anyway, and reading a page of it again costs less than memory for one
// more. A page takes twice its size, since its bytes and its header go into a slot
// of 8 KiB, and a reader's are given back whenever the writer has committed. An
// aggregate of 1,000 postings takes .80 of the CPU that it took with 6 MiB and 1 MiB
// (8 pairs on a loaded machine), and 11 MiB less. A transaction that changes more
// than the writer's cache holds writes those pages more than once.
const (
	writerCacheKiB = 2 << 10
	readerCacheKiB = 512
	readers        = 3
	// checkpointPages is how many pages of 4 KiB the log holds before it is copied
	// into the file. A batch writes to the ends of the same tables and indexes as
	// the one before it: the longer the log, the fewer of their pages are copied
	// more than once.
	checkpointPages = 4000
	busyTimeout     = 10 * time.Second
)

// Open opens the database at path, and makes it when there is none. It answers
// ErrNotOurs for a file of another program and ErrNewer for one of a later
// version.
func Open(ctx context.Context, path string, opt Options) (*DB, error) {
	db := &DB{path: path, now: opt.Now, gone: opt.Gone, readOnly: opt.ReadOnly, waiting: opt.Waiting}
	if db.now == nil {
		db.now = time.Now
	}
	db.last = sync.OnceValues(func() (*sql.Stmt, error) { return db.r.Prepare(lastFetch) })
	if err := db.open(ctx, opt.Holder); err != nil {
		db.closeConns()
		return nil, fmt.Errorf("open database %s: %w", path, plain(err))
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, me *Holder) error {
	abs, err := filepath.Abs(db.path)
	if err != nil {
		return err
	}
	if err := probe(abs, db.readOnly); err != nil {
		return err
	}
	if db.readOnly {
		if db.r, err = connect(abs, "ro", readers, readerCacheKiB); err != nil {
			return err
		}
		return checkSchema(ctx, db.r)
	}
	if me != nil {
		// Asked before the file is opened for writing, which another machine's
		// program would not survive. What can't be asked so, opening finds.
		if other, err := HeldBy(ctx, abs, *me, db.now()); err == nil && other != nil && other.String() != db.gone {
			return &HeldError{*other}
		}
	}
	if db.w, err = connect(abs, "rwc", 1, writerCacheKiB); err != nil {
		return err
	}
	// Nothing is written, the journal mode included, before the file is known
	// to be ours.
	if err := migrate(ctx, db.w); err != nil {
		return err
	}
	if err := canWrite(ctx, db.w); err != nil {
		return err
	}
	// What a statement of many rows would undo is a file of its own else, which took
	// a fifth of an aggregate. A migration's indexes were sorted in such files.
	if _, err := db.w.ExecContext(ctx, "PRAGMA temp_store = MEMORY"); err != nil {
		return err
	}
	if db.file, err = os.Stat(abs); err != nil {
		return err
	}
	if db.r, err = connect(abs, "ro", readers, readerCacheKiB); err != nil || me == nil {
		return err
	}
	return db.takeLease(ctx, *me)
}

// canWrite reports what keeps the file from being written: with its log beside
// it, a file of another user opens and then refuses the first write.
func canWrite(ctx context.Context, pool *sql.DB) error {
	tx, err := pool.BeginTx(ctx, nil)
	if busy(err) {
		return nil // somebody writes, so it can be written; the first write waits
	}
	if err != nil {
		return err
	}
	return tx.Rollback()
}

// probe gives the operating system's plain words for a file that can't be
// opened, where SQLite would say "unable to open database file". It doesn't
// open the file: closing it would give back all locks that the process has on
// it, as POSIX has it, and another program would take the log for nobody's
// (https://www.sqlite.org/howtocorrupt.html, 2.2).
func probe(path string, readOnly bool) error {
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && !readOnly {
		dir, err := os.Stat(filepath.Dir(path))
		if err == nil && !dir.IsDir() {
			err = fmt.Errorf("%s is not a folder", filepath.Dir(path))
		}
		return err
	}
	if err != nil {
		return err
	}
	if st.IsDir() && !readOnly {
		return &fs.PathError{Op: "open", Path: path, Err: syscall.EISDIR}
	}
	if !st.Mode().IsRegular() {
		return errors.New("is not a regular file")
	}
	return access(path, readOnly)
}

// connect returns a pool of connections that are set up alike.
func connect(abs, mode string, conns, cacheKiB int) (*sql.DB, error) {
	path := filepath.ToSlash(abs)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	q := url.Values{"mode": {mode}, "_txlock": {"immediate"}, "_dqs": {"0"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds()),
		"foreign_keys(1)",
		"synchronous(NORMAL)",
		fmt.Sprintf("cache_size(-%d)", cacheKiB),
	}}
	if mode == "ro" {
		q.Set("_txlock", "deferred")
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Add("_pragma", fmt.Sprintf("wal_autocheckpoint(%d)", checkpointPages))
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}
	pool, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	return pool, nil
}

// Close copies the write-ahead log into the file and leaves the log empty
// beside it, so that the file opens from a read-only place too.
//
// The journal mode stays WAL. Changing it takes the whole file for a moment: a
// reader that holds a query would stop every run, and readers without patience
// would meet locks. For the same reason the writer closes before the readers:
// the last connection to close locks the file if it could write, and removes
// the log, without which SQLite can't open the file where nothing can be
// written (https://www.sqlite.org/wal.html, "Read-Only Databases").
func (db *DB) Close() error {
	if db.readOnly {
		return db.r.Close()
	}
	var tables int
	err := db.r.QueryRow("SELECT COUNT(*) FROM sqlite_schema").Scan(&tables) // opens a reader where none was
	db.returnLease()
	// A reader elsewhere is no error: the rest of the log stays for the next Close.
	_, cerr := db.w.Exec("PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE)")
	if cerr != nil && !busy(cerr) {
		err = errors.Join(err, cerr)
	}
	if err = errors.Join(err, db.w.Close(), db.r.Close(), db.stands()); err != nil {
		return fmt.Errorf("close database %s: %w", db.path, err)
	}
	return nil
}

// stands reports as an error that the file was removed or replaced since it was
// opened: all that was written since is nowhere.
func (db *DB) stands() error {
	st, err := os.Stat(db.path)
	if err == nil && !os.SameFile(st, db.file) {
		err = errors.New("another file has taken its place")
	}
	if err != nil {
		return fmt.Errorf("what was written to it is lost: %w", err)
	}
	return nil
}

func (db *DB) closeConns() {
	for _, pool := range []*sql.DB{db.r, db.w} {
		if pool != nil {
			_ = pool.Close() // the error that led here is the one to tell
		}
	}
}

// Snapshot writes a copy of the database to path, in one plain file without a
// log beside it, and replaces what was there. The copy names no archive, which
// its readers don't have, holds no queue of a run, and can be searched:
//
//	SELECT title FROM posting WHERE id IN (SELECT rowid FROM posting_text WHERE posting_text MATCH 'kafka')
//
// The index of words is made for the copy alone, since keeping one up to date
// every night would cost more than the night's other writing.
func (db *DB) Snapshot(ctx context.Context, path string) error {
	conn, err := db.r.Conn(ctx)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	defer conn.Close()
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("snapshot: %w", err)
	}
	// A reader's connection is barred from writing anything, copies included.
	_, err = conn.ExecContext(ctx, "PRAGMA query_only = 0")
	if err == nil {
		_, err = conn.ExecContext(ctx, "VACUUM INTO ?", part)
		_, barred := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only = 1")
		err = errors.Join(err, barred)
	}
	if err != nil {
		_ = os.Remove(part)
		return fmt.Errorf("snapshot to %s: %w", path, plain(err))
	}
	if err := finishSnapshot(ctx, part); err != nil {
		_ = os.Remove(part)
		return fmt.Errorf("snapshot to %s: %w", path, plain(err))
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

func finishSnapshot(ctx context.Context, part string) error {
	abs, err := filepath.Abs(part)
	if err != nil {
		return err
	}
	pool, err := connect(abs, "rw", 1, writerCacheKiB)
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, `PRAGMA journal_mode = DELETE;
		UPDATE fetch SET archive_file = NULL, archive_offset = NULL;
		DELETE FROM frontier;
		DELETE FROM holder;
		DELETE FROM page_read;
		DELETE FROM made;
		CREATE VIRTUAL TABLE posting_text USING fts5 (title, company, description, content = 'posting',
			content_rowid = 'id');
		INSERT INTO posting_text (posting_text) VALUES ('rebuild');
		INSERT INTO posting_text (posting_text) VALUES ('optimize')`)
	return errors.Join(err, pool.Close())
}

// plain replaces SQLite's words by ours where a user meets them.
func plain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w (%s)", ErrNotOurs, oneLine(e.Error()))
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		return fmt.Errorf("its folder can't be written to, which a database needs: %w", err)
	}
	return err
}

func busy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
