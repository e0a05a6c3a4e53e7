package source

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Located is the setting by which a source reads what stands at an address:
// an entry of its list Key ("boards" or "sites"), or the source as a whole,
// where Key is "".
type Located struct {
	Source string
	Key    string
	Fields []Field
	// Why is what to know before using it, "" mostly.
	Why string
}

// Field is a key of an entry and its value.
type Field struct{ Key, Value string }

// Token is what names the entry within the source.
func (l Located) Token() string {
	for _, f := range l.Fields {
		if f.Key == "token" || f.Key == "host" || f.Key == "name" {
			return f.Value
		}
	}
	return ""
}

// rule is how the addresses of one service look: pattern is matched against
// host, path and query, and its named groups are fields of the entry.
type rule struct {
	source, key string
	pattern     *regexp.Regexp
	more        []Field
	why         string
}

func at(source, key, pattern string, more ...Field) rule {
	return rule{source: source, key: key, pattern: regexp.MustCompile(`^` + pattern), more: more}
}

func recipe(name, pattern string) rule {
	return rule{
		source:  "jsonld",
		key:     "sites",
		pattern: regexp.MustCompile(`^` + pattern),
		more:    []Field{{"recipe", name}},
	}
}

const inPath = `[A-Za-z0-9][\w.%~-]*`

// rules are tried in this order.
var rules = []rule{
	at(
		"greenhouse",
		"boards",
		`(?:job-)?boards(?:\.eu)?\.greenhouse\.io/embed/job_(?:board|app)(?:/js)?/?\?(?:.*&)?for=(?P<token>\w+)`,
	),
	at("greenhouse", "boards", `(?:job-)?boards(?:\.eu)?\.greenhouse\.io/(?P<token>\w+)(?:[/?].*)?$`),
	at("greenhouse", "boards", `boards-api\.greenhouse\.io/v1/boards/(?P<token>\w+)`),
	at("lever", "boards", `(?:jobs|api)\.eu\.lever\.co/(?:v0/postings/)?(?P<token>`+inPath+`)`, Field{"region", "eu"}),
	at("lever", "boards", `(?:jobs|api)\.lever\.co/(?:v0/postings/)?(?P<token>`+inPath+`)`),
	at("ashby", "boards", `(?:jobs\.ashbyhq\.com|api\.ashbyhq\.com/posting-api/job-board)/(?P<token>[^/?#]+)`),
	at("workable", "boards", `apply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?(?P<token>`+inPath+`)`),
	at("workable", "boards", `(?P<token>[a-z0-9-]+)\.workable\.com/`),
	at("recruitee", "boards", `(?P<token>[a-z0-9-]+)\.recruitee\.com/`),
	at("personio", "boards", `(?P<token>[a-z0-9-]+)\.jobs\.personio\.(?P<host>de|com)/`),
	at("bamboohr", "boards", `(?P<token>[a-z0-9-]+)\.bamboohr\.com/`),
	at("teamtailor", "boards", `(?P<token>[a-z0-9-]+)\.teamtailor\.com/`),
	at("teamtailor", "boards", `(?P<token>[a-z0-9-]+\.[a-z]+\.teamtailor\.com)/`),
	at("smartrecruiters", "boards", `(?:jobs|careers)\.smartrecruiters\.com/(?P<token>`+inPath+`)`),
	at("smartrecruiters", "boards", `api\.smartrecruiters\.com/v1/companies/(?P<token>`+inPath+`)`),
	at(
		"workday",
		"boards",
		`(?P<host>(?P<tenant>[a-z0-9_-]+)\.wd\d+\.myworkdayjobs\.com)/wday/cxs/[^/]+/(?P<site>[\w-]+)/`,
	),
	at(
		"workday",
		"boards",
		`(?P<host>(?P<tenant>[a-z0-9_-]+)\.wd\d+\.myworkdayjobs\.com)/(?:[a-z]{2}-[A-Z]{2}/)?(?P<site>[\w-]+)`,
	),
	at("rippling", "boards", `ats\.rippling\.com/(?:[a-z]{2}(?:-[A-Z]{2})?/)?(?P<token>`+inPath+`)`),
	at("rippling", "boards", `api\.rippling\.com/platform/api/ats/v1/board/(?P<token>`+inPath+`)`),
	at("pinpoint", "boards", `(?P<token>[a-z0-9-]+)\.pinpointhq\.com/`),
	at("neogov", "boards", `www\.governmentjobs\.com/careers/(?P<token>\w+)`),
	at("neogov", "boards", `www\.governmentjobs\.com/SearchEngine/JobsFeed\?(?:.*&)?agency=(?P<token>\w+)`),
	at(
		"comeet",
		"boards",
		`www\.comeet\.com?/careers-api/2\.0/company/(?P<uid>[\w.]+)/positions.*[?&]token=(?P<token>\w+)`,
	),
	at("manatal", "boards", `www\.careers-page\.com/(?:api/v1\.0/c/)?(?P<token>`+inPath+`)`),
	recipe("icims", `(?P<host>[a-z0-9-]+\.icims\.com)/`),
	recipe("breezy", `(?P<host>[a-z0-9-]+\.breezy\.hr)/`),
	recipe("jazzhr", `(?P<host>[a-z0-9-]+\.applytojob\.com)/`),
	recipe("softgarden", `(?P<host>[a-z0-9-]+\.softgarden\.io)/`),
	recipe("jobvite", `jobs\.jobvite\.com/(?:careers/)?(?P<name>[\w-]+)`),
	recipe("paylocity", `recruiting\.paylocity\.com/(?i:recruiting/jobs/all)/(?P<name>[0-9a-fA-F-]{36})`),
	recipe("thehub", `thehub\.io/`),
	recipe("djinni", `djinni\.co/jobs/?\?(?:.*&)?primary_keyword=(?P<name>[^&]+)`),
	recipe("habr", `career\.habr\.com/vacancies\?(?:.*&)?q=(?P<name>[^&]+)`),
}

