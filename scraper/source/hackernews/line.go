package hackernews

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
)

// heading is what the first line of an advert says.
type heading struct {
	company, title, place, workplace, employment string
}

// readHeading takes a first line apart. Its parts stand in any order but for
// the company, which mostly comes first; each is known by its words, and what
// is known by none is a place, if it is short.
func readHeading(line string) heading {
	parts := split(line)
	if len(parts) > 1 && opening.MatchString(parts[0]) {
		parts = parts[1:]
	}
	var h heading
	var titles, places []string
	rest := parts
	if len(parts) > 1 {
		if name := companyName(parts[0]); !noun.MatchString(name) || hasRole(parts[1:]) {
			h.company, rest = name, parts[1:]
		}
	} else if m := hiringForm.FindStringSubmatch(line); m != nil {
		h.company = companyName(m[1])
		if role := strings.TrimSpace(m[2]); noun.MatchString(role) && utf8.RuneCountInString(role) <= 100 {
			h.title = role
		}
		return h
	} else {
		if noun.MatchString(line) && utf8.RuneCountInString(line) <= 100 {
			h.title = line
		}
		return h
	}
	for i, part := range rest {
		part = passing.ReplaceAllString(part, " ")
		rest[i] = part
		kind := kindOf(part)
		if kind == "role" { // of a "Smart Contract Engineer (part-time)" only the latter counts
			rest[i] = strings.Join(brackets.FindAllString(part, -1), " ")
		}
		if kind == "role" {
			titles = append(titles, trimmed(prefix.ReplaceAllString(address.ReplaceAllString(part, " "), "")))
		}
		if kind == "place" || kind == "workplace" && len(workWord.ReplaceAllString(part, "")) > 3 && placeLeft(part) {
			places = append(places, trimmed(address.ReplaceAllString(part, " ")))
		}
	}
	h.title, h.place = htmltext.Join(titles...), htmltext.Join(places...)
	h.workplace = workplaceOf(rest)
	h.employment = employmentOf(rest)
	return h
}

// opening are first parts that name no company.
var opening = pattern.New(`(?i)^(?:seeking freelancers?|(?:now |we['’]?re )?hiring|job|closed|update)$`)

// hiringForm is a first line without parts: "At Acme we're hiring", "Acme is
// hiring a Backend Engineer for ...".
var hiringForm = pattern.New(
	`^(?:At )?([\p{Lu}\d][^,.;:|]{0,60}?)\s+(?:is|are|we['’]re|we are)\s+(?:\w+\s+)?(?:hiring|looking|seeking|recruiting)\b(?:\s+(?:for\s+)?(?:an?|our|the)?\s*(.*?)(?:\s+(?:on|to|who|in|at|for|and|with)\s|[.,!;:\n(]|$))?`,
)

// split parts a line at its bars, but for those in brackets; a line without
// bars at its dashes or bullets.
func split(line string) []string {
	if parts := splitAt(line, func(s string) int {
		if s[0] == '|' {
			return 1
		}
		return 0
	}); len(parts) > 1 {
		return parts
	}
	if utf8.RuneCountInString(line) > 200 {
		return []string{line}
	}
	return splitAt(line, func(s string) int {
		for _, sign := range []string{" — ", " – ", " -- ", " - ", " • ", " · ", "; "} {
			if strings.HasPrefix(s, sign) {
				return len(sign)
			}
		}
		return 0
	})
}

func splitAt(line string, sign func(string) int) []string {
	var parts []string
	depth, begin := 0, 0
	add := func(end int) {
		if p := trimmed(line[begin:end]); p != "" {
			parts = append(parts, p)
		}
	}
	for i := 0; i < len(line); {
		switch line[i] {
		case '(', '[':
			if strings.ContainsAny(line[i:], ")]") { // one that nobody closes is none
				depth++
			}
		case ')', ']':
			depth = max(depth-1, 0)
		}
		if n := sign(line[i:]); n > 0 && depth == 0 {
			add(i)
			i += n
			begin = i
			continue
		}
		i++
	}
	add(len(line))
	return parts
}

// trimmed drops the signs that people set around words for emphasis.
func trimmed(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("*#_,;:–—-·•|>~\"", r)
	})
}

