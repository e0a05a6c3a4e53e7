package skill

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// cue says what a word tells of a name beside it; see data/cues.txt.
type cue uint32

const (
	lead    cue = 1 << iota // before a name, with a link: "experience"
	link                    // between a lead and a name: "with", "in"
	fill                    // may stand between: "strong", "the"
	tail                    // after a name: "framework"
	role                    // after a name, surely: "developer"
	joins                   // joins the items of a list: "and"
	rival                   // before a name of somebody else's: "alternative"
	maker                   // before a name that is theirs: "creators"
	client                  // before names of companies: "customers like"
	crew                    // before "behind" and a name: "team"
	firm                    // after the name of a company: "Ventures"
	field                   // after a common word: "Spring Health"
	staff                   // before the name of a company: "at"
	begins                  // begins an item of a list that lost its break
	label                   // before a letter that counts: "Series C"
	mine                    // before an account, no tool: "your GitHub"
	page                    // after an account: "GitHub profile"
	copula                  // between a name and a verdict: "is a"
	verdict                 // after a name: it is asked for: "plus"
)

var cueNames = map[string]cue{
	"lead":    lead,
	"link":    link,
	"fill":    fill,
	"tail":    tail,
	"role":    role,
	"joins":   joins,
	"rival":   rival,
	"maker":   maker,
	"client":  client,
	"crew":    crew,
	"firm":    firm,
	"field":   field,
	"staff":   staff,
	"begins":  begins,
	"label":   label,
	"mine":    mine,
	"page":    page,
	"copula":  copula,
	"verdict": verdict,
}

// addCues reads data/cues.txt.
func (d *dict) addCues(data string) error {
	for n, line := range strings.Split(data, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		name, words, ok := strings.Cut(line, ":")
		c := cueNames[name]
		if !ok || c == 0 {
			return fmt.Errorf("cues, line %d: unknown kind %q", n+1, name)
		}
		for _, w := range strings.Fields(words) {
			d.terms[d.intern(w)].cue |= c
		}
	}
	return nil
}

// cueOf returns the cues of a word of the text.
func (d *dict) cueOf(w string) cue {
	if t := d.find(hashOf(w), w); t >= 0 {
		return d.terms[t].cue
	}
	return 0
}

// prevWord returns the bounds of the word that ends before pos.
func prevWord(text string, pos int) (start, end int) {
	end = pos
	for end > 0 && pos-end < 8 && kinds[text[end-1]] == 0 {
		if r, w := utf8.DecodeLastRuneInString(text[:end]); r >= utf8.RuneSelf {
			if _, lw := letterAt(text, end-w); lw > 0 {
				break
			}
			end -= w
			continue
		}
		end--
	}
	start = end
	for start > 0 && end-start < 40 {
		if kinds[text[start-1]] != 0 {
			start--
			continue
		}
		_, w := utf8.DecodeLastRuneInString(text[:start])
		if _, lw := letterAt(text, start-w); w < 2 || lw == 0 {
			break
		}
		start -= w
	}
	return start, end
}

// nextWord returns the bounds of the word that begins after pos.
func nextWord(text string, pos int) (start, end int) {
	start = pos
	for start < len(text) && start-pos < 8 && kinds[text[start]] == 0 {
		if text[start] >= utf8.RuneSelf {
			if _, w := letterAt(text, start); w > 0 {
				break
			}
			_, w := utf8.DecodeRuneInString(text[start:])
			start += w
			continue
		}
		start++
	}
	end = start
	for end < len(text) && end-start < 40 {
		if kinds[text[end]] != 0 {
			end++
			continue
		}
		_, w := letterAt(text, end)
		if w == 0 {
			break
		}
		end += w
	}
	return start, end
}

