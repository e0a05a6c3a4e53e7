package fetch

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"backpay/scraper"
	"backpay/scraper/warc"
)

const secret = "s3cret-4711"

func hideSecret(s string) string { return strings.ReplaceAll(s, secret, "REDACTED") }

// signBoth puts the key where sources have theirs: in the query and a header.
func signBoth(r *http.Request) {
	u := *r.URL
	q := u.Query()
	q.Set("app_key", secret)
	u.RawQuery = q.Encode()
	r.URL = &u
	r.Header.Set("Authorization-Key", secret)
}

// signed is a request of a source with a key.
func (r *rig) signed(t *testing.T, path string, hosts ...string) *http.Request {
	t.Helper()
	req := r.request(t, path)
	scope, _ := scopeOf(req.Context())
	scope.Hosts, scope.Sign = append(scope.Hosts, hosts...), signBoth
	return req.WithContext(WithScope(req.Context(), scope))
}

// keyLog is a server that notes which paths came with a key, in any part of
// the request.
type keyLog struct {
	mu   sync.Mutex
	with map[string]bool
}

func (k *keyLog) note(req *http.Request) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.with == nil {
		k.with = map[string]bool{}
	}
	has := strings.Contains(req.RequestURI, secret)
	for _, values := range req.Header {
		has = has || strings.Contains(strings.Join(values, " "), secret)
	}
	k.with[req.URL.Path] = k.with[req.URL.Path] || has
}

// A key goes to the origin of the source's own request, and nowhere else.
func TestKeysGoWhereTheyBelong(t *testing.T) {
	var other, plain, secure keyLog
	stranger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) { other.note(req) }))
	defer stranger.Close()
	strangerHost := strings.TrimPrefix(stranger.URL, "http://")
	r := newRig(t, Options{Agent: "backpay/test", Redact: hideSecret, AllowHosts: []string{strangerHost}}, func(w http.ResponseWriter, req *http.Request) {
		plain.note(req)
		switch req.URL.Path {
		case "/robots.txt":
			http.Redirect(w, req, stranger.URL+"/robots-elsewhere.txt", http.StatusFound)
		case "/moved":
			http.Redirect(w, req, "/here", http.StatusFound)
		case "/away":
			http.Redirect(w, req, stranger.URL+"/away", http.StatusFound)
		case "/away-with-key": // a server that repeats the whole query
			http.Redirect(w, req, stranger.URL+"/away-with-key?"+req.URL.RawQuery+"&page=2", http.StatusTemporaryRedirect)
		case "/away-in-path":
			http.Redirect(w, req, stranger.URL+"/p/"+secret, http.StatusFound)
		case "/self-with-key":
			http.Redirect(w, req, "/self?"+req.URL.RawQuery, http.StatusFound)
		case "/self":
			http.Redirect(w, req, stranger.URL+"/after-self", http.StatusFound)
		}
	})
	client := &http.Client{Transport: r}
	for _, path := range []string{"/moved", "/away", "/away-with-key", "/away-in-path", "/self-with-key"} {
		resp, err := client.Do(r.signed(t, path, strangerHost))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		resp.Body.Close()
	}
	for path, has := range other.with {
		if has {
			t.Errorf("another host got the key at %s", path)
		}
	}
	for _, path := range []string{"/robots-elsewhere.txt", "/away", "/away-with-key", "/p/REDACTED", "/after-self"} {
		if _, asked := other.with[path]; !asked {
			t.Errorf("%s was not asked for", path)
		}
	}
	if plain.with["/robots.txt"] {
		t.Error("robots.txt got the key")
	}
	for _, path := range []string{"/moved", "/here", "/away", "/self"} {
		if !plain.with[path] {
			t.Errorf("%s of the source's own origin got no key", path)
		}
	}

	// The same host, from https to http: the first request is signed, the hop isn't.
	tlsServer := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		secure.note(req)
		if req.URL.Path == "/down" {
			http.Redirect(w, req, r.server.URL+"/downgraded", http.StatusFound)
		}
	}))
	defer tlsServer.Close()
	r.base.TLSClientConfig = &tls.Config{RootCAs: tlsServer.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	r.robots.guard.allow[strings.TrimPrefix(tlsServer.URL, "https://")] = true
	resp, err := client.Do(r.signed(t, tlsServer.URL+"/down", strings.TrimPrefix(tlsServer.URL, "https://")))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if !secure.with["/down"] || plain.with["/downgraded"] {
		t.Errorf("over https %v, over http %v; want the key over https alone", secure.with, plain.with)
	}
}

