package employer

import (
	"strings"

	"backpay/scraper/pattern"
)

// service is one that hosts employers' boards, with the part of an address that
// is the employer's own there.
type service struct {
	name, host string
	re         *pattern.Pattern
}

var services = []service{
	{
		"greenhouse",
		"greenhouse.io",
		pattern.New(`greenhouse\.io/(?:v1/boards/|embed/job_app\?for=)?([a-z0-9_-]+)(?:/|$)`),
	},
	{"lever", "lever.co", pattern.New(`jobs\.(?:eu\.)?lever\.co/([a-z0-9._-]+)`)},
	{"ashby", "ashbyhq.com", pattern.New(`jobs\.ashbyhq\.com/([a-z0-9._%-]+)/`)},
	{"workable", "workable.com", pattern.New(`apply\.workable\.com/([a-z0-9_-]+)/j/`)},
	{"smartrecruiters", "smartrecruiters.com", pattern.New(`jobs\.smartrecruiters\.com/([a-z0-9_-]+)/\d`)},
	{"workday", "myworkdayjobs.com", pattern.New(`//([a-z0-9_-]+)\.[^/]*myworkdayjobs\.com`)},
	{"teamtailor", "teamtailor.com", pattern.New(`//([a-z0-9_-]+)\.[^/]*teamtailor\.com`)},
	{"recruitee", "recruitee.com", pattern.New(`//([a-z0-9_-]+)\.recruitee\.com`)},
	{"personio", "personio.", pattern.New(`//([a-z0-9_-]+)\.jobs\.personio\.`)},
	{"breezy", "breezy.hr", pattern.New(`//([a-z0-9_-]+)\.breezy\.hr`)},
	{"bamboohr", "bamboohr.com", pattern.New(`//([a-z0-9_-]+)\.bamboohr\.com`)},
	{"icims", "icims.com", pattern.New(`//(?:[a-z]+-)?([a-z0-9_]+)\.icims\.com`)},
	{"pinpoint", "pinpointhq.com", pattern.New(`//([a-z0-9_-]+)\.pinpointhq\.com`)},
	{"jobvite", "jobvite.com", pattern.New(`jobs\.jobvite\.com/(?:careers/)?([a-z0-9_-]+)/`)},
}

// nobody are words that stand where a tenant's name does and name none.
var nobody = set("jobs|embed|www|careers|boards|api|job-boards|app|apply|search|j|career|help|support|cdn|assets")

// site returns the employer's place at a hosting service, "greenhouse acme",
// as the first address that has one tells it.
func site(urls []string) string {
	for _, u := range urls {
		host := hostOf(u)
		if host == "" {
			continue
		}
		for _, s := range services {
			if !strings.Contains(host, s.host) {
				continue
			}
			if m := s.re.FindStringSubmatch(strings.ToLower(u)); m != nil && !nobody[m[1]] {
				return s.name + " " + m[1]
			}
		}
	}
	return ""
}

// tenant returns the employer's name at a hosting service, or "".
func tenant(url string) string {
	_, name, _ := strings.Cut(site([]string{url}), " ")
	return name
}

// maxURL is the length above which nothing is an address.
const maxURL = 4096

func hostOf(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok || len(url) > maxURL {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return strings.ToLower(rest)
}