// leads scores what stands before a name in its sentence: 2 for an
// expression of skill ("experience with", "written in", "Stack:"), 1 for a
// link alone ("in", "using").
func (d *dict) leads(text string, pos int) int {
	linked, direct := false, true
	for range 6 {
		s, e := prevWord(text, pos)
		if s == e {
			break
		}
		gap := text[e:pos]
		if strings.ContainsAny(gap, "\n!?;") || strings.Contains(gap, ". ") && e-s > 2 {
			break
		}
		c := d.cueOf(text[s:e])
		if e-s == 1 && gap[0] == '.' && s > 1 && text[s-1] == '.' && kinds[text[s]]&lowerBit != 0 &&
			kinds[text[s-2]]&lowerBit != 0 {
			return 2 // "e.g.", "i.e."
		}
		if strings.Contains(gap, ",") && c&(fill|joins) == 0 {
			break
		}
		if strings.ContainsAny(gap, ":(–—") || strings.Contains(gap, " - ") {
			if c&lead != 0 {
				return 2
			}
			if strings.Contains(gap, ":") && direct {
				return 1
			}
		}
		switch {
		case c&lead != 0 && (linked || direct || c&fill != 0):
			return 2
		case c&link != 0:
			linked = true
		case c&(fill|joins) != 0:
		default:
			pos = 0
		}
		if pos == 0 {
			break
		}
		direct = false
		pos = s
	}
	if linked {
		return 1
	}
	return 0
}

// tails scores what stands after a name: 3 for "developer" and its like, 2
// for "framework" and its like, at most one word between.
func (d *dict) tails(text string, pos int) int {
	pos = skipVersion(text, pos)
	for i := range 3 {
		s, e := nextWord(text, pos)
		if s == e || s-pos > 2 || strings.ContainsAny(text[pos:s], ".,;:!?\n|/") || s == pos {
			return 0
		}
		c := d.cueOf(text[s:e])
		switch {
		case c&role != 0:
			return 3
		case c&tail != 0 && i == 0:
			return 2
		case c&tail == 0:
			return 0
		}
		pos = e
	}
	return 0
}

// asked reports whether what stands after a name is a verdict on it: "is a
// plus", "would be an advantage", "preferred".
func (d *dict) asked(text string, pos int) bool {
	pos = skipVersion(text, pos)
	for range 5 {
		s, e := nextWord(text, pos)
		if s == e || s-pos > 2 || strings.ContainsAny(text[pos:s], ".;:!?\n|/") || s == pos {
			return false
		}
		switch c := d.cueOf(text[s:e]); {
		case c&verdict != 0:
			return true
		case c&copula == 0:
			return false
		}
		pos = e
	}
	return false
}

// skipVersion returns the end of a version that follows a name at pos:
// " 17", " 3.9+", "2+".
func skipVersion(text string, pos int) int {
	i := pos
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if i+1 < len(text) && (text[i] == 'v' || text[i] == 'V') && kinds[text[i+1]]&digitBit != 0 {
		i++
	}
	n := i
	for i < len(text) && i-n < 6 && (kinds[text[i]]&digitBit != 0 || text[i] == '.' && i+1 < len(text) && (kinds[text[i+1]]&digitBit != 0 || folded[text[i+1]] == 'x')) {
		i++
	}
	if i == n {
		return pos
	}
	if i < len(text) && (folded[text[i]] == 'x' || text[i] == '+') {
		i++
	}
	return i
}

// begun reports whether the word at pos begins a sentence, line or item, so
// that its capital tells nothing.
func begun(text string, pos int) bool {
	for i := pos; i > 0; {
		r, w := utf8.DecodeLastRuneInString(text[:i])
		i -= w
		if r == '.' && i > 2 && text[i-2] == '.' && kinds[text[i-3]]&lowerBit != 0 &&
			(text[i-1] == 'g' || text[i-1] == 'e') {
			return false // "e.g. Airflow"
		}
		switch r {
		case ' ', '\t', '\u00a0', '"', '“', '*', '\'':
			continue
		case '\n', '.', '!', '?', '•', '·', '▪', '●', '‣', '✔', '✓', '¢', ']':
			return true
		case '-', '–', '—', '>', ')':
			// A dash is a bullet where it begins the line.
			for i > 0 && text[i-1] == ' ' {
				i--
			}
			return i == 0 || text[i-1] == '\n'
		}
		return false
	}
	return true
}

// open reports whether a name that ends at pos runs on into a sentence, so
// that it can't be an item of its own line.
func open(text string, pos int) bool {
	pos = skipVersion(text, pos)
	for i := pos; i < len(text); i++ {
		switch b := text[i]; {
		case b == ' ' || b == '\t':
			continue
		case b == '-':
			return i == pos
		case kinds[b]&wordByte != 0:
			return true
		}
		return false
	}
	return false
}
