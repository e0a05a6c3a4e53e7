package article

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// ownReport is what follows a name that publishes.
var ownReport = pattern.New(
	`(?i)^(?:'s|’s|'|’) (?:[\p{L}\d/]+ ){0,4}?(?:report|survey|data|guide|study|index|figures|average|median|` +
		`estimate)s?\b`,
)

// sources finds whom the text names as having said it.
func (w *world) sources(t inline) []mention {
	s := strings.ToLower(t.text)
	titled := isTitle(t.text)
	var all []mention
	free := func(start, end int) bool {
		return !slices.ContainsFunc(all, func(m mention) bool { return start < m.end && m.start < end })
	}
	for _, alias := range w.aliases {
		for from, k := 0, 0; k < 20; k++ {
			i := strings.Index(s[from:], alias.text)
			if i < 0 {
				break
			}
			i += from
			end := i + len(alias.text)
			whole := (i == 0 || !isWord(s[i-1])) && (end == len(s) || !isWord(s[end]))
			named := alias.as == "" || t.text[i:end] == alias.as &&
				(strings.TrimLeft(t.text[:i], " *_\"“") != "" && !titled || ownReport.MatchString(t.text[end:]) ||
					labelNext.MatchString(t.text[end:]) && (i == 0 || !titled || strings.TrimSpace(t.text[end:]) != ""))
			if whole && len(s) == len(t.text) && named && free(i, end) {
				all = append(all, mention{start: i, end: end, what: "source", value: alias.name, known: true})
			}
			from = end
		}
	}
	for _, m := range ours.FindAllStringIndex(t.text, 10) {
		if strings.LastIndex(t.text[:m[0]], "“") > strings.LastIndex(t.text[:m[0]], "”") {
			continue // somebody else's words
		}
		all = append(all, mention{start: m[0], end: m[1], what: "source", value: own, known: true})
	}
	all = w.linked(t, all)
	for _, m := range w.saying(t.text) {
		if free(m.start, m.end) {
			all = append(all, m)
		}
	}
	return all
}

// isTitle reports whether a text is written as titles are, each word with a capital:
// a capital then makes no name of a plain word.
func isTitle(s string) bool {
	capital, small := 0, 0
	for _, word := range strings.Fields(clip(s, 200)) {
		switch {
		case len(word) < 4:
		case word[0] >= 'A' && word[0] <= 'Z':
			capital++
		case word[0] >= 'a' && word[0] <= 'z':
			small++
		}
	}
	return capital >= 3 && capital > 2*small
}

// linked adds the sources that a text links to.
func (w *world) linked(t inline, all []mention) []mention {
	for _, l := range t.marks {
		if l.host == "" {
			continue
		}
		if name := w.sourceOfHost(l.host); name != "" {
			all = append(all, mention{start: l.at, end: l.at, what: "source", value: name, known: true})
		} else if named := t.text[min(l.from, l.at):l.at]; len(all) == 0 && employerName.MatchString(named) &&
			!notNames[strings.ToLower(named)] && countryCode(named) == "" {
			all = append(all, mention{start: l.from, end: l.at, what: "source", value: named})
		} else if len(all) == 0 {
			all = append(all, mention{start: l.at, end: l.at, what: "source", value: l.host, weak: true})
		}
	}
	return all
}

// saying finds the names of which a text says that they say something.
func (w *world) saying(text string) (all []mention) {
	for _, m := range unsourced.FindAllStringSubmatchIndex(text, 10) {
		a, b := m[2], m[3]
		for i := 4; a < 0; i += 2 {
			a, b = m[i], m[i+1]
		}
		for b > a && text[b-1] == '.' && !strings.Contains(text[a:b-1], ".") {
			b-- // the end of the sentence
		}
		if strings.HasPrefix(text[a:b], "The ") {
			a += len("The ")
		}
		name := text[a:b]
		lead, _, _ := strings.Cut(strings.ToLower(name), " ")
		plain := notNames[lead] && strings.Count(name, " ") < 2 // "National Association of Colleges" is a name
		if plain || months.MatchString(name) || quarter.MatchString(name) || w.isSkill(name) ||
			roleBare.MatchString(name) || countryCode(name) != "" {
			continue
		}
		m := mention{start: a, end: b, what: "source", value: name}
		for _, alias := range w.aliases { // a plain word that says something is a name
			if alias.as == name || alias.as == "" && alias.text == strings.ToLower(name) {
				m.value, m.known = alias.name, true
			}
		}
		all = append(all, m)
	}
	return all
}

// quarter is one of a year.
var quarter = pattern.New(`^[QH][1-4]$`)

// sourceOfHost is the source whose site a host is, also under a country's own
// name: "glassdoor.co.uk", "de.indeed.com".
func (w *world) sourceOfHost(host string) string {
	labels := strings.Split(host, ".")
	for i := range max(0, len(labels)-1) {
		if name := w.hosts[strings.Join(labels[i:], ".")]; name != "" {
			return name
		}
		if name := w.hosts[labels[i]+".com"]; name != "" && len(labels)-i <= 3 && len(labels[i]) > 3 {
			return name
		}
	}
	return ""
}
