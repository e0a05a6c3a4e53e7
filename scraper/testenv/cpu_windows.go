package testenv

import (
	"syscall"
	"time"
)

// used returns the processor time of the process so far.
func used() time.Duration {
	var made, ended, kernel, user syscall.Filetime
	self, err := syscall.GetCurrentProcess()
	if err == nil {
		err = syscall.GetProcessTimes(self, &made, &ended, &kernel, &user)
	}
	if err != nil {
		panic(err) // only a wrong argument fails
	}
	return duration(kernel) + duration(user)
}

// duration reads a span of time, in steps of 100 ns.
func duration(t syscall.Filetime) time.Duration {
	return time.Duration(int64(t.HighDateTime)<<32|int64(t.LowDateTime)) * 100
}
