package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// A key goes to the origin (scheme, host and port) of the request that a
// source made, and nowhere else: not to robots.txt, not to another host that a
// redirect names, not over plain http. net/http copies headers from hop to
// hop, so keys are put on the copy of a request that leaves, in the last
// layer, and taken out of the answer in the same place.

type unsignedKey struct{}

// withoutKeys marks a request that the transport makes for itself.
func withoutKeys(ctx context.Context) context.Context {
	return context.WithValue(ctx, unsignedKey{}, true)
}

// sign puts the source's keys on out, the copy of req that leaves.
func (l *bodyLayer) sign(req, out *http.Request) error {
	if isSigned(req) {
		if req.URL.Scheme != "https" && !paceOf(req.Context()).allowed {
			return fmt.Errorf("%w: %s is not https", ErrKey, clip(req.URL.Host))
		}
		scope, _ := scopeOf(req.Context())
		scope.Sign(out)
		return l.authorize(scope.Grant, out)
	}
	if s := out.URL.String(); l.redact(s) != s {
		return fmt.Errorf("%w: the address of %s holds one", ErrKey, clip(req.URL.Host))
	}
	return nil
}

// authorize puts the token of a grant on out, where there is one.
func (l *bodyLayer) authorize(g *Grant, out *http.Request) error {
	if g == nil {
		return nil
	}
	text, err := l.tokens.of(out.Context(), g)
	if err == nil {
		out.Header.Set("Authorization", "Bearer "+text)
	}
	return err
}

// isSigned reports whether a request is one that its source's keys are put on.
func isSigned(req *http.Request) bool {
	scope, _ := scopeOf(req.Context())
	return scope.Sign != nil && req.Context().Value(unsignedKey{}) == nil && sameOrigin(req.URL, origin(req))
}

// origin returns the address of the request that the caller made, from which
// redirects led to req.
func origin(req *http.Request) *url.URL {
	for req.Response != nil && req.Response.Request != nil {
		req = req.Response.Request
	}
	return req.URL
}

func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && hostname(a) == hostname(b) && portOf(a) == portOf(b)
}

// scrub takes keys out of an answer, should the server repeat one: nothing
// above this layer, and so no file, row or message, ever holds it.
func (l *bodyLayer) scrub(req *http.Request, resp *http.Response) {
	for name, values := range resp.Header {
		for i, v := range values {
			if clean := l.redact(v); clean != v {
				if name == "Location" {
					clean = l.withoutKeyParameters(req, v)
				}
				values[i] = clean
			}
		}
	}
	if s := string(bodyOf(resp)); l.redact(s) != s {
		setBody(resp, []byte(l.redact(s)))
	}
}

// withoutKeyParameters drops the parameters of a redirect that hold a key: the
// next hop is signed anew where that is its due.
func (l *bodyLayer) withoutKeyParameters(req *http.Request, location string) string {
	to, err := req.URL.Parse(location)
	if err != nil {
		return l.redact(location)
	}
	q := to.Query()
	for name, values := range q {
		if v := strings.Join(values, "\n"); l.redact(v) != v {
			q.Del(name)
		}
	}
	to.RawQuery = q.Encode()
	return l.redact(to.String())
}

// userInfo is the user name and password of an address.
var userInfo = regexp.MustCompile(`(https?://)[^/?#@\s"'<>]*@`)

// redactor returns redact, followed by the removal of user names and passwords
// from addresses in the text.
func redactor(redact func(string) string) func(string) string {
	return func(s string) string {
		s = redact(s)
		if strings.Contains(s, "@") && strings.Contains(s, "://") {
			s = userInfo.ReplaceAllString(s, "$1")
		}
		return s
	}
}

// quietError is an error whose words held a secret.
type quietError struct {
	error
	words string
}

func (e quietError) Error() string { return e.words }
func (e quietError) Unwrap() error { return e.error }

// hide takes secrets out of an error's words: a server can repeat a key in
// what makes its answer unreadable.
func hide(err error, redact func(string) string) error {
	if err == nil {
		return nil
	}
	if words := redact(err.Error()); words != err.Error() {
		return quietError{err, words}
	}
	return err
}
