package main

import (
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// patience is how long a command takes before it shows how far it is.
	patience = 2 * time.Second
	// showEvery is how often that is shown anew.
	showEvery = 250 * time.Millisecond
	// clearLine takes the line away that the cursor stands in.
	clearLine = "\r\x1b[K"
)

// screen is standard error. Where a person watches it, its last line shows how
// far the work is: written over, and taken away before anything else is written.
type screen struct {
	watched bool
	now     func() time.Time
	begun   time.Time

	mu   sync.Mutex
	w    io.Writer
	line string
}

func newScreen(w io.Writer, watched bool, now func() time.Time) *screen {
	return &screen{watched: watched, now: now, begun: now(), w: w}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// Write writes what stays.
func (s *screen) Write(p []byte) (int, error) { return s.before(s.w).Write(p) }

// before returns a writer to the same terminal.
func (s *screen) before(w io.Writer) io.Writer { return beforeLine{s, w} }

type beforeLine struct {
	s *screen
	w io.Writer
}

func (b beforeLine) Write(p []byte) (int, error) {
	b.s.mu.Lock()
	defer b.s.mu.Unlock()
	b.s.put("")
	return b.w.Write(p)
}

// show makes the line; "" takes it away.
func (s *screen) show(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(line)
}

func (s *screen) put(line string) {
	if line == s.line {
		return
	}
	s.line = line
	_, _ = io.WriteString(s.w, clearLine+line) // who can't write here can't say so either
}

// amount is how far a piece of work has come.
type amount struct {
	done, total float64 // of units; a total of 0 is unknown
	more        string  // goes on after the numbers
}

// meter shows how far a piece of work is until end is called: what it is, how
// many units of how many, how many a second, and the time that is left. at may
// be nil where that can't be known.
func (s *screen) meter(what, unit string, at func() amount) (end func()) {
	if s == nil || !s.watched {
		return func() {}
	}
	begun, tick, stop, done := s.now(), time.NewTicker(showEvery), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-tick.C:
				if now := s.now(); now.Sub(s.begun) >= patience {
					s.show(meterLine(what, unit, at, now.Sub(begun)))
				}
			case <-stop:
				return
			}
		}
	}()
	return func() {
		tick.Stop()
		close(stop)
		<-done
		s.show("")
	}
}

func meterLine(what, unit string, at func() amount, took time.Duration) string {
	var a amount
	if at != nil {
		a = at()
	}
	line := what
	switch {
	case a.total > 0:
		line += fmt.Sprintf(": %.0f of %.0f %s", a.done, a.total, unit)
	case a.done > 0:
		line += fmt.Sprintf(": %.0f %s", a.done, unit)
	}
	line += a.more
	rate := a.done / took.Seconds()
	if a.done == 0 || took <= 0 {
		return fmt.Sprintf("%s, %s", line, took.Round(time.Second))
	}
	line += fmt.Sprintf(", %s/s", strings.TrimSuffix(fmt.Sprintf("%.1f", rate), ".0"))
	if a.total > a.done {
		line += fmt.Sprintf(", %s left", time.Duration((a.total-a.done)/rate*float64(time.Second)).Round(time.Second))
	}
	return line
}

// metered shows how many values were taken of a sequence. total counts them all,
// and is asked only where somebody watches.
func metered[T any](s *screen, what, unit string, total func() (int, error), seq iter.Seq2[T, error]) iter.Seq2[T, error] {
	if s == nil || !s.watched {
		return seq
	}
	return func(yield func(T, error) bool) {
		all, err := total()
		if err != nil { // what comes next meets it too
			all = 0
		}
		var done atomic.Int64
		end := s.meter(what, unit, func() amount { return amount{done: float64(done.Load()), total: float64(all)} })
		defer end()
		for v, err := range seq {
			if !yield(v, err) {
				return
			}
			done.Add(1)
		}
	}
}
