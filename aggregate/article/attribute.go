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
	switch f.Statistic { // "the top tenth earn more than" is the percentile itself
	case "p75", "p90":
		f.Bound = min(f.Bound, 0)
	case "p10", "p25":
		f.Bound = max(f.Bound, 0)
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
	f.Tax = n.tax
	if f.Kind == Pay && f.Tax == "" {
		f.Tax = taxOf(s.text, n, c)
	}
	f.Company = ctx.company
	if m, ok := pick("company", yes); ok {
		f.Company = m.value
	}
	if name, ok := w.ownLink(s, n); ok {
		f.Source, f.known = name, true
	} else if m, ok := pick("source", yes); ok {
		f.Source, f.known = m.value, m.known
	} else if m, ok := last(ctx.before, "source"); ok && ctx.refers {
		f.Source, f.known = m.value, m.known
	} else if m := outer(ctx.outer, "source"); m.value != "" {
		f.Source, f.known = m.value, m.known || m.weak && w.hosts[m.value] != ""
	}
	if m, ok := pick("skill", func(m mention) bool { return !m.weak }); ok {
		f.Skill = together(s.text, said, m)
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
	if f.Kind == Pay && f.Period == "" && (f.PayKind == "additional" || f.PayKind == "bonus" || f.PayKind == "stock") {
		f.Period = "year"
	}
	for _, l := range s.marks {
		note, ok := w.notes[l.note]
		if !ok || l.note == "" || l.at < n.end {
			continue
		}
		if slices.ContainsFunc(
			all,
			func(o number) bool { return o.start >= n.end && o.end <= l.at && (o.currency != "" || o.percent) },
		) {
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

// ownLink returns the source of the link that a number is the words of.
func (w *world) ownLink(s sentence, n number) (source string, ok bool) {
	for _, l := range s.marks {
		if l.host != "" && l.from <= n.start && l.at >= n.end && l.at-l.from < 60 {
			return or(w.hosts[l.host], l.host), true
		}
	}
	return "", false
}

var (
	netWords = regexp.MustCompile(
		`(?i)\b(?:after[- ]tax(?:es)?|after (?:income )?tax|take[- ]?home|net (?:of tax|pay|salary|income|wages?|earnings)|net|in[- ]hand)\b`,
	)
	grossWords = regexp.MustCompile(`(?i)\b(?:before[- ]tax(?:es)?|pre-?tax|gross)\b`)
)

// taxOf returns net or gross where the text says so of a number: after it, or in
// its clause before it.
func taxOf(text string, n number, c span) string {
	next := len(text)
	for _, o := range scan(text[n.end:]) {
		if o.currency != "" {
			next = n.end + o.start
			break
		}
	}
	after := text[n.end:min(next, c.to+60, len(text))]
	switch {
	case netWords.MatchString(after):
		return "net"
	case grossWords.MatchString(after):
		return "gross"
	}
	net, gross := lastIndex(netWords, text[c.from:n.start]), lastIndex(grossWords, text[c.from:n.start])
	switch {
	case net > gross:
		return "net"
	case gross > net:
		return "gross"
	}
	return ""
}

// lastIndex returns where the last match of a pattern begins, -1 for none.
func lastIndex(re *regexp.Regexp, s string) int {
	all := re.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][0]
}

// scanPay are the numbers of a text that have a currency: a note with figures
// of its own speaks of those.
func scanPay(s string) []number {
	return slices.DeleteFunc(scan(s), func(n number) bool { return n.currency == "" })
}

// who gives the role and the place.
func (w *world) who(
	f *Finding,
	pick func(string, func(mention) bool) (mention, bool),
	said []mention,
	c span,
	ctx context,
) {
	named := func(m mention) bool { return m.value != "" }
	if m, ok := pick("role", named); ok {
		f.Role, f.Seniority = m.value, m.who.seniority
		if l, ok := pick("role", func(l mention) bool { return l.value == "" && l.start >= m.end && l.end <= f.offset }); ok {
			f.Seniority = l.who.seniority // "a junior developer gets ..., whereas a lead makes"
		}
	} else {
		m := outer(ctx.outer, "role")
		if b, ok := firstOf(ctx.before, "role"); ok && ctx.refers {
			m = b
		}
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
	if ctx.cell != "" && f.Seniority == "" { // a table's column or row may say the level alone
		for _, list := range ctx.outer[:min(2, len(ctx.outer))] {
			for _, m := range list {
				if m.what == "role" && m.value == "" && f.Seniority == "" {
					f.Seniority = m.who.seniority
				}
			}
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
	if m, ok := pick("role", func(m mention) bool { return m.who.seniority != "" && m.value == "" && m.start < f.offset }); ok &&
		f.Seniority == "" {
		f.Seniority = m.who.seniority
	}
	m, ok := pick("place", func(mention) bool { return true })
	if ok && m.weak { // "London, UK": the town speaks
		if t, near := pick("place", func(t mention) bool { return !t.weak && besides(t, m) }); near {
			m = t
		}
	}
	if !ok && (ctx.remembers || ctx.refers) {
		m, ok = last(ctx.before, "place")
	}
	if !ok {
		m = outer(ctx.outer, "place")
		if b, found := last(ctx.before, "place"); found && m.what == "" {
			m = b
		}
	}
	f.Country, f.City, f.metro = m.who.country, m.who.city, m.who.metro
}

// besides reports whether a town and a country stand side by side and the one is
// in the other.
func besides(town, country mention) bool {
	gap := max(town.start, country.start) - min(town.end, country.end)
	return gap < 12 && (town.who.country == country.who.country || town.who.country == "")
}

// when gives the year that a figure is said to be of.
func (w *world) when(f *Finding, pick func(string, func(mention) bool) (mention, bool), ctx context) {
	thisYear := number4(w.today)
	past := func(m mention) bool { return thisYear == 0 || m.number <= thisYear }
	m, ok := pick("year", past)
	if !ok && ctx.refers {
		m, ok = last(ctx.before, "year")
	}
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
func choose(
	said []mention,
	what string,
	c span,
	starts []int,
	n number,
	all []number,
	text string,
	accept func(mention) bool,
) (best mention, ok bool) {
	rank := 1 << 30
	next, prev := neighbours(
		text,
		n,
		all,
		what == "statistic" || what == "kind" || what == "year" || what == "role" || what == "place",
	)
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
				if what == "year" && onlyYear(said, m, all) {
					break // "$80,000 at the bottom and $210,000 at the top in May 2024"
				}
				if m.start >= next ||
					next < len(text) && clauseAt(starts, m.start, len(text)) == clauseAt(starts, next, len(text)) {
					continue // said of the next one
				}
			}
		default:
			continue
		}
		if (what == "role" || what == "place") && second.MatchString(text[max(0, m.start-40):m.start]) {
			r += 8000
		}
		if r < rank {
			best, rank, ok = m, r, true
		}
	}
	return best, ok
}

// together returns the skills that a text lists with one: "Python and Go".
func together(text string, said []mention, m mention) string {
	var list []mention
	for _, o := range said {
		if o.what != "skill" || !o.known {
			continue
		}
		if n := len(list); n > 0 && !listed.MatchString(text[list[n-1].end:o.start]) {
			if list[n-1].end >= m.end {
				break
			}
			list = nil
		}
		list = append(list, o)
	}
	var names []string
	for _, o := range list {
		names = append(names, o.value)
	}
	if !slices.Contains(names, m.value) {
		return m.value
	}
	return strings.Join(names, ", ")
}

// onlyYear reports whether a year is the only one of a sentence and stands after
// all its figures: it is then said of all of them.
func onlyYear(said []mention, m mention, all []number) bool {
	n := 0
	for _, o := range said {
		if o.what == "year" {
			n++
		}
	}
	last := 0
	for _, o := range all {
		if o.currency != "" || o.percent || o.short {
			last = o.end
		}
	}
	return n == 1 && m.start >= last
}

// listed is what stands between the figures of a list: "$82,000, $95,000, or
// $104,000 a year in base pay".
var listed = regexp.MustCompile(`^\s*(?:[,;/]|,?\s*(?:and|or|to)\b)\s*$`)

// neighbours returns where the next figure begins and the one before ends. What
// is said of a list is said of each of its figures.
func neighbours(text string, n number, all []number, list bool) (next, prev int) {
	next, prev = len(text), 0
	from, to := n.start, n.end
	for _, o := range all {
		figure := o.currency != "" || o.percent || o.short
		if !figure || o.start < to {
			continue
		}
		if list && listed.MatchString(text[to:o.start]) {
			to = o.end
			continue
		}
		next = o.start
		break
	}
	for i := len(all) - 1; i >= 0; i-- {
		o := all[i]
		figure := o.currency != "" || o.percent || o.short
		if !figure || o.end > from {
			continue
		}
		if list && listed.MatchString(text[o.end:from]) {
			from = o.start
			continue
		}
		prev = o.end
		break
	}
	return next, prev
}

// second is what stands before the second one of a comparison, whose figure it
// is not.
var second = regexp.MustCompile(
	`(?i)\b(?:than|versus|vs\.?|compared (?:to|with)|unlike)\s+(?:that of |those of |the |an? |for |in )*$`,
)

// turns are the words that begin another statement.
var turns = regexp.MustCompile(`^\s*(?:while|but|whereas|and)\b`)

// bracketed tells whether a bracket is open at the end of a text.
func bracketed(s string) bool {
	return strings.LastIndexByte(s, '(') > strings.LastIndexByte(s, ')')
}
