package fetch

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// maxURL bounds an address in bytes. RFC 9110, 4.1 asks for 8,000 at least.
const maxURL = 8192

// scopeLayer refuses addresses that the request's source may not reach.
type scopeLayer struct {
	redact func(string) string
	next   http.RoundTripper
}

func (l *scopeLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%s: %w: %s", clip(l.redact(req.URL.String())), ErrScope, fmt.Sprintf(format, args...))
	}
	scope, ok := scopeOf(req.Context())
	switch {
	case !ok:
		return nil, refuse("the request names no source")
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return nil, refuse("scheme %q is not http or https", clip(req.URL.Scheme))
	case req.URL.User != nil:
		return nil, refuse("the address holds a user name or password")
	case len(req.URL.String()) > maxURL:
		return nil, refuse("the address has more than %d bytes", maxURL)
	}
	if scope.Reaches(req.URL) {
		return l.next.RoundTrip(req)
	}
	return nil, refuse("%s may reach %s", scope.Source, clip(strings.Join(scope.Hosts, ", ")))
}

// inScope reports whether u is of the site that host, an entry of
// Scope.Hosts, stands for.
func inScope(u *url.URL, host string) bool {
	if strings.HasPrefix(host, ".") {
		return len(host) > 1 && strings.HasSuffix(hostname(u), fold(host))
	}
	name, port := splitHost(host)
	if name == "" {
		return false
	}
	got := hostname(u)
	if exact(name) {
		return got == name && (port == "" || port == portOf(u))
	}
	if exact(got) {
		return false
	}
	return site(got) == site(name)
}

// exact tells names that stand for nothing but themselves.
func exact(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return !strings.Contains(name, ".")
}

// site returns the registrable domain of a name, or the name itself where it
// has none, being a public suffix.
func site(name string) string {
	if s, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return s
	}
	return name
}

// hostname returns the host of an address, without port, in one spelling.
func hostname(u *url.URL) string { return fold(u.Hostname()) }

// fold gives a host name its one spelling: lower case, without the root's
// dot, in ASCII; an IP address as netip writes it, without a v4-in-v6 cover.
func fold(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.Unmap().String()
	}
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		return ascii
	}
	return name
}

// splitHost splits "host", "host:port", "[v6]:port" and bare "v6".
func splitHost(s string) (name, port string) {
	if ip, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		return ip.Unmap().String(), ""
	}
	u := url.URL{Host: s}
	return hostname(&u), u.Port()
}

// portOf returns the port that an address means.
func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// clip shortens what an outsider wrote before it is named in an error.
func clip(s string) string {
	const most = 300
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}
