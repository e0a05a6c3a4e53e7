package crawl

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"strings"

	"backpay/scraper"
	"backpay/scraper/fetch"

	"github.com/gocolly/colly/v2"
)

// worker visits one page at a time, with a collector for each source.
type worker struct {
	*engine
	ctx        context.Context
	collectors map[string]*colly.Collector
}

func newWorker(ctx context.Context, e *engine) *worker {
	return &worker{engine: e, ctx: ctx, collectors: map[string]*colly.Collector{}}
}

// collector returns the collector of a source. Its callbacks are the steps of
// a visit.
func (w *worker) collector(p Plan) *colly.Collector {
	name := p.Source.About().Name
	c, ok := w.collectors[name]
	if !ok {
		c = colly.NewCollector()
		leaveOff(c)
		c.WithTransport(past{w.Transport})
		c.OnRequest(prepare)
		c.OnResponse(w.read)
		c.OnError(w.classify)
		c.OnScraped(w.settle)
		w.collectors[name] = c
	}
	return c
}

// leaveOff turns off what Colly does otherwise than a polite crawler must. It
// sets fields where it can: Colly reads COLLY_* variables after its options.
//
//	robots.txt    by host and redirect hop, with Crawl-delay and a limit: package fetch
//	limits        a rule's pace is shared by all hosts it matches and ignores contexts: fetch
//	domains       names are compared, not addresses, and redirects pass: fetch
//	cookies       nothing is remembered of a visit
//	cache         it replays refusals and ignores validators: fetch and the archive
//	charset       it knows neither <meta> nor BOM: fetch
//	body size     it cuts without a word: fetch
//	timeout       it counts what is waited in the transport: fetch has one for each try
//	visited set   it is marked before the fetch: the frontier
//	queue, async  a goroutine for each page, and no resuming: the frontier and loop
//	depth, most   the frontier's affair
//	status check  a 404 is an answer to judge
func leaveOff(c *colly.Collector) {
	c.IgnoreRobotsTxt, c.AllowURLRevisit, c.ParseHTTPErrorResponse = true, true, true
	c.AllowedDomains, c.DisallowedDomains, c.DisallowedURLFilters, c.URLFilters = nil, nil, nil, nil
	c.MaxBodySize, c.MaxRequests, c.MaxDepth, c.CacheDir = 0, 0, 0, ""
	c.Async, c.DetectCharset, c.UserAgent = false, false, ""
	c.DisableCookies()
	c.SetRequestTimeout(0)
}

// visit is one lease on its way through the callbacks.
type visit struct {
	scraper.Outcome
	plan  Plan
	first bool  // the configuration asks for the page
	err   error // what the source said of it
	body  []byte
}

// errGone: a page that another page named answers 404 or 410.
var errGone = errors.New("no longer there")

// errEmpty: a page that the configuration asks for has no byte.
var errEmpty = errors.New("the answer is empty")

const visitKey = "visit"

func visitOf(ctx *colly.Context) *visit { return ctx.GetAny(visitKey).(*visit) }

// visit fetches and reads one page. It never panics.
func (w *worker) visit(l scraper.Lease) (a answer) {
	v := &visit{Outcome: scraper.Outcome{Lease: l}, first: w.first[l.Source+" "+l.Request.URL]}
	defer func() {
		if p := recover(); p != nil {
			v.fail("failed", fmt.Errorf("panic in the source: %v, at %s", p, panicked()))
		}
		a.Outcome = v.Outcome
		if a.room > 0 && v.State != scraper.Done { // nothing of it is kept
			w.leaveRoom(a.room)
			a.room = 0
		}
	}()
	var ok bool
	if v.plan, ok = w.plans[l.Source]; !ok {
		v.skip(errors.New("the source is not part of this run"))
		return a
	}
	c := w.collector(v.plan)
	// The transport sees the context of net/http, where it finds what the
	// source may do; the callbacks see Colly's, where they find the visit.
	scope := w.scopes[l.Source]
	scope.Reader = w.reader(l)
	visiting := fetch.WithRecorder(fetch.WithScope(w.ctx, scope), func(f scraper.Fetch) { v.Fetch = &f })
	visiting = fetch.WithRoom(visiting, func(ctx context.Context, n int64) error { return w.takeRoom(ctx, n, &a.room) })
	c.Context = context.WithValue(visiting, bodyKey{}, &v.body)
	ctx := colly.NewContext()
	ctx.Put(visitKey, v)
	var body io.Reader
	if l.Request.Body != "" {
		body = strings.NewReader(l.Request.Body)
	}
	err := c.Request(cmp.Or(l.Request.Method, http.MethodGet), l.Request.URL, body, ctx, nil)
	c.Context = w.ctx // a collector that waits for work keeps no page and no record
	switch {
	case v.State != "": // a callback has settled it
	case err != nil: // no callback hears of an address that Colly can't read
		v.fail("failed", err)
	default:
		v.fail("failed", errors.New("no answer"))
	}
	return a
}

// answer is what came of a lease.
type answer struct {
	scraper.Outcome
	room int64 // that it has of the room for large pages, until it is settled
}

// bodyKey is where a request's context has the place for its answer's body.
type bodyKey struct{}

// past hands the body of an answer to the visit, and none to Colly, which would
// copy it.
type past struct{ http.RoundTripper }

func (p past) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := p.RoundTripper.RoundTrip(req)
	if err != nil {
		return resp, err
	}
	if body, ok := req.Context().Value(bodyKey{}).(*[]byte); ok {
		if b, whole := fetch.Body(resp); whole {
			*body, resp.Body = b, http.NoBody
		}
	}
	return resp, nil
}

// roomy is how much of large pages is in memory at once, in bytes, from their
// bodies to their records in the database; hugePage is what is given back to the
// system before the next one comes.
const (
	roomy    = 12 << 20
	hugePage = 8 << 20
)

