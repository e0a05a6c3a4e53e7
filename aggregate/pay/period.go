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
		return "", i
	}
	if t.kind != kWord {
		return "", i
	}
	return p.periodWord(i, a)
}

func (p *parser) periodWord(i int, a *amount) (string, int) {
	t := p.at(i)
	w := p.text[t.start:t.end]
	next := p.at(i + 1)
	if w == "p" || w == "P" { // p.a.  p/a  p h
		j := i + 1
		if k := p.at(j).kind; (k == kDot || k == kSlash || k == kDash) && !p.at(j).spaced {
			j++
		}
		u := p.at(j)
		if u.kind == kWord {
			switch p.d.fold(p.text[u.start:u.end]) {
			case "a", "annum", "year", "y", "yr", "an":
				return "year", p.skipDot(j + 1)
			case "h", "hr", "hour":
				return "hour", p.skipDot(j + 1)
			case "d", "day":
				return "day", p.skipDot(j + 1)
			case "w", "week", "wk":
				return "week", p.skipDot(j + 1)
			case "m", "month", "mth":
				return "month", p.skipDot(j + 1)
			}
		}
		return "", i
	}
	if (w == "bi" || w == "Bi") && next.kind == kDash && p.text[p.at(i+2).start:p.at(i+2).end] == "weekly" {
		return "biweek", i + 3
	}
	in := &p.d.info[t.id]
	if in.per {
		j := i + 1
		for n := 0; n < 2; n++ { // "per calendar month", "per working day"
			if u := p.at(j); u.kind == kWord && p.d.info[u.id].unit == "" && (w == "per" || w == "Per") && n == 0 && p.d.info[p.at(j+1).id].unit != "" && p.at(j+1).kind == kWord {
				j++
			}
		}
		if unit := p.unitAt(j); unit != "" && (p.at(j).end-p.at(j).start >= 3 || w == "per" || w == "par" || w == "je" || w == "pro" || w == "om" || w == "por" || w == "pr") {
			return unit, p.skipDot(j + 1)
		}
		if w == "per" || w == "Per" || w == "pr" { // "pr. år", "per anum"
			if next.kind == kDot && !next.spaced {
				if unit := p.unitAt(i + 2); unit != "" {
					return unit, p.skipDot(i + 3)
				}
			}
			if next.kind == kWord && near(p.d.fold(p.text[next.start:next.end]), "annum") {
				return "year", i + 2
			}
		}
		return "", i
	}
	if in.adverb != "" && in.mult == 0 {
		switch {
		case w == "pm" || w == "PM" || w == "Pm":
			if a.cur == 0 {
				return "", i
			}
		case p.followsBonus(i + 1):
			return "", i
		}
		return in.adverb, p.skipDot(i + 1)
	}
	// "$45 hr", "20 € Stunde": the unit alone, by a sum of money
	if unit := in.unit; unit != "" && a.cur != 0 && t.end-t.start >= 2 && t.id != 0 && !t.upper && w != "an" && w != "ho" && w != "den" && w != "man" && w != "ar" && w != "nam" && w != "dia" && w != "times" && w != "time" {
		if n := p.at(i + 1); (n.kind != kWord || n.spaced) && !strings.HasSuffix(w, "s") {
			return unit, p.skipDot(i + 1)
		}
	}
	return "", i
}

// followsBonus tells that the words after an adverb of time belong to
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

// near tells that a differs from b by at most one letter left out, added or
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
