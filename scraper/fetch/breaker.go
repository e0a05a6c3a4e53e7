package fetch

import (
	"context"
	"errors"
	"fmt"
	"maps"
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
	// probe is open while one request tries whether the host is back; the
	// others wait for its answer.
	probe chan struct{}
}

func (l *breakerLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	key := gateKey(req)
	if ok, err := l.admits(req.Context(), key); err != nil {
		return nil, err
	} else if !ok {
		return nil, fmt.Errorf("%s: %w", clip(l.redact(req.URL.String())), ErrDown)
	}
	resp, err := l.next.RoundTrip(req)
	l.note(key, req.Context(), resp, err)
	return resp, err
}

// admits reports whether a host may be asked. A request that comes while
// another one tries whether the host is back waits for the answer: what the
// night before closed must not cost a night that is well again.
func (l *breakerLayer) admits(ctx context.Context, key string) (bool, error) {
	for {
		ok, probe := l.admit(key)
		if probe == nil {
			return ok, nil
		}
		select {
		case <-probe:
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// admit is admits without the waiting: it returns the probe to wait for.
func (l *breakerLayer) admit(key string) (ok bool, probe <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.hosts[key]
	switch {
	case c == nil || c.failures < breakAfter:
		return true, nil
	case c.probe != nil:
		return false, c.probe
	case l.now().Before(c.closed):
		return false, nil
	}
	c.probe = make(chan struct{})
	return true, nil
}

// answered lets those go on that wait for a probe.
func (c *circuit) answered() {
	if c.probe != nil {
		close(c.probe)
		c.probe = nil
	}
}

// note counts how a request went.
func (l *breakerLayer) note(key string, ctx context.Context, resp *http.Response, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.hosts[key]
	switch {
	case ctx.Err() != nil || errors.Is(err, ErrLater) || errors.Is(err, ErrLocal) || errors.Is(err, ErrNotHeld): // says nothing of the host
		if c != nil {
			c.answered()
		}
	case err != nil && passing(err) || err == nil && passingStatus(resp):
		if c == nil {
			if len(l.hosts) >= gateHosts {
				l.forget()
			}
			c = &circuit{}
			l.hosts[key] = c
		}
		c.answered()
		if c.failures++; c.failures >= breakAfter {
			c.closed = l.now().Add(breakFor)
		}
	default:
		if c != nil {
			c.answered()
		}
		delete(l.hosts, key)
	}
}

// forget lets go of all hosts that nobody waits for.
func (l *breakerLayer) forget() {
	maps.DeleteFunc(l.hosts, func(_ string, c *circuit) bool { return c.probe == nil })
}
