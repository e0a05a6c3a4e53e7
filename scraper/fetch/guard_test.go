package fetch

import (
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

func TestPublic(t *testing.T) {
	for ip, want := range map[string]bool{
		"93.184.215.14": true, "1.1.1.1": true, "172.32.0.1": true, "100.128.0.1": true, "2606:4700::1111": true,
		"2002:0808:0808::1": true, "64:ff9b::808:808": true,
		"127.0.0.1": false, "127.8.8.8": false, "0.0.0.0": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false,
		"192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "100.100.100.200": false, "168.63.129.16": false,
		"192.0.0.192": false, "224.0.0.1": false, "255.255.255.255": false, "198.18.0.1": false,
		"::": false, "::1": false, "::7f00:1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "fe80::1%eth0": false,
		"fc00::1": false, "fd00:ec2::254": false, "ff02::1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false,
	} {
		if got := public(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: %v", ip, got)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

// The address that is dialled counts, and the pair that was asked for.
func TestGuardRefusesLoopback(t *testing.T) {
	r := newRig(t, Options{}, func(http.ResponseWriter, *http.Request) {})
	port := r.host[strings.LastIndex(r.host, ":"):]
	for _, host := range []string{"localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		strict, err := New(Options{Agent: "backpay/test", AllowHosts: []string{"other:80"}})
		if err != nil {
			t.Fatal(err)
		}
		req := r.request(t, "http://"+host+port+"/")
		req = req.WithContext(WithScope(req.Context(), Scope{Source: "lever", Hosts: []string{host + port}}))
		if _, err := strict.RoundTrip(req); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", host, err)
		}
	}
	// allow_hosts names 127.0.0.1, and so not localhost, which leads there.
	req := r.request(t, "http://localhost"+port+"/")
	req = req.WithContext(WithScope(req.Context(), Scope{Hosts: []string{"localhost"}}))
	if _, err := r.RoundTrip(req); !errors.Is(err, ErrPrivate) {
		t.Errorf("localhost: %v", err)
	}
}
