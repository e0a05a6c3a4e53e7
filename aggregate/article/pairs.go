package article

import (
	"math"
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

var respectively = pattern.New(`(?i)\brespectively\b`)

// inOrder pairs the figures of a sentence with the names of a list in it, where
// the sentence says that they go so.
func inOrder(text string, found []Finding, said, before []mention) {
	if len(found) < 2 {
		return
	}
	apartInOrder(found)
	if townsInOrder(text, found, said) || !respectively.MatchString(text) {
		return
	}
	found, said = paired(text, found, said)
	if !slices.ContainsFunc(said, func(m mention) bool { return m.what == "role" && m.value != "" }) {
		for _, m := range before { // "in New York it's $128,300 and $122,100 respectively"
			if m.what == "role" {
				said = append(slices.Clone(said), m)
			}
		}
	}
	for _, what := range []string{"source", "place", "role", "skill", "statistic", "year"} {
		var list []mention
		for _, m := range said {
			if m.what == what && (what != "role" || m.value != "") && !leftOut.MatchString(text[:min(m.start, len(text))]) &&
				(what != "skill" && what != "source" || m.known) &&
				!slices.ContainsFunc(
					list,
					func(o mention) bool { return o.value == m.value && o.who == m.who && o.number == m.number },
				) {
				list = append(list, m)
			}
		}
		if len(list) != len(found) {
			continue
		}
		for i, m := range list {
			found[i].take(m)
		}
	}
}

// paired returns the figures that "respectively" stands behind, and what is said from the
// figure before them on: "up 7%, while in Austin and Denver it was $129,000 and $116,000,
// respectively".
func paired(text string, found []Finding, said []mention) ([]Finding, []mention) {
	at := respectively.FindStringIndex(text)[0]
	end := len(found)
	for end > 0 && found[end-1].offset > at {
		end--
	}
	if end < 2 || strings.ContainsAny(text[min(at, found[end-1].offset+len(found[end-1].Text)):at], "0123456789") {
		return found, said
	}
	from := end - 1
	for from > 0 && listed.MatchString(text[found[from-1].offset+len(found[from-1].Text):found[from].offset]) {
		from--
	}
	if from == 0 || end-from < 2 {
		return found, said
	}
	before := found[from-1].offset + len(found[from-1].Text)
	return found[from:end], slices.DeleteFunc(slices.Clone(said), func(m mention) bool {
		return m.start < before || m.start > at
	})
}

// take gives a finding what a mention says.
func (f *Finding) take(m mention) {
	switch m.what {
	case "source":
		f.Source, f.known = m.value, m.known
	case "place":
		f.Country, f.City, f.metro = or(m.who.country, f.Country), m.who.city, m.who.metro
	case "role":
		f.Role, f.Seniority = m.value, m.who.seniority
	case "skill":
		f.Skill = m.value
	case "statistic":
		f.Statistic = m.value
	case "year":
		f.Year = m.number
	}
}

// apartInOrder gives the two figures of "the 25th and 75th percentiles were" each its own.
func apartInOrder(found []Finding) {
	for i := range found[1:] {
		a, b := &found[i], &found[i+1]
		low, high, ok := strings.Cut(a.Statistic, "-")
		if ok && a.Statistic == b.Statistic && a.High == 0 && b.High == 0 && a.Value < b.Value && low[0] == 'p' {
			a.Statistic, b.Statistic = low, high
		}
	}
}

// townsInOrder pairs a list of towns with a list of as many figures behind it:
// "Seattle, Boston and Denver pay $135,000, $121,400 and $112,900".
func townsInOrder(text string, found []Finding, said []mention) bool {
	var list []mention
	for _, m := range said {
		if m.what == "place" && m.who.city != "" && m.end <= found[0].offset {
			list = append(list, m)
		}
	}
	if len(list) != len(found) {
		return false
	}
	for i := range found[1:] {
		if end := found[i].offset + len(found[i].Text); end > found[i+1].offset ||
			!listed.MatchString(text[list[i].end:list[i+1].start]) || !listed.MatchString(text[end:found[i+1].offset]) {
			return false
		}
	}
	for i, m := range list {
		found[i].Country, found[i].City, found[i].metro = m.who.country, m.who.city, m.who.metro
	}
	return true
}

// pair gives a difference the two that it is between.
func (w *world) pair(f *Finding, said []mention, text string) {
	if f.Kind != Difference {
		return
	}
	a, b, ok := around(f.offset, said, text)
	if !ok {
		a, b, ok = two(said)
	}
	if !ok {
		return
	}
	f.Role, f.Country, f.City, f.metro = or(a.role, or(f.Role, w.ev.Role)), or(a.country, or(f.Country, w.home())),
		a.city, a.metro
	f.versus = b
}

// around returns the two of a kind that stand nearest before and behind an offset:
// "in Austin they make $9,000 less than in San Francisco".
func around(offset int, said []mention, text string) (a, b subject, ok bool) {
	for _, what := range []string{"role", "place"} {
		var before, behind *mention
		for i := range said {
			m := &said[i]
			if m.what != what || what == "role" && (m.value == "" || m.value == "other") ||
				what == "place" && m.who.city == "" {
				continue
			}
			switch {
			case m.end <= offset && before != nil && second.MatchString(text[max(0, m.start-40):m.start]):
			case m.end <= offset:
				before = m
			case behind == nil:
				behind = m
			}
		}
		if before != nil && behind != nil && before.who != behind.who {
			return before.who, behind.who, true
		}
	}
	return a, b, false
}

// two are the first two different roles, or else places, of a sentence.
func two(said []mention) (a, b subject, ok bool) {
	for _, what := range []string{"role", "place"} {
		var met []subject
		for _, m := range said {
			if m.what != what || what == "role" && (m.value == "" || m.value == "other") ||
				what == "place" && m.who.city == "" {
				continue
			}
			who := m.who
			if !slices.ContainsFunc(met, func(o subject) bool { return o.role == who.role && o.city == who.city }) {
				met = append(met, who)
			}
		}
		if len(met) >= 2 {
			return met[0], met[1], true
		}
	}
	return a, b, false
}

// partOf is what follows "lower" or "higher" where it names a part of people or of
// a range.
var partOf = pattern.New(`(?i)^(?:quart(?:er|ile)|half|third|tenth|decile|percentile|bound|end|limit|band|` +
	`rungs?|tiers?|levels?|part)\b`)

// takesTwo are words that stand between the two that they compare.
var takesTwo = pattern.New(`(?i)^(?:out-?earn|beat|ahead|behind)`)

// comparison finds that a sentence says one role or place to pay more than
// another without saying how much.
func (w *world) comparison(s sentence, said []mention, found []Finding, ctx context) (Finding, bool) {
	// A question says nothing of the kind.
	if ctx.cell != "" || strings.HasSuffix(strings.TrimSpace(s.text), "?") || !comparePay.MatchString(s.text) ||
		slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == Difference }) {
		return Finding{}, false
	}
	for _, m := range comparative.FindAllStringSubmatchIndex(s.text, 10) {
		tail := strings.TrimLeft(s.text[m[1]:], " ")
		if tail == "" || strings.ContainsAny(tail[:1], "$€£0123456789") || strings.HasPrefix(tail, "than $") ||
			strings.HasPrefix(tail, "about ") || partOf.MatchString(tail) || betterAt.MatchString(s.text[m[2]:]) {
			continue
		}
		if lead := strings.TrimRight(s.text[:m[0]], " "); strings.HasSuffix(lead, "%") ||
			strings.HasSuffix(lead, "cent") || strings.HasSuffix(lead, "times") || fraction.MatchString(lead) {
			continue
		}
		a, b, ok := two(said)
		if !ok || a.role == everyone || b.role == everyone ||
			!strings.Contains(s.text[m[0]:min(len(s.text), m[1]+6)], "than") && !takesTwo.MatchString(s.text[m[2]:m[3]]) &&
				!slices.ContainsFunc(said, func(o mention) bool { return o.start > m[1] && (o.what == "role" || o.what == "place") }) {
			return Finding{}, false // "data scientists and testers earn less" than somebody before
		}
		word := strings.ToLower(s.text[m[2]:m[3]])
		f := Finding{
			Text: s.text[m[2]:m[3]], Kind: Difference, offset: m[2], Bound: 1, versus: b,
			Role: or(a.role, or(ctx.title.role, w.ev.Role)), Country: or(a.country, w.home()), City: a.city,
			metro: a.metro,
		}
		if strings.HasPrefix(word, "less") || strings.HasPrefix(word, "lower") || strings.HasPrefix(word, "worse") ||
			word == "behind" {
			f.Bound = -1
		}
		return f, true
	}
	return Finding{}, false
}

