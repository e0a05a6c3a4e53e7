//go:build !unix

package report

import "time"

var started = time.Now()

func cpuTime() time.Duration { return time.Since(started) }
