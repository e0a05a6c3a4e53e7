package main

import (
	"slices"

	"golang.org/x/sys/unix"
)

// localDisks are the file systems whose locks one kernel keeps. Of others, network
// disks above all, another machine may have its own.
var localDisks = []uint32{
	unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC,
	unix.TMPFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC,
}

// isLocal reports whether a file lies on a disk of this machine alone.
func isLocal(path string) bool {
	var st unix.Statfs_t
	return unix.Statfs(path, &st) == nil && slices.Contains(localDisks, uint32(st.Type))
}
