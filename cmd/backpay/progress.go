package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strings"
	"syscall"

	"backpay/scraper/crawl"
)

// progress shows how far a crawl has come: on a terminal one line that is
// written over, elsewhere nothing. What went wrong is gathered and said at the
// end, a line for each cause and source.
type progress struct {
	a      *app
	line   bool
	causes map[cause]*troubled
	order  []*troubled
}

// cause is what pages of a source failed of.
type cause struct{ source, status, why string }

// troubled is the pages that failed of one cause.
type troubled struct {
	cause
	pages int
	first crawl.Problem
}

// maxCauses bounds how many causes are distinguished.
const maxCauses = 200

func newProgress(a *app) *progress {
	return &progress{
		a:      a,
		line:   !a.Quiet && a.LogFormat == "text" && isTerminal(a.stderr),
		causes: map[cause]*troubled{},
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

func (p *progress) show(now crawl.Progress) {
	for _, pr := range now.Problems {
		if pr.Status != "skipped" { // robots.txt's and the scope's word is no trouble
			p.add(pr)
		}
	}
	if p.line {
		fmt.Fprintf(p.a.stderr, "\r\x1b[K%d pages, %d postings, %d failed", now.Done, now.Postings, now.Failed)
	}
}

func (p *progress) add(pr crawl.Problem) {
	c := cause{pr.Source, pr.Status, why(pr)}
	if len(p.causes) >= maxCauses && p.causes[c] == nil {
		c.why = "other causes"
	}
	t := p.causes[c]
	if t == nil {
		t = &troubled{cause: c, first: pr}
		p.causes[c] = t
		p.order = append(p.order, t)
	}
	t.pages++
}

// report clears the line and says what went wrong.
func (p *progress) report() {
	if p.line {
		fmt.Fprint(p.a.stderr, "\r\x1b[K")
	}
	for _, t := range p.order {
		words := t.first.Error()
		if t.pages > 1 {
			words = fmt.Sprintf("source/%s: %d pages: %s; the first is %s", t.source, t.pages, t.why, t.first.URL)
		}
		p.a.log.Error(
			words,
			"source",
			t.source,
			"status",
			t.status,
			"pages",
			t.pages,
			"cause",
			t.why,
			"url",
			t.first.URL,
		)
	}
}

// varying is what differs between two errors of one cause: addresses and
// numbers that are none of a status.
var varying = regexp.MustCompile(`https?://\S+|\b[\w.-]+:\d+\b|[\[\]#]?\b\d{4,}\b|\[\d+\]`)

// why returns the cause of a problem without what is the page's own.
func why(p crawl.Problem) string {
	if dns, ok := errors.AsType[*net.DNSError](p.Err); ok {
		return "a name can't be resolved: " + dns.Err
	}
	if errno, ok := errors.AsType[syscall.Errno](p.Err); ok {
		return errno.Error()
	}
	text := strings.TrimPrefix(p.Err.Error(), p.URL+": ")
	return strings.Join(strings.Fields(varying.ReplaceAllString(text, "...")), " ")
}
