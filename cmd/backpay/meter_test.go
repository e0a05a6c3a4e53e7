package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Work of more than two seconds says how far it is, in one line that goes again;
// what else is written stands on a line of its own.
func TestMeter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		s := newScreen(&out, true, time.Now)
		said := func() string {
			defer out.Reset()
			return out.String()
		}
		end := s.meter("reading", "pages", func() amount { return amount{done: 1} })
		time.Sleep(patience - time.Millisecond)
		synctest.Wait()
		end()
		if got := said(); got != "" {
			t.Errorf("within two seconds: %q", got)
		}
		done := 0
		end = s.meter("normalising", "postings", func() amount { return amount{done: float64(done), total: 5000, more: ", 2 of them odd"} })
		for _, want := range []string{
			"normalising: 0 of 5000 postings, 2 of them odd, 1s",
			"normalising: 500 of 5000 postings, 2 of them odd, 250/s, 18s left",
			"normalising: 1000 of 5000 postings, 2 of them odd, 333.3/s, 12s left",
		} {
			time.Sleep(time.Second)
			synctest.Wait()
			if got := said(); !strings.HasSuffix(got, clearLine+want) {
				t.Errorf("got %q, want it to end in %q", got, want)
			}
			done += 500
		}
		if _, err := io.WriteString(s, "backpay: a message\n"); err != nil {
			t.Error(err)
		}
		if got, want := said(), clearLine+"backpay: a message\n"; got != want {
			t.Errorf("a message beside it: %q, want %q", got, want)
		}
		time.Sleep(time.Second)
		end()
		if got := said(); !strings.HasSuffix(got, clearLine) {
			t.Errorf("the line stays at the end: %q", got)
		}
		time.Sleep(time.Hour)
		if got := said(); got != "" {
			t.Errorf("after its end: %q", got)
		}
	})
}

// Where nobody watches nothing is shown, and nothing counted for it.
func TestMeterUnwatched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		s := newScreen(&out, false, time.Now)
		end := s.meter("reading", "pages", func() amount { t.Error("asked how far it is"); return amount{} })
		total := func() (int, error) { t.Error("counted"); return 0, nil }
		n := 0
		for range metered(s, "reading", "pages", total, upTo(7)) {
			time.Sleep(time.Minute)
			n++
		}
		end()
		if out.Len() > 0 || n != 7 {
			t.Errorf("%d values, %q", n, out.String())
		}
	})
}

// A sequence is counted as it is taken, one whose length can't be had too.
func TestMetered(t *testing.T) {
	for want, fails := range map[string]error{
		"reading: 3 of 7 rows, 0.8/s, 5s left": nil,
		"reading: 3 rows, 0.8/s":               errors.New("no table"),
	} {
		synctest.Test(t, func(t *testing.T) {
			var out strings.Builder
			total := func() (int, error) { return 7, fails }
			for v := range metered(newScreen(&out, true, time.Now), "reading", "rows", total, upTo(7)) {
				if v == 3 {
					time.Sleep(3 * showEvery)
					synctest.Wait()
					break
				}
				time.Sleep(time.Second)
			}
			if got := strings.TrimSuffix(out.String(), clearLine); !strings.HasSuffix(got, clearLine+want) {
				t.Errorf("got %q, want it to end in %q", got, want)
			}
		})
	}
}

func upTo(n int) func(func(int, error) bool) {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
	}
}

// How far files are read is counted in bytes on the disk.
func TestFilesRead(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"a", "b"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, make([]byte, 3e6), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	var r filesRead
	r.size(append(files, filepath.Join(dir, "not there")))
	r.next()
	f, err := os.Open(files[1])
	if err != nil {
		t.Fatal(err)
	}
	r.open.Store(f)
	if _, err := io.CopyN(io.Discard, f, 1e6); err != nil {
		t.Fatal(err)
	}
	if got := r.at(); got != (amount{done: 4, total: 6}) {
		t.Errorf("%+v", got)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if got := r.at(); got.done != 3 {
		t.Errorf("of a file that is closed: %+v", got)
	}
}
