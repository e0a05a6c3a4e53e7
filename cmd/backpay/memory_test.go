package main

import (
	"math"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// The limit stays where little lives, and there is none where much does: a fixed
// one would be reached without anything to collect.
func TestLimitFor(t *testing.T) {
	if got := limitFor(40<<20, false); got != lean {
		t.Errorf("of 40 MiB alive: %d, want %d", got, lean)
	}
	if got := limitFor(64<<20, false); got < 110<<20 || got > 125<<20 {
		t.Errorf("of 64 MiB alive: %d", got)
	}
	for _, live := range []uint64{80 << 20, 300 << 20, 4 << 30} {
		if got := limitFor(live, true); got != math.MaxInt64 {
			t.Errorf("of %d alive: %d: garbage is collected sooner than the runtime would", live, got)
		}
	}
}

// keepLean makes the limit follow what lives, up and down, and leaves a GOMEMLIMIT
// of the environment alone. It is for a whole process, hence one of its own.
func TestKeepLean(t *testing.T) {
	if os.Getenv("BACKPAY_LEAN") == "" {
		for _, limit := range []string{"", "700MiB"} {
			cmd := exec.Command(os.Args[0], "-test.run", "^TestKeepLean$", "-test.v")
			cmd.Env = append(os.Environ(), "BACKPAY_LEAN=1", "GOMEMLIMIT="+limit)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("GOMEMLIMIT=%s: %v\n%s", limit, err, strings.TrimSpace(string(out)))
			}
		}
		return
	}
	keepLean()
	if os.Getenv("GOMEMLIMIT") != "" {
		if got := debug.SetMemoryLimit(-1); got != 700<<20 {
			t.Errorf("the environment's limit became %d", got)
		}
		return
	}
	held := make([]byte, 256<<20)
	await(t, "no limit", func(limit int64) bool { return limit == math.MaxInt64 })
	runtime.KeepAlive(held)
	held = nil
	await(t, "lean limit again", func(limit int64) bool { return limit == lean })
}

// await collects garbage until the memory limit is as it should be.
func await(t *testing.T, what string, is func(int64) bool) {
	t.Helper()
	for range 2000 {
		runtime.GC()
		if is(debug.SetMemoryLimit(-1)) {
			return
		}
		runtime.Gosched() // the limit follows in another goroutine
	}
	t.Errorf("no %s: %d", what, debug.SetMemoryLimit(-1))
}
