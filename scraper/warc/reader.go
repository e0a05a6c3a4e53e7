package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"os"
	"strconv"
	"strings"
)

const (
	// MaxBlock is the largest block, in bytes, that Scan and Repair take.
	MaxBlock = 256 << 20
	// maxHead bounds a record's own header and that of the answer in it.
	maxHead = 512 << 10
)

// ReadAt returns the record whose gzip member begins at offset. Its block may
// have up to limit bytes. The member's checksum is verified.
func ReadAt(path string, offset, limit int64) (Record, error) {
	f, err := os.Open(path)
	if err != nil {
		return Record{}, err
	}
	defer f.Close()
	r, err := readAt(f, offset, limit)
	if err != nil {
		return Record{}, fmt.Errorf("warc %s at %d: %w", path, offset, err)
	}
	return r, nil
}

func readAt(f *os.File, offset, limit int64) (Record, error) {
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return Record{}, err
	}
	zip, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return Record{}, noEOF(err)
	}
	zip.Multistream(false)
	br := bufio.NewReader(zip)
	r, err := readRecord(br, limit)
	if err != nil {
		return Record{}, noEOF(err)
	}
	// Only at the member's end is its checksum compared.
	if _, err := br.ReadByte(); err == nil {
		return Record{}, fmt.Errorf("%w: bytes follow the record in its member", ErrForm)
	} else if err != io.EOF {
		return Record{}, err
	}
	r.Offset = offset
	return r, nil
}

// Scan yields the records of a file in order. It ends at the first error.
func Scan(path string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(Record{}, err)
			return
		}
		defer f.Close()
		for r, err := range ScanReader(f, MaxBlock) {
			if err != nil {
				err = fmt.Errorf("warc %s at %d: %w", path, r.Offset, err)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// ScanReader yields the records of a stream: gzip members of one or several
// records each, or plain records. It ends at the first error, which comes
// with a Record that has only its Offset. No block may exceed limit bytes.
func ScanReader(in io.Reader, limit int64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		c := &counter{br: bufio.NewReaderSize(in, 64<<10)}
		var zip *gzip.Reader
		for {
			start := c.n
			magic, err := c.br.Peek(2)
			if len(magic) == 0 {
				if err != io.EOF {
					yield(Record{Offset: start}, err)
				}
				return
			}
			if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
				r, err := readRecord(c, limit)
				r.Offset = start
				if !yield(r, noEOF(err)) || err != nil {
					return
				}
				continue
			}
			if zip == nil {
				zip, err = gzip.NewReader(c)
			} else {
				err = zip.Reset(c)
			}
			if err != nil {
				yield(Record{Offset: start}, noEOF(err))
				return
			}
			zip.Multistream(false)
			if !scanMember(bufio.NewReader(zip), start, limit, yield) {
				return
			}
		}
	}
}

// scanMember yields the records of one member, the last one only after the
// member's checksum was seen to be right. It reports whether to go on.
func scanMember(br *bufio.Reader, start, limit int64, yield func(Record, error) bool) bool {
	for {
		r, err := readRecord(br, limit)
		if err == nil {
			if _, err = br.Peek(1); err == io.EOF {
				r.Offset = start
				return yield(r, nil)
			}
		}
		if err != nil {
			yield(Record{Offset: start}, noEOF(err))
			return false
		}
		r.Offset = start
		if !yield(r, nil) {
			return false
		}
	}
}

// source is what a record is read from.
type source interface {
	io.Reader
	ReadSlice(delim byte) ([]byte, error)
}

// readRecord reads one record with the two line breaks that end it.
func readRecord(in source, limit int64) (Record, error) {
	first, budget, err := line(in, maxHead)
	if err != nil {
		return Record{}, err
	}
	if !strings.HasPrefix(first, "WARC/1.") && !strings.HasPrefix(first, "WARC/0.") {
		return Record{}, fmt.Errorf("%w: begins with %.40q", ErrForm, first)
	}
	header := textproto.MIMEHeader{}
	last := ""
	for {
		var s string
		if s, budget, err = line(in, budget); err != nil {
			return Record{}, noEOF(err)
		}
		if s == "" {
			break
		}
		if last != "" && (s[0] == ' ' || s[0] == '\t') { // a folded line, as WARC 1.0 allowed
			v := header[last]
			v[len(v)-1] += " " + strings.TrimSpace(s)
			continue
		}
		name, value, ok := strings.Cut(s, ":")
		if !ok {
			return Record{}, fmt.Errorf("%w: header line %.40q has no colon", ErrForm, s)
		}
		last = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
		header.Add(last, strings.TrimSpace(value))
	}
	var r Record
	r.set(header)
	n, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return Record{}, fmt.Errorf("%w: Content-Length %.40q", ErrForm, header.Get("Content-Length"))
	}
	if n > limit {
		return Record{}, fmt.Errorf("%w: %d bytes, at most %d are read", ErrTooLarge, n, limit)
	}
	block, err := readBlock(in, n)
	if err != nil {
		return Record{}, err
	}
	for _, want := range []string{"", ""} {
		if s, _, err := line(in, 64); err != nil {
			return Record{}, noEOF(err)
		} else if s != want {
			return Record{}, fmt.Errorf("%w: %.40q after the block", ErrForm, s)
		}
	}
	r.Payload = block
	if r.Type == Response {
		if i := bytes.Index(block, []byte("\r\n\r\n")); i >= 0 && i < maxHead {
			r.Head, r.Payload = block[:i+4:i+4], block[i+4:]
		}
	}
	return r, nil
}

// readBlock reads n bytes. It trusts n only as far as bytes come, so that a
// short file that claims much costs little.
func readBlock(in io.Reader, n int64) ([]byte, error) {
	const step = 1 << 20
	if n <= step {
		b := make([]byte, n)
		_, err := io.ReadFull(in, b)
		return b, noEOF(err)
	}
	var b bytes.Buffer
	got, err := b.ReadFrom(io.LimitReader(in, n))
	if err == nil && got < n {
		err = io.ErrUnexpectedEOF
	}
	return b.Bytes(), err
}

// line reads one line without its end, and returns what is left of budget.
func line(in source, budget int) (string, int, error) {
	var long []byte
	for {
		b, err := in.ReadSlice('\n')
		if budget -= len(b); budget < 0 {
			return "", 0, fmt.Errorf("%w: header of more than %d bytes", ErrTooLarge, maxHead)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			long = append(long, b...)
			continue
		}
		if err != nil {
			if len(b)+len(long) > 0 {
				err = noEOF(err)
			}
			return "", 0, err
		}
		s := string(append(long, b...))
		return strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r"), budget, nil
	}
}

// noEOF makes an end of the input what it is within a record: too early.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// counter counts the bytes taken, one by one where gzip asks so, and thus
// knows where a member ends.
type counter struct {
	br *bufio.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.br.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.br.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

func (c *counter) ReadSlice(delim byte) ([]byte, error) {
	b, err := c.br.ReadSlice(delim)
	c.n += int64(len(b))
	return b, err
}
