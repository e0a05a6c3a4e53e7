package jsonld

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"backpay/scraper/extract/webpage"
	"backpay/scraper/testenv"
)

// tokenized returns what ldScripts does, token by token.
func tokenized(body []byte) [][]byte {
	if !bytes.Contains(body, []byte("ld+json")) {
		return nil
	}
	var scripts [][]byte
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return scripts
		case html.StartTagToken:
			name, more := z.TagName()
			if !more || string(name) != "script" {
				continue
			}
			kind, _, _ := strings.Cut(webpage.Attributes(z, more)["type"], ";")
			if strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") && z.Next() == html.TextToken {
				scripts = append(scripts, bytes.Clone(z.Raw()))
			}
		}
	}
}

func sameScripts(a, b [][]byte) bool { return slices.EqualFunc(a, b, bytes.Equal) }

// FuzzScripts holds the step from mark to mark against the tokenizer.
func FuzzScripts(f *testing.F) {
	const ld = `<script type="application/ld+json">`
	for _, s := range []string{
		ld + `{"a":1}</script>`, ld + `</script><p title="<script type='application/ld+json'>">x`, `<!-- ` + ld + `1</script> -->` + ld + `2</script>`,
		`<title>` + ld + `1</title></script>` + ld + `<!--<script>2</script>--></script>3`, `<a b='">' c==d/>` + ld + `x`, `<SCRIPT TYPE=application/ld+json;a >1</ScRiPt >`,
		`</a b="` + ld + `">` + ld + `1</script>`, `<? ` + ld + `1</script>`, `<!doctype a ">` + ld + `1`, `<p/a="x>` + ld + `1"</script>`, `<noscript>` + ld + `1</script></noscript>`,
		`<script/type="application/ld+json"/>1</script>`, `</>` + ld + `1</script><plaintext>` + ld + `2</script>`, `<![CDATA[` + ld + `1]]>`, `<style></style>` + ld + `1</script>`, `<` + ld + `1</script`,
		ld + `1</script><script type="application/ld&#43;json">2</script>`, `<script><!--<script></script>` + ld + `1</script>`, `<style></style ` + ld + `1</style>` + ld + `2</script>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if got, want := ldScripts(body), tokenized(body); !sameScripts(got, want) {
			t.Errorf("%q: %q, the tokenizer sees %q", body, got, want)
		}
	})
}

// Every recorded page shows the same scripts to both.
func TestScriptsOfRecordings(t *testing.T) {
	pages, scripts := 0, 0
	err := filepath.WalkDir(testenv.Corpus(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		got, want := ldScripts(body), tokenized(body)
		if !sameScripts(got, want) {
			t.Errorf("%s: %d scripts, the tokenizer sees %d", path, len(got), len(want))
		}
		pages, scripts = pages+1, scripts+len(got)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if scripts == 0 {
		t.Errorf("%d pages, none with a script", pages)
	}
	t.Logf("%d pages, %d scripts", pages, scripts)
}
