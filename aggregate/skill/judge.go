package skill

import (
	"strings"
	"unicode/utf8"
)

// tie is how two finds that follow one another stand to each other.
type tie uint8

const (
	apart  tie = iota
	beside     // "Python Flask"
	inList     // "Python, Flask", "Python and Flask"
	inLine     // items of a list, one a line
	across     // items of a list, with one unknown item between
)

// tieOf reads the gap between two finds.
func (d *dict) tieOf(text string, a, b *find) tie {
	from := skipVersion(text, a.end)
	if from > b.start || b.start-from > 48 {
		return apart
	}
	gap := text[from:b.start]
	if gap == "" || gap == " " {
		return beside
	}
	marks, unknown, lines, marksAtWord := 0, 0, 0, 0
	for i := 0; i < len(gap); {
		c := gap[i]
		switch {
		case kinds[c] != 0:
			s := i
			i = wordEnd(gap, i)
			w := gap[s:i]
			switch {
			case d.cueOf(w)&joins != 0:
				marks++
			case kinds[w[0]]&digitBit != 0:
			default:
				if unknown == 0 {
					marksAtWord = marks + lines
				}
				if unknown++; unknown > 3 {
					return apart
				}
			}
			continue
		case c >= utf8.RuneSelf:
			r, w := utf8.DecodeRuneInString(gap[i:])
			if _, lw := letterAt(gap, i); lw > 0 {
				if unknown++; unknown > 3 {
					return apart
				}
				i = wordEnd(gap, i)
				continue
			}
			if strings.ContainsRune("•·▪●‣→–—", r) {
				marks++
			}
			i += w
			continue
		case c == '\n':
			lines++
		case c == '.' && (i+1 >= len(gap) || gap[i+1] == ' ') || c == '!' || c == '?':
			return apart
		case strings.IndexByte(",/|&+;:()\\[]", c) >= 0:
			marks++
		}
		i++
	}
	switch {
	case unknown > 0 && marksAtWord > 0 && marks+lines > marksAtWord && lines == 0:
		return across
	case unknown > 0:
		return apart
	case lines > 0:
		return inLine
	case marks > 0:
		return inList
	}
	return beside
}

// judge decides which finds name their skill.
func (d *dict) judge(text string, finds []find) {
	var buf [96]tie
	ties := buf[:0] // ties[i] is between finds[i] and finds[i+1]
	for i := range finds {
		f := &finds[i]
		fm := &d.forms[f.form]
		f.ok = fm.skill >= 0 && fm.class == plain
		if i+1 < len(finds) {
			ties = append(ties, d.tieOf(text, f, &finds[i+1]))
		}
	}
	struck := d.strike(text, finds, ties)
	// A name that its surroundings confirm confirms its neighbours in turn:
	// once from the left, once from the right.
	for i := range finds {
		d.weigh(text, finds, ties, i, struck)
	}
	for i := len(finds) - 1; i >= 0; i-- {
		d.weigh(text, finds, ties, i, struck)
	}
}

// bits is a set of finds.
type bits []uint64

func (b bits) has(i int) bool { return b != nil && b[i/64]&(1<<(i%64)) != 0 }

// strike finds the names that stand for a company, a competitor or another
// thing of that name. A list that begins with one is of its kind throughout.
func (d *dict) strike(text string, finds []find, ties []tie) bits {
	var out bits
	for i := range finds {
		f := &finds[i]
		fm := &d.forms[f.form]
		if fm.skill < 0 || !fm.tech {
			continue
		}
		bad := d.foreign(text, f, fm) ||
			fm.firm &&
				(i > 0 && d.company(&finds[i-1], ties[i-1]) || i+1 < len(finds) && d.company(&finds[i+1], ties[i]))
		if !bad && i > 0 && out.has(i-1) && (ties[i-1] == inList || ties[i-1] == across) {
			bad = !strings.ContainsAny(text[finds[i-1].end:f.start], "|;:")
		}
		if bad {
			if out == nil {
				out = make(bits, len(finds)/64+1)
			}
			out[i/64] |= 1 << (i % 64)
			f.ok = false
		}
	}
	return out
}

// company reports whether a neighbour in a list is a company and no skill.
func (d *dict) company(n *find, t tie) bool {
	fm := &d.forms[n.form]
	return fm.skill < 0 && fm.firm && t == inList
}

