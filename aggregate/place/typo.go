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
	english := make(map[string]string, len(l.english))
	for cc, name := range l.english {
		english[cc] = key(name)
	}
	for i, e := range l.names.entries {
		k := l.names.string(e.key)
		if len(k) < minTypo || len(k) > maxTypo+1 || strings.ContainsAny(k, "\x00,/&(") || k[0] >= 0x80 || l.sets["word"][k] ||
			l.sets["given"][k] {
			continue
		}
		known := false
		for s := range l.names.from(e.first) {
			known = known || s.kind == country && k == english[s.cc] || s.kind == city && s.people >= wellKnown
		}
		if !known {
			continue
		}
		for left := range len(k) {
			text := k
			if left > 0 {
				text = k[:left] + k[left+1:]
			}
			l.typo(text, form{int32(i), left})
		}
	}
}

// form is a name by its entry, without the letter at left; 0 is with all of them.
type form struct {
	entry int32
	left  int
}

// leftBits hold where the letter is that a name of maxTypo and one lacks.
const leftBits = 6

func (f form) number() int32 { return f.entry<<leftBits + int32(f.left) + 1 }

// formOf is the form of a number, or of its negative.
func formOf(v int32) form {
	v = max(v, -v) - 1
	return form{v >> leftBits, int(v & (1<<leftBits - 1))}
}

// is reports whether the form of a name is a text.
func (f form) is(text, name string) bool {
	if f.left == 0 {
		return text == name
	}
	return len(text) == len(name)-1 && text[:f.left] == name[:f.left] && text[f.left:] == name[f.left+1:]
}

// typo leads from a text to the form that it is, or, where it is one of two names,
// to the negative of one.
func (l *lexicon) typo(text string, f form) {
	slot := l.typoSlot(text)
	first := func(f form) sense { return l.names.sense(l.names.entries[f.entry].first) }
	switch was := *slot; {
	case was == 0:
		l.typos.take()
		*slot = f.number()
	case was > 0 && first(formOf(was)) == first(f):
		*slot = f.number()
	case was > 0:
		*slot = -was
	}
}

func (l *lexicon) typoSlot(text string) *int32 {
	return l.typos.slot(text, func(v int32) bool { return formOf(v).is(text, l.formName(v)) })
}

func (l *lexicon) formName(v int32) string {
	return l.names.string(l.names.entries[formOf(v).entry].key)
}

// meant is the well-known name that a text is a form of, or "".
func (l *lexicon) meant(text string) string {
	if v := *l.typoSlot(text); v > 0 {
		return l.formName(v)
	}
	return ""
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
		if name := p.lex.meant(k); name != "" { // a letter too few
			return n, name
		}
		// A letter more at the end makes a language or a plural: Russian.
		for j := 1; j < len(k)-1; j++ {
			name := p.lex.meant(k[:j] + k[j+1:])
			if name != "" && k[0] == name[0] && len(k)-len(name) <= 1 && len(k) >= len(name) {
				return n, name
			}
		}
	}
	return 0, ""
}
