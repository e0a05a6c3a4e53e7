package article

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"backpay/aggregate/place"
	"backpay/scraper/pattern"
)

// employs is what stands between an employer's name and what it pays.
var employs = pattern.New(
	`(?:company|companies|employers?|firms?|consultanc(?:y|ies)|banks?|start-?ups?)(?: is|,? such as|` +
		`,? like) (\p{Lu}[\w&.-]*(?: \p{Lu}[\w&-]*)?)|` +
		`\b(?:[Aa]t|[Ff]or|[Bb]y) (\p{Lu}[\w&.-]*(?: \p{Lu}[\w&-]*){0,2})|` +
		`\b(\p{Lu}[\w&-]*(?:\.\w+)?(?: \p{Lu}[\w&-]*){0,2})(?:'s|’s)? (?:pays|offers|offered|paid|caps|` +
		`capped)\b|` +
		`\b(\p{Lu}[\w&.-]*(?: \p{Lu}[\w&-]*)?)(?:'s|’s) (?:\p{Lu}[\p{L}]+ )?(?:offices?|developers|engineers|` +
		`programmers|band|package|offer|base salary|salar(?:y|ies)|[LE][3-8]s?)\b`,
)

// companyNames finds the employers whose pay a text speaks of: those of the
// evidence, and names where an employer's stands.
func (w *world) companyNames(s string, others []mention) []mention {
	var all []mention
	for _, m := range employs.FindAllStringSubmatchIndex(s, 10) {
		a, b := m[2], m[3]
		for i := 4; a < 0; i += 2 {
			a, b = m[i], m[i+1]
		}
		for b > a && s[b-1] == '.' && !strings.Contains(s[a:b-1], ".") {
			b-- // the end of the sentence
		}
		at := strings.HasSuffix(strings.ToLower(s[:a]), "at ") // where one works, though it be a skill's name too
		taken := func(x mention) bool {
			return a < x.end && x.start < b && x.what != "kind" && x.what != "statistic" &&
				!(x.what == "skill" && (at || x.weak))
		}
		if canEmploy(s, a, b, at) && !slices.ContainsFunc(others, taken) {
			all = append(all, mention{start: a, end: b, what: "company", value: s[a:b]})
		}
	}
	held := func(a, b int) bool {
		is := func(x mention) bool {
			return a < x.end && x.start < b && x.what != "kind" && x.what != "statistic" && !x.weak
		}
		return slices.ContainsFunc(all, is) || slices.ContainsFunc(others, is)
	}
	all = append(all, namedEmployers(s, held)...)
	all = append(all, w.heldEmployers(s, func(a, b int) bool { // "eBay account managers" are a role
		is := func(x mention) bool { return x.what != "role" && a < x.end && x.start < b }
		return slices.ContainsFunc(all, is) || slices.ContainsFunc(others, is)
	})...)
	return append(all, nextEmployers(s, all, others)...)
}

// jobsNext follows what is no employer but what adverts are about.
var jobsNext = pattern.New(`(?i)^ (?:job|jobs|listings|adverts|postings|roles|positions)\b`)

// canEmploy reports whether a name that stands where an employer's does can be one; at
// says that it follows that word.
func canEmploy(s string, a, b int, at bool) bool {
	name, next := s[a:b], s[b:]
	low := strings.ToLower(name)
	switch {
	case levelCode.MatchString(name), strings.HasSuffix(low, "-level"), months.MatchString(name):
		return false
	case len(name) < 4 && next != "" && (next[0] == '$' || next[0] >= utf8.RuneSelf):
		return false // "CA$109,800": what follows is a sign
	case jobsNext.MatchString(next):
		return false // "offered by Java job listings"
	case at && len(name) >= 4 && name == strings.ToUpper(name):
		return true // "working at HERE"
	}
	lead, _, _ := strings.Cut(low, " ")
	return !notNames[lead] && !opening[lead]
}

