package extract

import (
	"strings"
	"testing"
	"time"
)

// TestLinear: much hostile input takes a moment in every reader.
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
		"PayKind":    func(s string) { PayKind(s); PeriodIn(s); Employment(s); _, _ = Date(s); ParseNumber(s) },
	}
	for _, unit := range []string{
		"&", "&amp;", "&amp;amp;lt;", "&#38", "&lt;p&gt;", "<", "<p>", "<p", "</p>", "<div itemscope>", "<svg>", "<!--", "<li>", " ", "\n",
		"<a href=x>", "<base href=x>", `<meta property="og:url" content="/">`, "<script type=application/ld+json>", "<table><tr>", "<b itemscope itemprop=x>",
		"[", `{"jobs":[`, `{"a":`, "<sitemap>", "<url><loc>", "base and ", "base - to - ", "1%base", "9", "9,999", "Mon, 02 ",
	} {
		in := strings.Repeat(unit, 200_000/len(unit))
		for name, read := range readers {
			start := time.Now()
			read(in)
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("%s takes %s for many %q", name, took, unit)
			}
		}
	}
}
