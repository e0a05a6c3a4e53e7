package article

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"backpay/aggregate/role"
	"backpay/scraper/pattern"
)

// levelDoes is a level that stands for who has it: "a lead makes".
var levelDoes = pattern.New(
	`(?i)\b(?:an?|the|most|some) (lead|principal|staff)s? (?:makes?|earns?|gets?|can|takes?|is paid)\b`,
)

// everyone is the role of everybody who works: no figure of a role is of it.
const everyone = "all"

var everybody = pattern.New(
	`(?i)\b(?:(?:all|average|typical) (?:us |u\.s\. |american )?(?:workers?|employees?|occupations?)|all jobs|` +
		`the national median|(?:income|earnings|wages?|salary|pay) (?:for|of) (?:all )?workers)\b`,
)

// fieldOfWork ends the name of what developers do.
var fieldOfWork = pattern.New(`(?i) (?:development|engineering)$`)

// engineering is the work of engineers of no named kind, where its pay is spoken of.
var engineering = pattern.New(`(?i)\b(?:software )?engineering (?:compensation|salar(?:y|ies)|pay|wages)\b`)

// knows ends before a field that somebody knows: "expertise in areas like cloud computing
// or machine learning".
var knows = pattern.New(`(?i)\b(?:expertise|skills?|knowledge|specializ\p{L}+|specialis\p{L}+|proficiency|` +
	`training|courses?)` +
	` (?:in|of|like|such as)\b[^.;:$€£\d]{0,90}$`)

// fieldOfEngineers are fields whose people are called engineers.
var fieldOfEngineers = pattern.New(`(?i)devops|machine learning|data engineering|security|^(?:QA|SDETs?)$`)

// levelFirst is a level that begins an item: "Lead / staff: $172,000".
var levelFirst = pattern.New(`(?i)^\W*(lead|staff|principal|entry|mid(?:dle)?)s?\+?(?: / ?\p{L}+)?\s*(?:[:(/]|` +
	`[-–—] |$|[A-Z]{0,3}[$€£₹]?\d)`)

// stepAfter is the step of a title: "Software Engineer II".
var stepAfter = pattern.New(`^ (?:I{1,3}|IV)\b`)

// fewYears is the time at work of a beginner.
var fewYears = pattern.New(`(?i)\b(?:less than|under|fewer than|up to) (?:a|an|one|two|three|[123]) years?\b|` +
	`\b(?:starting|starter) (?:salar(?:y|ies)|pay|wages?|(?:\p{L}+ )?(?:employees?|staff|workers?|jobs?|roles?))\b|\b(?:berufsanfänger|berufseinsteiger|einstiegsgeh(?:alt|älter))\p{L}*`)

// manyYears is a time at work after which nobody is a beginner.
var manyYears = pattern.New(`(?i)\b(?:after|with|over|more than) (?:(?:1[0-9]|2[0-9]|3[0-9]|ten|fifteen|twenty)(?:\+| or more)? years\b|` +
	`(?:a|two|several) decades?\b)`)

// levelInBrackets explains years by a level: "10+ (staff and above)".
var levelInBrackets = pattern.New(`(?i)[(/] ?(lead|staff|principal)s?\b[^()]*\)?`)

// codedLevel is a level by its number, as Google and Meta count them.
var (
	codedLevel  = pattern.New(`\b[LE]([3-7])s?\b`)
	codedLevels = map[string]string{"3": "junior", "4": "mid", "5": "senior", "6": "staff", "7": "principal"}
)

// experience is a range of years at work, or one that is open upwards.
var experience = pattern.New(
	`(?i)\b(\d{1,2}|zero|one|two|three|four|five|six|seven)(?:\s?(?:-|–|to)\s?(\d{1,2}|two|three|four|five|` +
		`six|seven|eight|nine|ten)(\+)?)\s?(?:years?|yrs?)\b`,
)

// levelOfYears is the level that a range of years at work goes by, after its
// upper end; "5-9 years" is of those who have more than the middle.
func levelOfYears(from, top string, open bool) string {
	number := func(s string) int {
		if n, err := strconv.Atoi(s); err == nil {
			return n
		}
		return words[strings.ToLower(s)]
	}
	low, high := number(from), number(top)
	switch {
	case low >= 5 && high > 6 && high <= 15:
		return "senior"
	case open || high > 6:
		return ""
	case high <= 2:
		return "junior"
	}
	return "mid"
}

