package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"

	"backpay/scraper/crawl"
	"backpay/store"
)

// progress shows how far a crawl has come. What went wrong is gathered and said
// at the end, a line for each cause and source.
type progress struct {
	a      *app
	end    func() // of what is shown
	now    atomic.Pointer[crawl.Progress]
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

// newProgress shows a crawl. waiting counts the pages that are still to be asked
// for; nil where that isn't known.
func newProgress(a *app, refused map[string]string, waiting func(context.Context) (int, error)) *progress {
	p := &progress{a: a, causes: map[cause]*troubled{}, refused: refused}
	p.end = a.screen.meter("gathering", "pages", func() amount {
		now := p.now.Load()
		if now == nil {
			return amount{}
		}
		done := now.Done + now.Failed + now.Skipped
		at := amount{done: float64(done), more: fmt.Sprintf(", %d postings, %d failed", now.Postings, now.Failed)}
		if waiting == nil {
			return at
		}
		if left, err := waiting(a.ctx); err == nil {
			at.total = float64(done + left)
		}
		return at
	})
	return p
}

func (p *progress) show(now crawl.Progress) {
	for _, pr := range now.Problems {
		if pr.Status != "skipped" { // robots.txt's and the scope's word is no trouble
			p.add(pr)
		}
	}
	now.Problems = nil
	p.now.Store(&now)
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

// report says what went wrong.
func (p *progress) report() {
	p.end()
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
