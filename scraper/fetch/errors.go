package fetch

import (
	"errors"
	"fmt"
	"time"
)

// The errors that callers tell apart. They are wrapped with the address
// (redacted) and with what was seen. net/http's Client wraps them once more,
// in a url.Error that names the address in full; errors.Is sees through it.
var (
	// ErrScope: the address is none that the source may reach.
	ErrScope = errors.New("outside the source's scope")
	// ErrRobots: robots.txt forbids the address.
	ErrRobots = errors.New("robots.txt forbids it")
	// ErrRobotsUnreachable: the host did not answer for robots.txt, or with a
	// server error, so that nothing of it may be read for a while (RFC 9309,
	// 2.3.1.4). Unlike ErrRobots this is a failure, not the host's wish.
	ErrRobotsUnreachable = errors.New("robots.txt could not be had")
	// ErrTooLarge: the answer is larger than the limit, decompressed or not.
	ErrTooLarge = errors.New("answer is too large")
	// ErrPrivate: the address dialled is private, loopback or otherwise not
	// of the public internet, and fetch.allow_hosts doesn't name the host.
	ErrPrivate = errors.New("not a public address")
	// ErrKey: a key would go where it doesn't belong: to another host than the
	// request was for, or over plain http.
	ErrKey = errors.New("a key may not be sent there")
	// ErrGrant: the service gives no token for the source's keys.
	ErrGrant = errors.New("no token is given for the keys")
	// ErrLater: the host asked to be left alone for longer than is waited.
	ErrLater = errors.New("the host asked to come back later")
	// ErrDown: the host failed so often in a row that it is left alone for a
	// while.
	ErrDown = errors.New("the host failed again and again and is left alone for a while")
	// ErrLocal: our own disk or database failed, which says nothing of the site.
	ErrLocal = errors.New("what was answered can't be kept")
	// ErrNotHeld: the fetcher may not ask the host now, since others that share
	// the frontier may; see Options.Permit.
	ErrNotHeld = errors.New("the host is not this fetcher's to ask now")
	// ErrEncoding: the body's Content-Encoding is unknown or its bytes broken.
	ErrEncoding = errors.New("body can't be decompressed")
)

// LaterError says until when a host asked to be left alone. It is an ErrLater.
type LaterError struct {
	Host   string
	Status int // 429, 503 or another; 0 when an earlier answer had asked
	Until  time.Time
	After  time.Duration // from now
}

// Error names the host and the time it asked for.
func (e *LaterError) Error() string {
	what := "an earlier answer"
	if e.Status != 0 {
		what = fmt.Sprintf("status %d", e.Status)
	}
	return fmt.Sprintf("%v: %s by %s asks for %s, until %s", ErrLater, what, e.Host,
		e.After.Round(time.Second), e.Until.UTC().Format(time.RFC3339))
}

// Is makes errors.Is(err, ErrLater) true.
func (e *LaterError) Is(target error) bool { return target == ErrLater }

// NotHeldError names the host that may not be asked. It is an ErrNotHeld.
type NotHeldError struct {
	Host string // as the address writes it, with its port
	Err  error  // of Options.Permit
}

// Error says what Permit said.
func (e *NotHeldError) Error() string { return fmt.Sprintf("%v: %v", ErrNotHeld, e.Err) }

// Is makes errors.Is(err, ErrNotHeld) true.
func (e *NotHeldError) Is(target error) bool { return target == ErrNotHeld }
