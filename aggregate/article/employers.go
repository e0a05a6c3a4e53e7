package article

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"backpay/scraper/pattern"
)

//go:embed data/employers.txt
var employersText string

// knownEmployers are names that are an employer's wherever they stand.
var knownEmployers = sync.OnceValue(func() *regexp.Regexp {
	var names []string
	for line := range strings.Lines(employersText) {
		if name := strings.TrimSpace(line); name != "" && name[0] != '#' {
			names = append(names, regexp.QuoteMeta(name))
		}
	}
	return regexp.MustCompile(`\b(?:` + strings.Join(names, "|") + `)\b`)
})

// product follows a name that is of a product: "Google Cloud".
var product = pattern.New(`^(?: (?:consultants?|skills?|certifi\w+|Cloud|Play|Ads|Maps|Sheets|Analytics|Scholar|` +
	`Web|Workspace|Trends|Azure|SQL|Store)\b|\.\w)|` +
	`^(?:'s|’s) (?:[\p{L}-]+ ){0,2}(?:languages?|frameworks?|platforms?|systems?|stores?|tools?|products?|ecosystem)\b`)

// employersHead is a heading of what employers pay.
var employersHead = pattern.New(
	`(?i)\b(?:compan(?:y|ies)|employers?|multinationals?|big (?:tech|names|players)|firms?|organi[sz]ations?|` +
		`banks|startups|start-ups)\b`,
)

// employerOfItem is the employer that an item of a list begins with, under a
// heading of employers: "Monzo – £72,000".
func employerOfItem(b block, said []mention) string {
	head := b.lead
	for _, h := range b.heading[:min(1, len(b.heading))] {
		head += " " + h.text
	}
	m := itemName.FindStringSubmatch(clip(b.text.text, 100))
	if !b.item || m == nil || !employersHead.MatchString(head) {
		return ""
	}
	var beside []mention
	for _, o := range said {
		if o.start < len(m[0]) && (o.what == "role" || o.what == "place" || o.what == "source" || o.what == "statistic") && !o.weak {
			beside = append(beside, o)
		}
	}
	if !nameOnly(m[1], beside) {
		return ""
	}
	return m[1]
}

var itemName = pattern.New(`^\W*(\p{Lu}[\w&.’'-]*(?: \p{Lu}[\w&.’'-]*){0,2})(?:\*\*|__)? ?(?::|–|—|-|\()`)

// seatOf stands before employers that a place is known for, whose pay is not meant.
var seatOf = pattern.New(`(?i)\b(?:home (?:of|to)|giants?|likes of|headquarters of)\b[^.;:\d]{0,60}$`)

// onlyEmployer is the one employer that the line over a table, or its heading, names.
func (w *world) onlyEmployer(b block) string {
	text := b.lead
	if text == "" && len(b.heading) > 1 {
		text = b.heading[0].text
	}
	only := ""
	for _, m := range knownEmployers().FindAllStringIndex(text, 3) {
		if product.MatchString(text[m[1]:]) || only != "" && only != text[m[0]:m[1]] {
			return ""
		}
		only = text[m[0]:m[1]]
	}
	return only
}

// employersOwn says that a heading, or the line over a list, is of what one employer pays.
var employersOwn = pattern.New(`(?i)\b(?:offers?|salar(?:y|ies)|pay|compensation|engineers?|developers?|levels?|` +
	`packages?)\b`)

// headOf is the innermost heading over a block that is not the title of the text.
func headOf(b block) string {
	if len(b.heading) < 2 {
		return ""
	}
	return b.heading[0].text
}

// bracketedEmployer is one of a list of employers with their figures in brackets.
var bracketedEmployer = pattern.New(`(\p{Lu}[\w&-]*(?: \p{Lu}[\w&-]*)?) \((?:[A-Z]{0,3}[$€£₹]|[A-Z]{3} )\d`)

// namedEmployers finds the employers that a text names by names that everybody
// knows, or in a list of employers.
func namedEmployers(s string, taken func(a, b int) bool) (all []mention) {
	add := func(a, b int) {
		if !taken(a, b) && !seatOf.MatchString(s[:a]) && !product.MatchString(s[b:]) {
			all = append(all, mention{start: a, end: b, what: "company", value: s[a:b]})
		}
	}
	for _, m := range knownEmployers().FindAllStringIndex(s, 20) {
		add(m[0], m[1])
	}
	if employersHead.MatchString(s) {
		for _, m := range bracketedEmployer.FindAllStringSubmatchIndex(s, 20) {
			if !notNames[strings.ToLower(s[m[2]:m[3]])] {
				add(m[2], m[3])
			}
		}
	}
	return all
}

// heldEmployers finds the employers of the evidence by names that are no plain words:
// "eBay", "Booking Holdings". The others are known by where they stand.
func (w *world) heldEmployers(s string, taken func(a, b int) bool) (all []mention) {
	if len(w.companies) == 0 {
		return nil
	}
	words := nameWord.FindAllStringIndex(s, 400)
	for i := 0; i < len(words); i++ {
		for n := min(3, len(words)-i); n > 0; n-- {
			a, b := words[i][0], words[i+n-1][1]
			name := strings.TrimRight(s[a:b], ".")
			if w.companies[strings.ToLower(name)] == name && ownWord.MatchString(name) && !taken(a, b) {
				all = append(all, mention{start: a, end: a + len(name), what: "company", value: name})
				i += n - 1
				break
			}
		}
	}
	return all
}

var (
	nameWord = pattern.New(`[\p{L}\d][\w&.-]*`)
	// ownWord matches a name that no plain word is, nor one at the beginning of a sentence.
	ownWord = pattern.New(`^.+[\p{Lu}\d&]`)
)
