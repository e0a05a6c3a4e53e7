package article

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"backpay/scraper/pattern"
)

// longest is how much of a sentence is looked at as one; what is longer is
// read in pieces, so that no text costs more than its length.
const longest = 1000

var (
	sentenceEnd = pattern.New(`[.!?]["”’)]*\s+`)
	clauseEnd   = pattern.New(
		`[,;:()—|]| – | - |\b(?:and|while|against|but|versus|vs\.?|whereas|compared (?:with|to)|than|where)\b`,
	)
	abbreviated = pattern.New(
		`(?i)(?:\b(?:e\.g|i\.e|approx|ca|vs|no|incl|excl|dr|mr|mrs|st|rs)|\b[A-Z]\.[A-Z])\.$`,
	)
	back = pattern.New(
		`^(?:(?:It|Its|That|There|They|Their|The (?:site|survey|office|same|figure|number|average|` +
			`median|mean|lowest|highest|top|bottom|best|worst|low|high|lower|upper|middle|report|data|` +
			`range)|Also|This|These|Those|Entry|Junior|Senior|Top|Meanwhile|On the (?:low|high|other))\b|` +
			`(?:At|In|For) [^,.]{2,40},? (?:it|that|this|they|the (?:figure|number|same))\b)`,
	)
	// goesOn is what compares a figure with the one before it, of the same kind.
	goesOn = pattern.New(
		`(?i)\b(?:(?:is|are|was|were|comes?|stands?|sits?|falls?|lands?)(?: in)? (?:only )?(?:(?:a little|` +
			`slightly|a bit|somewhat|much|far|well|just) )?(?:lower|higher|similar|between|behind|ahead|` +
			`close|below|above)|follows?|followed by|next comes?)\b`,
	)
	there      = pattern.New(`(?i)\b(?:there|the city|that city|hier|dort)\b`)
	aboutWords = pattern.New(
		`(?i)(?:\b(?:about|around|roughly|some|nearly|almost|approximately|approx\.?|circa|close to|near)|~|≈)\s*$`,
	)
	overWords = pattern.New(
		`(?i)\b(?:more than|over|above|at least|north of|upwards of|exceeds?|exceeding)\s*$`,
	)
	underWords = pattern.New(`(?i)\b(?:less than|under|below|up to|at most|not quite)\s*$`)
	overAfter  = pattern.New(`^\s?\+|^ (?:or more|and up)\b`)
	moreAfter  = pattern.New(
		`(?i)^(?: (?:a|per|each|an) (?:year|month|hour))? (more|less|higher|lower|extra|above|below|ahead|` +
			`behind|better|mehr|weniger)\b`,
	)
	notPay = pattern.New(
		`(?i)\b(?:rents?|renting|cost|costs|costing|prices?|priced|mortgages?|loans?|debts?|tuition|` +
			`courses?|fees?|charg(?:es?|ed|ing)|funding|funded|raised|rais(?:es|ing) (?:a|its)|revenues?|` +
			`valuation|valued|budgets?|tax|taxes|allowance|threshold|fines?|fined|grants?|subscription|` +
			`invest\w*|profits?|turnover|spen[dt]|spending|bought|buys?|sold|sells?|savings?|deposit|` +
			`prizes?|donat\w*|laptops?|houses?|homes?|flats?|groceries|insurance|per (?:seat|user|ticket))\b`,
	)
	plural   = pattern.New(`^ (?:\p{Lu}[\p{L}]+ )?\p{L}{3,}s\b`)
	payNouns = pattern.New(
		`(?i)\b(?:pay|earn|earns|earned|earning|earnings|salary|salaries|wages?|compensation|income|OTE)\b`,
	)
	payWords = pattern.New(
		`(?i)\b(?:pay|pays|paid|paying|earn|earns|earned|earning|earnings|salary|salaries|wages?|make|makes|` +
			`making|compensation|income|median|average|mean|base|OTE|take[- ]?home)\b`,
	)
)

