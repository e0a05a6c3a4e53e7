package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backpay/scraper/warc"
)

// maxPayload bounds one unpacked payload, so that a bomb is an error.
const maxPayload = 256 << 20

// payload is one page or answer that the user gave.
type payload struct {
	name string // the file, and the part of it
	url  string // where it was, if the file says so
	body []byte
}

// importable are the endings of files that a folder is searched for, beside
// .gz of each.
var importable = []string{".html", ".htm", ".mhtml", ".mht", ".json", ".xml", ".rss", ".csv", ".xlsx", ".warc", ".zip"}

// findFiles lists the files under paths. A folder gives those of known kinds,
// sorted; a file that is named is taken as it is.
func findFiles(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		st, err := os.Stat(p)
		if err != nil {
			return nil, usageError{fmt.Errorf("import: %w", err)}
		}
		if !st.IsDir() {
			files = append(files, p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && slices.Contains(importable, strings.ToLower(filepath.Ext(strings.TrimSuffix(path, ".gz")))) {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return nil, usageError{fmt.Errorf("import: %w", err)}
		}
	}
	return files, nil
}

// eachPayload unpacks a file and gives its payloads one by one.
func eachPayload(path string, give func(payload) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	name := strings.ToLower(path)
	switch {
	case strings.HasSuffix(name, ".warc"), strings.HasSuffix(name, ".warc.gz"):
		return eachArchived(path, f, give)
	case strings.HasSuffix(name, ".zip"):
		return eachZipped(path, f, give)
	case strings.HasSuffix(name, ".gz"):
		body, err := gunzip(f)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return give(payload{name: path, body: body})
	}
	body, err := readAll(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if strings.HasSuffix(name, ".mhtml") || strings.HasSuffix(name, ".mht") {
		page, url, err := mhtmlPage(body)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return give(payload{name: path, url: url, body: page})
	}
	return give(payload{name: path, body: body})
}

func gunzip(f io.Reader) ([]byte, error) {
	z, err := gzip.NewReader(f)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errors.New("is cut short")
	case errors.Is(err, gzip.ErrHeader):
		return nil, errors.New("is no gzip file")
	case err != nil:
		return nil, err
	}
	return readAll(z)
}

func readAll(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxPayload+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errors.New("is cut short")
	case err != nil:
		return nil, err
	case len(body) > maxPayload:
		return nil, fmt.Errorf("is larger than %d MiB when unpacked", maxPayload>>20)
	}
	return body, nil
}

func eachZipped(path string, f *os.File, give func(payload) error) error {
	st, err := f.Stat()
	if err != nil {
		return err
	}
	z, err := zip.NewReader(f, st.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, entry := range z.File {
		if entry.FileInfo().IsDir() || !slices.Contains(importable, strings.ToLower(filepath.Ext(entry.Name))) {
			continue
		}
		name := path + "!" + entry.Name
		r, err := entry.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		body, err := readAll(r)
		r.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := give(payload{name: name, body: body}); err != nil {
			return err
		}
	}
	return nil
}

// eachArchived gives the answers of a WARC file with status 200.
func eachArchived(path string, f *os.File, give func(payload) error) error {
	for rec, err := range warc.ScanReader(f, maxPayload) {
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		p := payload{name: path + "!" + rec.URI, url: rec.URI}
		switch rec.Type {
		case "response":
			status, _, body, err := rec.HTTP()
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			if status != 200 {
				continue
			}
			p.body = body
		case "resource":
			p.body = rec.Payload
		default:
			continue
		}
		if err := give(p); err != nil {
			return err
		}
	}
	return nil
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
		page, err = readAll(decodePart(part.Header, part))
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