// nextEmployers are further employers of a list whose first was met.
func nextEmployers(s string, met, others []mention) (all []mention) {
	if len(met) == 0 {
		return nil
	}
	for _, m := range nextEmployer.FindAllStringSubmatchIndex(s, 10) {
		taken := func(x mention) bool { return m[2] < x.end && x.start < m[3] && !x.weak }
		if name := s[m[2]:m[3]]; m[2] > met[0].end && !notNames[strings.ToLower(name)] &&
			!slices.ContainsFunc(others, taken) && !slices.ContainsFunc(met, taken) {
			all = append(all, mention{start: m[2], end: m[3], what: "company", value: name})
		}
	}
	return all
}

// nextEmployer is one more of a list of employers: "Google pays £158,000, Amazon
// £112,000".
var nextEmployer = pattern.New(
	`(?:, |and |; )(\p{Lu}[\w&-]*(?: \p{Lu}[\w&-]*)?) (?:[A-Z]{0,3}[$€£₹]|[A-Z]{3} )\d`,
)

func (w *world) isSkill(name string) bool { return w.skill[strings.ToLower(name)] != "" }

// skills finds skills: those of the evidence anywhere, others where a skill
// stands in the sentence.
func (w *world) skills(s string) []mention {
	lower := strings.ToLower(s)
	if len(lower) != len(s) {
		lower = s
	}
	var all []mention
	for i := 0; i < len(lower); {
		inInitials := i > 1 && lower[i-1] == '.' && isWord(lower[i-2]) // "D.C."
		if !isWord(lower[i]) && lower[i] != '.' || i > 0 && isWord(lower[i-1]) || inInitials {
			i++
			continue
		}
		took := 0
		for _, name := range w.skillsBy[lower[i]] {
			if end := i + len(name); strings.HasPrefix(lower[i:], name) &&
				(end == len(lower) || !isWord(lower[end])) &&
				len(name) > took {
				took = len(name)
			}
		}
		// A short name is a plain word too ("make", "go") where it has no capital.
		if took > 0 &&
			(took >= 8 || s[i] >= 'A' && s[i] <= 'Z' || strings.ContainsAny(lower[i:i+took], "+#.0123456789")) {
			all = append(
				all,
				mention{
					start: i, end: i + took, what: "skill", known: true,
					value: asWritten(w.skill[lower[i:i+took]], s[i:i+took]),
				},
			)
		}
		i += max(1, took)
	}
	for _, m := range skillSlot.FindAllStringSubmatchIndex(s, 20) {
		a, b := m[2], m[3]
		for i := 4; a < 0; i += 2 {
			a, b = m[i], m[i+1]
		}
		lead, _, _ := strings.Cut(strings.ToLower(s[a:b]), " ")
		if !notNames[lead] && !slices.ContainsFunc(all, func(x mention) bool { return a < x.end && x.start < b }) {
			all = append(all, mention{start: a, end: b, what: "skill", value: s[a:b], weak: true})
		}
	}
	return all
}

