package jsonld

import (
	"net/url"
	"regexp"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
)

// gone are the sentences by which pages say that their job is open no more.
var gone = regexp.MustCompile(
	`(?i)\b(?:no longer accept(?:ing|s) applications|applications (?:are|have) (?:now )?(?:been )?closed` +
		`|(?:this|the|that) (?:job|position|role|vacancy|posting|job posting|job ad|listing|opening|opportunity)(?: you[^.!?]{0,40})? ` +
		`(?:is|has|was|has been|is now)(?: already| now| been)? ?(?:no longer (?:available|active|open|accepting applications|posted|advertised)|filled|closed[.!\n]|expired|removed|unavailable)` +
		`|(?:job|position|vacancy|posting) (?:not found|has expired|expired)\b` +
		`|diese stelle(?:nanzeige)? ist (?:leider )?(?:nicht mehr|bereits)|stelle (?:ist )?bereits besetzt` +
		`|cette (?:offre|annonce) (?:n['’]est plus|a expiré|est expirée)|esta (?:oferta|vacante) (?:ya no está|ha caducado|ha expirado))[^.!?\n]{0,60}[.!]?`,
)

// hints are pieces one of which each such sentence holds: most pages hold none,
// and need not be turned into text.
var hints = newPieces(
	"o longer", "pplications ", " filled", " closed", "expired", "removed", "unavailable", "ot found", "ot Found", "nicht mehr", "bereits",
	"est plus", "expiré", "expirado", "caducado", "ya no est",
)

// maxBanner bounds how far into a page's text such a sentence is looked for: it
// stands at the top, in the place of the advert.
const maxBanner = 4000

// saysGone returns the sentence by which a page says that its job is open no
// more, or "".
func saysGone(body []byte) string {
	if !hints().in(body) {
		return ""
	}
	text := htmltext.Text(string(body))
	return strings.TrimSpace(gone.FindString(text[:min(len(text), maxBanner)]))
}

// ended returns why the posting that a request asked for has ended, where the
// page that came describes none: the page says so, or the site led to a page
// above, such as its list of jobs.
func ended(page *scraper.Page) string {
	if page.Request.Page != "job" {
		return ""
	}
	if why := saysGone(page.Body); why != "" {
		return why
	}
	asked, err := url.Parse(page.Request.URL)
	came, err2 := url.Parse(page.URL)
	if err != nil || err2 != nil || asked.Host != came.Host {
		return ""
	}
	from, to := strings.TrimRight(asked.Path, "/"), strings.TrimRight(came.Path, "/")
	if len(to) < len(from) && strings.HasPrefix(from, to) && (to == "" || from[len(to)] == '/') {
		return "leads to " + page.URL
	}
	return ""
}
