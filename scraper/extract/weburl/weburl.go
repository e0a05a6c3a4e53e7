// Package weburl resolves and tests addresses of pages.
package weburl

import (
	"net/url"
	"strings"
)

// Resolve returns ref made absolute with base and without its fragment, or ""
// when it is no address of the web.
func Resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ""
	}
	return Web(u.String())
}

func Web(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// WithQuery returns the address with the parameter set to the value.
func WithQuery(address, key, value string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set(key, value)
	u.RawQuery = q.Encode()
	return u.String()
}

// OnSite reports whether an address is on one of the sites, each named by its
// registrable domain without the ending ("glassdoor" for glassdoor.co.uk), and
// its path begins with one of the prefixes.
func OnSite(address, site string, prefixes ...string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	found := false
	for i, label := range labels {
		// Behind the name stands an ending of one or two labels (com, co.uk).
		rest := len(labels) - i - 1
		found = found || label == site && (rest == 1 || rest == 2)
	}
	if !found {
		return false
	}
	for _, p := range prefixes {
		if strings.HasPrefix(u.Path, p) {
			return true
		}
	}
	return len(prefixes) == 0
}