// places finds towns and countries. A name that isn't in the evidence counts
// only where a place stands: after "in", or at the beginning of an item.
func (w *world) places(s string, others []mention) []mention {
	all := append(w.countriesIn(s), regions(s)...)
	for _, m := range nationwide.FindAllStringIndex(s, 5) {
		all = append(all, mention{start: m[0], end: m[1], what: "place", who: subject{country: w.home()}})
	}
	for next, k := 0, 0; k < 60; k++ {
		m := capitals.FindStringIndex(s[next:])
		if m == nil {
			break
		}
		m[0], m[1] = m[0]+next, m[1]+next
		if owner, ok := w.ownsPay(s, m); ok {
			all, next = append(all, owner), owner.end
			continue
		}
		m, next = w.nameAt(s, m, others)
		taken := func(x mention) bool {
			return m[0] < x.end && x.start < m[1] &&
				(x.what == "source" && x.known || x.what == "skill" && x.known || x.what == "place" ||
					x.what == "role" && !ofPlace.MatchString(x.title))
		}
		if slices.ContainsFunc(others, taken) || slices.ContainsFunc(all, taken) || m[1] < len(s) && isDigit(s[m[1]]) {
			continue // "IR35" is no place
		}
		name := s[m[0]:m[1]]
		if outsideOf.MatchString(s[:m[0]]) {
			if who, ok := w.resolve(name); ok { // "outside London"
				who.city, who.metro = "", ""
				all = append(all, mention{start: m[0], end: m[1], what: "place", value: name, who: who})
			}
			continue
		}
		if town, ok := w.held(name); ok {
			town.start, town.end = m[0], m[0]+len(town.value)
			all = append(all, town)
			continue
		}
		stands, town := placeStands(s, m, all)
		if !stands {
			continue
		}
		if who, ok := w.resolve(name); ok && (!town || who.city != "") &&
			(m[0] > 0 || len(strings.TrimSpace(s[m[1]:])) < 2 || labelled.MatchString(s[m[1]:]) ||
				amountNext.MatchString(s[m[1]:])) {
			all = append(all, mention{start: m[0], end: m[1], what: "place", value: name, who: who})
		}
	}
	return all
}

// ownsPay is the town whose people or pay a possessive speaks of: "Denver's average
// salary is".
func (w *world) ownsPay(s string, m []int) (mention, bool) {
	town, _, owns := strings.Cut(strings.Replace(s[m[0]:m[1]], "’s", "'s", 1), "'s")
	end := m[0] + len(town)
	if !owns || !paidThere.MatchString(s[end:]) || knownEmployers().MatchString(town) {
		return mention{}, false
	}
	who, ok := w.resolve(town)
	return mention{start: m[0], end: end, what: "place", value: town, who: who}, ok && who.city != ""
}

// paidThere follows the possessive of a place whose pay is spoken of.
var paidThere = pattern.New(`(?i)^['’]s (?:[\p{L}+#.-]+ ){0,3}?(?:salar(?:y|ies)|pay|wages?|average|median|mean|developers?|` +
	`engineers?|programmers?|scientists?|coders?)\b`)

// nationwide is all of a country, or of the world, where a text has spoken of a town
// of it.
var nationwide = pattern.New(`(?i)\b(?:nationwide|nationally|across the (?:country|nation)|global average)\b`)

// countriesIn finds the countries that a text names.
func (w *world) countriesIn(s string) (all []mention) {
	_, countryWords := countries()
	for _, m := range countryWords.FindAllStringIndex(s, 20) {
		if dollarsNext.MatchString(s[m[1]:]) {
			continue // "3,300 US dollars"
		}
		cc := countryCode(s[m[0]:m[1]])
		if next := capitals.FindString(strings.TrimPrefix(s[m[1]:], " ")); next != "" &&
			strings.HasPrefix(s[m[1]:], " "+next) {
			if who, ok := w.resolve(s[m[0]:m[1]] + " " + next); ok && (who.country != cc || who.city != "") {
				continue // "British Columbia", "Mexico City"
			}
		}
		who := subject{country: cc}
		all = append(all, mention{start: m[0], end: m[1], what: "place", value: cc, weak: true, who: who})
	}
	return all
}

// dollarsNext follows a country whose money is named.
var dollarsNext = pattern.New(`(?i)^ (?:\$ ?\d|dollars?|francs?|pounds?|rupees?|kron(?:er|or|a|e)|zlot(?:y|ys)|złot\p{L}*)\b`)

