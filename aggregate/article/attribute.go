package article

import (
	"regexp"
	"slices"
	"strings"
)

// attributes gives a finding what the words around it say. Of the words of one
// kind those in its own clause count first, then what stands in brackets after
// it, then what was said before it, and at last what follows; then what stands
// around the sentence.
func (w *world) attributes(f *Finding, s sentence, said []mention, starts []int, all []number, n number, ctx context) {
	c := clauseAt(starts, n.start, len(s.text))
	pick := func(what string, accept func(mention) bool) (mention, bool) {
		return choose(said, what, c, starts, n, all, s.text, accept)
	}
	yes := func(mention) bool { return true }
	if m, ok := pick("statistic", yes); ok {
		f.Statistic = m.value
	} else {
		f.Statistic = outer(ctx.outer, "statistic").value
	}
	if f.High != 0 && (f.Statistic == "" || f.Statistic == "typical") {
		f.Statistic = "range"
	}
	if m, ok := pick("kind", func(m mention) bool { return !m.weak }); ok {
		f.PayKind = m.value
	} else if m := outer(ctx.outer, "kind"); m.value != "" && !m.weak {
		f.PayKind = m.value
	} else if m, ok := pick("kind", yes); ok {
		f.PayKind = m.value
	} else {
		f.PayKind = outer(ctx.outer, "kind").value
	}
	w.who(f, pick, said, c, ctx)
	w.when(f, pick, ctx)
	if m, ok := pick("source", yes); ok {
		f.Source, f.known = m.value, m.known
	} else if m, ok := last(ctx.before, "source"); ok && ctx.refers {
		f.Source, f.known = m.value, m.known
	} else if m := outer(ctx.outer, "source"); m.value != "" {
		f.Source, f.known = m.value, m.known || m.weak && w.hosts[m.value] != ""
	}
	if m, ok := pick("skill", func(m mention) bool { return !m.weak }); ok {
		f.Skill = m.value
	} else if f.Kind == Premium {
		if m, ok := pick("skill", yes); ok {
			f.Skill = m.value
		} else if f.Skill = outer(ctx.outer, "skill").value; f.Skill == "" && ctx.refers {
			m, _ := last(ctx.before, "skill")
			f.Skill = m.value
		}
	}
	if f.Kind != Premium && f.Kind != Share {
		f.Skill = ""
	}
	for _, l := range s.marks {
		note, ok := w.notes[l.note]
		if !ok || l.note == "" || l.at < n.end {
			continue
		}
		if slices.ContainsFunc(all, func(o number) bool { return o.start >= n.end && o.end <= l.at && (o.currency != "" || o.percent) }) {
			continue
		}
		note.text = clip(note.text, 500)
		told := w.mentions(note)
		if m, ok := last(told, "source"); ok && f.Source == "" && len(scanPay(note.text)) == 0 {
			f.Source, f.known = m.value, m.known
		}
		if m, ok := last(told, "year"); ok && f.Year == 0 && len(scanPay(note.text)) == 0 {
			f.Year = m.number
		}
		break
	}
}

// scanPay are the numbers of a text that have a currency: a note with figures
// of its own speaks of those.
func scanPay(s string) []number {
	return slices.DeleteFunc(scan(s), func(n number) bool { return n.currency == "" })
}

// who gives the role and the place.
func (w *world) who(f *Finding, pick func(string, func(mention) bool) (mention, bool), said []mention, c span, ctx context) {
	named := func(m mention) bool { return m.value != "" }
	if m, ok := pick("role", named); ok {
		f.Role, f.Seniority = m.value, m.who.seniority
	} else {
		m := outer(ctx.outer, "role")
		if m.value == "" {
			if b, ok := firstOf(ctx.before, "role"); ok && b.value != "" {
				m = b
			}
		}
		f.Role, f.Seniority = or(m.value, ctx.title.role), m.who.seniority
		if level, ok := last(ctx.before, "role"); ok && f.Seniority == "" && ctx.refers {
			f.Seniority = level.who.seniority
		}
		if m.value == "" && f.Seniority == "" {
			f.Seniority = ctx.title.seniority
		}
	}
	// "Senior engineers on the backend": one of them says the level.
	for i := len(said) - 1; i >= 0 && f.Seniority == ""; i-- {
		m := said[i]
		general := m.value == "" || m.value == "software"
		if m.what == "role" && general && m.start < f.offset && m.start >= c.from {
			f.Seniority = m.who.seniority
		}
	}
	if m, ok := pick("role", func(m mention) bool { return m.who.seniority != "" && m.value == "" && m.start < f.offset }); ok && f.Seniority == "" {
		f.Seniority = m.who.seniority
	}
	town := func(m mention) bool { return !m.weak }
	m, ok := pick("place", town)
	if !ok {
		m, ok = pick("place", func(mention) bool { return true })
	}
	if !ok && (ctx.remembers || ctx.refers) {
		m, ok = last(ctx.before, "place")
	}
	if !ok {
		m = outer(ctx.outer, "place")
	}
	f.Country, f.City, f.metro = m.who.country, m.who.city, m.who.metro
}

