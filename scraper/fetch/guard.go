package fetch

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// guard dials, and refuses addresses that are not of the public internet. It
// looks at the address that is dialled, after the name was resolved, so that
// neither a redirect nor a name that resolves to a private address passes.
type guard struct {
	// allow has the "host:port" pairs that may be anything, as asked for in
	// the address: a name is allowed, not what it resolves to elsewhere.
	allow map[string]bool

	mu      sync.Mutex
	proxies map[string]bool // "host:port" pairs of the user's own proxies
}

func newGuard(hosts []string) (*guard, error) {
	g := &guard{allow: map[string]bool{}}
	for _, h := range hosts {
		name, port := splitHost(h)
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || name == "" {
			return nil, fmt.Errorf("allow_hosts: %q is not of the form host:port", h)
		}
		g.allow[net.JoinHostPort(name, port)] = true
	}
	return g, nil
}

// allowed reports whether allow_hosts names the pair.
func (g *guard) allowed(host, port string) bool {
	return g.allow[net.JoinHostPort(fold(host), port)]
}

// permit lets a proxy be dialled, wherever it is.
func (g *guard) permit(host, port string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.proxies == nil {
		g.proxies = map[string]bool{}
	}
	g.proxies[net.JoinHostPort(fold(host), port)] = true
}

// isProxy reports whether a pair is that of a proxy.
func (g *guard) isProxy(host, port string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.proxies[net.JoinHostPort(fold(host), port)]
}

// DialContext is for http.Transport: addr is the pair that the URL names.
func (g *guard) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	d := net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if !g.allowed(host, port) && !g.isProxy(host, port) {
		d.Control = refusePrivate
	}
	return d.DialContext(ctx, network, addr)
}

// refusePrivate is the Control of a net.Dialer.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %q", ErrPrivate, address)
	}
	if !public(ap.Addr()) {
		return fmt.Errorf("%w: %s", ErrPrivate, ap.Addr())
	}
	return nil
}

// reserved are the blocks that the special-purpose registries of IANA don't
// call globally reachable, and addresses of cloud metadata services outside
// them. 169.254.169.254, 100.100.100.200 and fd00:ec2::254 are within.
var reserved = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // Azure's host service
	"::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
	"fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

// Translated addresses hold an IPv4 address that is the one to judge.
var (
	nat64   = netip.MustParsePrefix("64:ff9b::/96") // in the last four bytes (RFC 6052)
	sixToIV = netip.MustParsePrefix("2002::/16")    // in bytes 2 to 5 (RFC 3056)
)

func prefixes(list ...string) []netip.Prefix {
	var out []netip.Prefix
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// public reports whether ip is of the public internet.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if b := ip.As16(); ip.Is6() {
		switch {
		case nat64.Contains(ip):
			return public(netip.AddrFrom4([4]byte(b[12:16])))
		case sixToIV.Contains(ip):
			return public(netip.AddrFrom4([4]byte(b[2:6])))
		}
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return ip.IsValid()
}
