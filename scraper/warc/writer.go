package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

const version = "WARC/1.1"

// Writer appends records to one file. It may be used by several goroutines.
type Writer struct {
	path string
	zips sync.Pool // of *member
	wrap sync.Pool // of *member, for payloads that are compressed already

	mu     sync.Mutex
	file   *os.File
	offset int64
	synced int64 // the offset up to which all is on the disk
	broken error
}

// member is what one record is compressed with and into.
type member struct {
	buf bytes.Buffer
	zip *gzip.Writer
}

// Create makes a new file that begins with a warcinfo record of these fields
// ("software", "format", "http-header-user-agent", ...), dated date. The file
// must not exist.
func Create(path string, date time.Time, info map[string]string) (*Writer, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	w := &Writer{path: path, file: f}
	_, err = w.Write(Record{Type: Info, Date: date, ContentType: "application/warc-fields", Payload: fields(info)})
	if err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(path))
	}
	return w, nil
}

// Open continues a file. After a crash, call Repair first.
func Open(path string) (*Writer, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Writer{path: path, file: f, offset: st.Size()}, nil
}

// level is how hard records are compressed. Over pages of many services it takes
// three fifths of the default level's time for an eighth more bytes, and four
// fifths of level 3's for 6 % more.
const level = 1

// Write appends one record and returns the offset of its gzip member. It
// fills in ID and Digest where they are empty. After an error the file ends
// where it ended before, so that the next Write can succeed.
func (w *Writer) Write(r Record) (offset int64, err error) {
	if r.ID == "" {
		r.ID = newID()
	}
	if r.Digest == "" && r.Type != Info {
		r.Digest = digest(r.Payload)
	}
	head, err := r.head()
	if err != nil {
		return 0, fmt.Errorf("warc %s: %w", w.path, err)
	}
	pool, level := &w.zips, level
	if r.Packed {
		pool, level = &w.wrap, gzip.NoCompression
	}
	if r.Open != nil || len(r.Payload) > large {
		return w.stream(level, head, r)
	}
	m, _ := pool.Get().(*member)
	if m == nil {
		zip, err := gzip.NewWriterLevel(nil, level)
		if err != nil {
			return 0, fmt.Errorf("warc %s: %w", w.path, err)
		}
		m = &member{zip: zip}
	}
	m.buf.Reset()
	m.zip.Reset(&m.buf)
	for _, part := range [][]byte{head, r.Head, r.Payload, []byte("\r\n\r\n")} {
		_, _ = m.zip.Write(part) // writing to a buffer does not fail
	}
	_ = m.zip.Close()
	offset, err = w.append(m.buf.Bytes())
	if m.buf.Cap() <= 1<<20 { // keep no giant alive for the sake of the next small one
		pool.Put(m)
	}
	return offset, err
}

// append writes a whole member in one call, so that a crash leaves at worst
// one incomplete member, and at the file's end.
func (w *Writer) append(b []byte) (int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil {
		return 0, w.broken
	}
	n, err := w.file.Write(b)
	return w.written(int64(n), err)
}

// large is how many bytes a payload has that is compressed straight into the
// file: its compressed form would be held beside it, twice while it grows.
const large = 32 << 20

// stream writes a large member piece by piece. A crash leaves what one of append
// does, but others wait until it is compressed.
func (w *Writer) stream(level int, head []byte, r Record) (int64, error) {
	payload := io.NopCloser(bytes.NewReader(r.Payload))
	if r.Open != nil {
		var err error
		if payload, err = r.Open(); err != nil {
			return 0, fmt.Errorf("warc %s: %w", w.path, err)
		}
	}
	defer payload.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil {
		return 0, w.broken
	}
	to := &tally{to: w.file}
	buf := bufio.NewWriterSize(to, 256<<10)
	zip, err := gzip.NewWriterLevel(buf, level)
	if err != nil {
		return 0, fmt.Errorf("warc %s: %w", w.path, err)
	}
	_, _ = zip.Write(append(head[:len(head):len(head)], r.Head...)) // an error comes again
	n, err := io.Copy(zip, payload)
	if want := int64(len(r.Payload)) + r.Length; err == nil && n != want {
		err = fmt.Errorf("%s has %d bytes where it had %d", r.URI, n, want)
	}
	_, again := io.WriteString(zip, "\r\n\r\n")
	err = errors.Join(err, again, zip.Close(), buf.Flush())
	return w.written(to.n, err)
}

// tally counts the bytes that a file took.
type tally struct {
	to *os.File
	n  int64
}

func (c *tally) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
}

// written notes a member of n bytes and returns its offset, or cuts off what an
// error left of it.
func (w *Writer) written(n int64, err error) (int64, error) {
	at := w.offset
	if err == nil {
		w.offset += n
		return at, nil
	}
	err = fmt.Errorf("warc: %w", err)
	if n > 0 {
		if cut := w.file.Truncate(at); cut != nil {
			w.broken = errors.Join(err, cut)
		}
	}
	return 0, err
}

// Sync brings all that was written onto the disk.
func (w *Writer) Sync() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil || w.synced == w.offset {
		return w.broken
	}
	if err := w.file.Sync(); err != nil {
		return fmt.Errorf("warc: %w", err)
	}
	w.synced = w.offset
	return nil
}

// Close flushes the file to the disk and closes it.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if errors.Is(w.broken, os.ErrClosed) {
		return nil
	}
	w.broken = fmt.Errorf("warc %s: %w", w.path, os.ErrClosed)
	return errors.Join(w.file.Sync(), w.file.Close())
}
