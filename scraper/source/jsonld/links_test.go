package jsonld

import (
	"slices"
	"testing"
)

func TestLinks(t *testing.T) {
	body := []byte(`<base href="/jobs/"><ul><li class=job><a href="1">A</a> <a href="1#apply">apply</a></li><li class=job><a href="mailto:x@a.example">m</a><a href="//b.example/2?x=1&amp;y=2">B</a></li></ul><a href="/about">no</a>`)
	s, err := compileSelector("li.job, nav > a")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parseDocument(body, "https://a.example/list?p=1")
	got := doc.Links(s)
	if want := []string{"https://a.example/jobs/1", "https://b.example/2?x=1&y=2"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := compileSelector("a["); err == nil {
		t.Error("a broken selector is taken")
	}
}