// readTitle reads a title of a sentence; bare says that it is named by its noun and level
// alone.
func (w *world) readTitle(title string, bare bool) (role.Role, bool) {
	if title = levelSuffix.ReplaceAllString(title, "$1"); strings.EqualFold(strings.TrimSpace(title), "manager") {
		return role.Role{Family: "manager", Seniority: "manager"}, true // as a level of those that a text is about
	}
	r := role.Read(shortNoun.ReplaceAllString(occupied.ReplaceAllString(title, "developer"), "developer"), "")
	if built := architect.ReplaceAllString(title, "engineer"); r.Family == "other" && built != title {
		r = role.Read(built, "") // "QA architect"
	}
	if m := ofPlace.FindStringSubmatch(title); m != nil && (r.Family == "other" || r.Family == "software") {
		if _, ok := w.resolve(m[1]); ok { // "the Dublin engineer"
			r, bare = role.Read(m[2], ""), true
		}
	}
	if loc := knownEmployers().FindStringIndex(title); loc != nil && r.Family == "other" {
		r = role.Read(title[:loc[0]]+title[loc[1]:], "") // "Google engineers"
	}
	return r, bare
}

func (w *world) roles(s string) []mention {
	s = strings.ReplaceAll(s, "_", " ") // "software_engineer"
	var all []mention
	add := func(start, end int, title string, bare bool) {
		r, bare := w.readTitle(title, bare)
		if !slices.ContainsFunc(all, func(m mention) bool { return start < m.end && m.start < end }) {
			all = append(
				all,
				mention{
					start: start,
					end:   end,
					what:  "role",
					value: r.Family,
					bare:  bare, title: title, engineer: strings.HasSuffix(title, "engineer"),
					who: subject{role: r.Family, seniority: r.Seniority},
				},
			)
		}
	}
	for _, m := range roleNouns.FindAllStringIndex(s, 40) {
		if m[0] > 0 && s[m[0]-1] == '.' || firmNext.MatchString(s[m[1]:]) {
			continue // "arc.dev", "analyst firm"
		}
		words := strings.FieldsFunc(
			s[max(0, m[0]-40):m[0]],
			func(r rune) bool { return strings.ContainsRune(" \n\t", r) },
		)
		from := len(words)
		for from > 0 && len(words)-from < 3 && titleWord(strings.TrimLeft(words[from-1], "\"“‘'(")) {
			from--
			if bare := strings.TrimLeft(words[from], "\"“‘'("); bare != words[from] {
				words[from] = bare
				break
			}
		}
		title := strings.Join(words[from:], " ")
		start := m[0]
		if i := strings.LastIndex(s[:m[0]], or(first(words[from:]), "\x00")); i >= 0 {
			start = i
		}
		if len(all) > 0 && from == len(words) && strings.TrimSpace(s[all[len(all)-1].end:m[0]]) == "and" {
			continue // "software engineers and designers" are one occupation
		}
		bare := !slices.ContainsFunc(words[from:], func(word string) bool { return !levelWord[strings.TrimSuffix(strings.ToLower(word), "-level")] })
		noun, end := strings.TrimSuffix(s[m[0]:m[1]], "s"), m[1]
		if step := stepAfter.FindString(s[end:]); step != "" { // "Backend Developer II"
			noun, end = noun+step, end+len(step)
		}
		add(start, end, title+" "+noun, bare)
	}
	for _, t := range nounsFirst(s) {
		add(t.start, t.end, t.title, t.bare)
	}
	for _, m := range roleBare.FindAllStringIndex(s, 40) {
		if knows.MatchString(s[:m[0]]) {
			continue
		}
		noun := " developer"
		if fieldOfEngineers.MatchString(s[m[0]:m[1]]) {
			noun = " engineer"
		}
		field := fieldOfWork.ReplaceAllString(s[m[0]:m[1]], "")
		if !strings.HasSuffix(strings.ToLower(field), "devops") {
			field = strings.TrimSuffix(field, "s")
		}
		add(m[0], m[1], field+noun, false)
	}
	for _, m := range engineering.FindAllStringIndex(s, 10) {
		if slices.ContainsFunc(all, func(x mention) bool { return x.end <= m[0] && m[0]-x.end <= 1 }) {
			continue // "backend engineering salaries"
		}
		add(m[0], m[1], "software engineer", false)
	}
	if m := headOfField.FindStringSubmatch(s); m != nil && len(all) == 0 {
		add(0, len(s), m[1]+"engineer", false)
	}
	for _, m := range group.FindAllStringIndex(s, 10) {
		asked := endsInDigit(s[:m[0]]) // "a survey of 5,400 IT professionals"
		if !asked && !slices.ContainsFunc(all, func(x mention) bool { return m[0] < x.end && x.start < m[1] }) {
			all = append(all, mention{start: m[0], end: m[1], what: "role", value: "other", title: s[m[0]:m[1]], who: subject{role: "other"}})
		}
	}
	all = append(all, others(s)...)
	byNoun(all)
	return append(all, levels(s, all)...)
}

