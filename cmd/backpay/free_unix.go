//go:build unix && !solaris && !illumos && !netbsd

package main

import "golang.org/x/sys/unix"

// freeBytes returns how many bytes this user may still write on the disk of a
// folder.
func freeBytes(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
