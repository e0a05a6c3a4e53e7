package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// filterFlags are what the filters share, so that any engine can run them:
// nothing but records on standard output, and no state outside one file.
type filterFlags struct {
	Engine bool     `help:"Exit with 0, or with 1 if the output can't be used: batch engines retry on any other code."`
	Out    string   `placeholder:"DIR" help:"Write the postings of each file to DIR, under its name; files that are already there are skipped."`
	Files  []string `arg:"" optional:"" name:"file" help:"Files to read; default: standard input."`
}

// errVoid marks the error of a filter that an engine runs.
type errVoid struct{ error }

func (e errVoid) Unwrap() error { return e.error }

// filter reads one file and says how much of it could not be read, which is
// reported already and stands in its place as an error line.
type filter func(name string, in io.Reader, out io.Writer) (bad int, err error)

// run hands each file to a filter.
func (c filterFlags) run(a *app, command string, ending func(string) string, f filter) error {
	bad, err := c.each(a, ending, f)
	switch {
	case err != nil && a.ctx.Err() != nil:
		err = a.ctx.Err()
	case err != nil:
		err = fmt.Errorf("%s: %w", command, err)
	case bad > 0 && c.Engine:
		a.log.Error(fmt.Sprintf("%s: could not read %d; an error line stands for each", command, bad))
	case bad > 0:
		return partialError{fmt.Errorf("%s: could not read %d; an error line stands for each", command, bad)}
	}
	if err != nil && c.Engine {
		return errVoid{err}
	}
	return err
}

func (c filterFlags) each(a *app, ending func(string) string, f filter) (bad int, err error) {
	if c.Out == "" {
		if len(c.Files) == 0 {
			return f("stdin", a.stdin, a.stdout)
		}
		for _, name := range c.Files {
			n, err := c.file(a, name, a.stdout, f)
			if bad += n; err != nil {
				return bad, err
			}
		}
		return bad, nil
	}
	if len(c.Files) == 0 {
		return 0, usageError{errors.New("--out wants the names of files to read")}
	}
	from := map[string]string{}
	for _, name := range c.Files {
		out := ending(filepath.Base(name))
		if first := from[out]; first != "" && first != name {
			return 0, usageError{fmt.Errorf("--out: %s and %s would both be written to %s", first, name, out)}
		}
		from[out] = name
	}
	if err := os.MkdirAll(c.Out, 0o777); err != nil {
		return 0, err
	}
	for _, name := range c.Files {
		n, err := writeOnce(filepath.Join(c.Out, ending(filepath.Base(name))), func(out io.Writer) (int, error) {
			return c.file(a, name, out, f)
		})
		if bad += n; err != nil {
			return bad, err
		}
	}
	return bad, nil
}

func (c filterFlags) file(a *app, name string, out io.Writer, f filter) (int, error) {
	in, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	n, err := f(name, in, out)
	if err == nil {
		err = a.ctx.Err()
	}
	return n, err
}

// writeOnce writes a file that is there whole or not at all: under a name of
// this process, which no other on a shared disk has, until it is done. A file
// that is there already is left alone, so that a task may be tried again.
func writeOnce(path string, write func(io.Writer) (int, error)) (n int, err error) {
	if _, err := os.Stat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	tmp := fmt.Sprintf("%s.tmp.%d.%s", path, os.Getpid(), strings.ToLower(rand.Text()[:8])) // in containers all are PID 1
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp))
		}
	}()
	n, err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return n, err
	}
	return n, os.Rename(tmp, path)
}
