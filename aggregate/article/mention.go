package article

import (
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"backpay/scraper/pattern"
)

// mention is a word of a sentence that says something of its figures.
type mention struct {
	start, end int
	what       string // statistic, kind, role, place, source, year, n, skill
	value      string
	weak       bool   // gives way to any other of the sentence
	title      string // of a role, as written
	engineer   bool   // a role whose noun is "engineer"
	region     bool   // a place that is a part of the world
	bare       bool   // a role that is named by its last word alone: "developers"
	who        subject
	number     int // of a year; 1 for a statistic that a share of people says
	known      bool
	month      bool // a year that stands with its month
}

// subject is a role or a place that pay is of.
type subject struct {
	role, seniority      string
	country, city, metro string
	skill                string // of a title: "Python developer"
}

// rule is a pattern and what its match says.
type rule struct {
	re    *pattern.Pattern
	value string
	weak  bool
}

func rules(pairs ...string) []rule {
	var all []rule
	for i := 0; i < len(pairs); i += 2 {
		value, weak := strings.CutPrefix(pairs[i], "~")
		all = append(all, rule{pattern.New(`(?i)\b(?:` + pairs[i+1] + `)\b`), value, weak})
	}
	return all
}

// Words of statistics and of kinds of pay. The first that matches at a place
// counts, so the narrower stand first.
var (
	statistics = rules(
		"p25-p75",
		`middle half|interquartile|middle 50|25th (?:to|and|through) (?:the )?75th|(?:middle|central) 50`,
		"p10-p90",
		`10th (?:to|and|through) (?:the )?90th|middle 80`,
		"p25",
		`25th percentile|p(?:ct ?)?25|(?:lower|first|bottom|lowest)(?:[- ]paid|[- ]earning)? (?:quart(?:ile|er)|25(?: ?%| percent|`+
			` per cent)?)|25th`,
		"p75",
		`75th percentile|p(?:ct ?)?75|(?:upper|third|top|highest)(?:[- ]paid|[- ]earning)? (?:quart(?:ile|er)|25(?: ?%| percent|`+
			` per cent)?)|75th`,
		"p10",
		`10th percentile|p(?:ct ?)?10|(?:bottom|lowest)(?:[- ]paid|[- ]earning)? (?:tenth|10|ten|decile)(?: ?%| percent|`+
			` per cent)?|10th`,
		"p90",
		`90th percentile|p(?:ct ?)?90|(?:top|highest|best)(?:[- ]paid|[- ]earning)? (?:tenth|10|ten|decile)(?: ?%|`+
			` percent| per cent)?|90th`,
		"ci",
		`confidence interval|% interval`,
		"median",
		`medians?|median(?:gehalt|gehälter|einkommen)|50th percentile|50th|p50|mid-?point|`+
			`médiane?s?|mediana|mediano|mediaan`,
		"mean",
		`averag(?:e|es|ed|ing)|avg|mean|means of|durchschnitt(?:lich\p{L}*|s\p{L}*)?|im schnitt|im mittel|`+
			`moyen(?:ne)?s?|promedio|m[ée]di[oa] (?:de|es|[ée]|bruto|anual)|de media|em média|in media|`+
			`(?:salario|sueldo|salário|stipendio) (?:\p{L}+ )?m[ée]dio|s?redni\p{L}*|przeci[ęe]tn\p{L}*|gemiddelde?n?`,
		"typical",
		`typical|typically|usually|usual|normal|normally`,
		"max",
		`highest|maximum|as high as|as much as|top (?:salary|pay)|tops out at|high (?:wage|salary|end)|`+
			`(?:go(?:es)?|earn|make|reach|command|fetch) up to|^\s*(?:high|max)\s*$`,
		"min",
		`lowest|minimum|starts? (?:at|on|around|from)|low (?:wage|salary|end)|lower end of the (?:scale|range|spectrum)|`+
			`^\s*(?:low|min)\s*$`,
	)
	kinds = rules(
		"base",
		`(?:before|without|excluding|not counting|leaving out|(?:supplemented|topped up|`+
			`augmented|complemented|comes?) with) (?:bonus(?:es)?|stock|equity|shares)|base|`+
			`basic (?:pay|salary)|fixed (?:pay|salary)`,
		"total",
		`total (?:annual )?(?:pay|compensation|comp|cash|earnings|package|rewards?)|total|(?:including|`+
			`with|plus|counting) (?:the )?(?:bonus(?:es)?|stock|equity|shares)(?:(?:,|,? and) (?:bonus(?:es)?|stock|equity|shares))*|(?:bonus(?:es)?|stock|equity|`+
			`shares) included|all-in|TC|compensation package|CTC|cost[- ]to[- ]company`,
		"ote",
		`OTE|on-target(?: earnings)?`,
		"additional",
		`profit[- ]sharing|shared profits?|additional (?:cash )?(?:pay|compensation|comp)|extra (?:pay|`+
			`compensation)|cash compensation on top`,
		"bonus",
		`(?:sign(?:ing|-on) |annual |yearly |cash |relocation )?(?:bonus(?:es)?|relocation (?:payment|package))`,
		"stock",
		`stock (?:grants?|options?|awards?)|(?:virtual )?shares|[EV]SOPs?|RSUs?|equity (?:grants?|awards?)|`+
			`stock|equity`,
		"~total",
		`compensation|package`,
		"~base",
		`salary|salaries|wages?`,
	)
	roleNouns = pattern.New(
		`(?i)\b(?:developers?|devs?|SWEs?|SDEs?|SREs?|engineers?|programmers?|coders?|(?:development|software|` +
			`devops|data|cloud|` +
			`security) (?:professionals?|specialists?|experts?)|scientists?|analysts?|architects?|testers?|` +
			`designers?|administrators?|sysadmins?|managers?|\p{L}*entwickler(?:n|in|innen)?|programmierer(?:n|in|innen)?)\b`,
	)
	roleBare = pattern.New(
		`(?i)\b(?:(senior|junior|mid-level|staff|principal|lead)\s+)?(back[- ]?ends?|front[- ]?ends?|` +
			`full[- ]?stack|devops|data engineering|machine learning|data science|(?:software|web|mobile(?: app)?|app) development|` +
			`software engineering|QA|SDETs?|` +
			`(?:cyber ?|information )security (?:professionals?|roles|jobs|positions|employment|careers?|` +
			`salar(?:y|ies)|pay))\b`,
	)
	roleOther = pattern.New(
		`(?i)\b(?:nurses?|teachers?|plumbers?|lawyers?|doctors?|accountants?|drivers?|electricians?|` +
			`journalists?|writers?|academic researchers?|educators?|economists?|statisticians?|actuaries|` +
			`mathematicians?|interpreters?|barristers?|baristas?|cooks?|physicians?|dentists?|pilots?)\b`,
	)
	seniorAlone = pattern.New(
		`(?i)\b(seniors?|juniors?|entry[- ]level|mid(?:dle)?[- ]level|mid[- ]career|intermediate|new grads?|` +
			`graduates?|freshers?|interns?|(?:tech|team|technical) leads?)(?: ones?| people| staff| roles?|` +
			` posts?| hires?| positions?| jobs?)?\b`,
	)
	capitals    = pattern.New(`\p{Lu}[\p{L}'’.-]*\p{L}(?:(?: |, )\p{Lu}[\p{L}'’.-]*\p{L}){0,4}`)
	preposition = pattern.New(`(?i)(?:\b(?:in|around|near|across|outside|(?:mov|relocat)(?:e|` +
		`ing) to)\s+(?:the\s+)?|^\s*)$`)
	years = pattern.New(`\b((?:19|20)\d\d)(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?\b`)
	today = pattern.New(
		`(?i)\b(?:today|right now|now|currently|these days|at present|this (?:year|month|autumn|spring))\b`,
	)
	yearBefore = pattern.New(`(?i)\b(?:last year|(?:a|one) year (?:ago|earlier|before)|(?:twelve|` +
		`12) months (?:ago|earlier|before))\b`)
	unsourced = pattern.New(
		`(?:[Ll]aut (?:der |dem )(?:Job|Gehalts|Karriere|Stellen)\p{Ll}+|[Aa]ccording to|[Ss]ource:|` +
			`[Dd]ata from|, (?:says|reports|finds|reckons)|` +
			`[Ff]igures from|(?:[Rr]esearch|[Ss]tudy|[Ss]urvey|[Aa]nalysis|[Rr]eport|[Dd]ata) (?:by|` +
			`from) [^.;,()]{0,50}?(?:provider|firm|company|` +
			`agency|platform|site|portal|recruiter|marketplace)|(?:[Rr]esearch|[Ss]tudy|[Ss]urvey|` +
			`[Aa]nalysis) by|[Aa]ccording to (?:[\p{Ll}’'-]+ ){0,6}(?:(?:by|from)(?: [^.;,()]{0,50}?(?:provider|` +
			`firm|company|agency|marketplace))?|portal|platform|site|firm|recruiters?)) ` +
			`(?:the )?(\p{Lu}[\w.&-]*(?: (?:(?:of|for) )?\p{Lu}[\w.&-]*){0,3})|` +
			`\b(\p{Lu}[\w&-]*(?:\.\w+)?(?: (?:(?:of|` +
			`for) )?\p{Lu}[\w&-]*){0,3})(?: \([^()]{2,120}\))? (?:also )?(?:says|reports|reported|puts|put|` +
			`shows|recorded|found|finds|` +
			`gives|lists|claims|quotes|estimates|calculates|reckons|has it|has released|released|published|analy[sz]ed|surveyed|polled)\b|` +
			`(\p{Lu}[\w&-]*(?: \p{Lu}[\w&-]*){0,2})(?:'s|’s) (?:\d{4} )?(?:[\p{L}]+ ){0,3}?(?:guide|report|` +
			`survey|data|figures|index|study|users|respondents|estimates?)\b|` +
			`(?:[Aa]ccording to|[Dd]ata from|[Ff]igures from) ([a-z][\w-]*\.(?:io|com|co|net|fyi|dev|org|de|nl))\b`,
	)
	ours = pattern.New(
		`(?i)\b(?:our own|our (?:figures?|data|count|adverts|median|analysis|numbers|report)|we (?:count|` +
			`counted|find|found|measure|measured)|backpay)\b`,
	)
	skillSlot = pattern.New(
		`\b(?:[Kk]nowing|[Kk]now|[Ss]kills? (?:in|of|like)|[Uu]sing|[Ww]ith|[Pp]remium for|` +
			`[Ff]or) (\p{Lu}[\w+#.]*(?: \p{Lu}[\w+#.]*)?)|` +
			`\b(\p{Lu}[\w+#.]*(?: \p{Lu}[\w+#.]*)?) (?:is worth|adds?|pays?|earns?|brings?|commands?|raises|` +
			`lifts|boosts|skills?|developers|engineers|experience)\b|\b([\p{L}][\p{L}+#]{2,}) (?:is worth|` +
			`adds|raises|lifts|boosts)\b`,
	)
)

