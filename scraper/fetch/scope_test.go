package fetch

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestInScope(t *testing.T) {
	for _, c := range []struct {
		host, url string
		want      bool
	}{
		{"boards-api.greenhouse.io", "https://boards.greenhouse.io/x", true},
		{"greenhouse.io", "https://GREENHOUSE.IO./x", true},
		{"greenhouse.io", "https://greenhouse.io.evil.example/", false},
		{"greenhouse.io", "https://evilgreenhouse.io/", false},
		{"jobs.acme.co.uk", "https://www.acme.co.uk/", true},
		{"jobs.acme.co.uk", "https://other.co.uk/", false},
		{"co.uk", "https://acme.co.uk/", false},
		{"acme.github.io", "https://acme.github.io/jobs", true},
		{"acme.github.io", "https://other.github.io/jobs", false},
		{"github.io", "https://other.github.io/", false},
		{"jobs.example:8443", "https://www.jobs.example/", true},
		{"bücher.example", "https://www.xn--bcher-kva.example/", true},
		{"127.0.0.1", "http://127.0.0.1:8899/", true},
		{"127.0.0.1:8899", "http://127.0.0.1:8899/", true},
		{"127.0.0.1:8899", "http://127.0.0.1:8898/", false},
		{"127.0.0.1:80", "http://127.0.0.1/", true},
		{"127.0.0.1", "http://127.0.0.2/", false},
		{"10.0.0.1", "http://11.0.0.1/", false},
		{"localhost", "http://localhost:81/", true},
		{"localhost", "http://a.localhost/", false},
		{"[::1]:80", "http://[::1]/", true},
		{"::1", "http://[::1]:81/", true},
		{"::ffff:127.0.0.1", "http://127.0.0.1/", true},
		{".jobs.acme.com", "https://a.jobs.acme.com/", true},
		{".jobs.acme.com", "https://A.Jobs.Acme.com./", true},
		{".jobs.acme.com", "https://jobs.acme.com/", false},
		{".jobs.acme.com", "https://www.acme.com/", false},
		{".jobs.acme.com", "https://evil-jobs.acme.com/", false},
		{".", "https://acme.com/", false},
		{"", "http:///", false},
		{"", "http://a.example/", false},
	} {
		if got := inScope(mustURL(t, c.url), c.host); got != c.want {
			t.Errorf("%q for %q: %v", c.host, c.url, got)
		}
	}
}

func TestScopeRefuses(t *testing.T) {
	var asked int
	r := newRig(t, Options{Redact: func(s string) string { return strings.ReplaceAll(s, "s3cret", "***") }},
		func(http.ResponseWriter, *http.Request) { asked++ })
	for _, u := range []string{
		"https://elsewhere.example/?key=s3cret",
		"ftp://" + r.host + "/",
		"/" + strings.Repeat("a", maxURL),
	} {
		_, _, err := r.get(t, u)
		if !errors.Is(err, ErrScope) {
			t.Errorf("%.40s: %v", u, err)
		} else if strings.Contains(err.Error(), "s3cret") || len(err.Error()) > 1000 {
			t.Errorf("%.40s: the error tells too much: %v", u, err)
		}
	}
	req, _ := http.NewRequest(http.MethodGet, r.server.URL, nil)
	if _, err := r.RoundTrip(req); !errors.Is(err, ErrScope) {
		t.Errorf("without a scope: %v", err)
	}
	if asked != 0 {
		t.Errorf("%d requests were sent", asked)
	}
}

// A redirect is a request of its own, whatever follows it.
func TestScopeHoldsOnRedirect(t *testing.T) {
	other := newRig(t, Options{}, func(http.ResponseWriter, *http.Request) { t.Error("the other host was asked") })
	r := newRig(t, Options{AllowHosts: []string{other.host}}, func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, other.server.URL+"/private", http.StatusFound)
	})
	resp, err := (&http.Client{Transport: r}).Do(r.request(t, "/"))
	if !errors.Is(err, ErrScope) {
		t.Errorf("%v", err)
	}
	if resp != nil {
		resp.Body.Close()
	}
}
