package article

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// label is one figure of an article in testdata/strangers, as its text alone
// says: the article's words, "@" and its line where they stand more than once,
// then what is to be read. An attribute that isn't named is to be empty; "*"
// leaves it open and "/" parts what is right as well.
type label struct {
	line int
	text string
	is   map[string]string
}

// labels reads the labels of an article, which stand in its order.
func labels(t *testing.T, path, src string) []label {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []label
	from := 0
	for row := range strings.Lines(string(data)) {
		text, attributes, _ := strings.Cut(strings.TrimSpace(row), " | ")
		text, line, ok := strings.Cut(text, " @")
		if ok {
			n, err := strconv.Atoi(line)
			if err != nil {
				t.Fatalf("%s: line %q: %v", path, line, err)
			}
			from = max(from, len(strings.Join(strings.SplitAfter(src, "\n")[:n-1], "")))
		}
		i := strings.Index(src[from:], text)
		if i < 0 {
			t.Fatalf("%s: %q stands nowhere after byte %d", path, text, from)
		}
		l := label{line: 1 + strings.Count(src[:from+i], "\n"), text: text, is: map[string]string{"kind": Pay}}
		for pair := range strings.FieldsSeq(attributes) {
			name, value, _ := strings.Cut(pair, "=")
			l.is[name] = value
		}
		all = append(all, l)
		from += i + len(text)
	}
	return all
}

var titleYear = regexp.MustCompile(`(?im)^(?:title|#|.*<title>).*\b(20\d\d)\b`)

// faults returns what of a finding isn't as labelled. Of a figure that is no
// pay only what is named counts.
func (l label) faults(f Finding, year string) (all []string) {
	number := func(v float64) string {
		if v == 0 {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	for _, a := range []struct{ name, got, otherwise string }{
		{"kind", f.Kind, ""},
		{"v", number(f.Value), ""},
		{"hi", number(f.High), ""},
		{"cur", f.Currency, ""},
		{"per", f.Period, "year"},
		{"stat", f.Statistic, "-"},
		{"pk", f.PayKind, "-/base"},
		{"role", f.Role, "-"},
		{"sen", f.Seniority, "-"},
		{"cc", f.Country, "-"},
		{"city", f.City, "-"},
		{"skill", f.Skill, "-"},
		{"co", f.Company, "-"},
		{"src", f.Source, "-"},
		{"y", number(float64(f.Year)), "-"},
		{"n", number(float64(f.N)), "*"},
		{"tax", f.Tax, "-"},
	} {
		want, named := l.is[a.name]
		switch {
		case !named && l.is["kind"] != Pay && strings.Contains(" per stat pk sen y tax ", " "+a.name+" "):
			continue
		case !named:
			want = a.otherwise
		}
		if a.name == "y" {
			want += "/" + year // of an article of one year, every figure may be of it
		}
		right := want == "*" || strings.HasPrefix(want, "*/")
		for v := range strings.SplitSeq(want, "/") {
			right = right || strings.ReplaceAll(v, "_", " ") == strings.ReplaceAll(a.got, "_", " ") || v == "-" && a.got == ""
		}
		if !right {
			all = append(all, fmt.Sprintf("%s is %q, want %s", a.name, a.got, want))
		}
	}
	return all
}

// Articles written as strangers write them, labelled from the text alone and
// scored before a rule was changed for them: of the figures of the first six .829
// were found, of these .654 with every attribute right; of the second six .889
// and .479; of five more, after both were mended, .845 and .634. What is
// measured now is what must not be lost.
func TestStrangers(t *testing.T) {
	paths, err := filepath.Glob("testdata/strangers/*.want")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	wanted, found, hit, right := 0, 0, 0, 0
	for _, path := range paths {
		article := strings.TrimSuffix(path, ".want")
		src, err := os.ReadFile(article + ".md")
		if err != nil {
			src, err = os.ReadFile(article + ".html")
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := Check(src, Evidence{Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD"})
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		year := "-"
		if m := titleYear.FindSubmatch(src); m != nil {
			year = string(m[1])
		}
		all := labels(t, path, string(src))
		wanted, found = wanted+len(all), found+len(got)
		used := make([]bool, len(got))
		for _, l := range all {
			at := -1
			for i, f := range got {
				if !used[i] && f.Line == l.line && f.Text == l.text {
					at = i
					break
				}
			}
			if at < 0 {
				t.Logf("%s:%d: %q is not found", article, l.line, l.text)
				continue
			}
			used[at] = true
			hit++
			if bad := l.faults(got[at], year); len(bad) > 0 {
				t.Logf("%s:%d: %q: %s", article, l.line, l.text, strings.Join(bad, "; "))
			} else {
				right++
			}
		}
		for i, f := range got {
			if !used[i] {
				t.Logf("%s:%d: %q is no figure: %+v", article, f.Line, f.Text, f)
			}
		}
	}
	share := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	t.Logf("%d wanted, %d found: recall %.3f, precision %.3f, all attributes right %.3f of those found",
		wanted, found, share(hit, wanted), share(hit, found), share(right, hit))
	for what, v := range map[string]float64{
		"recall": share(hit, wanted), "precision": share(hit, found), "attributes": share(right, hit),
	} {
		if v < .93 {
			t.Errorf("%s %.3f, want .93", what, v)
		}
	}
}