// others finds everybody who works, and people of other trades.
func others(s string) (all []mention) {
	for _, m := range everybody.FindAllStringIndex(s, 10) {
		all = append(all, mention{start: m[0], end: m[1], what: "role", value: everyone, who: subject{role: everyone}})
	}
	for _, m := range roleOther.FindAllStringIndex(s, 40) {
		all = append(all, mention{start: m[0], end: m[1], what: "role", value: "other", who: subject{role: "other"}})
	}
	return all
}

// byNoun gives roles that are named a second time, by their nouns alone, what they
// were called in full: "data engineers and data scientists ..., $127,000 for engineers
// and $125,000 for scientists".
func byNoun(all []mention) {
	noun := func(m mention) string {
		return strings.TrimSuffix(strings.ToLower(m.title[strings.LastIndexByte(m.title, ' ')+1:]), "s")
	}
	full := map[string]int{}
	var short []int
	nouns := map[string]bool{}
	for i, m := range all {
		before, met := full[noun(m)]
		switch {
		case m.title == "" || m.bare && !met:
		case m.bare:
			short, nouns[noun(m)] = append(short, i), true
		case !met || all[before].value == m.value:
			full[noun(m)] = i
		default:
			return // of one noun are two
		}
	}
	if len(nouns) < 2 {
		return // "data engineers earn more than engineers" as a whole
	}
	for _, i := range short {
		m := all[full[noun(all[i])]]
		all[i].value, all[i].who.role, all[i].title, all[i].bare = m.value, m.value, m.title, false
	}
}

// levels finds the levels that a text names apart from a role.
func levels(s string, met []mention) (all []mention) {
	for _, m := range levelDoes.FindAllStringSubmatchIndex(s, 10) {
		if l := role.Read(strings.ToLower(s[m[2]:m[3]])+" engineer", "").Seniority; l != "" {
			all = append(all, mention{start: m[2], end: m[3], what: "role", who: subject{seniority: l}})
		}
	}
	for _, m := range levelFirst.FindAllStringSubmatchIndex(s, 1) {
		level := strings.ToLower(s[m[2]:m[3]])
		if level == "entry" || strings.HasPrefix(level, "mid") {
			level += "-level"
		}
		l := role.Read(level+" engineer", "").Seniority
		all = append(all, mention{start: m[2], end: m[3], what: "role", who: subject{seniority: l}})
	}
	for _, m := range codedLevel.FindAllStringSubmatchIndex(s, 10) {
		level := codedLevels[s[m[2]:m[3]]]
		all = append(all, mention{start: m[0], end: m[1], what: "role", who: subject{seniority: level}})
	}
	for _, m := range levelInBrackets.FindAllStringSubmatchIndex(s, 2) {
		l := role.Read(strings.ToLower(s[m[2]:m[3]])+" engineer", "").Seniority
		all = append(all, mention{start: m[2], end: m[3], what: "role", who: subject{seniority: l}})
	}
	for _, m := range fewYears.FindAllStringIndex(s, 5) {
		all = append(all, mention{start: m[0], end: m[1], what: "role", who: subject{seniority: "junior"}})
	}
	for _, m := range manyYears.FindAllStringIndex(s, 5) {
		all = append(all, mention{start: m[0], end: m[1], what: "role", who: subject{seniority: "senior"}})
	}
	for _, m := range experience.FindAllStringSubmatchIndex(s, 10) {
		if l := levelOfYears(s[m[2]:m[3]], s[m[4]:m[5]], m[6] >= 0); l != "" {
			all = append(all, mention{start: m[0], end: m[1], what: "role", who: subject{seniority: l}})
		}
	}
	for _, m := range seniorAlone.FindAllStringSubmatchIndex(s, 20) {
		if !slices.ContainsFunc(met, func(x mention) bool { return m[0] < x.end && x.start < m[1] }) {
			level := strings.TrimSuffix(strings.ToLower(s[m[2]:m[3]]), "s")
			if l := role.Read(level+" engineer", "").Seniority; l != "" {
				level = l
			}
			all = append(all, mention{start: m[0], end: m[1], what: "role", who: subject{seniority: level}})
		}
	}
	return all
}

