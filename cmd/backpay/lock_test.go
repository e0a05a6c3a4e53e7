package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"backpay/store"

	"github.com/gofrs/flock"
)

// However many ask at once, and whoever removes the file under them, one holds
// the lock at a time.
func TestOneHolder(t *testing.T) {
	database := filepath.Join(t.TempDir(), "backpay.db")
	var holders, taken atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				release, err := takeLock(database, time.Unix(0, 0))
				if errors.Is(err, errLocked) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				taken.Add(1)
				if n := holders.Add(1); n != 1 {
					t.Errorf("%d hold the lock at once", n)
				}
				holders.Add(-1)
				if err := release(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if taken.Load() == 0 {
		t.Error("nobody took the lock")
	}
}

// A link in the place of the lock file leads to nobody's file being emptied.
func TestLockIsNoLink(t *testing.T) {
	dir := t.TempDir()
	victim := filepath.Join(dir, "victim")
	if err := os.WriteFile(victim, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(victim, filepath.Join(dir, "backpay.db.lock")); err != nil {
		t.Log(err) // a system without links for everybody
		return
	}
	_, err := takeLock(filepath.Join(dir, "backpay.db"), time.Unix(0, 0))
	text, readErr := os.ReadFile(victim)
	if exitCode(err) != exitUsage || readErr != nil || string(text) != "precious" {
		t.Errorf("%v; the file holds %q, %v", err, text, readErr)
	}
}

// A program of another machine, whose lock is not seen here, is named by the
// file; commands that read go on, and status and check name it too.
func TestHeldElsewhere(t *testing.T) {
	t.Chdir(t.TempDir())
	there := store.Holder{PID: 7, Host: "there", StartedAt: time.Now()}
	db, err := store.Open(t.Context(), "b.db", store.Options{Holder: &there})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	want := "process 7 on there, started " + there.StartedAt.UTC().Format(time.DateTime)
	if said := backpay(t, nil, exitLocked, "--db", "b.db", "aggregate"); !strings.Contains(said, "another run holds the lock") || !strings.Contains(said, want) {
		t.Errorf("aggregate: %q, want ... %s", said, want)
	}
	if said := backpay(t, nil, exitDone, "--db", "b.db", "status"); !strings.Contains(said, want) {
		t.Errorf("status: %q, want ... %s", said, want)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	backpay(t, nil, exitDone, "--db", "b.db", "aggregate")
}

// A lock on a file that was removed or replaced meanwhile is none.
func TestLockOfAnotherFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // an open file can't be replaced there
	}
	database := filepath.Join(t.TempDir(), "backpay.db")
	release, err := takeLock(database, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	_, err = takeLock(database, time.Unix(9, 0))
	host, _ := os.Hostname()
	want := fmt.Sprintf("another run holds the lock: process %d on %s, started 1970-01-01 00:00:00 UTC", os.Getpid(), host)
	if !errors.Is(err, errLocked) || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %v, want ... %s", err, want)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	if err := errors.Join(os.WriteFile(database, nil, 0o600), os.Symlink(database, link)); err != nil {
		t.Fatal(err)
	}
	if _, err := takeLock(link, time.Unix(9, 0)); !errors.Is(err, errLocked) {
		t.Errorf("by another name: %v, want a refusal", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(database + ".lock"); err != nil {
		t.Errorf("the file is gone: %v", err)
	}

	old := flock.New(database + ".lock")
	if ok, err := old.TryLock(); err != nil || !ok {
		t.Fatalf("lock: %v, %v", ok, err)
	}
	defer func() { _ = old.Unlock() }()
	if err := os.Remove(database + ".lock"); err != nil {
		t.Fatal(err)
	}
	if signed, err := sign(old, time.Unix(0, 0)); signed || err != nil {
		t.Errorf("a removed file: signed %v, %v", signed, err)
	}
	if err := os.WriteFile(database+".lock", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if signed, err := sign(old, time.Unix(0, 0)); signed || err != nil {
		t.Errorf("another file of the name: signed %v, %v", signed, err)
	}
}
