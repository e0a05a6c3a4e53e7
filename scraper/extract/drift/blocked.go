package drift

import (
	"bytes"
	"strings"

	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/webpage"
)

// blockTitles are titles of pages that stand in a page's place. They are
// matched whole or as a beginning, as job titles may hold any word.
var blockTitles = []string{
	"Just a moment", "Security | ", "Attention Required!", "Access Denied", "Access to this page has been denied",
	"Pardon Our Interruption", "Are you a robot", "Verify you are human", "Please verify you are a human",
	"Robot Check", "Human Verification", "403 Forbidden", "Captcha",
}

// Blocked returns the title of a page that is a challenge or a refusal in
// place of what was asked for, or "".
func Blocked(body []byte) string {
	if b := bytes.TrimSpace(body[:min(len(body), 512)]); len(b) == 0 || b[0] != '<' {
		return ""
	}
	title := webpage.Title(body)
	for _, begin := range blockTitles {
		if len(title) >= len(begin) && strings.EqualFold(title[:len(begin)], begin) {
			return "the page " + `"` + htmltext.Shorten(title) + `"`
		}
	}
	return ""
}
