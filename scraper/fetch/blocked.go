package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostText is the visible text of the longest page, in bytes, that can be a
// challenge or refusal; a page with a job on it says more.
const mostText = 2500

// titles are the whole titles of pages that stand in another page's place,
// in lower case. Titles that a job or an article could bear are left out.
var titles = []string{
	"just a moment...", "just a moment…", "attention required! | cloudflare", "attention required!",
	"access denied", "access to this page has been denied", "access to this page has been denied.",
	"security | glassdoor", "security check", "security verification", "security checkpoint",
	"vercel security checkpoint", "pardon our interruption", "pardon our interruption...",
	"are you a robot?", "are you a human?", "are you human?", "robot check", "robot or human?",
	"human verification", "bot verification", "captcha", "captcha challenge", "captcha verification",
	"please verify you are human", "please verify you are a human", "verify you are human",
	"verify you are a human", "verifying you are human", "verifying your browser",
	"checking your browser", "please wait... | cloudflare", "ddos-guard", "request blocked", "blocked",
	"before you continue", // a wall that asks for consent to cookies
	"you have been blocked", "403 forbidden", "forbidden", "unusual traffic detected", "additional verification required",
}

// beginnings of titles that go on with the site's name.
var beginnings = []string{"attention required! |", "access denied |", "just a moment... |", "you have been blocked |", "before you continue to "}

// machinery is markup that only a challenge page carries. Scripts that a
// provider puts into every page it serves are not in it.
var machinery = []string{
	"_cf_chl_opt", "cf-challenge-running", "id=\"challenge-form\"", "id=\"cf-error-details\"",
	"captcha-delivery.com/captcha", "geo.captcha-delivery.com", "px-captcha", "_incapsula_resource?cwudnsai",
	"awswafcaptcha", "/distil_r_captcha", "id=\"sec-cpt-if\"",
}

// widgets are what a challenge shares with ordinary forms: one of them says
// nothing alone.
var widgets = []string{"captcha", "cf-turnstile", "challenges.cloudflare.com"}

// phrases are what a challenge says to its reader.
var phrases = []string{
	"verify you are human", "verify you are a human", "verify that you are human", "verify that you are a human",
	"verify that you're a real person", "verify you're not a robot", "verify you are not a robot",
	"verify that you are not a robot", "confirm you are human", "confirm that you are human", "confirm you're human",
	"prove you are human", "prove you're human", "prove you are not a robot", "make sure you're not a robot",
	"are you a robot", "you are a real person", "you're a real person", "unusual traffic from your", "unusual activity from your", "suspicious activity from your",
	"complete the captcha", "solve the captcha", "enable javascript and cookies to continue",
	"checking your browser before", "checking if the site connection is secure", "you have been blocked",
	"automated access to this", "using automation tools to browse", "request was blocked",
	"you don't have permission to access", "unusual activity and suspicious behavior",
}

// Blocked reports whether an answer is a challenge or refusal that stands in
// the page's place, and why. body is decompressed. A plain 403 is one; a
// plain 401, 429 or 503 is not, nor is a page with a job on it that mentions
// captchas or robots.
func Blocked(status int, header http.Header, body []byte) (reason string, ok bool) {
	if v := header.Get("Cf-Mitigated"); v != "" {
		return "Cloudflare answered with a " + clip(v), true
	}
	if v := header.Get("X-Amzn-Waf-Action"); v != "" {
		return "AWS WAF answered with a " + clip(v), true
	}
	if isHTML(header, body) {
		if why := challenge(status, body); why != "" {
			return why, true
		}
	}
	switch status {
	case http.StatusForbidden:
		return "status 403, forbidden", true
	case 999: // LinkedIn's own
		return "status 999, request denied", true
	}
	return "", false
}

func isHTML(header http.Header, body []byte) bool {
	if kind := header.Get("Content-Type"); kind != "" {
		return strings.Contains(strings.ToLower(kind), "html")
	}
	return strings.HasPrefix(http.DetectContentType(body), "text/html")
}

// challenge says what makes an HTML page a challenge, "" when nothing does.
func challenge(status int, body []byte) string {
	p := sketch(body)
	if p.long || p.job {
		return ""
	}
	for _, t := range titles {
		if p.title == t {
			return fmt.Sprintf("the page's title is %q", t)
		}
	}
	for _, t := range beginnings {
		if strings.HasPrefix(p.title, t) {
			return fmt.Sprintf("the page's title is %q", clip(p.title))
		}
	}
	low := bytes.ToLower(body)
	if m := first(low, machinery); m != "" {
		return fmt.Sprintf("the page holds %q, a challenge's machinery", m)
	}
	phrase := first([]byte(p.text), phrases)
	// A refusing status or a widget has to go with the words: a short page
	// may speak of robots for its own reasons. An application form has widgets
	// too, so that one counts only on a page that says little and asks nothing.
	if phrase != "" && (status >= 400 || len(p.text) < mostText/3 && !p.fields && first(low, widgets) != "") {
		return fmt.Sprintf("the page says %q", phrase)
	}
	return ""
}

func first(in []byte, list []string) string {
	for _, s := range list {
		if bytes.Contains(in, []byte(strings.ToLower(s))) {
			return s
		}
	}
	return ""
}

// outline is what a look at a page shows.
type outline struct {
	title  string // lower case, blanks folded
	text   string // visible text, likewise
	long   bool   // more text than a challenge has; text is cut then
	job    bool   // a JobPosting is marked up
	fields bool   // a form asks for a name, an address or a file
}

// sketch reads as much of a page as it takes to know that it is long or has a
// job on it: either way it is no challenge, and title and text are cut short.
func sketch(body []byte) outline {
	var p outline
	var title, text strings.Builder
	z := html.NewTokenizer(bytes.NewReader(body))
	hidden := atom.Atom(0) // the element whose text is not shown
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.title, p.text = strings.TrimSpace(title.String()), strings.TrimSpace(text.String())
			return p
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := atom.Lookup(name)
			if tag == atom.Script || tag == atom.Style || tag == atom.Title {
				hidden = tag
			}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				switch {
				case string(k) == "itemtype" && bytes.Contains(v, []byte("JobPosting")):
					p.job = true
					return p
				case tag == atom.Input && string(k) == "type" && (bytes.EqualFold(v, []byte("email")) || bytes.EqualFold(v, []byte("file"))),
					tag == atom.Textarea && string(k) == "name" &&
						!bytes.Contains(bytes.ToLower(v), []byte("captcha")):
					p.fields = true
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == hidden {
				hidden = 0
			}
		case html.TextToken:
			switch raw := z.Text(); hidden {
			case atom.Title:
				addWords(&title, raw)
			case atom.Script:
				if p.job = bytes.Contains(raw, []byte(`"JobPosting"`)); p.job {
					return p
				}
			case 0:
				addWords(&text, raw)
				if text.Len() > mostText {
					p.long = true
					p.title, p.text = strings.TrimSpace(title.String()), text.String()
					return p
				}
			}
		}
	}
}

// addWords adds the words of raw in lower case, one blank after each.
func addWords(b *strings.Builder, raw []byte) {
	s := strings.ReplaceAll(html.UnescapeString(string(raw)), "’", "'")
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		if b.Len() > mostText {
			return
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
}
