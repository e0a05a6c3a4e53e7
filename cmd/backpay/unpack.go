package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"os"
	"path"
	"strings"

	"backpay/scraper/saved"
)

// The limits of one file that the user gave, whatever is packed in it.
const (
	maxDepth    = 4        // archives inside one another
	maxEntries  = 50_000   // payloads
	maxUnpacked = 16 << 30 // bytes that come out of its archives together
	maxSpooled  = 2 << 30  // bytes of a workbook or an archive that is itself in an archive
)

// errLimit ends a file: what its archives hold exceeds the limits.
var errLimit = errors.New("unpacks to too much")

// unpacker takes one file apart, archive by archive.
type unpacker struct {
	give func(payload) error
	// bad receives what is wrong with a part; the parts after it count.
	bad func(name string, err error)
	// passed receives the parts of an archive that are of no known kind.
	passed func(name string, parts []string)
	// opened, if not nil, receives the file each time that it is opened.
	opened func(*os.File)

	entries int
	bytes   int64 // of archives, read so far
}

// file gives the payloads of a file one by one. The error is that of give.
func (u *unpacker) file(name string) error {
	open := func() (io.ReadCloser, error) {
		f, err := os.Open(name)
		if err == nil && u.opened != nil {
			u.opened(f)
		}
		return f, err
	}
	return u.unpack(payload{Name: name, Open: open}, 0)
}

// unpack gives a payload, or what is packed in it. The kind is known by the
// first bytes, since endings lie. A part that can't be read costs itself alone.
func (u *unpacker) unpack(p payload, depth int) error {
	if u.entries++; u.entries > maxEntries {
		u.bad(p.Name, fmt.Errorf("%w: more than %d files", errLimit, maxEntries))
		return errLimit
	}
	head, err := p.Head(4096)
	if err != nil {
		u.bad(p.Name, saved.Plainly(err))
		return nil
	}
	archive := bytes.HasPrefix(head, []byte("\x1f\x8b")) || bytes.HasPrefix(head, []byte("PK\x03\x04")) ||
		isMHTML(p.Name, head)
	lower := strings.ToLower(p.Name)
	switch {
	case strings.HasSuffix(lower, ".warc.gz"), bytes.HasPrefix(head, []byte("WARC/")):
		return u.warc(p)
	case archive && depth == maxDepth:
		u.bad(p.Name, fmt.Errorf("is the %dth archive inside another; unpack it and import what is in it", depth+1))
		return nil
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		inner := p
		inner.Open = u.counted(func() (io.ReadCloser, error) { return gunzip(p.Open) })
		return u.unpack(inner, depth+1)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return u.zip(p, depth)
	case isMHTML(p.Name, head):
		return u.mhtml(p)
	case len(head) == 0:
		u.bad(p.Name, errors.New("is empty"))
		return nil
	}
	return u.give(p)
}

// counted makes what is unpacked count against the file's limit.
func (u *unpacker) counted(open func() (io.ReadCloser, error)) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		r, err := open()
		if err != nil {
			return nil, err
		}
		return &countedReader{r, u}, nil
	}
}

type countedReader struct {
	io.ReadCloser
	u *unpacker
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.u.bytes += int64(n); c.u.bytes > maxUnpacked {
		return 0, fmt.Errorf("%w: more than %d GiB", errLimit, maxUnpacked>>30)
	}
	return n, err
}

// stacked closes a reader with the one below it.
type stacked struct {
	io.Reader
	below io.Closer
}

func (s stacked) Close() error { return s.below.Close() }

func gunzip(open func() (io.ReadCloser, error)) (io.ReadCloser, error) {
	f, err := open()
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(saved.Plainly(err), f.Close())
	}
	return stacked{z, f}, nil
}

