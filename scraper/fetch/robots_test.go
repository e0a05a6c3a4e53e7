package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestRobotsRules(t *testing.T) {
	for _, c := range []struct{ name, robots, allowed, forbidden string }{
		{"empty", "", "/ /a", ""},
		{"everyone", "User-agent: *\nDisallow: /a\n", "/ /b /A", "/a /a/b /ab /a?x"},
		{"ours alone", "User-agent: *\nDisallow: /\n\nUser-agent: BackPay\nDisallow: /b", "/ /a", "/b"},
		{"version in the token", "User-agent: backpay/1.0\nDisallow: /b\nUser-agent: *\nDisallow: /", "/a", "/b"},
		{"other products", "User-agent: backpaybot\nUser-agent: back\nUser-agent: backpay2\nUser-agent: my-backpay\nDisallow: /", "/a", ""},
		{"empty group for us", "User-agent: backpay\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", ""},
		{"merged groups", "User-agent: backpay\nDisallow: /a\n\nUser-agent: x\nDisallow: /x\n\nUser-agent: backpay\nDisallow: /b", "/x", "/a /b"},
		{"several agents a group", "User-agent: x\nUser-agent: backpay\nDisallow: /a\nUser-agent: y\nDisallow: /y", "/y", "/a"},
		{"other lines don't end a group", "User-agent: backpay\nSitemap: http://a.example/s\nCrawl-delay: 1\nUnknown: x\nUser-agent: y\nDisallow: /a", "/b", "/a"},
		{"longest match", "User-agent: *\nDisallow: /jobs\nAllow: /jobs/open\nDisallow: /jobs/open/old", "/jobs/open /jobs/open/1", "/jobs /jobs/1 /jobs/open/old"},
		{"allow wins a tie", "User-agent: *\nDisallow: /p\nAllow: /p", "/p", ""},
		{"wildcard", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*b*c", "/x.pdf?y /x.pdfs /ab /acb", "/x.pdf /d/x.pdf /abc /a1b2c3"},
		{"end mark", "User-agent: *\nAllow: /$\nDisallow: /", "/", "/a /?q"},
		{"mark in the middle is a dollar", "User-agent: *\nDisallow: /a$b", "/a /ab", "/a$b /a%24b"},
		{"query", "User-agent: *\nDisallow: /*?sort=\nDisallow: /s?$", "/a?page=2 /s?x", "/a?sort=new /s?"},
		{"percent-encoding", "User-agent: *\nDisallow: /%7Ejoe\nDisallow: /a%3cd\nDisallow: /ü\nDisallow: /x%2Fy", "/x/y", "/~joe /%7ejoe /a%3Cd /%C3%BC /%c3%bc/x /x%2fy"},
		{"encoded star", "User-agent: *\nDisallow: /a%2Ab", "/axb", "/a*b /a%2ab"},
		{"comments, blanks, marks", "\xef\xbb\xbf# hello\r\n  user-AGENT :  * # all\r\n\r\n  disallow:/a  # b\rDisallow : /c", "/b", "/a /c"},
		{"rules before any agent", "Disallow: /\nUser-agent: *\nDisallow: /a", "/b", "/a"},
		{"rules without a slash", "User-agent: *\nDisallow: a\nDisallow: *b", "/a", "/b"},
		{"a page instead", "<!DOCTYPE html><title>Disallow: /</title>", "/a", ""},
		{"robots.txt itself", "User-agent: *\nDisallow: /", "/robots.txt", "/robots.txt.bak /"},
	} {
		r := parseRobots([]byte(c.robots))
		for path := range strings.FieldsSeq(c.allowed) {
			if !r.allows(mustURL(t, "http://h.example"+path)) {
				t.Errorf("%s: %s is forbidden", c.name, path)
			}
		}
		for path := range strings.FieldsSeq(c.forbidden) {
			if r.allows(mustURL(t, "http://h.example"+path)) {
				t.Errorf("%s: %s is allowed", c.name, path)
			}
		}
	}
}

func TestRobotsDelayAndSitemaps(t *testing.T) {
	r := parseRobots([]byte("Sitemap: https://a.example/1.xml\nUser-agent: *\nCrawl-delay: 9\nUser-agent: backpay\nCrawl-delay: 2.5\nDisallow:\nsitemap: https://a.example/2.xml\nSitemap: none"))
	if r.delay != 2500*time.Millisecond || fmt.Sprint(r.sitemaps) != "[https://a.example/1.xml https://a.example/2.xml]" {
		t.Errorf("%+v", r)
	}
	for _, s := range []string{"-1", "NaN", "x", ""} {
		if d := parseDelay(s); d != 0 {
			t.Errorf("%q: %s", s, d)
		}
	}
	if parseDelay("Inf") <= 0 || parseDelay("1e300") <= 0 {
		t.Error("a huge delay turned over")
	}
}

// Past 500 KiB nothing counts, and what stands before does.
func TestRobotsIsCapped(t *testing.T) {
	filler := strings.Repeat("# filler\n", MaxRobots/9)
	r := newRig(t, withRobots, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/robots.txt" {
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /a\n"+filler+"Disallow: /b\n")
		}
	})
	if _, _, err := r.get(t, "/a"); !errors.Is(err, ErrRobots) {
		t.Errorf("before the cap: %v", err)
	}
	if _, _, err := r.get(t, "/b"); err != nil {
		t.Errorf("after the cap: %v", err)
	}
}

