package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backpay/scraper/saved"
)

// payload is one page, answer or table that the user gave.
type payload = saved.Payload

// onDisk returns a payload as a file that can be read at any place. done
// removes it where it had to be copied out of an archive.
func onDisk(p payload) (f *os.File, done func() error, err error) {
	r, err := p.Open()
	if err != nil {
		return nil, nil, saved.Plainly(err)
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
		return nil, nil, errors.Join(saved.Plainly(err), done())
	}
	return f, done, nil
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