// placeStands reports whether a name at m stands where a place does, and whether
// only a town can be meant.
func placeStands(s string, m []int, met []mention) (stands, town bool) {
	lead, tail := s[max(0, m[0]-14):m[0]], s[m[1]:]
	switch {
	case preposition.MatchString(lead), localWork.MatchString(tail):
		return true, false
	case loosely.MatchString(lead), m[0] > 0 && labelled.MatchString(tail):
		return true, true
	}
	return slices.ContainsFunc(met, func(x mention) bool {
		return x.what == "place" && x.end < m[0] && townsGoOn.MatchString(s[x.end:m[0]])
	}), false
}

// townsGoOn is what stands between the towns of a list, each with its figure:
// "Manchester (£55,900), Bristol (£56,200) and Leeds".
var townsGoOn = pattern.New(
	`^\s*(?:\([^()]*\)|(?:[:–—-]|[a-z ]{0,16}\b(?:at|with|gets?|` +
		`pays?))? ?[A-Z]{0,3}[$€£₹]?[\d.,]+ ?[kKL]?)?\s*(?:[,;/]|[,;]?\s*(?:and|or|to|then|followed by)\b)\s*$`,
)

// levelCode is a level by its number, as large employers have them.
var levelCode = pattern.New(`^(?:L|E|IC)\d$`)

// outsideOf stands before a town that a figure is not of.
var outsideOf = pattern.New(`(?i)\b(?:outside(?: of)?|excluding|except(?: for)?|apart from) (?:the )?$`)

// localWork is what follows a town that work is in: "Amazon's Berlin office".
var localWork = pattern.New(
	`^(?:-based\b| (?:offices?|hub|salaries|market|figures?|average|median|engineers?|developers?|programmers?|roles?|jobs|rates|day rates?|` +
		`colleagues?)\b)`,
)

// loosely is what may stand before a town, and before much else.
var loosely = pattern.New(`(?i)\b(?:of|for|between|than|with|followed by)\s+$`)

var months = pattern.New(
	`^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|` +
		`Wednesday|Thursday|Friday|Saturday|Sunday|Europe)\b`,
)

func (w *world) resolve(name string) (subject, bool) {
	switch {
	case name == "District of Columbia":
		name = "Washington, DC"
	case strings.HasSuffix(name, " Bay Area"), strings.HasSuffix(name, " Bay"): // of San Francisco
		name = strings.TrimSuffix(strings.TrimSuffix(name, " Area"), " Bay")
		if name == "SF" || name == "The" || name == "the" {
			name = "San Francisco"
		}
	}
	if months.MatchString(name) || notNames[strings.ToLower(name)] {
		return subject{}, false
	}
	key := w.near + "|" + name
	if who, ok := w.resolved[key]; ok {
		return who, who != subject{}
	}
	var who subject
	hints := []string{"", w.ev.Country}
	switch {
	case len(w.countries) == 1:
		hints = []string{w.countries[0], "", w.ev.Country}
	case len(w.countries) > 1:
		hints = append([]string{""}, w.countries...)
	case w.country != "":
		hints = []string{"", w.country, w.ev.Country}
	}
	if w.near != "" {
		hints = append([]string{w.near}, hints...)
	}
	for _, hint := range hints {
		if r := place.Resolve(name, hint); len(r.Places) == 1 && r.Places[0].Country != "" {
			p := r.Places[0]
			who = subject{country: p.Country, city: p.City, metro: p.Metro}
			if p.City == "" && p.Metro != "" {
				who.city = name // "Silicon Valley"
			}
			break
		}
	}
	if len(w.resolved) < 5000 {
		w.resolved[key] = who
	}
	return who, who != subject{}
}

// opening are words that stand before a place with a capital.
var opening = map[string]bool{
	"in":      true,
	"around":  true,
	"near":    true,
	"across":  true,
	"outside": true,
	"both":    true,
	"while":   true,
	"and":     true,
	"only":    true,
	"from":    true,
	"so":      true,
	"but":     true,
	"at":      true,
}

// hostOf is the host of a source's homepage.
func hostOf(homepage string) string {
	u, err := url.Parse(homepage)
	if err != nil {
		return ""
	}
	return host(u)
}
