package report

import (
	"encoding/csv"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// checkCSV holds that no cell of text can be taken for a formula, and that
// every row has as many cells as the head.
func checkCSV(t *testing.T, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("figures.csv: %v", err)
	}
	for i, row := range rows {
		for j, cell := range row {
			if strings.ContainsAny(strings.TrimLeft(cell, " ")+" ", "\t\r\n") || strings.IndexAny(strings.TrimLeft(cell, " "), "=+-@") == 0 {
				t.Errorf("row %d, cell %s: %q", i, rows[0][j], cell)
			}
		}
	}
}

var (
	mdAuto = regexp.MustCompile(`<https?://[^<> ]*>`)
	// Our own: a picture with its text, and links to the picture's files.
	mdPicture  = regexp.MustCompile(`^!\[(.*)\]\(charts/[a-z-]+\.png\)$`)
	mdOwn      = regexp.MustCompile(`\[(?:SVG|PNG)\]\(charts/[a-z-]+\.(?:svg|png)\)`)
	mdLinked   = regexp.MustCompile(`[^\\]\]\(`)
	mdBare     = regexp.MustCompile(`(?i)[^\\](?:https?|ftp)://|www\.`)
	mdTemplate = regexp.MustCompile(`\{[{%<]`)
)

// checkMarkdown holds that no markup but ours stands in the text.
func checkMarkdown(t *testing.T, text string) {
	t.Helper()
	_, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !ok {
		t.Fatal("no front matter")
	}
	if mdTemplate.MatchString(strings.TrimSuffix(text, body)) {
		t.Error("the front matter holds a template's signs")
	}
	var out []string
	fenced := ""
	for _, l := range strings.Split(body, "\n") {
		mark := l[:len(l)-len(strings.TrimLeft(l, "`"))]
		switch {
		case fenced == "" && len(mark) >= 3:
			fenced = mark
		case fenced != "" && l == fenced:
			fenced = ""
		case fenced == "":
			out = append(out, l)
		}
	}
	if fenced != "" {
		t.Error("a block of code has no end")
	}
	last, head := "", 0
	for _, l := range out {
		l = mdOwn.ReplaceAllString(mdPicture.ReplaceAllString(l, "$1"), "")
		l = mdAuto.ReplaceAllString(l, "")
		if strings.ContainsAny(l, "<>") {
			t.Errorf("a tag in %q", l)
		}
		if mdBare.MatchString(" " + l) {
			t.Errorf("a bare address in %q", l)
		}
		if mdTemplate.MatchString(l) || mdLinked.MatchString(l) || strings.Contains(strings.ReplaceAll(l, `\!`, ""), "![") {
			t.Errorf("markup in %q", l)
		}
		if strings.HasPrefix(l, "|") {
			cells := strings.Count(l, "|") - strings.Count(l, `\|`)
			if !strings.HasPrefix(last, "|") {
				head = cells
			}
			if cells != head {
				t.Errorf("%d bars under a head of %d: %q", cells, head, l)
			}
		}
		last = l
	}
}

func TestMarkdown(t *testing.T) { checkMarkdown(t, render(t, Build(small()), "md")) }

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a \n\t b ":           "a b",
		"\u202eabc\u2069":       "abc",
		"a\u200bb\u00adc\ufe0f": "abc",
		"naïve 日本":              "naïve 日本",
		"12345678901":           "123456789…",
		"1234567890":            "123456789…",
		"123456789":             "123456789",
		"a\xffb\x00c":           "abc",
	} {
		if got := clean(in, 10); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLink(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c#d":    "https://example.org/a?b=c#d",
		" http://example.org ":           "http://example.org",
		"HTTPS://example.org/":           "https://example.org/",
		"javascript:alert(1)":            "",
		"java\nscript:alert(1)":          "",
		"data:text/html,x":               "",
		"//example.org/":                 "",
		"/relative":                      "",
		"https://":                       "",
		"https://user:pass@example.org/": "",
		"https://exаmple.org/":           "",
		"https://example.org/" + strings.Repeat("x", 3000): "",
		"": "",
	} {
		if got := link(in); got != want {
			t.Errorf("link(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{money(148_000.4, "USD"), "$148,000"},
		{money(999, "EUR"), "€999"},
		{money(1_234_567, "JPY"), "JPY\u00a01,234,567"},
		{span(141_200.5, 153_900.2, "GBP"), "£141,200–153,901"},
		{percent(0), "0%"},
		{percent(0.001), "1%"},
		{percent(0.999), "99%"},
		{percent(1), "100%"},
		{signed(-0.14), "−0.1%"},
		{signed(0.04), "0.0%"},
		{signed(2), "+2.0%"},
		{plural(1, "job", "jobs"), "1 job"},
		{plural(1200, "job", "jobs"), "1,200 jobs"},
		{list([]string{"a"}), "a"},
		{list([]string{"a", "b", "c"}), "a, b and c"},
		{list(strings.Split("abcdefgh", "")), "a, b, c, d, e, f and 2 others"},
		{country("US"), "the United States"},
		{country("DE"), "Germany"},
		{country("??"), "??"},
		{short(120_000, "USD"), "$120k"},
		{short(1_500_000, "JPY"), "JPY\u00a01.5m"},
		{roleLabel("ml"), "Machine learning"},
		{people("site_reliability"), "people in the role “site reliability”"},
		{levelLabel("senior"), "Senior"},
		{inSentence("Backend"), "backend"},
		{inSentence("SRE"), "SRE"},
		{inSentence("DevOps"), "DevOps"},
		{which{edition: "e1", source: "o'x", side: "posted", country: "US", kind: basePay, currency: "USD", population: "full_time"}.where("level"), "edition = 'e1' AND measure = 'level' AND place = '' AND skill = '' AND source = 'o''x' AND side = 'posted' AND role = '' AND seniority = '' AND country = 'US' AND unit = 'USD' AND population = 'full_time'"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// The unit of a sentence never exceeds a third of the half-width, and is
// never finer than a thirtieth of it.
func TestStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(1, 1e6).Draw(t, "low")
		wide := rapid.Float64Range(10, 1e6).Draw(t, "wide")
		if u := step(low, low+wide); u > wide/6*(1+1e-9) || u < wide/60*(1-1e-9) {
			t.Fatalf("unit %v for an interval %v wide", u, wide)
		}
	})
}

func TestAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(1, 1e7).Draw(t, "low")
		high := low + rapid.Float64Range(0, 1e7).Draw(t, "wide")
		a := axis([]float64{low, high}, "USD")
		labels := 0
		for _, k := range a.Ticks {
			if k.Label != "" {
				labels++
			}
		}
		if a.Min > low || a.Max < high || len(a.Ticks) < 4 || len(a.Ticks) > 9 || labels < 2 || labels > 4 {
			t.Fatalf("%v to %v on %+v", low, high, a)
		}
	})
}
