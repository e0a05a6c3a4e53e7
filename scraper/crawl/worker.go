package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"

	"backpay/scraper"
	"backpay/scraper/fetch"

	"github.com/gocolly/colly/v2"
)

// worker visits one page at a time. It has a collector for each source, whose
// context carries the source's scope to the transport.
type worker struct {
	*engine
	ctx        context.Context
	collectors map[string]*collector
}

// collector is a Colly collector with the answer of its last visit.
type collector struct {
	*colly.Collector
	response *colly.Response
	err      error
	fetched  *scraper.Fetch
}

func newWorker(ctx context.Context, e *engine) *worker {
	return &worker{engine: e, ctx: ctx, collectors: map[string]*collector{}}
}

func (w *worker) collector(source string) *collector {
	if c, ok := w.collectors[source]; ok {
		return c
	}
	p := w.plans[source]
	c := &collector{}
	ctx := fetch.WithScope(w.ctx, fetch.Scope{Source: source, Hosts: w.scope(p), MinDelay: p.MinDelay, Sign: p.Sign})
	ctx = fetch.WithRecorder(ctx, func(f scraper.Fetch) { c.fetched = &f })
	c.Collector = colly.NewCollector(colly.StdlibContext(ctx))
	// Fields, not options: colly reads COLLY_* variables after the options.
	c.AllowURLRevisit, c.IgnoreRobotsTxt, c.ParseHTTPErrorResponse = true, true, true
	c.MaxBodySize, c.MaxRequests, c.MaxDepth, c.Async, c.CacheDir = 0, 0, 0, false, ""
	c.AllowedDomains, c.DisallowedDomains, c.UserAgent, c.DetectCharset = nil, nil, "", false
	c.DisableCookies()
	c.WithTransport(w.Transport)
	c.SetRequestTimeout(0) // the transport has a timeout for each try
	c.OnResponse(func(r *colly.Response) { c.response = r })
	c.OnError(func(r *colly.Response, err error) { c.response, c.err = r, err })
	w.collectors[source] = c
	return c
}

// scope are the hosts that a source may reach: its own and its first pages'.
func (e *engine) scope(p Plan) []string {
	hosts := p.Source.About().Hosts
	prefix := p.Source.About().Name + " "
	for key := range e.first {
		if u, ok := strings.CutPrefix(key, prefix); ok {
			hosts = append(hosts, host(scraper.Request{URL: u}))
		}
	}
	return hosts
}

// visit fetches and reads one page. It never panics.
func (w *worker) visit(l scraper.Lease) (o scraper.Outcome) {
	o.Lease = l
	defer func() {
		if p := recover(); p != nil {
			o = failed(o, "failed", fmt.Errorf("panic in the source: %v, at %s", p, panicked()))
		}
	}()
	plan, ok := w.plans[l.Source]
	if !ok {
		return skipped(o, errors.New("the source is not part of this run"))
	}
	c := w.collector(l.Source)
	c.response, c.err, c.fetched = nil, nil, nil
	var body io.Reader
	if l.Request.Body != "" {
		body = strings.NewReader(l.Request.Body)
	}
	method := l.Request.Method
	if method == "" {
		method = http.MethodGet
	}
	err := c.Request(method, l.Request.URL, body, nil, header(l.Request))
	if err == nil {
		err = c.err
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err // net/http names the address once more, secrets included
	}
	o.Fetch = c.fetched
	first := w.first[l.Source+" "+l.Request.URL]
	switch {
	case err != nil && w.ctx.Err() != nil:
		o.State = scraper.Queued
		return o
	case errors.Is(err, fetch.ErrRobots) && first:
		return failed(o, "blocked", err) // the whole source may not be read
	case errors.Is(err, fetch.ErrScope) && !first, errors.Is(err, fetch.ErrRobots):
		return skipped(o, err)
	case err != nil:
		return failed(o, "failed", err)
	case c.response == nil:
		return failed(o, "failed", errors.New("no answer"))
	}
	r := c.response
	if why, ok := fetch.Blocked(r.StatusCode, *r.Headers, r.Body); ok {
		return failed(o, "blocked", fmt.Errorf("%w: %s", scraper.ErrBlocked, why))
	}
	gone := r.StatusCode == http.StatusNotFound || r.StatusCode == http.StatusGone
	if gone && !first {
		return skipped(o, fmt.Errorf("no longer there: status %d", r.StatusCode))
	}
	if r.StatusCode != http.StatusOK {
		return failed(o, "failed", fmt.Errorf("status %d", r.StatusCode))
	}
	o.Result, err = plan.Source.Read(&scraper.Page{
		Request: l.Request, URL: r.Request.URL.String(), Status: r.StatusCode, Header: *r.Headers,
		Body: r.Body, FetchedAt: w.Now(), Unchanged: c.fetched != nil && c.fetched.NotModified,
	})
	return w.judge(o, err)
}

// judge turns what a source answered into an outcome.
func (w *worker) judge(o scraper.Outcome, err error) scraper.Outcome {
	switch {
	case errors.Is(err, scraper.ErrBlocked):
		return failed(o, "blocked", err)
	case errors.Is(err, scraper.ErrDrift):
		return failed(o, "drift", err)
	case errors.Is(err, scraper.ErrNoRecord):
		return skipped(o, err)
	case err != nil:
		return failed(o, "failed", err)
	}
	o.State = scraper.Done
	return o
}

// failed names the page, unless the error does: source_run keeps the first
// error of a hundred boards.
func failed(o scraper.Outcome, status string, err error) scraper.Outcome {
	if at := o.Lease.Request.URL; !strings.HasPrefix(err.Error(), at+": ") {
		err = fmt.Errorf("%s: %w", at, err)
	}
	o.State, o.Status, o.Err, o.Result = scraper.Failed, status, err, scraper.Result{}
	return o
}

func skipped(o scraper.Outcome, err error) scraper.Outcome {
	o.State, o.Status, o.Err, o.Result = scraper.Skipped, "skipped", err, scraper.Result{}
	return o
}

func header(r scraper.Request) http.Header {
	h := http.Header{}
	if r.Body != "" {
		h.Set("Content-Type", "application/json")
	}
	return h
}

// panicked is the line of ours where the panic that is being recovered began.
func panicked() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(4, pcs)])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "backpay/") {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