//go:embed data/countries.txt
var countriesText string

// countryCode returns the code of a country by its name in texts, or "".
func countryCode(name string) string {
	codes, _ := countries()
	return codes[name]
}

// countries returns countries by their names in texts, and what any of them matches.
var countries = sync.OnceValues(func() (codes map[string]string, words *regexp.Regexp) {
	codes = map[string]string{}
	var names []string
	for line := range strings.Lines(countriesText) {
		code, list, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || code == "#" {
			continue
		}
		for name := range strings.SplitSeq(list, "|") {
			codes[name] = code
			names = append(names, regexp.QuoteMeta(name))
		}
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return codes, regexp.MustCompile(`\b(?:` + strings.Join(names, "|") + `)(?:\b|$)`)
})

// labelled is what follows a name that what comes is of: "New York: $140,000",
// "Zurich pays".
var labelled = pattern.New(
	`^\s*(?:[:–—(|]|- )|^, where\b|^(?:, [^,.;]{3,40},)?(?: (?:still|thus|now|also|even|again|alone|therefore|` +
		`itself))? (?:pays|paid|had|saw|offered|offers|comes|leads|remains|stays|keeps|has|sees|heads|wins|boasts|beats|follows|tops|` +
		`averages|averaged|registered|recorded|posted|saw|counts|counted|employs|is|ranks|trails|sits|lags|` +
		`stands)\b|` +
		`^(?:, \p{Lu}[\p{L} ]+){0,6},? and \p{Lu}[\p{L} ]+? (?:pay|offer|come|lead|follow|average|make)\b`,
)

// amountNext follows a name that begins an item and whose figure it is: "Oulu, $41,600".
var amountNext = pattern.New(`^,? (?:about |around )?[A-Z]{0,3}[$€£₹] ?\d`)

// notNames are words that stand with a capital for another reason.
var notNames = map[string]bool{
	"it":          true,
	"he":          true,
	"she":         true,
	"they":        true,
	"this":        true,
	"that":        true,
	"the":         true,
	"who":         true,
	"one":         true,
	"somebody":    true,
	"everyone":    true,
	"survey":      true,
	"a":           true,
	"an":          true,
	"and":         true,
	"but":         true,
	"which":       true,
	"we":          true,
	"i":           true,
	"you":         true,
	"median":      true,
	"mean":        true,
	"average":     true,
	"there":       true,
	"in":          true,
	"report":      true,
	"back-end":    true,
	"front-end":   true,
	"knowing":     true,
	"having":      true,
	"nobody":      true,
	"some":        true,
	"these":       true,
	"those":       true,
	"reading":     true,
	"mobile":      true,
	"nice":        true,
	"so":          true,
	"bath":        true,
	"most of":     true,
	"such":        true,
	"job":         true,
	"experience":  true,
	"rs":          true,
	"rs.":         true,
	"inr":         true,
	"usd":         true,
	"eur":         true,
	"gbp":         true,
	"remote":      true,
	"hybrid":      true,
	"onsite":      true,
	"freelance":   true,
	"female":      true,
	"male":        true,
	"experienced": true,
	"many":        true,
	"most":        true,
	"senior":      true,
	"junior":      true,
	"developers":  true,
	"backend":     true,
	"frontend":    true,
	"for":         true,
	"what":        true,
	"software":    true,
	"data":        true,
	"site":        true,
	"its":         true,
	"table":       true,
	"chart":       true,
	"figure":      true,
	"tech":        true,
	"big":         true,
	"employers":   true,
	"here":        true,
	"let":         true,
	"how":         true,
	"why":         true,
	"when":        true,
	"where":       true,
	"today":       true,
	"national":    true,
	"regional":    true,
	"annual":      true,
	"hourly":      true,
	"percentile":  true,
	"research":    true,
	"study":       true,
	"studies":     true,
	"analysis":    true,
	"recent":      true,
	"statistics":  true,
	"figures":     true,
}

// mentions finds what a text says of its figures. The text is bounded by the
// caller.
func (w *world) mentions(t inline) []mention {
	s := t.text
	var all []mention
	free := func(start, end int, what string) bool {
		return !slices.ContainsFunc(
			all,
			func(m mention) bool { return m.what == what && start < m.end && m.start < end },
		)
	}
	for _, m := range shareOfPeople.FindAllStringSubmatchIndex(s, 10) {
		less := m[len(m)-4] >= 0
		share := strings.Replace(s[m[0]:m[1]], " out of ", " in ", 1)
		if few := strings.Fields(share); len(few) > 3 { // "one in ten", "25 per cent"
			share = strings.Join(few[:3], " ")
		}
		all = append(all, mention{start: m[0], end: m[1], what: "statistic", value: quantileOf(share, less), number: 1})
	}
	for what, list := range map[string][]rule{"statistic": statistics, "kind": kinds} {
		for _, r := range list {
			for _, m := range r.re.FindAllStringIndex(s, 50) {
				if free(m[0], m[1], what) && !(what == "statistic" && ranks(s, m)) &&
					!(what == "kind" && counted.MatchString(s[m[0]:])) {
					all = append(all, mention{start: m[0], end: m[1], what: what, value: r.value, weak: r.weak})
				}
			}
		}
	}
	otherEnds(s, all)
	if m := endFirst.FindStringSubmatchIndex(s); m != nil {
		all = append(all, mention{start: m[2], end: m[3], what: "statistic", value: ends[strings.ToLower(s[m[2]:m[3]])]})
	}
	all = append(all, w.roles(s)...)
	all = append(all, w.sources(t)...)
	all = append(all, w.skills(s)...)
	all = append(all, w.places(s, all)...)
	all = slices.DeleteFunc(all, func(m mention) bool { // "London pays more" is of no skill
		return m.what == "skill" && slices.ContainsFunc(all, func(p mention) bool {
			return (m.weak && p.what == "place" || p.what == "source" && p.known && p.end-p.start > m.end-m.start) &&
				p.start < m.end && m.start < p.end
		})
	})
	all = append(all, w.companyNames(s, all)...)
	for _, m := range years.FindAllStringSubmatchIndex(s, 50) {
		y, _ := strconv.Atoi(s[m[2]:m[3]])
		all = append(all, mention{start: m[0], end: m[1], what: "year", number: y, month: monthBefore.MatchString(s[:m[0]])})
	}
	if y := number4(w.today); y > 0 {
		for _, m := range yearBefore.FindAllStringIndex(s, 5) {
			all = append(all, mention{start: m[0], end: m[1], what: "year", number: y - 1, weak: true})
		}
	}
	for _, m := range today.FindAllStringIndex(s, 20) {
		all = append(all, mention{start: m[0], end: m[1], what: "year", value: "now"})
	}
	slices.SortStableFunc(all, func(a, b mention) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return strings.Compare(a.what, b.what)
	})
	return all
}