// companyName drops an address and the accelerator's mark from a name.
func companyName(s string) string {
	s = address.ReplaceAllString(s, "\x00")
	if at := motto.FindStringIndex(s); at != nil && at[0] > 0 {
		s = s[:at[0]]
	}
	s = aside.ReplaceAllString(strings.ReplaceAll(s, "\x00", " "), " ")
	s = trimmed(s)
	if utf8.RuneCountInString(s) > 80 {
		return ""
	}
	return s
}

var (
	address = pattern.New(`\(?\b(?:https?://|www\.)[^\s)]+\)?|\((?:[\w-]+\.)+[a-z]{2,}(?:/[^\s)]*)?\)`)
	// motto is what may follow a name: what the company does, that it is hiring.
	motto  = pattern.New(`\s(?:-{1,2}|[–—])\s|\s(?:is|are|we['’]re)\s(?:\w+\s)?hiring\b|\s\((?:[^)]*)$`)
	aside  = pattern.New(`(?i)\(\s*(?:YC\b[^)]*|[^)]*\bYC\s?[SWFX]?\d\d[^)]*|[SWFX]\d\d)?\s*\)`)
	prefix = pattern.New(`(?i)^(?:now |we(?: are|['’]re) )?hiring:?\s+(?:for\s+)?(?:an?\s+)?`)

	site     = pattern.New(`^(?:https?://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)$`)
	workWord = pattern.New(
		`(?i)\b(?:(?:fully|100%|primarily|mostly)[ -])?(?:remote(?:ly)?(?:[ -](?:first|friendly|only|possible|ok(?:ay)?|work))?|on-?\s?site|hy?brid|hybrid|wfh|in[ -](?:office|person)|telecommute)\b`,
	)
	jobWord = pattern.New(
		`(?i)\b(?:full[ -]?time|part[ -]?time|contract(?:or|ing|-to-hire)?|freelance|intern(?:s|ship|ships)?|permanent|temporary|fte|ft|1099|w2)\b`,
	)
	money = pattern.New(
		`(?i)[$€£¥₹]\s?\d|\d\s?[$€£]|\b\d{2,3}\s?k\b|\b(?:usd|eur|gbp|cad|aud|chf|inr)\b|\b(?:salary|equity|compensation|bonus|stock)\b`,
	)
	noise = pattern.New(
		`(?i)\b(?:visa|relocation|sponsor\w*|clearance|citizen\w*|series [a-f]|pre-?seed|seed|yc|b2b|saas|pto|time ?zones?|hours?|hrs|days?|interview|apply|benefits|401k|funded|funding|stealth|candidates?|start-?up|stack|levels?)\b`,
	)
	// noun is a word for one who works; with it a part is a role.
	noun = pattern.New(
		`(?i)\b(?:engineers?|engs?|developers?|devs?|programmers?|architects?|designers?|managers?|scientists?|researchers?|analysts?|administrators?|admins?|leads?|directors?|head of|vp|cto|ceo|cfo|coo|cpo|sres?|swes?|sdets?|fdes?|ems?|tpms?|pms?|founders?|co-?founders?|specialists?|consultants?|technicians?|recruiters?|marketers?|writers?|editors?|testers?|interns? \w+|professors?|teachers?|advocates?|executives?|associates?|strategists?|coordinators?|officers?|representatives?|member of (?:the )?technical staff|technical staff|mts|devops|dbas?|qas?|bdrs?|sdrs?|generalists?|experts?|operators?|hackers?)\b`,
	)
	// field is a word for a kind of work, a role where no noun is.
	field = pattern.New(
		`(?i)\b(?:roles?|positions?|openings?|engineering|full-?\s?stack|front-?\s?end|back-?\s?end|infrastructure|swe|data|ml|ai|machine learning|product|design|gtm|go-to-market|operations|ops|sales|marketing|growth|security|mobile|ios|android|platform|research|software|technical|it support|support|firmware|embedded|blockchain|robotics)\b`,
	)
	// tech are parts that list what is worked with.
	tech = pattern.New(
		`(?i)\b(?:python|java|javascript|typescript|react|node(?:\.js)?|golang|rust|ruby|rails|kotlin|swift|php|c\+\+|elixir|django|vue|postgres\w*|aws|kubernetes|graphql|\.net|sql|linux)\b|\bGo,`,
	)
)

