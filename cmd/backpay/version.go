package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is set at release by -ldflags "-X main.version=...".
var version = "0.1.0"

// buildInfo returns the version with what the build knows of itself: commit
// and date of the source, and Go.
func buildInfo(read func() (*debug.BuildInfo, bool)) string {
	commit, date := "commit unknown", ""
	if info, ok := read(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				commit = "commit " + s.Value[:min(len(s.Value), 12)]
			case "vcs.time":
				date = " of " + s.Value
			case "vcs.modified":
				if s.Value == "true" {
					date += ", changed since"
				}
			}
		}
	}
	return fmt.Sprintf(
		"backpay %s (%s%s; %s %s/%s)",
		version,
		commit,
		date,
		runtime.Version(),
		runtime.GOOS,
		runtime.GOARCH,
	)
}

type versionCmd struct{}

func (versionCmd) Run(a *app) error {
	_, err := fmt.Fprintln(a.stdout, buildInfo(debug.ReadBuildInfo))
	return err
}