// noToken are parts of addresses that stand where a name does and are none.
var noToken = []string{
	"api",
	"app",
	"apply",
	"assets",
	"careers",
	"embed",
	"help",
	"jobs",
	"static",
	"support",
	"v1",
	"www",
}

// Locate finds the source that reads what stands at an address, and the entry
// of its settings, from the address alone. It is false for one that no source
// is known to read.
func Locate(address string) (Located, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return Located{}, false
	}
	host := strings.ToLower(u.Hostname())
	text := host + "/" + strings.TrimPrefix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		text += "?" + u.RawQuery
	}
	for _, r := range rules {
		if l, ok := r.match(text); ok {
			return l, true
		}
	}
	return whole(host)
}

func (r rule) match(text string) (Located, bool) {
	m := r.pattern.FindStringSubmatch(text)
	if m == nil {
		return Located{}, false
	}
	l := Located{Source: r.source, Key: r.key, Why: r.why, Fields: slices.Clone(r.more)}
	for i, name := range r.pattern.SubexpNames() {
		if name == "" {
			continue
		}
		value, err := url.QueryUnescape(strings.ReplaceAll(m[i], "+", "%2B"))
		if err != nil || value == "" || name != "host" && slices.Contains(noToken, strings.ToLower(value)) {
			return Located{}, false
		}
		l.Fields = append(l.Fields, Field{name, value})
	}
	if about := Named(r.source).About(); about.OffReason != "" {
		l.Why = about.OffReason
	}
	return l, true
}

// whole finds the source that reads a host without being told of its parts.
func whole(host string) (Located, bool) {
	for _, s := range All() {
		about := s.About()
		home, err := url.Parse(about.Homepage)
		named := slices.ContainsFunc(rules, func(r rule) bool { return r.source == about.Name })
		if err != nil || named { // of these a site alone says nothing
			continue
		}
		for _, h := range append(slices.Clone(about.Hosts), home.Hostname()) {
			h = strings.TrimPrefix(strings.TrimPrefix(h, "www."), "api.")
			if host == h || strings.HasSuffix(host, "."+h) {
				return Located{Source: about.Name, Why: about.OffReason}, true
			}
		}
	}
	return Located{}, false
}