// sentence is a piece of a block.
type sentence struct {
	inline
	from int // its offset in the block
}

// loneFigure is a figure that stands for a sentence, and which the next one
// explains: "$167,000. That's the median base salary of ...".
var loneFigure = pattern.New(`^\W*[$€£₹]?[\d.,]+ ?[kKm%]?\W+$`)

// sentences splits a text, in pieces of bounded length.
func sentences(t inline) []sentence {
	var all []sentence
	add := func(from, to int) {
		for from < to {
			end := to
			if end-from > longest {
				end = from + longest
				for end > from && !utf8.RuneStart(t.text[end]) {
					end--
				}
				if sp := strings.LastIndexAny(t.text[from:end], " \n"); sp > longest/2 {
					end = from + sp + 1
				}
			}
			s := sentence{inline: inline{text: strings.ReplaceAll(t.text[from:end], "\n", " ")}, from: from}
			all = append(all, s)
			from = end
		}
	}
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(t.text, -1) {
		next, _ := utf8.DecodeRuneInString(t.text[m[1]:])
		if unicode.IsLower(next) || loneFigure.MatchString(t.text[from:m[1]]) ||
			abbreviated.MatchString(t.text[max(from, m[0]-8):m[0]+1]) {
			continue
		}
		add(from, m[1])
		from = m[1]
	}
	add(from, len(t.text))
	i := 0
	for _, l := range t.marks { // in order
		for i+1 < len(all) && l.at >= all[i+1].from {
			// A footnote or link after the full stop belongs to what it ends.
			if l.at == all[i+1].from {
				break
			}
			i++
		}
		if i < len(all) && len(all[i].marks) < 40 {
			l.from = max(0, min(l.from-all[i].from, len(all[i].text)))
			l.at = min(l.at-all[i].from, len(all[i].text))
			all[i].marks = append(all[i].marks, l)
		}
	}
	return all
}

// read finds the figures of a document.
func (w *world) read(d document) []Finding {
	var found []Finding
	w.countries = subjectCountries(d)
	w.country = w.countryOf(d)
	w.lone = loneCountry(d)
	w.general = w.generalOf(d)
	w.monthly = w.general.monthly
	title := onlyRole(w.mentions(d.title))
	if title == (subject{}) {
		title = w.onlyRoleOf(d)
	}
	for i, b := range d.blocks {
		if b.level > 0 {
			w.so, w.only = carried{}, section{}
		}
		if b.level > 0 && title == (subject{}) {
			title = onlyRole(w.mentions(b.text))
		}
		w.monthly = w.monthly || b.cells == nil && monthlyText.MatchString(b.text.text)
		w.near = nearCountry(b)
		ctx := w.around(d, i, title)
		from := len(found)
		if b.cells != nil {
			found = w.cells(b, ctx, found)
			underTable(found[from:], ctx.caption)
		} else {
			found = w.block(b, ctx, found)
		}
		asBefore(found, from)
		w.general.of(b).give(found[from:])
		if len(found) > maxFindings {
			return found[:maxFindings]
		}
	}
	return found
}

