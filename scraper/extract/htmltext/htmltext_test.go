package htmltext

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain":              {"Go  and\tSQL ", "Go and SQL"},
		"plain lines":        {"One\n\n\nTwo\r\n* three", "One\nTwo\n* three"},
		"blocks":             {"<h2>Who</h2>\n<p>We <b>build</b>\nkilns.</p><p></p><div>Join<br>us</div>", "Who\nWe build kilns.\nJoin\nus"},
		"inline only":        {"Line <b>one</b>\nline two", "Line one\nline two"},
		"broken break":       {"One</br>two<BR/>three", "One\ntwo\nthree"},
		"list":               {"<ul><li>Go</li><li><p>SQL</p></li><li></li></ul>After", "- Go\n- SQL\nAfter"},
		"list, typed bullet": {"<ul><li>• Go</li></ul>", "- Go"},
		"nested list":        {"<ul><li>A<ul><li>B</li></ul></li><li>C</li></ul>", "- A\n- B\n- C"},
		"list without ul":    {"\n<li><strong>Run</strong> it</li><li>Fix it</li>", "- Run it\n- Fix it"},
		"table":              {"<table><tr><th>Zone</th><th>Pay</th></tr><tr><td>A</td><td>$1</td></tr></table>", "Zone | Pay\nA | $1"},
		"pre":                {"<p>a</p><pre>b\nc</pre>", "a\nb\nc"},
		"scripts":            {"a<script>if (1<2) x('</p>')</script><style>p{}</style><svg><text>no</text><svg></svg></svg>b<!-- c -->", "ab"},
		"words stay whole":   {"Ja<b>va</b> Script", "Java Script"},
		"entities":           {"R&amp;D&nbsp;&euro;5 &#x27;n&#39; &lt;5", "R&D €5 'n' <5"},
		"escaped once":       {"&lt;p&gt;R&amp;amp;D&amp;nbsp;x&lt;/p&gt;&lt;p&gt;y&lt;/p&gt;", "R&D x\ny"},
		"escaped twice":      {"&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;b", "a\nb"},
		"escaped inside":     {"<p>&lt;b&gt;a&lt;/b&gt; &amp;amp; b</p>", "a & b"},
		"double line feed":   {"a&amp;#xa;b", "a\nb"},
		"no entity":          {"?a=1&copy=2&not;it; AT&T; &nosuch;", "?a=1&copy=2¬it; AT&T; &nosuch;"},
		"no element":         {"List<String> and x < y > z, <stripped>", "List<String> and x < y > z, <stripped>"},
		"invisible":          {"a\u200bb\u00adc\ufeff\x00d\xff", "abcd"},
		"unclosed script":    {"<p>a<script>b", "a"},
		"cut tag":            {"<p>a<b", "a"},
		"empty":              {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Text(c.in); got != c.want {
				t.Errorf("Text(%q) is %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		" Backend\n Engineer ": "Backend Engineer", "R&amp;D": "R&D", "a<br>b": "a b", "x\u00a0y": "x y", "plain": "plain",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) is %q, want %q", in, got, want)
		}
	}
}

// clean fails where a text has what Text promises to take out.
func clean(t interface{ Fatalf(string, ...any) }, in, got string) {
	switch {
	case hasEntity(got):
		t.Fatalf("Text(%q) holds an entity: %q", in, got)
	case hasElement(got, elements):
		t.Fatalf("Text(%q) holds markup: %q", in, got)
	case strings.Contains(got, "\n\n") || strings.Contains(got, "  ") || strings.TrimSpace(got) != got:
		t.Fatalf("Text(%q) holds needless space: %q", in, got)
	case !utf8.ValidString(got):
		t.Fatalf("Text(%q) is no UTF-8: %q", in, got)
	}
}

// TestTextProperties: whatever pieces of markup and escaping come together,
// the result is clean, and reading it again changes nothing.
func TestTextProperties(t *testing.T) {
	pieces := []string{"a", "word", " ", "\n", "<p>", "</p>", "<li>", "</li>", "<br>", "<td>", "<pre>", "<b>", "&lt;", "&gt;", "&amp;", "&amp;amp;", "amp;", "lt;", "&#38;", "&nbsp;", "<", ">", "&", ";", "p", "/", "€", "•", "<!--", "-->"}
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), "")
		clean(t, in, Text(in))
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"<p>a&amp;b</p>", "&amp;lt;p&amp;gt;", "&am&#112;lt;", "<li>•<td>|", "&#3&#56;;", "a<pre>\n\n b</pre>", "&#1m\x14&&#1&#1J&#1&#1J&#1J;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { clean(t, s, Text(s)) })
}

func BenchmarkText(b *testing.B) {
	in := strings.Repeat("<p>We build <strong>services</strong> for people &amp; teams, in Go.</p>\n<ul><li>Design them</li><li>Run&nbsp;them</li></ul>\n", 60)
	b.Run("markup", func(b *testing.B) {
		b.SetBytes(int64(len(in)))
		for b.Loop() {
			Text(in)
		}
	})
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(in)
	b.Run("escaped", func(b *testing.B) {
		b.SetBytes(int64(len(escaped)))
		for b.Loop() {
			Text(escaped)
		}
	})
}
