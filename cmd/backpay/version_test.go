package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestBuildInfo(t *testing.T) {
	read := func() (*debug.BuildInfo, bool) {
		return &debug.BuildInfo{Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.time", Value: "2026-11-30T01:00:00Z"}, {Key: "vcs.modified", Value: "true"},
		}}, true
	}
	if got, want := buildInfo(read), "backpay "+version+" (commit 0123456789ab of 2026-11-30T01:00:00Z, changed since; go"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q...", got, want)
	}
	if got := buildInfo(func() (*debug.BuildInfo, bool) { return nil, false }); !strings.Contains(got, "(commit unknown; go") {
		t.Errorf("got %q", got)
	}
}
