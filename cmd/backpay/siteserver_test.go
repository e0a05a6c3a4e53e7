//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// siteStats is what the load server counted.
type siteStats struct {
	Requests, Disallowed, Trap, Connections int
	NotModified                             int `json:"not_modified"`
}

// A site of 5,000 jobs, sixteen pages at a time: every job is found, nothing
// that robots.txt forbids is asked for, the second run is answered by 304 and
// adds nothing, and memory stays small. The server is a tool beside the corpus.
func TestLoad(t *testing.T) {
	tool := filepath.Join(corpus(t), "..", "tools", "siteserver")
	dir := t.TempDir()
	build(t, tool, filepath.Join(dir, "siteserver"), ".")
	build(t, ".", filepath.Join(dir, "backpay"), ".")
	addr := freeAddress(t)
	server := exec.CommandContext(t.Context(), filepath.Join(dir, "siteserver"), "-addr", addr)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	stats(t, addr) // waits until it listens
	config := filepath.Join(dir, "config.yaml")
	text := fmt.Sprintf(`database: %s/b.db
archive: {dir: %s/archive}
fetch: {workers: 16, per_host: 16, allow_hosts: [%q]}
sources:
  jsonld:
    sites: [{company: X, start: "http://%s/jobs", job_links: "a.job, a.other", next_links: "a.next"}]
`, dir, dir, addr, addr)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"5000 postings read: 5000 new, 0 changed", "5000 postings read: 0 new, 0 changed"} {
		before := stats(t, addr)
		cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "backpay"), "--config", config, "scrape", "jsonld")
		var out strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		peak := watchMemory(cmd.Process.Pid)
		if err := cmd.Wait(); err != nil || !strings.Contains(out.String(), want) {
			t.Fatalf("%v: %s; want %s", err, out.String(), want)
		}
		memory := peak()
		after := stats(t, addr)
		cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		t.Logf("%d requests, %d not modified, %d connections, %d MiB, %.1f CPU s", after.Requests-before.Requests,
			after.NotModified-before.NotModified, after.Connections-before.Connections, memory, cpu.Seconds())
		if memory == 0 || memory > 100 {
			t.Errorf("%d MiB of memory, at most 100 may", memory)
		}
		if n := after.Connections - before.Connections; n > 64 {
			t.Errorf("%d connections, at most 64 may", n)
		}
		if after.Disallowed+after.Trap > 0 {
			t.Errorf("%d disallowed pages and %d of the trap were asked for", after.Disallowed, after.Trap)
		}
		if strings.Contains(want, ": 0 new") && after.NotModified < 4900 {
			t.Errorf("%d answers were 304, want most", after.NotModified)
		}
	}
}

// watchMemory follows a process until it ends and then tells the most memory
// that it held, in MiB. The kernel's own account of a child that has ended
// (ru_maxrss) counts its parent's memory at the fork too.
func watchMemory(pid int) (peak func() int) {
	done := make(chan int)
	go func() {
		most := 0
		for {
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
			_, line, found := strings.Cut(string(status), "VmHWM:")
			if err != nil || !found { // it has ended
				done <- most >> 10
				return
			}
			var kib int
			if _, err := fmt.Sscan(line, &kib); err == nil {
				most = max(most, kib)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	return func() int { return <-done }
}

func build(t *testing.T, dir, to, pkg string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", to, pkg)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build in %s: %v\n%s", dir, err, out)
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// stats asks the server for its counts, until it answers.
func stats(t *testing.T, addr string) (s siteStats) {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for range 200 {
		resp, err := client.Get("http://" + addr + "/-/stats")
		if err != nil {
			time.Sleep(20 * time.Millisecond) // another process is starting: there is nothing to wait on
			continue
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	t.Fatalf("the server at %s does not answer", addr)
	return s
}
