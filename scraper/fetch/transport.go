// Package fetch is the one place where network policy lives: an
// http.RoundTripper of layers, through which every request passes, redirect
// hops included. From the outside in:
//
//	scope    only hosts that the source may reach            scope.go
//	robots   robots.txt, RFC 9309                            robots.go
//	answer   conditional requests, archive, UTF-8            answer.go
//	breaker  hosts that fail again and again                 breaker.go
//	retry    429, 5xx, broken connections; Retry-After       retry.go
//	pace     least time between requests, most at a time     pace.go
//	body     one attempt: timeout, size limit, decompression body.go,
//	         with keys, or a token that they give            keys.go, grant.go
//	guard    no private address is dialled                   guard.go
//
// No proxy is used unless the options name one, no cookie kept, no challenge
// solved.
// Package fetch knows no source, no database and no Colly.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"backpay/scraper"
)

// Options are what a Transport is made of. Only Agent is required.
type Options struct {
	// Agent is sent as User-Agent: "backpay/1.0 (+https://example.org/bot)".
	Agent string
	// MinDelay is the least time between two requests to one host; zero is
	// none. Scope.MinDelay replaces it, a longer Crawl-delay wins.
	MinDelay time.Duration
	// PerHost is how many requests a host gets at a time; 2 when zero.
	PerHost int
	// AllowHosts are "host:port" pairs, as written in the addresses, that may
	// be private or loopback and are not slowed down.
	AllowHosts []string
	// MaxBody is the largest body, in bytes and decompressed; 64 MiB when zero.
	MaxBody int64
	// Attempts is how often a request is tried in all; 4 when zero.
	Attempts int
	// Timeout is for one attempt with its whole body; 60 s when zero.
	Timeout time.Duration
	// MaxWait is the longest Retry-After that is waited for, and the longest
	// Crawl-delay; 3 minutes when zero.
	MaxWait time.Duration
	// Memory and Archive serve conditional requests; either may be nil.
	Memory  Memory
	Archive *Archive
	// Closed are hosts that an earlier run was to leave alone; see Closed of
	// Transport.
	Closed []scraper.ClosedHost
	// Permit returns an error unless a request to the host, named as the address
	// names it, may leave now. It is asked before every attempt, of robots.txt
	// and of redirects too; nil permits all.
	Permit func(host string) error
	// Proxy returns the proxy for an address, nil for none; nil uses none at all.
	Proxy func(*url.URL) (*url.URL, error)
	// Base sends what the layers let through; nil means the network, where
	// every address that is dialled is checked first.
	Base http.RoundTripper
	// Redact takes keys out of a text: an address before it is kept, an error
	// before it is returned, an answer of a source with keys before anything
	// reads it. nil changes nothing. User names in addresses go in any case.
	Redact func(text string) string
	// Now and Sleep are the clock; nil means the real one.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
	// Random gives numbers from 0 to below 1 for the jitter of retries; nil
	// means those of math/rand.
	Random func() float64
}

// Transport is the polite http.RoundTripper. It may be used by several
// goroutines. Answers it returns are whole in memory, decompressed and, where
// they are text, in UTF-8; their headers say so.
type Transport struct {
	base   *http.Transport
	robots *robotsLayer
	first  http.RoundTripper
	redact func(string) string

	pace    *paceLayer
	breaker *breakerLayer
	proxied *proxied // nil without a proxy
	now     func() time.Time
}

