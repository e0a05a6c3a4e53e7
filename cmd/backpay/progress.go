package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"regexp"
	"strings"
	"syscall"

	"backpay/scraper/crawl"
	"backpay/store"
)

// progress shows how far a crawl has come: on a terminal one line that is
// written over, elsewhere nothing. What went wrong is gathered and said at the
// end, a line for each cause and source.
type progress struct {
	a      *app
	line   bool
	causes map[cause]*troubled
	order  []*troubled
	// refused are the words in which sources refused programs the time before.
	refused map[string]string
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

func newProgress(a *app, refused map[string]string) *progress {
	return &progress{
		a:       a,
		line:    !a.Quiet && a.LogFormat == "text" && isTerminal(a.stderr),
		causes:  map[cause]*troubled{},
		refused: refused,
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
		level := slog.LevelError
		if t.status == store.StatusBlocked && sameRefusal(p.refused, t.source, t.why) {
			level, words = slog.LevelInfo, words+"; as the time before"
		}
		p.a.log.Log(
			p.a.ctx,
			level,
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

// sameRefusal reports whether a source refuses programs in the words of the time
// before. Such a refusal was reported when it was new.
func sameRefusal(before map[string]string, source, why string) bool {
	words, ok := before[source]
	return ok && strings.HasSuffix(sameWords(words), sameWords(why))
}

// sameWords is a text without what is a page's own.
func sameWords(s string) string {
	return strings.Join(strings.Fields(varying.ReplaceAllString(s, "...")), " ")
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
	return sameWords(strings.TrimPrefix(p.Err.Error(), p.URL+": "))
}
