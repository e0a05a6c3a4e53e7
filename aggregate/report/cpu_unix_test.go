//go:build unix

package report

import (
	"syscall"
	"time"
)

// cpuTime is what the process has used so far: the clock on the wall would
// also tell of whatever else the machine does.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