func TestRobotsIsAskedOnce(t *testing.T) {
	var asked, pages atomic.Int32
	r := newRig(t, withRobots, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path != "/robots.txt" {
			pages.Add(1)
			return
		}
		asked.Add(1)
		time.Sleep(10 * time.Millisecond)
		_, _ = io.WriteString(w, "User-agent: *\nDisallow: /no\nSitemap: http://a.example/s.xml")
	})
	ctx := WithScope(t.Context(), Scope{Source: "lever", Hosts: []string{r.host}})
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			path := []string{"/yes", "/no"}[i%2]
			req, _ := http.NewRequestWithContext(ctx, http.MethodGet, r.server.URL+path, nil)
			if resp, err := r.RoundTrip(req); (err != nil) != (path == "/no") || err != nil && !errors.Is(err, ErrRobots) {
				t.Errorf("%s: %v %v", path, resp, err)
			}
		})
	}
	wg.Wait()
	if maps, err := r.Sitemaps(ctx, mustURL(t, r.server.URL)); err != nil || len(maps) != 1 {
		t.Errorf("sitemaps: %v, %v", maps, err)
	}
	if asked.Load() != 1 || pages.Load() != 10 {
		t.Errorf("robots.txt was asked for %d times, pages %d", asked.Load(), pages.Load())
	}
	_ = r.clock.Sleep(t.Context(), robotsTTL)
	if _, _, err := r.get(t, "/yes"); err != nil || asked.Load() != 2 {
		t.Errorf("after a day: %d, %v", asked.Load(), err)
	}
}

// Who asks for robots.txt and is cancelled leaves the task to the next.
func TestRobotsSurvivesCancel(t *testing.T) {
	first := make(chan struct{})
	var asked atomic.Int32
	r := newRig(t, withRobots, func(_ http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/robots.txt" && asked.Add(1) == 1 {
			close(first)
			<-req.Context().Done()
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		req := r.request(t, "/a")
		req = req.WithContext(WithScope(ctx, Scope{Source: "lever", Hosts: []string{r.host}}))
		if _, err := r.RoundTrip(req); !errors.Is(err, context.Canceled) {
			t.Errorf("the first: %v", err)
		}
	})
	<-first
	wg.Go(func() {
		if _, _, err := r.get(t, "/b"); err != nil {
			t.Errorf("the next: %v", err)
		}
	})
	cancel()
	wg.Wait()
}

