//go:build !unix

package store

import "os"

// access reports as an error that this user may not read a file, or not write
// it. Here locks belong to a handle, so that opening one more takes none away.
func access(path string, readOnly bool) error {
	flag := os.O_RDWR
	if readOnly {
		flag = os.O_RDONLY
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return f.Close()
}
