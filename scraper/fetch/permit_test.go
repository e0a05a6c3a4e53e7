package fetch

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// Before every attempt it is asked whether the host may be asked: that of
// robots.txt, of a page and of a retry. A refusal is not tried again, says
// nothing of the host, and is forgotten: the page is had once it is permitted.
func TestPermit(t *testing.T) {
	var asked, sent []string
	left := 0
	lost := errors.New("the lease ran out")
	o := withRobots
	o.Permit = func(host string) error {
		asked = append(asked, host)
		if left--; left < 0 {
			return lost
		}
		return nil
	}
	r := newRig(t, o, func(w http.ResponseWriter, req *http.Request) {
		sent = append(sent, req.URL.Path)
		if req.URL.Path == "/busy" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	for _, c := range []struct {
		path    string
		permits int
		asked   int
		sent    string
		refused bool
	}{
		{"/a", 0, 1, "", true},
		{"/a", 0, 1, "", true}, // no memory of robots.txt as unreachable
		{"/a", 1, 2, "/robots.txt", true},
		{"/a", 1, 1, "/a", false}, // its rules are known
		{"/busy", 1, 2, "/busy", true},
		{"/a", 0, 1, "", true},
		{"/a", 0, 1, "", true},
		{"/a", 0, 1, "", true},
		{"/a", 0, 1, "", true},
		{"/a", 0, 1, "", true},
		{"/a", 0, 1, "", true}, // and none of the host as failing
		{"/a", 1, 1, "/a", false},
	} {
		asked, sent, left = nil, nil, c.permits
		_, _, err := r.get(t, c.path)
		var e *NotHeldError
		if errors.Is(err, ErrNotHeld) != c.refused || c.refused && (!errors.As(err, &e) || e.Host != r.host || !errors.Is(e.Err, lost)) {
			t.Errorf("%s with %d permits: %v", c.path, c.permits, err)
		}
		if errors.Is(err, ErrRobotsUnreachable) {
			t.Errorf("%s: %v", c.path, err)
		}
		if got := strings.Join(sent, " "); got != c.sent || len(asked) != c.asked || slices.ContainsFunc(asked, func(h string) bool { return h != r.host }) {
			t.Errorf("%s with %d permits: sent %q, asked %q; want %q, %d", c.path, c.permits, got, asked, c.sent, c.asked)
		}
	}
}
