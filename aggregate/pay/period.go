package pay

import "strings"

// period reads the time that an amount is for, at token i.
func (p *parser) period(i int, a *amount) (string, int) {
	t := p.at(i)
	if t.kind == kLine { // only "per year" is looked for on the next line
		if w := p.at(i + 1); w.kind == kWord && p.d.info[w.id].per {
			if unit := p.unitAt(i + 2); unit != "" && p.at(i+2).end-p.at(i+2).start >= 3 {
				return unit, i + 3
			}
		}
		return "", i
	}
	if t.kind == kComma || t.kind == kDash && t.spaced {
		w := p.at(i + 1)
		if w.kind == kWord && p.text[w.start:w.end] == "per" || w.kind == kWord && p.text[w.start:w.end] == "p" {
			return p.periodWord(i+1, a)
		}
		return "", i
	}
	if t.kind == kSlash {
		j := i + 1
		if _, n := p.tax(j); n > 0 {
			j++
		}
		w := p.at(j)
		if w.kind != kWord {
			return "", i
		}
		if unit := p.unitAt(j); unit != "" {
			return unit, p.skipDot(j + 1)
		}
		if per, k := p.periodWord(j, a); per != "" {
			return per, k
		}
		a.unknownUnit = j == i+1 && w.id == 0 && !w.spaced && !t.spaced && !w.upper
		return "", i
	}
	if t.kind != kWord {
		return "", i
	}
	return p.periodWord(i, a)
}

// periodReader reads one form of a period at token i, for the amount before it.
type periodReader struct {
	id   string
	read func(p *parser, i int, a *amount) (unit string, next int)
}

// periodReaders are tried in order; the first that reads something decides.
var periodReaders = []periodReader{
	{"p-a", (*parser).abbreviated},
	{"bi-weekly", func(p *parser, i int, _ *amount) (string, int) {
		w := p.folded(i)
		if w != "bi" || p.at(i+1).kind != kDash || p.folded(i+2) != "weekly" {
			return "", i
		}
		return "biweek", i + 3
	}},
	{"per-unit", (*parser).perUnit},
	{"adverb", (*parser).adverb},
	{"bare-unit", (*parser).bareUnit},
}

func (p *parser) periodWord(i int, a *amount) (string, int) {
	for k := range periodReaders {
		if r := &periodReaders[k]; r.id != p.off {
			if unit, next := r.read(p, i, a); unit != "" {
				return unit, next
			}
		}
	}
	return "", i
}

// folded is the word at token i in the form in which words are compared.
func (p *parser) folded(i int) string {
	t := p.at(i)
	return p.d.fold(p.text[t.start:t.end])
}

// abbreviated reads p.a., p/h, p m and their like.
func (p *parser) abbreviated(i int, _ *amount) (string, int) {
	if t := p.at(i); t.kind != kWord || t.end-t.start != 1 || p.text[t.start]|0x20 != 'p' {
		return "", i
	}
	j := i + 1
	if k := p.at(j).kind; (k == kDot || k == kSlash || k == kDash) && !p.at(j).spaced {
		j++
	}
	if p.at(j).kind != kWord {
		return "", i
	}
	unit := ""
	switch p.folded(j) {
	case "a", "annum", "year", "y", "yr", "an":
		unit = "year"
	case "h", "hr", "hour":
		unit = "hour"
	case "d", "day":
		unit = "day"
	case "w", "week", "wk":
		unit = "week"
	case "m", "month", "mth":
		unit = "month"
	default:
		return "", i
	}
	return unit, p.skipDot(j + 1)
}

// perUnit reads "per year", "a month", "par an", "per calendar month".
func (p *parser) perUnit(i int, _ *amount) (string, int) {
	t := p.at(i)
	if !p.d.info[t.id].per {
		return "", i
	}
	w, next := p.text[t.start:t.end], p.at(i+1)
	per := w == "per" || w == "Per"
	j := i + 1
	if u, v := p.at(j), p.at(j+1); per && u.kind == kWord && p.d.info[u.id].unit == "" &&
		v.kind == kWord && p.d.info[v.id].unit != "" {
		j++ // "per working day"
	}
	if unit := p.unitAt(j); unit != "" {
		if u := p.at(j); u.end-u.start >= 3 || takesShortUnits(w) {
			return unit, p.skipDot(j + 1)
		}
	}
	if !per && w != "pr" {
		return "", i
	}
	if next.kind == kDot && !next.spaced { // "pr. år"
		if unit := p.unitAt(i + 2); unit != "" {
			return unit, p.skipDot(i + 3)
		}
	}
	if next.kind == kWord && near(p.folded(i+1), "annum") { // "per anum"
		return "year", i + 2
	}
	return "", i
}

// takesShortUnits reports whether one or two letters after the word are a unit:
// "per h", "je h".
func takesShortUnits(w string) bool {
	switch w {
	case "per", "par", "je", "pro", "om", "por", "pr":
		return true
	}
	return false
}

// adverb reads "annually", "mensuel", "pcm".
func (p *parser) adverb(i int, a *amount) (string, int) {
	t := p.at(i)
	in := &p.d.info[t.id]
	if in.adverb == "" || in.mult != 0 || in.per {
		return "", i
	}
	if t.end-t.start == 2 && t.id != 0 && p.text[t.start]|0x20 == 'p' {
		if a.cur == 0 && (p.folded(i) == "pm" || t.upper && !t.caps) { // half past five, Ph.D.
			return "", i
		}
	} else if p.followsBonus(i + 1) {
		return "", i
	}
	return in.adverb, p.skipDot(i + 1)
}

// bareUnit reads the unit alone, by a sum of money: "$45 hr", "20 € Stunde".
func (p *parser) bareUnit(i int, a *amount) (string, int) {
	t := p.at(i)
	unit := p.d.info[t.id].unit
	if unit == "" || a.cur == 0 || t.end-t.start < 2 || t.upper || p.d.info[t.id].per || p.d.info[t.id].adverb != "" {
		return "", i
	}
	w := p.text[t.start:t.end]
	switch w {
	case "an", "ho", "den", "man", "ar", "nam", "dia", "times", "time": // other words elsewhere
		return "", i
	}
	if n := p.at(i + 1); n.kind == kWord && !n.spaced || strings.HasSuffix(w, "s") {
		return "", i
	}
	return unit, p.skipDot(i + 1)
}

// followsBonus reports whether the words after an adverb of time belong to
// something else than the amount before it: "$90k Annual bonus".
func (p *parser) followsBonus(i int) bool {
	return p.at(i).kind == kWord && p.classAt(i) == classBenefit
}

func (p *parser) unitAt(i int) string {
	t := p.at(i)
	if t.kind != kWord || t.id == 0 {
		return ""
	}
	if in := &p.d.info[t.id]; in.unit != "" {
		return in.unit
	}
	if in := &p.d.info[t.id]; in.adverb != "" && in.mult == 0 {
		return in.adverb
	}
	return ""
}

// skipDot passes the point of an abbreviation, not that of a sentence.
func (p *parser) skipDot(i int) int {
	if t := p.at(i); t.kind == kDot && !t.spaced && !p.sentenceEnd(i) {
		return i + 1
	}
	return i
}

// near reports whether a differs from b by at most one letter left out, added or
// changed.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}
