package weburl

import "testing"

func TestOnSite(t *testing.T) {
	for address, want := range map[string]bool{
		"https://www.paysite.com/Pay/x":        true,
		"https://www.paysite.co.uk/Pay/x":      true,
		"https://paysite.example/Pay/":         true,
		"https://www.paysite.com/Jobs/x":       false,
		"https://paysite.com.a.b.example/Pay/": false,
		"https://notpaysite.com/Pay/x":         false,
		"https://paysite/Pay/x":                false,
		"::":                                   false,
	} {
		if got := OnSite(address, "paysite", "/Pay/"); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestWithQuery(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/api":            "https://example.org/api?page=2",
		"https://example.org/api?page=1&b=c": "https://example.org/api?b=c&page=2",
		"%":                                  "%",
	} {
		if got := WithQuery(address, "page", "2"); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
