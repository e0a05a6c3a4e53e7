package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// lean is what the Go part of a process may take, in bytes, before garbage is
	// collected sooner than the runtime would, which is when there is as much of it
	// as lives. The program itself takes 38 MiB more, SQLite 15 to 36.
	lean = 72 << 20
	// besides is what of that is no heap.
	besides = 10 << 20
	// roomy is how much may live for lean to leave half as much for garbage.
	roomy = 42 << 20
	// crowded is how much lives where lean is out of reach anyway.
	crowded = 80 << 20
)

// keepLean holds the process to a memory limit that grows with what lives, since a
// fixed one would have a large database collected without end
// (https://go.dev/doc/gc-guide, "Memory limit"). A GOMEMLIMIT of the environment
// stays as it is.
func keepLean() {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	debug.SetMemoryLimit(lean)
	large := false
	afterCollections(func() {
		live := alive()
		// What was large has its memory already: it is lean again once little lives.
		large = live >= crowded || large && live >= crowded/2
		debug.SetMemoryLimit(limitFor(live, large))
	})
}

// limitFor is the limit where so many bytes live: beyond what lean is for, garbage
// may be three quarters as much. With a quarter, a report over 54,000 postings, of
// which 50 MiB live for long, collected 90 times for 8 MiB each, which was 4 s of its
// 16.5. Where the process is large there is no limit: garbage may then be as much as
// lives, as the runtime has it; near a limit of twice what lives the runtime gives
// memory back to the kernel that it soon asks for again, which took 3 s of 23.
func limitFor(live uint64, large bool) int64 {
	switch {
	case large:
		return math.MaxInt64
	case live <= roomy:
		return lean
	}
	return int64(live/4*7) + besides
}

// alive is how many bytes the last collection found in use.
func alive() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// afterCollections has f called after each collection of garbage, for the rest of
// the process.
func afterCollections(f func()) {
	type garbage struct{ _ [16]byte } // with a size that is not put together with others
	var again func(*garbage)
	again = func(*garbage) {
		f()
		runtime.SetFinalizer(&garbage{}, again)
	}
	again(nil)
}
