package report

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// listed is the file among the pictures that lists them with the SHA-256 of
// their bytes, in the form of sha256sum. By it the next report in the same
// folder knows the pictures that an earlier one left.
const listed = "charts/.backpay"

// writeList writes that file, of what stands in a folder.
func writeList(w io.Writer, dir string, names []string) error {
	for _, name := range names {
		sum, err := digest(filepath.Join(dir, "charts", name))
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s  %s\n", sum, name); err != nil {
			return err
		}
	}
	return nil
}

// pictureName is what our pictures are called: nothing leads out of the folder.
var pictureName = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:svg|png|csv)$`)

// removeStale removes from a report's folder the pictures that an earlier
// report wrote and this one doesn't. A file that isn't listed, or that is not
// byte for byte what was written, is somebody else's and stays.
func removeStale(dir string, fresh []string) error {
	old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(listed)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, name := range fresh {
		keep[name] = true
	}
	for lines := bufio.NewScanner(bytes.NewReader(old)); lines.Scan(); {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		path := filepath.Join(dir, "charts", name)
		if !ok || keep[name] || !pictureName.MatchString(name) {
			continue
		}
		if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if now, err := digest(path); err != nil || now != sum {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

func digest(path string) (string, error) {
	b, err := os.ReadFile(path)
	return fmt.Sprintf("%x", sha256.Sum256(b)), err
}
