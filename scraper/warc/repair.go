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
//
// Records are only ever added at the end, so that a file whose last record is
// whole has nothing to be cut, and only its end is read: the cost of opening an
// archive doesn't grow with it. What the middle of such a file holds is for
// the reader of a record to verify.
func Repair(path string) (cut int64, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	whole, err := endsWhole(f)
	if err != nil || whole {
		return 0, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
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

// tail is how much of a file's end is looked through for its last record. A
// longer record costs a scan of the whole file.
const tail = 4 << 20

// endsWhole reports whether a file's last record is whole: a member that
// begins a record near the file's end, checksum and all, and ends with it.
func endsWhole(f *os.File) (bool, error) {
	st, err := f.Stat()
	if err != nil {
		return false, err
	}
	size := st.Size()
	from := max(0, size-tail)
	end := make([]byte, size-from)
	if _, err := f.ReadAt(end, from); err != nil && err != io.EOF {
		return false, err
	}
	for at := len(end); ; {
		if at = bytes.LastIndex(end[:at], memberStart); at < 0 {
			return false, nil
		}
		if beginsRecord(bytes.NewReader(end[at:])) {
			// The first one from the end is the last record, or what is left of it.
			return isRecord(end[at:]), nil
		}
	}
}

// isRecord reports whether b is a member that holds whole records, and nothing else.
func isRecord(b []byte) bool {
	n := 0
	for _, err := range ScanReader(bytes.NewReader(b), MaxBlock) {
		if err != nil {
			return false
		}
		n++
	}
	return n > 0
}

// memberStart begins a gzip member.
var memberStart = []byte{0x1f, 0x8b, 8}

// recordAfter looks for a gzip member that begins a record, from offset on.
// It returns -1 when there is none.
func recordAfter(f *os.File, offset, size int64) (int64, error) {
	const step = 64 << 10
	buf := make([]byte, step+len(memberStart)-1)
	for ; offset < size; offset += step {
		n, err := f.ReadAt(buf, offset)
		if err != nil && err != io.EOF {
			return 0, err
		}
		for i := 0; ; i++ {
			j := bytes.Index(buf[i:n], memberStart)
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
