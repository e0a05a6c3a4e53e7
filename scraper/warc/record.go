// Package warc writes and reads WARC 1.1 files (ISO 28500:2017), as far as an
// archive of answers needs: warcinfo, response and resource records, each a
// gzip member of its own, so that a record can be read by its offset and
// `zcat FILE` shows the whole file to a person.
//
// It knows nothing of the network. The reader takes the records of other
// writers too, compressed or not, and treats every byte as hostile: sizes are
// bounded and what does not fit is an error, never cut.
package warc

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"sort"
	"strconv"
	"strings"
	"time"
)

// The record types that this package writes. Others are read and passed on.
const (
	Info     = "warcinfo" // about the file, always its first record
	Response = "response" // a whole HTTP answer
	Resource = "resource" // bytes without an answer around them: an imported file
)

// Record is one record. The block is Head followed by Payload.
type Record struct {
	Type string // one of the constants above
	ID   string // "<urn:uuid:...>"; Write makes one up where it is empty
	URI  string // WARC-Target-URI: where the bytes came from
	Date time.Time
	// ContentType is that of the block: "application/http;msgtype=response"
	// for a response, the file's own type for a resource.
	ContentType string
	// Digest is the payload's digest as "sha256:" and hex digits.
	Digest string
	// Head is the status line and headers of a response, with the empty line
	// that ends them; nil for other types.
	Head []byte
	// Payload is the body of a response, else the whole block.
	Payload []byte
	// Open reads a payload that is too large to be held, of Length bytes, in place of
	// Payload; nil for every other. Digest must be set then. The reader sets neither.
	Open   func() (io.ReadCloser, error)
	Length int64
	// Packed says that the payload is compressed: Write doesn't try it again. The
	// reader does not set it; the answer's Content-Encoding says it there.
	Packed bool
	// Offset is where the record's gzip member begins in its file, in bytes.
	// The reader sets it.
	Offset int64
}

// The errors that callers tell apart. They are wrapped with what was seen.
var (
	// ErrTooLarge: a record is larger than the reader was told to take.
	ErrTooLarge = errors.New("record is too large")
	// ErrForm: the bytes are no WARC record.
	ErrForm = errors.New("not a WARC record")
	// ErrDamaged: a file has a broken record before sound ones.
	ErrDamaged = errors.New("damaged before its end")
)

// rawPrefix is put before the names of headers that were true of the bytes on
// the wire and are not of the archived ones. Common Crawl uses the same.
const rawPrefix = "X-Crawler-"

// NewResponse makes a record of an HTTP answer whose body was decompressed.
// The headers that described the transfer are kept under X-Crawler- names,
// and Content-Length is the body's own.
func NewResponse(uri string, date time.Time, status int, header http.Header, body []byte) Record {
	return response(uri, date, status, header, body, "Content-Encoding", "Transfer-Encoding", "Content-Length")
}

// NewPacked makes a record of an HTTP answer whose body is as it came, in the
// Content-Encoding that header names.
func NewPacked(uri string, date time.Time, status int, header http.Header, body []byte) Record {
	r := response(uri, date, status, header, body, "Transfer-Encoding", "Content-Length")
	r.Packed = true
	return r
}