// architect is an engineer of some standing.
var architect = pattern.New(`(?i)architect$`)

// headOfField is a heading that is the name of a field: "GTM engineering".
var headOfField = pattern.New(`^\W*((?:[\p{L}/&-]+ ){1,3})[Ee]ngineering\W*$`)

// ofPlace is somebody by where they work.
var ofPlace = pattern.New(`^(\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,2}) (developer|engineer|programmer|coder)$`)

// firmNext follows a noun of people that says what a company does.
var firmNext = pattern.New(`(?i)^ (?:firms?|compan(?:y|ies)|agenc(?:y|ies)|platforms?|communit(?:y|ies))\b`)

// levelSuffix is a level as an adjective: "staff-level engineers".
var levelSuffix = pattern.New(`(?i)\b(staff|senior|junior|principal|lead|middle)-level\b`)

// shortNoun is a developer for short.
var shortNoun = pattern.New(`(?i)\b(?:dev|SWE|SDE)s?\b`)

// occupied ends an official name of people who develop.
var occupied = pattern.New(`(?i)development (?:professional|specialist|expert)s?$`)

// levelWord are words of a title that say its level alone.
var levelWord = map[string]bool{
	"senior":      true,
	"junior":      true,
	"mid-level":   true,
	"midlevel":    true,
	"entry-level": true,
	"experienced": true,
	"staff":       true,
	"principal":   true,
	"lead":        true,
	"graduate":    true,
	"mid":         true,
	"young":       true,
	"good":        true,
	"entry":       true,
	"middle":      true,
}

// titleWord reports whether a word before "developer" belongs to the title.
func titleWord(word string) bool {
	if strings.ContainsAny(strings.TrimPrefix(word, "."), ",;:.()\"“”0123456789$€£|") {
		return false
	}
	if countryCode(word) != "" || strings.HasSuffix(word, "-based") || strings.Trim(word, "-–—/&") == "" {
		return false // "Swiss engineers", "London – embedded engineers"
	}
	switch strings.ToLower(word) {
	case "a",
		"an",
		"the",
		"of",
		"for",
		"by",
		"that",
		"most",
		"all",
		"some",
		"many",
		"and",
		"or",
		"than",
		"as",
		"to",
		"in",
		"on",
		"is",
		"are",
		"what",
		"how",
		"where",
		"when",
		"does",
		"do",
		"if",
		"with",
		"us",
		"uk",
		"american",
		"british",
		"german",
		"typical",
		"average",
		"median",
		"pays",
		"pay",
		"paid",
		"same",
		"this",
		"these",
		"each",
		"every",
		"such",
		"other",
		"another",
		"its",
		"their",
		"million",
		"thousand",
		"lakh",
		"while", "whereas", "but", "because", "since", "so", "then", "also", "even", "like", "among", "between", "from",
		"at", "into", "about", "our", "your", "my", "not", "which", "who", "hire", "hiring", "find", "both", "only",
		"those", "earning",
		"für", "verdienen", "verdient", "als", "von", "die", "der", "den", "ein", "eine", "eines", "im", "bei",
		"with-":
		return false
	}
	return true
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// onlyRoleOf is the role that a text is about whose headings name none: the only one
// that it names.
func (w *world) onlyRoleOf(d document) (only subject) {
	for _, b := range d.blocks[:min(len(d.blocks), 200)] {
		for _, t := range append([]inline{b.text}, b.cells...) {
			t.text = clip(t.text, longest)
			for _, m := range w.roles(t.text) {
				switch {
				case m.value == "" || m.value == everyone || m.value == "other":
				case b.level > 0 || only.role != "" && only.role != m.value:
					return subject{}
				default:
					only.role = m.value
				}
			}
		}
	}
	return only
}

func onlyRole(all []mention) subject {
	for _, m := range all {
		if m.what == "role" && m.value != "" {
			m.who.skill = skillIn(all, m)
			return m.who
		}
	}
	return subject{}
}
