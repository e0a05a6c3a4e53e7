package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"testing"
)

// Through a proxy only public addresses are asked for, whatever their names,
// and the proxy itself may be private.
func TestProxy(t *testing.T) {
	var asked []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		asked = append(asked, req.URL.String())
		_, _ = io.WriteString(w, "pay")
	}))
	defer srv.Close()
	via := mustURL(t, srv.URL)
	tr, err := New(Options{Agent: "backpay/test", Attempts: 1, Proxy: func(*url.URL) (*url.URL, error) { return via, nil }})
	if err != nil {
		t.Fatal(err)
	}
	defer tr.CloseIdleConnections()
	tr.proxied.lookup = func(_ context.Context, name string) ([]netip.Addr, error) {
		switch name {
		case "inner.example":
			return []netip.Addr{netip.MustParseAddr("10.0.0.7")}, nil
		case "jobs.example":
			return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
		}
		return nil, errors.New("no such host")
	}
	get := func(u string) error {
		parsed := mustURL(t, u)
		ctx := WithScope(t.Context(), Scope{Source: "a", Hosts: []string{parsed.Host}})
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := tr.RoundTrip(req)
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	for _, u := range []string{"http://inner.example/", "http://169.254.169.254/latest", "http://localhost/", "http://[::1]/"} {
		if err := get(u); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v, want ErrPrivate", u, err)
		}
	}
	if len(asked) != 0 {
		t.Errorf("the proxy was asked for %q", asked)
	}
	for _, u := range []string{"http://jobs.example/", "http://unknown-here.example/"} {
		if err := get(u); err != nil {
			t.Errorf("%s: %v", u, err)
		}
	}
	tr.proxied.of = func(*url.URL) (*url.URL, error) { return nil, nil }
	if err := get(srv.URL); !errors.Is(err, ErrPrivate) {
		t.Errorf("the proxy itself: %v, want ErrPrivate", err)
	}
	if len(asked) != 4 { // robots.txt and the page of each
		t.Errorf("the proxy was asked for %q", asked)
	}
}
