package jsonld

import "testing"

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

func TestRDFa(t *testing.T) {
	body := []byte(`<html typeof="schema:WebPage"><head><meta property="og:title" content="Site"></head><body vocab="https://schema.org/"><div typeof="JobPosting">
		<b property="title">T &amp; U</b><i property="https://schema.org/employmentType">A</i><i property="schema:datePosted" content="2026-09-01">today</i>
		<p property="hiringOrganization" typeof="Organization"><b property="name">Org</b></p></div></body></html>`)
	nodes, err := RDFa(body, "JobPosting")
	if err != nil || len(nodes) != 1 {
		t.Fatal(nodes, err)
	}
	for name, want := range map[string]string{"title": "T & U", "employmentType": "A", "datePosted": "2026-09-01", "hiringOrganization": "Org", "og:title": "", "name": ""} {
		if got := nodes[0].Text(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
