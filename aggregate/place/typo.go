package place

import "strings"

// minTypo and maxTypo bound the length in bytes of a name that is recognised with one
// letter wrong, and maxTypoText the most words of a text in which it is: long
// texts hold words enough to look like any name.
const (
	minTypo     = 6
	maxTypo     = 40
	maxTypoText = 12
	// wellKnown is the size in thousands of towns that are recognised so.
	wellKnown = 500
)

// readTypos indexes well-known names by themselves with one letter left out,
// so that a name with a letter too many, too few, wrong or swapped is found
// by leaving out each of its own letters. Of countries only the English names
// count: "Italien" would take "Italian".
func (l *lexicon) readTypos() {
	l.typos = make(map[string]string, 24000)
	english := make(map[string]string, len(l.english))
	for cc, name := range l.english {
		english[cc] = key(name)
	}
	for k, senses := range l.names {
		if len(k) < minTypo || strings.ContainsAny(k, "\x00,/&(") || k[0] >= 0x80 || l.sets["word"][k] ||
			l.sets["given"][k] {
			continue
		}
		known := false
		for _, s := range senses {
			known = known || s.kind == country && k == english[s.cc] || s.kind == city && s.people >= wellKnown
		}
		if !known {
			continue
		}
		l.typo(k, k)
		var buf [maxTypo]byte
		for i := 1; i < len(k); i++ {
			l.typo(l.keep(append(append(buf[:0], k[:i]...), k[i+1:]...)), k)
		}
	}
}

// typo keeps a form unless two names have it.
func (l *lexicon) typo(form, name string) {
	old, ok := l.typos[form]
	if ok && old != name && (old == "" || l.names[old][0] != l.names[name][0]) {
		name = ""
	}
	if !ok || old != name {
		l.typos[form] = name
	}
}

// misspelt finds the well-known name that up to three words from i on are
// meant for.
func (p *parser) misspelt(joined string, at []int, i int) (n int, name string) {
	if len(p.words) > maxTypoText || p.words[i].lower && !p.small {
		return 0, ""
	}
	for n := min(3, len(p.words)-i); n > 0; n-- {
		k := joined[at[i] : at[i+n]-1]
		if len(k) < minTypo+1 || len(k) > maxTypo || strings.ContainsAny(k, "\x00,/&(") || k[0] >= 0x80 ||
			n == 1 && (p.lex.sets["role"][k] || p.lex.sets["noise"][k] || p.lex.sets["clock"][k]) {
			continue
		}
		if name := p.lex.typos[k]; name != "" { // a letter too few
			return n, name
		}
		// A letter more at the end makes a language or a plural: Russian.
		for j := 1; j < len(k)-1; j++ {
			name := p.lex.typos[k[:j]+k[j+1:]]
			if name != "" && k[0] == name[0] && len(k)-len(name) <= 1 && len(k) >= len(name) {
				return n, name
			}
		}
	}
	return 0, ""
}
