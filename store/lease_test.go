package store_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"backpay/store"
)

// A program of another machine that writes to the file keeps others out until it
// has ended, or has been silent for ten minutes; one of this machine until its
// process is gone.
func TestLease(t *testing.T) {
	c := newClock()
	here := store.Holder{PID: os.Getpid(), Host: "here", StartedAt: c.t}
	there := store.Holder{PID: 7, Host: "there", StartedAt: c.t}
	parent := store.Holder{PID: os.Getppid(), Host: "here", StartedAt: c.t}
	dead := store.Holder{PID: 1 << 30, Host: "here", StartedAt: c.t}
	for _, tc := range []struct {
		name string
		of   store.Holder
		ago  time.Duration
		held bool
	}{
		{"another machine", there, 0, true},
		{"another machine, nearly ten minutes ago", there, 9 * time.Minute, true},
		{"another machine, silent for ten minutes", there, 10 * time.Minute, false},
		{"another machine whose clock is a minute ahead", there, -time.Minute, true},
		{"a clock that was a year ahead", there, -365 * 24 * time.Hour, false},
		{"a process of this machine", parent, 0, true},
		{"a process that was killed", dead, 0, false},
		{"this very process", here, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "backpay.db")
			left(t, path, tc.of, c.t.Add(-tc.ago))
			db, err := store.Open(t.Context(), path, store.Options{Now: c.now, Holder: &here})
			held, ok := errors.AsType[*store.HeldError](err)
			if ok != tc.held || ok && held.Holder != tc.of || !ok && err != nil {
				t.Fatalf("open: %v", err)
			}
			if db != nil {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			}
			if n := len(holders(t, path)); n == 1 != tc.held {
				t.Errorf("%d holders at rest", n)
			}
		})
	}
}

// A hard link has a log of its own, and leads to the holder all the same.
func TestLeaseByHardLink(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "backpay.db"), filepath.Join(dir, "link.db")
	there := store.Holder{PID: 7, Host: "there", StartedAt: time.Now()}
	db, err := store.Open(t.Context(), path, store.Options{Holder: &there})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Link(path, link); err != nil {
		t.Log(err) // a file system without links
	} else if _, err := store.Open(t.Context(), link, store.Options{Holder: &store.Holder{Host: "here"}}); err == nil {
		t.Error("opened a file that another program writes to")
	} else if held, ok := errors.AsType[*store.HeldError](err); !ok || held.PID != 7 {
		t.Error(err)
	}
	if err := errors.Join(os.RemoveAll(link), db.Close()); err != nil {
		t.Error(err)
	}
}

// A holder says each minute that it is still there.
func TestLeaseIsRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "backpay.db")
		me := store.Holder{PID: 7, Host: "here", StartedAt: time.Now()}
		db, err := store.Open(t.Context(), path, store.Options{Holder: &me})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(61 * time.Minute)
		synctest.Wait()
		got, want := holders(t, path), me.StartedAt.Add(61*time.Minute).UTC().Format("2006-01-02T15:04:05Z")
		if len(got) != 1 || got[0] != want {
			t.Errorf("renewed at %s, want %s", got, want)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
}

// left makes a file with a lease that nobody gave back.
func left(t *testing.T, path string, h store.Holder, renewed time.Time) {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	const form = "2006-01-02T15:04:05Z"
	raw, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = raw.Exec(`INSERT INTO holder VALUES (?, ?, ?, ?)`, h.PID, h.Host, h.StartedAt.Format(form), renewed.Format(form))
		err = errors.Join(err, raw.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// holders returns when each lease in a file was renewed.
func holders(t *testing.T, path string) []string {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	at := query(t, db, `SELECT renewed_at FROM holder`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return at
}
