package main

import (
	"io"
	"os"
	"sync/atomic"
)

// filesRead is how far the reading of files has come, in bytes as they lie on
// the disk. A file is read more than once where it has to be recognised first.
type filesRead struct {
	sizes []int64
	done  atomic.Int32 // files
	open  atomic.Pointer[os.File]
}

// size takes the files that are to be read, in order.
func (r *filesRead) size(files []string) {
	for _, path := range files {
		var n int64
		if st, err := os.Stat(path); err == nil { // reading it will say what is wrong
			n = st.Size()
		}
		r.sizes = append(r.sizes, n)
	}
}

// next says that a file was read.
func (r *filesRead) next() {
	r.open.Store(nil)
	r.done.Add(1)
}

func (r *filesRead) at() (a amount) {
	for i, n := range r.sizes {
		a.total += float64(n)
		if i < int(r.done.Load()) {
			a.done += float64(n)
		}
	}
	if f := r.open.Load(); f != nil {
		if n, err := f.Seek(0, io.SeekCurrent); err == nil { // else it is closed by now
			a.done += float64(n)
		}
	}
	a.done, a.total = a.done/1e6, a.total/1e6
	return a
}