// endFirst is an end of a range that begins an item: "Low: $29.10".
var (
	endFirst = pattern.New(`(?i)^\W*(low|high|min|max)\s*[:—–-]`)
	ends     = map[string]string{"low": "min", "min": "min", "high": "max", "max": "max"}
)

// labelNext follows a name that stands before a figure as its label.
var labelNext = pattern.New(`^\W*(?:[:–—|(]|-\s|$)`)

// ofYear makes a quarter one of a year; middling says which of starting salaries.
var (
	ofYear   = pattern.New(`(?i)^ (?:of |in )?(?:the year|(?:19|20)\d\d|this year|last year)`)
	middling = pattern.New(`(?i)\b(?:median|average|mean|typical) $`)
)

// ranked is what stands before a superlative that ranks a figure and is no
// statistic of it: "₹12 LPA, the highest of all".
var ranked = pattern.New(`\d ?[\p{L}%)]{0,6}, (?:by far |easily )?the (?:by far )?$`)

// superlative is a word that can rank: "the average" can't.
var superlative = pattern.New(`^(?:\p{L}+est|most|least|top|max|min)`)

// yearThe is no figure that a superlative follows: "in 2023, the highest".
var yearThe = pattern.New(`\b(?:19|20)\d\d(?: \p{L}+)?\)?, the $`)

