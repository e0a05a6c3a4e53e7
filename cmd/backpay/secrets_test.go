package main

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"backpay/scraper/source"
)

// However a server spells a key that it repeats, it is taken out.
func TestRedactor(t *testing.T) {
	const key = `a/b+c<d>&"e" 4711=`
	redact := environment{"USAJOBS_API_KEY": key, "ADZUNA_APP_ID": "x"}.redactor(source.All())
	inJSON, _ := json.Marshal(map[string]string{"key": key})
	for _, text := range []string{
		"raw " + key, "https://api.example/?k=" + url.QueryEscape(key), "https://api.example/" + url.PathEscape(key),
		"lower " + strings.ToLower(url.QueryEscape(key)), string(inJSON), strings.ReplaceAll(string(inJSON), "/", `\/`),
		"Basic " + base64.StdEncoding.EncodeToString([]byte(key+":")), `<a href="?k=a/b+c&lt;d&gt;&amp;&#34;e&#34; 4711=">`,
	} {
		got := redact(text)
		if !strings.Contains(got, "REDACTED") || strings.Contains(got, "4711") || strings.Contains(got, "a/b") {
			t.Errorf("%s is left as %s", text, got)
		}
	}
	if got := redact("an x is no key"); got != "an x is no key" {
		t.Errorf("a key of one letter changed a text to %q", got)
	}
}