// response makes a record of an answer; the headers named wire are not true of body.
func response(uri string, date time.Time, status int, header http.Header, body []byte, wire ...string) Record {
	h := header.Clone()
	if h == nil {
		h = http.Header{}
	}
	for _, name := range wire {
		if v, ok := h[name]; ok {
			h[rawPrefix+name] = v
			delete(h, name)
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	var head bytes.Buffer
	// An unknown code has no text; the blank after it belongs to the form.
	fmt.Fprintf(&head, "HTTP/1.1 %03d %s\r\n", status, http.StatusText(status))
	_ = h.Write(&head) // writing to a buffer does not fail
	head.WriteString("\r\n")
	return Record{
		Type: Response, URI: uri, Date: date, ContentType: "application/http;msgtype=response",
		Head: head.Bytes(), Payload: body,
	}
}

// NewResource makes a record of a file's bytes.
func NewResource(uri string, date time.Time, contentType string, content []byte) Record {
	return Record{Type: Resource, URI: uri, Date: date, ContentType: contentType, Payload: content}
}

// HTTP returns the answer that a response record holds. A body that another
// writer archived in chunks is joined; a Content-Encoding is left to the
// caller, who knows how large the body may grow.
func (r Record) HTTP() (status int, header http.Header, body []byte, err error) {
	if r.Type != Response {
		return 0, nil, nil, fmt.Errorf("%w of an answer: %s holds no HTTP", ErrForm, r.Type)
	}
	block := io.MultiReader(bytes.NewReader(r.Head), bytes.NewReader(r.Payload))
	resp, err := http.ReadResponse(bufio.NewReader(block), nil)
	if err != nil {
		return 0, nil, nil, fmt.Errorf("%w: answer in the block: %w", ErrForm, err)
	}
	defer resp.Body.Close()
	if len(resp.TransferEncoding) == 0 {
		// Content-Length may be the wire's in files of others: the block's
		// own length rules.
		return resp.StatusCode, resp.Header, r.Payload, nil
	}
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		return 0, nil, nil, fmt.Errorf("%w: chunked body in the block: %w", ErrForm, err)
	}
	return resp.StatusCode, resp.Header, body, nil
}

// Verify compares the payload with the record's digest. A record without a
// digest, or with one of another algorithm than SHA-256, passes.
func (r Record) Verify() error {
	if !strings.HasPrefix(r.Digest, "sha256:") {
		return nil
	}
	if got := digest(r.Payload); !strings.EqualFold(got, r.Digest) {
		return fmt.Errorf("payload digest is %s, the record says %q", got, r.Digest)
	}
	return nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// newID returns a random (version 4) UUID in the form the standard asks for.
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// head returns the record's own header block.
func (r Record) head() ([]byte, error) {
	fields := [][2]string{
		{"WARC-Type", r.Type},
		{"WARC-Record-ID", r.ID},
		{"WARC-Date", r.Date.UTC().Format(time.RFC3339Nano)},
		{"WARC-Target-URI", r.URI},
		{"WARC-Payload-Digest", r.Digest},
		{"Content-Type", r.ContentType},
		{"Content-Length", strconv.FormatInt(int64(len(r.Head)+len(r.Payload))+r.Length, 10)},
	}
	var b bytes.Buffer
	b.WriteString(version + "\r\n")
	for _, f := range fields {
		if f[1] == "" {
			continue
		}
		if strings.ContainsAny(f[1], "\r\n\x00") {
			return nil, fmt.Errorf("%s %q: holds a line break", f[0], f[1])
		}
		fmt.Fprintf(&b, "%s: %s\r\n", f[0], f[1])
	}
	b.WriteString("\r\n")
	return b.Bytes(), nil
}

// fields is the payload of a warcinfo record: "name: value" lines.
func fields(info map[string]string) []byte {
	names := make([]string, 0, len(info))
	for name := range info {
		names = append(names, name)
	}
	sort.Strings(names)
	oneLine := strings.NewReplacer("\r", " ", "\n", " ")
	var b bytes.Buffer
	for _, name := range names {
		fmt.Fprintf(&b, "%s: %s\r\n", oneLine.Replace(name), oneLine.Replace(info[name]))
	}
	return b.Bytes()
}

// set takes one header field of a record.
func (r *Record) set(h textproto.MIMEHeader) {
	r.Type = strings.ToLower(h.Get("WARC-Type"))
	r.ID = h.Get("WARC-Record-ID")
	// Some writers put the address in angle brackets, as WARC 1.0 showed it.
	r.URI = strings.TrimSuffix(strings.TrimPrefix(h.Get("WARC-Target-URI"), "<"), ">")
	r.ContentType = h.Get("Content-Type")
	r.Digest = h.Get("WARC-Payload-Digest")
	if t, err := time.Parse(time.RFC3339Nano, h.Get("WARC-Date")); err == nil {
		r.Date = t
	}
}
