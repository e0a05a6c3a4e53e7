package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
)

// Repair cuts off what a crash left of an unfinished last record and returns
// how many bytes it cut; 0 when the file is sound. Damage that a sound record
// follows is no crash's work: it is ErrDamaged and nothing is cut.
func Repair(path string) (cut int64, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var bad error
	var at int64
	for r, err := range ScanReader(f, MaxBlock) {
		if err != nil {
			bad, at = err, r.Offset
		}
	}
	if bad == nil {
		return 0, nil
	}
	st, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if st.Size() == at { // not the bytes are at fault
		return 0, fmt.Errorf("warc %s at %d: %w", path, at, bad)
	}
	next, err := recordAfter(f, at+1, st.Size())
	if err != nil {
		return 0, fmt.Errorf("warc %s: %w", path, err)
	}
	if next >= 0 {
		return 0, fmt.Errorf("warc %s: %w: at %d, with a sound record at %d: %w", path, ErrDamaged, at, next, bad)
	}
	if err := f.Truncate(at); err != nil {
		return 0, err
	}
	return st.Size() - at, f.Sync()
}

// recordAfter looks for a gzip member that begins a record, from offset on.
// It returns -1 when there is none.
func recordAfter(f *os.File, offset, size int64) (int64, error) {
	magic := []byte{0x1f, 0x8b, 8}
	const step = 64 << 10
	buf := make([]byte, step+len(magic)-1)
	for ; offset < size; offset += step {
		n, err := f.ReadAt(buf, offset)
		if err != nil && err != io.EOF {
			return 0, err
		}
		for i := 0; ; i++ {
			j := bytes.Index(buf[i:n], magic)
			if j < 0 {
				break
			}
			i += j
			if beginsRecord(io.NewSectionReader(f, offset+int64(i), size)) {
				return offset + int64(i), nil
			}
		}
	}
	return -1, nil
}

func beginsRecord(in io.Reader) bool {
	zip, err := gzip.NewReader(bufio.NewReaderSize(in, 512))
	if err != nil {
		return false
	}
	start := make([]byte, len("WARC/"))
	_, err = io.ReadFull(zip, start)
	return err == nil && string(start) == "WARC/"
}