// kindOf tells what a part of a first line is about.
func kindOf(part string) string {
	long := utf8.RuneCountInString(part) > 120
	outside := brackets.ReplaceAllString(part, " ")
	switch {
	case site.MatchString(part), strings.TrimSpace(address.ReplaceAllString(part, "")) == "":
		return "address"
	case long:
		if workWord.MatchString(part) {
			return "other"
		}
		return "text"
	case len(strings.Fields(outside)) > 8 && sentence.MatchString(outside):
		return "text"
	case noun.MatchString(outside):
		return "role"
	case workWord.MatchString(part):
		return "workplace"
	case jobWord.MatchString(part):
		return "employment"
	case money.MatchString(part):
		return "pay"
	case field.MatchString(outside) && !strings.Contains(part, ", USA"):
		return "role"
	case noise.MatchString(part), tech.MatchString(part), strings.ContainsAny(part, "0123456789"):
		return "other"
	}
	return "place"
}

var brackets = pattern.New(`[(\[][^)\]]*[)\]]`)

func hasRole(parts []string) bool {
	for _, p := range parts {
		if kindOf(p) == "role" {
			return true
		}
	}
	return false
}

// passing is remote work for a while only, which is no kind of workplace:
// "Onsite (remote during the pandemic)".
var passing = pattern.New(`(?i)\([^()]*` + whileOnly + `[^()]*\)|` + whileOnly + `[^,;()|]*`)

const whileOnly = `\b(?:(?:temporar(?:y|ily)|currently|initially)[ -]+(?:100%\s+|fully\s+)?(?:remote|wfh)\b|` +
	`(?:remote|wfh)(?:\s?/\s?wfh)?\s+(?:currently|temporarily|until|during|due to|because of|at the moment|for (?:now|(?:the )?time being|the moment))\b)`

// placeLeft reports whether a part names more than kinds of workplace.
func placeLeft(part string) bool {
	left := jobWord.ReplaceAllString(workWord.ReplaceAllString(part, " "), " ")
	left = fill.ReplaceAllString(address.ReplaceAllString(left, " "), " ")
	return strings.IndexFunc(left, unicode.IsLetter) >= 0
}

var fill = pattern.New(
	`(?i)\b(?:or|and|only|preferred|ok|option(?:al)?|possible|friendly|flexible|work|days?|a|per|week|in|office|the|first|fully|also|considered)\b|\d+`,
)

// workplaceOf reads the kind of workplace where the parts name one only.
func workplaceOf(parts []string) string {
	found := ""
	for _, p := range parts {
		if utf8.RuneCountInString(p) > 160 {
			continue
		}
		for _, w := range workWord.FindAllString(p, -1) {
			w = strings.ToLower(w)
			kind := "onsite"
			switch {
			case strings.Contains(w, "remote"), w == "wfh", w == "telecommute":
				kind = "remote"
			case strings.HasSuffix(w, "brid"):
				kind = "hybrid"
			}
			switch {
			case found == "", found == kind:
				found = kind
			case found+kind == "onsitehybrid",
				found+kind == "hybridonsite": // "onsite (hybrid)", "hybrid, 3 days in office"
				found = "hybrid"
			default:
				return ""
			}
		}
	}
	return found
}

// employmentOf reads the kind of employment where the parts name one only.
func employmentOf(parts []string) string {
	found := ""
	for _, p := range parts {
		if utf8.RuneCountInString(p) > 160 {
			continue
		}
		for _, w := range jobWord.FindAllString(p, -1) {
			kind := words.Employment(w)
			switch strings.ToLower(w) {
			case "interns", "internships":
				kind = "internship"
			case "fte", "ft", "w2":
				kind = "full-time"
			case "contracting", "contract-to-hire", "1099":
				kind = "contract"
			}
			if kind == "permanent" { // says nothing of the hours
				continue
			}
			if found != "" && found != kind {
				return ""
			}
			found = kind
		}
	}
	return found
}
