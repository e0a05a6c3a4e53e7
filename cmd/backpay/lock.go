package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"backpay/store"

	"github.com/gofrs/flock"
)

// errLocked says that another run holds the lock.
var errLocked = errors.New("another run holds the lock")

// lockTries bounds how often a lock file is opened anew that somebody replaced
// while it was being locked.
const lockTries = 100

// takeLock takes the lock of a database, whatever link it is reached by. The
// file beside it stays when the lock is released: who removed it would take
// the lock away from under somebody who had opened it before. The kernel gives
// the lock back when the process ends, however it ends. gone are the words of a
// holder that was killed: it had this file's lock, which this kernel gave back. ""
// where there was none, or where it may have held the lock of another machine.
func takeLock(database string, me store.Holder) (release func() error, gone string, err error) {
	if real, err := filepath.EvalSymlinks(database); err == nil {
		database = real
	}
	path := database + ".lock"
	if st, err := os.Lstat(path); err == nil && !st.Mode().IsRegular() {
		return nil, "", usageError{fmt.Errorf("lock %s: is a link or folder, not a file of ours", path)}
	}
	for range lockTries {
		lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o666))
		got, err := lock.TryLock()
		if err != nil {
			return nil, "", usageError{fmt.Errorf("database %s: %w", database, err)}
		}
		if !got {
			return nil, "", fmt.Errorf("database %s: %w%s", database, errLocked, holder(path))
		}
		gone = leftBy(path)
		signed, err := sign(lock, me)
		if signed {
			return func() error { return errors.Join(unsign(path), lock.Unlock()) }, gone, nil
		}
		if err = errors.Join(err, lock.Unlock()); err != nil {
			return nil, "", fmt.Errorf("lock %s: %w", path, err)
		}
	}
	return nil, "", fmt.Errorf("lock %s: the file is replaced again and again", path)
}

// sign writes into the lock file who holds it. It reports false where the path
// no longer leads to the file that was locked, by device and inode: a lock on a
// file that nobody else can see.
func sign(lock *flock.Flock, me store.Holder) (signed bool, err error) {
	locked, err := lock.Stat()
	if err != nil {
		return false, err
	}
	f, err := os.OpenFile(lock.Path(), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if st, err := f.Stat(); err != nil || !os.SameFile(locked, st) {
		return false, err
	}
	if runtime.GOOS == "windows" {
		return true, nil // a locked file can be written by the lock's handle alone
	}
	if err := f.Truncate(0); err != nil {
		return false, err
	}
	_, err = f.WriteString(me.String() + "\n")
	return err == nil, err
}

// thisProgram is what others are shown of this process.
func thisProgram(started time.Time) store.Holder {
	host, err := os.Hostname()
	if err != nil {
		host = "an unknown host"
	}
	return store.Holder{PID: os.Getpid(), Host: host, StartedAt: started}
}

// unsign takes the holder's name out of the file.
func unsign(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	if err := os.Truncate(path, 0); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// heldBy returns who holds a database, by its lock or by the lease in it; ""
// where nobody does.
func (a *app) heldBy(database string) string {
	if who := lockedBy(database); who != "" {
		return who
	}
	if _, err := os.Stat(database); err != nil {
		return ""
	}
	h, err := store.HeldBy(a.ctx, database, thisProgram(a.now()), a.now())
	if err != nil || h == nil || h.String() == leftBy(database+".lock") { // whoever needs the file will say what is wrong with it
		return ""
	}
	return h.String()
}

// lockedBy returns who holds the lock beside a database, "" where nobody does.
// A process that was killed leaves its name, but no lock.
func lockedBy(database string) string {
	path := database + ".lock"
	words := strings.TrimPrefix(holder(path), ": ")
	if words == "" {
		return ""
	}
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY))
	if free, err := lock.TryRLock(); err == nil && free {
		_ = lock.Unlock()
		return ""
	}
	return words
}

// leftBy returns the words of a holder that was killed, from a lock file whose lock
// is free: the kernel gave it back. "" on a disk that another machine may write to,
// whose kernel has locks of its own.
func leftBy(path string) string {
	if !isLocal(path) {
		return ""
	}
	return strings.TrimPrefix(holder(path), ": ")
}

// holder returns what the lock file says of its holder, to go on after a
// message; "" where it can't be read, as on Windows.
func holder(path string) string {
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return ""
		}
		return ": " + err.Error()
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, 300))
	if line := oneLine(string(b)); err == nil && strings.HasPrefix(line, "process ") {
		return ": " + line
	}
	return ""
}
