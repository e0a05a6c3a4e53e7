package webpage

import "testing"

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{
		"<html><head><title> A &amp; B\n c </title></head>": "A & B c", "<title></title>": "", "<body><title>x</title>": "", "": "", "<title>cut": "cut",
	} {
		if got := Title([]byte(in)); got != want {
			t.Errorf("Title(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestSavedFrom(t *testing.T) {
	for in, want := range map[string]string{
		"<!DOCTYPE html>\r\n<!-- saved from url=(0027)https://a.example/jobs/1#top -->\r\n<html>": "https://a.example/jobs/1",
		"<!-- saved from url=(0014)about:internet -->":                                            "",
		"<!-- saved yesterday -->":                                                                "",
	} {
		if got := SavedFrom([]byte(in)); got != want {
			t.Errorf("SavedFrom(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		`<link rel=canonical href="/jobs/1#x">`: "https://a.example/jobs/1",
		`<meta property="og:url" content="https://b.example/2"><link rel="Canonical" href="https://b.example/1">`: "https://b.example/1",
		`<meta property="og:url" content="https://b.example/2">`:                                                  "https://b.example/2",
		`<link rel="canonical" href="javascript:x"><body><link rel="canonical" href="/late">`:                     "",
	} {
		if got := Canonical([]byte(in), "https://a.example/x"); got != want {
			t.Errorf("Canonical(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestViewSource(t *testing.T) {
	chrome := `<html><head><title>view-source:https://a.example/1</title></head><body><table><tr><td class="line-number" value="1"></td><td class="line-content"><span class="html-tag">&lt;p&gt;</span>a &amp;amp; b</td></tr><tr><td class="line-number"></td><td class="line-content">&lt;/p&gt;</td></tr></table></body>`
	inner, address, ok := ViewSource([]byte(chrome))
	if !ok || string(inner) != "<p>a &amp; b\n</p>\n" || address != "https://a.example/1" {
		t.Errorf("got %q from %q, %v", inner, address, ok)
	}
	if _, _, ok := ViewSource([]byte("<html><body><p>a</p></body></html>")); ok {
		t.Error("a plain page is taken for a viewer's")
	}
}
