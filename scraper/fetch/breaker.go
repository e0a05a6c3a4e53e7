package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	// breakAfter is how many requests to a host may fail in a row, each with
	// all its attempts, before it is left alone.
	breakAfter = 6
	// breakFor is how long it is left alone before one request tries again.
	breakFor = 5 * time.Minute
)

// breakerLayer leaves hosts alone that fail again and again: a site that hangs
// costs minutes then, not hours, and one that is overloaded is not asked on.
type breakerLayer struct {
	now    func() time.Time
	redact func(string) string
	next   http.RoundTripper

	mu    sync.Mutex
	hosts map[string]*circuit
}

// circuit is what is known of one host; guarded by breakerLayer.mu.
type circuit struct {
	failures int
	closed   time.Time // left alone until then, once failures reach breakAfter
	probing  bool      // one request tries whether it is back
}

func (l *breakerLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	key := gateKey(req)
	if !l.admits(key) {
		return nil, fmt.Errorf("%s: %w", clip(l.redact(req.URL.String())), ErrDown)
	}
	resp, err := l.next.RoundTrip(req)
	l.note(key, req.Context(), resp, err)
	return resp, err
}

// admits reports whether a host may be asked.
func (l *breakerLayer) admits(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.hosts[key]
	switch {
	case c == nil || c.failures < breakAfter:
		return true
	case c.probing || l.now().Before(c.closed):
		return false
	}
	c.probing = true
	return true
}

// note counts how a request went.
func (l *breakerLayer) note(key string, ctx context.Context, resp *http.Response, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.hosts[key]
	switch {
	case ctx.Err() != nil || errors.Is(err, ErrLater) || errors.Is(err, ErrLocal): // says nothing of the host
		if c != nil {
			c.probing = false
		}
	case err != nil && passing(err) || err == nil && passingStatus(resp):
		if c == nil {
			if len(l.hosts) >= gateHosts {
				clear(l.hosts)
			}
			c = &circuit{}
			l.hosts[key] = c
		}
		c.probing = false
		if c.failures++; c.failures >= breakAfter {
			c.closed = l.now().Add(breakFor)
		}
	default:
		delete(l.hosts, key)
	}
}
