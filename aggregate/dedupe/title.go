package dedupe

import (
	"slices"
	"strings"

	"backpay/aggregate/place"
	"backpay/scraper/pattern"
)

// Title is a title without what boards add to it: marks of sex such as
// "(m/w/d)", marks of remote work, places and requisition numbers, in
// brackets or as a last part of their own. Case, punctuation and accents are
// dropped. What tells one opening of an employer from another stays: team,
// product, language, level.
func Title(title string) string { return titled(clean(title), title) }

// titled is Title of a title that is clean already.
func titled(cleaned, title string) string {
	words := cutRegions(cutAnnounced(oneSpelling(split(cleaned))))
	if len(words) == 0 {
		words = split(title)
	}
	return strings.Join(words, " ")
}

// spellings are words of titles that are also written otherwise, compounds those that
// are also written as two, and numerals levels: a 1 may count the posts.
var (
	spellings = map[string]string{
		"sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "mgr": "manager", "engr": "engineer",
		"asst": "assistant", "assoc": "associate", "entwicklerin": "entwickler", "ingenieurin": "ingenieur",
	}
	compounds = map[[2]string]string{
		{"back", "end"}: "backend", {"front", "end"}: "frontend", {"full", "stack"}: "fullstack",
		{"dev", "ops"}: "devops", {"e", "commerce"}: "ecommerce", {"pre", "sales"}: "presales",
		{"mid", "market"}: "midmarket",
	}
	numerals = map[string]string{"2": "ii", "3": "iii", "4": "iv", "5": "v"}
	ands     = set("and|und|et|y")
)

// oneSpelling writes words of a title as most do: "Sr. Back-End Engineer 2" and
// "Senior Backend Engineer II" are one title.
func oneSpelling(words []string) []string {
	out := words[:0:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if s := spellings[w]; s != "" {
			w = s
		}
		if i+1 < len(words) {
			if s := compounds[[2]string{w, words[i+1]}]; s != "" {
				out, i = append(out, s), i+1
				continue
			}
		} else if s := numerals[w]; s != "" && i > 0 {
			w = s
		}
		if i == 0 || i+1 == len(words) || !ands[w] {
			out = append(out, w)
		}
	}
	return out
}

// announces are the words by which a title is made an announcement: "Otter hiring
// Weaver of Silk", "Otter needs Weaver of Silk".
var announces = set("hiring|need|needs|seeks")

// cutAnnounced drops what makes an announcement of a title: the word and those before
// it, by which the employer is called one way today and another tomorrow. Words stand
// before it and two behind.
func cutAnnounced(words []string) []string {
	for i := 1; i < len(words)-1; i++ {
		if announces[words[i]] && !linking[words[i-1]] && !linking[words[i+1]] {
			if len(words)-i > 2 {
				return words[i+1:]
			}
			return words
		}
	}
	return words
}

// linking are words beside which "hiring" is the work itself: "Director of Hiring and
// Pay".
var linking = set("of|for|in|the|and|or|manager|events")

// titleHash is a title's words in any order, by their stems: "Manager, Sales"
// and "Sales Manager", "Engineers" and "Engineer".
func titleHash(title string) uint32 {
	words := strings.Fields(title)
	for i, w := range words {
		words[i] = stem(w)
	}
	slices.Sort(words)
	return hash32(strings.Join(words, " "))
}

// stem makes one of those who do a work, and the doing: engineers, engineer,
// engineering; underwriter, underwriting.
func stem(w string) string {
	switch {
	case makers[w]:
		return "engine"
	case w == "grower": // of customers, beside hunters: boards write either
		return "growth"
	case w == "science" || w == "sciences":
		w = "scientist"
	}
	for _, end := range []string{"s", "ing", "er"} {
		if cut, ok := strings.CutSuffix(w, end); ok && len(cut) >= leastStem {
			w = cut
		}
	}
	return w
}

// makers are those who write software: two boards word one role by any of them.
var makers = set(
	"engineer|engineers|engineering|developer|developers|development|programmer|programmers|dev|devs|" +
		"entwickler|entwicklung|programmierer|developpeur|desarrollador|sviluppatore|ontwikkelaar",
)

// leastStem is how many letters a stem has at least.
const leastStem = 4

// clean is a title without what Title drops, but for regions.
func clean(title string) string {
	s := title
	if lower := strings.ToLower(s); slices.ContainsFunc(noticeRoots, func(r string) bool { return strings.Contains(lower, r) }) {
		s = notices.ReplaceAllString(s, " ")
	}
	if strings.ContainsAny(s, ":*_/") {
		s = bothSexes.ReplaceAllString(s, "$1")
	}
	if strings.ContainsAny(s, "([{（【") { // most titles need none of this
		s = bracket.ReplaceAllStringFunc(s, func(b string) string {
			if in := strings.Trim(b, "()[]{}（）【】 "); extra(in) || repeated(s, in) {
				return " "
			}
			return b
		})
	}
	if strings.ContainsAny(s, "$£€") {
		s = sums.ReplaceAllString(s, " ")
	}
	if strings.ContainsAny(s, "/|") {
		s = sexes.ReplaceAllString(s, " ")
	}
	s = cutRequisition(s)
	// Parts at the end: "Backend Engineer - Berlin - Remote".
	for strings.ContainsAny(s, "-–—/|,:@") {
		at := last.FindStringIndex(s)
		if at == nil || len(split(s[:at[0]])) == 0 || !extra(s[at[0]:]) {
			break
		}
		s = s[:at[0]]
	}
	return cutTown(s)
}

