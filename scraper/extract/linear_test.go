package extract

import (
	"strings"
	"testing"
	"time"
)

// TestLinear: no reader takes time that grows faster than hostile input does.
func TestLinear(t *testing.T) {
	readers := map[string]func(string){
		"Text":       func(s string) { Text(s) },
		"Unescape":   func(s string) { Unescape(s) },
		"JSONLD":     func(s string) { JSONLD([]byte(s), "JobPosting") },
		"Microdata":  func(s string) { _, _ = Microdata([]byte(s+" itemscope JobPosting"), "JobPosting") },
		"Shape":      func(s string) { Shape([]byte(s), "jobs") },
		"Array":      func(s string) { _, _ = Array([]byte(s), "jobs", func(string, any) error { return nil }) },
		"Sitemap":    func(s string) { _, _ = ReadSitemap([]byte(s)) },
		"Title":      func(s string) { Title([]byte(s)) },
		"Canonical":  func(s string) { Canonical([]byte(s), "https://a.example/") },
		"ViewSource": func(s string) { ViewSource([]byte(`<body id="viewsource">` + s)) },
		"SavedFrom":  func(s string) { SavedFrom([]byte(s)) },
		"PayKind": func(s string) {
			s = s[:len(s)/8]
			PayKind(s)
			PeriodIn(s)
			Employment(s)
			_, _ = Date(s)
			ParseNumber(s)
		},
	}
	for _, unit := range []string{
		"&", "&amp;", "&amp;amp;lt;", "&#38", "&lt;p&gt;", "<", "<p>", "<p", "</p>", "<div itemscope>", "<svg>", "<!--", "<li>", " ", "\n",
		"<a href=x>", "<base href=x>", `<meta property="og:url" content="/">`, "<script type=application/ld+json>", "<table><tr>", "<b itemscope itemprop=x>",
		"[", `{"jobs":[`, `{"a":`, "<sitemap>", "<url><loc>", "base and ", "base - to - ", "1%base", "9", "9,999", "Mon, 02 ",
	} {
		for name, read := range readers {
			took := func(size int) time.Duration {
				in := strings.Repeat(unit, size/len(unit))
				start := time.Now()
				read(in)
				return time.Since(start)
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
