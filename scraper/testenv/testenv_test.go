package testenv

import (
	"strings"
	"testing"
	"time"
)

// probe is a test that notes how it ends.
type probe struct {
	testing.TB
	said            string
	skipped, failed bool
}

func (p *probe) Helper()         {}
func (p *probe) Log(args ...any) { p.said += args[0].(string) }
func (p *probe) SkipNow()        { p.skipped = true }
func (p *probe) Fatalf(string, ...any) {
	p.failed = true
}

func TestTool(t *testing.T) {
	for _, c := range []struct {
		ci, tool        string
		skipped, failed bool
	}{
		{"", "go", false, false},
		{"true", "go", false, false},
		{"", "no-such-program", true, false},
		{"true", "no-such-program", false, true},
	} {
		t.Setenv("CI", c.ci)
		p := &probe{TB: t}
		Tool(p, "go", c.tool)
		if p.skipped != c.skipped || p.failed != c.failed {
			t.Errorf("CI=%q, %s: skipped %v, failed %v", c.ci, c.tool, p.skipped, p.failed)
		}
		if p.skipped && !strings.HasSuffix(p.said, ": no-such-program") {
			t.Errorf("skipped with %q", p.said)
		}
	}
}

func TestCorpus(t *testing.T) {
	t.Setenv("BACKPAY_CORPUS", "")
	p := &probe{TB: t}
	if Corpus(p); !p.skipped || !strings.Contains(p.said, "BACKPAY_CORPUS") {
		t.Errorf("skipped %v with %q", p.skipped, p.said)
	}
	t.Setenv("BACKPAY_CORPUS", "there")
	if dir := Corpus(t); dir != "there" {
		t.Errorf("got %q", dir)
	}
}

func TestCPU(t *testing.T) {
	if d := CPU(func() { time.Sleep(200 * time.Millisecond) }); d > 150*time.Millisecond {
		t.Errorf("sleeping took %v of the processor", d)
	}
	n := 0
	if d := CPU(func() {
		for i := range 300_000_000 {
			n ^= i
		}
	}); d <= 0 {
		t.Errorf("work took %v, %d", d, n)
	}
}
