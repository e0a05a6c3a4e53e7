package article

import (
	"strings"

	"backpay/aggregate/role"
	"backpay/scraper/pattern"
)

// nounFirst are the nouns of roles in languages that put what somebody does behind
// them: "développeur full stack", "desarrolladores backend", "programista Java".
var nounFirst = pattern.New(
	`(?i)\b(?:d[ée]veloppeu(?:r|se)s?|ing[ée]nieure?s?|desarrollador(?:as?|es)?|programador(?:as?|es)?|` +
		`ingenier[oa]s?|desenvolvedor(?:as?|es)?|engenheir[oa]s?|programi[sś](?:ta|ty|ci|tka|t[oó]w)|` +
		`deweloper(?:zy|a|[oó]w)?|sviluppator[ei]|sviluppatric[ei]|programmator[ei]|ontwikkelaars?|programmeu(?:r|se)s?)\b`,
)

// ofAnyTrade are those of the nouns whose people need not work with software.
var ofAnyTrade = pattern.New(`(?i)^(?:ing[ée]nieure?s?|ingenier[oa]s?|engenheir[oa]s?)$`)

// singular are the endings of the nouns in the plural, with those that titles have.
var singular = strings.NewReplacer(
	"adores", "ador", "edores", "edor", "atori", "atore", "iści", "ista", "isty", "ista", "istów", "ista",
	"istow", "ista", "istci", "ista", "zy", "", "laars", "laar", "ieros", "iero", "heiros", "heiro", "eurs", "eur",
)

// behind is how many words behind a noun may say what its people do.
const behind = 3

// nounsFirst finds roles of such languages, each with the words behind it as far as
// they make the role a kind.
func nounsFirst(s string) (all []titled) {
	for _, m := range nounFirst.FindAllStringIndex(s, 40) {
		noun := singular.Replace(strings.ToLower(s[m[0]:m[1]]))
		t := titled{start: m[0], end: m[1], title: noun, bare: true}
		for _, end := range wordEnds(s, m[1]) {
			title := noun + s[m[1]:end]
			if r := role.Read(title, ""); r.Family != "software" && r.Family != "other" {
				t.end, t.title, t.bare = end, title, false
				break
			}
		}
		if t.bare && ofAnyTrade.MatchString(s[m[0]:m[1]]) {
			continue
		}
		all = append(all, t)
	}
	return all
}

// wordEnds are the ends of the words behind a place of a text, up to where its
// sentence, or what is said of the noun, ends.
func wordEnds(s string, from int) (ends []int) {
	for len(ends) < behind && from < len(s) && s[from] == ' ' {
		n := strings.IndexAny(s[from+1:], " \n\t.,;:()")
		if n < 0 {
			n = len(s) - from - 1
		}
		from += 1 + n
		ends = append(ends, from)
	}
	return ends
}

// titled is a title that stands in a text; bare says that it is a noun alone.
type titled struct {
	start, end int
	title      string
	bare       bool
}
