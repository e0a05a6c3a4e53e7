// Package testenv says what a test needs of the machine beside Go. Tests alone
// import it.
//
// Where something is missing, a test is skipped and says by name what it
// wants. Where CI=true a missing tool is a failure instead. The recordings are
// not public, so that their tests are skipped wherever BACKPAY_CORPUS doesn't
// name them.
package testenv

import (
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// Tool ends the test unless each program is on the path.
func Tool(tb testing.TB, names ...string) {
	tb.Helper()
	missing := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		_, err := exec.LookPath(name)
		return err == nil
	})
	if len(missing) > 0 {
		Missing(tb, strings.Join(missing, ", "))
	}
}

// Missing ends a test that this machine lacks something for.
func Missing(tb testing.TB, what string) {
	tb.Helper()
	if os.Getenv("CI") == "true" {
		tb.Fatalf("missing on this machine: %s", what)
	} else {
		leave(tb, "wants what this machine doesn't have: "+what)
	}
}

// Corpus returns the folder of the recordings, or ends the test.
func Corpus(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("BACKPAY_CORPUS")
	if dir == "" {
		leave(tb, "wants the recordings, which are not public: BACKPAY_CORPUS names no folder")
	}
	return dir
}

// leave skips the test with the reason.
func leave(tb testing.TB, why string) {
	tb.Helper()
	tb.Log(why)
	tb.SkipNow()
}

// Size returns how much of its work a test does: less of it under -short,
// which shows that the test runs, and not all that it would find.
func Size(full, short int) int {
	if testing.Short() {
		return short
	}
	return full
}

// Long ends a test under -short that is not worth running in part.
func Long(tb testing.TB) {
	tb.Helper()
	if testing.Short() {
		leave(tb, "-short leaves it out")
	}
}

// CPU returns the processor time that f takes, other goroutines of the process
// included: the clock on the wall would also tell of whatever else the machine
// does. Take no test for parallel that uses it.
func CPU(f func()) time.Duration {
	before := used()
	f()
	return used() - before
}

// Unzipped returns what a gzipped file holds.
func Unzipped(t testing.TB, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return data
}
