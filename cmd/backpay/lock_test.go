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

	"backpay/scraper/testenv"
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
				release, _, err := takeLock(database, thisProgram(time.Unix(0, 0)))
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
	_, _, err := takeLock(filepath.Join(dir, "backpay.db"), thisProgram(time.Unix(0, 0)))
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
	release, _, err := takeLock(database, thisProgram(time.Unix(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = takeLock(database, thisProgram(time.Unix(9, 0)))
	host, _ := os.Hostname()
	want := fmt.Sprintf("another run holds the lock: process %d on %s, started 1970-01-01 00:00:00 UTC", os.Getpid(), host)
	if !errors.Is(err, errLocked) || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %v, want ... %s", err, want)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	if err := errors.Join(os.WriteFile(database, nil, 0o600), os.Symlink(database, link)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := takeLock(link, thisProgram(time.Unix(9, 0))); !errors.Is(err, errLocked) {
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
	if signed, err := sign(old, thisProgram(time.Unix(0, 0))); signed || err != nil {
		t.Errorf("a removed file: signed %v, %v", signed, err)
	}
	if err := os.WriteFile(database+".lock", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if signed, err := sign(old, thisProgram(time.Unix(0, 0))); signed || err != nil {
		t.Errorf("another file of the name: signed %v, %v", signed, err)
	}
}

// A container that was killed comes back under another host name. That its lock is
// free says that it has ended, where the lock file is the one that it had.
func TestKilledContainer(t *testing.T) {
	t.Chdir(t.TempDir())
	if !isLocal(".") {
		testenv.Missing(t, "a local disk for temporary files")
	}
	gone := store.Holder{PID: 1, Host: "3f2a9c11d0e4", StartedAt: time.Now().Add(-time.Minute).UTC().Truncate(time.Second)}
	for _, c := range []struct {
		words string
		code  int
	}{
		{gone.String(), exitDone},
		{"", exitLocked}, // it took the lock of another file
		{store.Holder{PID: 1, Host: "another", StartedAt: gone.StartedAt}.String(), exitLocked},
	} {
		lease(t, "b.db", gone)
		if err := os.WriteFile("b.db.lock", []byte(c.words+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		under := strings.Contains(backpay(t, nil, exitDone, "--db", "b.db", "status"), "a run is under way: "+gone.String())
		if under != (c.code == exitLocked) {
			t.Errorf("status after %q: under way %v", c.words, under)
		}
		backpay(t, nil, c.code, "--db", "b.db", "aggregate")
	}
}

// lease leaves a holder in a database, as one that was killed does.
func lease(t *testing.T, path string, h store.Holder) {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{Holder: &h})
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path) // with the lease, which Open copies into it
	if err = errors.Join(err, db.Close(), os.WriteFile(path, whole, 0o600)); err != nil {
		t.Fatal(err)
	}
}
