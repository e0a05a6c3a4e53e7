package fetch

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"backpay/scraper"
)

// Scope is what one source may do. The caller puts it into the context of
// each request with WithScope; a request without one is refused.
type Scope struct {
	// Source is the source's name, under which earlier answers are found.
	Source string
	// Hosts are the hosts that may be reached. A name stands for its whole
	// registrable domain, one that begins with a dot only for the names that end
	// in it; an IP address or a single-label name ("localhost") for itself, and
	// where it has a port ("127.0.0.1:8899") only for that.
	Hosts []string
	// MinDelay is the least time between two requests to one host; zero for
	// that of Options. A longer Crawl-delay of the host's own wins.
	MinDelay time.Duration
	// MaxBody is the largest body, in bytes and decompressed; zero for that of
	// Options. A larger one has more time in proportion.
	MaxBody int64
	// Sign puts the source's keys on a request, just before it leaves: on a
	// copy that is neither kept nor named anywhere. It is called for requests
	// of the source and for their redirects within one origin (see sign). nil
	// for none.
	Sign func(*http.Request)
	// Grant, where it is set, is exchanged for a token that stands on the requests
	// that Sign is called for. It needs a Sign, which may do nothing.
	Grant *Grant
	// ByKey says that what Sign puts its keys on is used under the terms of the
	// service that gave them: robots.txt is not asked for these requests.
	ByKey bool
	// Reader names what will read the answer: the program and the request's words for it.
	// An answer with the bytes of an earlier one that the same reader has read
	// comes without its body, and its Fetch is Same. "" for an answer that is
	// to be read in any case.
	Reader string
}

// Reaches reports whether an address is of a host that the scope names.
func (s Scope) Reaches(u *url.URL) bool {
	return slices.ContainsFunc(s.Hosts, func(host string) bool { return inScope(u, host) })
}

type scopeKey struct{}

// WithScope returns a context whose requests have this scope.
func WithScope(ctx context.Context, s Scope) context.Context {
	return context.WithValue(ctx, scopeKey{}, s)
}

func scopeOf(ctx context.Context) (Scope, bool) {
	s, ok := ctx.Value(scopeKey{}).(Scope)
	return s, ok
}

type recorderKey struct{}

// WithRecorder returns a context whose requests report each answer to record,
// before the answer is returned, in the goroutine of the request. Redirects
// are answers too: of one request that is followed, the last call counts.
// Errors and robots.txt are not reported.
func WithRecorder(ctx context.Context, record func(scraper.Fetch)) context.Context {
	return context.WithValue(ctx, recorderKey{}, record)
}

func report(ctx context.Context, f scraper.Fetch) {
	if record, ok := ctx.Value(recorderKey{}).(func(scraper.Fetch)); ok && record != nil {
		record(f)
	}
}

// pace is what the robots layer tells the layers below about one request.
type pace struct {
	delay   time.Duration // least time between two requests to the host
	allowed bool          // allow_hosts names the host
}

type paceKey struct{}

func withPace(ctx context.Context, p pace) context.Context {
	return context.WithValue(ctx, paceKey{}, p)
}

func paceOf(ctx context.Context) pace {
	p, _ := ctx.Value(paceKey{}).(pace)
	return p
}
