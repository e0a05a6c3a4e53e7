package place

import (
	"strings"
	"testing"
)

// Names written by hand speak of towns that the gazetteer has, and each
// directive is one that the reader knows.
func TestNamesFile(t *testing.T) {
	l := lex()
	directives := map[string]int{
		"country": 3, "city": 4, "code": 4, "quarter": 4, "area": 4, "zone": 3, "mode": 3, "pin": 3,
		"open": 2, "word": 2, "given": 2, "noun": 2, "role": 2, "noise": 2, "prep": 2, "list": 2, "tail": 2, "clock": 2, "not": 2, "never": 2, "initials": 2,
	}
	each(nameFile, func(f []string) {
		if n := directives[f[0]]; n != len(f) && (f[0] != "city" || len(f) != 5) {
			t.Errorf("%q: %d fields, want %d", f[0]+" "+f[1], len(f), n)
			return
		}
		switch f[0] {
		case "city", "code", "quarter":
			other := []string{}
			if f[0] != "code" {
				other = strings.Split(f[3], "|")
			}
			if s := l.town(f[1], f[2], other); s.people == 0 {
				t.Errorf("%s %s: no such town", f[1], f[2])
			}
		case "pin":
			cc, _, _ := strings.Cut(f[1], "-")
			if len(within(l.names.of(key(f[2])), func(s sense) bool { return s.kind == city && s.cc == cc })) == 0 {
				t.Errorf("pin %s %s: no such town", f[1], f[2])
			}
		case "country":
			for cc := range strings.SplitSeq(f[1], "|") {
				if l.english[cc] == "" {
					t.Errorf("country %q: no such code", f[1])
				}
			}
		}
	})
}

// The files say where their data is from.
func TestDataHeads(t *testing.T) {
	for name, file := range map[string]string{
		"cities.txt": cityFile, "countries.txt": countryFile, "metros.txt": metroFile, "names.txt": nameFile,
		"regions.txt": regionFile,
	} {
		head := strings.ToLower(file[:min(len(file), 700)])
		if !strings.HasPrefix(head, "# ") || !strings.Contains(head, "licence") {
			t.Errorf("%s: no licence in the head comment", name)
		}
	}
}
