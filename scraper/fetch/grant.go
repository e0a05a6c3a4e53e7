package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Grant is what a source's keys are exchanged for a token with, which stands on
// its requests in place of the keys: the client credentials of OAuth 2.0 (RFC
// 6749, 4.4).
type Grant struct {
	URL  string     // where the token is asked for
	Form url.Values // what is sent there, keys included
}

const (
	// maxGrant bounds the answer that holds a token, in bytes.
	maxGrant = 64 << 10
	// defaultLifetime is for a token of which nothing is said.
	defaultLifetime = 5 * time.Minute
	// grantMargin is how long before its end a token is used no more.
	grantMargin = time.Minute
)

// tokens holds the tokens of a transport, in memory alone: one for each grant,
// for as long as it lasts. A grant's address is a source's own, never a page's, and
// is asked once in a token's lifetime: scope, robots.txt and pace are not for it.
type tokens struct {
	guard *guard
	agent string
	now   func() time.Time
	next  http.RoundTripper // sends, and follows no redirect

	mu   sync.Mutex
	held map[string]*heldToken // by the grant's address and form
	all  []string              // every token that was given, to be taken out of texts
}

// heldToken is what one grant gave. Who holds turn may read and write it.
type heldToken struct {
	turn  chan struct{}
	text  string
	until time.Time
}

// of returns the token for a grant, asking for it where none is held.
func (t *tokens) of(ctx context.Context, g *Grant) (string, error) {
	held := t.entry(g)
	select {
	case held.turn <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { <-held.turn }()
	if held.text != "" && t.now().Before(held.until) {
		return held.text, nil
	}
	text, lasts, err := t.ask(ctx, g)
	if err != nil {
		return "", err
	}
	held.text, held.until = text, t.now().Add(lasts-min(grantMargin, lasts/2))
	t.mu.Lock()
	t.all = append(t.all, text)
	t.mu.Unlock()
	return text, nil
}

// forget drops a token that its service refused.
func (t *tokens) forget(g *Grant) {
	held := t.entry(g)
	held.turn <- struct{}{}
	held.text = ""
	<-held.turn
}

func (t *tokens) entry(g *Grant) *heldToken {
	key := g.URL + "\n" + g.Form.Encode()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held == nil {
		t.held = map[string]*heldToken{}
	}
	if t.held[key] == nil {
		t.held[key] = &heldToken{turn: make(chan struct{}, 1)}
	}
	return t.held[key]
}

// ask exchanges the keys. They go to the grant's own address, over https.
func (t *tokens) ask(ctx context.Context, g *Grant) (text string, lasts time.Duration, err error) {
	at, err := url.Parse(g.URL)
	if err != nil {
		return "", 0, fmt.Errorf("%w: %w", ErrGrant, err)
	}
	if at.Scheme != "https" && !t.guard.allowed(at.Hostname(), portOf(at)) {
		return "", 0, fmt.Errorf("%w: %s is not https", ErrKey, clip(at.Host))
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL, strings.NewReader(g.Form.Encode()))
	if err != nil {
		return "", 0, fmt.Errorf("%w: %w", ErrGrant, err)
	}
	req.Header.Set("User-Agent", t.agent)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return "", 0, fmt.Errorf("token of %s: %w", clip(at.Host), err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxGrant))
	if err != nil {
		return "", 0, fmt.Errorf("token of %s: %w", clip(at.Host), err)
	}
	if text, lasts, err = readGrant(resp.StatusCode, body); err != nil {
		return "", 0, fmt.Errorf("%s: %w", clip(at.Host), err)
	}
	return text, lasts, nil
}

// errBusy: a token may be had a little later.
var errBusy = errors.New("gives no token now")

// readGrant reads the answer to a request for a token (RFC 6749, 5.1 and 5.2).
func readGrant(status int, body []byte) (text string, lasts time.Duration, err error) {
	var answer struct {
		Token  string  `json:"access_token"`
		Lasts  float64 `json:"expires_in"` // in seconds
		Error  string  `json:"error"`
		Detail string  `json:"error_description"`
	}
	unread := json.Unmarshal(body, &answer)
	switch {
	case status >= 500, status == http.StatusTooManyRequests:
		return "", 0, fmt.Errorf("%w: status %d", errBusy, status)
	case status != http.StatusOK:
		said := strings.TrimSpace(answer.Error + " " + answer.Detail)
		return "", 0, fmt.Errorf("%w: status %d %s", ErrGrant, status, clip(said))
	case unread != nil, answer.Token == "", strings.ContainsAny(answer.Token, " \t\r\n"):
		return "", 0, fmt.Errorf("%w: the answer holds none", ErrGrant)
	}
	if lasts = defaultLifetime; answer.Lasts > 0 {
		lasts = time.Duration(min(answer.Lasts, 24*60*60) * float64(time.Second))
	}
	return answer.Token, lasts, nil
}

// redactor returns redact, followed by the removal of every token given so far.
func (t *tokens) redactor(redact func(string) string) func(string) string {
	return func(s string) string {
		s = redact(s)
		t.mu.Lock()
		defer t.mu.Unlock()
		for _, text := range t.all {
			s = strings.ReplaceAll(s, text, "REDACTED")
		}
		return s
	}
}
