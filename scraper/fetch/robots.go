package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	// robotsTTL is how long a robots.txt is used: RFC 9309, 2.4 says at most
	// a day.
	robotsTTL = 24 * time.Hour
	// robotsRetry is how long a host stays forbidden that failed to answer.
	robotsRetry = 10 * time.Minute
	// robotsHops is how many redirects are followed (RFC 9309, 2.3.1.2).
	robotsHops = 5
	// robotsHosts is how many hosts are remembered before old ones go.
	robotsHosts = 4096
)

// robotsLayer asks each host's robots.txt. Redirect hops pass it too, since
// each is a request of its own.
type robotsLayer struct {
	guard    *guard
	now      func() time.Time
	redact   func(string) string
	minDelay time.Duration
	maxDelay time.Duration     // a longer Crawl-delay is refused
	fetch    http.RoundTripper // for robots.txt itself
	next     http.RoundTripper

	mu    sync.Mutex
	hosts map[string]*robotsHost // by scheme and host
}

// robotsHost is what is known of one host. Who holds turn may read and write
// it: turn is a lock that can be waited for with a context.
type robotsHost struct {
	turn    chan struct{}
	rules   rules
	good    bool  // rules were once read
	failure error // of the last try, nil when it gave rules
	until   time.Time
}

func (l *robotsLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	scope, _ := scopeOf(req.Context())
	p := pace{delay: l.minDelay, allowed: l.guard.allowed(req.URL.Hostname(), portOf(req.URL))}
	if scope.MinDelay > 0 {
		p.delay = scope.MinDelay
	}
	if scope.ByKey && isSigned(req) {
		return l.next.RoundTrip(req.WithContext(withPace(req.Context(), p)))
	}
	where := func() string { return clip(l.redact(req.URL.String())) }
	rules, err := l.rulesOf(withPace(req.Context(), p), req.URL)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", where(), err)
	case !rules.allows(req.URL):
		return nil, fmt.Errorf("%s: %w", where(), ErrRobots)
	case rules.delay > l.maxDelay && !p.allowed:
		return nil, fmt.Errorf("%s: %w: Crawl-delay of %s is longer than %s, the longest that is waited",
			where(), ErrRobots, rules.delay, l.maxDelay)
	}
	p.delay = max(p.delay, rules.delay)
	return l.next.RoundTrip(req.WithContext(withPace(req.Context(), p)))
}

// rulesOf returns the rules of the host of u. Of several that ask at once one
// fetches them, the others wait; where the one is cancelled, the next takes
// over.
func (l *robotsLayer) rulesOf(ctx context.Context, u *url.URL) (rules, error) {
	h := l.host(u.Scheme + "://" + net.JoinHostPort(hostname(u), portOf(u)))
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return rules{}, ctx.Err()
	}
	defer func() { <-h.turn }()
	if now := l.now(); now.Before(h.until) {
		return h.rules, h.failure
	}
	got, err := l.read(ctx, u)
	switch {
	case err == nil:
		h.rules, h.good, h.failure, h.until = got, true, nil, l.now().Add(robotsTTL)
	case ctx.Err() != nil, errors.Is(err, ErrPrivate), errors.Is(err, ErrNotHeld):
		return rules{}, err // says nothing about the host
	case h.good:
		// RFC 9309, 2.4: an older copy serves while the host is unreachable.
		h.until = l.now().Add(robotsRetry)
	default:
		h.failure = fmt.Errorf("%w: %w", ErrRobotsUnreachable, err)
		h.until = l.now().Add(robotsRetry)
	}
	return h.rules, h.failure
}

func (l *robotsLayer) host(key string) *robotsHost {
	l.mu.Lock()
	defer l.mu.Unlock()
	h := l.hosts[key]
	if h == nil {
		if len(l.hosts) >= robotsHosts {
			clear(l.hosts) // those in use go on unseen; all are asked again
		}
		h = &robotsHost{turn: make(chan struct{}, 1)}
		l.hosts[key] = h
	}
	return h
}

// read fetches a robots.txt. An error means that nothing may be fetched.
func (l *robotsLayer) read(ctx context.Context, u *url.URL) (rules, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range robotsHops + 1 {
		p := paceOf(ctx)
		p.allowed = l.guard.allowed(at.Hostname(), portOf(at))
		req, err := http.NewRequestWithContext(
			withPace(withLimit(withoutKeys(ctx), MaxRobots), p),
			http.MethodGet,
			at.String(),
			nil,
		)
		if err != nil {
			return rules{}, err
		}
		resp, err := l.fetch.RoundTrip(req)
		if err != nil {
			return rules{}, err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return rules{}, err
		}
		switch code := resp.StatusCode; {
		case code >= 200 && code < 300:
			return parseRobots(body), nil
		case code >= 300 && code < 400:
			to, err := at.Parse(resp.Header.Get("Location"))
			if err != nil || to.Scheme != "http" && to.Scheme != "https" || resp.Header.Get("Location") == "" {
				return rules{}, nil // leads nowhere: there is none
			}
			at = to
		case code == http.StatusTooManyRequests:
			// Too busy to say is not "none": as Google reads it.
			return rules{}, fmt.Errorf("robots.txt of %s: status %d", clip(at.Host), code)
		case code >= 400 && code < 500:
			return rules{}, nil // RFC 9309, 2.3.1.3: there is none
		default:
			return rules{}, fmt.Errorf("robots.txt of %s: status %d", clip(at.Host), code)
		}
	}
	return rules{}, nil // too many redirects: as if there were none
}
