package article

import (
	"slices"
	"strings"
)

// nameAt cuts capitalised words at m down to the one name that they begin with,
// and returns where the next one may begin.
func (w *world) nameAt(s string, m []int, others []mention) (name []int, next int) {
	// Of a list each is a name: "New York, San Francisco and Denver".
	if comma := strings.Index(s[m[0]:m[1]], ", "); comma > 0 && !w.isTown(s[m[0]:m[1]]) &&
		w.isTown(s[m[0]:m[0]+comma]) && w.isListed(s[m[0]+comma+2:]) {
		m[1] = m[0] + comma
	}
	if m[1] < len(s) && s[m[1]] == '$' { // "Auckland NZ$112,000"
		if sp := strings.LastIndexByte(s[m[0]:m[1]], ' '); sp > 0 {
			m[1] = m[0] + sp
		}
	}
	next = m[1]
	if s[m[0]:m[1]] == "District" && strings.HasPrefix(s[m[1]:], " of Columbia") {
		m[1] += len(" of Columbia")
		return m, m[1]
	}
	if comma := strings.LastIndex(s[m[0]:m[1]], ", "); comma > 0 &&
		(strings.HasSuffix(s[m[0]:m[1]], "'s") || strings.HasSuffix(s[m[0]:m[1]], "’s")) { // "In London, Google's"
		m[1] = m[0] + comma
	}
	// "Amazon's Berlin office" has two names.
	if i := strings.LastIndex(s[m[0]:m[1]], "'s "); i > 0 {
		m[0] += i + len("'s ")
	} else if i := strings.LastIndex(s[m[0]:m[1]], "’s "); i > 0 {
		m[0] += i + len("’s ")
	}
	// "In London" begins a sentence with a word that is no name.
	if lead, rest, more := strings.Cut(s[m[0]:m[1]], " "); more &&
		(opening[strings.ToLower(lead)] || notNames[strings.ToLower(lead)]) {
		m[0] = m[1] - len(rest)
	}
	if i := strings.Index(s[m[0]:m[1]], "-based"); i > 0 { // "A London-based engineer"
		m[1] = m[0] + i
	}
	// Of "London, Payfinder" the first is the place.
	other := func(x mention) bool { return m[0] < x.start && x.start < m[1] && x.what != "place" }
	for slices.ContainsFunc(others, other) {
		cut := strings.LastIndexAny(s[m[0]:m[1]], " ")
		if cut < 0 {
			break
		}
		m[1] = m[0] + len(strings.TrimRight(s[m[0]:m[0]+cut], " ,"))
	}
	return m, next
}

// held is the town of the evidence that a name is, or begins with.
func (w *world) held(name string) (mention, bool) {
	if who, ok := w.towns[strings.ToLower(name)]; ok {
		if here, found := w.resolve(name); found && slices.Contains(w.countries, here.country) &&
			!slices.Contains(w.countries, who.country) {
			who = here // a town of that name in a country that the article is about
		}
		return mention{what: "place", value: name, who: who}, true
	}
	lead, _, more := strings.Cut(name, " ")
	if who, ok := w.towns[strings.ToLower(strings.Trim(lead, ","))]; more && ok {
		return mention{what: "place", value: lead, who: who}, true
	}
	return mention{}, false
}

// isTown reports whether a name is a town of the evidence or of one country.
func (w *world) isTown(name string) bool {
	if _, ok := w.towns[strings.ToLower(name)]; ok {
		return true
	}
	who, ok := w.resolve(name)
	return ok && who.city != ""
}

// isListed reports whether a text begins with one more town of a list, and not
// with the state or country that the town before is in.
func (w *world) isListed(s string) bool {
	m := capitals.FindStringIndex(s)
	if m == nil || m[0] > 0 {
		return false
	}
	name := s[:m[1]]
	for {
		if w.isTown(name) {
			return true
		}
		cut := strings.LastIndexAny(name, ", ")
		if cut < 0 {
			return false
		}
		name = strings.TrimRight(name[:cut], ", ")
	}
}
