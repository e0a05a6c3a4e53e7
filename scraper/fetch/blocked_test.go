package fetch

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backpay/scraper/testenv"
)

func page(title, body string) string {
	return "<!DOCTYPE html><html><head><title>" + title + "</title></head><body>" + body + "</body></html>"
}

func TestBlocked(t *testing.T) {
	long := strings.Repeat("<p>You will build services that count things, with a team that cares.</p>", 60)
	widget := `<div class="g-recaptcha" data-sitekey="x"></div>`
	for _, c := range []struct {
		name   string
		status int
		header http.Header
		body   string
		want   bool
	}{
		{"plain page", 200, nil, page("Backend engineer", "<h1>Backend engineer</h1>"), false},
		{"plain 403", 403, nil, "", true},
		{"plain 401", 401, nil, page("Sign in", "Please sign in"), false},
		{"plain 404", 404, nil, page("Not found", ""), false},
		{"plain 429", 429, nil, "slow down", false},
		{"plain 503", 503, nil, page("Down for maintenance", "Back soon"), false},
		{"999", 999, nil, "", true},
		{"mitigated", 200, http.Header{"Cf-Mitigated": {"challenge"}}, "", true},
		{"waiting room", 503, nil, page("Just a moment...", "Checking your browser"), true},
		{"waiting room, 200", 200, nil, page("\n Just a&nbsp;moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>"), true},
		{"attention", 403, nil, page("Attention Required! | Cloudflare", "Sorry, you have been blocked"), true},
		{"denied", 200, nil, page("Access Denied", "You don't have permission to access this server. Reference #18.2"), true},
		{"denied by a site", 200, nil, page("Access denied | jobs.example used Cloudflare to restrict access", ""), true},
		{"words and a widget", 200, nil, page("jobs.example", "Please verify you are a human "+widget), true},
		{"curly apostrophe", 200, nil, page("jobs.example", "Let us make sure you\u2019re not a robot "+widget), true},
		{"words and a status", 429, nil, page("jobs.example", "Unusual traffic from your network"), true},
		{"machinery", 200, nil, page("jobs.example", "<script>window._cf_chl_opt={}</script>"), true},
		{"captcha service", 200, nil, page("jobs.example", `<iframe src="https://geo.captcha-delivery.com/captcha/?x"></iframe>`), true},

		{"a wall of consent", 200, nil, page("Before you continue", "<p>We use cookies.</p><form method=post><button>Accept all</button></form>"), true},
		{"one that names the site", 200, nil, page("Before you continue to Jobs Example", "Accept all"), true},
		{"an article so begun", 200, nil, page("Before you continue reading", "A word on salaries."), false},

		{"a job about captchas", 200, nil, page("Engineer, bot defence", "<h1>Engineer</h1>You decide whether to verify you are a human or a captcha farm."+long), false},
		{"a short job about them", 200, nil, page("Engineer, bot defence", "Are you a robot? Then do not apply. We build what tells them apart."), false},
		{"a form with a widget", 200, nil, page("Apply: engineer", `Please verify you are human <form><input type="email"><input type=file>`+widget+`</form>`), false},
		{"a job marked up", 200, nil, page("Access denied", `<script type="application/ld+json">{"@type": "JobPosting"}</script>`+widget), false},
		{"a job marked up in place", 200, nil, page("Captcha", `<div itemscope itemtype="https://schema.org/JobPosting">`), false},
		{"a long page so titled", 200, nil, page("Access denied", long), false},
		{"a title that goes on", 200, nil, page("Access Denied: stories from our security team", "Read on"), false},
		{"a provider's script", 200, nil, page("Engineer", `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`), false},
		{"json that speaks of it", 200, http.Header{"Content-Type": {"application/json"}}, `{"title":"Just a moment...","text":"<title>Access denied</title> g-recaptcha verify you are human"}`, false},
		{"nothing", 200, nil, "", false},
	} {
		why, got := Blocked(c.status, c.header, []byte(c.body))
		if got != c.want || got != (why != "") {
			t.Errorf("%s: %v, %q", c.name, got, why)
		}
	}
}

// Of the corpus, the one recorded block page is one, and no other page.
func TestBlockedOnCorpus(t *testing.T) {
	dir := testenv.Corpus(t)
	n := 0
	err := filepath.WalkDir(filepath.Join(dir, "sources"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".gz") {
			zip, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				return err
			}
			if b, err = io.ReadAll(zip); err != nil {
				return err
			}
		}
		n++
		why, blocked := Blocked(200, nil, b)
		if want := strings.HasSuffix(path, "security-block-page.html"); blocked != want {
			t.Errorf("%s: %v, %q", path, blocked, why)
		}
		return nil
	})
	if err != nil || n < 50 {
		t.Fatalf("%d pages, %v", n, err)
	}
}
