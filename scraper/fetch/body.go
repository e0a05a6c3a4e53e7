package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// bodyLayer sends one attempt and reads its whole answer within the time and
// size limits, decompressed. The answer's Body is a content from here on.
type bodyLayer struct {
	agent   string
	maxBody int64
	timeout time.Duration
	redact  func(string) string // takes keys out of what the server says
	tokens  *tokens
	next    http.RoundTripper
}

// content is a body that is whole in memory.
type content struct {
	*bytes.Reader
	bytes  []byte
	packed []byte // as it came, where that is gzip; nil else
}

func (content) Close() error { return nil }

// setBody makes b the answer's body.
func setBody(resp *http.Response, b []byte) {
	resp.Body = content{Reader: bytes.NewReader(b), bytes: b}
	resp.ContentLength = int64(len(b))
}

// bodyOf returns the body that setBody set.
func bodyOf(resp *http.Response) []byte {
	c, _ := resp.Body.(content)
	return c.bytes
}

// Body returns the body of a Transport's answer, which is whole in memory already,
// and whether the answer is one.
func Body(resp *http.Response) ([]byte, bool) {
	c, ok := resp.Body.(content)
	return c.bytes, ok
}

// packedOf returns the body as it came, where that is gzip and bodyOf all that is
// in it; else nil.
func packedOf(resp *http.Response) []byte {
	c, _ := resp.Body.(content)
	return c.packed
}

type limitKey struct{}

// limit is a smaller limit for one request, past which the body is cut: what
// RFC 9309 asks for with robots.txt, and nothing else.
func withLimit(ctx context.Context, n int64) context.Context {
	return context.WithValue(ctx, limitKey{}, n)
}

func (l *bodyLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	most, timeout := l.limits(req)
	ctx, cancel := context.WithTimeout(req.Context(), timeout)
	defer cancel()
	out := req.Clone(ctx)
	out.Header.Set("User-Agent", l.agent)
	out.Header.Set("Accept-Encoding", "gzip, deflate")
	out.Header.Del("Referer") // an address may hold what is nobody else's
	if err := l.sign(req, out); err != nil {
		return nil, explain(ctx, req, timeout, err)
	}
	resp, err := l.next.RoundTrip(out)
	if err != nil {
		return nil, explain(ctx, req, timeout, err)
	}
	defer resp.Body.Close()
	for name := range resp.Header {
		if strings.HasPrefix(name, "X-Backpay-") { // ours to say
			delete(resp.Header, name)
		}
	}
	cut, isCut := req.Context().Value(limitKey{}).(int64)
	if resp.ContentLength > most && !isCut && req.Method != http.MethodHead {
		return nil, fmt.Errorf("%w: Content-Length is %d, the limit %d bytes", ErrTooLarge, resp.ContentLength, most)
	}
	wire := most
	if isCut {
		most = cut
	}
	b, packed, err := read(resp, req, wire, most)
	if err != nil && !(isCut && errors.Is(err, ErrTooLarge)) {
		return nil, explain(ctx, req, timeout, err)
	}
	setBody(resp, b)
	if s, _ := scopeOf(ctx); s.Sign != nil {
		l.scrub(req, resp)
		if s.Grant != nil && resp.StatusCode == http.StatusUnauthorized {
			l.tokens.forget(s.Grant)
		}
	} else if err == nil {
		resp.Body = content{Reader: bytes.NewReader(b), bytes: b, packed: packed}
	}
	resp.Uncompressed = true
	resp.Request = req // not the clone, whose context has ended
	return resp, nil
}

// errSlow: an attempt took all its time.
var errSlow = errors.New("no whole answer")

// limits returns the largest body of a request, in bytes, and the time that an
// attempt has for it.
func (l *bodyLayer) limits(req *http.Request) (most int64, timeout time.Duration) {
	most, timeout = l.maxBody, l.timeout
	if s, _ := scopeOf(req.Context()); s.MaxBody > most {
		timeout *= time.Duration(1 + s.MaxBody/most)
		most = s.MaxBody
	}
	return most, timeout
}

// explain names the attempt's own timeout, which would read as the caller's.
func explain(ctx context.Context, req *http.Request, timeout time.Duration, err error) error {
	if ctx.Err() != nil && req.Context().Err() == nil {
		return fmt.Errorf("%w within %s: %w", errSlow, timeout, err)
	}
	return err
}

