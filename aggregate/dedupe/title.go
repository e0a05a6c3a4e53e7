package dedupe

import (
	"regexp"
	"strings"

	"backpay/aggregate/place"
)

// Title is a title without what boards add to it: marks of sex such as
// "(m/w/d)", marks of remote work, places and requisition numbers, in
// brackets or as a last part of their own. Case, punctuation and accents are
// dropped. What tells one opening of an employer from another stays: team,
// product, language, level.
func Title(title string) string {
	s := title
	if strings.ContainsAny(s, "([{（【") { // most titles need none of this
		s = bracket.ReplaceAllStringFunc(s, func(b string) string {
			if extra(strings.Trim(b, "()[]{}（）【】 ")) {
				return " "
			}
			return b
		})
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
	s = cutTown(s)
	words := split(s)
	if len(words) == 0 {
		words = split(title)
	}
	return strings.Join(words, " ")
}

// cutTown drops a town at the end that nothing divides from the rest:
// "Support Engineer Tel Aviv". At least two words are left.
func cutTown(s string) string {
	words := strings.Fields(s)
	for n := min(3, len(words)-2); n > 0; n-- {
		tail := words[len(words)-n:]
		capital := true
		for _, w := range tail {
			capital = capital && w[0] >= 'A' && w[0] <= 'Z' && strings.ToUpper(w) != w
		}
		if capital && place.Is(strings.Join(tail, " ")) {
			return strings.Join(words[:len(words)-n], " ")
		}
	}
	return s
}

// regions are those of sales teams, which no gazetteer has.
var regions = set("gcn|sea|anz|aunz|apj|apac|emea|latam|amer|cdmx|dach|mena|benelux|nordics|americas")

func regionWords(words []string) bool {
	for _, w := range words {
		if !regions[w] {
			return false
		}
	}
	return true
}

// bracket is a bracket without another inside.
var bracket = regexp.MustCompile(`[(\[{（【][^()\[\]{}（）【】]*[)\]}）】]`)

// sexes is m/w/d and its like without brackets, at least two of the letters
// that stand for a sex in German, French, English, Dutch and the Nordic
// languages, or for all, divided by strokes.
var sexes = regexp.MustCompile(`(?i)(^|[\s,(\-])(?:[mwfdhxvkni]|div|gn|all)(?:\s?[/|]\s?(?:[mwfdhxvkni*]|div|gn|diverse?)){1,4}($|[\s,)\-])`)

// requisition is a number that systems put into titles: REQ-1234, JR012345,
// #4711, "Job ID 123".
var requisition = regexp.MustCompile(`(?i)\b(?:req(?:uisition)?|jr|r|job|ref|id|vacancy|posting)(?:\s?(?:id|no|nr|number))?\.?\s?[#:_\-]?\s?\d{3,}\b|#\s?\d{2,}\b|\b\d{5,}\b`)

func cutRequisition(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return requisition.ReplaceAllString(s, " ")
}

// last is the divider in front of the last part of a title.
var last = regexp.MustCompile(`\s*(?:\s[\-–—/|]\s|[|,:–—@]|\s-|-\s)[^|,:–—@]*?$`)

// extra reports whether a part of a title says nothing of the opening.
func extra(part string) bool {
	part = strings.TrimLeft(part, " -–—/|,:@")
	words := split(part)
	if len(words) == 0 {
		return true
	}
	return sexWords(words) || regionWords(words) || strings.TrimSpace(cutRequisition(part)) == "" || place.Is(part)
}

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

var sex = set("m|w|f|d|h|x|v|k|n|i|gn|mwd|mfd|div|divers|diverse|mann|frau|male|female|all|genders|gender|alle|geschlechter|any|mwx|homme|femme|hf|man|woman|other")
