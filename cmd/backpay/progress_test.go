package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"syscall"
	"testing"

	"backpay/scraper/crawl"
)

// What went wrong is said in one line for each cause and source, with fields
// for machines.
func TestTroubleIsGrouped(t *testing.T) {
	var problems []crawl.Problem
	add := func(source string, n int, err func(i int) error) {
		for i := range n {
			problems = append(problems, crawl.Problem{Source: source, URL: fmt.Sprintf("https://%s.example/%d", source, i), Status: "failed", Err: err(i)})
		}
	}
	add("lever", 44, func(int) error { return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH} })
	add("ashby", 3, func(i int) error {
		return &net.DNSError{Err: "no such host", Name: fmt.Sprint("board", i, ".example"), IsNotFound: true}
	})
	add("reed", 2, func(i int) error { return fmt.Errorf("https://reed.example/%d: status 503", i) })
	add("reed", 1, func(int) error { return errors.New("status 404") })
	problems = append(problems, crawl.Problem{Source: "jsonld", URL: "https://x.example/", Status: "skipped", Err: errors.New("robots")})
	for format, want := range map[string]string{
		"text": `backpay: source/lever: 44 pages: network is unreachable; the first is https://lever.example/0
backpay: source/ashby: 3 pages: a name can't be resolved: no such host; the first is https://ashby.example/0
backpay: source/reed: 2 pages: status 503; the first is https://reed.example/0
backpay: source/reed: https://reed.example/0: status 404
`,
		"json": `"source":"lever","status":"failed","pages":44,"cause":"network is unreachable","url":"https://lever.example/0"`,
	} {
		var out strings.Builder
		p := newProgress(&app{log: slog.New(newHandler(&out, format, false))}, nil, nil)
		p.show(crawl.Progress{Problems: problems[:20]})
		p.show(crawl.Progress{Problems: problems[20:]})
		p.report()
		if got := out.String(); got != want && (format == "text" || !strings.Contains(got, want)) {
			t.Errorf("%s: got\n%swant\n%s", format, got, want)
		}
	}
}

// Causes without end are bounded.
func TestCausesAreBounded(t *testing.T) {
	p := newProgress(&app{log: slog.New(slog.DiscardHandler)}, nil, nil)
	for i := range 3 * maxCauses {
		p.show(crawl.Progress{Problems: []crawl.Problem{{Source: "a", Status: "failed", Err: errors.New(strings.Repeat("x", i))}}})
	}
	if len(p.order) != maxCauses+1 || p.order[maxCauses].pages != 2*maxCauses {
		t.Errorf("%d causes, the last of %d pages", len(p.order), p.order[len(p.order)-1].pages)
	}
}

// An interrupted command has kept what it kept, and a reader of the standard
// output that leaves is no failure of the work.
func TestEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var errs strings.Builder
	a := &app{ctx: ctx, log: slog.New(newHandler(&errs, "text", true))}
	if got := a.ended(fmt.Errorf("put beliefs: %w", context.Canceled)); got != exitFailed {
		t.Errorf("not interrupted: exit %d", got)
	}
	cancel()
	errs.Reset()
	if got := a.ended(fmt.Errorf("put beliefs: %w", context.Canceled)); got != exitPartial || errs.String() != "backpay: interrupted; what was kept so far stays\n" {
		t.Errorf("interrupted: exit %d, %s", got, errs.String())
	}
	errs.Reset()
	u := &unheard{full{}, a.log}
	for range 3 {
		if n, err := fmt.Fprint(u, "table"); n != 5 || err != nil {
			t.Errorf("wrote %d, %v", n, err)
		}
	}
	if got := errs.String(); got != "backpay: standard output: no space left on device; the work is done all the same\n" {
		t.Errorf("said %q", got)
	}
}

// full is a standard output on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }
