package hackernews

import (
	"strings"
	"testing"
)

func TestUncontacted(t *testing.T) {
	for _, text := range []string{
		"Mail ada@tern.example now", "Mail ada.b+hn@tern.example now", "Mail ada at tern dot example now", "Mail ada [at] tern now",
		"Mail ada [at] tern [dot] example now", "Mail ada (at) tern.example now", "Mail ada{at}tern{dot}example now", "Mail ada <at> tern <dot> co <dot> example now",
		"Mail ada_at_tern.example now", "Mail ada AT tern.example now", "Mail ada AT tern DOT example now", "Mail ada+at+tern.example now",
		"Mail ada@tern (dot) example now", "Mail ada@tern dot example now", "Mail ada @ tern.example now", "Mail ada @tern.example now", "Mail me: ada at tern.example now",
		"Write to careers at tern.example now", "Mail YWRhQHRlcm4uZXhhbXBsZQ== now", "Mail ada]at[tern.example now", "Mail ada (@) tern now",
		"Mail ada dot b at tern dot example now", "Mail ada (dot) b@tern.example now", "Mail ada - at - tern - dot - example now", "(ada@)", "Mail ada@ now",
	} {
		got := uncontacted(text)
		if strings.Contains(got, "ada") || strings.Contains(got, "careers") || strings.Contains(got, "tern") || strings.Contains(got, "YWRh") {
			t.Errorf("%q: left %q", text, got)
		}
		if !strings.Contains(got, removed) || strings.Contains(text, "now") && !strings.HasSuffix(got, " now") {
			t.Errorf("%q: made %q", text, got)
		}
	}
	for _, text := range []string{
		"Engineer @ Tern", "We meet at noon", "Apply at tern.example/jobs", "More at tern.example", "Follow @tern", "https://tern.example/@ada/1",
		"Ada works at Tern. Dot matrix printers.", "https://tern.example/jobs/engineer-at-tern", "Monday @ 12pm", "10 people at Tern (dot-com era)",
		"SENIOR ENGINEER AT TERN.EXAMPLE", "abcdefghijklmnopqrstuvwxyz012345", "Senior Engineer @ tern.example | Oslo",
	} {
		if got := uncontacted(text); got != text {
			t.Errorf("%q: made %q", text, got)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, text := range []string{"Acme | Engineer | Oslo<p>- Dev: $1<p>- Lead (Go)", "a [at] b (dot) c", "((((", "|||", "Location: x\nRemote: y"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, html string) {
		for _, p := range adverts(testPosting, plain(html)) {
			if p.Title == "" || p.ID == "" || plainAddress.MatchString(" "+p.Title) {
				t.Errorf("%q: ID %q, title %q", html, p.ID, p.Title)
			}
		}
	})
}