// around is what stands around a block: its headings, and what is said before and
// under a table or list.
func (w *world) around(d document, i int, title subject) context {
	b := d.blocks[i]
	ctx := context{title: title, monthly: w.monthly, label: b.lead, titled: b.lead == "" && len(b.heading) < 2}
	if len(b.heading) > 0 {
		ctx.label += " " + b.heading[0].text
	}
	for _, h := range b.heading {
		ctx.outer = append(ctx.outer, slices.DeleteFunc(w.mentions(h), func(m mention) bool {
			return m.what == "year" && since.MatchString(h.text[:m.start]) // "Change since 2024"
		}))
		ctx.premium = ctx.premium || premiumHead.MatchString(h.text)
		ctx.ofPay = ctx.ofPay || payNouns.MatchString(h.text)
	}
	ctx.sector = b.bySector()
	if b.before != "" && b.lead == "" { // it may say whose figures a table gives, and of when
		said := w.mentions(inline{text: b.before})
		whose := slices.DeleteFunc(
			slices.Clone(said),
			func(m mention) bool {
				return m.what != "source" && m.what != "year" && m.what != "kind" && m.what != "statistic"
			},
		)
		ctx.outer = append(append([][]mention{whose}, ctx.outer...), said, w.usedIn(b.above))
	}
	if caption := d.captionOf(i); caption != "" {
		ctx.caption = caption
		ctx.outer = append([][]mention{w.mentions(inline{text: caption})}, ctx.outer...)
	}
	if b.cells != nil {
		ctx.label += " " + b.before // "the median daily rate is ..." stands over a table of them
		ctx.company = w.onlyEmployer(b)
	}
	if b.cells == nil && b.level == 0 && employersOwn.MatchString(b.lead+"\n"+headOf(b)) {
		ctx.company = w.onlyEmployer(b)
	}
	if b.lead != "" {
		ctx.premium = ctx.premium || premiumHead.MatchString(b.lead)
		said := notDenied(w.mentions(inline{text: b.lead}), b.lead)
		ctx.outer = append([][]mention{said}, ctx.outer...)
	}
	return ctx
}

// usedIn is whose figures, and of when, a paragraph says to use: "I am using BLS May 2024
// medians".
func (w *world) usedIn(text string) (whose []mention) {
	for _, s := range sentences(inline{text: text}) {
		if usingData.MatchString(s.text) || usesNamed.MatchString(s.text) {
			whose = append(whose, w.mentions(s.inline)...)
		}
	}
	return slices.DeleteFunc(whose, func(m mention) bool { return m.what != "source" && m.what != "year" })
}

// usesNamed says whose figures follow.
var usesNamed = pattern.New(`\b(?:[Uu]s(?:e|es|ed|ing)|[Bb]ased on|[Dd]rawn from|[Ff]rom) (?:the )?\p{Lu}`)

// underTable gives the figures of a table the sample that stands under it:
// "Source: ..., 2,315 adverts".
func underTable(found []Finding, caption string) {
	n := sample(caption)
	for i := range found {
		if f := &found[i]; f.N == 0 && f.Kind == Pay {
			f.N = n
		}
	}
}

// subjectCountries returns the countries that the title, or the first heading,
// names.
func subjectCountries(d document) (all []string) {
	for _, h := range titles(d) {
		_, countryWords := countries()
		for _, m := range countryWords.FindAllString(h.text, 10) {
			all = append(all, countryCode(m))
		}
		if len(all) > 0 {
			break
		}
	}
	return all
}

// context is what stands around a sentence.
type context struct {
	title       subject
	outer       [][]mention // of a table the row and the heads; then headings, innermost first
	before      []mention   // of the sentence before in the paragraph
	refers      bool        // the sentence goes on about what that one said
	remembers   bool        // it says "there"
	continues   bool        // it compares what it says with what that one said
	premium     bool        // a heading says that this is of premiums
	sector      bool        // a heading, or the line over a list, says that this is by industry
	caption     string      // what stands under a table
	cell        string      // the head of a table's column
	row         string      // and of its row
	company     string      // whose pay a row of a table is
	ofPay       bool        // a heading says that this is of pay
	monthly     bool        // the text counts by the month
	label       string      // the line before, and the heading
	titled      bool        // nothing but the title stands over it
	money       string      // the currency of a table's column
	scale       float64     // what its numbers are multiples of, 0 for one
	hourly      bool        // the sentence before spoke of pay an hour
	daily       bool        // or a day
	monthlySaid bool        // or a month
	levels      []float64   // the last two amounts of pay before the sentence
	text        string      // of the sentence
}