// repeated reports whether a title says all words of one of its brackets outside of it
// too: "[Security] Security Engineer".
func repeated(title, in string) bool {
	words := split(in)
	rest := split(strings.Replace(title, in, " ", 1))
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(rest, w) })
}

// cutTown drops a town at the end that nothing divides from the rest:
// "Support Engineer Tel Aviv", and what stands in front of it: "Drivers in
// Phoenix". At least one word is left, two where there is no "in".
func cutTown(s string) string {
	words := strings.Fields(s)
	for n := min(3, len(words)-2); n > 0; n-- {
		rest, tail := words[:len(words)-n], words[len(words)-n:]
		town := strings.Join(tail, " ")
		before := len(rest) - 1
		switch {
		case slices.ContainsFunc(tail, func(w string) bool { return w[0] < 'A' || w[0] > 'Z' || strings.ToUpper(w) == w }):
		case prepositions[rest[before]] && len(place.Resolve(town, "").Places) > 0:
			return strings.Join(rest[:before], " ")
		case place.Is(town):
			return strings.Join(rest, " ")
		}
	}
	return s
}

var prepositions = set("in|near|à|en")

// regions are those of sales teams, which no gazetteer has, with their
// adjectives.
var regions = set(
	"gcn|sea|anz|aunz|apj|apac|asean|emea|latam|amer|cdmx|dach|mena|benelux|nordic|nordics|americas|uki|east " +
		"coast|west coast|" +
		"greater china|southeast asia|south east asia|asia pacific|north america|north american|latin " +
		"america|latin american|" +
		"middle east|european|northern europe|southern europe|eastern europe|western europe",
)

// region returns the hash of the sales regions that a title names, 0 for none.
func region(title string) uint32 {
	words := split(title)
	rest := withoutRegions(words)
	if len(rest) == len(words) {
		return 0
	}
	var named []string
	for _, w := range words {
		if len(rest) > 0 && rest[0] == w {
			rest = rest[1:]
		} else {
			named = append(named, w)
		}
	}
	slices.Sort(named)
	return hash32(strings.Join(named, " "))
}

// regionWords reports whether the words are nothing but regions.
func regionWords(words []string) bool { return len(words) > 0 && len(withoutRegions(words)) == 0 }

// cutRegions drops regions wherever they stand in a title: a place is no
// reason to split. At least two words are left.
func cutRegions(words []string) []string {
	if cut := withoutRegions(words); len(cut) >= 2 {
		return cut
	}
	return words
}

// maxRegion is the most words of a region.
const maxRegion = 3

func withoutRegions(words []string) []string {
	out := words[:0:0]
next:
	for i := 0; i < len(words); i++ {
		for n := min(maxRegion, len(words)-i); n > 0; n-- {
			if regions[strings.Join(words[i:i+n], " ")] {
				i += n - 1
				continue next
			}
		}
		out = append(out, words[i])
	}
	return out
}

// notices are what systems and those who post write into titles beside them: "Copy
// 2 of", the terms of a contract, "urgent".
var notices = pattern.New(
	`(?i)^copy (?:\d+ )?of\b|\(copy(?: \d+)?\)|\b(?:w-?2 (?:only|role)|c2c|(?:only )?locals? (?:only|to)` +
		`|urgent(?:ly hiring)?|now hiring|immediate (?:hire|start|joiners?))\b`,
)

// noticeRoots stand in all notices: few titles have one.
var noticeRoots = []string{"copy", "w2", "w-2", "c2c", "local", "urgent", "now hiring", "immediate"}

// sums are amounts of money in titles, with what they are paid for: "$1,500 sign-on
// bonus", "up to £60k", "€200,000/year".
var sums = pattern.New(
	`(?i)(?:(?:earn|up to|from|paying|salary|ote):?\s*)?(?:us|ca|au)?[$£€]\s?\d[\d.,]*\s?(?:k|m)?\+?` +
		`(?:\s?(?:-|–|to)\s?[$£€]?\s?\d[\d.,]*\s?(?:k|m)?)?` +
		`(?:\s?/?\s?(?:per |an? )?(?:year|yr|hour|hr|day|month|week|annum|pa)\b)?` +
		`(?:\s?(?:usd|cad|gbp|eur|aud)\b)?(?:\s?(?:sign[- ]?(?:on|ing))?[- ]?bonus\b)?`,
)

