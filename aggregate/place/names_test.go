package place

import (
	"slices"
	"testing"
)

// Senses come back as they were put, in that order; one that is put again has the
// people of the larger.
func TestNames(t *testing.T) {
	n := newNames()
	york := sense{kind: city, cc: "GB", region: "ENG", name: "York", people: 150}
	other := sense{kind: city, cc: "US", region: "PA", name: "York", people: 44, metro: "49620"}
	if kept := n.put("york", york); kept != "york" {
		t.Errorf("a new sense: %q", kept)
	}
	n.put("york", other)
	n.put("yorkshire", sense{kind: region, cc: "GB", region: "ENG"})
	york.people = 200
	for _, s := range []sense{york, {kind: city, cc: "GB", region: "ENG", name: "York", people: 10}} {
		if kept := n.put("york", s); kept != "" {
			t.Errorf("put again: %q", kept)
		}
	}
	if got, want := n.of("york"), []sense{york, other}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	n.change("york", func(s *sense) {
		if s.cc == "US" {
			s.name = "York City"
		}
	})
	other.name = "York City"
	if got, want := n.of("york"), []sense{york, other}; !slices.Equal(got, want) {
		t.Errorf("changed: got %v, want %v", got, want)
	}
	for _, key := range []string{"", "yor", "yorks"} {
		if got := n.of(key); got != nil {
			t.Errorf("%q: %v", key, got)
		}
	}
}

// A text is a form of a name that lacks one letter, not its first; one that is a form
// of two names is of neither.
func TestTypos(t *testing.T) {
	l := &lexicon{names: newNames(), typos: newIndex(1 << 8), sets: map[string]map[string]bool{}}
	for _, name := range []string{"rotterdam", "amsterdam", "marsala", "marsela"} {
		l.names.put(name, sense{kind: city, cc: "NL", name: name, people: wellKnown})
	}
	l.readTypos()
	for text, want := range map[string]string{
		"rotterdam": "rotterdam", "roterdam": "rotterdam", "rotterda": "rotterdam", "otterdam": "", "roterda": "",
		"rotterdom": "", "amstedam": "amsterdam", "marsla": "", "marsala": "marsala", "masela": "marsela",
	} {
		if got := l.meant(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
