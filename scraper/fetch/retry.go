package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	firstBackoff = time.Second
	longBackoff  = 30 * time.Second
	// slowAttempts is how often a request is tried that takes all its time.
	slowAttempts = 2
	// maxRequest bounds the body of a request, which is kept for a retry.
	maxRequest = 1 << 20
)

// retryLayer tries again what may pass: 429, 500, 502, 503 and 504, broken
// connections, truncated bodies. A status that stays comes back as an answer,
// an error as an error. Challenges are not retried: they mean us.
type retryLayer struct {
	attempts int
	maxWait  time.Duration // a longer Retry-After is an error
	now      func() time.Time
	sleep    func(context.Context, time.Duration) error
	random   func() float64
	redact   func(string) string
	pace     *paceLayer // the next layer, told when a host wants to be left alone
}

func (l *retryLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := requestBody(req)
	if err != nil {
		return nil, err
	}
	ctx := req.Context()
	for try := 1; ; try++ {
		again := req.Clone(ctx) // a RoundTripper may not change its request
		if body != nil {
			again.Body, again.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		}
		resp, err := l.pace.RoundTrip(again)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil && !passing(err) {
			return nil, l.named(req, err)
		}
		if err == nil && !passingStatus(resp) {
			return resp, nil
		}
		wait := l.backoff(try)
		if err == nil {
			asked, ok := retryAfter(resp.Header.Get("Retry-After"), l.now())
			if ok && asked > 0 {
				until := l.now().Add(asked)
				l.pace.hold(req, until)
				if asked > l.maxWait {
					return nil, l.named(
						req,
						&LaterError{Host: clip(req.URL.Host), Status: resp.StatusCode, Until: until, After: asked},
					)
				}
				// A little later than asked, so that not all come at once.
				wait = asked + min(wait, asked)/4
			}
		}
		if try == l.attempts || try >= slowAttempts && errors.Is(err, errSlow) {
			if err != nil {
				return nil, l.named(req, fmt.Errorf("%d attempts: %w", try, err))
			}
			return resp, nil
		}
		if err := l.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func (l *retryLayer) named(req *http.Request, err error) error {
	return fmt.Errorf("%s: %w", clip(l.redact(req.URL.String())), err)
}

// backoff doubles with each try; half of it is chance.
func (l *retryLayer) backoff(try int) time.Duration {
	d := longBackoff
	if try < 6 {
		d = min(d, firstBackoff<<(try-1))
	}
	return d/2 + time.Duration(l.random()*float64(d/2))
}

// requestBody reads and closes the request's body, nil where it has none.
func requestBody(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	defer req.Body.Close()
	b, err := io.ReadAll(io.LimitReader(req.Body, maxRequest+1))
	if err == nil && len(b) > maxRequest {
		err = fmt.Errorf("request body has more than %d bytes", maxRequest)
	}
	return b, err
}

func passingStatus(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		_, blocked := Blocked(resp.StatusCode, resp.Header, bodyOf(resp))
		return !blocked
	}
	return false
}

// passing tells errors that another attempt may not meet. Our own refusals,
// names that don't exist and bad certificates stay.
func passing(err error) bool {
	for _, own := range []error{
		ErrPrivate, ErrTooLarge, ErrEncoding, ErrLater, ErrKey, ErrGrant, ErrNotHeld, context.Canceled,
	} {
		if errors.Is(err, own) {
			return false
		}
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return false
	}
	_, cert := errors.AsType[*tls.CertificateVerificationError](err)
	return !cert
}

// retryAfter reads both forms of the header (RFC 9110, 10.2.3).
func retryAfter(s string, now time.Time) (time.Duration, bool) {
	s = strings.TrimSpace(s)
	if sec, err := strconv.ParseInt(s, 10, 64); err == nil {
		const century = 100 * 365 * 24 * 60 * 60
		return time.Duration(min(max(sec, 0), century)) * time.Second, true
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(t.Sub(now), 0), true
	}
	return 0, false
}