// inWord reports whether "in" or "is" stands directly before pos: "services in
// Go", "the control plane is Go".
func inWord(text string, pos int) bool {
	return pos >= 3 && (text[pos-3:pos] == "in " || text[pos-3:pos] == "is ") && (pos == 3 || kinds[text[pos-4]] == 0)
}

// foreign reports whether the words beside a name make it somebody else's.
func (d *dict) foreign(text string, f *find, fm *form) bool {
	if s, e := nextWord(text, f.end); s-f.end == 1 && text[f.end] == ' ' {
		c := d.cueOf(text[s:e])
		if (c&firm != 0 || c&field != 0 && fm.class >= word) && kinds[text[s]]&upperBit != 0 || c&rival != 0 ||
			c&page != 0 && fm.firm {
			return true
		}
	}
	return d.foreignBefore(text, f, fm)
}

// foreignBefore is foreign by the four words before the name.
func (d *dict) foreignBefore(text string, f *find, fm *form) bool {
	pos := f.start
	plainly, listing, behind := true, false, false
	for n := range 4 {
		s, e := prevWord(text, pos)
		if s == e || strings.ContainsAny(text[e:pos], ".,;:!?\n|/)(") {
			return false
		}
		w := text[s:e]
		c := d.cueOf(w)
		switch {
		case c&rival != 0, c&maker != 0 && plainly, c&crew != 0 && behind:
			return true
		case c&client != 0 && listing && fm.firm:
			return true
		case n == 0 && c&(staff|mine) != 0 && fm.firm:
			return true
		case n == 0 && equalFold("behind", w):
			behind = true
		case c&(link|fill|joins|staff) == 0:
			return false
		}
		plainly = plainly && (equalFold("of", w) || equalFold("the", w) || equalFold("at", w))
		listing = listing || equalFold("like", w) || equalFold("such", w) || equalFold("include", w) ||
			equalFold("including", w) ||
			equalFold("on", w)
		pos = s
	}
	return false
}

// need is the score from which a name of the class is taken for the skill.
var need = [...]int{capped: 1, upper: 1, word: 3, listed: 4, letter: 3}

// weigh scores an ambiguous name by its case, its neighbours and the words
// about it.
func (d *dict) weigh(text string, finds []find, ties []tie, i int, struck bits) {
	f := &finds[i]
	fm := &d.forms[f.form]
	if f.ok || fm.skill < 0 || fm.class == plain || struck.has(i) {
		return
	}
	first := kinds[text[f.start]]
	score := d.caseScore(text, f, fm)
	if d.bound(text, f, fm, i, finds) {
		return
	}
	if f.end < len(text) {
		if h := hyphen(text, f.end); h > 0 {
			if s, e := nextWord(text, f.end+h); s == f.end+h && d.cueOf(text[s:e])&lead != 0 {
				score += 2 // "Nix-built", "Rust-based"
			}
		}
	}
	if first&lowerBit != 0 &&
		(i > 0 && d.lowered(text, &finds[i-1], ties[i-1]) || i+1 < len(finds) && d.lowered(text, &finds[i+1], ties[i])) {
		score++ // the writer uses no capitals
	}
	near := d.beside(text, finds, ties, i)
	if fm.class == listed && near == 0 {
		return
	}
	score += near + d.leads(text, f.start) + d.tails(text, f.end)
	if d.asked(text, f.end) {
		score += 3
	}
	f.ok = score >= need[fm.class]
}

// beside scores the neighbours on both sides.
func (d *dict) beside(text string, finds []find, ties []tie, i int) int {
	f := &finds[i]
	before, after := 0, 0
	if i > 0 {
		before = d.near(text, &finds[i-1], f, ties[i-1], f)
	}
	if i+1 < len(finds) {
		after = d.near(text, &finds[i+1], f, ties[i], f)
	}
	near := max(before, after, 0)
	if before > 0 && after > 0 {
		near++
	}
	return near
}

// caseScore scores how an ambiguous name is written.
func (d *dict) caseScore(text string, f *find, fm *form) int {
	w := text[f.start:f.end]
	score := 0
	switch {
	case kinds[w[0]]&lowerBit != 0:
		if fm.class == letter || fm.class == upper {
			score -= 2
		}
		score--
	case fm.class == upper && capitals(w):
		score++
	case fm.class == upper:
		score -= 2
	case fm.class != capped && len(w) > 3 && capitals(w) && fm.text != w:
		// In capitals it may be an acronym or a heading.
	case !begun(text, f.start):
		score++
		if d.skills[fm.skill].Category == "language" && inWord(text, f.start) {
			score++
		}
	case fm.class == capped && !open(text, f.end):
		score++ // an item of its own
	}
	return score
}