// takeRoom waits until a large page of n bytes fits beside the others in memory. One
// that would never fit has all of the room.
func (e *engine) takeRoom(ctx context.Context, n int64, has *int64) error {
	if *has > 0 { // a redirect's; who has some must not wait for more
		return nil
	}
	n = min(n, roomy)
	if err := e.large.Acquire(ctx, n); err != nil {
		return err
	}
	*has = n
	return nil
}

// leaveRoom lets the next large pages in.
func (e *engine) leaveRoom(n int64) {
	if n > hugePage {
		debug.FreeOSMemory()
	}
	e.large.Release(n)
}

// reader names all that a reading depends on beside the answer: the program,
// the source and the request. Sources know nothing else.
func (w *worker) reader(l scraper.Lease) string {
	if w.Program == "" {
		return ""
	}
	b, err := json.Marshal(l.Request)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(append([]byte(w.Program+" "+l.Source+" "), b...))
	return hex.EncodeToString(sum[:8])
}

// prepare sets the request's headers. Keys are not among them: net/http would
// copy them from hop to hop, so that the transport signs what leaves.
func prepare(r *colly.Request) {
	if visitOf(r.Ctx).Lease.Request.Body != "" {
		r.Headers.Set("Content-Type", "application/json")
	}
}

// read judges whether the page is the one that was asked for, and hands it to
// its source.
func (w *worker) read(r *colly.Response) {
	v := visitOf(r.Ctx)
	if v.Fetch != nil && v.Fetch.Same {
		v.Result.Requests = v.Fetch.Requests
		return
	}
	if v.body == nil { // of a transport that doesn't have it whole
		v.body = r.Body
	}
	if why, ok := fetch.Blocked(r.StatusCode, *r.Headers, v.body); ok {
		v.err = fmt.Errorf("%w: %s", scraper.ErrBlocked, why)
		return
	}
	switch gone := r.StatusCode == http.StatusNotFound || r.StatusCode == http.StatusGone; {
	case gone && !v.first:
		v.err = fmt.Errorf("%w: status %d", errGone, r.StatusCode)
	case r.StatusCode != http.StatusOK:
		v.err = fmt.Errorf("status %d", r.StatusCode)
	case v.first && len(bytes.TrimSpace(v.body)) == 0: // no list of nothing says nothing at all
		v.err = errEmpty
	default:
		v.Result, v.err = v.plan.Source.Read(&scraper.Page{
			Request: v.Lease.Request, URL: r.Request.URL.String(), Status: r.StatusCode, Header: *r.Headers,
			Body: v.body, FetchedAt: w.Now(), Unchanged: v.Fetch != nil && v.Fetch.NotModified,
		})
	}
}

// settle turns what came of the page into the outcome.
func (w *worker) settle(r *colly.Response) {
	switch v := visitOf(r.Ctx); {
	case errors.Is(v.err, scraper.ErrBlocked):
		v.fail("blocked", v.err)
	case errors.Is(v.err, scraper.ErrDrift):
		v.fail("drift", v.err)
	case errors.Is(v.err, scraper.ErrNoRecord), errors.Is(v.err, errGone):
		v.skip(v.err)
	case v.err != nil:
		v.fail("failed", v.err)
	default:
		v.State = scraper.Done
	}
}

// classify turns what kept the page from being fetched into the outcome.
func (w *worker) classify(r *colly.Response, err error) {
	v := visitOf(r.Ctx)
	hop := v.Lease.Request.URL // the address that failed, after redirects
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		hop, err = wrapped.URL, wrapped.Err // net/http names the address once more
	}
	switch {
	case w.ctx.Err() != nil:
		v.State = scraper.Queued
	case notHeld(err, host(v.Lease.Request)): // others may have the host now: the page waits
		v.State = scraper.Queued
	case errors.Is(err, fetch.ErrNotHeld) && v.moves(hop): // whoever holds that host asks it
		v.skip(fmt.Errorf("redirects to %s, which waits among that host's pages", hop))
		v.Result.Requests = []scraper.Request{v.Lease.Request}
		v.Result.Requests[0].URL = hop
	case errors.Is(err, fetch.ErrLocal): // our own trouble ends the run, and the page waits
		v.State, v.Err = scraper.Queued, err
	case errors.Is(err, fetch.ErrRobots) && v.first:
		v.fail("blocked", err) // the whole source may not be read
	case errors.Is(err, fetch.ErrScope) && !v.first, errors.Is(err, fetch.ErrRobots):
		v.skip(err)
	default:
		v.fail("failed", err)
	}
}

// moves reports whether a page was redirected to another host. What is posted
// is not: a redirect would ask for it without its body.
func (v *visit) moves(hop string) bool {
	to := host(scraper.Request{URL: hop})
	return to != "" && to != host(v.Lease.Request) && v.Lease.Request.Body == ""
}

// notHeld reports whether the page's own host is not the fetcher's to ask. Where
// a redirect led robots.txt to a host that it doesn't hold, the page fails:
// waiting would not end.
func notHeld(err error, host string) bool {
	e, ok := errors.AsType[*fetch.NotHeldError](err)
	return ok && e.Host == host
}

// fail names the page, unless the error does: source_run keeps the first
// error of a hundred boards.
func (v *visit) fail(status string, err error) {
	if at := v.Lease.Request.URL; !strings.HasPrefix(err.Error(), at+": ") {
		err = fmt.Errorf("%s: %w", at, err)
	}
	v.State, v.Status, v.Err, v.Result = scraper.Failed, status, err, scraper.Result{}
}

func (v *visit) skip(err error) {
	v.State, v.Status, v.Err, v.Result = scraper.Skipped, "skipped", err, scraper.Result{}
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