// when gives the year that a figure is said to be of.
func (w *world) when(f *Finding, pick func(string, func(mention) bool) (mention, bool), ctx context) {
	thisYear := number4(w.today)
	past := func(m mention) bool { return thisYear == 0 || m.number <= thisYear }
	m, ok := pick("year", past)
	if !ok {
		m = outer(ctx.outer, "year")
	}
	if m.value == "now" {
		f.now = true
	} else if past(m) {
		f.Year = m.number
	}
}

func number4(date string) int {
	y := 0
	for _, r := range clip(date, 4) {
		if r < '0' || r > '9' {
			return 0
		}
		y = 10*y + int(r-'0')
	}
	return y
}

// outer is the first mention of a kind in what stands around a sentence; a
// place that is a town goes before a country.
func outer(all [][]mention, what string) mention {
	for _, list := range all {
		var weak *mention
		for i, m := range list {
			if m.what != what || what == "role" && m.value == "" {
				continue
			}
			if !m.weak {
				return m
			}
			if weak == nil {
				weak = &list[i]
			}
		}
		if weak != nil {
			return *weak
		}
	}
	return mention{}
}

func last(all []mention, what string) (mention, bool) {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].what == what {
			return all[i], true
		}
	}
	return mention{}, false
}

func firstOf(all []mention, what string) (mention, bool) {
	for _, m := range all {
		if m.what == what && m.value != "" {
			return m, true
		}
	}
	return mention{}, false
}

// choose is the mention of a kind that a number goes with.
func choose(said []mention, what string, c span, starts []int, n number, all []number, text string, accept func(mention) bool) (best mention, ok bool) {
	rank := 1 << 30
	next, prev := len(text), 0
	for _, o := range all {
		figure := o.currency != "" || o.percent || o.short
		if figure && o.start >= n.end {
			next = min(next, o.start)
		}
		if figure && o.end <= n.start {
			prev = max(prev, o.end)
		}
	}
	for _, m := range said {
		if m.what != what || !accept(m) {
			continue
		}
		var r int
		inside := m.start >= c.from && m.start < c.to
		switch {
		case inside && m.end <= n.start && m.start >= prev:
			r = n.start - m.end
		case inside && m.start >= n.end && m.start < next:
			r = 5 + m.start - n.end
		case m.start >= n.end && m.start < next && bracketed(text[n.end:m.start]):
			r = 2000 + m.start - n.end
		case m.start >= prev && m.end <= n.start && what == "source" && prev > 0 && turns.MatchString(text[c.from:n.start]):
			continue // "$95,000, says one site, while ...": that one's
		case m.start >= prev && m.end <= n.start:
			r = 4000 + n.start - m.end
		case m.start >= n.end && m.start < next && next == len(text):
			r = 5000 + m.start - n.end
		case m.end <= n.start: // said before another figure
			r = 10000 + n.start - m.end
			if bracketed(text[:m.start]) && strings.Contains(text[m.end:n.start], ")") {
				r += 3000 // in the brackets of that one
			}
		case m.start >= n.end:
			r = 20000 + m.start - n.end
			if m.start >= next {
				r += 10000
			}
			if what == "statistic" || what == "kind" || what == "year" {
				if m.start >= next || next < len(text) && clauseAt(starts, m.start, len(text)) == clauseAt(starts, next, len(text)) {
					continue // said of the next one
				}
			}
		default:
			continue
		}
		if r < rank {
			best, rank, ok = m, r, true
		}
	}
	return best, ok
}

// turns are the words that begin another statement.
var turns = regexp.MustCompile(`^\s*(?:while|but|whereas|and)\b`)

// bracketed tells whether a bracket is open at the end of a text.
func bracketed(s string) bool {
	return strings.LastIndexByte(s, '(') > strings.LastIndexByte(s, ')')
}
