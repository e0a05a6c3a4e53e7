package jsonld

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"backpay/scraper/testenv"

	"pgregory.net/rapid"
)

func page(script string) []byte {
	return []byte(`<html><head><script type="application/ld+json">` + script + `</script></head></html>`)
}

// TestJSONLDForms: each broken form gives the title and the description that
// a reader sees.
func TestJSONLDForms(t *testing.T) {
	const typ = `"@type":"JobPosting"`
	for name, c := range map[string]struct{ script, title, description string }{
		"sound":              {`{` + typ + `,"title":"A","description":"b"}`, "A", "b"},
		"raw newline":        {"{" + typ + ",\"title\":\"A\",\"description\":\"b\n\tc\r\n\x01d\"}", "A", "b c d"},
		"raw newlines":       {"{" + typ + ",\"title\":\"A\",\"description\":\"b\n<p>c</p>\"}", "A", "b c"},
		"bad escape":         {`{` + typ + `,"title":"A","description":"¯\_(b)_/¯ \x C:\u12"}`, "A", `¯\_(b)_/¯ \x C:\u12`},
		"escaped apostrophe": {`{` + typ + `,"title":"A\'s","description":"b"}`, "A's", "b"},
		"trailing commas":    {`{` + typ + `,"x":[1,2,],"title":"A","description":"b" , }`, "A", "b"},
		"surplus commas":     {`[,{,` + typ + `,,"title":"A","description":"b"}]`, "A", "b"},
		"html comment":       {"\n<!--\n{" + typ + `,"title":"A","description":"b"}` + "\n-->", "A", "b"},
		"cdata":              {"\n//<![CDATA[\n{" + typ + `,"title":"A","description":"b"}` + "\n//]]>", "A", "b"},
		"cdata in comment":   {"/*<![CDATA[*/ {" + typ + `,"title":"A","description":"b"} /*]]>*/`, "A", "b"},
		"bare cdata":         {"<![CDATA[{" + typ + `,"title":"A","description":"b"}]]>`, "A", "b"},
		"js comments":        {"/* {old} */ {" + typ + ", // the [title]\n\"title\":\"A\", /* x */ \"description\":\"b // c\"}", "A", "b // c"},
		"semicolon":          {`{` + typ + `,"title":"A","description":"b"};`, "A", "b"},
		"trailing text":      {`{` + typ + `,"title":"A","description":"b"} more text`, "A", "b"},
		"unescaped quotes":   {`{` + typ + `,"title":"A","description":"the "best", they say: "go, team"."}`, "A", `the "best", they say: "go, team".`},
		"quote at the end":   {`{` + typ + `,"description":"call it "b"","title":"A"}`, "A", `call it "b"`},
		"quotes in a list":   {`{` + typ + `,"title":["A "x" B","C"],"description":"b"}`, `A "x" B`, "b"},
		"escaped whole":      {`{&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;A&quot;,&quot;description&quot;:&quot;b&quot;}`, "A", "b"},
		"double escape":      {`{` + typ + `,"title":"A &amp;amp; B","description":"b&amp;#xa;c &amp;lt;p&amp;gt;d"}`, "A & B", "b c d"},
		"list":               {`[{"@type":"WebSite"},{` + typ + `,"title":"A","description":"b"}]`, "A", "b"},
		"graph":              {`{"@graph":[{` + typ + `,"title":"A","description":"b"}]}`, "A", "b"},
		"main entity":        {`{"@type":"WebPage","mainEntity":{` + typ + `,"title":"A","description":"b"}}`, "A", "b"},
		"item list":          {`{"@type":"ItemList","itemListElement":[{"item":{` + typ + `,"title":"A","description":"b"}}]}`, "A", "b"},
		"type as list":       {`{"@type":["Thing","JobPosting"],"title":"A","description":"b"}`, "A", "b"},
		"type as address":    {`{"@type":"https://schema.org/JobPosting","title":"A","description":"b"}`, "A", "b"},
		"type, old address":  {`{"@type":"http://www.schema.org/JobPosting","title":"A","description":"b"}`, "A", "b"},
		"type with prefix":   {`{"@type":"schema:JobPosting","title":"A","description":"b"}`, "A", "b"},
		"two values":         {`{"@type":"WebSite"}{` + typ + `,"title":"A","description":"b"}`, "A", "b"},
	} {
		t.Run(name, func(t *testing.T) {
			nodes, problems := Read(page(c.script), "JobPosting")
			if len(nodes) != 1 || len(problems) != 0 {
				t.Fatalf("%d postings, problems %v", len(nodes), problems)
			}
			if got := nodes[0].Text("title"); got != c.title {
				t.Errorf("title is %q, want %q", got, c.title)
			}
			if got := nodes[0].Text("description"); got != c.description {
				t.Errorf("description is %q, want %q", got, c.description)
			}
		})
	}
}