func TestRobotsStatus(t *testing.T) {
	for status, want := range map[int]error{
		200: nil, 204: nil, 401: nil, 403: nil, 404: nil, 410: nil, 300: nil,
		429: ErrRobotsUnreachable, 500: ErrRobotsUnreachable, 503: ErrRobotsUnreachable,
	} {
		now := status
		r := newRig(t, withRobots, func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path == "/robots.txt" {
				w.WriteHeader(now)
			}
		})
		if _, _, err := r.get(t, "/a"); !errors.Is(err, want) {
			t.Errorf("%d: %v", status, err)
		}
		if want == nil {
			continue
		}
		now = 404 // the host recovers, and is asked again after a while
		if _, _, err := r.get(t, "/a"); !errors.Is(err, want) {
			t.Errorf("%d, soon after: %v", status, err)
		}
		_ = r.clock.Sleep(t.Context(), robotsRetry)
		if _, _, err := r.get(t, "/a"); err != nil {
			t.Errorf("%d, a while after: %v", status, err)
		}
	}
}

// An older copy serves while the host fails.
func TestRobotsOldCopy(t *testing.T) {
	status := 200
	r := newRig(t, withRobots, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/robots.txt" {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /a")
		}
	})
	for _, status = range []int{200, 500} {
		if _, _, err := r.get(t, "/a"); !errors.Is(err, ErrRobots) {
			t.Errorf("%d: %v", status, err)
		}
		if _, _, err := r.get(t, "/b"); err != nil {
			t.Errorf("%d: %v", status, err)
		}
		_ = r.clock.Sleep(t.Context(), robotsTTL)
	}
}

func TestRobotsRedirects(t *testing.T) {
	for hops, forbidden := range map[int]bool{1: true, 5: true, 6: false} {
		asked := 0
		r := newRig(t, withRobots, func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path == "/a" {
				return
			}
			if asked++; asked <= hops {
				http.Redirect(w, req, fmt.Sprintf("/hop%d", asked), http.StatusMovedPermanently)
				return
			}
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /")
		})
		if _, _, err := r.get(t, "/a"); errors.Is(err, ErrRobots) != forbidden {
			t.Errorf("%d hops: %v", hops, err)
		}
	}
	// A hop to a private address is refused like any other.
	r := newRig(t, withRobots, func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, "http://127.0.0.1:9/robots.txt", http.StatusFound)
	})
	if _, _, err := r.get(t, "/a"); !errors.Is(err, ErrPrivate) {
		t.Errorf("to loopback: %v", err)
	}
}

func TestRobotsHoldsOnRedirect(t *testing.T) {
	r := newRig(t, withRobots, func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/robots.txt":
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /private")
		case "/open":
			http.Redirect(w, req, "/private", http.StatusFound)
		default:
			t.Errorf("%s was asked for", req.URL)
		}
	})
	resp, err := (&http.Client{Transport: r}).Do(r.request(t, "/open"))
	if !errors.Is(err, ErrRobots) {
		t.Errorf("%v", err)
	}
	if resp != nil {
		resp.Body.Close()
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%7e\n", "/a1b")
	f.Add("User-agent: backpay\r\rCrawl-delay: 1e9\nDisallow: /**$*", "/%zz?x")
	f.Fuzz(func(t *testing.T, robots, path string) {
		r := parseRobots([]byte(robots))
		u, err := url.Parse("http://h.example" + path)
		if err != nil {
			return
		}
		// Both spellings of an address are one address.
		if a, b := normalise(u.EscapedPath()), normalise(normalise(u.EscapedPath())); a != b {
			t.Errorf("normalised twice: %q, %q", a, b)
		}
		if len(r.list) == 0 && !r.allows(u) {
			t.Errorf("%q is forbidden by no rule", path)
		}
	})
}
