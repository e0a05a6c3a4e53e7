package store_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"backpay/store"
)

// asNobody runs f without root's right to pass over permissions: containers
// run tests as root, whom nothing is forbidden.
func asNobody(t *testing.T, f func()) {
	t.Helper()
	if os.Getuid() != 0 {
		f()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread ends with its rights
		if err := syscall.Setfsuid(65534); err != nil {
			t.Errorf("setfsuid: %v", err)
			return
		}
		f()
	}()
	<-done
}

func TestReadOnlyPlaces(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil { // so that nobody may pass
		t.Fatal(err)
	}
	path := filepath.Join(dir, "backpay.db")
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(dir, "closed.db")
	if err := os.WriteFile(closed, nil, 0o000); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })

	asNobody(t, func() {
		ro, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
		if err != nil {
			t.Errorf("a closed database doesn't open from a read-only place: %v", err)
			return
		}
		if err := ro.Close(); err != nil {
			t.Error(err)
		}
	})
	refuse := func(what, path, says string, opt store.Options) {
		t.Helper()
		asNobody(t, func() {
			db, err := store.Open(t.Context(), path, opt)
			if err == nil {
				db.Close()
				t.Errorf("%s: opened", what)
				return
			}
			if s := err.Error(); !strings.Contains(s, path) || !strings.Contains(s, says) || strings.Contains(s, "\n") {
				t.Errorf("%s: got %q, want one line that names the file and says %q", what, s, says)
			}
		})
	}
	refuse("new file in a read-only folder", filepath.Join(dir, "new.db"), "folder can't be written to", store.Options{})
	refuse("read-only file", path, "permission denied", store.Options{})
	refuse("unreadable file", closed, "permission denied", store.Options{ReadOnly: true})
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	refuse("read-only folder", path, "folder can't be written to", store.Options{})
}
