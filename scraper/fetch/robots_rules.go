package fetch

import (
	"bytes"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	// product is the token that robots.txt names us by.
	product = "backpay"
	// MaxRobots is how much of a robots.txt is read: RFC 9309, 2.5 asks for
	// 500 KiB at least. The rest is ignored, as the RFC has it.
	MaxRobots = 500 << 10
)

// rules is what a robots.txt says to us.
type rules struct {
	list     []rule
	delay    time.Duration
	sitemaps []string
}

type rule struct {
	allow bool
	// parts are what stands between the asterisks, normalised; end says that
	// the last one must end the path.
	parts []string
	end   bool
	size  int // of the pattern, in bytes: the longest match wins
}

// RobotsAllow reports whether a robots.txt lets backpay ask for an address.
func RobotsAllow(body []byte, u *url.URL) bool { return parseRobots(body).allows(u) }

// parseRobots reads a robots.txt by RFC 9309. Nothing in it is an error:
// what is not understood is skipped, as the RFC has it.
func parseRobots(body []byte) rules {
	body = bytes.TrimPrefix(body[:min(len(body), MaxRobots)], []byte("\xef\xbb\xbf"))
	var ours, everyone rules
	var sitemaps []string
	named := false                                // a group for us was seen
	forUs, forAll, inRules := false, false, false // of the group being read
	for raw := range bytes.FieldsFuncSeq(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		text, _, _ := strings.Cut(string(raw), "#")
		key, value, ok := strings.Cut(text, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			if inRules { // a new group begins
				forUs, forAll, inRules = false, false, false
			}
			forAll = forAll || value == "*" || strings.HasPrefix(value, "* ")
			if strings.EqualFold(token(value), product) {
				forUs, named = true, true
			}
		case "allow", "disallow":
			inRules = true
			r, ok := newRule(key == "allow", value)
			if ok && forUs {
				ours.list = append(ours.list, r)
			}
			if ok && forAll {
				everyone.list = append(everyone.list, r)
			}
		case "crawl-delay":
			// Not of the RFC, so it must not end the group's list of agents.
			d := parseDelay(value)
			if forUs {
				ours.delay = max(ours.delay, d)
			}
			if forAll {
				everyone.delay = max(everyone.delay, d)
			}
		case "sitemap": // of no group
			if u, err := url.Parse(value); err == nil && u.Host != "" && len(value) <= maxURL {
				sitemaps = append(sitemaps, value)
			}
		}
	}
	out := everyone
	if named {
		out = ours
	}
	out.sitemaps = sitemaps
	return out
}

// token returns the product token that a user-agent line begins with.
func token(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool {
		return !(r == '-' || r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	})
	if i >= 0 {
		// "backpay2" is another product's name, "backpay/2" ours.
		if c := s[i]; '0' <= c && c <= '9' {
			return ""
		}
		return s[:i]
	}
	return s
}

func parseDelay(s string) time.Duration {
	sec, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(sec) || sec <= 0 {
		return 0
	}
	return time.Duration(min(sec, 1e6) * float64(time.Second))
}

func newRule(allow bool, pattern string) (rule, bool) {
	if pattern == "" || pattern[0] != '/' && pattern[0] != '*' {
		return rule{}, false
	}
	r := rule{allow: allow}
	pattern, r.end = strings.CutSuffix(pattern, "$")
	r.parts = strings.Split(pattern, "*")
	for i, p := range r.parts {
		r.parts[i] = normalise(p)
		r.size += len(r.parts[i])
	}
	r.size += len(r.parts) - 1
	if r.end {
		r.size++
	}
	return r, true
}

// allows reports whether the address may be fetched: the longest matching
// rule decides, allow before disallow where they are equally long.
func (r rules) allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = normalise(path)
	allow, size := true, -1
	for _, rule := range r.list {
		if rule.size < size || rule.size == size && (allow || !rule.allow) {
			continue
		}
		if rule.matches(path) {
			allow, size = rule.allow, rule.size
		}
	}
	return allow
}

// matches runs in time linear in the path for each part of the pattern: the
// leftmost place of a part is always as good as any other.
func (r rule) matches(path string) bool {
	first, rest := r.parts[0], r.parts[1:]
	path, ok := strings.CutPrefix(path, first)
	if !ok || len(rest) == 0 {
		return ok && (!r.end || path == "")
	}
	last := ""
	if r.end {
		rest, last = rest[:len(rest)-1], rest[len(rest)-1]
	}
	for _, p := range rest {
		i := strings.Index(path, p)
		if i < 0 {
			return false
		}
		path = path[i+len(p):]
	}
	return !r.end || strings.HasSuffix(path, last)
}

// normalise gives a path or a piece of a pattern its one spelling: unreserved
// characters bare, all else that is not an ASCII delimiter as %XX in upper
// case; "*" and "$", which patterns use as marks, are always encoded.
func normalise(s string) string {
	const hex = "0123456789ABCDEF"
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = bare(s[i])
	}
	if plain {
		return s
	}
	b := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); i++ {
		c := s[i]
		encoded := false
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, encoded = byte(v), true
				i += 2
			}
		}
		switch {
		case unreserved(c), !encoded && bare(c):
			b = append(b, c)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// bare tells the characters that stay as they are when they were not encoded.
func bare(c byte) bool {
	return unreserved(c) || strings.IndexByte("/?#[]@!&'()+,;=:", c) >= 0
}
