package main

import (
	"fmt"
	"io"
	"os"

	"backpay/scraper/crawl"
)

// progress shows how far a crawl has come: on a terminal one line that is
// written over, elsewhere nothing. Problems are messages of their own.
type progress struct {
	a    *app
	line bool
}

func newProgress(a *app) *progress {
	return &progress{a: a, line: !a.Quiet && a.LogFormat == "text" && isTerminal(a.stderr)}
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
	if len(now.Problems) > 0 {
		p.end()
	}
	for _, pr := range now.Problems {
		if pr.Status != "skipped" { // robots.txt's and the scope's word is no trouble
			p.a.log.Error(pr.Error(), "status", pr.Status)
		}
	}
	if p.line {
		fmt.Fprintf(p.a.stderr, "\r\x1b[K%d pages, %d postings, %d failed", now.Done, now.Postings, now.Failed)
	}
}

// end clears the line.
func (p *progress) end() {
	if p.line {
		fmt.Fprint(p.a.stderr, "\r\x1b[K")
	}
}