// samples gives the figures of a sentence what they rest on: what stands in
// their clause or after it, before the next figure.
func (w *world) samples(found []Finding, s sentence, starts []int) {
	for i := range found {
		from, to := clauseAt(starts, found[i].offset, len(s.text)).from, len(s.text)
		if len(found) == 1 {
			from = 0
		}
		if i+1 < len(found) {
			to = max(from, clauseAt(starts, found[i+1].offset, len(s.text)).from)
		}
		if found[i].Kind == Count || found[i].Kind == Share && len(found) == 1 {
			continue
		}
		found[i].N = sample(s.text[from:to])
	}
	sharedSample(found, s.text)
	for i := range found { // of a footnote
		if found[i].N != 0 {
			continue
		}
		for _, l := range s.marks {
			if note, ok := w.notes[l.note]; ok && l.note != "" && l.at >= found[i].offset &&
				(i+1 == len(found) || l.at <= found[i+1].offset) {
				found[i].N = sample(clip(note.text, 500))
			}
		}
	}
}

// sharedSample gives the figures of a sentence the one sample that it states in
// brackets at its end.
func sharedSample(found []Finding, text string) {
	end := strings.TrimRight(text, " .")
	open := strings.LastIndexByte(end, '(')
	last := len(found) - 1
	if last < 1 || open < found[last].offset || !strings.HasSuffix(end, ")") || found[last].N == 0 {
		return
	}
	for i := range found[:last] {
		if found[i].N == 0 && found[i].Kind == Pay && found[i].Source == found[last].Source {
			found[i].N = found[last].N
		}
	}
}