// TestJSONLDRefused: what is cut off or about something else gives nothing.
func TestJSONLDRefused(t *testing.T) {
	for name, c := range map[string]struct {
		body     []byte
		problems int
	}{
		"cut off":          {page(`{"@type":"JobPosting","title":"A"`), 1},
		"cut in a text":    {page(`{"@type":"JobPosting","title":"A`), 1},
		"empty":            {page(""), 0},
		"blank":            {page(" \n"), 1},
		"no JSON":          {page("JobPosting"), 1},
		"other type":       {page(`{"@type":"NewsArticle","title":"A"}`), 0},
		"other vocabulary": {page(`{"@type":"https://example.org/JobPosting","title":"A"}`), 0},
		"related":          {page(`{"@type":"WebPage","relatedLink":{"@type":"JobPosting","title":"A"}}`), 0},
		"other script":     {[]byte(`<script>var ld = "application/ld+json"; {"@type":"JobPosting"}</script>`), 0},
		"commented out":    {[]byte(`<!-- <script type="application/ld+json">{"@type":"JobPosting"}</script> -->`), 0},
		"deep":             {page(strings.Repeat(`{"@graph":[`, 2000) + `{"@type":"JobPosting"}` + strings.Repeat(`]}`, 2000)), 0},
		"deeper":           {page(strings.Repeat(`[`, 100_000)), 1},
	} {
		nodes, problems := Read(c.body, "JobPosting")
		if len(nodes) != 0 || len(problems) != c.problems {
			t.Errorf("%s: %d postings, problems %v, want %d", name, len(nodes), problems, c.problems)
		}
	}
}

func TestJSONLDReference(t *testing.T) {
	nodes, _ := Read(page(`{"@graph":[{"@id":"#o","@type":"Organization","name":"Loom"},{"@type":"JobPosting","hiringOrganization":{"@id":"#o"}}]}`), "JobPosting")
	if len(nodes) != 1 || nodes[0].Text("hiringOrganization") != "Loom" {
		t.Errorf("the reference is not followed: %v", nodes)
	}
}

// TestRepairLeavesSound: JSON that needs no repair comes out as the same value.
func TestRepairLeavesSound(t *testing.T) {
	words := rapid.SampledFrom([]string{"", "a", `"`, `a "b", c`, "\n", `\`, "//", "/*", ",}", "]]>", "<!--", `{"@type":"x"}`, `":`, `",`, `"]`, `"}`, "é", "'"})
	rapid.Check(t, func(t *rapid.T) {
		in := map[string]any{}
		for i, w := range rapid.SliceOfN(words, 1, 6).Draw(t, "words") {
			in[fmt.Sprint("k", i)] = []any{w, map[string]any{"v": w}, json.Number("1"), nil, true}
		}
		b, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeAll(repair(b, false))
		if err != nil || len(got) != 1 {
			t.Fatalf("repair(%s): %v", b, err)
		}
		if again, _ := json.Marshal(got[0]); string(again) != string(b) {
			t.Fatalf("repair changes %s to %s", b, again)
		}
	})
}

func FuzzJSONLD(f *testing.F) {
	for _, s := range []string{`{"@type":"JobPosting","title":"a "b" c",}`, "<!--[{,}]", `{"a":"\`, `//<![CDATA[` + "\n{}", `{"x":1}}]{"@type":"JobPosting"}`, "{\"@type\":\"JobPosting\",\"d\":\"\n\"}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, guess := range []bool{false, true} {
			out := repair([]byte(s), guess)
			if len(out) > 6*len(s)+8*strings.Count(s, "{")+8*strings.Count(s, "[")+16 {
				t.Fatalf("repair blows %d bytes up to %d", len(s), len(out))
			}
		}
		nodes, _ := Read(page(s), "JobPosting")
		for _, n := range nodes {
			for name := range n.Values {
				_ = n.Text(name)
				_ = n.Node(name).List("x")
			}
		}
	})
}

// TestRepairIsLinear: 400 kB of what is worst for it take a moment; were its
// time quadratic, they would take minutes.
func TestRepairIsLinear(t *testing.T) {
	begins := []string{`{"a":"`, `{"a":`, "{", ""}
	for _, unit := range []string{`"`, `",`, `", "`, `"  `, "/*", "//", "//<![CDATA[", "{,", "[", `{"a":"b" ,`, "\\", "   ,", " ", "{ "} {
		for _, begin := range begins {
			text := []byte(begin + strings.Repeat(unit, 400_000/len(unit)))
			if took := testenv.CPU(func() { repair(text, true) }); took > 10*time.Second {
				t.Errorf("%q and then many %q: %s", begin, unit, took)
			}
		}
	}
}

func BenchmarkJSONLD(b *testing.B) {
	fill := strings.Repeat(`<nav><a class="x" href="/a?b=1&amp;c=2">link</a> text of the menu</nav>`+"\n", 1500)
	sound := `{"@context":"https://schema.org","@type":"JobPosting","title":"A","description":"` + strings.Repeat("some text of it ", 300) + `"}`
	for name, script := range map[string]string{"sound": sound, "broken": strings.Replace(sound, "some", "so\nme", 50)} {
		body := append(page(script), fill...)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				Read(body, "JobPosting")
			}
		})
	}
}
