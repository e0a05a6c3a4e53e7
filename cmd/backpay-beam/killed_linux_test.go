package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"backpay/scraper/warc"
)

// TestKilled runs the program, with its worker in it, over a file that comes
// slowly, and kills it in the middle: nothing that looks like figures is left and
// the exit code says so. The same without the kill writes figures.
func TestKilled(t *testing.T) {
	whole := oneJob(t)
	for _, kill := range []bool{false, true} {
		dir := t.TempDir()
		in, out := filepath.Join(dir, "slow.warc"), filepath.Join(dir, "out")
		if err := syscall.Mkfifo(in, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), os.Args[0], "--in", in, "--out", out)
		cmd.Env = append(os.Environ(), asProgram+"=1")
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		pipe := once(t, in)
		half := len(whole) / 2
		if _, err := pipe.Write(whole[:half]); err != nil {
			t.Fatal(err)
		}
		if kill {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		} else if _, err := pipe.Write(whole[half:]); err != nil {
			t.Fatal(err)
		}
		_ = pipe.Close()
		_ = cmd.Wait() // its exit code is looked at
		_, err := os.Stat(filepath.Join(out, "figures.csv"))
		if code := cmd.ProcessState.ExitCode(); (code != 0) != kill || (err != nil) != kill {
			t.Errorf("killed %v: exit %d, figures.csv: %v\n%s", kill, code, err, said.String())
		}
	}
}

// once opens a pipe for writing once somebody reads it.
func once(t *testing.T, path string) *os.File {
	t.Helper()
	for range 600 {
		f, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0)
		if err == nil {
			return f
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("nobody reads within a minute")
	return nil
}

// oneJob is a WARC file of a page with one job.
func oneJob(t *testing.T) []byte {
	t.Helper()
	page := `<html><script type="application/ld+json">{"@context": "https://schema.org/", "@type": "JobPosting",
		"title": "Backend Engineer", "description": "You build servers in Go.", "datePosted": "2026-11-01",
		"identifier": {"@type": "PropertyValue", "value": "7"}, "hiringOrganization": {"@type": "Organization", "name": "Acme"},
		"jobLocation": {"@type": "Place", "address": {"addressLocality": "Boston", "addressRegion": "MA", "addressCountry": "US"}},
		"baseSalary": {"@type": "MonetaryAmount", "currency": "USD", "value": {"minValue": 150000, "maxValue": 170000,
		"unitText": "YEAR"}}}</script></html>`
	path := filepath.Join(t.TempDir(), "one.warc")
	w, err := warc.Create(path, time.Unix(1.795e9, 0), map[string]string{"software": "test"})
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{"Content-Type": {"text/html"}}
	if _, err := w.Write(warc.NewResponse("https://acme.example/jobs/7", time.Unix(1.795e9, 0), 200, header, []byte(page))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