// levelsOf are the last two amounts of pay of what was found.
func levelsOf(found []Finding) (all []float64) {
	for i := len(found) - 1; i >= 0 && len(all) < 2; i-- {
		if found[i].Kind != Pay || found[i].High != 0 {
			break
		}
		all = append(all, found[i].Value)
	}
	return all
}

// differ reports whether an amount is the difference of the two before.
func (ctx context) differ(v float64) bool {
	return len(ctx.levels) == 2 && math.Abs(math.Abs(ctx.levels[0]-ctx.levels[1])-v) <= .02*v
}

// fraction is by how much one is paid less, in words: "about a fifth less than".
var fraction = pattern.New(`(?i)\b(?:an?|one) (?:half|third|quarter|fifth|sixth|eighth|tenth)$`)

// betterAt is a comparison of something else than pay: "which better captures", "two years
// behind them".
var betterAt = pattern.New(`(?i)^behind(?: (?:them|you|us|him|her)\b|[,.])|^(?:better|worse) (?:\p{L}+s|` +
	`\p{L}+ed|at|for|with|understand\p{L}*|than (?:ever|nothing))\b`)

// leftOut stands before names that are none of a list: "besides Japan and Singapore".
var leftOut = pattern.New(`(?i)\b(?:besides|beyond|apart from|other than) [^,;]*$`)
