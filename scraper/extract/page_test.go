package extract

import (
	"bytes"
	"compress/gzip"
	"errors"
	"slices"
	"strings"
	"testing"

	"backpay/scraper"
)

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

func TestBlocked(t *testing.T) {
	for title, want := range map[string]bool{
		"Just a moment...": true, "Security | Board": true, "Access Denied": true,
		"Security Engineer at Board": false, "Captcha Engineer": true, "Jobs": false,
	} {
		if got := Blocked([]byte("<html><title>"+title+"</title>")) != ""; got != want {
			t.Errorf("Blocked with the title %q is %v", title, got)
		}
	}
	if Blocked([]byte(`{"title":"<title>Access Denied</title>"}`)) != "" {
		t.Error("JSON is taken for a challenge")
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

func TestLinks(t *testing.T) {
	body := []byte(`<base href="/jobs/"><ul><li class=job><a href="1">A</a> <a href="1#apply">apply</a></li><li class=job><a href="mailto:x@a.example">m</a><a href="//b.example/2?x=1&amp;y=2">B</a></li></ul><a href="/about">no</a>`)
	s, err := CompileSelector("li.job, nav > a")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ParseDocument(body, "https://a.example/list?p=1")
	got := doc.Links(s)
	if want := []string{"https://a.example/jobs/1", "https://b.example/2?x=1&y=2"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := CompileSelector("a["); err == nil {
		t.Error("a broken selector is taken")
	}
}

func TestReadSitemap(t *testing.T) {
	const text = `<?xml version="1.0" encoding="ISO-8859-1"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="http://x"><url><loc>https://a.example/é?a=1&b=2</loc><lastmod>2026-01-02</lastmod><i:image><i:loc>https://a.example/i.png</i:loc></i:image></url><url><lastmod>x</lastmod></url></urlset>`
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(text)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"plain": []byte(text), "gzipped": zipped.Bytes()} {
		s, err := ReadSitemap(body)
		if err != nil || s.Index || len(s.Entries) != 1 || s.Entries[0].URL != "https://a.example/%C3%A9?a=1&b=2" || s.Entries[0].LastMod.Format("2006-01-02") != "2026-01-02" {
			t.Errorf("%s: got %+v, %v", name, s, err)
		}
	}
	for name, body := range map[string]string{
		"cut off": text[:len(text)-12], "html": "<html><body></body></html>", "empty": "", "json": "{}", "cut gzip": zipped.String()[:40],
	} {
		if s, err := ReadSitemap([]byte(body)); !errors.Is(err, scraper.ErrDrift) || len(s.Entries) > 0 {
			t.Errorf("%s: got %+v, %v", name, s, err)
		}
	}
}

func TestGunzipBomb(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	zeros := make([]byte, 1<<20)
	for range 51 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSitemap(zipped.Bytes()); !errors.Is(err, scraper.ErrDrift) || !strings.Contains(err.Error(), "unpacks to more") {
		t.Errorf("got %v", err)
	}
}

func TestMicrodata(t *testing.T) {
	body := []byte(`<div itemscope itemtype="https://schema.org/WebPage"><div itemprop="about" itemscope itemtype="https://schema.org/JobPosting">
		<a itemprop="url" href="/1">x</a><b itemprop="title name">T &amp; U</b><data itemprop="n" value="7">seven</data>
		<i itemprop="employmentType">A</i><i itemprop="employmentType">B</i>
		<p itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Org</b></p></div></div>`)
	nodes, err := Microdata(body, "JobPosting")
	if err != nil || len(nodes) != 1 {
		t.Fatal(nodes, err)
	}
	n := nodes[0]
	for name, want := range map[string]string{"url": "/1", "title": "T & U", "name": "T & U", "n": "7", "employmentType": "A", "hiringOrganization": "Org", "nothing": ""} {
		if got := n.Text(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := len(n.List("employmentType")); got != 2 {
		t.Errorf("%d kinds of employment, want 2", got)
	}
}
