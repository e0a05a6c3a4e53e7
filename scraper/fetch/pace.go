package fetch

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// gateHosts is how many hosts are remembered before idle ones go.
const gateHosts = 4096

// paceLayer keeps the least time between two requests to one host and the
// most requests to it at a time. It counts every attempt, robots.txt too. A host
// that bears it badly is asked more slowly for a while: see strain.
type paceLayer struct {
	perHost int
	maxWait time.Duration // a host closed for longer is an error
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
	permit  func(host string) error // nil permits all
	next    http.RoundTripper

	mu    sync.Mutex
	gates map[string]*gate
}

// gate is the way to one host.
type gate struct {
	slots chan struct{}
	users int // who holds or waits for a slot; guarded by paceLayer.mu
	rate  *rate.Limiter

	mu     sync.Mutex
	closed time.Time // the host asked to be left alone until then
	strain strain
}

func (l *paceLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	key := gateKey(req)
	g := l.enter(key)
	defer l.leave(g)
	ctx := req.Context()
	select {
	case g.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-g.slots }()
	if err := l.wait(ctx, g, key); err != nil {
		return nil, err
	}
	if l.permit != nil { // last: a lease may have run out in the waits above
		if err := l.permit(req.URL.Host); err != nil {
			return nil, &NotHeldError{req.URL.Host, err}
		}
	}
	var ours time.Duration // that a large body waited for room, which is not the host's doing
	if room := roomOf(ctx); room != nil {
		req = req.WithContext(WithRoom(ctx, func(ctx context.Context, size int64) error {
			begun := l.now()
			defer func() { ours += l.now().Sub(begun) }()
			return room(ctx, size)
		}))
	}
	begun := l.now()
	resp, err := l.next.RoundTrip(req)
	if ctx.Err() == nil {
		g.mu.Lock()
		g.strain.note(l.now().Sub(begun)-ours, resp, err)
		g.mu.Unlock()
	}
	return resp, err
}

// wait lets requests through one by one, and none while the host is closed.
func (l *paceLayer) wait(ctx context.Context, g *gate, host string) error {
	if err := l.limit(ctx, g); err != nil {
		return err
	}
	for {
		d := g.heldFor(l.now())
		if d <= 0 {
			return ctx.Err()
		}
		if d > l.maxWait {
			return &LaterError{Host: host, Until: l.now().Add(d), After: d}
		}
		if err := l.sleep(ctx, d); err != nil {
			return err
		}
	}
}

// limit waits for the least time between two requests to pass.
func (l *paceLayer) limit(ctx context.Context, g *gate) error {
	p := paceOf(ctx)
	if p.allowed || p.delay <= 0 {
		return nil
	}
	now := l.now()
	g.mu.Lock()
	delay := g.strain.pace(p.delay)
	g.mu.Unlock()
	if every := rate.Every(delay); g.rate.Limit() != every {
		g.rate.SetLimitAt(now, every)
	}
	r := g.rate.ReserveN(now, 1)
	if err := l.sleep(ctx, r.DelayFrom(now)); err != nil {
		r.CancelAt(l.now())
		return err
	}
	return nil
}

func (l *paceLayer) enter(key string) *gate {
	l.mu.Lock()
	defer l.mu.Unlock()
	g := l.gates[key]
	if g == nil {
		if len(l.gates) >= gateHosts {
			for k, old := range l.gates {
				// A gate without users whose limiter is full remembers nothing.
				if old.users == 0 && old.rate.TokensAt(l.now()) >= 1 && old.heldFor(l.now()) <= 0 {
					delete(l.gates, k)
				}
			}
		}
		g = l.newGate(time.Time{})
		l.gates[key] = g
	}
	g.users++
	return g
}

// newGate makes the way to a host, closed until then.
func (l *paceLayer) newGate(closed time.Time) *gate {
	return &gate{slots: make(chan struct{}, l.perHost), rate: rate.NewLimiter(rate.Inf, 1), closed: closed}
}

func (l *paceLayer) leave(g *gate) {
	l.mu.Lock()
	g.users--
	l.mu.Unlock()
}

// hold closes the way to the host of req until then.
func (l *paceLayer) hold(req *http.Request, until time.Time) {
	g := l.enter(gateKey(req))
	defer l.leave(g)
	g.mu.Lock()
	defer g.mu.Unlock()
	if until.After(g.closed) {
		g.closed = until
	}
}

func (g *gate) heldFor(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.closed.Sub(now)
}

// untilFree returns what is left of the least time between two requests.
func (g *gate) untilFree(now time.Time) time.Duration {
	limit := g.rate.Limit()
	if limit == rate.Inf || limit <= 0 {
		return 0
	}
	return time.Duration((1 - g.rate.TokensAt(now)) / float64(limit) * float64(time.Second))
}

// gateKey is the host, whatever the scheme and port: one machine answers.
// Pairs that allow_hosts names are test servers, each on its own.
func gateKey(req *http.Request) string {
	if paceOf(req.Context()).allowed {
		return net.JoinHostPort(hostname(req.URL), portOf(req.URL))
	}
	return hostname(req.URL)
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