// ranksNames is what follows a superlative that ranks names: "highest-paying cities".
var ranksNames = pattern.New(
	`(?i)^(?:[- ](?:paying|paid|earning))?(?: [\p{L}-]+)? (?:cit(?:y|ies)|compan(?:y|ies)|states?|countr(?:y|` +
		`ies)|employers?|jobs?|skills?|roles?|industries|(?:programming )?languages?|positions|titles)\b|` +
		`^(?: [\p{L}-]+){0,2} (?:average|median|mean)\b`,
)

// listOf is what follows the "top ten" of a list: "Top 10 Most Expensive Countries".
var listOf = pattern.New(
	`(?i)^(?: [\p{L}-]+){0,3} (?:cit(?:y|ies)|countr(?:y|ies)|states?|compan(?:y|ies)|employers|jobs|skills|` +
		`roles|places|languages|frameworks|industries)\b|^ (?:most|best|highest|lowest)\b`,
)

// counted is "total" of something else than pay, or pay as somebody's trade.
var counted = pattern.New(
	`(?i)^(?:total (?:of \d|number|employment|jobs|openings)|(?:compensation|salary) (?:information|data|partner|` +
		`surveys?|software|compan(?:y|ies)|consult\w+|benchmark\w*|committee))`,
)

// ranks reports whether a superlative at m ranks and is no statistic.
func ranks(s string, m []int) bool {
	word := strings.ToLower(s[m[0]:m[1]])
	return superlative.MatchString(word) && ranked.MatchString(s[max(0, m[0]-24):m[0]]) && !yearThe.MatchString(s[:m[0]]) ||
		(word == "high salary" || word == "low salary") && strings.HasSuffix(s[:m[0]], " a ") ||
		(strings.HasSuffix(word, " 10") || strings.HasSuffix(word, " ten")) && listOf.MatchString(s[m[1]:]) ||
		strings.HasSuffix(word, "quarter") && ofYear.MatchString(s[m[1]:]) ||
		strings.HasPrefix(word, "starting") && middling.MatchString(s[:m[0]]) ||
		(word == "highest" || word == "lowest") && ranksNames.MatchString(s[m[1]:])
}
