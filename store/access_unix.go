//go:build unix

package store

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// access reports as an error that this user may not read a file, or not write
// it, by the effective user as opening would ask.
func access(path string, readOnly bool) error {
	mode := uint32(unix.R_OK | unix.W_OK)
	if readOnly {
		mode = unix.R_OK
	}
	if err := unix.Faccessat(unix.AT_FDCWD, path, mode, unix.AT_EACCESS); err != nil {
		return &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return nil
}
