package article

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/pay"
)

// evidence reads the made-up world that annotated articles are about.
func evidence(t testing.TB, path string) Evidence {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var in struct {
		Today, Role, Country, Currency string
		Figures                        []aggregate.Figure
		Claims                         []Claim
		Sources                        []Source
	}
	if err := json.Unmarshal(data, &in); err != nil {
		t.Fatal(err)
	}
	for i := range in.Claims {
		c := &in.Claims[i]
		if c.Period != "" {
			c.Annual, _, _ = pay.Annual(c.Amount, c.Period, c.Country)
		}
	}
	return Evidence{Today: in.Today, Role: in.Role, Country: in.Country, Currency: in.Currency, Figures: in.Figures, Claims: in.Claims, Sources: in.Sources}
}

// wanted is one annotated figure of an article.
type wanted struct {
	line               int
	text, mark, reason string
}

// annotations reads the figures of an article in its order; each stands at the
// first place of its text after the one before.
func annotations(t testing.TB, path, src string) []wanted {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []wanted
	from := 0
	for row := range strings.Lines(string(data)) {
		parts := strings.Split(strings.TrimSpace(row), " | ")
		if len(parts) < 2 {
			t.Fatalf("%s: %q has no mark", path, row)
		}
		// "TEXT @LINE" is the one in that line.
		if text, line, ok := strings.Cut(parts[0], " @"); ok {
			n, err := strconv.Atoi(line)
			if err != nil {
				t.Fatalf("%s: line %q: %v", path, line, err)
			}
			parts[0] = text
			from = max(from, len(strings.Join(strings.SplitAfter(src, "\n")[:n-1], "")))
		}
		i := strings.Index(src[from:], parts[0])
		if i < 0 {
			t.Fatalf("%s: %q stands nowhere after byte %d", path, parts[0], from)
		}
		w := wanted{line: 1 + strings.Count(src[:from+i], "\n"), text: parts[0], mark: parts[1]}
		if len(parts) > 2 {
			w.reason = parts[2]
		}
		all = append(all, w)
		from += i + len(parts[0])
	}
	return all
}

// score counts how well figures are found and marked.
type score struct{ found, wanted, hit, marked, reasons int }

func (s score) report(t *testing.T, name string) {
	t.Helper()
	share := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	t.Logf("%s: %d wanted, %d found; finding precision %.3f recall %.3f; marking precision %.3f recall %.3f; reasons %d of %d",
		name, s.wanted, s.found, share(s.hit, s.found), share(s.hit, s.wanted), share(s.marked, s.found), share(s.marked, s.wanted), s.reasons, s.marked)
	for what, v := range map[string]float64{
		"finding precision": share(s.hit, s.found), "finding recall": share(s.hit, s.wanted),
		"marking precision": share(s.marked, s.found), "marking recall": share(s.marked, s.wanted),
	} {
		if v < .9 {
			t.Errorf("%s: %s %.3f, want .9", name, what, v)
		}
	}
}

// The rules were made with the first set at hand. The later and the third were
// written after, and scored before a rule was changed for them: finding
// precision .94 and recall .92, marking .77 and .76 in the later set; .89 and
// .96, .74 and .80 in the third. What is measured now is what must not be lost.
func TestArticles(t *testing.T) {
	ev := evidence(t, "testdata/evidence.json")
	total := score{}
	for _, set := range []string{"first", "later", "third"} {
		var s score
		paths, err := filepath.Glob("testdata/" + set + "/*.md")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no articles in %s: %v", set, err)
		}
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := annotations(t, strings.TrimSuffix(path, ".md")+".want", string(src))
			got, err := Check(src, ev)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			s.found, s.wanted = s.found+len(got), s.wanted+len(want)
			used := make([]bool, len(want))
			for _, f := range got {
				hit := -1
				for i, w := range want {
					if !used[i] && w.line == f.Line && w.text == f.Text {
						hit = i
						break
					}
				}
				if hit < 0 {
					t.Logf("%s:%d: %q is no figure: %+v", path, f.Line, f.Text, f)
					continue
				}
				used[hit] = true
				s.hit++
				if w := want[hit]; w.mark != string(f.Mark) {
					t.Logf("%s:%d: %q is %s (%s), want %s (%s): %s\n\t%+v", path, f.Line, f.Text, f.Mark, f.Reason, w.mark, w.reason, f.Why, f)
				} else if s.marked++; w.reason == f.Reason {
					s.reasons++
				} else {
					t.Logf("%s:%d: %q is %s for its %s, want %s", path, f.Line, f.Text, f.Mark, f.Reason, w.reason)
				}
			}
			for i, w := range want {
				if !used[i] {
					t.Logf("%s:%d: %q is not found", path, w.line, w.text)
				}
			}
		}
		s.report(t, set)
		total.found, total.wanted, total.hit, total.marked, total.reasons = total.found+s.found, total.wanted+s.wanted, total.hit+s.hit, total.marked+s.marked, total.reasons+s.reasons
	}
	total.report(t, "all")
	if total.wanted < 60 {
		t.Errorf("%d annotated figures, want 60", total.wanted)
	}
}