// read returns the decompressed body, and what came where that is gzip. With
// ErrTooLarge comes its beginning.
func read(resp *http.Response, req *http.Request, onWire, most int64) (body, packed []byte, err error) {
	// Bytes on the wire are limited too: members of a gzip stream may be
	// empty without end. The limit is the larger one even for a cut body, of
	// which the wire may hold more than is wanted.
	var came io.Reader = &limited{in: resp.Body, left: onWire, most: onWire}
	var copied bytes.Buffer
	gzipped := resp.Header.Get("Content-Encoding") == "gzip" && len(resp.Header.Values("Content-Encoding")) == 1
	if gzipped && resp.ContentLength <= spoolAt {
		came = io.TeeReader(came, &copied)
	}
	wire := bufio.NewReader(came)
	var in io.Reader = wire
	if req.Method != http.MethodHead {
		if in, err = decompress(wire, codings(resp, req, wire)); err != nil {
			return nil, nil, err
		}
	}
	body, err = gather(req.Context(), &limited{in: in, left: most, most: most}, resp.ContentLength)
	if err == nil && bytes.HasPrefix(copied.Bytes(), gzipMagic) && copied.Len() <= spoolAt {
		packed = copied.Bytes()
	}
	return body, packed, broken(err)
}

// broken marks errors of the packing, which no other attempt will mend. An
// end that comes too early is not among them.
func broken(err error) error {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	for _, e := range []error{gzip.ErrHeader, gzip.ErrChecksum, zlib.ErrHeader, zlib.ErrChecksum, zlib.ErrDictionary} {
		corrupt = corrupt || errors.Is(err, e)
	}
	if corrupt {
		return fmt.Errorf("%w: %w", ErrEncoding, err)
	}
	return err
}

// codings returns what the bytes are packed in, the outermost last. A file
// that is itself gzip (sitemap.xml.gz) is unpacked as well, and its type
// becomes that of what is in it.
func codings(resp *http.Response, req *http.Request, wire *bufio.Reader) []string {
	var list []string
	for _, line := range resp.Header.Values("Content-Encoding") {
		for c := range strings.SplitSeq(line, ",") {
			if c = strings.ToLower(strings.TrimSpace(c)); c != "" && c != "identity" {
				list = append(list, c)
			}
		}
	}
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	isFile := strings.HasPrefix(kind, "application/gzip") || strings.HasPrefix(kind, "application/x-gzip") ||
		strings.HasSuffix(req.URL.Path, ".gz")
	if isFile && len(list) == 0 && resp.StatusCode == http.StatusOK {
		if m, _ := wire.Peek(2); bytes.Equal(m, gzipMagic) {
			resp.Header["X-Crawler-Content-Type"] = resp.Header["Content-Type"]
			resp.Header.Del("Content-Type")
			return []string{"gzip"}
		}
	}
	return list
}

var gzipMagic = []byte{0x1f, 0x8b}

// maxCodings bounds how often a body may be packed over.
const maxCodings = 3

// decompress undoes the codings, of which the last was applied last.
func decompress(in *bufio.Reader, list []string) (io.Reader, error) {
	if len(list) > maxCodings {
		return nil, fmt.Errorf("%w: %d codings, one over the other", ErrEncoding, len(list))
	}
	for i := len(list) - 1; i >= 0; i-- {
		start, err := in.Peek(2)
		if len(start) == 0 {
			if err == io.EOF { // no body: a 304, an empty answer
				return in, nil
			}
			return nil, err
		}
		var out io.Reader
		switch list[i] {
		case "gzip", "x-gzip":
			if !bytes.Equal(start, gzipMagic) {
				continue // announced, but not done: seen in the wild
			}
			out, err = gzip.NewReader(in)
		case "deflate":
			// RFC 9110 means zlib; some servers send the bare stream.
			if start[0]&0x0f == 8 && len(start) == 2 && (int(start[0])<<8|int(start[1]))%31 == 0 {
				out, err = zlib.NewReader(in)
			} else {
				out = flate.NewReader(in)
			}
		default:
			return nil, fmt.Errorf("%w: Content-Encoding %q was not asked for", ErrEncoding, clip(list[i]))
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, broken(err)
		}
		in = bufio.NewReader(out)
	}
	return in, nil
}

// limited is a reader whose end beyond the limit is an error.
type limited struct {
	in         io.Reader
	left, most int64
}

func (r *limited) Read(p []byte) (int, error) {
	if r.left <= 0 {
		var one [1]byte
		n, err := r.in.Read(one[:])
		if n > 0 {
			return 0, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, r.most)
		}
		return 0, err
	}
	if int64(len(p)) > r.left {
		p = p[:r.left]
	}
	n, err := r.in.Read(p)
	r.left -= int64(n)
	return n, err
}

// describe makes the headers true of the body as it now is.
func describe(resp *http.Response, size int) {
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Transfer-Encoding")
	resp.TransferEncoding = nil
	if resp.Request == nil || resp.Request.Method != http.MethodHead {
		resp.Header.Set("Content-Length", strconv.Itoa(size))
	}
}