// withoutEmployer drops the employer's name from a title that is an announcement:
// "Otter is hiring a Weaver", "Weaver at Otter", "Otter: Weaver".
func withoutEmployer(title, company string) string {
	name := strings.TrimSpace(company)
	at := len(title) - len(name)
	if len(name) < leastName || at <= 0 {
		return title
	}
	rest := title
	switch {
	case strings.EqualFold(title[:len(name)], name):
		if m := announced.FindString(title[len(name):]); m != "" {
			rest = title[len(name)+len(m):]
		}
	case strings.EqualFold(title[at:], name):
		rest = employed.ReplaceAllString(title[:at], "")
		if len(rest) == at {
			return title
		}
	}
	if len(split(rest)) == 0 {
		return title
	}
	return rest
}

// leastName is how many letters a name has at least to be looked for in a title.
const leastName = 3

// announced is what follows an employer's name before a title, employed what precedes
// it behind one.
var (
	announced = pattern.New(
		`(?i)^(?:\s*[|:–—]\s*|\s+-\s+|\s+(?:is |are )?(?:now )?(?:hiring|needs?|seeks?|recrute|sucht)\b:?(?:\s+an?\b)?\s*)`,
	)
	employed = pattern.New(`(?i)(?:\s+(?:at|bei|chez)\s+|\s*[@|]\s*|\s+[-–—]\s+|,\s+)$`)
)

// bracket is a bracket without another inside.
var bracket = pattern.New(`[(\[{（【][^()\[\]{}（）【】]*[)\]}）】]`)

// sexes is m/w/d and its like without brackets, at least two of the letters
// that stand for a sex in German, French, English, Dutch and the Nordic
// languages, or for all, divided by strokes.
var sexes = pattern.New(
	`(?i)(^|[\s,(\-])(?:[mwfdhxvkni]|div|gn|all)(?:\s?[/|]\s?(?:[mwfdhxvkni*]|div|gn|diverse?)){1,4}($|[\s,)\-])`,
)

// bothSexes is a German noun for both: "Entwickler:in", "Entwickler*innen".
var bothSexes = pattern.New(`(\pL{3,})[:*_/]-?(?:in|innen)\b`)

// requisition is a number that systems put into titles: REQ-1234, JR012345,
// #4711, "Job ID 123".
var requisition = pattern.New(
	`(?i)\b(?:req(?:uisition)?|jr|r|job|ref|id|vacancy|posting)(?:\s?(?:id|no|nr|number))?\.?\s?[#:_\-]?\s?\d{3,}\b|#\s?\d{2,}\b|\b\d{5,}\b`,
)

func cutRequisition(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return requisition.ReplaceAllString(s, " ")
}

// last is the divider in front of the last part of a title.
var last = pattern.New(`\s*(?:\s[\-–—/|]\s|[|,:–—@]|\s-|-\s)[^|,:–—@]*?$`)

// extra reports whether a part of a title says nothing of the opening.
func extra(part string) bool {
	headed := strings.HasPrefix(strings.TrimLeft(part, " "), "|") // in the head of a post, which is known by its length
	part = strings.TrimLeft(part, " -–—/|,:@")
	words := split(part)
	if len(words) == 0 {
		return true
	}
	return sexWords(words) || !headed && usual[strings.Join(words, " ")] ||
		strings.TrimSpace(cutRequisition(part)) == "" || isPlace(part)
}

// usual are the terms that adverts have unless they say otherwise.
var usual = set(
	"full time|fulltime|ft|permanent|perm|permanent full time|full time permanent|regular|regular full time|vollzeit|" +
		"unbefristet|festanstellung|cdi|temps plein|tiempo completo|tempo integral|efetivo|clt",
)

// isPlace reports whether a text only says where the work is: a place or a
// region, or a way of working there.
func isPlace(s string) bool { return places.of(s) }

// places remembers which lines only say where the work is: reading them anew
// for every advert was a quarter of what aggregating costs.
var places = newMemo(readsAsPlace)

func readsAsPlace(s string) bool {
	if place.Is(s) {
		return true
	}
	words := split(s)
	return regionWords(slices.DeleteFunc(words, func(w string) bool { return ways[w] }))
}

// ways are ways of working as they stand beside a region.
var ways = set("remote|hybrid|onsite|only|based|or|and")

// sexWords reports whether all words are marks of sex.
func sexWords(words []string) bool {
	if len(words) < 2 && words[0] != "gn" && words[0] != "mwd" && words[0] != "mfd" && words[0] != "alle" {
		return false
	}
	for _, w := range words {
		if !sex[w] {
			return false
		}
	}
	return true
}

var sex = set(
	"m|w|f|d|h|x|v|k|n|i|gn|mwd|mfd|div|divers|diverse|mann|frau|male|female|all|genders|gender|alle|geschlechter|any|mwx|homme|femme|hf|man|woman|other",
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for s := range strings.SplitSeq(list, "|") {
		m[s] = true
	}
	return m
}