// What is used under the terms that came with a key doesn't ask robots.txt, and
// nothing else gets around it: no other source, and no hop to another host.
func TestByKey(t *testing.T) {
	forbid := func(w http.ResponseWriter, req *http.Request) bool {
		if req.URL.Path == "/robots.txt" {
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /\n")
			return true
		}
		return false
	}
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if !forbid(w, req) {
			t.Errorf("%s of another host was asked for", req.URL.Path)
		}
	}))
	defer other.Close()
	otherHost := strings.TrimPrefix(other.URL, "http://")
	asked := 0
	r := newRig(t, Options{Agent: "backpay/test", AllowHosts: []string{otherHost}}, func(w http.ResponseWriter, req *http.Request) {
		if forbid(w, req) {
			asked++
		} else if req.URL.Path == "/away" {
			http.Redirect(w, req, other.URL, http.StatusFound)
		}
	})
	byKey := func(path string, sign func(*http.Request)) *http.Request {
		req := r.signed(t, path, otherHost)
		scope, _ := scopeOf(req.Context())
		scope.ByKey, scope.Sign = true, sign
		return req.WithContext(WithScope(req.Context(), scope))
	}
	client := &http.Client{Transport: r}
	resp, err := client.Do(byKey("/jobs", signBoth))
	if err != nil || resp.StatusCode != http.StatusOK || asked != 0 {
		t.Fatalf("with a key: %v, %v, robots.txt asked %d times", resp, err, asked)
	}
	resp.Body.Close()
	if _, err := client.Do(byKey("/away", signBoth)); !errors.Is(err, ErrRobots) {
		t.Errorf("a hop to another host: %v, want ErrRobots", err)
	}
	if _, err := client.Do(byKey("/jobs", nil)); !errors.Is(err, ErrRobots) {
		t.Errorf("without a key: %v, want ErrRobots", err)
	}
}

// A source with a key is not asked over plain http at all, and an address that
// holds a key leaves only for the key's own origin.
func TestKeysStayOffPlainHTTP(t *testing.T) {
	never := roundTrip(func(req *http.Request) (*http.Response, error) {
		t.Errorf("%s was sent", req.URL)
		return nil, errors.New("sent")
	})
	l := &bodyLayer{agent: "a", redact: hideSecret, timeout: 1e9, next: never}
	for _, path := range []string{"http://api.example/jobs", "https://api.example/jobs?k=" + secret} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(path, "http://") {
			req = req.WithContext(WithScope(req.Context(), Scope{Sign: signBoth}))
		}
		if _, err := l.RoundTrip(req); !errors.Is(err, ErrKey) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v, want ErrKey", path, err)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A key that the server repeats reaches neither the archive, nor a record, nor
// a page, nor an error. Cookies are not kept.
func TestRepeatedKeys(t *testing.T) {
	archive := newArchive(t)
	r := newRig(t, Options{Archive: archive, Redact: hideSecret, Attempts: 1}, func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/garbled":
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 "+secret+"\r\n\r\n")
			conn.Close()
			return
		case "/a":
			w.Header().Set("Location", "/b?"+req.URL.RawQuery+"&page=2")
			w.WriteHeader(http.StatusFound)
		}
		w.Header().Set("Set-Cookie", "session="+secret)
		w.Header().Set("Link", "<"+req.URL.String()+"&page=2>; rel=next")
		_, _ = io.WriteString(w, `{"next": "/b?app_key=`+secret+`", "page": "`+req.URL.Query().Get("page")+`"}`)
	})
	resp, err := (&http.Client{Transport: r}).Do(r.signed(t, "/a"))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil || string(body) != `{"next": "/b?app_key=REDACTED", "page": "2"}` {
		t.Errorf("page %q, %v", body, err)
	}
	_, err = r.RoundTrip(r.signed(t, "/garbled"))
	if err == nil || strings.Contains(err.Error(), secret) || !strings.Contains(err.Error(), "REDACTED") {
		t.Errorf("error %v", err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	for rec, err := range warc.Scan(filepath.Join(archive.dir, archive.name)) {
		if err != nil {
			t.Fatal(err)
		}
		if text := string(rec.Head) + rec.URI + string(rec.Payload); strings.Contains(text, secret) {
			t.Errorf("kept: %s", text)
		}
	}
	want := []scraper.Fetch{{Status: 302, URL: r.server.URL + "/a"}, {Status: 200, URL: r.server.URL + "/b?page=2"}}
	for i, f := range r.got {
		if i >= len(want) || f.Status != want[i].Status || f.URL != want[i].URL {
			t.Errorf("recorded %+v", f)
		}
	}
}

// An address with a user name is refused, and no error repeats a password.
func TestUserInfo(t *testing.T) {
	r := newRig(t, Options{}, func(http.ResponseWriter, *http.Request) { t.Error("asked") })
	u, err := url.Parse(r.server.URL + "/x")
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("editor", "hunter2")
	_, _, err = r.get(t, u.String())
	if !errors.Is(err, ErrScope) || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "editor") {
		t.Errorf("got %v", err)
	}
}
