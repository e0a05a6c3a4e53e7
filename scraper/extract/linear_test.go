package extract_test

import (
	"strings"
	"testing"
	"time"

	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/sitemap"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/words"
	"backpay/scraper/testenv"
)

// TestLinear: no reader takes time that grows faster than hostile input does.
func TestLinear(t *testing.T) {
	readers := map[string]func(string){
		"Text":       func(s string) { htmltext.Text(s) },
		"Unescape":   func(s string) { htmltext.Unescape(s) },
		"JSONLD":     func(s string) { jsonld.Read([]byte(s), "JobPosting") },
		"Microdata":  func(s string) { _, _ = jsonld.Microdata([]byte(s+" itemscope JobPosting"), "JobPosting") },
		"RDFa":       func(s string) { _, _ = jsonld.RDFa([]byte(s+" typeof JobPosting"), "JobPosting") },
		"Shape":      func(s string) { jsonlist.Shape([]byte(s), "jobs") },
		"Array":      func(s string) { _, _ = jsonlist.Array([]byte(s), "jobs", func(string, any) error { return nil }) },
		"Sitemap":    func(s string) { _, _ = sitemap.Read([]byte(s)) },
		"Title":      func(s string) { webpage.Title([]byte(s)) },
		"Canonical":  func(s string) { webpage.Canonical([]byte(s), "https://a.example/") },
		"ViewSource": func(s string) { webpage.ViewSource([]byte(`<body id="viewsource">` + s)) },
		"SavedFrom":  func(s string) { webpage.SavedFrom([]byte(s)) },
		"PayKind": func(s string) {
			s = s[:len(s)/8]
			words.PayKind(s)
			words.PeriodIn(s)
			words.Employment(s)
			_, _ = dates.Parse(s)
			money.ParseNumber(s)
		},
	}
	for _, unit := range []string{
		"&", "&amp;", "&amp;amp;lt;", "&#38", "&lt;p&gt;", "<", "<p>", "<p", "</p>", "<div itemscope>", "<svg>", "<!--", "<li>", " ", "\n",
		"<a href=x>", "<base href=x>", `<meta property="og:url" content="/">`, "<script type=application/ld+json>", "<table><tr>", "<b itemscope itemprop=x>", "<b typeof=JobPosting property=x>",
		"[", `{"jobs":[`, `{"a":`, "<sitemap>", "<url><loc>", "base and ", "base - to - ", "1%base", "9", "9,999", "Mon, 02 ",
	} {
		for name, read := range readers {
			took := func(size int) time.Duration {
				in := strings.Repeat(unit, size/len(unit))
				return testenv.CPU(func() { read(in) })
			}
			if took(80_000) < 200*time.Millisecond {
				continue
			}
			// Slow, maybe by the machine: four times as much may take four
			// times as long, where a quadratic reader takes sixteen.
			small := min(took(20_000), took(20_000), took(20_000))
			large := min(took(80_000), took(80_000), took(80_000))
			if large > 10*small {
				t.Errorf("%s takes %s for 20 kB and %s for 80 kB of %q", name, small, large, unit)
			}
		}
	}
}
