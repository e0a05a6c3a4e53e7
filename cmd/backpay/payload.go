package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// maxPayload bounds one page that is read whole, so that a bomb is an error.
const maxPayload = 256 << 20

// payload is one page, answer or table that the user gave. It can be opened
// more than once, so that what it is can be found out from its beginning.
type payload struct {
	name string    // the file, and the part of it
	url  string    // where it was, if the file says so
	at   time.Time // when it was recorded, zero if the file doesn't say
	kind string    // the Content-Type that its server named, if the file says so
	open func() (io.ReadCloser, error)
}

// whole reads all of a payload.
func (p payload) whole() ([]byte, error) {
	r, err := p.open()
	if err != nil {
		return nil, plainly(err)
	}
	defer r.Close()
	return readAll(r)
}

// head reads the first n bytes of a payload, or fewer where it has no more or
// is damaged.
func (p payload) head(n int) ([]byte, error) {
	r, err := p.open()
	if err != nil {
		return nil, plainly(err)
	}
	defer r.Close()
	body := make([]byte, n)
	n, err = io.ReadFull(r, body)
	if err == io.EOF || n > 0 {
		err = nil
	}
	return body[:n], err
}

// onDisk returns a payload as a file that can be read at any place. done
// removes it where it had to be copied out of an archive.
func (p payload) onDisk() (f *os.File, done func() error, err error) {
	r, err := p.open()
	if err != nil {
		return nil, nil, plainly(err)
	}
	if f, ok := r.(*os.File); ok {
		return f, f.Close, nil
	}
	defer r.Close()
	if f, err = os.CreateTemp("", "backpay-*"); err != nil {
		return nil, nil, err
	}
	done = func() error { return errors.Join(f.Close(), os.Remove(f.Name())) }
	n, err := io.Copy(f, io.LimitReader(r, maxSpooled+1))
	if err == nil && n > maxSpooled {
		err = fmt.Errorf("is larger than %d MiB when unpacked", maxSpooled>>20)
	}
	if err != nil {
		return nil, nil, errors.Join(plainly(err), done())
	}
	return f, done, nil
}

func inMemory(body []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
}

func readAll(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxPayload+1))
	switch {
	case err != nil:
		return nil, plainly(err)
	case len(body) > maxPayload:
		return nil, fmt.Errorf("is larger than %d MiB when unpacked", maxPayload>>20)
	}
	return body, nil
}

// plainly words the errors of damaged archives.
func plainly(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("is cut short")
	}
	return err
}

// importable are the endings of files that a folder or an archive is searched
// for, beside .gz of each.
var importable = []string{
	".html", ".htm", ".mhtml", ".mht", ".json", ".ndjson", ".jsonl", ".xml", ".rss",
	".csv", ".tsv", ".xlsx", ".parquet", ".warc", ".zip",
}

func isImportable(name string) bool {
	ext := filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))
	return slices.Contains(importable, ext)
}

// findFiles lists the files under paths. A folder gives those of known kinds,
// sorted, and others tells how many it holds beside them; a file that is named
// is taken as it is.
func findFiles(paths []string, others func(folder string, names []string)) ([]string, error) {
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
		var passed []string
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || d.IsDir():
			case d.Type().IsRegular() && isImportable(path):
				files = append(files, path)
			default:
				passed = append(passed, path)
			}
			return err
		})
		if err != nil {
			return nil, usageError{fmt.Errorf("import: %w", err)}
		}
		if len(passed) > 0 {
			others(p, passed)
		}
	}
	return files, nil
}
