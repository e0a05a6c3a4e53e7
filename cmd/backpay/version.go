package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
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

// programStart is how much of the executable holds the digest of the whole that
// the Go linker puts at its beginning.
const programStart = 64 << 10

// buildID names this build, so that what another one has read is read again;
// "" where the executable can't be read.
func buildID() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.CopyN(h, f, programStart); err != nil {
		return ""
	}
	return version + " " + hex.EncodeToString(h.Sum(nil))
}

type versionCmd struct{}

func (versionCmd) Run(a *app) error {
	_, err := fmt.Fprintln(a.stdout, buildInfo(debug.ReadBuildInfo))
	return err
}