// New makes a Transport. It fails on options that make no sense.
func New(o Options) (*Transport, error) {
	if o.Agent == "" {
		return nil, errors.New("fetch: no agent name")
	}
	if o.MinDelay < 0 || o.PerHost < 0 || o.MaxBody < 0 || o.Attempts < 0 || o.Timeout < 0 || o.MaxWait < 0 {
		return nil, fmt.Errorf(
			"fetch: a limit is negative: min_delay %s, per_host %d, body %d, attempts %d, timeout %s, wait %s",
			o.MinDelay,
			o.PerHost,
			o.MaxBody,
			o.Attempts,
			o.Timeout,
			o.MaxWait,
		)
	}
	g, err := newGuard(o.AllowHosts)
	if err != nil {
		return nil, fmt.Errorf("fetch: %w", err)
	}
	o = defaults(o)
	given := &tokens{guard: g, agent: o.Agent, now: o.Now}
	o.Redact = given.redactor(o.Redact)
	redact := redactor(o.Redact)
	base := &http.Transport{
		Proxy:                  nil,
		DialContext:            g.DialContext,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // the body layer decompresses, with a limit
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    15 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
	var via *proxied
	if o.Proxy != nil {
		via = newProxied(o.Proxy, g)
		base.Proxy = via.proxy
	}
	if o.Base == nil {
		o.Base = base
	}
	given.next = o.Base
	body := &bodyLayer{
		agent: o.Agent, maxBody: o.MaxBody, timeout: o.Timeout, redact: o.Redact, tokens: given, next: o.Base,
	}
	pace := &paceLayer{
		perHost: o.PerHost,
		maxWait: o.MaxWait,
		now:     o.Now,
		sleep:   o.Sleep,
		permit:  o.Permit,
		next:    body,
		gates:   map[string]*gate{},
	}
	retry := &retryLayer{
		attempts: o.Attempts, maxWait: o.MaxWait, now: o.Now, sleep: o.Sleep, random: o.Random, redact: redact, pace: pace,
	}
	breaker := &breakerLayer{now: o.Now, redact: redact, next: retry, hosts: map[string]*circuit{}}
	answer := &answerLayer{memory: o.Memory, archive: o.Archive, now: o.Now, redact: redact, next: breaker}
	robots := &robotsLayer{
		guard: g, now: o.Now, redact: redact, minDelay: o.MinDelay, maxDelay: o.MaxWait,
		fetch: retry, next: answer, hosts: map[string]*robotsHost{},
	}
	for _, h := range o.Closed {
		if h.Failing {
			breaker.hosts[h.Host] = &circuit{failures: breakAfter, closed: h.Until}
		} else {
			pace.gates[h.Host] = pace.newGate(h.Until)
		}
	}
	return &Transport{
		base:    base,
		robots:  robots,
		first:   &scopeLayer{redact: redact, next: robots},
		redact:  redact,
		pace:    pace,
		breaker: breaker,
		proxied: via,
		now:     o.Now,
	}, nil
}

func defaults(o Options) Options {
	if o.PerHost == 0 {
		o.PerHost = 2
	}
	if o.MaxBody == 0 {
		o.MaxBody = 64 << 20
	}
	if o.Attempts == 0 {
		o.Attempts = 4
	}
	if o.Timeout == 0 {
		o.Timeout = time.Minute
	}
	if o.MaxWait == 0 {
		o.MaxWait = 3 * time.Minute
	}
	if o.Redact == nil {
		o.Redact = func(s string) string { return s }
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	return o
}

// RoundTrip sends the request through all layers. Its context has to carry a
// Scope.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.first.RoundTrip(req)
	if err != nil && req.Body != nil {
		req.Body.Close() // a refusal on the way leaves it open
	}
	return resp, hide(err, t.redact)
}

// Sitemaps returns the addresses of sitemaps that the robots.txt of u's host
// names, asking for it where it isn't known. ctx has to carry a Scope that u
// is in.
func (t *Transport) Sitemaps(ctx context.Context, u *url.URL) ([]string, error) {
	scope, _ := scopeOf(ctx)
	if !scope.Reaches(u) {
		return nil, fmt.Errorf("%s: %w", clip(t.robots.redact(u.String())), ErrScope)
	}
	p := pace{delay: t.robots.minDelay, allowed: t.robots.guard.allowed(u.Hostname(), portOf(u))}
	r, err := t.robots.rulesOf(withPace(ctx, p), u)
	return r.sitemaps, err
}

// Closed returns the hosts that the next run should leave alone, by name.
func (t *Transport) Closed() (hosts []scraper.ClosedHost) {
	now := t.now()
	t.pace.mu.Lock()
	for name, g := range t.pace.gates {
		if d := g.heldFor(now); d > 0 {
			hosts = append(hosts, scraper.ClosedHost{Host: name, Until: now.Add(d)})
		}
	}
	t.pace.mu.Unlock()
	t.breaker.mu.Lock()
	for name, c := range t.breaker.hosts {
		if c.failures < breakAfter {
			continue
		}
		failing := scraper.ClosedHost{Host: name, Until: c.closed, Failing: true}
		// Of a host that asked for a moment's rest each time, that it gave nothing
		// is what the next run has to know.
		switch i := slices.IndexFunc(hosts, func(h scraper.ClosedHost) bool { return h.Host == name }); {
		case i < 0:
			hosts = append(hosts, failing)
		case failing.Until.After(hosts[i].Until):
			hosts[i] = failing
		}
	}
	t.breaker.mu.Unlock()
	slices.SortFunc(hosts, func(a, b scraper.ClosedHost) int { return strings.Compare(a.Host, b.Host) })
	return hosts
}

// NextAt returns when the host, named as an address writes it, may be asked
// again, by whichever program: it asked for rest, or its pace has to pass. The
// zero time is at once.
func (t *Transport) NextAt(host string) (next time.Time) {
	name := hostname(&url.URL{Host: host})
	t.pace.mu.Lock()
	defer t.pace.mu.Unlock()
	for _, key := range []string{name, host} { // a test server is its host and port
		g := t.pace.gates[key]
		if g == nil {
			continue
		}
		now := t.now()
		for _, d := range []time.Duration{g.heldFor(now), g.untilFree(now)} {
			if at := now.Add(d); d > 0 && at.After(next) {
				next = at
			}
		}
	}
	return next
}

// CloseIdleConnections closes connections that no request uses.
func (t *Transport) CloseIdleConnections() { t.base.CloseIdleConnections() }
