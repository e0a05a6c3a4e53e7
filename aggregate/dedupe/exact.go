package dedupe

import (
	"hash/fnv"
	"net/url"
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// exactKeys are the identities by which an advert is known without reading
// it: its number at the service that hosts the employer's board, as its
// addresses tell it, and these addresses without what only tells where a
// reader came from. Two postings that share one are one opening. title is Title's.
func exactKeys(a Advert, title string) []uint64 {
	var keys []uint64
	add := func(kind, value string) {
		if value != "" {
			keys = append(keys, hash64(kind+" "+value))
		}
	}
	for i, raw := range []string{a.URL, a.Apply} {
		if i == 0 && a.Post != "" {
			continue // the address of a post that lists several openings
		}
		if service, id := hosted(raw); id != "" {
			add(service, id)
		} else {
			if c := Canonical(raw); c != "" { // a site may have one address for several openings
				add("url", title+" "+c)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func hash64(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// services are those that host employers' boards, with the part of an address
// that is the opening's own there. The first group is all of the identity
// where it is unique in the service; a second one is joined to it. Where the
// board is on the employer's own host, mark is what the address has.
var services = []struct {
	name, host string
	re         *pattern.Pattern
	mark       string
}{
	{"greenhouse", "greenhouse.io", pattern.New(`/jobs/(\d{4,})`), ""},
	{"greenhouse", "greenhouse.io", pattern.New(`[?&](?:token|gh_jid)=(\d{4,})`), ""},
	{"greenhouse", "", pattern.New(`[?&]gh_jid=(\d{4,})`), "gh_jid="}, // on the employer's own site
	{"lever", "lever.co", pattern.New(`/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`), ""},
	{"ashby", "ashbyhq.com", pattern.New(`/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`), ""},
	{"ashby", "", pattern.New(`[?&]ashby_jid=([0-9a-f-]{36})`), "ashby_jid="},
	{"workable", "workable.com", pattern.New(`/j(?:obs)?/([0-9A-Z]{8,12})\b`), ""},
	{"smartrecruiters", "smartrecruiters.com", pattern.New(`/[^/]+/(\d{9,})`), ""},
	{"workday", "myworkdayjobs.com", pattern.New(`//([^./]+)\.[^/]*/.*_([A-Za-z]*-?\d{3,}(?:-\d+)?)`), ""},
	{"teamtailor", "teamtailor.com", pattern.New(`//([^./]+)\.[^/]*/jobs/(\d+)`), ""},
	{"recruitee", "recruitee.com", pattern.New(`//([^./]+)\.[^/]*/o/([a-z0-9-]+)`), ""},
	{"personio", "personio.", pattern.New(`//([^./]+)\.[^/]*/job/(\d+)`), ""},
	{"breezy", "breezy.hr", pattern.New(`//([^./]+)\.[^/]*/p/([0-9a-f]{12})`), ""},
	{"jobvite", "jobvite.com", pattern.New(`/job/(o[0-9A-Za-z]{6,})`), ""},
	{"linkedin", "linkedin.com", pattern.New(`/jobs/view/(?:[^/?]*-)?(\d{8,})`), ""},
	{"indeed", "indeed.", pattern.New(`[?&]jk=([0-9a-f]{16})`), ""},
}

// hosted reads an opening's number at a hosting service from an address.
func hosted(raw string) (service, id string) {
	if len(raw) > maxURL {
		return "", ""
	}
	host := hostOf(raw)
	if host == "" {
		return "", ""
	}
	for _, s := range services {
		if !strings.Contains(host, s.host) || !strings.Contains(raw, s.mark) {
			continue
		}
		if m := s.re.FindStringSubmatch(raw); m != nil {
			return s.name, strings.ToLower(strings.Join(m[1:], "/"))
		}
	}
	return "", ""
}

// maxURL is the length above which nothing is an address.
const maxURL = 4096

func hostOf(raw string) string {
	_, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return strings.ToLower(rest)
}

// tracking are the parameters that tell only where a reader came from.
var tracking = pattern.New(
	`(?i)^(?:utm_.*|gh_src|lever-(?:source|origin|via)(?:\[\])?|src|source|ref|referrer|referer|refid|trk|trackingid|tracking_?id|fbclid|gclid|msclkid|mc_[a-z]+|campaign|medium|codes|jobboard|via|origin|position|pagenum|cid|from|rx_.*|ccuid|li_fat_id|recommendedflavor|ittk|sid|lang|locale)$`,
)

// numbered is a path or query that holds a number or a long slug: without one
// an address is a list of openings, not one of them.
var numbered = pattern.New(`\d{4,}|[0-9a-f]{8,}|[^/]+-[^/]+-[^/]+-[^/]+`)

// Canonical is an address without scheme, "www.", a last stroke, fragment and
// what only tells where a reader came from; "" for what is no web address or
// names no single opening, such as a page of all of them.
func Canonical(raw string) string {
	if len(raw) > maxURL {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	q := u.Query()
	for k := range q {
		if tracking.MatchString(k) {
			q.Del(k)
		}
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	path = strings.TrimSuffix(strings.TrimSuffix(path, "/apply"), "/application")
	s := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + path
	if len(q) > 0 {
		s += "?" + q.Encode()
	}
	if _, rest, _ := strings.Cut(s, "/"); !numbered.MatchString(rest) {
		return ""
	}
	return s
}