// capitals reports whether a name is written without a small letter.
func capitals(w string) bool {
	for i := range len(w) {
		if kinds[w[i]]&lowerBit != 0 {
			return false
		}
	}
	return true
}

// lowered reports whether a neighbour in a list is written without a capital.
func (d *dict) lowered(text string, n *find, t tie) bool {
	fm := &d.forms[n.form]
	return n.ok && fm.tech && t != apart && t != across && kinds[text[n.start]]&lowerBit != 0
}

// near scores what the neighbour n tells of the ambiguous name f.
func (d *dict) near(text string, n, f *find, t tie, self *find) int {
	nf := &d.forms[n.form]
	fm := &d.forms[f.form]
	if t == apart || nf.skill < 0 || !nf.tech {
		return 0
	}
	if t == inLine && (open(text, self.end) || !begun(text, self.start) && n.start > f.start) {
		return 0
	}
	points := 3
	switch {
	case !n.ok && nf.class == plain:
		return 0 // struck out
	case !n.ok:
		// Two names in doubt confirm each other only as items of a list, and
		// letters only as letters ("shifts B, C and D").
		if kinds[text[f.start]]&lowerBit != 0 || kinds[text[n.start]]&lowerBit != 0 || nf.skill == fm.skill ||
			t != inList ||
			nf.class == letter {
			return 0
		}
		points = 2
	case t == across:
		points = 2
	case t == beside:
		points = 2
		if d.kin(nf.skill, fm.skill) {
			points = 4
		}
	case d.kin(nf.skill, fm.skill):
		points = 4
	}
	return points
}

// kin reports whether one skill is the other's parent or both have one.
func (d *dict) kin(a, b int32) bool {
	p, q := d.skills[a].Parent, d.skills[b].Parent
	return a == b || p == d.skills[b].Name || q == d.skills[a].Name || p != "" && p == q
}

// bound reports whether a short name is part of a longer word or sign:
// "go-live", "R&D", "C-level", "J. C. Smith".
func (d *dict) bound(text string, f *find, fm *form, i int, finds []find) bool {
	if f.start > 0 && text[f.start-1] == '*' && (f.end >= len(text) || text[f.end] != '*') &&
		kinds[text[f.start]]&lowerBit != 0 {
		return true // "*nix" is a pattern, "**rust**" is bold
	}
	if fm.class == capped || fm.class == upper {
		return false
	}
	if f.end < len(text) {
		if h := hyphen(text, f.end); h > 0 {
			s, e := nextWord(text, f.end+h)
			next := i+1 < len(finds) && finds[i+1].start == f.end+h && d.forms[finds[i+1].form].skill >= 0
			if s == f.end+h && e > s && !next && d.cueOf(text[s:e])&(tail|role) == 0 {
				return true
			}
		}
	}
	if f.start > 0 {
		if r, w := utf8.DecodeLastRuneInString(
			text[:f.start],
		); (r == '-' || r == '‑' || r == '‐') && f.start > w &&
			kinds[text[f.start-w-1]] != 0 {
			return true
		}
	}
	if fm.class != letter {
		return false
	}
	if marked(text, f) {
		return true
	}
	s, e := prevWord(text, f.start)
	return e-s > 0 && f.start-e == 1 && (d.cueOf(text[s:e])&label != 0 || e-s == 1 && kinds[text[s]]&upperBit != 0)
}

// marked reports whether a mark beside a letter makes it part of a sign or an
// initial: "R&D", "C++", "J. C. Smith".
func marked(text string, f *find) bool {
	if f.end < len(text) {
		switch b := text[f.end]; {
		case b == '&' || b == '\'' || b == '*' || b == '%' || b == '$':
			return true
		case b == '+' && f.end+1 < len(text) && text[f.end+1] == '+':
			return true
		case b == '.' && f.end+1 < len(text) && kinds[text[f.end+1]] != 0:
			return true
		case strings.HasPrefix(text[f.end:], "’"):
			return true
		}
	}
	return f.start > 0 && strings.IndexByte("&.'*$£€#@", text[f.start-1]) >= 0
}

// hyphen returns the width of a hyphen at i, or 0.
func hyphen(text string, i int) int {
	if text[i] == '-' {
		return 1
	}
	if r, w := utf8.DecodeRuneInString(text[i:]); r == '‑' || r == '‐' {
		return w
	}
	return 0
}