func (u *unpacker) zip(p payload, depth int) error {
	f, done, err := onDisk(p)
	if err != nil {
		u.bad(p.Name, err)
		return nil
	}
	var ours error // of give: it ends the file
	err = func() error {
		st, err := f.Stat()
		if err != nil {
			return err
		}
		z, err := zip.NewReader(f, st.Size())
		if errors.Is(err, zip.ErrFormat) {
			return errors.New("is cut short: an archive or a spreadsheet whose end is missing")
		}
		if err != nil {
			return err
		}
		if isOffice(z) {
			ours = u.give(p)
			return nil
		}
		if depth == maxDepth {
			return fmt.Errorf("is the %dth archive inside another; unpack it and import what is in it", depth+1)
		}
		ours = u.entriesOf(p, z, depth)
		return nil
	}()
	if err != nil {
		u.bad(p.Name, err)
	}
	return firstError(ours, done())
}

// isOffice reports whether an archive is a document of an office program.
func isOffice(z *zip.Reader) bool {
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" || f.Name == "mimetype" {
			return true
		}
	}
	return false
}

func (u *unpacker) entriesOf(p payload, z *zip.Reader, depth int) error {
	var passed []string
	before := u.entries
	for _, entry := range z.File {
		base := path.Base(entry.Name)
		switch {
		case entry.FileInfo().IsDir():
			continue
		case strings.HasPrefix(entry.Name, "__MACOSX/"), base == ".DS_Store":
			continue // what a Mac writes beside the files, about them
		case !isImportable(base):
			passed = append(passed, entry.Name)
			continue
		}
		inner := payload{Name: p.Name + "!" + entry.Name, Open: u.counted(entry.Open)}
		if err := u.unpack(inner, depth+1); err != nil {
			return err
		}
		if u.bytes > maxUnpacked {
			return errLimit // said already, of the part that reached it
		}
	}
	if len(passed) > 0 {
		u.passed(p.Name, passed)
	}
	if u.entries == before {
		u.bad(p.Name, errors.New("holds no file of a kind that is read"))
	}
	return nil
}

// warc gives the answers of a WARC file with status 200.
func (u *unpacker) warc(p payload) error {
	f, err := p.Open()
	if err != nil {
		u.bad(p.Name, saved.Plainly(err))
		return nil
	}
	defer f.Close()
	before := u.entries
	for answer, err := range saved.Answers(f) {
		inner := saved.PayloadOf(p.Name, answer)
		if err != nil && answer.URL != "" {
			u.bad(inner.Name, err)
			continue
		}
		if err != nil {
			u.bad(p.Name, err)
			return nil
		}
		u.entries++
		if err := u.give(inner); err != nil {
			return err
		}
	}
	if u.entries == before {
		u.bad(p.Name, errors.New("holds no answer with status 200"))
	}
	return nil
}

// isMHTML knows a page that a browser saved as one file: the name says so, or
// it begins with the headers of a mail with parts.
func isMHTML(name string, head []byte) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	if strings.HasSuffix(name, ".mhtml") || strings.HasSuffix(name, ".mht") {
		return true
	}
	return bytes.HasPrefix(head, []byte("From: <Saved by ")) && bytes.Contains(head, []byte("multipart/"))
}

func (u *unpacker) mhtml(p payload) error {
	body, err := p.Whole()
	if err != nil {
		u.bad(p.Name, err)
		return nil
	}
	page, url, err := mhtmlPage(body)
	if err != nil {
		u.bad(p.Name, err)
		return nil
	}
	p.URL, p.Open = url, saved.InMemory(page)
	return u.give(p)
}

// mhtmlPage is the page itself of a page that a browser saved as one file:
// its first HTML part (RFC 2557).
func mhtmlPage(body []byte) (page []byte, url string, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(body))
	if err != nil {
		return nil, "", fmt.Errorf("is no MHTML: %w", err)
	}
	url = m.Header.Get("Snapshot-Content-Location")
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return nil, "", errors.New("is no MHTML: it has no parts")
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err != nil {
			return nil, "", errors.New("holds no HTML part")
		}
		if kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind != "text/html" {
			continue
		}
		if at := part.Header.Get("Content-Location"); url == "" {
			url = at
		}
		page, err = saved.ReadAll(decodePart(part.Header, part))
		return page, url, err
	}
}

func decodePart(h textproto.MIMEHeader, r io.Reader) io.Reader {
	switch strings.ToLower(h.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}
