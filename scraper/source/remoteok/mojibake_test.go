package remoteok

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// misread reads the bytes of s as Latin-1.
func misread(s string) string {
	r := make([]rune, len(s))
	for i := range len(s) {
		r[i] = rune(s[i])
	}
	return string(r)
}

func TestMojibake(t *testing.T) {
	for _, whole := range []string{
		"Gdańsk", "München", "São Paulo", "we’re", "“quoted” — and – so on…", "€75", "£60 ¥9", "🚀 fast",
		"Москва", "東京", "ñí", "a\u00a0·\u00a0b",
	} {
		if got := mendMojibake(misread(whole)); got != whole {
			t.Errorf("%q: %q, want %q", misread(whole), got, whole)
		}
	}
	for _, sound := range []string{
		"", "plain", "Gdańsk", "München", "São Paulo", "we’re", "»Spaß«", "CAFÉ®", "Ñ®", "naïve façade", "£60", "a\u00a0b",
		"cut off: â\u0080", "\xff\xfe", "\xc3", "ÀÉÎ",
	} {
		if got := mendMojibake(sound); got != sound {
			t.Errorf("%q is sound, and is made %q", sound, got)
		}
	}
	// Each run is judged by itself.
	if got, want := mendMojibake("MÃ¼nchen, Zürich, cut â\u0080"), "München, Zürich, cut â\u0080"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestMojibakeKeepsTextSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if got := mendMojibake(s); !utf8.ValidString(got) {
			t.Fatalf("%q becomes %q", s, got)
		}
	})
}
