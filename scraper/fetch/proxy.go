package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
)

// proxied lets requests through a proxy, which dials in our place: the guard
// judges what the proxy is asked for. The proxy itself may be private.
type proxied struct {
	of    func(*url.URL) (*url.URL, error)
	guard *guard
	// lookup resolves a name; an error is no refusal, since a name may be known
	// to the proxy alone.
	lookup func(ctx context.Context, name string) ([]netip.Addr, error)
}

func newProxied(of func(*url.URL) (*url.URL, error), g *guard) *proxied {
	lookup := func(ctx context.Context, name string) ([]netip.Addr, error) {
		return net.DefaultResolver.LookupNetIP(ctx, "ip", name)
	}
	return &proxied{of: of, guard: g, lookup: lookup}
}

// proxy is for http.Transport: it returns the proxy for a request, nil for none.
func (p *proxied) proxy(req *http.Request) (*url.URL, error) {
	via, err := p.of(req.URL)
	if err != nil {
		return nil, err
	}
	if via == nil { // the proxy is there to be asked, not to be read
		if host := req.URL.Hostname(); p.guard.isProxy(host, portOf(req.URL)) &&
			!p.guard.allowed(host, portOf(req.URL)) {
			return nil, fmt.Errorf("%w: %s is a proxy", ErrPrivate, req.URL.Host)
		}
		return nil, nil
	}
	if err := p.judge(req.Context(), req.URL); err != nil {
		return nil, err
	}
	// What is dialled now is the proxy, which the user named.
	p.guard.permit(via.Hostname(), portOf(via))
	return via, nil
}

// judge refuses addresses that are not of the public internet.
func (p *proxied) judge(ctx context.Context, u *url.URL) error {
	if p.guard.allowed(u.Hostname(), portOf(u)) {
		return nil
	}
	addrs, err := []netip.Addr(nil), error(nil)
	if ip, bad := netip.ParseAddr(hostname(u)); bad == nil {
		addrs = []netip.Addr{ip}
	} else if exact(hostname(u)) {
		return fmt.Errorf("%w: %s, by a proxy", ErrPrivate, hostname(u))
	} else if addrs, err = p.lookup(ctx, hostname(u)); err != nil {
		return nil
	}
	for _, ip := range addrs {
		if !public(ip) {
			return fmt.Errorf("%w: %s, by a proxy", ErrPrivate, ip)
		}
	}
	return nil
}
