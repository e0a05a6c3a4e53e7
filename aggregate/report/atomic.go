package report

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// writeFile writes a file beside its place and moves it there when it is whole.
// Its modes are the umask's affair. The name beside is always the same, so that
// what a killed run left is written over by the next one.
func writeFile(path string, write func(io.Writer) error) (err error) {
	part := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".part")
	tmp, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tmp.Close(), os.Remove(tmp.Name()))
		}
	}()
	if err := write(tmp); err != nil {
		return err
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