func (w *world) block(b block, ctx context, found []Finding) []Finding {
	all := sentences(b.text)
	var last *[]Finding
	var so carried
	if b.level == 0 && (!b.item || w.alone.source != "") &&
		(anaphor.MatchString(b.text.text) || w.alone.source != "" && w.alone.source == w.so.source) {
		so = w.so // "the agency's survey" is of the paragraph before
		so.statistic, so.hourly, so.elsewhere, so.pays = "", false, true, b.item
	}
	if b.item {
		ctx.company = or(employerOfItem(b, w.mentions(inline{text: clip(b.text.text, 100)})), ctx.company)
	}
	if b.item && statisticFirst.MatchString(b.text.text) {
		so = w.so // "Low: $29.10" is of whom the item before is
		so.statistic, so.listed = "", true
	}
	if b.label {
		ctx.cell = b.lead // as the head of a column is over its amounts
	}
	for i, s := range all {
		if len(found) > maxFindings {
			break
		}
		said := w.mentions(s.inline)
		asked := i > 0 && strings.HasSuffix(strings.TrimSpace(all[i-1].text), "?")
		ctx.refers = asked || back.MatchString(s.text)
		ctx.remembers = there.MatchString(s.text)
		ctx.continues = goesOn.MatchString(s.text)
		ctx.hourly, ctx.daily, ctx.monthlySaid = so.hourly, so.daily, so.monthly
		ctx.levels = nil
		if len(all) > i && i > 0 {
			ctx.levels = levelsOf(found)
		}
		ctx.monthly = w.monthly || so.monthly
		here := w.sentence(s, said, ctx)
		so.carry(here, s, said)
		so = so.next(here, said)
		for k := range here {
			f := &here[k]
			f.Line = b.line + strings.Count(b.text.text[:s.from+f.offset], "\n")
			f.offset += s.from
		}
		// "Based on 5,508 reports." after the figure it is of.
		if len(here) == 0 && last != nil && len(*last) == 1 && i > 0 {
			if n := sample(s.text); n > 0 && (*last)[0].N == 0 {
				found[len(found)-1].N = n
			}
			last = nil
		}
		if len(here) > 0 {
			found = append(found, here...)
			last = &here
		}
		ctx.before = onward(ctx.before, said)
	}
	if !b.item || so.source != "" {
		w.so = so
	}
	w.only, w.alone = w.only.heard(b, so, found), w.alone.heard(b, so, found)
	return found
}

var (
	sampleHead = pattern.New(
		`(?i)^\s*(?:n|sample(?: size)?|reports|salaries|responses|answers|respondents|based on|adverts|ads|` +
			`postings)\s*$`,
	)
	regexpSite  = pattern.New(`(?i)^\s*(?:sources?|sites?|survey|publisher|website|who)\s*$`)
	companyHead = pattern.New(
		`(?i)^\s*(?:compan(?:y|ies)|employers?|firm|organi[sz]ation|business)(?: name)?\s*$`,
	)
	placeHead = pattern.New(`(?i)^\s*(?:cit(?:y|ies)|places?|where|locations?|town|country|metro)\s*$`)
	countHead = pattern.New(
		`(?i)\b(?:employment|employed|workers|openings|vacancies|open jobs|jobs|listings|positions|postings|adverts|` +
			`tot(?:al)? emp|number of (?:programmers|developers|engineers|people|specialists))\b`,
	)
	premiumHead = pattern.New(`(?i)\b(?:premiums?|worth|skills? that pay|by skill|skills?)\b`)
	skillHead   = pattern.New(`(?i)\bpremium\b`)
)

// words are the numbers that are written so.
var words = map[string]int{
	"one":       1,
	"two":       2,
	"three":     3,
	"four":      4,
	"five":      5,
	"six":       6,
	"seven":     7,
	"eight":     8,
	"nine":      9,
	"ten":       10,
	"eleven":    11,
	"twelve":    12,
	"a dozen":   12,
	"a handful": 5,
}

