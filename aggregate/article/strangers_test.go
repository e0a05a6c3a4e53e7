package article

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
		right := slices.Contains(strings.Split(want, "/"), "*")
		for v := range strings.SplitSeq(want, "/") {
			right = right || strings.ReplaceAll(v, "_", " ") == strings.ReplaceAll(a.got, "_", " ") || v == "-" && a.got == ""
		}
		if !right {
			all = append(all, fmt.Sprintf("%s is %q, want %s", a.name, a.got, want))
		}
	}
	return all
}

// reading counts how well the articles of a folder are read.
type reading struct {
	judges                    bool // there is something to judge by
	wanted, found, hit, right int
	verdicts, judged          int // other than unknown, as wanted or as given; as wanted
}

// readAll reads the labelled articles of a folder and logs what is wrong. A
// label without a mark wants unknown.
func readAll(t *testing.T, dir string, ev Evidence) (r reading) {
	t.Helper()
	paths, err := filepath.Glob("testdata/" + dir + "/*.want")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	r.judges = len(ev.Claims) > 0
	for _, path := range paths {
		article := strings.TrimSuffix(path, ".want")
		src, err := os.ReadFile(article + ".md")
		if err != nil {
			src, err = os.ReadFile(article + ".html")
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := Check(src, ev)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		r.add(t, article, src, labels(t, path, string(src)), got)
	}
	return r
}

// add holds the findings of one article against its labels.
func (r *reading) add(t *testing.T, article string, src []byte, all []label, got []Finding) {
	t.Helper()
	year := "-"
	if m := titleYear.FindSubmatch(src); m != nil {
		year = string(m[1])
	}
	r.wanted, r.found = r.wanted+len(all), r.found+len(got)
	used := make([]bool, len(got))
	for _, l := range all {
		at := slices.IndexFunc(got, func(f Finding) bool { return f.Line == l.line && f.Text == l.text })
		for at >= 0 && used[at] {
			next := slices.IndexFunc(got[at+1:], func(f Finding) bool { return f.Line == l.line && f.Text == l.text })
			if next < 0 {
				at = -1
			} else {
				at += 1 + next
			}
		}
		r.judge(t, article, l, at, got)
		if at < 0 {
			t.Logf("%s:%d: %q is not found", article, l.line, l.text)
			continue
		}
		used[at] = true
		r.hit++
		if bad := l.faults(got[at], year); len(bad) > 0 {
			t.Logf("%s:%d: %q: %s", article, l.line, l.text, strings.Join(bad, "; "))
		} else {
			r.right++
		}
	}
	for i, f := range got {
		if !used[i] {
			t.Logf("%s:%d: %q is no figure: %+v", article, f.Line, f.Text, f)
		}
	}
}

// judge counts the verdict of one figure where it or the label says more than
// unknown; at is -1 for a figure that isn't found.
func (r *reading) judge(t *testing.T, article string, l label, at int, got []Finding) {
	t.Helper()
	if !r.judges {
		return
	}
	want := "/" + cmp.Or(l.is["mark"], string(Unknown)) + "/"
	mark := Unknown
	if at >= 0 {
		mark = got[at].Mark
	}
	if want == "/*/" || strings.Contains(want, "/unknown/") && mark == Unknown {
		return
	}
	r.verdicts++
	if strings.Contains(strings.ReplaceAll(want, "_", " "), "/"+string(mark)+"/") {
		r.judged++
		return
	}
	why := "not found"
	if at >= 0 {
		why = got[at].Why
	}
	t.Logf("%s:%d: %q is %s, want %s: %s", article, l.line, l.text, mark, strings.Trim(want, "/"), why)
}

// hold fails the test where a share is under what was reached.
func (r reading) hold(t *testing.T, recall, precision, attributes, verdicts float64) {
	t.Helper()
	share := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	t.Logf("%d wanted, %d found: recall %.3f, precision %.3f, all attributes right %.3f of those found; verdicts %d of %d",
		r.wanted, r.found, share(r.hit, r.wanted), share(r.hit, r.found), share(r.right, r.hit), r.judged, r.verdicts)
	for _, v := range []struct {
		name       string
		got, floor float64
	}{
		{"recall", share(r.hit, r.wanted), recall},
		{"precision", share(r.hit, r.found), precision},
		{"attributes", share(r.right, r.hit), attributes},
		{"verdicts", share(r.judged, r.verdicts), verdicts},
	} {
		if v.got < v.floor {
			t.Errorf("%s %.3f, want %.2f", v.name, v.got, v.floor)
		}
	}
}

// Articles written as strangers write them, labelled from the text alone and
// scored before a rule was changed for them: of the figures of the first six .829
// were found, of these .654 with every attribute right; of the second six .889
// and .479; of five more, after both were mended, .845 and .634. What is
// measured now is what must not be lost.
func TestStrangers(t *testing.T) {
	readAll(t, "strangers", Evidence{Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD"}).
		hold(t, .93, .93, .93, 0)
}

// Guides, news and posts of several countries, labelled with their verdicts too
// and scored before a rule was changed for them: of the figures of the first eight
// .865 were found, of these .522 with every attribute right, and 15 of 33 verdicts
// other than unknown were right; of the second eight, after the first were mended,
// .920, .748 and 13 of 19. What is measured now is in-sample, and must not be lost.
func TestGuides(t *testing.T) {
	readAll(t, "guides", evidence(t, "testdata/guides/evidence.json")).hold(t, .97, .97, .95, .95)
}

// Invented texts of the kinds that real articles were misread in: short lines that
// stand for headings and labels, a report that a text is about, columns of counts
// and months, titles with a skill, places by another name.
func TestPasted(t *testing.T) {
	readAll(t, "pasted", Evidence{Today: "2026-11-02", Role: "backend", Country: "US", Currency: "USD"}).
		hold(t, 1, 1, 1, 0)
}
