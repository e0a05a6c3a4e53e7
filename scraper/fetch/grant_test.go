package fetch

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// granter is a service that exchanges keys for tokens, and notes what it gets.
type granter struct {
	mu     sync.Mutex
	answer func(n int) (status int, body string) // of the n-th request, from 1
	asked  []string                              // the bodies
	headed []string                              // the headers Authorization of other requests
}

func (g *granter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if r.URL.Path != "/token" {
		g.headed = append(g.headed, r.URL.Path+" "+r.Header.Get("Authorization"))
		return
	}
	body, _ := io.ReadAll(r.Body)
	g.asked = append(g.asked, r.Method+" "+string(body))
	status, text := g.answer(len(g.asked))
	if status == http.StatusFound {
		w.Header().Set("Location", text)
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

// granted is a request whose source has its keys exchanged at a service.
func (r *rig) granted(t *testing.T, path, service string) *http.Request {
	t.Helper()
	req := r.request(t, path)
	scope, _ := scopeOf(req.Context())
	scope.Hosts = append(scope.Hosts, strings.TrimPrefix(service, "http://"))
	scope.Sign = func(*http.Request) {}
	scope.Grant = &Grant{URL: service + "/token", Form: url.Values{"client_id": {"me"}, "client_secret": {secret}}}
	return req.WithContext(WithScope(req.Context(), scope))
}

func newGranter(t *testing.T, answer func(n int) (int, string)) (*granter, string) {
	t.Helper()
	g := &granter{answer: answer}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	return g, server.URL
}

// The keys go to the service alone, once in a token's lifetime; the token goes to
// the origin of the source's request alone, and stands in nothing that is kept.
func TestGrant(t *testing.T) {
	service, at := newGranter(t, func(n int) (int, string) {
		return http.StatusOK, fmt.Sprintf(`{"access_token": "token-%d-", "token_type": "Bearer", "expires_in": 1499}`, n)
	})
	var got []string
	r := newRig(t, Options{Agent: "backpay/test", Redact: hideSecret, AllowHosts: []string{strings.TrimPrefix(at, "http://")}}, func(w http.ResponseWriter, req *http.Request) {
		got = append(got, req.URL.Path+" "+req.Header.Get("Authorization"))
		switch body, _ := io.ReadAll(req.Body); {
		case strings.Contains(req.RequestURI+string(body), secret):
			t.Errorf("%s came with the keys", req.URL.Path)
		case req.URL.Path == "/robots.txt":
			http.NotFound(w, req)
		case req.URL.Path == "/away":
			http.Redirect(w, req, at+"/elsewhere", http.StatusFound)
		case req.URL.Path == "/refused":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			_, _ = io.WriteString(w, "you said "+req.Header.Get("Authorization"))
		}
	})
	client := &http.Client{Transport: r}
	ask := func(path string) string {
		t.Helper()
		resp, err := client.Do(r.granted(t, path, at))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return string(body)
	}
	if body := ask("/a"); body != "you said Bearer REDACTED" {
		t.Errorf("the page says %q", body)
	}
	ask("/away")
	r.clock.now = r.clock.now.Add(1438 * time.Second)
	ask("/b")
	r.clock.now = r.clock.now.Add(2 * time.Second) // a minute before its end
	ask("/c")
	ask("/refused")
	ask("/d")
	want := []string{
		"/robots.txt ", "/a Bearer token-1-", "/away Bearer token-1-", "/b Bearer token-1-", "/c Bearer token-2-",
		"/refused Bearer token-2-", "/d Bearer token-3-",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the source's host got\n%q, want\n%q", got, want)
	}
	if len(service.asked) != 3 || service.asked[0] != "POST client_id=me&client_secret="+secret {
		t.Errorf("the service was asked %q", service.asked)
	}
	if fmt.Sprint(service.headed) != "[/robots.txt  /elsewhere ]" {
		t.Errorf("where a redirect leads came %q", service.headed)
	}
}

// A service that gives no token is an error that says why, without the keys. Only
// one that is busy is asked again, and no redirect takes the keys elsewhere.
func TestGrantRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		status int
		body   string
		tries  int
		want   error
		says   string
	}{
		"wrong keys":     {http.StatusBadRequest, `{"error": "invalid_client", "error_description": "no client ` + secret + `"}`, 1, ErrGrant, "status 400 invalid_client no client REDACTED"},
		"no JSON":        {http.StatusOK, "<html>", 1, ErrGrant, "holds none"},
		"a broken token": {http.StatusOK, `{"access_token": "a\r\nHost: b"}`, 1, ErrGrant, "holds none"},
		"a redirect":     {http.StatusFound, "/other", 1, ErrGrant, "status 302"},
		"busy":           {http.StatusServiceUnavailable, "", 2, errBusy, "2 attempts"},
	} {
		t.Run(name, func(t *testing.T) {
			service, at := newGranter(t, func(int) (int, string) { return tc.status, tc.body })
			r := newRig(t, Options{Attempts: 2, Redact: hideSecret, AllowHosts: []string{strings.TrimPrefix(at, "http://")}}, func(_ http.ResponseWriter, req *http.Request) {
				t.Errorf("%s was asked without a token", req.URL.Path)
			})
			_, err := r.RoundTrip(r.granted(t, "/a", at))
			if !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), secret) {
				t.Errorf("error %v, want %v with %q", err, tc.want, tc.says)
			}
			if len(service.asked) != tc.tries || len(service.headed) != 0 {
				t.Errorf("asked %d times, want %d; elsewhere %q", len(service.asked), tc.tries, service.headed)
			}
		})
	}
}

// Keys are not exchanged over plain http.
func TestGrantStaysOffPlainHTTP(t *testing.T) {
	_, at := newGranter(t, func(int) (int, string) { t.Error("the keys were sent"); return http.StatusOK, "" })
	r := newRig(t, Options{}, func(http.ResponseWriter, *http.Request) { t.Error("the page was asked for") })
	if _, err := r.RoundTrip(r.granted(t, "/a", at)); !errors.Is(err, ErrKey) {
		t.Errorf("error %v, want ErrKey", err)
	}
}