const sampleNouns = `profiles|freelancers|contractors|colleagues|friends|readers|professionals|candidates|` +
	`members|reports|salaries|responses|answers|respondents|observations|filings|incumbents|entries|data points|` +
	`submissions|people|workers|developers|engineers|employees|employers`

const advertNouns = `adverts|ads|postings|jobs|listings|advertisements|offers|positions|openings|vacancies|` +
	`job ads|job adverts|job postings`

var (
	sampleSure = pattern.New(
		`(?i)\bn ?= ?(\d[\d,. ]*k?)|\bsample of (?:only |just )?(\d[\d,.]*k?)|` +
			`\b(\d[\d,.]*k?)\+? (?:[\p{L}-]+ ){0,3}?(?:` + sampleNouns + `)\b`,
	)
	sampleJobs  = pattern.New(`(?i)\b(\d[\d,.]*)\+? (?:[\p{L}-]+ ){0,3}?(?:` + advertNouns + `)\b`)
	sampleWords = pattern.New(
		`(?i)\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|` +
			`a handful)(?: of)? (?:[\p{L}-]+ ){0,3}?(?:` + sampleNouns + `|` + advertNouns + `|advert|posting|` +
			`job|report|salary)\b`,
	)
	restsOn = pattern.New(
		`(?i)\b(?:based|rests?|resting|drawn|computed|calculated|built) (?:on|from|over)\b|^\s*(?:That is|` +
			`The sample)\b|\b(?:company|report|study|researchers|they) (?:analy[sz]ed|examined|studied|scraped)\b|\bwe (?:read|analy[sz]ed|looked|studied|examined|scraped|collected|went)\b`,
	)
)

// ofPeople ends a number of people.
var ofPeople = pattern.New(`(?i)(?:people|workers|developers|engineers|employees|employers)$`)

// ofNobody reports whether a number before people counts none of them: a comma parts them,
// or it is a year, before people who were not asked: "in the survey of 2024, back-end
// developers", "in 2024 developers earned".
func ofNobody(s string) bool {
	return parted.MatchString(s) || yearFirst.MatchString(s) && ofPeople.MatchString(s)
}

var (
	parted    = pattern.New(`^\d[\d.,]*[,.] `)
	yearFirst = pattern.New(`^(?:19|20)\d\d \pL`)
)

// sample is the n that a text states; adverts count too. 0 when none.
func sample(s string) int {
	money := slices.DeleteFunc(scan(s), func(n number) bool { return n.bare || n.short && n.currency == "" })
	for _, re := range []*pattern.Pattern{sampleSure, sampleJobs} {
		for _, m := range re.FindAllStringSubmatchIndex(s, 10) {
			for i := 2; i < len(m); i += 2 {
				if m[i] < 0 || ofNobody(s[m[i]:m[1]]) ||
					slices.ContainsFunc(money, func(n number) bool { return n.start < m[i+1] && m[i] < n.end }) {
					continue
				}
				digits, isThousands := strings.CutSuffix(strings.ToLower(s[m[i]:m[i+1]]), "k")
				text, _ := plain(strings.Trim(digits, " .,"), !isThousands)
				n, err := strconv.ParseFloat(strings.ReplaceAll(text, " ", ""), 64)
				if isThousands {
					if ofPeople.MatchString(s[m[0]:m[1]]) { // whose pay it may be: "95k developers"
						continue
					}
					n *= 1000
				}
				if err == nil && n >= 1 && n <= 1e9 {
					return int(math.Round(n))
				}
			}
		}
	}
	if m := sampleWords.FindStringSubmatch(s); m != nil {
		return words[strings.ToLower(m[1])]
	}
	return 0
}

var (
	hourly  = pattern.New(`(?i)\b(?:hourly|per hour|an hour|hours?)\b`)
	monthly = pattern.New(`(?i)\b(?:monthly|per month|a month|each month|every month)\b|/ ?month\b`)
	daily   = pattern.New(`(?i)\b(?:daily|per day|a day|day rates?)\b`)
)
